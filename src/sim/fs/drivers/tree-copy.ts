/** Whole trees of inodes: copied, measured. */
import type { Inode } from '../memfs.ts';

/**
 * Copies everything below `from` under the (empty) folder `into`, which may be on another disk: owners, times, attributes, hard links
 * among the copies. The bytes are shared until one side is written.
 */
export function copyTree(from: Inode, into: Inode): void {
  const copies = new Map<Inode, Inode>();
  const fill = (source: Inode, target: Inode): void => {
    const { fs } = target;
    for (const [name, inode] of source.entries ?? []) {
      const known = copies.get(inode);
      if (known) {
        fs.link(known, target, name);
        continue;
      }
      const { mode, uid, gid, type } = inode;
      const attrs = { mode, uid, gid };
      let copy: Inode;
      if (type === 'dir') copy = fs.mkdir(target, name, attrs);
      else if (type === 'file') copy = fs.create(target, name, attrs);
      else if (type === 'symlink') copy = fs.symlink(target, name, inode.target, attrs);
      else copy = fs.mknod(target, name, type, inode.rdev, attrs);
      if (inode.content) fs.adopt(copy, inode.content.clone());
      if (type === 'dir') fill(inode, copy);
      else if (inode.nlink > 1) copies.set(inode, copy);
      likeness(inode, copy);
    }
  };
  fill(from, into);
  likeness(from, into);
}

function likeness(from: Inode, to: Inode): void {
  const { mode, uid, gid, atime, mtime } = from;
  Object.assign(to, { mode, uid, gid, atime, mtime });
  if (from.xattrs) to.xattrs = new Map(from.xattrs);
}

/** Every inode below a folder, a hard-linked one once. */
export function* inodesBelow(root: Inode): Generator<Inode> {
  const seen = new Set<Inode>();
  const stack: Inode[] = [root];
  for (let dir = stack.pop(); dir; dir = stack.pop())
    for (const inode of dir.entries?.values() ?? []) {
      if (inode.type !== 'dir' && inode.nlink > 1) {
        if (seen.has(inode)) continue;
        seen.add(inode);
      }
      yield inode;
      if (inode.type === 'dir') stack.push(inode);
    }
}
