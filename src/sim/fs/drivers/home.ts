import type { Inode, MemFs } from '../memfs.ts';

/** Makes the folders of a path of a disk, where they are not there yet; those of Docker are for root and its group alone. */
export function foldersTo(disk: MemFs, path: string, mode = 0o710): Inode {
  let at = disk.root;
  for (const [depth, name] of path.split('/').filter(Boolean).entries())
    at = disk.lookup(at, name) ?? disk.mkdir(at, name, { mode: depth < 2 ? 0o755 : mode, uid: 0, gid: 0 });
  return at;
}

const ROOT_DISK = [8, 1] as const;

/** Docker's try whether the disk below a folder can set quotas: a device file of it, which stays there. */
export function tryQuota(dir: Inode): void {
  const name = 'backingFsBlockDev';
  if (!dir.entries?.has(name)) dir.fs.mknod(dir, name, 'block', ROOT_DISK, { mode: 0o600, uid: 0, gid: 0 });
}
