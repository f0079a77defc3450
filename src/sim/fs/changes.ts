/** What `docker diff` says: Docker's comparison of a container's tree with its image's (pkg/archive/changes.go). */
import { compareNames } from './name-order.ts';
import type { Change } from './driver.ts';
import type { LowerNode } from './lower.ts';
import { type Marks, overlayMarks } from './marks.ts';
import { type Inode, sizeOf } from './memfs.ts';

/** The changes of an upper folder against the merged layers below, a folder before what is in it, deletions last in each folder. */
export function changesOf(upper: Inode, lower: LowerNode | null, marks: Marks = overlayMarks): Change[] {
  const changes: Change[] = [];
  compare(marks, upper, lower, '', lower !== null, changes);
  return changes;
}

/** `known` is false in a folder that is itself new: then everything in it is. */
function compare(marks: Marks, upper: Inode, lower: LowerNode | null, path: string, known: boolean, changes: Change[]): void {
  const before = known && lower?.inode.type === 'dir' ? lower.index() : null;
  const gone: string[] = [];
  for (const name of [...marks.names(upper)].sort(compareNames)) {
    const inode = marks.find(upper, name);
    const old = before?.get(name) ?? null;
    const here = `${path}/${name}`;
    if (!inode) continue;
    if (inode === 'whiteout') {
      if (old) gone.push(name);
      continue;
    }
    const start = changes.length;
    const differs = !old || statDiffers(old.inode, inode);
    if (differs) changes.push({ path: here, kind: old ? 0 : 1 });
    if (inode.type !== 'dir') continue;
    compare(marks, inode, old, here, old !== null, changes);
    // A folder in which something changed counts as changed, because its time is.
    if (!differs && changes.length > start) changes.splice(start, 0, { path: here, kind: 0 });
  }
  if (before && marks.isOpaque(upper)) for (const name of before.keys()) if (!marks.find(upper, name)) gone.push(name);
  for (const name of gone) changes.push({ path: `${path}/${name}`, kind: 2 });
}

/** Whether a node is another than it was, by what stat(2) tells of it. */
export function statDiffers(old: Inode, now: Inode): boolean {
  if (old.type !== now.type || old.mode !== now.mode || old.uid !== now.uid || old.gid !== now.gid) return true;
  if (old.rdev[0] !== now.rdev[0] || old.rdev[1] !== now.rdev[1] || capability(old) !== capability(now)) return true;
  // Neither size nor time of a folder is a good measure of change, says Docker.
  if (now.type === 'dir') return false;
  return !sameTime(old.mtime, now.mtime) || sizeOf(old) !== sizeOf(now);
}

/** Archives keep whole seconds, so a whole second equals any time in it. */
function sameTime(a: number, b: number): boolean {
  return a === b || (Math.floor(a / 1000) === Math.floor(b / 1000) && (a % 1000 === 0 || b % 1000 === 0));
}

const capability = (inode: Inode): string => inode.xattrs?.get('security.capability')?.join() ?? '';
