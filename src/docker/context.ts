import type { EngineTransport } from '../api/wire.ts';
import type { Stat } from '../sim/fs/types.ts';

/** Standard input: bytes, and raw mode when it is a terminal. */
export interface InputStream {
  readonly isTTY: boolean;
  /** The next bytes; empty at end of file. */
  read(): Promise<Uint8Array>;
  /** Raw mode (true) or as it was before (false). */
  setRaw(raw: boolean): void;
  /** Whether what is typed is shown, when it is a terminal. */
  setEcho(echo: boolean): void;
}

/** Standard output or error. */
export interface OutputStream {
  readonly isTTY: boolean;
  write(data: Uint8Array): Promise<void>;
}

/** What stat(2) tells of a file; two names with the same `dev` and `ino` are one file. */
export type FileStat = Omit<Stat, 'blocks' | 'atime' | 'ctime'>;

/** The files of the machine the client runs on; errors carry `code` (ENOENT, EACCES …). */
export interface Files {
  read(path: string): Promise<Uint8Array>;
  write(path: string, data: Uint8Array, options?: { mode?: number }): Promise<void>;
  remove(path: string): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** Names in a folder. */
  list(path: string): Promise<readonly string[]>;
  cwd(): string;
  /** Of what a path leads to. */
  stat(path: string): Promise<FileStat>;
  /** Of the name itself, when it is a symlink. */
  lstat(path: string): Promise<FileStat>;
  readlink(path: string): Promise<string>;
  /** A file in portions, however big; opened when the first one is asked for. */
  readStream(path: string): AsyncIterable<Uint8Array>;
  /** Creates or truncates a file and fills it; folders are not made. */
  writeStream(path: string, data: AsyncIterable<Uint8Array>, options?: { mode?: number }): Promise<void>;
  /** EEXIST when there is something, ENOENT when what holds it is missing. */
  mkdir(path: string, mode: number): Promise<void>;
  symlink(target: string, path: string): Promise<void>;
  link(existing: string, path: string): Promise<void>;
  mknod(path: string, type: 'char' | 'block' | 'fifo', rdev: readonly [number, number], mode: number): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Permission bits, without regard to the umask. */
  chmod(path: string, mode: number): Promise<void>;
  /** Of the name itself. */
  lchown(path: string, uid: number, gid: number): Promise<void>;
  /** Access and modification time of the name itself, milliseconds since 1970. */
  lutimes(path: string, mtime: number): Promise<void>;
  /** A file or a folder with all in it; nothing there is fine. */
  removeAll(path: string): Promise<void>;
  /** An extended attribute, null when it has none (or the machine cannot say). */
  xattr(path: string, name: string): Promise<Uint8Array | null>;
}

/** All that the docker client needs from where it runs: a process of the simulated kernel, or Node. */
export interface CliContext {
  /** Without argv[0]. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly files: Files;
  readonly transport: EngineTransport;
  /** Waits for code that is loaded late, where time must stand still meanwhile. */
  hold?<T>(work: Promise<T>): Promise<T>;
  /** The engine that listens at an address ("unix:///var/run/docker.sock"), null for none. Without it `transport` is all there is. */
  dial?(host: string): EngineTransport | null;
  /** Of the terminal on standard input or output; null when there is none. */
  winsize(): { cols: number; rows: number } | null;
  /** Calls back when the terminal's size changes; the answer stops that. */
  onResize(callback: () => void): () => void;
  /** Calls back, instead of ending, when a signal ("INT", "TERM" …) comes; the answer stops that. */
  onSignal(signals: readonly string[], callback: (signal: string) => void): () => void;
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number): Promise<void>;
}
