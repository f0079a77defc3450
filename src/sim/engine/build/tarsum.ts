/** The checksums by which COPY and ADD know their files again: Docker's tarsum, version 1 (all of a header but its time, and the bytes). */
import type { TarHeader, TarType } from '../../../api/tar/header.ts';
import type { Content } from '../../fs/content.ts';
import { sha256, sha256Stream } from '../../image/digest.ts';

const FLAG: Readonly<Record<TarType, string>> = { file: '0', hardlink: '1', symlink: '2', char: '3', block: '4', dir: '5', fifo: '6' };
const encoder = new TextEncoder();
const hex = (digest: string): string => digest.slice('sha256:'.length);

/** The sum of one file, hexadecimal. */
export function fileSum(header: Omit<TarHeader, 'mtime'>, content: Content | null): string {
  const { name, mode, uid, gid, size, type, linkname, uname, gname, rdev, xattrs } = header;
  const hash = sha256Stream();
  hash.update(
    encoder.encode(
      `name${name}mode${mode}uid${uid}gid${gid}size${size}typeflag${FLAG[type]}linkname${linkname}uname${uname}gname${gname}devmajor${rdev[0]}devminor${rdev[1]}`,
    ),
  );
  for (const key of Object.keys(xattrs).sort()) {
    hash.update(encoder.encode(key));
    hash.update(xattrs[key] ?? new Uint8Array(0));
  }
  if (content) for (const piece of content.pieces()) hash.update(piece);
  return hex(hash.digest());
}

/** The sum of several: "dir:…" of all that is in a folder, "multi:…" of all that one instruction copies. */
export const joinedSum = (prefix: 'dir' | 'multi', sums: readonly string[]): string => `${prefix}:${hex(sha256(sums.join(',')))}`;
