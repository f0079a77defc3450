/**
 * Compressed layer blobs. A blob is a gzip file of several members (RFC 1952, 2.2), which every reader joins: runs of data
 * are deflated, and a hole stands for bytes we do not have (the insides of libraries), so part of it is stored as it is and
 * the blob gets the size such layers have on a registry, not the size of well-packed zeros. Same archive, same blob.
 */
import { concat } from '../../api/bytes.ts';
import { Gunzip, gzipSync } from 'fflate';
import type { TarPiece } from './tar.ts';

/** Longest run that one member holds, bytes. */
const RUN = 1 << 20;
/** What part of a hole does not shrink: about what gzip leaves of a distribution's base layer. */
const STORED = 0.39;
const STORED_BLOCK = 65535;
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);

/** `length` zeros as a gzip member: stored blocks, then a deflated rest. */
function holeMember(length: number): Uint8Array {
  const zeros = new Uint8Array(length);
  const stored = Math.floor(length * STORED);
  const packed = gzipSync(zeros.subarray(stored), { level: 6, mtime: 0 });
  const trailer = gzipSync(zeros, { level: 0, mtime: 0 }).slice(-8);
  const deflated = packed.subarray(HEADER.length, -8);
  const blocks = Math.ceil(stored / STORED_BLOCK);
  const out = new Uint8Array(HEADER.length + stored + 5 * blocks + deflated.length + trailer.length);
  out.set(HEADER);
  let at = HEADER.length;
  for (let left = stored; left > 0; left -= STORED_BLOCK) {
    const size = Math.min(STORED_BLOCK, left);
    out.set([0, size & 0xff, size >> 8, ~size & 0xff, (~size >> 8) & 0xff], at);
    at += 5 + size;
  }
  out.set(deflated, at);
  out.set(trailer, at + deflated.length);
  return out;
}

/** Nearly all holes are cut into runs of one length. */
let fullRun: Uint8Array | null = null;

/** The blob of an archive, in pieces. */
export function* gzipPieces(pieces: Iterable<TarPiece>): Generator<Uint8Array> {
  let data: Uint8Array[] = [];
  let size = 0;
  const member = (): Uint8Array => {
    const joined = new Uint8Array(size);
    let at = 0;
    for (const piece of data) {
      joined.set(piece, at);
      at += piece.length;
    }
    [data, size] = [[], 0];
    const out = gzipSync(joined, { level: 6, mtime: 0 });
    out.set(HEADER);
    return out;
  };
  for (const piece of pieces) {
    if (typeof piece === 'number') {
      if (size > 0) yield member();
      for (let left = piece; left > 0; left -= RUN) {
        if (left < RUN) yield holeMember(left);
        else yield (fullRun ??= holeMember(RUN));
      }
      continue;
    }
    data.push(piece.slice());
    size += piece.length;
    if (size >= RUN) yield member();
  }
  if (size > 0) yield member();
}

/** The bytes in a gzip file of any number of members. Throws when it is damaged. */
export function gunzip(bytes: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  const stream = new Gunzip((piece) => {
    pieces.push(piece);
  });
  stream.push(bytes, true);
  return concat(pieces);
}
