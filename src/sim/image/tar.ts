/**
 * Layer archives, byte for byte as Docker packs them: Go's archive/tar in PAX format over what pkg/archive puts into the
 * headers (mode with the file type's bits, whole seconds, owner names of the host), so that DiffIDs agree with an engine's.
 */
import type { ArchiveEntry } from '../fs/driver.ts';
import type { FileType } from '../fs/types.ts';
import { sha256Stream } from './digest.ts';
import { groupNames, userNames } from './owner-names.ts';
import type { LayerSource } from './types.ts';

/** Tar's unit, bytes. */
export const BLOCK = 512;
const ZEROS = new Uint8Array(65536);
const encoder = new TextEncoder();

const FLAG: Readonly<Record<ArchiveEntry['type'], string>> = {
  file: '0',
  hardlink: '1',
  symlink: '2',
  char: '3',
  block: '4',
  dir: '5',
  fifo: '6',
  socket: '0',
};
const TYPE_BITS: Readonly<Record<FileType, number>> = {
  file: 0o100000,
  dir: 0o40000,
  symlink: 0o120000,
  char: 0o20000,
  block: 0o60000,
  fifo: 0o10000,
  socket: 0o140000,
};

/** Whose names stand beside the numbers in the headers: the host's /etc/passwd and /etc/group. */
export interface OwnerNames {
  user(uid: number): string;
  group(gid: number): string;
}
const HOST_NAMES: OwnerNames = { user: (uid) => userNames.get(uid) ?? '', group: (gid) => groupNames.get(gid) ?? '' };

const padded = (size: number): number => Math.ceil(size / BLOCK) * BLOCK;
const isAscii = (text: string): boolean => /^\p{ASCII}*$/u.test(text);
const toAscii = (text: string): string => text.replace(/\P{ASCII}/gu, '');
const entryName = ({ path, type }: ArchiveEntry): string => (type === 'dir' ? `${path}/` : path);
const dataSize = ({ type, content }: ArchiveEntry): number => (type === 'file' && content ? content.size : 0);

/** Whiteouts are made up by Docker after the headers' modes and have no type bits. */
const isWhiteout = (path: string): boolean => path.startsWith('.wh.', path.lastIndexOf('/') + 1);
const modeField = ({ path, type, mode }: ArchiveEntry): number =>
  (mode & 0o7777) | (type === 'file' && isWhiteout(path) ? 0 : TYPE_BITS[type === 'hardlink' ? 'file' : type]);

class Header {
  readonly bytes = new Uint8Array(BLOCK);

  text(offset: number, length: number, text: string): void {
    const bytes = encoder.encode(text);
    this.bytes.set(bytes.subarray(0, length), offset);
    // Go: some readers take a regular file whose cut name ends in a slash for a directory.
    if (bytes.length > length && this.bytes[offset + length - 1] === 0x2f) {
      let end = length;
      while (end > 0 && this.bytes[offset + end - 1] === 0x2f) end--;
      this.bytes[offset + end] = 0;
    }
  }

  /** Zero when it does not fit: a PAX record has it then. */
  octal(offset: number, length: number, value: number): void {
    const digits = value < 0 ? '' : value.toString(8);
    this.text(offset, length - 1, (digits.length < length ? digits : '').padStart(length - 1, '0'));
  }

  finish(flag: string): Uint8Array {
    this.text(156, 1, flag);
    this.text(257, 8, 'ustar\x0000');
    this.text(148, 8, ' '.repeat(8));
    let sum = 0;
    for (const byte of this.bytes) sum += byte;
    this.bytes.fill(0, 148, 156);
    this.octal(148, 7, sum);
    this.text(155, 1, ' ');
    return this.bytes;
  }
}

function paxRecord(key: string, value: Uint8Array): Uint8Array {
  const rest = encoder.encode(` ${key}=`);
  const length = rest.length + value.length + 1;
  let size = length + String(length).length;
  size = length + String(size).length;
  const out = new Uint8Array(size);
  out.set(encoder.encode(String(size)));
  out.set(rest, size - length);
  out.set(value, size - value.length - 1);
  out[size - 1] = 0x0a;
  return out;
}

const MAX_OCTAL_7 = 8 ** 7 - 1;
const MAX_OCTAL_11 = 8 ** 11 - 1;

const PREFIX = 155;

/** A long name in two parts as ustar takes it, or null when it cannot be cut so (Go's splitUSTARPath). */
function splitPath(name: string): [prefix: string, rest: string] | null {
  if (name.length <= 100 || !isAscii(name)) return null;
  const room = name.length > PREFIX + 1 ? PREFIX + 1 : name.endsWith('/') ? name.length - 1 : name.length;
  const cut = name.lastIndexOf('/', room - 1);
  const rest = name.slice(cut + 1);
  return cut <= 0 || rest.length > 100 || rest === '' ? null : [name.slice(0, cut), rest];
}

