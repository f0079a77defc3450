import { FsError } from '../fs/types.ts';
import type { Sys } from './types.ts';

/**
 * The program file that `name` means, as execvp(3) finds it: a name with a slash is itself; otherwise the first executable
 * file in the folders of `path` (":"-separated, an empty part is the working directory). null when there is none; a file
 * that exists without permission to run it is returned when nothing better follows, so that exec can say EACCES.
 */
export function searchPath(sys: Pick<Sys, 'stat' | 'access'>, name: string, path: string): string | null {
  if (name === '') return null;
  if (name.includes('/')) return name;
  let forbidden: string | null = null;
  for (const folder of path.split(':')) {
    const candidate = folder === '' ? `./${name}` : `${folder.replace(/\/$/, '')}/${name}`;
    try {
      if (sys.stat(candidate).type !== 'file') continue;
      sys.access(candidate, 'x');
      return candidate;
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      if (error.code === 'EACCES') forbidden ??= candidate;
    }
  }
  return forbidden;
}
