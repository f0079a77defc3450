import { goJson } from '../image/go-json.ts';

/** A stream of bytes that is written here and read there; what is written before anyone reads is kept. */
export class ByteStream implements AsyncIterable<Uint8Array> {
  readonly #pending: Uint8Array[] = [];
  #ended = false;
  #wake: (() => void) | null = null;
  /** Called once when whoever reads goes away or {@link end} was called. */
  onClose: (() => void) | null = null;

  push(data: Uint8Array): void {
    if (this.#ended) return;
    this.#pending.push(data);
    this.#wake?.();
  }

  /** No more will come; what is pending can still be read. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#wake?.();
    this.onClose?.();
  }

  /** Whoever reads may go away (`return`) at any time, also while waiting: a generator would first wait for the next bytes. */
  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    const next = async (): Promise<IteratorResult<Uint8Array>> => {
      for (;;) {
        const value = this.#pending.shift();
        if (value) return { done: false, value };
        if (this.#ended) return { done: true, value: undefined };
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    };
    const leave = async (): Promise<IteratorResult<Uint8Array>> => {
      this.#pending.length = 0;
      this.end();
      return { done: true, value: undefined };
    };
    return { next, return: leave };
  }
}

const encoder = new TextEncoder();

/** A stream of JSON values, a line each. */
export class JsonStream extends ByteStream {
  send(value: unknown): void {
    this.push(encoder.encode(`${goJson(value)}\n`));
  }
}
