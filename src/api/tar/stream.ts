import { concat } from '../bytes.ts';
import { TarDecoder, TarError, UNEXPECTED_EOF } from './decoder.ts';
import { BLOCK, type TarHeader } from './header.ts';

/** An entry as it comes by; its data must be read before the next entry is asked for, or is passed over. */
export interface TarStreamEntry {
  readonly header: TarHeader;
  readonly data: AsyncIterable<Uint8Array>;
}

/** Bytes from a stream in the portions one asks for. */
class Portions {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** At least one byte and at most `most`; empty at the end. */
  async some(most: number): Promise<Uint8Array> {
    while (this.#rest.length === 0) {
      const next = await this.#source.next();
      if (next.done) return this.#rest;
      this.#rest = next.value;
    }
    const taken = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(taken.length);
    return taken;
  }

  /** So many bytes, fewer at the end. */
  async all(size: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for (let left = size; left > 0; ) {
      const part = await this.some(left);
      if (part.length === 0) break;
      parts.push(part);
      left -= part.length;
    }
    return concat(parts);
  }

  async skip(size: number): Promise<void> {
    for (let left = size; left > 0; ) {
      const part = await this.some(left);
      if (part.length === 0) throw new TarError(UNEXPECTED_EOF);
      left -= part.length;
    }
  }

  async close(): Promise<void> {
    await this.#source.return?.();
  }
}

const padded = (size: number): number => Math.ceil(size / BLOCK) * BLOCK;

/** The entries of an archive that comes as a stream. Throws TarError with Go's words for damage. */
export async function* readTarStream(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarStreamEntry> {
  const portions = new Portions(source);
  const decoder = new TarDecoder();
  try {
    for (;;) {
      const block = await portions.all(BLOCK);
      if (block.length === 0) return;
      const step = decoder.next(block);
      if (step.kind === 'end') return;
      if (step.kind === 'records') {
        const data = await portions.all(padded(step.size));
        if (data.length < padded(step.size)) throw new TarError(UNEXPECTED_EOF);
        decoder.records(step.flag, data.subarray(0, step.size));
        continue;
      }
      const size = step.kind === 'skip' ? step.size : step.header.size;
      let left = size;
      const data = async function* (): AsyncGenerator<Uint8Array> {
        while (left > 0) {
          const part = await portions.some(left);
          if (part.length === 0) throw new TarError(UNEXPECTED_EOF);
          left -= part.length;
          yield part;
        }
      };
      if (step.kind === 'entry') yield { header: step.header, data: data() };
      await portions.skip(left + padded(size) - size);
    }
  } finally {
    await portions.close();
  }
}
