/** Tape archives as tar(1) reads and writes them: ustar with GNU's long names. */
import { concat } from '../../api/bytes.ts';
import { type Command, decode, encode, reason } from './command.ts';

/** One member; `type` is the header's letter: 0 file, 1 hard link, 2 symlink, 3 char, 4 block, 5 folder, 6 fifo. */
export interface Member {
  readonly name: string;
  readonly type: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly user: string;
  readonly group: string;
  /** Seconds since 1970. */
  readonly mtime: number;
  readonly link: string;
  readonly data: Uint8Array;
}

const BLOCK = 512;

/** The header and data of a member, padded to whole blocks. */
export function packMember(member: Member): Uint8Array {
  const name = encode(member.name);
  if (name.length > 100) {
    const long: Member = { ...member, name: '././@LongLink', type: 'L', link: '', data: concat([name, Uint8Array.of(0)]) };
    return concat([packMember(long), packMember({ ...member, name: decode(name.slice(0, 100)) })]);
  }
  const header = new Uint8Array(BLOCK);
  const put = (text: string, at: number): void => header.set(encode(text), at);
  const octal = (value: number, length: number, at: number): void => put(value.toString(8).padStart(length, '0'), at);
  header.set(name);
  octal(member.mode & 0o7777, 7, 100);
  octal(member.uid, 7, 108);
  octal(member.gid, 7, 116);
  octal(member.data.length, 11, 124);
  octal(Math.max(0, member.mtime), 11, 136);
  put('        ', 148);
  put(member.type, 156);
  put(member.link.slice(0, 100), 157);
  put('ustar  ', 257);
  put(member.user.slice(0, 31), 265);
  put(member.group.slice(0, 31), 297);
  octal(sum(header), 6, 148);
  header[154] = 0;
  const padding = new Uint8Array((BLOCK - (member.data.length % BLOCK)) % BLOCK);
  return concat([header, member.data, padding]);
}

const sum = (header: Uint8Array): number => header.reduce((total, byte) => total + byte, 0);

/** Members one after the other; null for what is no archive or is cut off. */
export function* unpackMembers(bytes: Uint8Array): Generator<Member | null> {
  let long: string | undefined;
  for (let at = 0; at < bytes.length; ) {
    const header = bytes.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) return;
    const text = (from: number, length: number): string => decode(header.subarray(from, from + length)).replace(/\0[\s\S]*/, '');
    const number = (from: number, length: number): number => Number.parseInt(text(from, length).trim() || '0', 8);
    const blank = header.slice();
    blank.fill(32, 148, 156);
    if (header.length < BLOCK || number(148, 8) !== sum(blank)) {
      yield null;
      return;
    }
    const size = number(124, 12);
    const data = bytes.subarray(at + BLOCK, at + BLOCK + size);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (data.length < size) {
      yield null;
      return;
    }
    const type = text(156, 1) || '0';
    if (type === 'L') {
      long = decode(data).replace(/\0[\s\S]*/, '');
      continue;
    }
    if (type === 'x' || type === 'g') {
      const path = /\d+ path=([^\n]*)\n/.exec(decode(data))?.[1];
      if (type === 'x') long = path;
      continue;
    }
    const posix = decode(header.subarray(257, 263)) === 'ustar\0';
    const prefix = posix ? text(345, 155) : '';
    const name = long ?? (prefix ? `${prefix}/` : '') + text(0, 100);
    long = undefined;
    yield {
      name,
      type,
      mode: number(100, 8),
      uid: number(108, 8),
      gid: number(116, 8),
      user: text(265, 32),
      group: text(297, 32),
      mtime: number(136, 12),
      link: text(157, 100),
      data,
    };
  }
}

/** Whether a name is taken, by a link that leads nowhere too. */
export function exists(cmd: Command, path: string): boolean {
  try {
    cmd.sys.lstat(path);
    return true;
  } catch (error) {
    reason(error);
    return false;
  }
}
