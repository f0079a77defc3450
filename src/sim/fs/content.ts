/**
 * The bytes of a file, sparse: stretches of data between holes that read as zeros and take no memory. Copies share
 * their data until one of them is written (copy-on-write by chunk). A chunk holds only as many bytes as were written to
 * it, so that a small file costs its own length.
 */

/** Bytes that are stored or shared together: the block size of the file systems here. */
export const CHUNK = 4096;
const EMPTY = new Uint8Array(0);

function isZero(data: Uint8Array): boolean {
  for (const byte of data) if (byte !== 0) return false;
  return true;
}

export class Content {
  #size: number;
  /**
   * Chunk 0 apart from the others, since most files have no other. May be shorter than CHUNK: the rest is zeros. So zeros that were
   * written are a chunk of no bytes, which counts as stored and takes no memory.
   */
  #first: Uint8Array | null = null;
  #rest: Map<number, Uint8Array> | null = null;
  /** Chunks that another Content may hold too; written only after a copy. */
  #shared: Set<Uint8Array> | 'all' | null = null;

  /** The stretch from the start on that is stored though nobody has its bytes; an object, since copies share it. */
  #solid: { readonly bytes: number } | null = null;

  /** A file of `size` bytes, all of it a hole. */
  constructor(size = 0) {
    this.#size = size;
  }

  /** A file of exactly these bytes. */
  static of(data: Uint8Array | string): Content {
    const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data.slice();
    const content = new Content(bytes.length);
    for (let at = 0; at < bytes.length; at += CHUNK) content.#set(at / CHUNK, bytes.subarray(at, at + CHUNK));
    return content;
  }

  /** A file of `size` bytes that lie on the disk like any other's, but are known to nobody: they read as zeros and take no memory. */
  static solid(size: number): Content {
    const content = new Content(size);
    if (size > 0) content.#solid = { bytes: size };
    return content;
  }

  get size(): number {
    return this.#size;
  }

