import type { FileSystem } from '../fs/types.ts';

const nodes: readonly (readonly [name: string, rdev: readonly [major: number, minor: number], mode: number])[] = [
  ['null', [1, 3], 0o666],
  ['zero', [1, 5], 0o666],
  ['full', [1, 7], 0o666],
  ['random', [1, 8], 0o666],
  ['urandom', [1, 9], 0o666],
  ['tty', [5, 0], 0o666],
];
const links: readonly (readonly [name: string, target: string])[] = [
  ['fd', '/proc/self/fd'],
  ['stdin', '/proc/self/fd/0'],
  ['stdout', '/proc/self/fd/1'],
  ['stderr', '/proc/self/fd/2'],
  ['ptmx', 'pts/ptmx'],
];

/** Fills an empty /dev as udev does on the host and runc in a container; `folders` are the places to mount on. */
export function fillDev(fs: FileSystem, folders: readonly string[]): void {
  const attrs = (mode: number): { mode: number; uid: number; gid: number } => ({ mode, uid: 0, gid: 0 });
  for (const [name, rdev, mode] of nodes) fs.mknod(fs.root, name, 'char', rdev, attrs(mode));
  for (const [name, target] of links) fs.symlink(fs.root, name, target, attrs(0o777));
  for (const name of folders) fs.mkdir(fs.root, name, attrs(0o755));
}
