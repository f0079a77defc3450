/** A file system in memory with Linux semantics: the host's disk (as "ext4") and every tmpfs. */
import type { Clock } from '../clock.ts';
import { Content } from './content.ts';
import {
  type DirEntry,
  type Errno,
  type FileSystem,
  type FileType,
  FsError,
  type NewNode,
  type Node,
  type Stat,
  type StatFs,
} from './types.ts';

const NO_DEVICE: readonly [number, number] = [0, 0];
const DAY = 86_400_000;

/** An inode. Union file systems read its fields; only {@link MemFs} and the storage drivers change them. */
export class Inode implements Node {
  readonly fs: MemFs;
  readonly ino: number;
  readonly type: FileType;
  mode: number;
  uid: number;
  gid: number;
  nlink = 1;
  rdev: readonly [number, number] = NO_DEVICE;
  atime: number;
  mtime: number;
  ctime: number;
  /** Target of a symlink. */
  target = '';
  /** Bytes of a regular file. */
  content: Content | null = null;
  /** Names of a directory, in the order they were made. */
  readonly entries: Map<string, Inode> | null;
  /** Of a directory: where it is, and under which name; null once it is removed. */
  parent: Inode | null = null;
  name = '';
  /** Of a directory: rises with every change of its entries. */
  version = 0;
  xattrs: Map<string, Uint8Array> | null = null;

  constructor(fs: MemFs, ino: number, type: FileType, attrs: NewNode, now: number) {
    this.fs = fs;
    this.ino = ino;
    this.type = type;
    this.mode = attrs.mode & 0o7777;
    this.uid = attrs.uid;
    this.gid = attrs.gid;
    this.atime = this.mtime = this.ctime = now;
    this.entries = type === 'dir' ? new Map() : null;
    if (type === 'dir') this.nlink = 2;
    if (type === 'file') this.content = new Content();
  }
}

/** How a {@link MemFs} is made. */
export interface MemFsOptions {
  /** "ext4" or "tmpfs": also decides the size that a directory shows. */
  type: string;
  dev: number;
  clock: Pick<Clock, 'now'>;
  readonly?: boolean;
  /** Capacity in bytes; writing beyond it is ENOSPC. */
  capacity?: number;
  /** What its files take, where that is not the sum of what each takes. */
  usage?: (root: Inode) => number;
  /** Mode of the root directory; default 0755. */
  mode?: number;
}

/** Is told what changes on a disk. */
export interface DiskWatcher {
  made(dir: Inode, name: string, inode: Inode): void;
  removed(dir: Inode, name: string): void;
  renamed(from: Inode, name: string, into: Inode, newName: string, inode: Inode): void;
  written(inode: Inode, offset: number, length: number): void;
  /** Its owner, mode, times or extended attributes. */
  changed(inode: Inode): void;
}

const fail = (code: Errno, syscall: string, name: string): never => {
  throw new FsError(code, syscall, name);
};

export class MemFs implements FileSystem {
  readonly type: string;
  readonly dev: number;
  readonly readonly: boolean;
  readonly root: Inode;
  /** Nobody watches most disks, and that costs nothing. */
  watcher: DiskWatcher | null = null;
  resolved?: (dir: Node, name: string, node: Node | null, rest: string) => void;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #capacity: number;
  readonly #usage: ((root: Inode) => number) | null;
  #used = 0;
  /** Files of which something else decides what they take. */
  readonly #living = new Set<Content>();
  // ext4 gives its root inode 2 and the first new file 11 or later; tmpfs starts at 1.
  #nextIno: number;

