/** What reads archives in a browser, and in Node, which has the same: Blob, DecompressionStream, WebCrypto. */
import { sha256 } from '@noble/hashes/sha2.js';
import { hexOf } from '../../api/archive/digest.ts';
import { refuse } from '../../api/archive/error.ts';
import { concat } from '../../api/bytes.ts';
import type { ArchiveHost, ByteSource, ByteStore, Hasher } from '../../api/archive/source.ts';

/** A layer of at most this is hashed by WebCrypto, which is faster and runs beside us, but takes only the whole: bytes. */
const MOST_AT_ONCE = 64 << 20;

/** Unpacked bytes are handed to the browser, which may keep them on a disk, in portions of this: bytes. */
const STORED = 8 << 20;

/** A file or other Blob as a source. */
export const blobSource = (blob: Blob): ByteSource => ({
  size: blob.size,
  async read(from, to) {
    try {
      return new Uint8Array(await blob.slice(from, to).arrayBuffer());
    } catch (error) {
      // It was changed or taken away since it was chosen, or nobody may read it.
      return refuse({ key: 'unreadable', why: error instanceof Error ? error.message : String(error) });
    }
  },
});

export const webHost: ArchiveHost = {
  hasher: (size) => (size !== null && size <= MOST_AT_ONCE && hasWebCrypto() ? wholeHasher() : pieceHasher()),
  store: blobStore,
  async *gunzip(packed) {
    const { readable, writable } = new DecompressionStream('gzip');
    const writer = writable.getWriter();
    const feeding = (async () => {
      for await (const piece of packed) await writer.write(piece as Uint8Array<ArrayBuffer>);
      await writer.close();
    })();
    // The reader has the same error, and a source's own error is told in its place.
    let failed: unknown = null;
    feeding.catch((error: unknown) => {
      failed = error;
      void writer.abort(error).catch(() => {});
    });
    try {
      for await (const piece of readable as unknown as AsyncIterable<Uint8Array>) yield piece;
    } catch (error) {
      throw failed ?? error;
    }
  },
};

/** Pages that came over plain HTTP from another machine have no WebCrypto. */
const hasWebCrypto = (): boolean => typeof crypto !== 'undefined' && crypto.subtle !== undefined;

function pieceHasher(): Hasher {
  const hash = sha256.create();
  return { update: (piece) => void hash.update(piece), digest: async () => hexOf(hash.digest()) };
}

function wholeHasher(): Hasher {
  const parts: Uint8Array[] = [];
  return {
    update: (piece) => void parts.push(piece),
    async digest() {
      // Mostly one, which needs no copy.
      const whole = concat(parts) as Uint8Array<ArrayBuffer>;
      return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', whole)));
    },
  };
}

function blobStore(): ByteStore {
  const stored: Blob[] = [];
  let parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const flush = (): void => {
    stored.push(new Blob(parts));
    parts = [];
    bytes = 0;
  };
  return {
    add(piece) {
      parts.push(piece as Uint8Array<ArrayBuffer>);
      bytes += piece.length;
      if (bytes >= STORED) flush();
    },
    finish() {
      flush();
      return blobSource(new Blob(stored));
    },
  };
}
