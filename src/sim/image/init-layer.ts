import type { StorageDriver } from '../fs/driver.ts';
import type { FileSystem, Node } from '../fs/types.ts';

/** What Docker puts between an image and a container's own layer, so that its mounts find a place to stand. */
const PLACES: readonly (readonly [path: string, kind: 'dir' | 'file' | { link: string }])[] = [
  ['dev/console', 'file'],
  ['dev/pts', 'dir'],
  ['dev/shm', 'dir'],
  ['etc/hosts', 'file'],
  ['etc/resolv.conf', 'file'],
  ['etc/hostname', 'file'],
  ['etc/mtab', { link: '/proc/mounts' }],
  ['.dockerenv', 'file'],
  ['proc', 'dir'],
  ['sys', 'dir'],
];
const ROOT = { mode: 0o755, uid: 0, gid: 0 };

/** Makes the `<id>-init` layer of a container on top of `parent`, as Docker's daemon/initlayer does. */
export function createInitLayer(driver: StorageDriver, id: string, parent: string | null): void {
  driver.create(id, parent, { readWrite: true });
  const fs = driver.get(id);
  for (const [path, kind] of PLACES) place(fs, path.split('/'), kind);
  driver.put(id);
}

/** Files and links on the way are taken out of it, folders stay. */
function place(fs: FileSystem, path: readonly string[], kind: 'dir' | 'file' | { link: string }): void {
  let dir: Node = fs.root;
  for (const [depth, name] of path.entries()) {
    const last = depth === path.length - 1;
    const there = fs.lookup(dir, name);
    if (there && there.type !== 'dir') fs.unlink(dir, name);
    else if (there) {
      dir = there;
      continue;
    }
    if (!last || kind === 'dir') dir = fs.mkdir(dir, name, ROOT);
    else if (kind === 'file') fs.create(dir, name, ROOT);
    else fs.symlink(dir, name, kind.link, { ...ROOT, mode: 0o777 });
  }
}
