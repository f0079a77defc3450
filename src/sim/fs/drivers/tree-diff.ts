/**
 * How drivers that keep whole trees tell a layer from its parent: by comparing the two, as Docker's naive diff driver does
 * (daemon/graphdriver/fsdiff.go over pkg/archive/changes.go).
 */
import { entryOf, NO_DEVICE, sortedEntries, WHITEOUT } from '../archive.ts';
import { statDiffers } from '../changes.ts';
import type { ArchiveEntry, Change } from '../driver.ts';
import type { Inode } from '../memfs.ts';
import { compareNames } from '../name-order.ts';

/** What changed from `before` (null: nothing was there) to `now`; a folder before what is in it, deletions last in each folder. */
export function treeChanges(now: Inode, before: Inode | null): Change[] {
  const changes: Change[] = [];
  compare(now, before, '', changes);
  return changes;
}

function compare(now: Inode, before: Inode | null, path: string, changes: Change[]): void {
  for (const [name, inode] of sortedEntries(now)) {
    const old = before?.entries?.get(name) ?? null;
    const here = `${path}/${name}`;
    const start = changes.length;
    const differs = !old || statDiffers(old, inode);
    if (differs) changes.push({ path: here, kind: old ? 0 : 1 });
    if (inode.type !== 'dir') continue;
    compare(inode, old, here, changes);
    if (!differs && changes.length > start) changes.splice(start, 0, { path: here, kind: 0 });
  }
  for (const [name] of before ? sortedEntries(before) : []) if (!now.entries?.has(name)) changes.push({ path: `${path}/${name}`, kind: 2 });
}

/** The same as an archive, in the order in which a folder is walked, deletions as `.wh.` names. */
export function collectTreeDiff(now: Inode, before: Inode | null): ArchiveEntry[] {
  const kinds = new Map(treeChanges(now, before).map(({ path, kind }) => [path, kind]));
  const entries: ArchiveEntry[] = [];
  const linked = new Map<Inode, string>();
  const visit = (dir: Inode, old: Inode | null, prefix: string): void => {
    const gone = [...(old?.entries?.keys() ?? [])].filter((name) => !dir.entries?.has(name));
    for (const name of [...(dir.entries?.keys() ?? []), ...gone].sort(compareNames)) {
      const path = prefix + name;
      const inode = dir.entries?.get(name);
      if (!inode) {
        entries.push(whiteout(dir, `${prefix}${WHITEOUT}${name}`));
        continue;
      }
      if (!kinds.has(`/${path}`)) continue;
      const first = inode.type !== 'dir' && inode.nlink > 1 ? linked.get(inode) : undefined;
      if (first !== undefined) {
        entries.push(entryOf(inode, path, { type: 'hardlink', linkname: first, content: null }));
        continue;
      }
      linked.set(inode, path);
      entries.push(entryOf(inode, path, {}));
      if (inode.type === 'dir') visit(inode, old?.entries?.get(name) ?? null, `${path}/`);
    }
  };
  visit(now, before, '');
  return entries;
}

/** When a name went away nobody wrote down; the folder's own time is the best witness. */
function whiteout(dir: Inode, path: string): ArchiveEntry {
  const mtime = Math.floor(dir.mtime / 1000) * 1000;
  return { path, type: 'file', mode: 0o600, uid: 0, gid: 0, mtime, linkname: '', rdev: NO_DEVICE, content: null, xattrs: {} };
}
