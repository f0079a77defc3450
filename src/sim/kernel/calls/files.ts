import { can } from '../../fs/access.ts';
import { type DirEntry, type FileType, FsError, type Stat, type StatFs } from '../../fs/types.ts';
import type { MountNamespace } from '../../fs/vfs.ts';
import { openFile } from '../files/open.ts';
import type { MountInfo, OpenFlags } from '../types.ts';
import { IdentityCalls } from './identity.ts';
import { mountCall, umountCall } from './mount.ts';

/** System calls on paths: the process's mount namespace does them with the process as context. */
export class FileCalls extends IdentityCalls {
  getcwd(): string {
    const { mounts, cwd, root } = this.state;
    return mounts.pathOf(cwd, root);
  }

  chdir(path: string): void {
    this.state.cwd = this.mountsNow.chdir(this.state, path);
  }

  chroot(path: string): void {
    if (!can(this.state.cred, 'SYS_CHROOT')) throw new FsError('EPERM', 'chroot', path);
    this.state.root = this.mountsNow.chdir(this.state, path);
  }

  open(path: string, flags: OpenFlags, mode?: number): number {
    const file = openFile(this.process, path, flags, mode);
    return this.fds.install(file, { closeOnExec: flags.closeOnExec ?? false });
  }

  stat(path: string): Stat {
    return this.mountsNow.stat(this.state, path);
  }

  lstat(path: string): Stat {
    return this.mountsNow.lstat(this.state, path);
  }

  access(path: string, mode: 'r' | 'w' | 'x' | 'f'): void {
    this.mountsNow.access(this.state, path, mode);
  }

  readdir(path: string): DirEntry[] {
    return this.mountsNow.readdir(this.state, path);
  }

  mkdir(path: string, mode?: number): void {
    this.mountsNow.mkdir(this.state, path, mode);
  }

  rmdir(path: string): void {
    this.mountsNow.rmdir(this.state, path);
  }

  unlink(path: string): void {
    this.mountsNow.unlink(this.state, path);
  }

  rename(from: string, to: string): void {
    this.mountsNow.rename(this.state, from, to);
  }

  link(existing: string, path: string): void {
    this.mountsNow.link(this.state, existing, path);
  }

  symlink(target: string, path: string): void {
    this.mountsNow.symlink(this.state, target, path);
  }

  readlink(path: string): string {
    return this.mountsNow.readlink(this.state, path);
  }

  realpath(path: string): string {
    return this.mountsNow.realpath(this.state, path);
  }

  chmod(path: string, mode: number): void {
    this.mountsNow.chmod(this.state, path, mode);
  }

  chown(path: string, uid: number, gid: number, options?: { noFollow?: boolean }): void {
    this.mountsNow.chown(this.state, path, uid, gid, options);
  }

  utimes(path: string, atime: number, mtime: number, options?: { noFollow?: boolean }): void {
    this.mountsNow.utimes(this.state, path, atime, mtime, options);
  }

  mknod(path: string, type: Exclude<FileType, 'file' | 'dir' | 'symlink'>, rdev?: readonly [number, number], mode?: number): void {
    this.mountsNow.mknod(this.state, path, type, rdev, mode);
  }

  truncate(path: string, size: number): void {
    this.mountsNow.truncate(this.state, path, size);
  }

  getxattr(path: string, name: string): Uint8Array | null {
    return this.mountsNow.getxattr(this.state, path, name);
  }

  setxattr(path: string, name: string, value: Uint8Array): void {
    this.mountsNow.setxattr(this.state, path, name, value);
  }

  listxattr(path: string): string[] {
    return this.mountsNow.listxattr(this.state, path);
  }

  statfs(path: string): StatFs {
    return this.mountsNow.statfs(this.state, path);
  }

  readFile(path: string): Uint8Array {
    return this.mountsNow.readFile(this.state, path);
  }

  writeFile(path: string, data: Uint8Array, options: { append?: boolean; mode?: number } = {}): void {
    const { append = false, mode } = options;
    const file = openFile(this.process, path, { write: true, create: true, truncate: !append, append }, mode).retain();
    try {
      if (data.length > 0) file.write(data, this.process);
    } finally {
      file.release();
    }
  }

  mounts(): readonly MountInfo[] {
    return this.state.mounts.list(this.state.root);
  }

  mount(source: string, target: string, type: string, options: string): void {
    mountCall(this.process, source, target, type, options);
  }

  umount(target: string): void {
    umountCall(this.process, target);
  }

  /** The mounts for a call that begins now: /proc/self means whose call it is. */
  private get mountsNow(): MountNamespace {
    this.kernel.current = this.process;
    return this.state.mounts;
  }
}
