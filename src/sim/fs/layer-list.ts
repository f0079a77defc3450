/** One layer by itself, as it lies on the disk: for the stage and whoever looks into a layer. */
import type { Content } from './content.ts';
import type { LayerEntry } from './driver.ts';
import type { Marks } from './marks.ts';
import { type Inode, sizeOf } from './memfs.ts';

/** What is in a folder of a layer whose tree begins at `root` ("" is the root); with `marks`, deletions are told apart. */
export function listLayer(root: Inode, path: string, marks: Marks | null): LayerEntry[] {
  const dir = inodeAt(root, path);
  if (!dir) return [];
  return [...(marks ? marks.names(dir) : (dir.entries?.keys() ?? []))].flatMap((name): LayerEntry[] => {
    const found = marks ? marks.find(dir, name) : dir.entries?.get(name);
    const inode = found === 'whiteout' ? marks?.markOf(dir, name) : found;
    if (!inode) return [];
    const { mode, uid, gid, mtime, target: linkname } = inode;
    const type = found === 'whiteout' ? 'whiteout' : inode.type;
    return [{ name, type, size: sizeOf(inode), mode, uid, gid, mtime, linkname, opaque: marks?.isOpaque(inode) ?? false }];
  });
}

/** The bytes of one file of a layer, or null. */
export function contentAt(root: Inode, path: string): Content | null {
  return inodeAt(root, path)?.content ?? null;
}

/** Bytes of the blocks of all files below a folder, a hard-linked one once. */
export function diskBytes(root: Inode): number {
  const linked = new Set<Inode>();
  let bytes = 0;
  const add = (dir: Inode): void => {
    for (const inode of dir.entries?.values() ?? []) {
      if (inode.entries) add(inode);
      else if (inode.content && !linked.has(inode)) {
        if (inode.nlink > 1) linked.add(inode);
        bytes += inode.content.allocated;
      }
    }
  };
  add(root);
  return bytes;
}

function inodeAt(root: Inode, path: string): Inode | undefined {
  let inode: Inode | undefined = root;
  for (const name of path.split('/')) if (name) inode = inode?.entries?.get(name);
  return inode;
}
