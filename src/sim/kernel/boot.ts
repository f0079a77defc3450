import { fillDev } from './dev.ts';
import type { Kernel } from './kernel.ts';
import { makeProcfs } from './proc/procfs.ts';
import { makeSysfs } from './proc/sysfs.ts';

/** Milliseconds from the kernel's first message until one can log in. */
export const BOOT_MS = 4200;

/** Mounts what systemd mounts at boot: /proc, /sys, /dev and what is below, /run. */
export function mountHost(kernel: Kernel): void {
  const { mounts, devpts } = kernel;
  const root = mounts.superuser();
  const dev = kernel.tmpfs({ type: 'devtmpfs' });
  fillDev(dev, ['pts', 'shm', 'mqueue']);
  dev.mknod(dev.root, 'console', 'char', [5, 1], { mode: 0o600, uid: 0, gid: 0 });
  for (const { name, rdev } of kernel.disks) dev.mknod(dev.root, name, 'block', rdev, { mode: 0o660, uid: 0, gid: 6 });
  const place = (path: string): void => {
    if (!mounts.find(root, path)) mounts.mkdir(root, path, 0o755);
  };
  for (const path of ['/proc', '/sys', '/dev', '/run', '/tmp']) place(path);
  mounts.mount(root, makeSysfs(kernel), '/sys', { source: 'sysfs', options: 'nosuid,nodev,noexec,relatime' });
  mounts.mount(root, makeProcfs(kernel, kernel.pids), '/proc', { source: 'proc', options: 'nosuid,nodev,noexec,relatime' });
  mounts.mount(root, dev, '/dev', { source: 'udev', options: 'nosuid,relatime,size=1000000k,nr_inodes=250000,mode=755,inode64' });
  mounts.mount(root, devpts, '/dev/pts', { source: 'devpts', options: 'nosuid,noexec,relatime,gid=5,mode=620,ptmxmode=000' });
  if (kernel.ipc.shm) mounts.mount(root, kernel.ipc.shm, '/dev/shm', { source: 'tmpfs', options: 'nosuid,nodev,inode64' });
  mounts.mount(root, kernel.tmpfs(), '/run', { source: 'tmpfs', options: 'nosuid,nodev,noexec,relatime,size=203376k,mode=755,inode64' });
}
