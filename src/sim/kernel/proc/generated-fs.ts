import type { Clock } from '../../clock.ts';
import { type DirEntry, type FileSystem, FsError, type Node, type Stat, type StatFs } from '../../fs/types.ts';

/** What stands at a path of a {@link GeneratedFs}, made anew at each look. */
export type Entry = EntryAttributes &
  (
    | { readonly type: 'dir'; list(): readonly string[]; get(name: string): Entry | null }
    | { readonly type: 'file'; text(): string; write?(text: string): void }
    | { readonly type: 'symlink'; target(): string; follow?(fs: FileSystem): Node | null }
  );

interface EntryAttributes {
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  /** Entries of one path with different keys are different nodes (/proc/7 of today and of yesterday). */
  readonly key?: unknown;
}

/** A directory with fixed names. */
export function folder(entries: Readonly<Record<string, Entry>>, mode = 0o555): Entry {
  return { type: 'dir', mode, list: () => Object.keys(entries), get: (name) => entryOf(entries, name) };
}

/** The entry of a name, null when there is none: whoever looks may ask for "constructor". */
export const entryOf = (entries: Readonly<Record<string, Entry>>, name: string): Entry | null =>
  Object.hasOwn(entries, name) ? (entries[name] ?? null) : null;

/** A read-only file whose text is made when it is read. */
export function text(make: () => string, mode = 0o444): Entry {
  return { type: 'file', mode, text: make };
}

const UNREAD = new Uint8Array(0);

class GeneratedNode implements Node {
  readonly fs: GeneratedFs;
  readonly ino: number;
  readonly parent: GeneratedNode | null;
  readonly name: string;
  /** What was looked up in it so far; most nodes are files. */
  children: Map<string, GeneratedNode> | null = null;
  entry: Entry;
  /** What a read at offset 0 made; further reads go on in it. */
  bytes: Uint8Array = UNREAD;

  constructor(fs: GeneratedFs, ino: number, parent: GeneratedNode | null, name: string, entry: Entry) {
    this.fs = fs;
    this.ino = ino;
    this.parent = parent;
    this.name = name;
    this.entry = entry;
  }

  get type(): 'dir' | 'file' | 'symlink' {
    return this.entry.type;
  }
}

/** A file system whose content is computed: /proc and /sys. Nothing can be made or removed in it. */
export class GeneratedFs implements FileSystem {
  readonly type: string;
  readonly dev: number;
  readonly root: GeneratedNode;
  readonly readonly = false;
  readonly #clock: Pick<Clock, 'now'>;
  #inodes = 2;

  constructor(type: string, dev: number, root: Entry, clock: Pick<Clock, 'now'>) {
    this.type = type;
    this.dev = dev;
    this.root = new GeneratedNode(this, 1, null, '', root);
    this.#clock = clock;
  }

  lookup(dir: Node, name: string): GeneratedNode | null {
    const parent = generated(dir);
    const entry = parent.entry.type === 'dir' ? parent.entry.get(name) : null;
    const known = parent.children?.get(name);
    if (!entry) {
      parent.children?.delete(name);
      return null;
    }
    if (known && known.entry.key === entry.key) {
      known.entry = entry;
      return known;
    }
    const node = new GeneratedNode(this, this.#inodes++, parent, name, entry);
    (parent.children ??= new Map()).set(name, node);
    return node;
  }

  parent(dir: Node): Node {
    return generated(dir).parent ?? this.root;
  }

  nameOf(dir: Node): string {
    return generated(dir).name;
  }

  stat(node: Node): Stat {
    const { entry, ino } = generated(node);
    const now = this.#clock.now();
    return {
      dev: this.dev,
      ino,
      type: entry.type,
      mode: entry.mode ?? (entry.type === 'symlink' ? 0o777 : 0o555),
      nlink: entry.type === 'dir' ? 2 : 1,
      uid: entry.uid ?? 0,
      gid: entry.gid ?? 0,
      rdev: [0, 0],
      size: entry.type === 'symlink' ? 64 : 0,
      blocks: 0,
      atime: now,
      mtime: now,
      ctime: now,
    };
  }

  readdir(dir: Node): DirEntry[] {
    const { entry } = generated(dir);
    if (entry.type !== 'dir') throw new FsError('ENOTDIR', 'readdir', '');
    return entry.list().flatMap((name) => {
      const node = this.lookup(dir, name);
      return node ? [{ name, type: node.type, ino: node.ino }] : [];
    });
  }

  readlink(node: Node): string {
    const { entry } = generated(node);
    if (entry.type !== 'symlink') throw new FsError('EINVAL', 'readlink', '');
    return entry.target();
  }

  follow(node: Node): Node | null {
    const { entry } = generated(node);
    return entry.type === 'symlink' ? (entry.follow?.(this) ?? null) : null;
  }

  read(node: Node, offset: number, length: number): Uint8Array {
    const file = generated(node);
    if (file.entry.type !== 'file') throw new FsError('EISDIR', 'read', '');
    if (offset === 0) file.bytes = new TextEncoder().encode(file.entry.text());
    return file.bytes.slice(offset, offset + length);
  }

  write(node: Node, _offset: number, data: Uint8Array): number {
    const { entry } = generated(node);
    if (entry.type !== 'file' || !entry.write) throw new FsError('EACCES', 'write', '');
    entry.write(new TextDecoder().decode(data));
    return data.length;
  }

  forWrite(node: Node): Node {
    const { entry } = generated(node);
    if (entry.type !== 'file' || !entry.write) throw new FsError('EACCES', 'open', '');
    return node;
  }

  truncate(): void {}

  create(): never {
    throw new FsError('ENOENT', 'open', '');
  }

  mkdir(): never {
    throw new FsError('ENOENT', 'mkdir', '');
  }

  mknod(): never {
    return refuse('mknod');
  }

  symlink(): never {
    return refuse('symlink');
  }

  link(): never {
    return refuse('link');
  }

  unlink(): never {
    return refuse('unlink');
  }

  rmdir(): never {
    return refuse('rmdir');
  }

  rename(): never {
    return refuse('rename');
  }

  setattr(): never {
    return refuse('setattr');
  }

  getxattr(): null {
    return null;
  }

  setxattr(): never {
    throw new FsError('EOPNOTSUPP', 'setxattr', '');
  }

  removexattr(): never {
    throw new FsError('EOPNOTSUPP', 'removexattr', '');
  }

  listxattr(): string[] {
    return [];
  }

  statfs(): StatFs {
    return { type: this.type, total: 0, used: 0 };
  }
}

function generated(node: Node): GeneratedNode {
  if (node instanceof GeneratedNode) return node;
  throw new FsError('ESTALE', 'lookup', '');
}

function refuse(syscall: string): never {
  throw new FsError('EPERM', syscall, '');
}
