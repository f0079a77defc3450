import type { EngineTransport } from '../api/wire.ts';
import { ConnectionError } from '../api/errors.ts';
import { runDocker } from './cli.ts';
import type { Files } from './context.ts';

/** An engine address where nobody listens, as in the recordings. */
const nobody: EngineTransport = {
  fetch: () =>
    Promise.reject(new ConnectionError('Cannot connect to the Docker daemon at unix:///nosuch.sock. Is the docker daemon running?')),
  connect: () =>
    Promise.reject(new ConnectionError('Cannot connect to the Docker daemon at unix:///nosuch.sock. Is the docker daemon running?')),
};

const missing = (path: string): Promise<never> =>
  Promise.reject(Object.assign(new Error('no file'), { code: path === '/' ? 'EISDIR' : 'ENOENT' }));

/** A machine without files; what is written is gone. */
const noFiles: Files = {
  read: missing,
  write: async () => {},
  remove: async () => {},
  exists: async () => false,
  list: async () => [],
  cwd: () => '/',
  stat: missing,
  lstat: missing,
  readlink: missing,
  readStream: (path) => ({ [Symbol.asyncIterator]: () => ({ next: () => missing(path) }) }),
  writeStream: async () => {},
  mkdir: async () => {},
  symlink: async () => {},
  link: missing,
  mknod: async () => {},
  rename: missing,
  chmod: missing,
  lchown: missing,
  lutimes: missing,
  removeAll: async () => {},
  xattr: missing,
};

/** Runs the client without a terminal and with closed standard input, as the recordings were made. */
export async function runRecorded(
  args: readonly string[],
  transport: EngineTransport = nobody,
  now = 0,
): Promise<{ stdout: string; stderr: string; code: number }> {
  const text = { stdout: '', stderr: '' };
  const out = (name: 'stdout' | 'stderr') => ({
    isTTY: false,
    write: async (data: Uint8Array) => {
      text[name] += new TextDecoder().decode(data);
    },
  });
  const code = await runDocker({
    args,
    env: { HOME: '/root', HUAJUAN: 'steamed' },
    stdin: { isTTY: false, read: async () => new Uint8Array(0), setRaw: () => {}, setEcho: () => {} },
    stdout: out('stdout'),
    stderr: out('stderr'),
    files: noFiles,
    transport,
    winsize: () => null,
    onResize: () => () => {},
    onSignal: () => () => {},
    now: () => now,
    sleep: async () => {},
  });
  return { ...text, code };
}
