import { type FileSystem, FsError } from '../../fs/types.ts';
import type { Kernel } from '../kernel.ts';
import type { Process } from '../process.ts';

/** mount(2) for a superuser outside of a container: bind mounts, remounts, tmpfs. EPERM, ENODEV for other types. */
export function mountCall(process: Process, source: string, target: string, type: string, options: string): void {
  const { state, kernel } = process;
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
  mounts.mount(state, fileSystemOf(kernel, type, words, target), target, {
    source,
    type,
    options: rest ? `relatime,${rest}` : 'relatime',
    readonly,
  });
}

/** Whether it has CAP_SYS_ADMIN: root on the host, not in a container. */
export function mayAdminister({ state, kernel }: Process): boolean {
  return state.cred.uid === 0 && (state.cgroup === kernel.rootCgroup || state.cgroup.privileged);
}

function fileSystemOf(kernel: Kernel, type: string, words: readonly string[], target: string): FileSystem {
  if (type !== 'tmpfs') throw new FsError('ENODEV', 'mount', target);
  const mode = words.find((word) => word.startsWith('mode='))?.slice(5);
  const size = words.find((word) => word.startsWith('size='))?.slice(5);
  return kernel.tmpfs({
    mode: mode ? Number.parseInt(mode, 8) : 0o1777,
    ...(size ? { capacity: bytesOf(size) } : {}),
  });
}

/** "64m", "65536k", "1g", "4096" in bytes. */
export function bytesOf(size: string): number {
  const [, digits = '0', unit = ''] = /^(\d+)([kmg]?)/i.exec(size) ?? [];
  return Number(digits) * 1024 ** ' kmg'.indexOf(unit.toLowerCase() || ' ');
}
