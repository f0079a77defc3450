import { clean } from '../../api/filepath.ts';
import { pathError } from '../../api/path-error.ts';
import type { Files, FileStat } from '../context.ts';

const MAX_LINKS = 255;

/** A path with all symlinks in it followed (Go's filepath.EvalSymlinks). Throws with Go's words when a part is missing. */
export async function evalSymlinks(files: Files, path: string): Promise<string> {
  let left = path.split('/');
  let done = path.startsWith('/') ? '/' : '';
  for (let links = 0; left.length > 0; ) {
    const [name = '', ...rest] = left;
    left = rest;
    if (name === '' || name === '.') continue;
    const next = name === '..' ? clean(`${done || '.'}/..`) : `${done}${done === '' || done === '/' ? '' : '/'}${name}`;
    let stat: FileStat;
    try {
      stat = await files.lstat(next);
    } catch (error) {
      throw pathError('lstat', next, error);
    }
    if (stat.type !== 'symlink') {
      if (stat.type !== 'dir' && left.length > 0) throw new Error('not a directory');
      done = next;
      continue;
    }
    if (++links > MAX_LINKS) throw new Error('EvalSymlinks: too many links');
    const target = await files.readlink(next);
    if (target.startsWith('/')) done = '/';
    left = [...target.split('/'), ...left];
  }
  return clean(done);
}
