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
import { tmpfsWith } from '../tmpfs.ts';
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
  const flags = FLAGS.filter(has);
  const data = words.filter((word) => word !== 'ro' && word !== 'rw' && word !== 'defaults' && !FLAGS.includes(word));
  mounts.resolve(state, target, {}, 'mount');
  const disk = diskAt(process, source);
  if (disk) {
    if (!disk.fs || (type !== 'auto' && type !== disk.fs.type)) throw new FsError('EINVAL', 'mount', target);
    const shown = [...flags, 'relatime', disk.options, ...data].filter(Boolean).join(',');
    mounts.mount(state, disk.fs, target, { source, type: disk.fs.type, options: shown, readonly });
    return;
  }
  const { fs, shown } = fileSystemOf(process, { source, type, data, target });
  const all = [...flags, 'relatime', ...shown].join(',');
  mounts.mount(state, fs, target, { source, type, options: all, readonly: readonly || fs.readonly });
}

/** What mount(2) is told by flags, not by data; in the order of /proc/mounts. */
const FLAGS: readonly string[] = ['nosuid', 'nodev', 'noexec'];
/** File systems that lie on a disk. */
const ON_DISK: readonly string[] = ['ext3', 'ext4', 'xfs'];

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

interface NewFileSystem {
  readonly source: string;
  readonly type: string;
  readonly data: readonly string[];
  readonly target: string;
}

/** The disk that a device file stands for; null for what is none. */
function diskAt({ kernel, state }: Process, source: string): Disk | null {
  const node = source.startsWith('/') ? state.mounts.find(state, source)?.node : null;
  if (node?.type !== 'block') return null;
  const [major, minor] = node.fs.stat(node).rdev;
  return kernel.disks.find(({ rdev }) => rdev[0] === major && rdev[1] === minor) ?? null;
}

function fileSystemOf(process: Process, { source, type, data, target }: NewFileSystem): { fs: FileSystem; shown: readonly string[] } {
  const { kernel, state } = process;
  if (type === 'tmpfs') return tmpfsWith(kernel, data, target);
  if (type === 'overlay') return { fs: overlayOf(process, data, target), shown: data };
  if (type === 'proc') return { fs: makeProcfs(kernel, process.pid.namespace), shown: data };
  if (type === 'sysfs') return { fs: makeSysfs(kernel), shown: data };
  if (!ON_DISK.includes(type)) throw new FsError('ENODEV', 'mount', target);
  const { node } = state.mounts.resolve(state, source, {}, 'mount');
  throw new FsError(node.type === 'block' ? 'EBUSY' : 'ENOTBLK', 'mount', source);
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
