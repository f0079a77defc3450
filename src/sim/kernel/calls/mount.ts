import { can } from '../../fs/access.ts';
import { LowerNode } from '../../fs/lower.ts';
import { Inode } from '../../fs/memfs.ts';
import type { Mount } from '../../fs/mount.ts';
import { OverlayFs } from '../../fs/overlay.ts';
import { type FileSystem, FsError } from '../../fs/types.ts';
import type { Disk } from '../disks.ts';
import { RegularFile } from '../files/regular.ts';
import { makeProcfs } from '../proc/procfs.ts';
import { makeSysfs } from '../proc/sysfs.ts';
import type { Process } from '../process.ts';

/** mount(2) for who has CAP_SYS_ADMIN: bind mounts, remounts, tmpfs, proc, sysfs, overlay. EPERM, ENODEV for other types. */
export function mountCall(process: Process, source: string, target: string, type: string, options: string): void {
  const { state } = process;
  if (!mayAdminister(process)) throw new FsError('EPERM', 'mount', target);
  const words = options.split(',').filter((word) => word !== '');
  const has = (word: string): boolean => words.includes(word);
  const readonly = has('ro');
  const { mounts } = state;
  if (has('remount')) {
    const { mount, node } = mounts.resolve(state, target, {}, 'mount');
    if (node !== mount.root) throw new FsError('EINVAL', 'mount', target);
    mount.readonly = readonly;
    return;
  }
  if (has('bind') || has('rbind')) {
    mounts.bind(state, mounts.resolve(state, source, {}, 'mount'), target, { readonly, recursive: has('rbind') });
    return;
  }
  const rest = words.filter((word) => word !== 'ro' && word !== 'rw').join(',');
  mounts.resolve(state, target, {}, 'mount');
  const disk = diskAt(process, source);
  if (disk) {
    if (!disk.fs || (type !== 'auto' && type !== disk.fs.type)) throw new FsError('EINVAL', 'mount', target);
    const shown = ['relatime', disk.options, rest].filter(Boolean).join(',');
    mounts.mount(state, disk.fs, target, { source, type: disk.fs.type, options: shown, readonly });
    return;
  }
  const fs = fileSystemOf(process, type, words, target);
  mounts.mount(state, fs, target, { source, type, options: rest ? `relatime,${rest}` : 'relatime', readonly: readonly || fs.readonly });
}

/** umount(2): EBUSY also while somebody works in it or has a file of it open. */
export function umountCall(process: Process, target: string): void {
  if (!mayAdminister(process)) throw new FsError('EPERM', 'umount', target);
  const { mounts } = process.state;
  const { mount } = mounts.resolve(process.state, target, {}, 'umount');
  for (const { state, fds, status } of process.kernel.pids.processes.values()) {
    if (status || state.mounts !== mounts) continue;
    const open = fds.entries().some(({ file }) => file instanceof RegularFile && file.node.fs === mount.fs);
    if (state.cwd.mount === mount || state.root.mount === mount || (open && lastOf(mount, mounts.mounts)))
      if (mount.parent) throw new FsError('EBUSY', 'umount', target);
  }
  mounts.umount(process.state, target);
}

/** Whether the file system shows nowhere else. */
const lastOf = (mount: Mount, all: readonly Mount[]): boolean => all.every((one) => one === mount || one.fs !== mount.fs);

const mayAdminister = ({ state }: Process): boolean => can(state.cred, 'SYS_ADMIN');

/** The disk that a device file stands for; null for what is none. */
function diskAt({ kernel, state }: Process, source: string): Disk | null {
  const node = source.startsWith('/') ? state.mounts.find(state, source)?.node : null;
  if (node?.type !== 'block') return null;
  const [major, minor] = node.fs.stat(node).rdev;
  return kernel.disks.find(({ rdev }) => rdev[0] === major && rdev[1] === minor) ?? null;
}

function fileSystemOf(process: Process, type: string, words: readonly string[], target: string): FileSystem {
  const { kernel } = process;
  if (type === 'overlay') return overlayOf(process, words, target);
  if (type === 'proc') return makeProcfs(kernel, process.pid.namespace);
  if (type === 'sysfs') return makeSysfs(kernel);
  if (type !== 'tmpfs') throw new FsError('ENODEV', 'mount', target);
  const mode = words.find((word) => word.startsWith('mode='))?.slice(5);
  const size = words.find((word) => word.startsWith('size='))?.slice(5);
  return kernel.tmpfs({
    mode: mode ? Number.parseInt(mode, 8) : 0o1777,
    ...(size ? { capacity: bytesOf(size) } : {}),
  });
}

/**
 * `-t overlay -o lowerdir=TOP:…:BOTTOM[,upperdir=…,workdir=…]` over folders of the host, by the kernel's rules (overlayfs.txt):
 * upper and work on one file system, read-only without an upper, and then at least two lowers.
 */
function overlayOf({ kernel, state }: Process, words: readonly string[], target: string): FileSystem {
  const invalid = (): never => {
    throw new FsError('EINVAL', 'mount', target);
  };
  const option = (name: string): string | undefined => words.findLast((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
  const folder = (path: string): Inode => {
    const { node } = state.mounts.resolve(state, path, {}, 'mount');
    if (node.type !== 'dir') throw new FsError('ENOTDIR', 'mount', target);
    return node instanceof Inode ? node : invalid();
  };
  const lowers = (option('lowerdir') || invalid()).split(':');
  const [up, working] = [option('upperdir'), option('workdir')];
  if (up === undefined ? lowers.length < 2 : working === undefined) return invalid();
  const upper = up === undefined ? null : folder(up);
  const work = upper && working !== undefined ? folder(working) : null;
  if (upper && work && (upper.fs !== work.fs || isWithin(upper, work) || isWithin(work, upper))) return invalid();
  let lower: LowerNode | null = null;
  for (const [layer, path] of lowers.reverse().entries()) lower = new LowerNode(folder(path), layer, lower);
  const scratch = work && (work.entries?.get('work') ?? work.fs.mkdir(work, 'work', { mode: 0, uid: 0, gid: 0 }));
  return new OverlayFs({ dev: kernel.newDevice(), lower, upper, work: scratch });
}

function isWithin(outer: Inode, inner: Inode): boolean {
  let at = inner;
  while (at !== outer) {
    const up = at.fs.parent(at);
    if (up === at) return false;
    at = up;
  }
  return true;
}

/** "64m", "65536k", "1g", "4096" in bytes. */
export function bytesOf(size: string): number {
  const [, digits = '0', unit = ''] = /^(\d+)([kmg]?)/i.exec(size) ?? [];
  return Number(digits) * 1024 ** ' kmg'.indexOf(unit.toLowerCase() || ' ');
}
