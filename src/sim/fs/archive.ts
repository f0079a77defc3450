/** Between a tree of inodes and the entries of a tar archive, as Docker's pkg/archive packs and unpacks layers. */
import { compareNames } from './name-order.ts';
import type { Content } from './content.ts';
import type { ArchiveEntry } from './driver.ts';
import { type Marks, OPAQUE } from './marks.ts';
import type { Inode, MemFs } from './memfs.ts';

/** What the name of a deletion begins with in an archive. */
export const WHITEOUT = '.wh.';
const OPAQUE_MARK = '.wh..wh..opq';
/** The device numbers of what is no device. */
export const NO_DEVICE: readonly [number, number] = [0, 0];
const NO_XATTRS = {};

/** Unpacks into the root of a file system; existing nodes of other kinds are replaced. The bytes are shared, not copied, but take their place on the disk. */
export function unpack(fs: MemFs, entries: Iterable<ArchiveEntry>): void {
  extract(fs.root, entries, 'keep');
}

/** Everything below the root, folder by folder in the order of names. */
export function pack(fs: MemFs): ArchiveEntry[] {
  return collect(fs.root, null);
}

/**
 * Unpacks under `root`. `.wh.` names are kept as files, become overlayfs whiteouts and opaque folders, or are done: what they name
 * goes away. A hard link's target must be in the tree.
 */
export function extract(root: Inode, entries: Iterable<ArchiveEntry>, whiteouts: 'keep' | 'overlay' | 'do'): void {
  const { fs } = root;
  const dirs = new Map<string, Inode>([['', root]]);
  const dirTimes: [Inode, number][] = [];
  /** What this archive has unpacked: an opaque mark spares it, wherever it stands. */
  const made = new Set<string>();
  const dirAt = (path: string): Inode => {
    const known = dirs.get(path);
    if (known) return known;
    const cut = path.lastIndexOf('/');
    const parent = dirAt(cut < 0 ? '' : path.slice(0, cut));
    const name = path.slice(cut + 1);
    const old = fs.lookup(parent, name);
    if (old && old.type !== 'dir') fs.unlink(parent, name);
    const dir = old?.type === 'dir' ? old : fs.mkdir(parent, name, { mode: 0o755, uid: 0, gid: 0 });
    dirs.set(path, dir);
    return dir;
  };
  for (const entry of entries) {
    const { path, type, mode, uid, gid } = entry;
    const cut = path.lastIndexOf('/');
    const parent = dirAt(cut < 0 ? '' : path.slice(0, cut));
    let name = path.slice(cut + 1);
    if (whiteouts !== 'keep' && name.startsWith(WHITEOUT)) {
      if (name === OPAQUE_MARK && whiteouts === 'overlay') fs.setxattr(parent, OPAQUE, new Uint8Array([0x79]));
      else if (name === OPAQUE_MARK) {
        for (const old of [...(parent.entries?.keys() ?? [])])
          if (!made.has(path.slice(0, cut + 1) + old)) discard(parent, old, dirs, path.slice(0, cut + 1) + old);
      } else if (!name.startsWith('.wh..wh.')) {
        name = name.slice(WHITEOUT.length);
        discard(parent, name, dirs, path.slice(0, cut + 1) + name);
        if (whiteouts === 'overlay') fs.mknod(parent, name, 'char', NO_DEVICE, { mode: 0, uid, gid });
      }
      continue;
    }
    if (whiteouts === 'do') made.add(path);
    const old = fs.lookup(parent, name);
    if (old && !(old.type === 'dir' && type === 'dir')) discard(parent, name, dirs, path);
    if (type === 'hardlink') {
      const at = entry.linkname.lastIndexOf('/');
      const target = fs.lookup(dirAt(at < 0 ? '' : entry.linkname.slice(0, at)), entry.linkname.slice(at + 1));
      if (!target) throw new Error(`link /${entry.linkname} /${path}: no such file or directory`);
      fs.link(target, parent, name);
      continue;
    }
    const attrs = { mode, uid, gid };
    let inode: Inode;
    if (type === 'dir') {
      if (old?.type === 'dir') {
        inode = old;
        inode.mode = mode & 0o7777;
        inode.uid = uid;
        inode.gid = gid;
      } else inode = fs.mkdir(parent, name, attrs);
      dirs.set(path, inode);
      dirTimes.push([inode, entry.mtime]);
    } else if (type === 'file') {
      inode = fs.create(parent, name, attrs);
      if (entry.content) fs.adopt(inode, entry.content.filled());
    } else if (type === 'symlink') inode = fs.symlink(parent, name, entry.linkname, attrs);
    else inode = fs.mknod(parent, name, type, entry.rdev, attrs);
    inode.atime = inode.mtime = entry.mtime;
    for (const key in entry.xattrs) {
      const value = entry.xattrs[key];
      if (value) (inode.xattrs ??= new Map()).set(key, value);
    }
  }
  // Last, because filling a folder changes its time.
  for (const [dir, mtime] of dirTimes) dir.mtime = mtime;
}

