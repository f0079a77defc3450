/** A deterministic dump of a tree, for the digest of the world's state. */
import { sortedEntries } from './archive.ts';
import type { Inode } from './memfs.ts';

/** Everything that can be seen of the tree below (and of) a folder, piece by piece: metadata as text, then the stored bytes without the holes. */
export function* dumpTree(root: Inode): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  const seen = new Set<Inode>();
  const stack: [string, Inode][] = [['', root]];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const [path, inode] = next;
    const { ino, type, mode, uid, gid, nlink, rdev, atime, mtime, ctime, target, content } = inode;
    yield encoder.encode(
      `${JSON.stringify([path, ino, type, mode, uid, gid, nlink, rdev, atime, mtime, ctime, target, content?.size ?? 0])}\n`,
    );
    if (seen.has(inode)) continue;
    seen.add(inode);
    for (const [name, value] of [...(inode.xattrs ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))) {
      yield encoder.encode(`@${name} ${value.length}\n`);
      yield value;
    }
    for (const { offset, data } of content?.extents() ?? []) {
      yield encoder.encode(`+${offset} ${data.length}\n`);
      yield data;
    }
    if (inode.entries) for (const [name, child] of sortedEntries(inode).reverse()) stack.push([`${path}/${name}`, child]);
  }
}
