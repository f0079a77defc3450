import type { FileSystem } from '../../fs/types.ts';
import { resolveWithin } from './paths.ts';
import type { Owner } from './tree.ts';

const decoder = new TextDecoder();

/** The number in the third field of the line of a name in /etc/passwd or /etc/group. */
function numberOf(fs: FileSystem, file: string, name: string): number | null {
  const { node } = resolveWithin(fs, file);
  if (node?.type !== 'file') return null;
  const rows = decoder.decode(fs.read(node, 0, fs.stat(node).size)).split('\n');
  const row = rows.map((line) => line.split(':')).find(([first]) => first === name);
  return row ? Number(row[2]) : null;
}

/** Whose the files of `--chown=user:group` are, by the image's own users. Throws in Docker's words. */
export function parseChown(fs: FileSystem, text: string): Owner {
  const refuse = (why: string): Error => new Error(`unable to convert uid/gid chown string to host mapping: ${why}`);
  const [user = '', group = user, ...more] = text.split(':');
  if (more.length > 0 || text === '') throw refuse(`invalid chown string format: ${text}`);
  const look = (what: 'user' | 'group', name: string): number => {
    if (/^[+-]?\d+$/.test(name)) return Number(name);
    const id = numberOf(fs, what === 'user' ? 'etc/passwd' : 'etc/group', name);
    if (id !== null) return id;
    throw refuse(`can't find ${what === 'user' ? 'uid' : 'gid'} for ${what} ${name}: no such ${what}: ${name}`);
  };
  return { uid: look('user', user), gid: look('group', group) };
}
