import type { Location } from '../../fs/mount.ts';
import { FsError, type FileSystem } from '../../fs/types.ts';
import { MountNamespace } from '../../fs/vfs.ts';
import type { Cgroup } from '../cgroup.ts';
import { fillDev } from '../dev.ts';
import type { IpcNamespace } from '../ipc.ts';
import type { Kernel } from '../kernel.ts';
import type { PidNamespace } from '../pid.ts';
import type { Process } from '../process.ts';
import { CONTROLLERS, makeCgroupFs } from '../proc/cgroupfs.ts';
import { makeProcfs } from '../proc/procfs.ts';
import { makeSysfs } from '../proc/sysfs.ts';
import { type RuntimeDevice, RuntimeError, type RuntimeMount, type RuntimeSpec } from '../runtime.ts';
import { tmpfsWith } from '../tmpfs.ts';
import { Devpts } from '../tty/devpts.ts';

const SAFE = 'nosuid,nodev,noexec,relatime';

/** The mounts of a container, all made. */
export interface Rootfs {
  readonly mounts: MountNamespace;
  readonly devpts: Devpts;
}

/** What of a container's namespaces shows in its file systems. */
export interface Spaces {
  readonly pids: PidNamespace<Process>;
  readonly ipc: IpcNamespace;
  readonly cgroup: Cgroup;
}

/** Bytes of /dev/shm when nobody asks for more or less. */
export const DEFAULT_SHM = 64 << 20;

/** Makes the mount namespace of a container: its root, /proc, /dev, /sys, and what the engine asks for. */
export function mountRootfs(kernel: Kernel, spec: RuntimeSpec, { pids, ipc, cgroup }: Spaces): Rootfs {
  const { rootfs } = spec;
  const { source, type, options: shown } = spec.rootMount ?? { source: rootfs.type, type: rootfs.type, options: 'relatime' };
  const mounts = new MountNamespace(rootfs, { source, type, options: shown });
  const root = mounts.superuser();
  const devpts = new Devpts(kernel);
  const dev = kernel.tmpfs({ capacity: 64 << 20 });
  fillDev(dev, ipc.shm ? ['pts', 'shm', 'mqueue'] : ['pts', 'mqueue']);
  const place = (fs: FileSystem, target: string, source: string, options: string, readonly = false): void => {
    mountPoint(mounts, target, 'dir');
    mounts.mount(root, fs, target, { source, options, readonly });
  };
  const proc = makeProcfs(kernel, pids);
  place(proc, '/proc', 'proc', SAFE);
  place(dev, '/dev', 'tmpfs', 'nosuid,size=65536k,mode=755');
  place(devpts, '/dev/pts', 'devpts', 'nosuid,noexec,relatime,gid=5,mode=620,ptmxmode=666');
  place(makeSysfs(kernel), '/sys', 'sysfs', SAFE, !spec.privileged);
  place(kernel.tmpfs(), '/sys/fs/cgroup', 'tmpfs', `${SAFE},mode=755`);
  for (const controller of CONTROLLERS) {
    const name = controller === 'systemd' ? 'name=systemd' : controller;
    place(makeCgroupFs(kernel, controller, cgroup), `/sys/fs/cgroup/${controller}`, 'cgroup', `${SAFE},${name}`, !spec.privileged);
  }
  place(ipc.mqueue, '/dev/mqueue', 'mqueue', SAFE);
  const covered = spec.mounts.some(({ destination }) => destination === '/dev/shm');
  if (ipc.shm && !covered) place(ipc.shm, '/dev/shm', 'shm', `${SAFE},size=${(spec.shmSize ?? DEFAULT_SHM) >> 10}k`);
  for (const device of spec.devices ?? []) makeDevice(mounts, device);
  for (const mount of spec.mounts) {
    if (mount.type === 'bind') bind(kernel, mounts, mount, spec.rootMount?.target ?? '');
    else if (mount.type === 'tmpfs') {
      const { fs, options } = tmpfsOf(kernel, mount);
      place(fs, mount.destination, 'tmpfs', options, mount.readonly);
    }
  }
  if (spec.init) placeInit(kernel, mounts);
  if (!spec.privileged) coverProc(kernel, mounts);
  if (spec.readonlyRootfs) mounts.root.mount.readonly = true;
  return { mounts, devpts };
}

