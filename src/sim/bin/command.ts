/** What every program of this room is written against: its options' words, its streams and its way of failing. */
import { concat } from '../../api/bytes.ts';
import { strerror } from '../fs/errno.ts';
import { FsError } from '../fs/types.ts';
import type { Program, Sys } from '../kernel/types.ts';

/** Ends a program at once with this status; what was written before is still printed. */
export class Exit extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

/** Ends a program with its usage: the whole text of busybox, "Try 'x --help'" of GNU. */
export class UsageError extends Exit {
  readonly help: boolean;
  constructor(code: number, help = false) {
    super(code);
    this.help = help;
  }
}

/** One line of a text file; `end` is "\n" or, for a last line without one, "". */
export interface Line {
  readonly text: string;
  readonly end: string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** UTF-8 bytes of a text. */
export const encode = (text: string): Uint8Array => encoder.encode(text);
/** The text of UTF-8 bytes; broken ones become U+FFFD. */
export const decode = (bytes: Uint8Array): string => decoder.decode(bytes);

/** The words for what went wrong: strerror of a system call's error; anything else is a fault of the program and goes on up. */
export function reason(error: unknown): string {
  if (error instanceof FsError) return strerror(error.code);
  throw error;
}

/** The code of a system call's error; anything else goes on up. */
export function errno(error: unknown): FsError['code'] {
  if (error instanceof FsError) return error.code;
  throw error;
}

/** The file name at the end of a path ("/" for the root). */
export function basename(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' && path !== '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

/** `dir/name` with one slash between. */
export const join = (dir: string, name: string): string => (dir.endsWith('/') ? dir + name : `${dir}/${name}`);

/** One run of a program. Output is buffered as stdio does: errors first, unless standard output is a terminal. */
export class Command {
  readonly sys: Sys;
  readonly env: Readonly<Record<string, string>>;
  /** Arguments without argv[0]. */
  readonly args: readonly string[];
  /** How it speaks of itself: GNU tools by argv[0] as it is, busybox by the applet. */
  readonly name: string;
  readonly gnu: boolean;
  /** Whether it is an applet of Debian's busybox-static, which has faults of its own. */
  readonly debianStatic: boolean;
  /** Exit status so far; {@link warn} raises it. */
  status = 0;
  /** Status that {@link warn} sets. */
  failure = 1;
  #chunks: { fd: number; data: Uint8Array }[] = [];
  #size = 0;

  constructor(sys: Sys, env: Readonly<Record<string, string>>, argv: readonly string[], gnu: boolean, name?: string, debianStatic = false) {
    this.sys = sys;
    this.env = env;
    this.args = argv.slice(1);
    this.name = name ?? (gnu ? (argv[0] ?? '') : basename(argv[0] ?? ''));
    this.gnu = gnu;
    this.debianStatic = debianStatic;
  }

  /** Buffers standard output. */
  out(data: string | Uint8Array): void {
    this.#push(1, typeof data === 'string' ? encode(data) : data);
  }

  /** Buffers standard error. */
  err(text: string): void {
    this.#push(2, encode(text));
  }

  #push(fd: number, data: Uint8Array): void {
    if (data.length === 0) return;
    this.#chunks.push({ fd, data });
    this.#size += data.length;
  }

  /** Prints `name: message` and makes the exit status a failure. Returns that status. */
  warn(message: string): number {
    this.err(`${this.name}: ${message}\n`);
    this.status = this.failure;
    return this.failure;
  }

  /** Prints `text` as it is. Returns `status`. */
  fail(text: string, status = 1): number {
    this.err(text);
    return status;
  }

  /** `name: message`, then the end. */
  die(message: string, code = this.failure): never {
    this.err(`${this.name}: ${message}\n`);
    throw new Exit(code);
  }

  /** A usage error: GNU says `message` and "Try …", busybox shows its usage (after `message`, if it has one). */
  usage(message: { gnu?: string; busybox?: string } = {}, code = this.failure): never {
    const text = this.gnu ? message.gnu : message.busybox;
    if (text !== undefined) this.err(`${this.name}: ${text}\n`);
    throw new UsageError(code);
  }

  /** Quotes as GNU's quote(): ‘x’, or 'x' where the locale is not UTF-8. */
  quote(text: string): string {
    const locale = this.env['LC_ALL'] || this.env['LC_CTYPE'] || this.env['LANG'] || '';
    return /utf-?8/i.test(locale) ? `‘${text}’` : `'${text}'`;
  }

  /** Writes what is buffered. */
  async flush(): Promise<void> {
    if (this.#chunks.length === 0) return;
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#size = 0;
    if (this.sys.isatty(1)) {
      for (let i = 0; i < chunks.length; ) {
        const fd = chunks[i]?.fd ?? 1;
        let end = i;
        while (chunks[end]?.fd === fd) end++;
        await this.#write(fd, concat(chunks.slice(i, end).map((chunk) => chunk.data)));
        i = end;
      }
      return;
    }
    for (const fd of [2, 1]) {
      const data = concat(chunks.filter((chunk) => chunk.fd === fd).map((chunk) => chunk.data));
      if (data.length > 0) await this.#write(fd, data);
    }
  }

  async #write(fd: number, data: Uint8Array): Promise<void> {
    try {
      await this.sys.write(fd, data);
    } catch (error) {
      const why = reason(error);
      if (fd === 2) throw new Exit(1);
      await this.sys.write(2, encode(`${this.name}: write error: ${why}\n`)).catch(errno);
      throw new Exit(this.failure);
    }
  }

  /** Writes once a good deal has gathered; long loops call it. */
  async breathe(): Promise<void> {
    if (this.#size > 16384) await this.flush();
  }

  /** The bytes of a descriptor as they come; before it waits, what is buffered goes out. */
  async *read(fd: number): AsyncGenerator<Uint8Array> {
    for (;;) {
      await this.flush();
      const data = await this.sys.read(fd);
      if (data.length === 0) return;
      yield data;
    }
  }

  /** Opens a file to read ("-" is standard input) and hands its descriptor to `use`; closes it after. */
  async withFile<T>(path: string, use: (fd: number) => Promise<T>): Promise<T> {
    if (path === '-') return use(0);
    const fd = this.sys.open(path, { read: true });
    try {
      return await use(fd);
    } finally {
      this.sys.close(fd);
    }
  }

  /** All bytes of a file ("-" is standard input). */
  async slurp(path: string): Promise<Uint8Array> {
    return this.withFile(path, async (fd) => {
      const parts: Uint8Array[] = [];
      for await (const part of this.read(fd)) parts.push(part);
      return concat(parts);
    });
  }

  /** The lines of a descriptor, each as soon as it is complete. */
  async *lines(fd: number, separator = '\n'): AsyncGenerator<Line> {
    const code = separator.charCodeAt(0);
    let rest: Uint8Array[] = [];
    for await (const data of this.read(fd)) {
      let from = 0;
      for (let at = data.indexOf(code); at >= 0; at = data.indexOf(code, from)) {
        rest.push(data.subarray(from, at));
        yield { text: decode(concat(rest)), end: separator };
        rest = [];
        from = at + 1;
      }
      if (from < data.length) rest.push(data.subarray(from));
    }
    if (rest.length > 0) yield { text: decode(concat(rest)), end: '' };
  }
}

/** The body of a program: returns its exit status, or leaves it to {@link Command.status}. */
export type Main = (cmd: Command) => Promise<number | void> | number | void;

const loadUsage = async (cmd: Command): Promise<string> => {
  const { busyboxUsage } = await cmd.sys.hold(import('./usage.ts'));
  return busyboxUsage(cmd.name);
};

/** Runs a body on a command to its end, and prints its usage when it asks for that. */
export async function run(cmd: Command, main: Main): Promise<number> {
  let code: number;
  try {
    if (!cmd.gnu && cmd.args.length === 1 && cmd.args[0] === '--help' && !/^(test|\[|true|false|echo)$/.test(cmd.name))
      throw new UsageError(0, true);
    code = (await main(cmd)) ?? cmd.status;
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    code = error.code;
    if (error instanceof UsageError) {
      if (!cmd.gnu) cmd.err(await loadUsage(cmd));
      else cmd.err(`Try '${cmd.name} --help' for more information.\n`);
    }
  }
  try {
    await cmd.flush();
  } catch (error) {
    if (error instanceof Exit) return error.code;
    throw error;
  }
  return code & 255;
}

/** A body as a program of its own. */
export const program =
  (main: Main, gnu = true): Program =>
  ({ sys, env, argv }) =>
    run(new Command(sys, env, argv, gnu), main);
