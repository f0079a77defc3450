/** Between a tree of files and archive entries, for COPY and ADD: any file system in, any writable one out. */
import { Content } from '../../fs/content.ts';
import type { ArchiveEntry } from '../../fs/driver.ts';
import { Inode } from '../../fs/memfs.ts';
import { type FileSystem, FsError, type NewNode, type Node } from '../../fs/types.ts';
import { namesIn, walkTree } from './paths.ts';

const PIECE = 1 << 16;

/** A file's bytes; holes stay holes. */
export function contentOf(fs: FileSystem, node: Node): Content {
  if (node instanceof Inode && node.content) return node.content.clone();
  const { size } = fs.stat(node);
  const content = new Content(size);
  for (let at = 0; at < size; at += PIECE) {
    const data = fs.read(node, at, PIECE);
    if (data.some((byte) => byte !== 0)) content.write(at, data);
  }
  return content;
}

/** One node as an archive's entry; times in whole seconds, as archives keep them. */
export function entryOf(fs: FileSystem, node: Node, path: string): ArchiveEntry {
  const { mode, uid, gid, mtime, rdev } = fs.stat(node);
  const capability = fs.getxattr(node, 'security.capability');
  return {
    path,
    type: node.type,
    mode,
    uid,
    gid,
    mtime: Math.floor(mtime / 1000) * 1000,
    linkname: node.type === 'symlink' ? fs.readlink(node) : '',
    rdev,
    content: node.type === 'file' ? contentOf(fs, node) : null,
    xattrs: capability ? { 'security.capability': capability } : {},
  };
}

/** All below a folder, paths relative to it; files with several names come as hard links after the first. */
export function* entriesBelow(fs: FileSystem, dir: Node): Generator<ArchiveEntry> {
  const linked = new Map<number, string>();
  for (const { path, node } of walkTree(fs, dir, '')) {
    if (node.type === 'socket') continue;
    const { nlink, ino } = fs.stat(node);
    const first = node.type !== 'dir' && nlink > 1 ? linked.get(ino) : undefined;
    if (node.type !== 'dir' && nlink > 1 && first === undefined) linked.set(ino, path);
    const entry = entryOf(fs, node, path);
    yield first === undefined ? entry : { ...entry, type: 'hardlink', linkname: first, content: null };
  }
}

/** Removes a name and all below it. */
function discard(fs: FileSystem, dir: Node, name: string): void {
  const node = fs.lookup(dir, name);
  if (!node) return;
  if (node.type !== 'dir') return fs.unlink(dir, name);
  for (const child of namesIn(fs, node)) discard(fs, node, child);
  fs.rmdir(dir, name);
}

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

const ROOT: Owner = { uid: 0, gid: 0 };

/** The folder at `path`, made with those above it where they are missing. Throws ENOTDIR with the path of what is in the way. */
export function makeFolders(fs: FileSystem, path: string, owner: Owner = ROOT): Node {
  let dir = fs.root;
  let at = '';
  for (const name of path.split('/')) {
    if (name === '') continue;
    at += `/${name}`;
    const next = fs.lookup(dir, name);
    if (next && next.type !== 'dir') throw new FsError('ENOTDIR', 'mkdir', at);
    dir = next ?? fs.mkdir(dir, name, { mode: 0o755, ...owner });
  }
  return dir;
}

/** Makes one node as an entry says, in place of what is there; folders are merged. */
export function place(fs: FileSystem, dir: Node, name: string, entry: ArchiveEntry, linked: Node | null = null): Node {
  const old = fs.lookup(dir, name);
  const merges = old?.type === 'dir' && entry.type === 'dir';
  if (old && !merges) discard(fs, dir, name);
  const attrs: NewNode = { mode: entry.mode, uid: entry.uid, gid: entry.gid };
  if (linked) return fs.link(linked, dir, name);
  let node: Node;
  if (merges) node = fs.setattr(old, attrs);
  else if (entry.type === 'dir') node = fs.mkdir(dir, name, attrs);
  else if (entry.type === 'symlink') node = fs.symlink(dir, name, entry.linkname, { ...attrs, mode: 0o777 });
  else if (entry.type === 'file' || entry.type === 'hardlink') {
    node = fs.create(dir, name, attrs);
    if (entry.content) {
      for (const { offset, data } of entry.content.extents()) fs.write(node, offset, data);
      fs.truncate(node, entry.content.size);
    }
  } else node = fs.mknod(dir, name, entry.type, entry.rdev, attrs);
  for (const [key, value] of Object.entries(entry.xattrs)) fs.setxattr(node, key, value);
  return fs.setattr(node, { mtime: entry.mtime, atime: entry.mtime });
}

/** Unpacks entries below a folder, with other owners or permissions than the archive's where `change` says so. */
export function unpackInto(fs: FileSystem, root: Node, entries: Iterable<ArchiveEntry>, change: Partial<NewNode> = {}): void {
  const times: (() => void)[] = [];
  const nodes = new Map<string, Node>([['', root]]);
  const dirAt = (path: string): Node => {
    const known = nodes.get(path);
    if (known?.type === 'dir') return known;
    const cut = path.lastIndexOf('/');
    const parent = dirAt(path.slice(0, Math.max(0, cut)));
    const name = path.slice(cut + 1);
    const old = fs.lookup(parent, name);
    if (old && old.type !== 'dir') discard(fs, parent, name);
    const dir = old?.type === 'dir' ? old : fs.mkdir(parent, name, { mode: 0o755, ...ROOT });
    nodes.set(path, dir);
    return dir;
  };
  for (const entry of entries) {
    const cut = entry.path.lastIndexOf('/');
    const parent = dirAt(entry.path.slice(0, Math.max(0, cut)));
    const target = entry.type === 'hardlink' ? (nodes.get(entry.linkname) ?? null) : null;
    if (entry.type === 'hardlink' && !target) throw new FsError('ENOENT', 'link', entry.linkname);
    const node = place(fs, parent, entry.path.slice(cut + 1), { ...entry, ...change }, target);
    nodes.set(entry.path, node);
    // Filling a folder changes its time.
    if (entry.type === 'dir') times.push(() => void fs.setattr(node, { mtime: entry.mtime, atime: entry.mtime }));
  }
  for (const set of times) set();
}
