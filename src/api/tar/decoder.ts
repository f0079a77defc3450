import { BLOCK, type TarHeader, type TarType } from './header.ts';

/** An archive that is cut short or damaged; `message` is that of Go's archive/tar. */
export class TarError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TarError';
  }
}

/** What Go says when an archive ends too early. */
export const UNEXPECTED_EOF = 'unexpected EOF';
const INVALID_HEADER = 'archive/tar: invalid tar header';
/** Go 1.19 takes no more than this of records and long names. */
const MAX_RECORDS = 1 << 20;

const decoder = new TextDecoder();
const TYPES: Readonly<Record<string, TarType>> = {
  '0': 'file',
  '\0': 'file',
  '7': 'file',
  '1': 'hardlink',
  '2': 'symlink',
  '3': 'char',
  '4': 'block',
  '5': 'dir',
  '6': 'fifo',
};
const XATTR = 'SCHILY.xattr.';

function text(block: Uint8Array, offset: number, length: number): string {
  const field = block.subarray(offset, offset + length);
  const end = field.indexOf(0);
  return decoder.decode(end < 0 ? field : field.subarray(0, end));
}

/** A number in base 256, two's complement under the mark in its first bit. */
function binary(field: Uint8Array): number {
  const first = field[0] ?? 0;
  const negative = (first & 0x40) !== 0;
  let value = 0;
  for (const [i, byte] of field.entries()) {
    const digit = i === 0 ? byte & 0x7f : byte;
    value = value * 256 + (negative ? (i === 0 ? ~digit & 0x7f : 255 - digit) : digit);
  }
  return negative ? -value - 1 : value;
}

function number(block: Uint8Array, offset: number, length: number): number {
  const field = block.subarray(offset, offset + length);
  if ((field[0] ?? 0) & 0x80) return binary(field);
  let [from, to] = [0, field.length];
  while (from < to && (field[from] === 0 || field[from] === 0x20)) from++;
  while (to > from && (field[to - 1] === 0 || field[to - 1] === 0x20)) to--;
  const digits = text(field, from, to - from);
  if (digits === '') return 0;
  if (!/^[0-7]+$/.test(digits)) throw new TarError(INVALID_HEADER);
  return Number.parseInt(digits, 8);
}

/** The sum over all bytes, the field itself as spaces; old programs took them as signed. */
function checkSum(block: Uint8Array): void {
  let [unsigned, signed] = [0, 0];
  for (const [i, byte] of block.entries()) {
    const value = i >= 148 && i < 156 ? 0x20 : byte;
    unsigned += value;
    signed += (value << 24) >> 24;
  }
  const sum = number(block, 148, 8);
  if (sum !== unsigned && sum !== signed) throw new TarError(INVALID_HEADER);
}

function paxRecords(data: Uint8Array): Map<string, Uint8Array> {
  const records = new Map<string, Uint8Array>();
  for (let at = 0; at < data.length; ) {
    const space = data.indexOf(0x20, at);
    const size = Number(decoder.decode(data.subarray(at, Math.max(at, space))));
    const equals = data.indexOf(0x3d, space);
    const end = at + size - 1;
    if (space < 0 || !(size > 0) || equals < 0 || equals > end || data[end] !== 0x0a) throw new TarError(INVALID_HEADER);
    records.set(decoder.decode(data.subarray(space + 1, equals)), data.slice(equals + 1, end));
    at = end + 1;
  }
  return records;
}

const untilNul = (data: Uint8Array): Uint8Array => data.slice(0, data.indexOf(0) < 0 ? data.length : data.indexOf(0));

/** What stands after a header block: records to be handed to {@link TarDecoder.records}, bytes of no interest, or an entry's data. */
export type TarStep =
  | { readonly kind: 'end' }
  | { readonly kind: 'records'; readonly size: number; readonly flag: string }
  | { readonly kind: 'skip'; readonly size: number }
  | { readonly kind: 'entry'; readonly header: TarHeader };

const allZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

/** Reads the headers of an archive (v7, ustar, pax, GNU long names), block by block. Throws {@link TarError}. */
export class TarDecoder {
  #pax = new Map<string, Uint8Array>();

  /** Takes a block that is a header. */
  next(block: Uint8Array): TarStep {
    if (block.length < BLOCK) throw new TarError(UNEXPECTED_EOF);
    if (allZero(block)) return { kind: 'end' };
    checkSum(block);
    const flag = String.fromCharCode(block[156] ?? 0);
    const raw = number(block, 124, 12);
    if (flag === 'x' || flag === 'L' || flag === 'K') {
      if (raw < 0) throw new TarError(INVALID_HEADER);
      if (raw > MAX_RECORDS) throw new TarError('archive/tar: header field too long');
      return { kind: 'records', size: raw, flag };
    }
    const pax = this.#pax;
    this.#pax = new Map();
    const record = (key: string): string | undefined => {
      const value = pax.get(key);
      return value && value.length > 0 ? decoder.decode(value) : undefined;
    };
    const size = Number(record('size') ?? raw);
    if (!(size >= 0)) throw new TarError(INVALID_HEADER);
    const prefix = text(block, 257, 6) === 'ustar' ? text(block, 345, 155) : '';
    const name = record('path') ?? (prefix === '' ? '' : `${prefix}/`) + text(block, 0, 100);
    const type = (flag === '\0' || flag === '0') && name.endsWith('/') ? 'dir' : TYPES[flag];
    if (flag === 'g') return { kind: 'skip', size };
    // GNU's sparse files are not read here: better to say so than to unpack something else.
    if (flag === 'S' || [...pax.keys()].some((key) => key.startsWith('GNU.sparse.'))) throw new TarError('archive/tar: sparse file');
    if (!type) throw new TarError(`unhandled tar header type ${flag.charCodeAt(0)}`);
    const device = type === 'char' || type === 'block';
    const xattrs = [...pax].flatMap(([key, value]) => (key.startsWith(XATTR) ? [[key.slice(XATTR.length), value] as const] : []));
    return {
      kind: 'entry',
      header: {
        name,
        type,
        mode: number(block, 100, 8),
        uid: Number(record('uid') ?? number(block, 108, 8)),
        gid: Number(record('gid') ?? number(block, 116, 8)),
        uname: record('uname') ?? text(block, 265, 32),
        gname: record('gname') ?? text(block, 297, 32),
        size: type === 'file' ? size : 0,
        mtime: Math.floor(Number(record('mtime') ?? number(block, 136, 12))) * 1000,
        linkname: record('linkpath') ?? text(block, 157, 100),
        rdev: device ? [number(block, 329, 8), number(block, 337, 8)] : [0, 0],
        xattrs: Object.fromEntries(xattrs),
      },
    };
  }

  /** Takes the data of a `records` step; they hold for the entry that comes next. */
  records(flag: string, data: Uint8Array): void {
    if (flag === 'x') this.#pax = new Map([...this.#pax, ...paxRecords(data)]);
    else this.#pax.set(flag === 'L' ? 'path' : 'linkpath', untilNul(data));
  }
}
