import type { ContainerPathStat } from '../../../api/types.ts';
import { base, clean } from '../../../api/filepath.ts';
import { pathError } from '../../../api/path-error.ts';
import { FsError, type FileType, type Stat } from '../../fs/types.ts';
import type { MountNamespace } from '../../fs/vfs.ts';
import { rfc3339 } from '../time.ts';
import { followInScope } from './scoped-path.ts';

/** Bits of Go's fs.FileMode beyond the permissions. */
const TYPE_BITS: Readonly<Record<FileType, number>> = {
  file: 0,
  dir: 2 ** 31,
  symlink: 2 ** 27,
  block: 2 ** 26,
  char: 2 ** 26 + 2 ** 21,
  fifo: 2 ** 25,
  socket: 2 ** 24,
};
const SETUID = 2 ** 23;
const SETGID = 2 ** 22;
const STICKY = 2 ** 20;

const goMode = ({ type, mode }: Stat): number =>
  TYPE_BITS[type] + (mode & 0o777) + (mode & 0o4000 ? SETUID : 0) + (mode & 0o2000 ? SETGID : 0) + (mode & 0o1000 ? STICKY : 0);

/** A path from the container's root that keeps a "/" or "/." at its end (archive.PreserveTrailingDotOrSeparator). */
export function absolutePath(path: string): string {
  const cleaned = clean(`/${path}`);
  if (/(^|\/)\.$/.test(path)) return cleaned === '/' ? '/.' : `${cleaned}/.`;
  return path.endsWith('/') && cleaned !== '/' ? `${cleaned}/` : cleaned;
}

/** A path in a container, looked up. */
export interface PathStat {
  /** From the container's root, with its "/" or "/." at the end. */
  readonly absolute: string;
  /** The same with the links of its folders followed, but not its last name's. */
  readonly resolved: string;
  readonly stat: ContainerPathStat;
  readonly isDir: boolean;
}

/** Looks a path up as the daemon does: links are followed within the container, the last name's is told. Throws FsError. */
export function statPath(namespace: MountNamespace, path: string): PathStat {
  const absolute = absolutePath(path);
  const cut = absolute.lastIndexOf('/') + 1;
  const folder = followInScope(namespace, absolute.slice(0, cut));
  const resolved = `${folder === '/' ? '' : folder}/${absolute.slice(cut)}`;
  const stat = namespace.lstat(namespace.superuser(), resolved);
  return {
    absolute,
    resolved,
    stat: {
      name: base(absolute),
      size: stat.size,
      mode: goMode(stat),
      mtime: rfc3339(stat.mtime),
      linkTarget: stat.type === 'symlink' ? followInScope(namespace, absolute) : '',
    },
    isDir: stat.type === 'dir',
  };
}

/** A file error in the words of the daemon, which sees the container's root where it is mounted on the host. */
export function lookupError(error: unknown, path: string, mergedDir: string): Error {
  return error instanceof FsError ? pathError('lstat', mergedDir + absolutePath(path), error) : (error as Error);
}
