/**
 * The virtual file system switch of one mount namespace: every path-level system call, with Linux's order of checks, so
 * that of two reasons to fail the same one wins.
 */
import { can, type Credentials, type PathContext, permits } from './access.ts';
import { type Location, type Mount, type MountOptions, noExec } from './mount.ts';
import { MountTable } from './mount-table.ts';
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
import { type Follow, Walk, walk } from './walk.ts';

/** How open(2) is asked; the kernel keeps `append` and `closeOnExec` itself. */
export interface OpenMode {
  read?: boolean;
  write?: boolean;
  create?: boolean;
  exclusive?: boolean;
  truncate?: boolean;
  directory?: boolean;
  noFollow?: boolean;
}

/** An opened node and where it was found. */
export interface OpenedFile extends Location {
  readonly dir: Location;
  /** The last component, "" when it was not a name. */
  readonly name: string;
}

const READ = 4;
const WRITE = 2;
const EXEC = 1;

export class MountNamespace extends MountTable {
  readonly #walk: Walk;

  /** @param fs the root file system */
  constructor(fs: FileSystem, options: MountOptions = {}) {
    super(fs, options);
    this.#walk = new Walk(this.root);
  }

  /** A copy with the same mounts (CLONE_NEWNS) and the way to find a place of the original in it. */
  clone(): { namespace: MountNamespace; translate: (at: Location) => Location } {
    const namespace = new MountNamespace(this.root.mount.fs);
    return { namespace, translate: namespace.copyFrom(this) };
  }

  /** A context for work done by the system itself: the superuser at "/". */
  superuser(root: Location = this.root): PathContext {
    return { cwd: root, root, cred: { uid: 0, gid: 0, groups: [0] }, umask: 0o022 };
  }

  /** Where a path leads, or null when any part of it is missing or cannot be walked; never throws. */
  find(ctx: PathContext, path: string, follow = true): Location | null {
    const w = this.#walk;
    if (walk(ctx, path, follow ? 'always' : 'slash', w) !== null || !w.node) return null;
    return { mount: w.mount, node: w.node };
  }

  resolve(ctx: PathContext, path: string, options: { noFollow?: boolean } = {}, syscall = 'stat'): Location {
    const w = this.#to(ctx, path, options.noFollow ? 'slash' : 'always', syscall);
    return { mount: w.mount, node: w.node ?? fail('ENOENT', syscall, path) };
  }

  open(ctx: PathContext, path: string, flags: OpenMode, mode = 0o666): OpenedFile {
    if (flags.create && path.endsWith('/')) {
      this.#to(ctx, path, 'never', 'open');
      return fail('EISDIR', 'open', path);
    }
    const follow = flags.noFollow || (flags.create && flags.exclusive) ? 'slash' : 'always';
    const w = this.#to(ctx, path, follow, 'open');
    let { node } = w;
    const at = { mount: w.mount, dir: { mount: w.dirMount, node: w.dir }, name: w.last === 'name' ? w.name : '' };
    if (!node) {
      if (!flags.create) return fail('ENOENT', 'open', path);
      if (w.trailing) return fail('EISDIR', 'open', path);
      const attrs = this.#newNode(ctx, w, mode, 'open', path);
      node = named('open', path, () => w.dir.fs.create(w.dir, w.name, attrs));
      return { ...at, node: flags.write ? named('open', path, () => w.dir.fs.forWrite(node ?? w.dir)) : node };
    }
    if (flags.create && flags.exclusive) return fail('EEXIST', 'open', path);
    if (flags.create && (node.type === 'dir' || w.trailing)) return fail('EISDIR', 'open', path);
    if (flags.directory && node.type !== 'dir') return fail('ENOTDIR', 'open', path);
    if (node.type === 'symlink') return fail('ELOOP', 'open', path);
    const write = flags.write || flags.truncate;
    if (write && node.type === 'dir') return fail('EISDIR', 'open', path);
    if (write && node.type === 'file' && readonly(w.mount)) return fail('EROFS', 'open', path);
    const want = (flags.read ? READ : 0) | (write ? WRITE : 0);
    if (!can(ctx.cred, 'DAC_OVERRIDE') && !permits(node.fs.stat(node), ctx.cred, want)) return fail('EACCES', 'open', path);
    if (write && node.type === 'file') {
      const { fs } = node;
      const target = node;
      const truncate = flags.truncate ?? false;
      node = named('open', path, () => fs.forWrite(target, truncate));
      if (truncate) fs.truncate(node, 0);
    }
    return { ...at, node };
  }

