/**
 * The bytes of a file, sparse: stretches of data between holes that read as zeros and take no memory. Copies share
 * their data until one of them is written (copy-on-write by chunk).
 */
const CHUNK = 4096;

export class Content {
  #size: number;
  #chunks: Map<number, Uint8Array>;
  /** Chunks that another Content may hold too; written only after a copy. */
  #shared: Set<Uint8Array> | 'all' | null = null;

  /** A file of `size` bytes, all of it a hole. */
  constructor(size = 0) {
    this.#size = size;
    this.#chunks = new Map();
  }

  /** A file of exactly these bytes. */
  static of(data: Uint8Array | string): Content {
    const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
    const content = new Content();
    content.write(0, bytes);
    return content;
  }

  get size(): number {
    return this.#size;
  }

  /** Bytes that are really stored, in whole chunks: what `du` counts. */
  get allocated(): number {
    return this.#chunks.size * CHUNK;
  }

  read(offset: number, length: number): Uint8Array {
    const end = Math.min(this.#size, offset + length);
    if (end <= offset) return new Uint8Array(0);
    const out = new Uint8Array(end - offset);
    for (let at = offset; at < end; ) {
      const index = Math.floor(at / CHUNK);
      const from = at - index * CHUNK;
      const take = Math.min(CHUNK - from, end - at);
      const chunk = this.#chunks.get(index);
      if (chunk) out.set(chunk.subarray(from, from + take), at - offset);
      at += take;
    }
    return out;
  }

  write(offset: number, data: Uint8Array): void {
    for (let done = 0; done < data.length; ) {
      const at = offset + done;
      const index = Math.floor(at / CHUNK);
      const from = at - index * CHUNK;
      const take = Math.min(CHUNK - from, data.length - done);
      this.#own(index).set(data.subarray(done, done + take), from);
      done += take;
    }
    this.#size = Math.max(this.#size, offset + data.length);
  }

  truncate(size: number): void {
    if (size < this.#size) {
      const last = Math.floor(size / CHUNK);
      for (const index of this.#chunks.keys()) if (index > last) this.#chunks.delete(index);
      if (this.#chunks.has(last)) {
        if (size === last * CHUNK) this.#chunks.delete(last);
        else this.#own(last).fill(0, size - last * CHUNK);
      }
    }
    this.#size = size;
  }

  /** A copy that shares its data with this one until either is written. */
  clone(): Content {
    const copy = new Content(this.#size);
    copy.#chunks = new Map(this.#chunks);
    copy.#shared = 'all';
    this.#shared = 'all';
    return copy;
  }

  /** All of it in pieces of at most `piece` bytes, holes as zeros: for hashing and archives. */
  *pieces(piece = 65536): Generator<Uint8Array> {
    for (let at = 0; at < this.#size; at += piece) yield this.read(at, piece);
  }

  /** Whether `[offset, offset + length)` is all hole. */
  isHole(offset: number, length: number): boolean {
    const last = Math.floor((offset + length - 1) / CHUNK);
    for (let index = Math.floor(offset / CHUNK); index <= last; index++) if (this.#chunks.has(index)) return false;
    return true;
  }

  #own(index: number): Uint8Array {
    if (this.#shared === 'all') this.#shared = new Set(this.#chunks.values());
    const chunk = this.#chunks.get(index);
    if (chunk && !this.#shared?.has(chunk)) return chunk;
    const fresh = chunk ? chunk.slice() : new Uint8Array(CHUNK);
    this.#chunks.set(index, fresh);
    return fresh;
  }
}
