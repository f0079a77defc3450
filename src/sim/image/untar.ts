import { Content } from '../fs/content.ts';
import type { ArchiveEntry } from '../fs/driver.ts';
import { BLOCK } from './tar.ts';

/** An archive that is cut short or damaged; `message` is that of Go's archive/tar. */
export class TarError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TarError';
  }
}

const decoder = new TextDecoder();
const TYPES: Readonly<Record<string, ArchiveEntry['type']>> = {
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
const CHUNK = 4096;

const allZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

function text(block: Uint8Array, offset: number, length: number): string {
  const field = block.subarray(offset, offset + length);
  const end = field.indexOf(0);
  return decoder.decode(end < 0 ? field : field.subarray(0, end));
}

function number(block: Uint8Array, offset: number, length: number): number {
  const first = block[offset] ?? 0;
  if (first & 0x80) {
    let value = first & 0x7f;
    for (let i = 1; i < length; i++) value = value * 256 + (block[offset + i] ?? 0);
    return value;
  }
  const digits = text(block, offset, length).trim();
  if (digits === '') return 0;
  if (!/^[0-7]+$/.test(digits)) throw new TarError('archive/tar: invalid tar header');
  return Number.parseInt(digits, 8);
}

function checkSum(block: Uint8Array): void {
  let sum = 0;
  for (const [i, byte] of block.entries()) sum += i >= 148 && i < 156 ? 0x20 : byte;
  if (sum !== number(block, 148, 8)) throw new TarError('archive/tar: invalid tar header');
}

function paxRecords(data: Uint8Array): Map<string, Uint8Array> {
  const records = new Map<string, Uint8Array>();
  for (let at = 0; at < data.length; ) {
    const space = data.indexOf(0x20, at);
    const size = Number(decoder.decode(data.subarray(at, Math.max(at, space))));
    const equals = data.indexOf(0x3d, space);
    const end = at + size - 1;
    if (space < 0 || !(size > 0) || equals < 0 || equals > end || data[end] !== 0x0a) throw new TarError('archive/tar: invalid tar header');
    records.set(decoder.decode(data.subarray(space + 1, equals)), data.slice(equals + 1, end));
    at = end + 1;
  }
  return records;
}

/** Bytes of an archive as file content: stretches of zeros become holes. */
function sparse(data: Uint8Array): Content {
  const content = new Content(data.length);
  for (let at = 0; at < data.length; at += CHUNK) {
    const chunk = data.subarray(at, at + CHUNK);
    if (!allZero(chunk)) content.write(at, chunk);
  }
  return content;
}

/** "./a/b/" and "/a/b" are "a/b". */
const cleanPath = (path: string): string =>
  path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');

/**
 * The entries of a tar archive (v7, ustar, pax, GNU long names); the root folder is left out. Throws {@link TarError}
 * with Go's words for damage ("unexpected EOF", "archive/tar: invalid tar header").
 */
export function* readTar(bytes: Uint8Array): Generator<ArchiveEntry> {
  let pax = new Map<string, Uint8Array>();
  for (let at = 0; at < bytes.length; ) {
    const block = bytes.subarray(at, at + BLOCK);
    if (block.length < BLOCK) throw new TarError('unexpected EOF');
    at += BLOCK;
    if (allZero(block)) return;
    checkSum(block);
    const flag = String.fromCharCode(block[156] ?? 0);
    const record = (key: string): string | undefined => {
      const value = pax.get(key);
      return value && decoder.decode(value);
    };
    const size = Number(record('size') ?? number(block, 124, 12));
    const links = flag === '1' || flag === '2' || flag === '3' || flag === '4' || flag === '5' || flag === '6';
    const length = links ? 0 : size;
    if (at + length > bytes.length) throw new TarError('unexpected EOF');
    const data = bytes.subarray(at, at + length);
    at += Math.ceil(length / BLOCK) * BLOCK;
    if (flag === 'x') {
      pax = new Map([...pax, ...paxRecords(data)]);
      continue;
    }
    if (flag === 'L' || flag === 'K') {
      pax.set(flag === 'L' ? 'path' : 'linkpath', data.slice(0, data.indexOf(0) < 0 ? data.length : data.indexOf(0)));
      continue;
    }
    if (flag === 'g') continue;
    const prefix = text(block, 257, 6) === 'ustar' ? text(block, 345, 155) : '';
    const raw = record('path') ?? (prefix === '' ? '' : `${prefix}/`) + text(block, 0, 100);
    const path = cleanPath(raw);
    const type = flag === '\0' && raw.endsWith('/') ? 'dir' : TYPES[flag];
    if (path !== '' && type) {
      const xattrs = [...pax].flatMap(([key, value]) => (key.startsWith(XATTR) ? [[key.slice(XATTR.length), value] as const] : []));
      const linkname = record('linkpath') ?? text(block, 157, 100);
      const device = type === 'char' || type === 'block';
      yield {
        path,
        type,
        mode: number(block, 100, 8) & 0o7777,
        uid: Number(record('uid') ?? number(block, 108, 8)),
        gid: Number(record('gid') ?? number(block, 116, 8)),
        mtime: Math.floor(Number(record('mtime') ?? number(block, 136, 12))) * 1000,
        linkname: type === 'hardlink' ? cleanPath(linkname) : type === 'symlink' ? linkname : '',
        rdev: device ? [number(block, 329, 8), number(block, 337, 8)] : [0, 0],
        content: type === 'file' ? sparse(data) : null,
        xattrs: Object.fromEntries(xattrs),
      };
    }
    pax = new Map();
  }
}
