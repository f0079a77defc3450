/** A layer as a tree of files: folders with what is in them, which rows of it are to be seen, and what a search leaves. */
import type { LayerChange } from '../../../api/stage.ts';
import { folderOf, nameOf } from '../path.ts';

export interface ListingNode {
  readonly path: string;
  readonly name: string;
  /** What the layer says of it; null for a folder that is only on the way. */
  readonly entry: LayerChange | null;
  readonly folder: boolean;
  /** Sorted: folders first, then by name. */
  readonly children: readonly ListingNode[];
  /** Bytes of the files in it (of a file: its own), and how many of each mark there are below it. */
  readonly bytes: number;
  readonly marks: Marks;
}

export interface Marks {
  readonly added: number;
  readonly changed: number;
  readonly deleted: number;
}

/** One line of the tree as it is shown. */
export interface ListingRow {
  readonly node: ListingNode;
  /** 1 for what is in "/". */
  readonly level: number;
  readonly open: boolean;
  /** Its place among its brothers, from 1, and how many there are. */
  readonly position: number;
  readonly of: number;
}

interface Growing {
  path: string;
  entry: LayerChange | null;
  children: Map<string, Growing>;
}

/** The tree of a layer's entries, in whatever order they come. */
export function listingTree(entries: readonly LayerChange[]): ListingNode {
  const root: Growing = { path: '/', entry: null, children: new Map() };
  const known = new Map<string, Growing>([['/', root]]);
  const at = (path: string): Growing => {
    const found = known.get(path);
    if (found) return found;
    const made: Growing = { path, entry: null, children: new Map() };
    known.set(path, made);
    at(folderOf(path)).children.set(nameOf(path), made);
    return made;
  };
  for (const entry of entries) at(entry.path).entry = entry;
  return grown(root);
}

function grown({ path, entry, children }: Growing): ListingNode {
  const nodes = [...children.values()].map(grown);
  const folder = entry === null || entry.type === 'dir' || nodes.length > 0;
  nodes.sort((a, b) => Number(b.folder) - Number(a.folder) || (a.name < b.name ? -1 : 1));
  let bytes = entry && entry.type !== 'dir' && entry.type !== 'whiteout' ? entry.size : 0;
  const marks = { added: 0, changed: 0, deleted: 0 };
  for (const node of nodes) {
    bytes += node.bytes;
    for (const mark of ['added', 'changed', 'deleted'] as const) {
      marks[mark] += node.marks[mark] + (node.entry?.change === mark ? 1 : 0);
    }
  }
  return { path, name: nameOf(path), entry, folder, children: nodes, bytes, marks };
}

/** The lines to be seen: what is in open folders; with a search, what it finds and the folders above that. */
export function listingRows(root: ListingNode, open: ReadonlySet<string>, search = ''): ListingRow[] {
  const wanted = search.trim().toLowerCase();
  const found = wanted === '' ? null : new Set<ListingNode>();
  if (found) find(root, wanted, found);
  const rows: ListingRow[] = [];
  const walk = (folder: ListingNode, level: number): void => {
    const children = found ? folder.children.filter((node) => found.has(node)) : folder.children;
    for (const [index, node] of children.entries()) {
      const opened =
        node.children.length > 0 && (open.has(node.path) || (found !== null && node.children.some((child) => found.has(child))));
      rows.push({ node, level, open: opened, position: index + 1, of: children.length });
      if (opened) walk(node, level + 1);
    }
  };
  walk(root, 1);
  return rows;
}

/** Collects what a search finds, the folders above it too. */
function find(node: ListingNode, wanted: string, found: Set<ListingNode>): boolean {
  let some = node.path.toLowerCase().includes(wanted);
  for (const child of node.children) some = find(child, wanted, found) || some;
  if (some) found.add(node);
  return some;
}

/** Folders to begin with: a chain of folders with nothing beside them is opened down to where it branches. */
export function firstOpen(root: ListingNode, most = 40): Set<string> {
  const open = new Set<string>();
  let shown = root.children.length;
  const level = [...root.children];
  for (let node = level.shift(); node; node = level.shift()) {
    if (node.children.length === 0 || shown + node.children.length > most) continue;
    open.add(node.path);
    shown += node.children.length;
    level.push(...node.children);
  }
  return open;
}