  stat(ctx: PathContext, path: string): Stat {
    const { node } = this.resolve(ctx, path);
    return node.fs.stat(node);
  }

  lstat(ctx: PathContext, path: string): Stat {
    const { node } = this.resolve(ctx, path, { noFollow: true }, 'lstat');
    return node.fs.stat(node);
  }

  /** Throws EACCES, or EROFS for writing to a read-only mount. */
  access(ctx: PathContext, path: string, mode: 'r' | 'w' | 'x' | 'f'): void {
    const { mount, node } = this.resolve(ctx, path, {}, 'access');
    const want = { r: READ, w: WRITE, x: EXEC, f: 0 }[mode];
    if (want === WRITE && readonly(mount) && (node.type === 'file' || node.type === 'dir')) fail('EROFS', 'access', path);
    if (want === EXEC && node.type === 'file' && noExec(mount)) fail('EACCES', 'access', path);
    if (want && !permits(node.fs.stat(node), ctx.cred, want)) fail('EACCES', 'access', path);
  }

  readdir(ctx: PathContext, path: string): DirEntry[] {
    const { node } = this.resolve(ctx, path, {}, 'open');
    if (node.type !== 'dir') return fail('ENOTDIR', 'open', path);
    if (!can(ctx.cred, 'DAC_OVERRIDE')) this.#need(node, ctx.cred, READ, 'open', path);
    return node.fs.readdir(node);
  }

  mkdir(ctx: PathContext, path: string, mode = 0o777): Node {
    const w = this.#missing(ctx, path, 'mkdir', true);
    const attrs = this.#newNode(ctx, w, mode & 0o1777, 'mkdir', path, true);
    return named('mkdir', path, () => w.dir.fs.mkdir(w.dir, w.name, attrs));
  }

  mknod(
    ctx: PathContext,
    path: string,
    type: Exclude<FileType, 'file' | 'dir' | 'symlink'>,
    rdev: readonly [number, number] = [0, 0],
    mode = 0o666,
  ): Node {
    const w = this.#missing(ctx, path, 'mknod');
    if ((type === 'char' || type === 'block') && !can(ctx.cred, 'MKNOD')) fail('EPERM', 'mknod', path);
    const attrs = this.#newNode(ctx, w, mode, 'mknod', path);
    return named('mknod', path, () => w.dir.fs.mknod(w.dir, w.name, type, rdev, attrs));
  }

  symlink(ctx: PathContext, target: string, path: string): Node {
    if (target === '') fail('ENOENT', 'symlink', path);
    const w = this.#missing(ctx, path, 'symlink');
    const attrs = this.#newNode(ctx, w, 0o777, 'symlink', path);
    return named('symlink', path, () => w.dir.fs.symlink(w.dir, w.name, target, attrs));
  }

  /** link(2): does not follow `existing` when it is a symlink. */
  link(ctx: PathContext, existing: string, path: string): void {
    const from = this.resolve(ctx, existing, { noFollow: true }, 'link');
    const w = this.#missing(ctx, path, 'link');
    if (from.mount !== w.dirMount) fail('EXDEV', 'link', path);
    this.#need(w.dir, ctx.cred, WRITE | EXEC, 'link', path);
    if (from.node.type === 'dir') fail('EPERM', 'link', path);
    named('link', path, () => w.dir.fs.link(from.node, w.dir, w.name));
  }

