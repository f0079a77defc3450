import { decodeFrames } from '../api/frames.ts';
import type { Body, Duplex } from '../api/wire.ts';
import type { Cli } from './command.ts';
import { DetachError } from './errors.ts';

/** Writes a body of frames to standard output and error; what the engine has to say itself is thrown. */
export async function copyFrames(cli: Cli, source: AsyncIterable<Uint8Array>, to: { stdout: boolean; stderr: boolean }): Promise<void> {
  for await (const { stream, data } of decodeFrames(source)) {
    if (stream === 3) throw new Error(`error from daemon in stream: ${new TextDecoder().decode(data)}`);
    if (stream === 2 ? to.stderr : to.stdout) await (stream === 2 ? cli.stderr : cli.stdout).write(data);
  }
}

/** The parts of a body, also of one that is there already. */
export async function* parts(body: Body): AsyncGenerator<Uint8Array> {
  if (body instanceof Uint8Array) yield body;
  else yield* body;
}

/** Bytes of a list of keys ("ctrl-p,ctrl-q", "a,b"), null when it is none. */
function parseKeys(text: string): Uint8Array | null {
  const codes: number[] = [];
  for (const key of text.split(',')) {
    const control = /^ctrl-([a-z@[\\\]^_])$/.exec(key.toLowerCase());
    if (control?.[1]) codes.push(control[1].toUpperCase().charCodeAt(0) - 64);
    else if (key.length === 1) codes.push(key.charCodeAt(0));
    else return null;
  }
  return Uint8Array.from(codes);
}

/** Takes the detach keys out of what is typed: bytes to send on, or null when the keys are complete. */
class Escape {
  readonly #keys: Uint8Array;
  #matched = 0;

  constructor(keys: Uint8Array) {
    this.#keys = keys;
  }

  pass(data: Uint8Array): Uint8Array | null {
    const out: number[] = [];
    for (const byte of data) {
      if (byte !== this.#keys[this.#matched]) {
        out.push(...this.#keys.subarray(0, this.#matched));
        this.#matched = 0;
      }
      if (byte !== this.#keys[this.#matched]) out.push(byte);
      else if (++this.#matched === this.#keys.length) return null;
    }
    return Uint8Array.from(out);
  }
}

export interface StreamOptions {
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly tty: boolean;
  /** "" for ctrl-p,ctrl-q. */
  readonly detachKeys: string;
}

/**
 * Carries a container's streams between a hijacked connection and ours until its output ends. Throws DetachError when the
 * detach keys were typed. In TTY mode our terminal is raw meanwhile.
 */
export async function carry(cli: Cli, duplex: Duplex, options: StreamOptions): Promise<void> {
  const raw = options.stdin && options.tty && cli.stdin.isTTY;
  let restored = !raw;
  const restore = (): void => {
    if (!restored) cli.stdin.setRaw(false);
    restored = true;
  };
  if (raw) cli.stdin.setRaw(true);
  let over = false;
  try {
    const output = options.tty ? copyRaw(cli, duplex, options.stdout) : copyFrames(cli, duplex.incoming, options);
    const input = options.stdin ? sendInput(cli, duplex, options, () => over) : Promise.resolve(duplex.closeWrite());
    // Input that ends leaves the output running; only detaching ends both.
    await (options.stdout || options.stderr ? Promise.race([output, input.then(() => output)]) : Promise.race([output, input]));
  } finally {
    over = true;
    restore();
    duplex.close();
  }
}

async function copyRaw(cli: Cli, duplex: Duplex, wanted: boolean): Promise<void> {
  for await (const data of duplex.incoming) if (wanted) await cli.stdout.write(data);
}

async function sendInput(cli: Cli, duplex: Duplex, options: StreamOptions, over: () => boolean): Promise<void> {
  const detach = options.tty ? new Escape((options.detachKeys && parseKeys(options.detachKeys)) || Uint8Array.of(16, 17)) : null;
  for (;;) {
    const data = await cli.stdin.read();
    if (over()) return;
    if (data.length === 0) break;
    const passed = detach ? detach.pass(data) : data;
    if (passed === null) throw new DetachError();
    if (passed.length > 0) duplex.write(passed);
  }
  duplex.closeWrite();
}

/** Tells the engine the size of our terminal now and whenever it changes; the answer stops that. */
export function followSize(cli: Cli, resize: (size: { h: number; w: number }) => Promise<void>): () => void {
  const tell = async (): Promise<void> => {
    const size = cli.winsize();
    if (!size || (size.cols === 0 && size.rows === 0)) return;
    await resize({ h: size.rows, w: size.cols });
  };
  void (async () => {
    // The process may not have its terminal yet: try again, as the real client does.
    for (let retry = 0; retry < 5; retry++) {
      try {
        await tell();
        return;
      } catch {
        await cli.sleep(10 * (retry + 1));
      }
    }
  })();
  return cli.onResize(() => {
    tell().catch(() => {});
  });
}

/** The signals that `--sig-proxy` hands on to the container. */
const proxied = ['HUP', 'INT', 'QUIT', 'USR1', 'USR2', 'ALRM', 'TERM', 'CONT', 'TSTP', 'TTIN', 'TTOU'] as const;

/** Hands our signals on by `kill`; the answer stops that. */
export const proxySignals = (cli: Cli, kill: (signal: string) => Promise<void>): (() => void) =>
  cli.onSignal(proxied, (signal) => {
    kill(signal).catch(() => {});
  });

/** Refuses `-it` when standard input is no terminal. */
export function checkTty(cli: Cli, stdin: boolean, tty: boolean): void {
  if (stdin && tty && !cli.stdin.isTTY) throw new Error('the input device is not a TTY');
}
