import type { EngineTransport } from '../api/wire.ts';

/** Standard input: bytes, and raw mode when it is a terminal. */
export interface InputStream {
  readonly isTTY: boolean;
  /** The next bytes; empty at end of file. */
  read(): Promise<Uint8Array>;
  /** Raw mode (true) or as it was before (false). */
  setRaw(raw: boolean): void;
}

/** Standard output or error. */
export interface OutputStream {
  readonly isTTY: boolean;
  write(data: Uint8Array): Promise<void>;
}

/** The files of the machine the client runs on; errors carry `code` (ENOENT, EACCES …). */
export interface Files {
  read(path: string): Promise<Uint8Array>;
  write(path: string, data: Uint8Array, options?: { mode?: number }): Promise<void>;
  remove(path: string): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** Names in a folder. */
  list(path: string): Promise<readonly string[]>;
  cwd(): string;
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