  unlink(ctx: PathContext, path: string): void {
    const w = this.#to(ctx, path, 'never', 'unlink');
    if (w.last !== 'name') fail('EISDIR', 'unlink', path);
    if (readonly(w.dirMount)) fail('EROFS', 'unlink', path);
    const node = w.node ?? fail('ENOENT', 'unlink', path);
    if (w.trailing) fail(node.type === 'dir' ? 'EISDIR' : 'ENOTDIR', 'unlink', path);
    this.#mayDelete(ctx, w.dir, w.name, 'unlink', path);
    if (node.type === 'dir') fail('EISDIR', 'unlink', path);
    if (w.mount !== w.dirMount) fail('EBUSY', 'unlink', path);
    named('unlink', path, () => w.dir.fs.unlink(w.dir, w.name));
  }

  rmdir(ctx: PathContext, path: string): void {
    const w = this.#to(ctx, path, 'never', 'rmdir');
    if (w.last !== 'name') fail(w.last === 'dotdot' ? 'ENOTEMPTY' : w.last === 'dot' ? 'EINVAL' : 'EBUSY', 'rmdir', path);
    if (readonly(w.dirMount)) fail('EROFS', 'rmdir', path);
    const node = w.node ?? fail('ENOENT', 'rmdir', path);
    this.#mayDelete(ctx, w.dir, w.name, 'rmdir', path);
    if (node.type !== 'dir') fail('ENOTDIR', 'rmdir', path);
    if (w.mount !== w.dirMount) fail('EBUSY', 'rmdir', path);
    named('rmdir', path, () => w.dir.fs.rmdir(w.dir, w.name));
  }

  rename(ctx: PathContext, from: string, to: string): void {
    const a = this.#to(ctx, from, 'never', 'rename');
    const source = { node: a.node, mount: a.mount, dir: a.dir, dirMount: a.dirMount, name: a.name, last: a.last, trailing: a.trailing };
    const w = this.#to(ctx, to, 'never', 'rename');
    if (source.dirMount !== w.dirMount) fail('EXDEV', 'rename', from);
    if (source.last !== 'name' || w.last !== 'name') fail('EBUSY', 'rename', from);
    if (readonly(w.dirMount)) fail('EROFS', 'rename', from);
    const node = source.node ?? fail('ENOENT', 'rename', from);
    if (node.type !== 'dir' && (source.trailing || w.trailing)) fail('ENOTDIR', 'rename', from);
    for (let up: Node = w.dir; ; up = up.fs.parent(up)) {
      if (up === node) fail('EINVAL', 'rename', from);
      if (up === w.dirMount.root || up === up.fs.root) break;
    }
    if (w.node?.type === 'dir')
      for (let up: Node = source.dir; ; up = up.fs.parent(up)) {
        if (up === w.node) fail('ENOTEMPTY', 'rename', from);
        if (up === w.dirMount.root || up === up.fs.root) break;
      }
    if (node === w.node) return;
    this.#mayDelete(ctx, source.dir, source.name, 'rename', from);
    if (w.node) {
      this.#mayDelete(ctx, w.dir, w.name, 'rename', to);
      if (node.type === 'dir' && w.node.type !== 'dir') fail('ENOTDIR', 'rename', to);
      if (node.type !== 'dir' && w.node.type === 'dir') fail('EISDIR', 'rename', to);
    } else this.#need(w.dir, ctx.cred, WRITE | EXEC, 'rename', to);
    if (node.type === 'dir' && source.dir !== w.dir) this.#need(node, ctx.cred, WRITE, 'rename', from);
    if (source.mount !== source.dirMount || (w.node && w.mount !== w.dirMount)) fail('EBUSY', 'rename', from);
    named('rename', from, () => w.dir.fs.rename(source.dir, source.name, w.dir, w.name));
  }

  readlink(ctx: PathContext, path: string): string {
    const { node } = this.resolve(ctx, path, { noFollow: true }, 'readlink');
    return node.type === 'symlink' ? node.fs.readlink(node) : fail('EINVAL', 'readlink', path);
  }

  /** The canonical absolute path from the context's root. */
  realpath(ctx: PathContext, path: string): string {
    const w = this.#to(ctx, path, 'always', 'realpath');
    const node = w.node ?? fail('ENOENT', 'realpath', path);
    const real =
      node.type === 'dir'
        ? this.pathOf({ mount: w.mount, node }, ctx.root)
        : join(this.pathOf({ mount: w.dirMount, node: w.dir }, ctx.root), w.name);
    // The caller's own string, when it says the same: mounts keep it, and it is in one piece.
    return real === path ? path : real;
  }

