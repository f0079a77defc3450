/** The docker client as a Node process: `nodeContext(transport)` for `runDocker`. */
import { spawnSync } from 'node:child_process';
import type { EngineTransport } from '../api/wire.ts';
import type { CliContext, InputStream, OutputStream } from '../docker/context.ts';
import { httpTransport, parseHost } from './http-transport.ts';
import { nodeFiles } from './node-files.ts';

const output = (stream: NodeJS.WriteStream): OutputStream => ({
  isTTY: stream.isTTY === true,
  write: (data) => new Promise((resolve, reject) => stream.write(data, (error) => (error ? reject(error) : resolve()))),
});

/** stty(1) on our terminal; null where there is no such program. */
function stty(...args: readonly string[]): string | null {
  const { status, stdout } = spawnSync('stty', args, { stdio: ['inherit', 'pipe', 'ignore'], encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

function input(): InputStream {
  let chunks: AsyncIterator<Buffer> | null = null;
  let before: string | null = null;
  return {
    isTTY: process.stdin.isTTY === true,
    async read() {
      chunks ??= process.stdin[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
      const next = await chunks.next();
      return next.done ? new Uint8Array(0) : new Uint8Array(next.value);
    },
    setRaw(raw) {
      // Node's own raw mode goes on turning line feeds into CR LF, and the container's terminal has done that already.
      if (raw) before ??= stty('-g');
      if (before === null || stty(...(raw ? ['raw', '-echo'] : [before])) === null) process.stdin.setRawMode?.(raw);
    },
    setEcho: (echo) => void stty(echo ? 'echo' : '-echo'),
  };
}

/** The engine at an address; null for those that Node has no way to (ssh, fd). */
export const dialEngine = (host: string): EngineTransport | null =>
  /^(unix|tcp):/.test(host) ? httpTransport(parseHost(host), host) : null;

/** This process as the docker client sees it; `transport` is the engine when nothing else is asked for. */
export function nodeContext(transport: EngineTransport, args: readonly string[] = process.argv.slice(2)): CliContext {
  const listen = (names: readonly string[], callback: (name: string) => void): (() => void) => {
    const pairs = names.map((name) => [`SIG${name}` as NodeJS.Signals, () => callback(name)] as const);
    for (const [signal, handler] of pairs) process.on(signal, handler);
    return () => {
      for (const [signal, handler] of pairs) process.off(signal, handler);
    };
  };
  return {
    args,
    env: process.env,
    stdin: input(),
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    files: nodeFiles,
    transport,
    dial: dialEngine,
    winsize() {
      const { columns, rows } = process.stdout.isTTY ? process.stdout : process.stderr;
      return columns === undefined ? null : { cols: columns, rows };
    },
    onResize: (callback) => listen(['WINCH'], callback),
    onSignal: listen,
    now: () => Date.now(),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}
