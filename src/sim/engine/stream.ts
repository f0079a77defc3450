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

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const next = this.#pending.shift();
        if (next) yield next;
        else if (this.#ended) return;
        else
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
      }
    } finally {
      this.end();
    }
  }
}

const encoder = new TextEncoder();

/** A stream of JSON values, a line each. */
export class JsonStream extends ByteStream {
  send(value: unknown): void {
    this.push(encoder.encode(`${goJson(value)}\n`));
  }
}