  /** The absolute path an open file was found at; " (deleted)" is added when its folder is gone. */
  pathOfFile(file: OpenedFile, root: Location = this.root): string {
    if (file.node.type === 'dir' && !file.name) return this.pathOf(file, root);
    const dir = this.tryPathOf(file.dir, root);
    return dir === null ? `/${file.name} (deleted)` : join(dir, file.name);
  }

  /** ENOTDIR, or EACCES without search permission: the new working directory (or root, for chroot). */
  chdir(ctx: PathContext, path: string): Location {
    const at = this.resolve(ctx, path, {}, 'chdir');
    if (at.node.type !== 'dir') fail('ENOTDIR', 'chdir', path);
    this.#need(at.node, ctx.cred, EXEC, 'chdir', path);
    return at;
  }

  chmod(ctx: PathContext, path: string, mode: number): void {
    const at = this.#owned(ctx, path, false, 'chmod');
    let bits = mode & 0o7777;
    const { gid } = at.node.fs.stat(at.node);
    if (!can(ctx.cred, 'FSETID') && ctx.cred.gid !== gid && !ctx.cred.groups.includes(gid)) bits &= ~0o2000;
    named('chmod', path, () => at.node.fs.setattr(at.node, { mode: bits }));
  }

  /** -1 leaves an id as it is. Takes set-id bits off a file, as the kernel does. */
  chown(ctx: PathContext, path: string, uid: number, gid: number, options: { noFollow?: boolean } = {}): void {
    const { mount, node } = this.resolve(ctx, path, options, 'chown');
    if (readonly(mount)) fail('EROFS', 'chown', path);
    const stat = node.fs.stat(node);
    const { cred } = ctx;
    if (!can(cred, 'CHOWN')) {
      const groupOk = gid === -1 || gid === stat.gid || gid === cred.gid || cred.groups.includes(gid);
      if (cred.uid !== stat.uid || (uid !== -1 && uid !== stat.uid) || !groupOk) fail('EPERM', 'chown', path);
    }
    const change: { uid?: number; gid?: number; mode?: number } = {};
    if (uid !== -1) change.uid = uid;
    if (gid !== -1) change.gid = gid;
    if (node.type === 'file') {
      const mode = stat.mode & ~(stat.mode & 0o010 ? 0o6000 : 0o4000);
      if (mode !== stat.mode) change.mode = mode;
    }
    named('chown', path, () => node.fs.setattr(node, change));
  }

  utimes(ctx: PathContext, path: string, atime: number, mtime: number, options: { noFollow?: boolean } = {}): void {
    const { mount, node } = this.resolve(ctx, path, options, 'utimes');
    if (readonly(mount)) fail('EROFS', 'utimes', path);
    const stat = node.fs.stat(node);
    if (!can(ctx.cred, 'FOWNER') && ctx.cred.uid !== stat.uid && !permits(stat, ctx.cred, WRITE)) fail('EACCES', 'utimes', path);
    named('utimes', path, () => node.fs.setattr(node, { atime, mtime }));
  }

  truncate(ctx: PathContext, path: string, size: number): void {
    const { mount, node } = this.resolve(ctx, path, {}, 'truncate');
    if (node.type === 'dir') fail('EISDIR', 'truncate', path);
    if (node.type !== 'file' || size < 0) fail('EINVAL', 'truncate', path);
    if (readonly(mount)) fail('EROFS', 'truncate', path);
    this.#need(node, ctx.cred, WRITE, 'truncate', path);
    named('truncate', path, () => node.fs.truncate(node.fs.forWrite(node), size));
  }

  getxattr(ctx: PathContext, path: string, name: string, options: { noFollow?: boolean } = {}): Uint8Array | null {
    const { node } = this.resolve(ctx, path, options, 'getxattr');
    return node.fs.getxattr(node, name);
  }

