import type { PipeBuffer } from '../files/pipe.ts';
import { WaitQueue } from '../wait-queue.ts';

/**
 * Reads a pipe from outside of the machine until its end; whoever writes waits when the reader does not keep up. The pipe
 * must count this reader already (`addReader`), since a generator begins only when it is first asked.
 */
export async function* drain(buffer: PipeBuffer): AsyncGenerator<Uint8Array, void> {
  try {
    for (;;) {
      const data = buffer.take(65536);
      if (data === null) await woken(buffer.readable);
      else if (data.length > 0) yield data;
      else return;
    }
  } finally {
    buffer.dropReader();
  }
}

/** What a terminal shows, piece by piece, until it is closed. */
export class Screen {
  readonly #changed = new WaitQueue();
  #pieces: Uint8Array[] = [];
  #closed = false;

  push(bytes: Uint8Array): void {
    this.#pieces.push(bytes);
    this.#changed.wake();
  }

  close(): void {
    this.#closed = true;
    this.#changed.wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void> {
    for (;;) {
      const pieces = this.#pieces;
      this.#pieces = [];
      if (pieces.length > 0) yield* pieces;
      else if (this.#closed) return;
      else await woken(this.#changed);
    }
  }
}

/** No bytes at all. */
export async function* nothing(): AsyncGenerator<Uint8Array, void> {}

function woken(queue: WaitQueue): Promise<void> {
  return new Promise((resolve) => {
    const undo = queue.add(() => {
      undo();
      resolve();
    });
  });
}
