import { clean } from '../../../api/filepath.ts';
import type { MountNamespace } from '../../fs/vfs.ts';
import { FsError } from '../../fs/types.ts';

const MAX_LINKS = 255;

/**
 * Where a path leads when every symlink in it is followed and none can lead out of the root (moby's FollowSymlinkInScope); names
 * that are not there are kept as they are. Throws FsError (ENOTDIR).
 */
export function followInScope(namespace: MountNamespace, path: string): string {
  const ctx = namespace.superuser();
  let left = clean(`/${path}`).split('/');
  let done = '';
  for (let links = 0; left.length > 0; ) {
    const [name = '', ...rest] = left;
    left = rest;
    if (name === '' || name === '.') continue;
    const next = clean(`${done}/${name}`);
    if (next === '/' || name === '..') {
      done = next === '/' ? '' : next;
      continue;
    }
    let target: string | null = null;
    try {
      if (namespace.lstat(ctx, next).type === 'symlink') target = namespace.readlink(ctx, next);
    } catch (error) {
      if (!(error instanceof FsError && error.code === 'ENOENT')) throw error;
    }
    if (target === null) {
      done = next;
      continue;
    }
    if (++links > MAX_LINKS) throw new FsError('ELOOP', 'lstat', path);
    if (target.startsWith('/')) done = '';
    left = [...target.split('/'), ...left];
  }
  return done || '/';
}