  setxattr(ctx: PathContext, path: string, name: string, value: Uint8Array, options: { noFollow?: boolean } = {}): void {
    const node = this.#xattrTarget(ctx, path, name, options, 'setxattr');
    named('setxattr', path, () => node.fs.setxattr(node, name, value));
  }

  removexattr(ctx: PathContext, path: string, name: string, options: { noFollow?: boolean } = {}): void {
    const node = this.#xattrTarget(ctx, path, name, options, 'removexattr');
    named('removexattr', path, () => node.fs.removexattr(node, name));
  }

  listxattr(ctx: PathContext, path: string, options: { noFollow?: boolean } = {}): string[] {
    const { node } = this.resolve(ctx, path, options, 'listxattr');
    const names = node.fs.listxattr(node);
    return can(ctx.cred, 'SYS_ADMIN') ? names : names.filter((name) => !name.startsWith('trusted.'));
  }

  statfs(ctx: PathContext, path: string): StatFs {
    return this.resolve(ctx, path, {}, 'statfs').mount.fs.statfs();
  }

  /** A whole regular file. */
  readFile(ctx: PathContext, path: string): Uint8Array {
    const { node } = this.open(ctx, path, { read: true });
    if (node.type === 'dir') return fail('EISDIR', 'read', path);
    const parts: Uint8Array[] = [];
    let length = 0;
    for (let part = node.fs.read(node, 0, 1 << 20); part.length; part = node.fs.read(node, length, 1 << 20)) {
      parts.push(part);
      length += part.length;
    }
    const [only] = parts;
    if (only && parts.length === 1) return only;
    const all = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  /** Creates or truncates (or appends to) a regular file. */
  writeFile(ctx: PathContext, path: string, data: Uint8Array, options: { append?: boolean; mode?: number } = {}): void {
    const { node } = this.open(ctx, path, { write: true, create: true, truncate: !options.append }, options.mode);
    node.fs.write(node, options.append ? node.fs.stat(node).size : 0, data);
  }

  /** Mounts a file system on a path. EBUSY is never raised: a mount may cover another. */
  mount(ctx: PathContext, fs: FileSystem, target: string, options: MountOptions = {}): Mount {
    const at = this.resolve(ctx, target, {}, 'mount');
    return this.attach(at, this.realpath({ ...ctx, root: this.root }, this.#absolute(ctx, target)), fs.root, options);
  }

  /** Shows the folder or file at `source` at `target` too, read-only where it is so there. Mounts below the source come along with `recursive`. */
  bind(ctx: PathContext, source: Location, target: string, options: MountOptions & { recursive?: boolean } = {}): Mount {
    const at = this.resolve(ctx, target, {}, 'mount');
    const path = this.realpath({ ...ctx, root: this.root }, this.#absolute(ctx, target));
    const { mount } = source;
    const readonly = options.readonly || mount.readonly;
    const mounted = this.attach(at, path, source.node, {
      source: mount.source,
      type: mount.type,
      options: mount.options,
      ...options,
      readonly,
    });
    if (options.recursive) copyBelow(this, mount, mounted, path);
    return mounted;
  }

  /** EINVAL when nothing is mounted exactly there, EBUSY while something is mounted below. */
  umount(ctx: PathContext, target: string): void {
    const at = this.resolve(ctx, target, {}, 'umount');
    if (at.node !== at.mount.root) fail('EINVAL', 'umount', target);
    this.detach(at.mount);
  }

  #absolute(ctx: PathContext, path: string): string {
    const base = this.pathOf(path.startsWith('/') ? ctx.root : ctx.cwd);
    return join(base, path);
  }

  #to(ctx: PathContext, path: string, follow: Follow, syscall: string): Walk {
    const code = walk(ctx, path, follow, this.#walk);
    return code === null ? this.#walk : fail(code, syscall, path);
  }

  /** The place of a name that must not exist yet. */
  #missing(ctx: PathContext, path: string, syscall: string, dir = false): Walk {
    const w = this.#to(ctx, path, 'never', syscall);
    if (w.last !== 'name' || w.node) fail('EEXIST', syscall, path);
    if (w.trailing && !dir) fail('ENOENT', syscall, path);
    if (readonly(w.dirMount)) fail('EROFS', syscall, path);
    return w;
  }

  /** Owner and mode of a new node in a folder, after the check that one may be made there. */
  #newNode(ctx: PathContext, w: Walk, mode: number, syscall: string, path: string, isDir = false): NewNode {
    if (readonly(w.dirMount)) fail('EROFS', syscall, path);
    const { cred, umask } = ctx;
    const parent = w.dir.fs.stat(w.dir);
    if (!permits(parent, cred, WRITE | EXEC)) fail('EACCES', syscall, path);
    const inherit = (parent.mode & 0o2000) !== 0;
    const bits = (mode & 0o7777 & ~umask) | (inherit && isDir ? 0o2000 : 0);
    return { mode: bits, uid: cred.uid, gid: inherit ? parent.gid : cred.gid };
  }

  #mayDelete(ctx: PathContext, dir: Node, name: string, syscall: string, path: string): void {
    const { cred } = ctx;
    if (can(cred, 'DAC_OVERRIDE') && can(cred, 'FOWNER')) return;
    const parent = dir.fs.stat(dir);
    if (!permits(parent, cred, WRITE | EXEC)) fail('EACCES', syscall, path);
    const victim = dir.fs.lookup(dir, name);
    if (parent.mode & 0o1000 && victim && !can(cred, 'FOWNER') && cred.uid !== parent.uid && cred.uid !== victim.fs.stat(victim).uid)
      fail('EPERM', syscall, path);
  }

