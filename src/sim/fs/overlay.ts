/**
 * A union mount as the Linux kernel's overlayfs does it with redirect_dir=off, index=off, metacopy=off, xino=off: a
 * read-write upper folder over a chain of read-only lower layers. See Documentation/filesystems/overlayfs.rst.
 */
import type { Observation } from '../../api/observation.ts';
import { clearImpure, copyNode, originIno, setImpure } from './copy-up.ts';
import type { LowerNode } from './lower.ts';
import { type Marks, overlayMarks } from './marks.ts';
import { type Inode, statOf } from './memfs.ts';
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

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never;

/** What an overlay tells its observer; the engine adds when, in which order and whose mount it was. */
export type OverlayEvent = Without<Observation, 'at' | 'seq' | 'container'>;

/** A node of the merged tree. For a folder, `lower` is what it is merged with; for the rest, what it was copied up from is forgotten. */
export class OverlayNode implements Node {
  readonly fs: OverlayFs;
  readonly type: FileType;
  /** Stays the same through copy-up (unless that breaks a hard link), as the kernel has it when all layers are on one disk. */
  ino: number;
  upper: Inode | null;
  lower: LowerNode | null;
  /** Where it is; null for the root and for what is deleted. */
  parent: OverlayNode | null;
  name: string;
  /** Of a folder: the children met so far. */
  readonly children: Map<string, OverlayNode> | null;
  /** The version of the upper folder that `children` agrees with. */
  seen: number;

  constructor(fs: OverlayFs, parent: OverlayNode | null, name: string, upper: Inode | null, lower: LowerNode | null, real: Inode) {
    this.fs = fs;
    this.type = real.type;
    this.parent = parent;
    this.name = name;
    this.upper = upper;
    this.lower = lower;
    this.children = real.type === 'dir' ? new Map() : null;
    this.seen = upper ? upper.version : 0;
    this.ino = lower ? lower.inode.ino : (originIno(real) ?? real.ino);
  }

  /** The inode that shows: the upper one, else the topmost lower one. */
  get real(): Inode {
    const real = this.upper ?? this.lower?.inode;
    if (!real) throw new FsError('ESTALE', 'stat', this.name);
    return real;
  }
}

/** How an {@link OverlayFs} is made. */
export interface OverlayOptions {
  dev: number;
  /** The merged read-only layers, null when there are none. */
  lower: LowerNode | null;
  /** The read-write layer's folder; null for a read-only mount (`lower` must be given then). */
  upper: Inode | null;
  /** The folder in which the shared whiteout is kept. */
  work?: Inode | null;
  readonly?: boolean;
  /** How deletions are written down; default as overlayfs does. */
  marks?: Marks;
}

export class OverlayFs implements FileSystem {
  readonly type: string = 'overlay';
  readonly dev: number;
  readonly readonly: boolean;
  readonly root: OverlayNode;
  /** How many layers there are, the read-write one included. */
  readonly layers: number;
  readonly #work: Inode | null;
  /** Names of one upper inode (hard links) are one node. */
  readonly #byUpper = new WeakMap<Inode, OverlayNode>();
  readonly #marks: Marks;
  #observe: ((event: OverlayEvent) => void) | null = null;
  resolved?: (dir: Node, name: string, node: Node | null, rest: string) => void;

