/** Which paths get a column, under which bracket, in which order. */
import type { StageFacts } from './facts.ts';
import { folderOf, isBelow, join, nameOf } from './path.ts';
import type { Capacity, LayerScene, SceneColumn, SceneGroup } from './scene.ts';
import type { Touch } from './touches.ts';
import { holdings, mergedNames } from './union.ts';

/** Paths that were only looked at: so many stay on the stage beside the changed ones. */
const LOOKED_AT = 5;

export interface Columns {
  readonly groups: readonly SceneGroup[];
  readonly columns: readonly SceneColumn[];
}

/** Chooses columns that fit; those of the scene before keep their order, new ones come after them. */
export function chooseColumns(facts: StageFacts, before: LayerScene | null, fits: Capacity): Columns {
  const layers = facts.stack?.layers ?? [];
  if (layers.length === 0) return { groups: [], columns: [] };
  const touched = touchedPaths(facts);
  const room = Math.max(1, (touched.length === 0 ? fits.named : fits.columns) - 1);
  const wanted = new Map<string, SceneColumn>();
  const want = (path: string, kind: 'path' | 'folder'): void => {
    const group = kind === 'folder' ? path : folderOf(path);
    const id = kind === 'folder' ? `folder:${path}` : path;
    if (wanted.size < room) wanted.set(id, { id, kind, path, name: nameOf(path) || '/', group });
  };
  for (const path of touched) {
    const folder = folderOf(path);
    if (facts.folds.get(folder) === false) want(folder, 'folder');
    else want(path, 'path');
  }
  // Chosen newest first, shown in the order in which they were touched: what is new comes at the end.
  const inTime = [...wanted.values()].reverse();
  const touchedCount = wanted.size;
  const opened = [...facts.folds].filter(([, open]) => open).map(([folder]) => folder);
  if (touched.length === 0 && facts.folds.get('/') === undefined) opened.push('/');
  for (const folder of opened) {
    for (const name of wellKnownFirst(mergedNames(layers, facts.listings, folder))) {
      const path = join(folder, name);
      if (![...wanted.values()].some((column) => column.path === path)) want(path, 'path');
    }
  }
  const same = before?.subject?.id === facts.subject?.id ? before : null;
  return arrange([...inTime, ...[...wanted.values()].slice(touchedCount)], same);
}

/** Changed paths (newest first), among them the few that were last looked at; a folder gives way to what is in it. */
function touchedPaths(facts: StageFacts): string[] {
  const layers = facts.stack?.layers ?? [];
  const all = [...facts.touches.paths.values()].sort((a, b) => b.seq - a.seq);
  const newest = facts.touches.burst;
  const held = (touch: Touch): boolean => holdings(layers, facts.listings, touch.path).length > 0;
  const kept: Touch[] = [];
  let looks = 0;
  for (const touch of all) {
    const recent = touch.burst >= newest;
    if (!touch.changed && (touch.burst < newest - 1 || looks >= LOOKED_AT)) continue;
    if (!recent && !held(touch)) continue;
    if (all.some((other) => isBelow(other.path, touch.path) && other.burst >= touch.burst) && !whitedOut(facts, touch.path)) continue;
    if (!touch.changed) looks++;
    kept.push(touch);
  }
  const rank = (touch: Touch): number => (touch.changed ? 2 : 0) + (touch.burst >= newest ? 1 : 0);
  return kept.sort((a, b) => rank(b) - rank(a)).map((touch) => touch.path);
}

/** Folders of a root file system that a reader meets first; the others follow in the order of their names. */
const WELL_KNOWN = ['bin', 'etc', 'root', 'usr', 'tmp', 'var', 'home', 'lib'];

function wellKnownFirst(names: readonly string[]): string[] {
  return [...WELL_KNOWN.filter((name) => names.includes(name)), ...names.filter((name) => !WELL_KNOWN.includes(name))];
}

function whitedOut(facts: StageFacts, path: string): boolean {
  return holdings(facts.stack?.layers ?? [], facts.listings, path)[0]?.node.type === 'whiteout';
}

function arrange(wanted: readonly SceneColumn[], before: LayerScene | null): Columns {
  const place = new Map((before?.columns ?? []).map((column, index) => [column.id, index]));
  const order = new Map((before?.groups ?? []).map((group, index) => [group.id, index]));
  const groups: { id: string; columns: SceneColumn[] }[] = [];
  for (const column of wanted) {
    const group = groups.find((candidate) => candidate.id === column.group);
    if (group) group.columns.push(column);
    else groups.push({ id: column.group, columns: [column] });
  }
  const at = (index: number | undefined): number => index ?? Number.MAX_SAFE_INTEGER;
  const compare = (a: number, b: number): number => (a === b ? 0 : a - b);
  groups.sort((a, b) => compare(at(order.get(a.id)), at(order.get(b.id))));
  for (const group of groups) group.columns.sort((a, b) => compare(at(place.get(a.id)), at(place.get(b.id))));
  const rest: SceneColumn = { id: 'rest', kind: 'rest', path: '/', name: '…', group: 'rest' };
  return {
    groups: [
      ...groups.map((group): SceneGroup => ({ id: group.id, kind: 'folder', open: group.columns[0]?.kind !== 'folder' })),
      { id: 'rest', kind: 'rest', open: false },
    ],
    columns: [...groups.flatMap((group) => group.columns), rest],
  };
}
