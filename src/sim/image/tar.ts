/**
 * Layer archives, byte for byte as Docker packs them: Go's archive/tar in PAX format over what pkg/archive puts into the
 * headers (mode with the file type's bits, whole seconds, owner names of the host), so that DiffIDs agree with an engine's.
 */
import { modeField, tarEnd, type TarHeader, tarHeader, tarPadding, type TarType } from '../../api/tar/header.ts';
import type { Content } from '../fs/content.ts';
import type { ArchiveEntry } from '../fs/driver.ts';
import { sha256Stream } from './digest.ts';
import { groupNames, userNames } from './owner-names.ts';
import type { LayerSource, TarPiece } from './types.ts';

export type { TarPiece };

/** Whose names stand beside the numbers in the headers: the host's /etc/passwd and /etc/group. */
export interface OwnerNames {
  user(uid: number): string;
  group(gid: number): string;
}

const HOST_NAMES: OwnerNames = { user: (uid) => userNames.get(uid) ?? '', group: (gid) => groupNames.get(gid) ?? '' };

const ZEROS = new Uint8Array(65536);

/** Whiteouts are made up by Docker after the headers' modes and have no type bits. */
const isWhiteout = (path: string): boolean => path.startsWith('.wh.', path.lastIndexOf('/') + 1);

/** An entry's header as Docker makes it. */
export function headerOf(entry: ArchiveEntry, type: TarType, names: OwnerNames = HOST_NAMES): TarHeader {
  const { path, mode, uid, gid, mtime, linkname, rdev, content, xattrs } = entry;
  return {
    name: type === 'dir' ? `${path}/` : path,
    type,
    mode: type === 'file' && isWhiteout(path) ? mode & 0o7777 : modeField(type, mode),
    uid,
    gid,
    uname: names.user(uid),
    gname: names.group(gid),
    size: type === 'file' && content ? content.size : 0,
    mtime,
    linkname,
    rdev,
    xattrs,
  };
}

const PIECE = 65536;

/** The data of a file as stretches of an archive; what is a hole is not made into bytes. */
export function* contentPieces(content: Content): Generator<TarPiece> {
  const { size } = content;
  let hole = 0;
  for (let at = 0; at < size; at += PIECE) {
    const length = Math.min(PIECE, size - at);
    if (content.isHole(at, length)) {
      hole += length;
      continue;
    }
    if (hole > 0) yield hole;
    hole = 0;
    yield content.read(at, length);
  }
  if (hole > 0) yield hole;
}

/** The archive in order. Sockets are left out, as Docker does. */
export function* tarPieces(entries: Iterable<ArchiveEntry>, names: OwnerNames = HOST_NAMES): Generator<TarPiece> {
  for (const entry of entries) {
    if (entry.type === 'socket') continue;
    const header = headerOf(entry, entry.type, names);
    yield* tarHeader(header);
    if (!entry.content || header.size === 0) continue;
    yield* contentPieces(entry.content);
    yield tarPadding(header.size);
  }
  yield tarEnd;
}

/** Stretches as bytes, in pieces of at most 64 KiB. */
export function* pieceBytes(pieces: Iterable<TarPiece>): Generator<Uint8Array> {
  for (const piece of pieces) {
    if (typeof piece !== 'number') yield piece;
    else for (let left = piece; left > 0; left -= PIECE) yield ZEROS.subarray(0, Math.min(PIECE, left));
  }
}

/** The archive's bytes in pieces of at most 64 KiB; a piece is only good until the next one is taken. */
export const tarBytes = (entries: Iterable<ArchiveEntry>, names: OwnerNames = HOST_NAMES): Generator<Uint8Array> =>
  pieceBytes(tarPieces(entries, names));

/** A layer made here: its DiffID and size are worked out from its archive. */
export function layerSource(entries: readonly ArchiveEntry[], names: OwnerNames = HOST_NAMES): LayerSource {
  const hash = sha256Stream();
  let tarSize = 0;
  for (const piece of tarBytes(entries, names)) {
    hash.update(piece);
    tarSize += piece.length;
  }
  return { diffId: hash.digest(), tarSize, entries: () => entries };
}