function paxRecords(entry: ArchiveEntry, uname: string, gname: string): Uint8Array[] {
  const records = new Map<string, Uint8Array>();
  const text = (key: string, value: string, room: number): void => {
    if (!isAscii(value) || value.length > room) records.set(key, encoder.encode(value));
  };
  const number = (key: string, value: number, most: number): void => {
    if (value < 0 || value > most) records.set(key, encoder.encode(String(value)));
  };
  text('path', entryName(entry), 100);
  text('linkpath', entry.linkname, 100);
  text('uname', uname, 32);
  text('gname', gname, 32);
  number('uid', entry.uid, MAX_OCTAL_7);
  number('gid', entry.gid, MAX_OCTAL_7);
  number('size', dataSize(entry), MAX_OCTAL_11);
  number('mtime', Math.floor(entry.mtime / 1000), MAX_OCTAL_11);
  for (const [name, value] of Object.entries(entry.xattrs)) records.set(`SCHILY.xattr.${name}`, value);
  if (records.size === 1 && records.has('path') && splitPath(entryName(entry))) return [];
  return [...records].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => paxRecord(key, value));
}

function paxHeaderName(name: string): string {
  const slash = name.lastIndexOf('/');
  const dir = name.slice(0, slash + 1).replace(/\/$/, '');
  return toAscii([dir, 'PaxHeaders.0', name.slice(slash + 1)].filter((part) => part !== '').join('/'))
    .slice(0, 100)
    .replace(/\/+$/, '');
}

function* headers(entry: ArchiveEntry, names: OwnerNames): Generator<Uint8Array> {
  const name = entryName(entry);
  const uname = names.user(entry.uid);
  const gname = names.group(entry.gid);
  const records = paxRecords(entry, uname, gname);
  if (records.length > 0) {
    const size = records.reduce((sum, record) => sum + record.length, 0);
    const pax = new Header();
    pax.text(0, 100, paxHeaderName(name));
    for (const [offset, length] of [
      [100, 8],
      [108, 8],
      [116, 8],
      [136, 12],
    ] as const)
      pax.octal(offset, length, 0);
    pax.octal(124, 12, size);
    yield pax.finish('x');
    yield* records;
    yield ZEROS.subarray(0, padded(size) - size);
  }
  const header = new Header();
  const [prefix, rest] = (records.length === 0 && splitPath(name)) || ['', name];
  header.text(0, 100, toAscii(rest));
  header.text(345, PREFIX, prefix);
  header.octal(100, 8, modeField(entry));
  header.octal(108, 8, entry.uid);
  header.octal(116, 8, entry.gid);
  header.octal(124, 12, dataSize(entry));
  header.octal(136, 12, Math.floor(entry.mtime / 1000));
  header.text(157, 100, toAscii(entry.linkname));
  header.text(265, 32, toAscii(uname));
  header.text(297, 32, toAscii(gname));
  header.octal(329, 8, entry.rdev[0]);
  header.octal(337, 8, entry.rdev[1]);
  yield header.finish(FLAG[entry.type]);
}

/** A stretch of an archive: bytes, or the length of a hole in a file. */
export type TarPiece = Uint8Array | number;

const PIECE = 65536;

/** The archive in order; what is a hole in its file is not made into bytes. Sockets are left out, as Docker does. */
export function* tarPieces(entries: Iterable<ArchiveEntry>, names: OwnerNames = HOST_NAMES): Generator<TarPiece> {
  for (const entry of entries) {
    if (entry.type === 'socket') continue;
    yield* headers(entry, names);
    const size = dataSize(entry);
    if (!entry.content || size === 0) continue;
    let hole = 0;
    for (let at = 0; at < size; at += PIECE) {
      const length = Math.min(PIECE, size - at);
      if (entry.content.isHole(at, length)) {
        hole += length;
        continue;
      }
      if (hole > 0) yield hole;
      hole = 0;
      yield entry.content.read(at, length);
    }
    if (hole > 0) yield hole;
    yield ZEROS.subarray(0, padded(size) - size);
  }
  yield ZEROS.subarray(0, 2 * BLOCK);
}

/** The archive's bytes in pieces of at most 64 KiB; a piece is only good until the next one is taken. */
export function* tarBytes(entries: Iterable<ArchiveEntry>, names: OwnerNames = HOST_NAMES): Generator<Uint8Array> {
  for (const piece of tarPieces(entries, names)) {
    if (typeof piece !== 'number') yield piece;
    else for (let left = piece; left > 0; left -= PIECE) yield ZEROS.subarray(0, Math.min(PIECE, left));
  }
}

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
