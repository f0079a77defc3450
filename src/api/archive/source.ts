/** What an archive is read from, and what its reader needs of the platform it runs on. */
import { refuse } from './error.ts';

/** Bytes that lie somewhere (a file on a disk, a Blob) and are read in portions. */
export interface ByteSource {
  readonly size: number;
  /** The bytes from `from` up to `to`, both within the size. Rejects with an ArchiveError when they cannot be read. */
  read(from: number, to: number): Promise<Uint8Array>;
}

/** A SHA-256 that is told its bytes piece by piece; `digest` gives lower-case hexadecimal digits. */
export interface Hasher {
  /** A piece may be kept until the digest is asked for: nobody may write into it. */
  update(piece: Uint8Array): void;
  digest(): Promise<string>;
}

/** A place for bytes that are in no file, such as those of a layer that came packed. */
export interface ByteStore {
  add(piece: Uint8Array): void;
  finish(): ByteSource;
}

/** What differs between a browser and Node. */
export interface ArchiveHost {
  /** @param size how many bytes will come, as far as that is known */
  hasher(size: number | null): Hasher;
  store(): ByteStore;
  /** Takes gzip's packing off; ends with an error when it is damaged or cut short. */
  gunzip(packed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
}

/** Bytes read at once. Larger portions cost memory; smaller ones a turn of the platform each, and a copy where a digest wants all at once. */
const PORTION = 32 << 20;

/** All of a source in order; the next portion is on its way while one is being worked on. */
export async function* portions(source: ByteSource, from = 0, to = source.size, most = PORTION): AsyncGenerator<Uint8Array> {
  const at = (start: number): Promise<Uint8Array> | null => (start < to ? source.read(start, Math.min(start + most, to)) : null);
  let start = from;
  let next = at(start);
  while (next) {
    const piece = await next;
    if (piece.length === 0) refuse({ key: 'unreadable', why: 'unexpected end' });
    start += piece.length;
    next = at(start);
    // Whoever stops early does not wait for it.
    next?.catch(() => {});
    yield piece;
  }
}

/** A stretch of a source. */
export const stretch = (source: ByteSource, from: number, size: number): ByteSource => ({
  size,
  read: (start, end) => source.read(from + start, from + end),
});
