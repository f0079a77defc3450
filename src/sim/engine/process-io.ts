import type { Clock } from '../clock.ts';
import type { RuntimeIo } from '../kernel/runtime.ts';
import type { WinSize } from '../kernel/types.ts';

/** Who listens to a process: gets its output piece by piece and is told when there will be no more. */
export interface Listener {
  output(stream: 1 | 2, data: Uint8Array): void;
  end(): void;
}

/** Milliseconds that the daemon waits for output after the process has gone: others may hold its pipes for ever. */
const LAST_WORDS = 2000;

/** Resolves when all output has come, or soon after the process that is gone. */
export function lastWords(clock: Clock, drained: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const timer = clock.after(LAST_WORDS, resolve);
    void drained.then(() => {
      timer.cancel();
      resolve();
    });
  });
}

/** The standard streams of a container or an exec as clients attach to them: output to all who listen, input kept until there is a process. */
export class ProcessIo {
  readonly #listeners = new Set<Listener>();
  #io: RuntimeIo | null = null;
  #input: Uint8Array[] = [];
  #inputClosed = false;
  #size: WinSize | null = null;

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Joins a started process; resolves when all its output has come. */
  async run(io: RuntimeIo): Promise<void> {
    this.#io = io;
    if (this.#size) io.resize(this.#size);
    for (const data of this.#input.splice(0)) io.write(data);
    if (this.#inputClosed) io.closeStdin();
    await Promise.all([this.#pump(1, io.stdout), this.#pump(2, io.stderr)]);
  }

  write(data: Uint8Array): void {
    if (this.#io) this.#io.write(data);
    else this.#input.push(data);
  }

  closeStdin(): void {
    this.#inputClosed = true;
    this.#io?.closeStdin();
  }

  resize(size: WinSize): void {
    this.#size = size;
    this.#io?.resize(size);
  }

  emit(stream: 1 | 2, data: Uint8Array): void {
    for (const listener of [...this.#listeners]) listener.output(stream, data);
  }

  /** The process has gone: all who listen are told, and the streams are ready for the next one. */
  reset(): void {
    this.#io = null;
    this.#size = null;
    this.#inputClosed = false;
    this.#input = [];
    for (const listener of [...this.#listeners]) listener.end();
    this.#listeners.clear();
  }

  async #pump(stream: 1 | 2, source: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const data of source) this.emit(stream, data);
  }
}
