/** Accounts that packages add. */
import type { Sys } from '../kernel/types.ts';
import { encode } from './command.ts';
import { textOf } from './package-files.ts';

/** Adds a user with a group of the same name, unless there is one. */
export function addUser(sys: Sys, name: string, id: number, home: string, shell: string): void {
  const has = (path: string): boolean => new RegExp(`^${name}:`, 'm').test(textOf(sys, path));
  if (!has('/etc/group')) sys.writeFile('/etc/group', encode(`${name}:x:${id}:\n`), { append: true });
  if (!has('/etc/passwd')) sys.writeFile('/etc/passwd', encode(`${name}:x:${id}:${id}::${home}:${shell}\n`), { append: true });
}