  constructor(options: MemFsOptions) {
    this.type = options.type;
    this.dev = options.dev;
    this.readonly = options.readonly ?? false;
    this.#clock = options.clock;
    this.#capacity = options.capacity ?? Number.POSITIVE_INFINITY;
    this.#usage = options.usage ?? null;
    const disk = options.type === 'ext4';
    this.#nextIno = disk ? 12 : 2;
    this.root = new Inode(this, disk ? 2 : 1, 'dir', { mode: options.mode ?? 0o755, uid: 0, gid: 0 }, this.#clock.now());
    this.root.parent = this.root;
  }

  lookup(dir: Node, name: string): Inode | null {
    return this.#dir(dir, name).get(name) ?? null;
  }

  parent(dir: Node): Inode {
    return this.#own(dir).parent ?? fail('ENOENT', 'lookup', '..');
  }

  /** The name of a directory in its parent; null when it has been removed. */
  nameOf(dir: Node): string | null {
    const inode = this.#own(dir);
    return inode.parent ? inode.name : null;
  }

  stat(node: Node): Stat {
    const inode = this.#own(node);
    return statOf(inode, this.dev, inode.ino, inode.nlink);
  }

  readdir(dir: Node): DirEntry[] {
    return Array.from(this.#dir(dir, ''), ([name, inode]) => ({ name, type: inode.type, ino: inode.ino }));
  }

  create(dir: Node, name: string, attrs: NewNode): Inode {
    return this.#add(dir, name, 'file', attrs, 'open');
  }

  mkdir(dir: Node, name: string, attrs: NewNode): Inode {
    return this.#add(dir, name, 'dir', attrs, 'mkdir');
  }

  mknod(dir: Node, name: string, type: 'char' | 'block' | 'fifo' | 'socket', rdev: readonly [number, number], attrs: NewNode): Inode {
    const inode = this.#add(dir, name, type, attrs, 'mknod');
    if (type === 'char' || type === 'block') inode.rdev = rdev;
    return inode;
  }

  symlink(dir: Node, name: string, target: string, attrs: NewNode): Inode {
    const inode = this.#add(dir, name, 'symlink', { ...attrs, mode: 0o777 }, 'symlink');
    inode.target = target;
    return inode;
  }

  readlink(node: Node): string {
    const inode = this.#own(node);
    return inode.type === 'symlink' ? inode.target : fail('EINVAL', 'readlink', '');
  }

  link(node: Node, dir: Node, name: string): Inode {
    const inode = this.#own(node);
    const entries = this.#dir(dir, name);
    this.#writable('link', name);
    if (entries.has(name)) fail('EEXIST', 'link', name);
    if (inode.type === 'dir') fail('EPERM', 'link', name);
    if (inode.nlink === 0) fail('ENOENT', 'link', name);
    inode.nlink++;
    inode.ctime = this.#clock.now();
    entries.set(name, inode);
    this.#changed(this.#own(dir));
    this.watcher?.made(this.#own(dir), name, inode);
    return inode;
  }

  unlink(dir: Node, name: string): void {
    const inode = this.#dir(dir, name).get(name) ?? fail('ENOENT', 'unlink', name);
    this.#writable('unlink', name);
    if (inode.type === 'dir') fail('EISDIR', 'unlink', name);
    this.#remove(this.#own(dir), name, inode);
    this.watcher?.removed(this.#own(dir), name);
  }

  rmdir(dir: Node, name: string): void {
    const inode = this.#dir(dir, name).get(name) ?? fail('ENOENT', 'rmdir', name);
    this.#writable('rmdir', name);
    if (!inode.entries) return fail('ENOTDIR', 'rmdir', name);
    if (inode.entries.size) fail('ENOTEMPTY', 'rmdir', name);
    this.#remove(this.#own(dir), name, inode);
    this.watcher?.removed(this.#own(dir), name);
  }

  rename(fromDir: Node, from: string, toDir: Node, to: string): void {
    const source = this.#own(fromDir);
    const target = this.#own(toDir);
    const inode = this.#dir(fromDir, from).get(from) ?? fail('ENOENT', 'rename', from);
    const entries = this.#dir(toDir, to);
    const victim = entries.get(to);
    this.#writable('rename', from);
    if (victim === inode) return;
    if (inode.type === 'dir')
      for (let up: Inode = target; ; up = up.parent ?? up) {
        if (up === inode) fail('EINVAL', 'rename', from);
        if (up === this.root || !up.parent) break;
      }
    if (victim) {
      if (inode.type === 'dir' && !victim.entries) fail('ENOTDIR', 'rename', to);
      if (inode.type !== 'dir' && victim.entries) fail('EISDIR', 'rename', to);
      if (victim.entries?.size) fail('ENOTEMPTY', 'rename', to);
      this.#remove(target, to, victim);
    }
    source.entries?.delete(from);
    entries.set(to, inode);
    if (inode.type === 'dir') {
      inode.parent = target;
      inode.name = to;
      source.nlink--;
      target.nlink++;
    }
    inode.ctime = this.#clock.now();
    this.#changed(source);
    this.#changed(target);
    this.watcher?.renamed(source, from, target, to, inode);
  }

  read(node: Node, offset: number, length: number, noatime = false): Uint8Array {
    const inode = this.#own(node);
    if (!inode.content) return fail(inode.type === 'dir' ? 'EISDIR' : 'EINVAL', 'read', '');
    if (!noatime) this.#accessed(inode);
    return inode.content.read(offset, length);
  }

  write(node: Node, offset: number, data: Uint8Array): number {
    const inode = this.#own(node);
    const { content } = inode;
    if (!content) return fail(inode.type === 'dir' ? 'EISDIR' : 'EINVAL', 'write', '');
    this.#writable('write', '');
    if (this.#capacity !== Number.POSITIVE_INFINITY && this.#used + data.length > this.#capacity) {
      const growth = offset + data.length - content.allocated;
      if (growth > 0 && this.#used + growth > this.#capacity) fail('ENOSPC', 'write', '');
    }
    const before = content.allocated;
    content.write(offset, data);
    if (inode.nlink) this.#used += content.allocated - before;
    this.#modified(inode);
    this.watcher?.written(inode, offset, data.length);
    return data.length;
  }

  truncate(node: Node, size: number): void {
    const inode = this.#own(node);
    const { content } = inode;
    if (!content) return fail(inode.type === 'dir' ? 'EISDIR' : 'EINVAL', 'truncate', '');
    this.#writable('truncate', '');
    const before = content.allocated;
    content.truncate(size);
    if (inode.nlink) this.#used += content.allocated - before;
    this.#modified(inode);
    this.watcher?.written(inode, size, 0);
  }

  forWrite(node: Node): Node {
    this.#writable('open', '');
    return node;
  }

  setattr(node: Node, change: { mode?: number; uid?: number; gid?: number; atime?: number; mtime?: number }): Inode {
    const inode = this.#own(node);
    this.#writable('setattr', '');
    if (change.mode !== undefined) inode.mode = change.mode & 0o7777;
    if (change.uid !== undefined) inode.uid = change.uid;
    if (change.gid !== undefined) inode.gid = change.gid;
    if (change.atime !== undefined) inode.atime = change.atime;
    if (change.mtime !== undefined) inode.mtime = change.mtime;
    inode.ctime = this.#clock.now();
    this.watcher?.changed(inode);
    return inode;
  }

  getxattr(node: Node, name: string): Uint8Array | null {
    return this.#own(node).xattrs?.get(name) ?? null;
  }

  setxattr(node: Node, name: string, value: Uint8Array): void {
    const inode = this.#own(node);
    this.#writable('setxattr', name);
    (inode.xattrs ??= new Map()).set(name, value);
    inode.ctime = this.#clock.now();
    this.watcher?.changed(inode);
  }

  removexattr(node: Node, name: string): void {
    const inode = this.#own(node);
    this.#writable('removexattr', name);
    if (!inode.xattrs?.delete(name)) fail('ENODATA', 'removexattr', name);
    inode.ctime = this.#clock.now();
    this.watcher?.changed(inode);
  }

  listxattr(node: Node): string[] {
    return [...(this.#own(node).xattrs?.keys() ?? [])];
  }

  statfs(): StatFs {
    let used = this.#usage ? this.#usage(this.root) : this.#used;
    for (const content of this.#living) used += content.allocated;
    return { type: this.type, total: Number.isFinite(this.#capacity) ? this.#capacity : 64 * 2 ** 30, used };
  }

  /** A node without a name, as O_TMPFILE makes: what an overlay copies an unlinked file up to. */
  orphan(type: FileType, attrs: NewNode): Inode {
    const inode = new Inode(this, this.#nextIno++, type, attrs, this.#clock.now());
    inode.nlink = 0;
    return inode;
  }

  /** Gives a regular file these bytes without copying them (storage drivers, unpacking); times stay as they are. */
  adopt(inode: Inode, content: Content): void {
    this.#used += content.allocated - (inode.content?.allocated ?? 0);
    inode.content = content;
  }

  /** As {@link adopt}, for bytes that grow and shrink by themselves: what a device keeps there. */
  adoptLiving(inode: Inode, content: Content): void {
    this.#living.add(content);
    inode.content = content;
  }

  #own(node: Node): Inode {
    if (node instanceof Inode && node.fs === this) return node;
    throw new FsError('ESTALE', 'stat', '');
  }

  #dir(node: Node, name: string): Map<string, Inode> {
    return this.#own(node).entries ?? fail('ENOTDIR', 'lookup', name);
  }

  #writable(syscall: string, name: string): void {
    if (this.readonly) fail('EROFS', syscall, name);
  }

  #add(dir: Node, name: string, type: FileType, attrs: NewNode, syscall: string): Inode {
    const parent = this.#own(dir);
    const entries = this.#dir(dir, name);
    if (entries.has(name)) fail('EEXIST', syscall, name);
    this.#writable(syscall, name);
    if (!parent.parent) fail('ENOENT', syscall, name);
    const inode = new Inode(this, this.#nextIno++, type, attrs, this.#clock.now());
    if (type === 'dir') {
      inode.parent = parent;
      inode.name = name;
      parent.nlink++;
    }
    entries.set(name, inode);
    this.#changed(parent);
    this.watcher?.made(parent, name, inode);
    return inode;
  }

  #remove(dir: Inode, name: string, inode: Inode): void {
    dir.entries?.delete(name);
    if (inode.type === 'dir') {
      inode.parent = null;
      inode.nlink = 0;
      dir.nlink--;
    } else if (--inode.nlink === 0 && !(inode.content && this.#living.delete(inode.content))) this.#used -= inode.content?.allocated ?? 0;
    inode.ctime = this.#clock.now();
    this.#changed(dir);
  }

  #changed(dir: Inode): void {
    dir.version++;
    this.#modified(dir);
  }

  #modified(inode: Inode): void {
    inode.mtime = inode.ctime = this.#clock.now();
  }

  /** relatime: only when it tells something new, or after a day. */
  #accessed(inode: Inode): void {
    if (this.readonly) return;
    const now = this.#clock.now();
    if (inode.atime <= inode.mtime || inode.atime <= inode.ctime || now - inode.atime >= DAY) inode.atime = now;
  }
}

/** stat(2) of an inode as some file system on top of it shows it. */
export function statOf(inode: Inode, dev: number, ino: number, nlink: number): Stat {
  const { type, content } = inode;
  let size = 0;
  let blocks = 0;
  if (content) {
    size = content.size;
    blocks = content.allocated / 512;
  } else if (type === 'symlink') size = sizeOf(inode);
  else if (type === 'dir') {
    if (inode.fs.type !== 'ext4') size = 20 * (2 + (inode.entries?.size ?? 0));
    else {
      size = 4096;
      blocks = 8;
    }
  }
  const { mode, uid, gid, rdev, atime, mtime, ctime } = inode;
  return { dev, ino, type, mode, nlink, uid, gid, rdev, size, blocks, atime, mtime, ctime };
}

/** Bytes of a file or of a symlink's text; 0 for the rest. */
export function sizeOf(inode: Inode): number {
  if (inode.content) return inode.content.size;
  const { target } = inode;
  for (let i = 0; i < target.length; i++) if (target.charCodeAt(i) > 127) return new TextEncoder().encode(target).length;
  return target.length;
}
