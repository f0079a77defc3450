/** Copying one node up, as fs/overlayfs/copy_up.c does: data, metadata, extended attributes and where it came from. */
import type { Inode, MemFs } from './memfs.ts';

const ORIGIN = 'trusted.overlay.origin';
const IMPURE = 'trusted.overlay.impure';
const YES = new Uint8Array([0x79]);
// struct ovl_fh: version, magic, length, flags, type (32-bit inode and generation), the disk's uuid (zeros here), inode, generation.
const HANDLE = [0, 0xfb, 29, 0, 1];

/** The inode number of what an upper node was copied up from; null when it is pure upper. */
export function originIno(inode: Inode): number | null {
  const handle = inode.xattrs?.get(ORIGIN);
  if (!handle || handle.length < 25) return null;
  return new DataView(handle.buffer, handle.byteOffset).getUint32(21, true);
}

/** Marks an upper folder as holding copied-up entries. */
export function setImpure(dir: Inode): void {
  if (!dir.xattrs?.has(IMPURE)) dir.fs.setxattr(dir, IMPURE, YES);
}

/** Takes the mark away when nothing in the folder was copied up; the kernel does so when the folder is read. */
export function clearImpure(dir: Inode): void {
  if (!dir.xattrs?.has(IMPURE)) return;
  for (const inode of dir.entries?.values() ?? []) if (originIno(inode) !== null) return;
  dir.xattrs.delete(IMPURE);
}

/** What is copied up, and what is written down about it. */
export interface CopyUp {
  /** Without the data, which is about to be cut off. */
  readonly truncate: boolean;
  /** With the extended attributes in which overlayfs remembers where a node came from. */
  readonly origins: boolean;
}

/**
 * Makes the copy of a lower node under `into` (null: it has been unlinked, the copy gets no name), without its data when
 * it is about to be truncated. The folder's times do not change by it.
 */
export function copyNode(lower: Inode, fs: MemFs, into: Inode | null, name: string, how: CopyUp): Inode {
  const { type, mode, uid, gid } = lower;
  const attrs = { mode, uid, gid };
  const mtime = into?.mtime ?? 0;
  let copy: Inode;
  if (!into) copy = fs.orphan(type, attrs);
  else if (type === 'dir') copy = fs.mkdir(into, name, attrs);
  else if (type === 'file') copy = fs.create(into, name, attrs);
  else if (type === 'symlink') copy = fs.symlink(into, name, lower.target, attrs);
  else copy = fs.mknod(into, name, type, lower.rdev, attrs);
  if (lower.content && !how.truncate) fs.adopt(copy, lower.content.clone());
  copy.atime = lower.atime;
  copy.mtime = lower.mtime;
  for (const [key, value] of lower.xattrs ?? []) if (!key.startsWith('trusted.overlay.')) (copy.xattrs ??= new Map()).set(key, value);
  if (how.origins && (type === 'dir' || lower.nlink === 1)) {
    const handle = new Uint8Array(29);
    handle.set(HANDLE);
    new DataView(handle.buffer).setUint32(21, lower.ino, true);
    (copy.xattrs ??= new Map()).set(ORIGIN, handle);
  }
  if (into) {
    if (how.origins) setImpure(into);
    into.mtime = mtime;
  }
  return copy;
}
