/** The tiles: what each row holds in each column, and what is seen from above. */
import type { LayerView } from '../../api/stage.ts';
import { type Caption, layerParam } from './caption.ts';
import type { Columns } from './columns.ts';
import { folderKey, type StageFacts } from './facts.ts';
import { isBelow } from './path.ts';
import type { Rows } from './rows.ts';
import type { Hue, SceneColumn, SceneLid, SceneTile } from './scene.ts';
import { type Holding, holdings, mergedNames, nodeAt, winner } from './union.ts';

/** Everything the layers hold of the shown columns, by column id. */
export type Held = ReadonlyMap<string, readonly Holding[]>;

/** Works out every shown path once. */
export function holdColumns(facts: StageFacts, columns: readonly SceneColumn[]): Held {
  const layers = facts.stack?.layers ?? [];
  return new Map(
    columns.filter((column) => column.kind === 'path').map((column) => [column.id, holdings(layers, facts.listings, column.path)]),
  );
}

/** Layers that hold something of a shown path: their rows are not folded away if it can be helped. */
export function busyLayers(held: Held): Set<number> {
  return new Set([...held.values()].flatMap((found) => found.map((holding) => holding.layer)));
}

/** All tiles, column by column. */
export function buildTiles(facts: StageFacts, rows: Rows, chosen: Columns, held: Held): SceneTile[] {
  const tiles = chosen.columns.flatMap((column) => {
    if (column.kind === 'rest') return restTiles(facts, rows, chosen, held);
    return column.kind === 'folder' ? folderTiles(facts, rows, column) : pathTiles(facts, rows, column, held.get(column.id) ?? []);
  });
  return [...new Map(tiles.map((tile) => [tile.id, tile])).values()];
}

/** One lid per opaque folder and layer, over the columns of that folder. */
export function buildLids(facts: StageFacts, rows: Rows, chosen: Columns): SceneLid[] {
  const layers = facts.stack?.layers ?? [];
  const lids: SceneLid[] = [];
  layers.forEach((layer, index) => {
    for (const group of chosen.groups) {
      if (group.kind === 'rest' || nodeAt(facts.listings, layer, group.id)?.opaque !== true) continue;
      const below = chosen.groups.filter((other) => other.id === group.id || isBelow(other.id, group.id)).map((other) => other.id);
      const columns = chosen.columns.filter((column) => column.kind !== 'rest' && below.includes(column.group)).map((column) => column.id);
      for (const run of neighbours(columns, chosen.columns)) {
        lids.push({
          id: `${rows.rowOf[index]}|lid|${run[0]}`,
          row: rows.rowOf[index] ?? '',
          columns: run,
          hue: hueOf(layers, index),
          about: { key: 'tile.opaque', params: { folder: group.id } },
        });
      }
    }
  });
  return lids;
}

/** The hue of a layer's own row. */
function hueOf(layers: readonly LayerView[], index: number): Hue {
  return layers[index]?.readonly === false ? 'warm' : index;
}

function pathTiles(facts: StageFacts, rows: Rows, column: SceneColumn, found: readonly Holding[]): SceneTile[] {
  const layers = facts.stack?.layers ?? [];
  const name = (index: number): string => layerParam(index, layers.length, layers.at(-1)?.readonly === false);
  const tiles = found.map(({ layer, node, visible, hiddenBy }): SceneTile => {
    const path = column.path;
    const whiteout = node.type === 'whiteout';
    const lower = found.find((other) => other.layer < layer && other.node.type !== 'whiteout');
    return {
      ...blank(rows.rowOf[layer] ?? '', column),
      state: whiteout ? 'whiteout' : visible ? 'present' : 'shadowed',
      type: node.type === 'dir' ? 'dir' : node.type === 'file' ? 'file' : 'other',
      opaque: node.opaque && layer > 0 && visible,
      hue: hueOf(layers, layer),
      bytes: node.size,
      about:
        node.opaque && layer > 0 && visible
          ? { key: 'tile.opaque', params: { folder: path } }
          : whiteout
            ? { key: 'about.whiteout', params: { path, layer: lower ? name(lower.layer) : '' } }
            : visible
              ? node.type === 'dir'
                ? { key: 'about.dir', params: { path, layer: name(layer) } }
                : { key: 'about.present', params: { path, layer: name(layer), bytes: node.size } }
              : hiddenBy === null
                ? { key: 'about.hidden', params: { path, layer: name(layer) } }
                : { key: 'about.shadowed', params: { path, layer: name(layer), by: name(hiddenBy) } },
    };
  });
  const top = winner(found);
  const seen = top && tiles[found.indexOf(top)];
  const merged: SceneTile = seen
    ? {
        ...seen,
        id: `merged|${column.id}`,
        row: 'merged',
        opaque: false,
        about: seenFrom(layers, column.path, top),
        parts: mergedParts(layers, found),
      }
    : {
        ...blank('merged', column),
        state: found.length === 0 ? 'absent' : 'gone',
        about: { key: 'about.gone', params: { path: column.path } },
      };
  return [merged, ...dedupe(tiles)];
}

