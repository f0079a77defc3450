import type { Cli } from '../command.ts';
import { pathError } from '../errors.ts';
import { absolute, clean } from '../../api/filepath.ts';

const MAX_LINKS = 255;

/** A path without symlinks in it, as Go's filepath.EvalSymlinks; throws "lstat /nosuch: no such file or directory". */
export async function evalSymlinks(cli: Cli, path: string): Promise<string> {
  const rest = absolute(path, cli.files.cwd()).split('/').reverse();
  let at = '';
  let links = 0;
  for (let name = rest.pop(); name !== undefined; name = rest.pop()) {
    if (name === '' || name === '.') continue;
    if (name === '..') {
      at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
      continue;
    }
    const next = `${at}/${name}`;
    let target: string | null = null;
    try {
      const { type } = await cli.files.lstat(next);
      if (type === 'symlink') target = await cli.files.readlink(next);
    } catch (error) {
      throw pathError('lstat', next, error);
    }
    if (target === null) at = next;
    else if (++links > MAX_LINKS) throw new Error('EvalSymlinks: too many links');
    else {
      rest.push(...target.split('/').reverse());
      if (target.startsWith('/')) at = '';
    }
  }
  return at || '/';
}

/** A path as seen from a folder, both absolute and clean. */
export function relativeTo(folder: string, path: string): string {
  const from = clean(folder).split('/').filter(Boolean);
  const to = clean(path).split('/').filter(Boolean);
  let same = 0;
  while (same < from.length && same < to.length && from[same] === to[same]) same++;
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/') || '.';
}
