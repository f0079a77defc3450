/** A base for file systems whose contents are made up on demand (proc, sysfs, devpts): everything that changes is refused. */
import { type DirEntry, type Errno, type FileSystem, FsError, type Node, type Stat, type StatFs } from './types.ts';

const refuse = (code: Errno, syscall: string): never => {
  throw new FsError(code, syscall, '');
};

/** Subclasses say what there is (root, lookup, parent, stat, readdir, read, readlink) and override what may be changed. */
export abstract class SyntheticFs implements FileSystem {
  readonly type: string;
  readonly dev: number;
  readonly readonly: boolean = false;
  abstract readonly root: Node;

  constructor(type: string, dev: number) {
    this.type = type;
    this.dev = dev;
  }

  abstract lookup(dir: Node, name: string): Node | null;
  abstract parent(dir: Node): Node;
  abstract nameOf(dir: Node): string | null;
  abstract stat(node: Node): Stat;
  abstract readdir(dir: Node): DirEntry[];
  abstract read(node: Node, offset: number, length: number): Uint8Array;

  readlink(_node: Node): string {
    return refuse('EINVAL', 'readlink');
  }
  create(): Node {
    return refuse('ENOENT', 'open');
  }
  mkdir(): Node {
    return refuse('ENOENT', 'mkdir');
  }
  mknod(): Node {
    return refuse('EPERM', 'mknod');
  }
  symlink(): Node {
    return refuse('EPERM', 'symlink');
  }
  link(): Node {
    return refuse('EPERM', 'link');
  }
  unlink(_dir: Node, _name: string): void {
    refuse('EPERM', 'unlink');
  }
  rmdir(_dir: Node, _name: string): void {
    refuse('EPERM', 'rmdir');
  }
  rename(): void {
    refuse('EPERM', 'rename');
  }
  write(_node: Node, _offset: number, _data: Uint8Array): number {
    return refuse('EIO', 'write');
  }
  truncate(_node: Node, _size: number): void {}
  forWrite(node: Node): Node {
    return node;
  }
  setattr(_node: Node): Node {
    return refuse('EPERM', 'chmod');
  }
  getxattr(): Uint8Array | null {
    return null;
  }
  setxattr(): void {
    refuse('EOPNOTSUPP', 'setxattr');
  }
  removexattr(): void {
    refuse('EOPNOTSUPP', 'removexattr');
  }
  listxattr(): string[] {
    return [];
  }
  statfs(): StatFs {
    return { type: this.type, total: 0, used: 0 };
  }
}