  #owned(ctx: PathContext, path: string, noFollow: boolean, syscall: string): Location {
    const at = this.resolve(ctx, path, { noFollow }, syscall);
    if (readonly(at.mount)) fail('EROFS', syscall, path);
    if (!can(ctx.cred, 'FOWNER') && ctx.cred.uid !== at.node.fs.stat(at.node).uid) fail('EPERM', syscall, path);
    return at;
  }

  #xattrTarget(ctx: PathContext, path: string, name: string, options: { noFollow?: boolean }, syscall: string): Node {
    const { mount, node } = this.resolve(ctx, path, options, syscall);
    if (readonly(mount)) fail('EROFS', syscall, path);
    if (!/^(user|trusted|security|system)\../.test(name)) fail('EOPNOTSUPP', syscall, path);
    if (name.startsWith('user.')) {
      if (node.type !== 'file' && node.type !== 'dir') fail('EPERM', syscall, path);
      this.#need(node, ctx.cred, WRITE, syscall, path);
    } else if (!can(ctx.cred, 'SYS_ADMIN')) fail('EPERM', syscall, path);
    return node;
  }

  #need(node: Node, cred: Credentials, want: number, syscall: string, path: string): void {
    if (!permits(node.fs.stat(node), cred, want)) fail('EACCES', syscall, path);
  }
}

const readonly = (mount: Mount): boolean => mount.readonly || mount.fs.readonly;
const join = (dir: string, name: string): string => (dir === '/' ? `/${name}` : `${dir}/${name}`);

function fail(code: Errno, syscall: string, path: string): never {
  throw new FsError(code, syscall, path);
}

/** Runs a file system's operation so that its errors tell the system call and the whole path. */
function named<T>(syscall: string, path: string, operation: () => T): T {
  try {
    return operation();
  } catch (error) {
    throw error instanceof FsError ? new FsError(error.code, syscall, path) : error;
  }
}

function copyBelow(table: MountTable, from: Mount, to: Mount, path: string): void {
  for (const [node, child] of from.children) {
    if (child === to || !isBelow(node, to.root)) continue;
    const target = path + child.target.slice(from.target === '/' ? 0 : from.target.length);
    const copy = table.attach({ mount: to, node }, target, child.root, child);
    copyBelow(table, child, copy, target);
  }
}

function isBelow(node: Node, root: Node): boolean {
  if (node.type !== 'dir') return root === node.fs.root;
  for (let up = node; ; up = up.fs.parent(up)) {
    if (up === root) return true;
    if (up === up.fs.root) return false;
  }
}
