import type { PipeEnd } from './pipe.ts';

/** Writes into a pipe from outside of the machine: keeps what does not fit until there is room. */
export class PipeFeed {
  readonly #end: PipeEnd;
  #queue: Uint8Array[] = [];
  #ended = false;
  #closed = false;
  /** A reader may be woken, and take bytes, while they are being put in: then this feed is told of room in the middle of its own loop. */
  #pumping = false;
  readonly #unsubscribe: () => void;

  /** Takes over one reference to the writing end. */
  constructor(end: PipeEnd) {
    this.#end = end;
    this.#unsubscribe = end.writable.add(() => this.#pump());
  }

  write(data: Uint8Array): void {
    if (this.#ended || data.length === 0) return;
    this.#queue.push(data);
    this.#pump();
  }

  /** The reader sees the end of file after what was written. */
  end(): void {
    this.#ended = true;
    this.#pump();
  }

  #pump(): void {
    if (this.#pumping) return;
    const { buffer } = this.#end;
    if (buffer.readers === 0) this.#queue = [];
    this.#pumping = true;
    for (let first = this.#queue[0]; first; first = this.#queue[0]) {
      const count = buffer.put(first);
      if (count === null) break;
      if (count < first.length) this.#queue[0] = first.subarray(count);
      else this.#queue.shift();
    }
    this.#pumping = false;
    if (this.#queue.length > 0 || !this.#ended || this.#closed) return;
    this.#closed = true;
    this.#unsubscribe();
    this.#end.release();
  }
}
