/** How a union file system writes down in a layer that names of the layers below are gone. */
import type { Inode } from './memfs.ts';
import { FsError } from './types.ts';

/** What one kind of union reads and writes as its marks. */
export interface Marks {
  /** What a folder of a layer has at a name: a node, the mark that it is deleted, or nothing. */
  find(dir: Inode, name: string): Inode | 'whiteout' | undefined;
  /** The names a folder of a layer says something about, the deleted ones too. */
  names(dir: Inode): Iterable<string>;
  /** Whether a folder hides the folders of its name in the layers below. */
  isOpaque(dir: Inode): boolean;
  setOpaque(dir: Inode): void;
  /** Marks a name as deleted; `work` is the folder where the one inode that all marks share is kept, if there is one. */
  cover(dir: Inode, name: string, work: Inode | null): void;
  /** The node that is the mark of a deleted name. */
  markOf(dir: Inode, name: string): Inode | undefined;
  /** Takes the mark away again and tells what it was. */
  uncover(dir: Inode, name: string): Inode;
  /** Marks the name that a rename leaves behind; `spare` is the mark that was at the new name. */
  leave(dir: Inode, name: string, spare: Inode | null, work: Inode | null): void;
  /** Whether a program may make such a node by hand. */
  mayMake(name: string, type: string, rdev: readonly [number, number]): boolean;
  /** Whether nodes that are copied up remember in extended attributes where they came from. */
  readonly origins: boolean;
}

/** The extended attribute that makes an upper folder hide the lower ones of its name ("y"). */
export const OPAQUE = 'trusted.overlay.opaque';
const YES = new Uint8Array([0x79]);
const NOBODY = { mode: 0, uid: 0, gid: 0 };
const SHARED = '#1';

/** A 0/0 character device: the name below it is deleted. */
export function isWhiteout(inode: Inode): boolean {
  return inode.type === 'char' && inode.rdev[0] === 0 && inode.rdev[1] === 0;
}

/** Whether a folder of a layer hides the folders of its name in the layers below. */
export function isOpaque(inode: Inode): boolean {
  const value = inode.xattrs?.get(OPAQUE);
  return value?.length === 1 && value[0] === 0x79;
}

/** Overlayfs: 0/0 character devices at the names themselves, an extended attribute on opaque folders. */
export const overlayMarks: Marks = {
  find(dir, name) {
    const inode = dir.entries?.get(name);
    return inode && isWhiteout(inode) ? 'whiteout' : inode;
  },
  names: (dir) => dir.entries?.keys() ?? [],
  isOpaque,
  setOpaque: (dir) => dir.fs.setxattr(dir, OPAQUE, YES),
  cover(dir, name, work) {
    if (!work) {
      dir.fs.mknod(dir, name, 'char', [0, 0], NOBODY);
      return;
    }
    // All whiteouts are links to one inode kept in the work folder, to save inodes.
    const shared = work.entries?.get(SHARED) ?? work.fs.mknod(work, SHARED, 'char', [0, 0], NOBODY);
    dir.fs.link(shared, dir, name);
  },
  markOf: (dir, name) => dir.entries?.get(name),
  uncover: (dir, name) => taken(dir, name),
  // The kernel lets a whiteout at the new name change places with the file, and makes a new one otherwise.
  leave(dir, name, spare) {
    if (spare?.nlink) dir.fs.link(spare, dir, name);
    else dir.fs.mknod(dir, name, 'char', [0, 0], NOBODY);
  },
  mayMake: (_, type, rdev) => !(type === 'char' && rdev[0] === 0 && rdev[1] === 0),
  origins: true,
};

const WH = '.wh.';
/** Aufs's own files at the root of a writable branch begin so. */
const OWN = '.wh..wh.';
const OPAQUE_FILE = '.wh..wh..opq';
/** The file that all whiteouts of a branch are links to. */
export const AUFS_BASE = '.wh..wh.aufs';

/** Aufs: a file `.wh.NAME` beside where NAME would be, a file `.wh..wh..opq` in opaque folders. */
export const aufsMarks: Marks = {
  find(dir, name) {
    if (dir.entries?.has(WH + name)) return 'whiteout';
    return name.startsWith(WH) ? undefined : dir.entries?.get(name);
  },
  *names(dir) {
    for (const name of dir.entries?.keys() ?? []) {
      if (!name.startsWith(WH)) yield name;
      else if (!name.startsWith(OWN)) yield name.slice(WH.length);
    }
  },
  isOpaque: (dir) => dir.entries?.has(OPAQUE_FILE) ?? false,
  setOpaque: (dir) => aufsMark(dir, OPAQUE_FILE, null),
  cover: (dir, name, work) => aufsMark(dir, WH + name, work),
  markOf: (dir, name) => dir.entries?.get(WH + name),
  uncover: (dir, name) => taken(dir, WH + name),
  leave: (dir, name, _, work) => aufsMark(dir, WH + name, work),
  mayMake: (name) => !name.startsWith(WH),
  origins: false,
};

/** Unlinks a name that must be there. */
function taken(dir: Inode, name: string): Inode {
  const mark = dir.fs.lookup(dir, name);
  dir.fs.unlink(dir, name);
  if (!mark) throw new FsError('ENOENT', 'unlink', name);
  return mark;
}

function aufsMark(dir: Inode, mark: string, branch: Inode | null): void {
  const base = branch?.entries?.get(AUFS_BASE);
  if (base) dir.fs.link(base, dir, mark);
  else dir.fs.create(dir, mark, { mode: 0o444, uid: 0, gid: 0 });
}
