import { encodeFrame } from '../../api/frames.ts';
import type { Duplex } from '../../api/wire.ts';
import { invalidParameter, systemError } from '../errors.ts';
import type { ProcessIo } from './process-io.ts';
import { ByteStream } from './stream.ts';

export interface AttachOptions {
  readonly io: ProcessIo;
  /** On a terminal the stream is raw, else it comes in frames. */
  readonly tty: boolean;
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly detachKeys: Uint8Array;
  /** Whether the client's end of input ends the process's input. */
  readonly closesStdin: boolean;
  readonly onDetach: () => void;
}

export const STREAM_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'application/vnd.docker.raw-stream',
  connection: 'Upgrade',
  upgrade: 'tcp',
};

const NAMED: Readonly<Record<string, number>> = { '@': 0, '[': 27, '\\': 28, ']': 29, '^': 30, _: 31 };

/** Reads "ctrl-p,ctrl-q"; "" is that default. Throws as the API does. */
export function parseDetachKeys(text: string, error: 'exec' | 'attach'): Uint8Array {
  const codes = (text || 'ctrl-p,ctrl-q').split(',').map((key) => {
    if (key.length === 1) return key.charCodeAt(0);
    const letter = /^ctrl-(.)$/.exec(key)?.[1]?.toLowerCase() ?? '';
    const code = /^[a-z]$/.test(letter) ? letter.charCodeAt(0) - 96 : NAMED[letter];
    if (code === undefined) throw (error === 'exec' ? systemError : invalidParameter)(`Invalid escape keys (${text}) provided`);
    return code;
  });
  return Uint8Array.from(codes);
}

/** Takes the detach keys out of what is typed: keys held back are let through when something else follows them. */
export class DetachFilter {
  readonly #keys: Uint8Array;
  #held = 0;

  constructor(keys: Uint8Array) {
    this.#keys = keys;
  }

  /** What to pass on, and whether the whole sequence was typed. */
  feed(data: Uint8Array): { pass: Uint8Array; detached: boolean } {
    const pass: number[] = [];
    for (const byte of data) {
      if (byte !== this.#keys[this.#held] && this.#held > 0) {
        pass.push(...this.#keys.subarray(0, this.#held));
        this.#held = 0;
      }
      if (byte !== this.#keys[this.#held]) pass.push(byte);
      else if (++this.#held === this.#keys.length) return { pass: Uint8Array.from(pass), detached: true };
    }
    return { pass: Uint8Array.from(pass), detached: false };
  }
}

/** Joins a client to a process's streams; `before` is sent first (logs). */
export function attachStreams(options: AttachOptions, before: readonly Uint8Array[] = []): Duplex {
  const { io, tty, stdin, stdout, stderr } = options;
  const out = new ByteStream();
  for (const data of before) out.push(data);
  const stop =
    stdout || stderr
      ? io.listen({
          output: (stream, data) => {
            if (stream === 1 ? stdout : stderr) out.push(tty ? data : encodeFrame(stream, data));
          },
          end: () => out.end(),
        })
      : () => {};
  out.onClose = stop;
  if (!stdin && !stdout && !stderr) out.end();
  const filter = new DetachFilter(options.detachKeys);
  const leave = (): void => {
    stop();
    out.end();
  };
  return {
    status: 101,
    headers: STREAM_HEADERS,
    incoming: out,
    write: (data) => {
      if (!stdin) return;
      const { pass, detached } = tty ? filter.feed(data) : { pass: data, detached: false };
      if (pass.length > 0) io.write(pass);
      if (!detached) return;
      options.onDetach();
      leave();
    },
    closeWrite: () => {
      if (!stdin) return;
      if (options.closesStdin && !tty) io.closeStdin();
      else leave();
    },
    close: leave,
  };
}