/** The host's docker-init, where the container's first process finds it. */
function placeInit(kernel: Kernel, mounts: MountNamespace): void {
  const path = '/sbin/docker-init';
  const fs = kernel.tmpfs();
  const file = fs.create(fs.root, 'docker-init', { mode: 0o755, uid: 0, gid: 0 });
  fs.write(file, 0, new TextEncoder().encode('\x7fELF'));
  mountPoint(mounts, path, 'other');
  const { mount } = new MountNamespace(fs, { source: '/dev/sda1', type: 'ext4', options: 'relatime' }).root;
  mounts.bind(mounts.superuser(), { mount, node: file }, path, {
    source: '/dev/sda1',
    type: 'ext4',
    options: 'relatime',
    readonly: true,
  });
}

/** What of /proc and /sys is nobody's business in a container, and what may only be read. */
function coverProc(kernel: Kernel, mounts: MountNamespace): void {
  const root = mounts.superuser();
  for (const path of ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys']) {
    mounts.bind(root, mounts.resolve(root, path), path, { source: 'proc', options: SAFE, readonly: true });
  }
  mounts.mount(root, kernel.tmpfs(), '/proc/acpi', { source: 'tmpfs', options: 'relatime', readonly: true });
  mounts.mount(root, kernel.tmpfs(), '/sys/firmware', { source: 'tmpfs', options: 'relatime', readonly: true });
}

/** A device file of its own, with the folders that lead to it. */
function makeDevice(mounts: MountNamespace, { path, type, rdev, mode }: RuntimeDevice): void {
  const root = mounts.superuser();
  makeFolders(mounts, path.replace(/\/[^/]*$/, ''));
  if (!mounts.find(root, path)) mounts.mknod({ ...root, umask: 0 }, path, type, rdev, mode);
}

/** Makes a folder with all that lead to it, for the superuser, where nothing is yet. */
export function makeFolders(mounts: MountNamespace, path: string): void {
  const root = mounts.superuser();
  let at = '';
  for (const part of path.split('/').filter((one) => one !== '')) {
    at += `/${part}`;
    if (!mounts.find(root, at)) mounts.mkdir(root, at, 0o755);
  }
}

function mountPoint(mounts: MountNamespace, target: string, type: 'dir' | 'other'): void {
  const root = mounts.superuser();
  if (mounts.find(root, target)) return;
  if (type === 'dir') makeFolders(mounts, target);
  else {
    makeFolders(mounts, target.replace(/\/[^/]*$/, ''));
    mounts.writeFile(root, target, new Uint8Array(0), { mode: 0o755 });
  }
}

function bind(kernel: Kernel, mounts: MountNamespace, mount: RuntimeMount, rootPath: string): void {
  const { source, destination, readonly } = mount;
  let at: Location;
  try {
    at = kernel.mounts.resolve(kernel.mounts.superuser(), source);
    mountPoint(mounts, destination, at.node.type === 'dir' ? 'dir' : 'other');
    mounts.bind(mounts.superuser(), at, destination, { readonly, recursive: true });
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    const why = error.code === 'ENOTDIR' || error.code === 'EISDIR' ? 'not a directory' : 'no such file or directory';
    const words =
      error.code === 'EROFS'
        ? `${error.syscall} ${rootPath}${error.path}: read-only file system`
        : `mount ${source}:${destination} (via /proc/self/fd/6), flags: 0x5000: ${why}`;
    throw new RuntimeError('mount', `error during container init: error mounting "${source}" to rootfs at "${destination}": ${words}`);
  }
}

/** A tmpfs of the container's, and its options as /proc/mounts shows them: flags, then settings in the kernel's order. */
function tmpfsOf(kernel: Kernel, { options = '', destination }: RuntimeMount): { fs: FileSystem; options: string } {
  const words = options.split(',');
  const data = words.filter((word) => word.includes('='));
  const flags = ['nosuid', 'nodev', 'noexec'].filter((flag) => !words.includes(flag.slice(2)));
  try {
    const { fs, shown } = tmpfsWith(kernel, data, destination);
    return { fs, options: [...flags, 'relatime', ...shown].join(',') };
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    const words = `mount tmpfs:${destination} (via /proc/self/fd/6), flags: 0xe, data: ${data.join(',')}: invalid argument`;
    throw new RuntimeError('mount', `error during container init: error mounting "tmpfs" to rootfs at "${destination}": ${words}`);
  }
}