/** What the merged view says of a path. */
function seenFrom(layers: readonly LayerView[], path: string, { layer, node }: Holding): Caption {
  const from = layerParam(layer, layers.length, layers.at(-1)?.readonly === false);
  return node.type === 'dir'
    ? { key: 'about.dir', params: { path, layer: from } }
    : { key: 'about.present', params: { path, layer: from, bytes: node.size } };
}

/** A folder is merged from every layer that shows some of it. */
function mergedParts(layers: readonly LayerView[], found: readonly Holding[]): SceneTile['parts'] {
  const visible = found.filter((holding) => holding.visible);
  return visible.length < 2 ? [] : visible.map((holding) => ({ hue: hueOf(layers, holding.layer), count: 1 })).reverse();
}

/** In a folded row several layers can hold the path: the topmost of them is shown. */
function dedupe(tiles: readonly SceneTile[]): SceneTile[] {
  return tiles.filter((tile, index) => tiles.findIndex((other) => other.id === tile.id) === index);
}

function folderTiles(facts: StageFacts, rows: Rows, column: SceneColumn): SceneTile[] {
  const layers = facts.stack?.layers ?? [];
  const counts = new Map<string, { count: number; hue: Hue }>();
  const parts: { hue: Hue; count: number }[] = [];
  layers.forEach((layer, index) => {
    const list = facts.listings.get(folderKey(layer.id, column.path)) ?? [];
    if (list.length === 0) return;
    const row = rows.rowOf[index] ?? '';
    counts.set(row, { count: (counts.get(row)?.count ?? 0) + list.length, hue: hueOf(layers, index) });
    parts.push({ hue: hueOf(layers, index), count: list.length });
  });
  const tile = (row: string, count: number, hue: Hue): SceneTile => ({
    ...blank(row, column),
    state: 'summary',
    type: 'dir',
    hue,
    count,
    about: { key: 'about.folder', params: { path: column.path, count } },
  });
  const seen = mergedNames(layers, facts.listings, column.path).length;
  return [
    { ...tile('merged', seen, parts.at(-1)?.hue ?? null), parts },
    ...[...counts].map(([row, { count, hue }]) => tile(row, count, hue)),
  ];
}

/** What every layer holds beside the shown paths, in one tile each. */
function restTiles(facts: StageFacts, rows: Rows, chosen: Columns, held: Held): SceneTile[] {
  const layers = facts.stack?.layers ?? [];
  const column = chosen.columns.at(-1);
  if (!column) return [];
  const counts = new Map<string, { count: number; bytes: number; hue: Hue }>();
  const parts: { hue: Hue; count: number }[] = [];
  layers.forEach((layer, index) => {
    const shown = [...held.values()].flat().filter((holding) => holding.layer === index);
    const count = Math.max(0, layer.entries - shown.length);
    if (count === 0 || layer.readonly === false) return;
    const bytes = Math.max(0, layer.size - shown.reduce((sum, holding) => sum + (holding.node.type === 'dir' ? 0 : holding.node.size), 0));
    const row = rows.rowOf[index] ?? '';
    const before = counts.get(row);
    counts.set(row, { count: (before?.count ?? 0) + count, bytes: (before?.bytes ?? 0) + bytes, hue: index });
    parts.push({ hue: index, count });
  });
  const tile = (row: string, count: number, bytes: number, hue: Hue): SceneTile => ({
    ...blank(row, column),
    state: 'summary',
    type: 'dir',
    hue,
    count,
    bytes,
    about: { key: 'about.rest', params: { count, bytes } },
  });
  const sum = (pick: (part: { count: number; bytes: number }) => number): number =>
    [...counts.values()].reduce((total, part) => total + pick(part), 0);
  if (counts.size === 0) return [];
  const merged = {
    ...tile(
      'merged',
      sum((part) => part.count),
      sum((part) => part.bytes),
      null,
    ),
    parts,
  };
  return [merged, ...[...counts].map(([row, part]) => tile(row, part.count, part.bytes, part.hue))];
}

function blank(row: string, column: SceneColumn): SceneTile {
  return {
    id: `${row}|${column.id}`,
    row,
    column: column.id,
    state: 'present',
    type: 'file',
    opaque: false,
    hue: null,
    parts: [],
    count: null,
    bytes: 0,
    about: { key: 'about.gone', params: { path: column.path } },
  };
}

function neighbours(ids: readonly string[], columns: readonly SceneColumn[]): string[][] {
  const runs: string[][] = [];
  let open: string[] | null = null;
  for (const column of columns) {
    if (!ids.includes(column.id)) open = null;
    else if (open) open.push(column.id);
    else runs.push((open = [column.id]));
  }
  return runs;
}
