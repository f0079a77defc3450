/** The rows of the scene: merged view, read-write layer, read-only layers, and the ground they all stand on. */
import type { LayerView } from '../../api/stage.ts';
import type { StageFacts } from './facts.ts';
import { chainKey, standing } from './grove.ts';
import { instruction } from './instruction.ts';
import type { SceneRow, Standing } from './scene.ts';

/** Rows of the scene, top first, and the row that each layer is shown in. */
export interface Rows {
  readonly rows: readonly SceneRow[];
  /** Row id by layer index. */
  readonly rowOf: readonly string[];
}

const ALONE: Standing = { images: 0, containers: 0 };

/** At most `limit` layer rows: layers without a shown path are folded together, in the middle of the stack first. */
export function buildRows(facts: StageFacts, busy: ReadonlySet<number>, limit: number): Rows {
  const layers = facts.stack?.layers ?? [];
  const ground: SceneRow = {
    id: 'ground',
    kind: 'ground',
    layer: null,
    title: { key: 'row.ground', params: {} },
    details: [
      { key: 'row.ground.detail', params: {} },
      { key: 'row.ground.kernel', params: { kernel: facts.kernel } },
    ],
    hue: null,
    sharedBy: ALONE,
    bytes: 0,
  };
  if (layers.length === 0) return { rows: [ground], rowOf: [] };
  const shared = standing(facts);
  const runs = foldRuns(layers, busy, limit);
  const rowOf: string[] = [];
  const rows: SceneRow[] = [];
  for (const [from, to] of runs) {
    const layer = layers[from];
    if (!layer) continue;
    const row = from === to ? layerRow(layers, layer, from, shared) : foldedRow(layers, from, to);
    rows.unshift(row);
    for (let index = from; index <= to; index++) rowOf[index] = row.id;
  }
  const ofImage = layers.at(-1)?.readonly !== false;
  const merged: SceneRow = {
    ...ground,
    id: 'merged',
    kind: 'merged',
    title: ofImage ? { key: 'row.merged.image', params: {} } : { key: 'row.merged', params: {} },
    details: ofImage ? [] : [{ key: 'row.merged.detail', params: {} }],
  };
  return { rows: [merged, ...rows, ground], rowOf };
}

function layerRow(layers: readonly LayerView[], layer: LayerView, index: number, shared: ReadonlyMap<string, Standing>): SceneRow {
  if (!layer.readonly) {
    return {
      id: layer.id,
      kind: 'read-write',
      layer: index,
      title: { key: 'row.rw', params: {} },
      details: [
        layer.entries === 0 && layer.size === 0 ? { key: 'row.empty', params: {} } : { key: 'row.bytes', params: { bytes: layer.size } },
        { key: 'row.only', params: {} },
      ],
      hue: 'warm',
      sharedBy: ALONE,
      bytes: layer.size,
    };
  }
  const line = instruction(layer.createdBy);
  const key = chainKey(layers.slice(0, index + 1).map((below) => below.diffId ?? below.id));
  return {
    id: layer.id,
    kind: 'read-only',
    layer: index,
    title: line === '' ? { key: 'row.ro.plain', params: { n: index + 1 } } : { key: 'row.ro', params: { n: index + 1, instruction: line } },
    details: [
      { key: 'row.bytes', params: { bytes: layer.size } },
      { key: 'row.id', params: { id: shortId(layer.diffId ?? layer.id) } },
    ],
    hue: index,
    sharedBy: shared.get(key) ?? ALONE,
    bytes: layer.size,
  };
}

function foldedRow(layers: readonly LayerView[], from: number, to: number): SceneRow {
  const bytes = layers.slice(from, to + 1).reduce((sum, layer) => sum + layer.size, 0);
  return {
    id: `folded:${from}`,
    kind: 'folded',
    layer: null,
    title: { key: 'row.folded', params: { from: from + 1, to: to + 1 } },
    details: [
      { key: 'row.folded.count', params: { count: to - from + 1 } },
      { key: 'row.bytes', params: { bytes } },
    ],
    hue: from,
    sharedBy: ALONE,
    bytes,
  };
}

/** Neighbouring layers that share a row, as [first, last] pairs, bottom first. */
function foldRuns(layers: readonly LayerView[], busy: ReadonlySet<number>, limit: number): [number, number][] {
  const runs = layers.map((_, index): [number, number] => [index, index]);
  const quiet = ([from, to]: [number, number]): boolean => {
    for (let index = from; index <= to; index++) if (busy.has(index)) return false;
    return to < layers.length - 1 && from > 0;
  };
  for (const strict of [true, false]) {
    for (let at = 1; runs.length > Math.max(3, limit) && at < runs.length - 1; ) {
      const [lower, upper] = [runs[at], runs[at + 1]];
      if (lower && upper && at + 1 < runs.length - 1 && (!strict || (quiet(lower) && quiet(upper)))) {
        runs.splice(at, 2, [lower[0], upper[1]]);
      } else at++;
    }
  }
  return runs;
}

/** The twelve hexadecimal digits by which Docker shows an id. */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}
