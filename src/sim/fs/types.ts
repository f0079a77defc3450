/**
 * The contract of the file system room. Calls are synchronous: nothing in a file system of this world ever waits (what
 * blocks — pipes, terminals, FIFOs, sockets — belongs to the kernel). Errors are thrown as {@link FsError}.
 */

/** The error codes of errno(3) that this world uses. */
export type Errno =
  | 'EPERM'
  | 'ENOENT'
  | 'ESRCH'
  | 'EINTR'
  | 'EIO'
  | 'ENXIO'
  | 'E2BIG'
  | 'ENOEXEC'
  | 'EBADF'
  | 'ECHILD'
  | 'EAGAIN'
  | 'ENOMEM'
  | 'EACCES'
  | 'EBUSY'
  | 'EEXIST'
  | 'EXDEV'
  | 'EADDRNOTAVAIL'
  | 'ENODEV'
  | 'ENOTBLK'
  | 'ENOTDIR'
  | 'EISDIR'
  | 'EINVAL'
  | 'EMFILE'
  | 'ENOTTY'
  | 'ETXTBSY'
  | 'EFBIG'
  | 'ENOSPC'
  | 'ESPIPE'
  | 'EROFS'
  | 'EMLINK'
  | 'EPIPE'
  | 'ENAMETOOLONG'
  | 'ENOSYS'
  | 'ENOTEMPTY'
  | 'ELOOP'
  | 'ENODATA'
  | 'EOPNOTSUPP'
  | 'EADDRINUSE'
  | 'ECONNREFUSED'
  | 'EHOSTUNREACH'
  | 'ENETUNREACH'
  | 'ETIMEDOUT'
  | 'ENOTCONN'
  | 'ECONNRESET'
  | 'ESTALE';

/** A failed system call: commands translate `code`, never guess from a message. `strerror(code)` gives the words. */
export class FsError extends Error {
  readonly code: Errno;
  readonly syscall: string;
  readonly path: string;
  constructor(code: Errno, syscall: string, path: string) {
    super(`${syscall} ${path}: ${code}`);
    this.name = 'FsError';
    this.code = code;
    this.syscall = syscall;
    this.path = path;
  }
}

export type FileType = 'file' | 'dir' | 'symlink' | 'char' | 'block' | 'fifo' | 'socket';

/** What stat(2) tells. Times in (fractional) milliseconds since 1970; `blocks` in 512-byte units (a hole takes none). */
export interface Stat {
  readonly dev: number;
  readonly ino: number;
  readonly type: FileType;
  /** Permission bits with set-uid, set-gid and sticky: 0o0000 to 0o7777. */
  readonly mode: number;
  readonly nlink: number;
  readonly uid: number;
  readonly gid: number;
  /** [major, minor] of a device node, else [0, 0]. */
  readonly rdev: readonly [number, number];
  readonly size: number;
  readonly blocks: number;
  readonly atime: number;
  readonly mtime: number;
  readonly ctime: number;
}

export interface DirEntry {
  readonly name: string;
  readonly type: FileType;
  readonly ino: number;
}

/** What a new node gets: who owns it and with which permission bits (umask already applied). */
export interface NewNode {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

export interface StatFs {
  /** "overlay", "tmpfs", "proc", "ext4" … */
  readonly type: string;
  /** Bytes. */
  readonly total: number;
  readonly used: number;
}

/** A node of some file system: an opaque handle, the same object for the same inode as long as it lives. */
export interface Node {
  readonly fs: FileSystem;
  readonly type: FileType;
  readonly ino: number;
}

/**
 * One file system: a tree of nodes, addressed node by node as the kernel's VFS does. No permission checks, no symlink
 * following, no mounts: the VFS (`vfs.ts`) does those. `name` never holds a slash and is never "." or "..".
 */
export interface FileSystem {
  readonly type: string;
  /** st_dev of its nodes. */
  readonly dev: number;
  readonly root: Node;
  readonly readonly: boolean;
  lookup(dir: Node, name: string): Node | null;
  /** The directory that holds `dir` (the root's parent is the root). */
  parent(dir: Node): Node;
  stat(node: Node): Stat;
  readdir(dir: Node): DirEntry[];
  create(dir: Node, name: string, attrs: NewNode): Node;
  mkdir(dir: Node, name: string, attrs: NewNode): Node;
  mknod(dir: Node, name: string, type: 'char' | 'block' | 'fifo' | 'socket', rdev: readonly [number, number], attrs: NewNode): Node;
  symlink(dir: Node, name: string, target: string, attrs: NewNode): Node;
  readlink(node: Node): string;
  /** Returns the node that the new name stands for (overlay: after copy-up). */
  link(node: Node, dir: Node, name: string): Node;
  unlink(dir: Node, name: string): void;
  rmdir(dir: Node, name: string): void;
  /** Throws EXDEV for a lower or merged folder on overlay (redirect_dir=off), as the kernel does. */
  rename(fromDir: Node, from: string, toDir: Node, to: string): void;
  /** Bytes `[offset, offset+length)`, fewer at the end of the file. Dynamic files (proc) make their text on read at 0. With O_NOATIME it is no access. */
  read(node: Node, offset: number, length: number, noatime?: boolean): Uint8Array;
  /** Returns the number of bytes written. The open file must use {@link forWrite}'s node. */
  write(node: Node, offset: number, data: Uint8Array): number;
  truncate(node: Node, size: number): void;
  /** The node to write to when a file is opened for writing: on overlay this is where copy-up happens (of no data when it is to be truncated). */
  forWrite(node: Node, truncate?: boolean): Node;
  setattr(node: Node, change: { mode?: number; uid?: number; gid?: number; atime?: number; mtime?: number }): Node;
  getxattr(node: Node, name: string): Uint8Array | null;
  setxattr(node: Node, name: string, value: Uint8Array): void;
  removexattr(node: Node, name: string): void;
  listxattr(node: Node): string[];
  statfs(): StatFs;
  /** The name of a directory in its parent, null when it is removed; without it the VFS searches the parent. */
  nameOf?(dir: Node): string | null;
  /** Where a link leads that cannot be said as a path (/proc/PID/fd/1 of a pipe); null: read it as text. */
  follow?(node: Node): Node | null;
  /** Told once per path resolution, at the component where it ended; `rest` is what could not be walked any more. */
  resolved?(dir: Node, name: string, node: Node | null, rest: string): void;
}
