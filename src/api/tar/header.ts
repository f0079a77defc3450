/**
 * The headers of a tar archive, byte for byte as Go's archive/tar writes them in PAX format. Pure bytes in, bytes out: both the
 * engine (layers, save) and the client (build contexts, cp) pack with it.
 */

/** Tar's unit, bytes. */
export const BLOCK = 512;

/** What an entry is. */
export type TarType = 'file' | 'hardlink' | 'symlink' | 'char' | 'block' | 'dir' | 'fifo';

/** One entry's header. */
export interface TarHeader {
  /** As it stands in the archive: a folder with its "/" at the end. */
  readonly name: string;
  readonly type: TarType;
  /** The whole field; Docker puts the bits of the file's type beside the permissions. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly uname: string;
  readonly gname: string;
  /** Bytes that follow. */
  readonly size: number;
  /** Milliseconds since 1970; archives keep whole seconds. */
  readonly mtime: number;
  readonly linkname: string;
  readonly rdev: readonly [number, number];
  readonly xattrs: Readonly<Record<string, Uint8Array>>;
}

const ZEROS = new Uint8Array(2 * BLOCK);
const encoder = new TextEncoder();

const FLAG: Readonly<Record<TarType, string>> = { file: '0', hardlink: '1', symlink: '2', char: '3', block: '4', dir: '5', fifo: '6' };
const TYPE_BITS: Readonly<Record<TarType, number>> = {
  file: 0o100000,
  hardlink: 0o100000,
  dir: 0o40000,
  symlink: 0o120000,
  char: 0o20000,
  block: 0o60000,
  fifo: 0o10000,
};

/** The mode field as Docker writes it: permissions and the file type's bits, as Go 1.8 did. */
export const modeField = (type: TarType, mode: number): number => (mode & 0o7777) | TYPE_BITS[type];

/** The zeros after an entry of `size` bytes. */
export const tarPadding = (size: number): Uint8Array => ZEROS.subarray(0, Math.ceil(size / BLOCK) * BLOCK - size);

/** The zeros at an archive's end. */
export const tarEnd: Uint8Array = ZEROS;

const isAscii = (text: string): boolean => /^\p{ASCII}*$/u.test(text);
const toAscii = (text: string): string => text.replace(/\P{ASCII}/gu, '');

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

function paxRecords(entry: TarHeader): Uint8Array[] {
  const records = new Map<string, Uint8Array>();
  const text = (key: string, value: string, room: number): void => {
    if (!isAscii(value) || value.length > room) records.set(key, encoder.encode(value));
  };
  const number = (key: string, value: number, most: number): void => {
    if (value < 0 || value > most) records.set(key, encoder.encode(String(value)));
  };
  text('path', entry.name, 100);
  text('linkpath', entry.linkname, 100);
  text('uname', entry.uname, 32);
  text('gname', entry.gname, 32);
  number('uid', entry.uid, MAX_OCTAL_7);
  number('gid', entry.gid, MAX_OCTAL_7);
  number('size', entry.size, MAX_OCTAL_11);
  number('mtime', Math.floor(entry.mtime / 1000), MAX_OCTAL_11);
  for (const [name, value] of Object.entries(entry.xattrs)) records.set(`SCHILY.xattr.${name}`, value);
  if (records.size === 1 && records.has('path') && splitPath(entry.name)) return [];
  return [...records].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => paxRecord(key, value));
}

function paxHeaderName(name: string): string {
  const slash = name.lastIndexOf('/');
  const dir = name.slice(0, slash + 1).replace(/\/$/, '');
  return toAscii([dir, 'PaxHeaders.0', name.slice(slash + 1)].filter((part) => part !== '').join('/'))
    .slice(0, 100)
    .replace(/\/+$/, '');
}

/** The bytes before an entry's data: its header, with one of PAX records before it where it needs them. */
export function* tarHeader(entry: TarHeader): Generator<Uint8Array> {
  const { name } = entry;
  const records = paxRecords(entry);
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
    yield tarPadding(size);
  }
  const header = new Header();
  const [prefix, rest] = (records.length === 0 && splitPath(name)) || ['', name];
  header.text(0, 100, toAscii(rest));
  header.text(345, PREFIX, prefix);
  header.octal(100, 8, entry.mode);
  header.octal(108, 8, entry.uid);
  header.octal(116, 8, entry.gid);
  header.octal(124, 12, entry.size);
  header.octal(136, 12, Math.floor(entry.mtime / 1000));
  header.text(157, 100, toAscii(entry.linkname));
  header.text(265, 32, toAscii(entry.uname));
  header.text(297, 32, toAscii(entry.gname));
  header.octal(329, 8, entry.rdev[0]);
  header.octal(337, 8, entry.rdev[1]);
  yield header.finish(FLAG[entry.type]);
}
