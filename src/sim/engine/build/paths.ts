/** Finding one's way in a tree that must not be left: a build context, or an image's files. */
import type { FileSystem, Node } from '../../fs/types.ts';

/** "/a/./b/" and "a/b" are "a/b", ".." goes up but never out. */
export function within(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** Whether a path leads out of where it starts, whatever comes after that. */
export function leavesRoot(path: string): boolean {
  let depth = 0;
  for (const part of path.split('/')) {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (depth < 0) return true;
  }
  return false;
}

/** Where a path leads: without links in it, relative to the root. */
export interface Place {
  readonly path: string;
  /** Null when there is nothing. */
  readonly node: Node | null;
  /** Something on the way is no folder. */
  readonly blocked: boolean;
}

const MAX_LINKS = 255;

/** Follows a path and all links in it, the last one too; absolute links start at the root, and nothing leads out of it. */
export function resolveWithin(fs: FileSystem, path: string): Place {
  const rest = path.split('/').reverse();
  const trail: Node[] = [];
  const names: string[] = [];
  let links = 0;
  let lost = false;
  for (let name = rest.pop(); name !== undefined; name = rest.pop()) {
    if (name === '' || name === '.') continue;
    if (name === '..') {
      names.pop();
      trail.length = Math.min(trail.length, names.length);
      lost = trail.length < names.length;
      continue;
    }
    const dir = trail.at(-1) ?? fs.root;
    const node = lost || dir.type !== 'dir' ? null : fs.lookup(dir, name);
    if (node?.type === 'symlink' && links++ < MAX_LINKS) {
      const target = fs.readlink(node);
      if (target.startsWith('/')) {
        names.length = 0;
        trail.length = 0;
      }
      rest.push(...target.split('/').reverse());
      continue;
    }
    names.push(name);
    if (node) trail.push(node);
    else lost = true;
  }
  const last = trail.at(-1) ?? fs.root;
  return { path: names.join('/'), node: lost ? null : last, blocked: lost && last.type !== 'dir' };
}

/** A folder's names in the order of their bytes, as Go's filepath.Walk takes them. */
export const namesIn = (fs: FileSystem, dir: Node): string[] =>
  fs
    .readdir(dir)
    .map(({ name }) => name)
    .sort();

/** All below a folder, links not followed: each node with its path. */
export function* walkTree(fs: FileSystem, dir: Node, path: string): Generator<{ path: string; node: Node }> {
  for (const name of namesIn(fs, dir)) {
    const node = fs.lookup(dir, name);
    if (!node) continue;
    const at = path === '' ? name : `${path}/${name}`;
    yield { path: at, node };
    if (node.type === 'dir') yield* walkTree(fs, node, at);
  }
}