  constructor(options: OverlayOptions) {
    const { upper, lower } = options;
    const real = upper ?? lower?.inode;
    if (!real) throw new FsError('EINVAL', 'mount', 'overlay');
    this.#marks = options.marks ?? overlayMarks;
    this.dev = options.dev;
    this.readonly = options.readonly ?? !upper;
    this.layers = (lower ? lower.layer + 1 : 0) + (upper ? 1 : 0);
    this.#work = options.work ?? null;
    if (this.#marks.origins) for (const name of this.#work?.entries?.keys() ?? []) if (this.#work) this.#work.fs.unlink(this.#work, name);
    this.root = new OverlayNode(this, null, '', upper, lower, real);
  }

  /** Who is told of lookups and changes; null (the start) costs nothing. */
  set observe(observer: ((event: OverlayEvent) => void) | null) {
    this.#observe = observer;
    if (observer) this.resolved = (dir, name, node, rest) => this.#lookedUp(observer, dir, name, node, rest);
    else delete this.resolved;
  }

  lookup(dir: Node, name: string): OverlayNode | null {
    const at = this.#own(dir);
    const { children, upper } = at;
    if (!children) return fail('ENOTDIR', name);
    if (upper && upper.version !== at.seen) revalidate(at, upper, this.#marks);
    const known = children.get(name);
    if (known !== undefined) return known;
    const over = upper ? this.#marks.find(upper, name) : undefined;
    let node: OverlayNode;
    if (over) {
      if (over === 'whiteout') return null;
      const linked = this.#byUpper.get(over);
      if (linked) node = linked;
      else {
        const below = over.type === 'dir' && !this.#marks.isOpaque(over) ? at.lower?.index().get(name) : undefined;
        node = new OverlayNode(this, at, name, over, below?.inode.type === 'dir' ? below : null, over);
        if (over.type !== 'dir') this.#byUpper.set(over, node);
      }
    } else {
      const below = at.lower?.index().get(name);
      if (!below) return null;
      node = new OverlayNode(this, at, name, null, below, below.inode);
    }
    children.set(name, node);
    return node;
  }

  parent(dir: Node): OverlayNode {
    const at = this.#own(dir);
    return at === this.root ? at : (at.parent ?? fail('ENOENT', at.name));
  }

  nameOf(dir: Node): string | null {
    const at = this.#own(dir);
    return at.parent || at === this.root ? at.name : null;
  }

  stat(node: Node): Stat {
    const at = this.#own(node);
    const { real } = at;
    return statOf(real, this.dev, at.ino, isMerged(at) ? 1 : real.nlink);
  }

  readdir(dir: Node): DirEntry[] {
    const at = this.#own(dir);
    if (!at.children) return fail('ENOTDIR', at.name);
    const { upper } = at;
    const marks = this.#marks;
    const lowers = at.lower?.index();
    const list: DirEntry[] = [];
    const add = (name: string, real: Inode, lower: LowerNode | undefined): void => {
      const ino = lower && real.type === 'dir' && !marks.isOpaque(real) ? lower.inode.ino : (originIno(real) ?? real.ino);
      list.push({ name, type: real.type, ino });
    };
    if (!upper) {
      for (const [name, { inode }] of lowers ?? []) list.push({ name, type: inode.type, ino: inode.ino });
      return list;
    }
    if (!at.lower && marks.origins && !this.readonly) clearImpure(upper);
    const bottom = lowers && at.lower ? new Set(marks.names(at.lower.bottom)) : null;
    for (const name of bottom ?? []) {
      const over = marks.find(upper, name);
      const lower = lowers?.get(name);
      const real = over ?? lower?.inode;
      if (real && real !== 'whiteout') add(name, real, lower);
    }
    for (const name of marks.names(upper)) {
      const over = bottom?.has(name) ? undefined : marks.find(upper, name);
      if (over && over !== 'whiteout') add(name, over, lowers?.get(name));
    }
    for (const [name, lower] of lowers ?? []) if (!bottom?.has(name) && !marks.find(upper, name)) add(name, lower.inode, lower);
    return list;
  }

  create(dir: Node, name: string, attrs: NewNode): OverlayNode {
    return this.#make(dir, name, (upper) => upper.fs.create(upper, name, attrs));
  }

  mkdir(dir: Node, name: string, attrs: NewNode): OverlayNode {
    return this.#make(dir, name, (upper) => upper.fs.mkdir(upper, name, attrs));
  }

  mknod(dir: Node, name: string, type: 'char' | 'block' | 'fifo' | 'socket', rdev: readonly [number, number], attrs: NewNode): OverlayNode {
    // Nobody may make a whiteout by hand inside the mount.
    if (!this.#marks.mayMake(name, type, rdev)) fail('EPERM', name);
    return this.#make(dir, name, (upper) => upper.fs.mknod(upper, name, type, rdev, attrs));
  }

  symlink(dir: Node, name: string, target: string, attrs: NewNode): OverlayNode {
    return this.#make(dir, name, (upper) => upper.fs.symlink(upper, name, target, attrs));
  }

  readlink(node: Node): string {
    const { real } = this.#own(node);
    return real.type === 'symlink' ? real.target : fail('EINVAL', '');
  }

  link(node: Node, dir: Node, name: string): OverlayNode {
    const at = this.#own(node);
    if (at.type === 'dir') fail('EPERM', name);
    if (this.lookup(dir, name)) fail('EEXIST', name);
    this.#writable(name);
    const source = this.#copyUp(at);
    const linked = this.#make(dir, name, (upper) => upper.fs.link(source, upper, name), at);
    const into = this.#own(dir).upper;
    if (into && originIno(source) !== null) setImpure(into);
    return linked;
  }

  unlink(dir: Node, name: string): void {
    const node = this.lookup(dir, name) ?? fail('ENOENT', name);
    if (node.type === 'dir') fail('EISDIR', name);
    this.#remove(this.#own(dir), name, node);
  }

  rmdir(dir: Node, name: string): void {
    const node = this.lookup(dir, name) ?? fail('ENOENT', name);
    if (node.type !== 'dir') fail('ENOTDIR', name);
    this.#writable(name);
    if (this.readdir(node).length) fail('ENOTEMPTY', name);
    this.#remove(this.#own(dir), name, node);
  }

  rename(fromDir: Node, from: string, toDir: Node, to: string): void {
    const source = this.#own(fromDir);
    const target = this.#own(toDir);
    const node = this.lookup(source, from) ?? fail('ENOENT', from);
    const victim = this.lookup(target, to);
    this.#writable(from);
    if (victim === node) return;
    const isDir = node.type === 'dir';
    if (victim && isDir !== (victim.type === 'dir')) fail(isDir ? 'ENOTDIR' : 'EISDIR', to);
    if (isDir) for (let up: OverlayNode | null = target; up; up = up.parent) if (up === node) fail('EINVAL', from);
    // redirect_dir=off: a folder that a lower layer has a part in cannot move.
    if (isDir && (!node.upper || isMerged(node))) fail('EXDEV', from);
    // Of a folder that layers have a part in, before anything is copied up; of one that is the upper layer's alone the disk tells last.
    if (victim?.lower && isDir && this.readdir(victim).length) fail('ENOTEMPTY', to);
    const observer = this.#observe;
    const path = observer && this.#path(source, from);
    const inode = this.#copyUp(node);
    const into = this.#copyUp(target);
    const outOf = this.#copyUp(source);
    const hidden = source.lower?.index().get(from);
    if (isDir && !this.#marks.isOpaque(inode) && isMerged(target)) this.#marks.setOpaque(inode);
    if (victim?.upper && isDir && !victim.lower && this.readdir(victim).length) fail('ENOTEMPTY', to);
    const over = this.#marks.find(into, to);
    const spare = over === 'whiteout' ? this.#marks.uncover(into, to) : null;
    if (over && over !== 'whiteout' && over.type === 'dir') clear(over);
    into.fs.rename(outOf, from, into, to);
    if (hidden) this.#marks.leave(outOf, from, spare, this.#work);
    if (source !== target && originIno(inode) !== null) setImpure(into);
    if (victim) victim.parent = null;
    source.children?.delete(from);
    target.children?.set(to, node);
    node.parent = target;
    node.name = to;
    source.seen = outOf.version;
    target.seen = into.version;
    if (observer && path !== null) {
      observer({ kind: 'rename', path, to: this.#path(target, to) });
      if (hidden) observer({ kind: 'whiteout', path, hides: hidden.layer });
    }
  }

  read(node: Node, offset: number, length: number, noatime = false): Uint8Array {
    const at = this.#own(node);
    if (at.upper) return at.upper.fs.read(at.upper, offset, length, noatime);
    // The kernel opens lower files with O_NOATIME.
    return at.real.content?.read(offset, length) ?? fail(at.type === 'dir' ? 'EISDIR' : 'EINVAL', at.name);
  }

  write(node: Node, offset: number, data: Uint8Array): number {
    const at = this.#own(node);
    const upper = this.#copyUp(at);
    const written = upper.fs.write(upper, offset, data);
    if (this.#observe && at.parent) this.#observe({ kind: 'write', path: this.#path(at.parent, at.name), bytes: written });
    return written;
  }

  truncate(node: Node, size: number): void {
    const at = this.#own(node);
    if (at.type === 'dir') fail('EISDIR', at.name);
    const upper = this.#copyUp(at);
    upper.fs.truncate(upper, size);
    if (this.#observe && at.parent) this.#observe({ kind: 'write', path: this.#path(at.parent, at.name), bytes: 0 });
  }

  forWrite(node: Node, truncate = false): OverlayNode {
    const at = this.#own(node);
    this.#copyUp(at, truncate);
    return at;
  }

  setattr(node: Node, change: { mode?: number; uid?: number; gid?: number; atime?: number; mtime?: number }): OverlayNode {
    const at = this.#own(node);
    const upper = this.#copyUp(at);
    upper.fs.setattr(upper, change);
    this.#attr(at);
    return at;
  }

  getxattr(node: Node, name: string): Uint8Array | null {
    const { real } = this.#own(node);
    return isPrivate(name) ? null : real.fs.getxattr(real, name);
  }

  setxattr(node: Node, name: string, value: Uint8Array): void {
    if (isPrivate(name)) fail('EOPNOTSUPP', name);
    const at = this.#own(node);
    const upper = this.#copyUp(at);
    upper.fs.setxattr(upper, name, value);
    this.#attr(at);
  }

  removexattr(node: Node, name: string): void {
    const at = this.#own(node);
    if (this.getxattr(at, name) === null) fail('ENODATA', name);
    const upper = this.#copyUp(at);
    upper.fs.removexattr(upper, name);
    this.#attr(at);
  }

  listxattr(node: Node): string[] {
    const { real } = this.#own(node);
    return real.fs.listxattr(real).filter((name) => !isPrivate(name));
  }

  statfs(): StatFs {
    const { real } = this.root;
    return { ...real.fs.statfs(), type: 'overlay' };
  }

  #own(node: Node): OverlayNode {
    if (node instanceof OverlayNode && node.fs === this) return node;
    throw new FsError('ESTALE', 'stat', '');
  }

  #writable(name: string): void {
    if (this.readonly) fail('EROFS', name);
  }

  /** Brings a node, its folders first, into the upper layer; returns its upper inode. */
  #copyUp(node: OverlayNode, truncate = false): Inode {
    if (node.upper) {
      this.#writable(node.name);
      return node.upper;
    }
    this.#writable(node.name);
    const { lower } = node;
    if (!lower) return fail('ESTALE', node.name);
    const { inode } = lower;
    const { parent } = node;
    const into = parent && this.#copyUp(parent);
    const fs = (this.root.upper ?? inode).fs;
    const upper = copyNode(inode, fs, into, node.name, { truncate, origins: this.#marks.origins });
    node.upper = upper;
    node.seen = upper.version;
    if (parent && into) parent.seen = into.version;
    if (node.type !== 'dir') {
      node.lower = null;
      // A broken hard link is a file of its own from now on.
      if (inode.nlink > 1) node.ino = upper.ino;
      this.#byUpper.set(upper, node);
    }
    if (this.#observe && parent) {
      const bytes = truncate ? 0 : (inode.content?.size ?? 0);
      this.#observe({ kind: 'copy-up', path: this.#path(parent, node.name), from: lower.layer, bytes, type: kindOf(inode.type) });
    }
    return upper;
  }

  #make(dir: Node, name: string, make: (upper: Inode) => Inode, linked?: OverlayNode): OverlayNode {
    const at = this.#own(dir);
    if (this.lookup(at, name)) fail('EEXIST', name);
    this.#writable(name);
    if (!at.parent && at !== this.root) fail('ENOENT', name);
    const upper = this.#copyUp(at);
    const whiteout = this.#marks.find(upper, name) === 'whiteout';
    if (whiteout) this.#marks.uncover(upper, name);
    const inode = make(upper);
    // Over a whiteout it must hide what is below.
    if (inode.type === 'dir' && whiteout) this.#marks.setOpaque(inode);
    const node = linked ?? new OverlayNode(this, at, name, inode, null, inode);
    if (inode.type !== 'dir') this.#byUpper.set(inode, node);
    at.children?.set(name, node);
    at.seen = upper.version;
    if (this.#observe) {
      const path = this.#path(at, name);
      const hidden = at.lower?.index().get(name);
      this.#observe({ kind: 'create', path, type: kindOf(inode.type) });
      if (hidden && inode.type === 'dir') this.#observe({ kind: 'opaque', path, hides: hidden.layer });
    }
    return node;
  }

  #remove(dir: OverlayNode, name: string, node: OverlayNode): void {
    this.#writable(name);
    const observer = this.#observe;
    const path = observer && this.#path(dir, name);
    const into = this.#copyUp(dir);
    const { upper } = node;
    if (upper?.type === 'dir') {
      clear(upper);
      into.fs.rmdir(into, name);
    } else if (upper) into.fs.unlink(into, name);
    const hidden = dir.lower?.index().get(name);
    if (hidden) this.#marks.cover(into, name, this.#work);
    dir.children?.delete(name);
    dir.seen = into.version;
    if (node.parent === dir && node.name === name) node.parent = null;
    if (observer && path !== null) observer(hidden ? { kind: 'whiteout', path, hides: hidden.layer } : { kind: 'remove', path });
  }

  #attr(node: OverlayNode): void {
    if (this.#observe) this.#observe({ kind: 'attr', path: node.parent ? this.#path(node.parent, node.name) : '/' });
  }

  #lookedUp(observer: (event: OverlayEvent) => void, dir: Node, name: string, node: Node | null, rest: string): void {
    const at = this.#own(dir);
    const base = this.#path(at, name);
    const found = node instanceof OverlayNode ? node : null;
    const hidden = at.upper !== null && this.#marks.find(at.upper, name) === 'whiteout';
    observer({
      kind: 'lookup',
      path: rest ? `${base}/${rest}` : base,
      found: found ? (found.upper ? this.layers - 1 : (found.lower?.layer ?? null)) : null,
      layers: this.layers,
      whiteout: !found && hidden,
    });
  }

  #path(dir: OverlayNode, name: string): string {
    let path = `/${name}`;
    for (let at = dir; at.parent; at = at.parent) path = `/${at.name}${path}`;
    return path;
  }
}

/** A folder that shows more than one real folder. */
const isMerged = (node: OverlayNode): boolean =>
  node.type === 'dir' && node.lower !== null && (node.upper !== null || node.lower.below !== null);

const isPrivate = (xattr: string): boolean => xattr.startsWith('trusted.overlay.');

const kindOf = (type: FileType): 'file' | 'dir' | 'symlink' | 'other' =>
  type === 'file' || type === 'dir' || type === 'symlink' ? type : 'other';

function fail(code: Errno, name: string): never {
  throw new FsError(code, 'overlay', name);
}

/** Takes the whiteouts out of an upper folder that shows as empty. */
function clear(dir: Inode): void {
  for (const name of [...(dir.entries?.keys() ?? [])]) dir.fs.unlink(dir, name);
}

/** Somebody changed the upper folder behind the mount's back (looking at the layer on the host): forget what is no longer so. */
function revalidate(dir: OverlayNode, upper: Inode, marks: Marks): void {
  for (const [name, child] of dir.children ?? []) if (child.upper !== (marks.find(upper, name) ?? null)) dir.children?.delete(name);
  dir.seen = upper.version;
}
