/** Which paths get a column, under which bracket, in which order. */
import type { StageFacts } from './facts.ts';
import { ancestors, folderOf, join, nameOf } from './path.ts';
import type { Capacity, LayerScene, SceneColumn, SceneGroup } from './scene.ts';
import type { Touch } from './touches.ts';
import { holdings, mergedNames, nodeAt } from './union.ts';

/** Paths that were only looked at: so many stay on the stage beside the changed ones. */
const LOOKED_AT = 3;

/** More changed paths than this in one folder by one command are one column. */
const CROWD = 6;

export interface Columns {
  readonly groups: readonly SceneGroup[];
  readonly columns: readonly SceneColumn[];
}

/** Chooses columns that fit; those of the scene before keep their order, new ones come after them. */
export function chooseColumns(facts: StageFacts, before: LayerScene | null, fits: Capacity): Columns {
  const layers = facts.stack?.layers ?? [];
  if (layers.length === 0) return { groups: [], columns: [] };
  const touched = touchedPaths(facts);
  // Paths that were only looked at give way before names lose their room on the tiles.
  const changed = touched.filter((path) => facts.touches.paths.get(path)?.changed).length;
  const room = Math.max(1, (changed < fits.named ? fits.named : fits.columns) - 1);
  const wanted = new Map<string, SceneColumn>();
  const want = (path: string, kind: 'path' | 'folder'): void => {
    const group = kind === 'folder' ? path : folderOf(path);
    const id = kind === 'folder' ? `folder:${path}` : path;
    if (wanted.size < room) wanted.set(id, { id, kind, path, name: nameOf(path) || '/', group });
  };
  const crowded = crowdedFolders(facts);
  for (const path of touched) {
    const folder = folderOf(path);
    if (facts.folds.get(folder) === false || crowded.has(folder)) want(folder, 'folder');
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
  const ran = new Set(all.filter((touch) => !touch.missed && isProgram(touch.path)).map((touch) => touch.burst));
  const above = new Map<string, number>();
  for (const touch of all) {
    for (const folder of ancestors(touch.path)) above.set(folder, Math.max(above.get(folder) ?? touch.burst, touch.burst));
  }
  const kept: Touch[] = [];
  let looks = 0;
  // What was found comes before what was looked for in vain: a shell asks for many a file that nobody has.
  const vain = (touch: Touch): boolean => touch.missed && !touch.changed;
  for (const touch of [...all.filter((one) => !vain(one)), ...all.filter(vain)]) {
    const { path, burst, changed, missed } = touch;
    if (!changed && (burst < newest - 1 || looks >= LOOKED_AT)) continue;
    // A program that was found in the end: the folders of PATH before that one say nothing.
    if (!changed && missed && isProgram(path) && ran.has(burst)) continue;
    if (burst < newest && holdings(layers, facts.listings, path).length === 0) continue;
    const whitedOut = isWhiteout(facts, path);
    if ((above.get(path) ?? -2) >= burst && !whitedOut) continue;
    if (!whitedOut && ancestors(path).some((folder) => isWhiteout(facts, folder))) continue;
    if (!changed) looks++;
    kept.push(touch);
  }
  const rank = (touch: Touch): number => (touch.changed ? 2 : 0) + (touch.burst >= newest ? 1 : 0);
  return kept.sort((a, b) => rank(b) - rank(a) || b.seq - a.seq).map((touch) => touch.path);
}

/** True for what a search along PATH looks up. */
function isProgram(path: string): boolean {
  return /\/s?bin\/[^/]+$/.test(path);
}

/** Folders in which one command changed so much that they are shown closed, with a count. */
function crowdedFolders(facts: StageFacts): Set<string> {
  const counts = new Map<string, number>();
  for (const { path, burst, changed } of facts.touches.paths.values()) {
    const key = `${burst} ${folderOf(path)}`;
    if (changed) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const crowded = [...counts].filter(([, count]) => count > CROWD).map(([key]) => key.slice(key.indexOf(' ') + 1));
  return new Set(crowded.filter((folder) => facts.folds.get(folder) !== true));
}

/** Folders of a root file system that a reader meets first; the others follow in the order of their names. */
const WELL_KNOWN = ['bin', 'etc', 'root', 'usr', 'tmp', 'var', 'home', 'lib'];

function wellKnownFirst(names: readonly string[]): string[] {
  return [...WELL_KNOWN.filter((name) => names.includes(name)), ...names.filter((name) => !WELL_KNOWN.includes(name))];
}

/** True when the topmost layer that holds anything of the path holds a whiteout. */
function isWhiteout(facts: StageFacts, path: string): boolean {
  const layers = facts.stack?.layers ?? [];
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index];
    const node = layer && nodeAt(facts.listings, layer, path);
    if (node) return node.type === 'whiteout';
  }
  return false;
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