  /** Bytes that are really stored, in whole 4 KiB blocks: what `du` counts. */
  get allocated(): number {
    if (!this.#solid) return ((this.#first ? 1 : 0) + (this.#rest?.size ?? 0)) * CHUNK;
    const solid = Math.ceil(Math.min(this.#solid.bytes, this.#size) / CHUNK);
    let beyond = 0;
    for (const index of this.#rest?.keys() ?? []) if (index >= solid) beyond++;
    return (solid + beyond) * CHUNK;
  }

  /**
   * What lies on the disk for it, `CHUNK` bytes each but for the solid stretch: contents that share a piece name the same object, so
   * that who counts every object once counts what copy-on-write saves.
   */
  *stored(): Generator<{ readonly piece: object; readonly index: number; readonly bytes: number }> {
    if (this.#solid) yield { piece: this.#solid, index: 0, bytes: Math.ceil(this.#solid.bytes / CHUNK) * CHUNK };
    if (this.#first) yield { piece: this.#first, index: 0, bytes: CHUNK };
    for (const [index, piece] of this.#rest ?? []) yield { piece, index, bytes: CHUNK };
  }

  read(offset: number, length: number): Uint8Array {
    const end = Math.min(this.#size, offset + length);
    if (end <= offset) return EMPTY;
    const out = new Uint8Array(end - offset);
    for (let at = offset; at < end; ) {
      const index = Math.floor(at / CHUNK);
      const from = at - index * CHUNK;
      const take = Math.min(CHUNK - from, end - at);
      const chunk = this.#get(index);
      if (chunk && from < chunk.length) out.set(chunk.subarray(from, from + take), at - offset);
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
      const piece = data.subarray(done, done + take);
      const chunk = this.#get(index);
      if ((chunk?.length ?? 0) > from || !isZero(piece)) this.#own(index, from + take).set(piece, from);
      else if (!chunk) this.#set(index, new Uint8Array(0));
      done += take;
    }
    if (data.length) this.#size = Math.max(this.#size, offset + data.length);
  }

  truncate(size: number): void {
    if (size < this.#size) {
      const last = Math.floor(size / CHUNK);
      const keep = size - last * CHUNK;
      for (const index of this.#rest?.keys() ?? []) if (index > last || (index === last && !keep)) this.#rest?.delete(index);
      if (size === 0) this.#first = null;
      if (this.#solid && this.#solid.bytes > size) this.#solid = size > 0 ? { bytes: size } : null;
      const chunk = this.#get(last);
      if (chunk && keep < chunk.length) this.#set(last, chunk.slice(0, keep));
    }
    this.#size = size;
  }

  /** A copy that shares its data with this one until either is written. */
  clone(): Content {
    const copy = new Content(this.#size);
    copy.#first = this.#first;
    copy.#rest = this.#rest && new Map(this.#rest);
    copy.#solid = this.#solid;
    copy.#shared = 'all';
    this.#shared = 'all';
    return copy;
  }

  /** A copy of which every byte lies on the disk, as a program leaves it that writes them all; those that are known are shared. */
  filled(): Content {
    const copy = this.clone();
    if (copy.allocated < Math.ceil(this.#size / CHUNK) * CHUNK) copy.#solid = { bytes: this.#size };
    return copy;
  }

  /** Puts bytes at the end, as a program does that leaves holes for zeros (`cp --sparse=always`). */
  append(data: Uint8Array): void {
    for (let done = 0; done < data.length; ) {
      const take = Math.min(CHUNK - (this.#size % CHUNK), data.length - done);
      const piece = data.subarray(done, done + take);
      if (isZero(piece)) this.#size += take;
      else this.write(this.#size, piece);
      done += take;
    }
  }

  /** A part of it as a file of its own; stretches of zeros become holes. */
  slice(offset: number, length: number): Content {
    const part = new Content(Math.max(0, Math.min(length, this.#size - offset)));
    for (let at = 0; at < part.#size; at += CHUNK) {
      if (this.isHole(offset + at, CHUNK)) continue;
      const piece = this.read(offset + at, Math.min(CHUNK, part.#size - at));
      if (!isZero(piece)) part.#set(at / CHUNK, piece);
    }
    return part;
  }

  /** All of it in pieces of at most `piece` bytes, holes as zeros: for hashing and archives. */
  *pieces(piece = 65536): Generator<Uint8Array> {
    for (let at = 0; at < this.#size; at += piece) yield this.read(at, piece);
  }

  /** The stored stretches in rising order, without the holes, at most 4 KiB each. Not to be written to. */
  *extents(): Generator<{ offset: number; data: Uint8Array }> {
    if (this.#first) yield { offset: 0, data: this.#first.subarray(0, this.#size) };
    for (const index of [...(this.#rest?.keys() ?? [])].sort((a, b) => a - b)) {
      const offset = index * CHUNK;
      yield { offset, data: (this.#get(index) ?? EMPTY).subarray(0, this.#size - offset) };
    }
  }

  /** Whether `[offset, offset + length)` is all hole. */
  isHole(offset: number, length: number): boolean {
    const last = Math.floor((offset + length - 1) / CHUNK);
    for (let index = Math.floor(offset / CHUNK); index <= last; index++) if (this.#get(index)) return false;
    return true;
  }

  #get(index: number): Uint8Array | undefined {
    return index === 0 ? (this.#first ?? undefined) : this.#rest?.get(index);
  }

  #set(index: number, chunk: Uint8Array): void {
    if (index === 0) this.#first = chunk;
    else (this.#rest ??= new Map()).set(index, chunk);
  }

  /** The chunk, ours alone and at least `length` bytes long. */
  #own(index: number, length: number): Uint8Array {
    if (this.#shared === 'all') this.#shared = new Set([...(this.#first ? [this.#first] : []), ...(this.#rest?.values() ?? [])]);
    const chunk = this.#get(index);
    if (chunk && chunk.length >= length && !this.#shared?.has(chunk)) return chunk;
    // Room to grow by doubling, so that appending byte by byte stays cheap.
    const room = chunk ? Math.max(chunk.length, Math.min(CHUNK, Math.max(length, chunk.length < length ? chunk.length * 2 : 0))) : length;
    const fresh = new Uint8Array(room);
    if (chunk) fresh.set(chunk);
    this.#set(index, fresh);
    return fresh;
  }
}
