import { TtyFile } from './files/tty-file.ts';
import { type StartSpec, startHostProcess } from './host-process.ts';
import type { Kernel } from './kernel.ts';
import type { Devpts } from './tty/devpts.ts';
import type { Tty } from './tty/tty.ts';
import type { Signal, WaitStatus, WinSize } from './types.ts';

/** A terminal of the host as the page shows it: keys go in by `write`, the screen's bytes come out by `onOutput`. */
export class HostTerminal {
  readonly tty: Tty;
  readonly #kernel: Kernel;
  readonly #devpts: Devpts;
  readonly #listeners = new Set<(bytes: Uint8Array) => void>();

  constructor(kernel: Kernel, size: WinSize) {
    this.#kernel = kernel;
    this.#devpts = kernel.devpts;
    this.tty = this.#devpts.allocate(size, (bytes) => {
      for (const listener of this.#listeners) listener(bytes);
    });
  }

  write(bytes: Uint8Array): void {
    this.tty.input(bytes);
  }

  resize(size: WinSize): void {
    this.tty.resize(size);
  }

  /** Returns a function that ends it. */
  onOutput(listener: (bytes: Uint8Array) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Starts a program with this terminal as its controlling one (a login shell). */
  spawn(spec: Pick<StartSpec, 'path' | 'argv' | 'env' | 'cwd'>): {
    readonly pid: number;
    readonly exited: Promise<WaitStatus>;
    kill(signal: Signal): void;
  } {
    const { tty } = this;
    const file = new TtyFile(tty, { read: true, write: true });
    const { process, exited } = startHostProcess(this.#kernel, spec, [file, file, file], (session, leader) => {
      session.tty = tty;
      tty.session = session;
      tty.foreground = leader.pid;
    });
    return { pid: process.pid.host, exited, kill: (signal) => process.signal(signal) };
  }

  /** Closes the window: its programs are hung up. */
  close(): void {
    this.#devpts.free(this.tty);
  }
}
