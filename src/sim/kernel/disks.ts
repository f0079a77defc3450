/** The disks of the host, as the kernel knows them by their device numbers. */
import { storedBytes } from '../fs/drivers/stored.ts';
import { MemFs } from '../fs/memfs.ts';
import type { FileSystem } from '../fs/types.ts';
import type { Kernel } from './kernel.ts';

/** A block device, and the file system on it. */
export interface Disk {
  /** "sda1" */
  readonly name: string;
  readonly rdev: readonly [major: number, minor: number];
  /** Null when it is only the whole of which others are parts. */
  readonly fs: FileSystem | null;
  /** What /proc/mounts shows of a mount of it besides "relatime". */
  readonly options: string;
}

const [DISK, SECOND] = [8, 16];
const SECOND_SIZE = 20 * 2 ** 30;

/**
 * One disk with the root file system, and a second one that nothing uses yet, formatted with btrfs: Docker's storage driver of that name
 * wants /var/lib/docker to lie on such a one.
 */
export function hostDisks(kernel: Kernel, root: FileSystem): readonly Disk[] {
  const usage = (disk: MemFs['root']): number => storedBytes([disk]);
  const second = new MemFs({ type: 'btrfs', dev: (DISK << 8) + SECOND, clock: kernel.clock, capacity: SECOND_SIZE, usage });
  return [
    { name: 'sda', rdev: [DISK, 0], fs: null, options: '' },
    { name: 'sda1', rdev: [DISK, 1], fs: root, options: 'errors=remount-ro' },
    { name: 'sdb', rdev: [DISK, SECOND], fs: second, options: 'space_cache=v2,subvolid=5,subvol=/' },
  ];
}