/** The entries of everything below `root`, sorted by name in each folder, a folder before what is in it; with `marks`, whiteouts as `.wh.` names. */
export function collect(root: Inode, marks: Marks | null): ArchiveEntry[] {
  const entries: ArchiveEntry[] = [];
  const linked = new Map<Inode, string>();
  const visit = (dir: Inode, prefix: string): void => {
    for (const name of [...(marks ? marks.names(dir) : (dir.entries?.keys() ?? []))].sort(compareNames)) {
      const inode = marks ? marks.find(dir, name) : dir.entries?.get(name);
      const path = prefix + name;
      if (inode === 'whiteout') {
        const mark = marks?.markOf(dir, name);
        if (mark) entries.push(entryOf(mark, `${prefix}${WHITEOUT}${name}`, { type: 'file', mode: 0o600 }));
        continue;
      }
      if (!inode) continue;
      const first = inode.type !== 'dir' && inode.nlink > 1 ? linked.get(inode) : undefined;
      if (first !== undefined) {
        entries.push(entryOf(inode, path, { type: 'hardlink', linkname: first, content: null }));
        continue;
      }
      linked.set(inode, path);
      entries.push(entryOf(inode, path, {}));
      if (inode.type !== 'dir') continue;
      if (marks?.isOpaque(inode)) entries.push(entryOf(inode, `${path}/${OPAQUE_MARK}`, { type: 'file', mode: inode.mode & 0o777 }));
      visit(inode, `${path}/`);
    }
  };
  visit(root, '');
  return entries;
}

/** The names of a folder in the order of their bytes, as Go sorts them. */
export function sortedEntries(dir: Inode): [string, Inode][] {
  return [...(dir.entries ?? [])].sort(([a], [b]) => compareNames(a, b));
}

/** Removes a name and, if it is a folder, everything in it. */
export function removeTree(dir: Inode, name: string): void {
  const inode = dir.entries?.get(name);
  if (!inode) return;
  if (inode.type !== 'dir') return dir.fs.unlink(dir, name);
  for (const child of [...(inode.entries?.keys() ?? [])]) removeTree(inode, child);
  dir.fs.rmdir(dir, name);
}

function discard(parent: Inode, name: string, dirs: Map<string, Inode>, path: string): void {
  const old = parent.entries?.get(name);
  if (!old) return;
  removeTree(parent, name);
  if (old.type === 'dir') for (const known of [...dirs.keys()]) if (known === path || known.startsWith(`${path}/`)) dirs.delete(known);
}

/** A node as an archive's entry, with what the archive says otherwise. */
export function entryOf(
  inode: Inode,
  path: string,
  change: { type?: ArchiveEntry['type']; mode?: number; linkname?: string; content?: Content | null },
): ArchiveEntry {
  const capability = inode.xattrs?.get('security.capability');
  return {
    path,
    type: inode.type,
    mode: inode.mode,
    uid: inode.uid,
    gid: inode.gid,
    mtime: Math.floor(inode.mtime / 1000) * 1000,
    linkname: inode.target,
    rdev: change.type ? NO_DEVICE : inode.rdev,
    content: inode.content?.clone() ?? null,
    xattrs: capability && !change.type ? { 'security.capability': capability } : NO_XATTRS,
    ...change,
  };
}
