/** The scene's text equivalent: one item per row, its shown paths as children. */
import { type Caption, layerParam } from './caption.ts';
import type { LayerScene, SceneRow, SceneTile } from './scene.ts';

export interface TreeItem {
  /** The id of the row or tile it stands for. */
  readonly id: string;
  readonly text: Caption;
  readonly children: readonly TreeItem[];
}

/** Items in the order of the rows, top first. */
export function sceneTree(scene: LayerScene): TreeItem[] {
  const readOnly = scene.rows.filter((row) => row.layer !== null).length;
  const layers = scene.rows.reduce((top, row) => Math.max(top, row.layer === null ? 0 : row.layer + 1), readOnly);
  return scene.rows.map((row) => {
    const mine = scene.tiles.filter((tile) => tile.row === row.id);
    const lids = scene.lids.filter((lid) => lid.row === row.id);
    return {
      id: row.id,
      text: rowText(row, mine, layers),
      children: [
        ...lids.map((lid) => ({
          id: lid.id,
          text: { key: 'tree.opaque', params: { path: lid.about.key === 'tile.opaque' ? lid.about.params.folder : '' } } as const,
          children: [],
        })),
        ...mine
          .filter((tile) => tile.column !== 'rest')
          .map((tile) => ({ id: tile.id, text: tileText(scene, row, tile, layers), children: [] })),
      ],
    };
  });
}

function rowText(row: SceneRow, tiles: readonly SceneTile[], layers: number): Caption {
  const title = row.title;
  switch (row.kind) {
    case 'merged':
      return { key: 'tree.merged', params: { count: tiles.filter((tile) => tile.state === 'present').length } };
    case 'read-write':
      return { key: 'tree.rw', params: { bytes: row.bytes, count: tiles.length } };
    case 'read-only':
      return {
        key: 'tree.ro',
        params: {
          n: (row.layer ?? 0) + 1,
          of: layers,
          bytes: row.bytes,
          instruction: title.key === 'row.ro' ? title.params.instruction : '',
        },
      };
    case 'folded':
      return title.key === 'row.folded' ? { key: 'tree.folded', params: { ...title.params, bytes: row.bytes } } : title;
    case 'ground': {
      const detail = row.details[1];
      return detail?.key === 'row.ground.kernel' ? { key: 'tree.ground', params: detail.params } : title;
    }
  }
}

function tileText(scene: LayerScene, row: SceneRow, tile: SceneTile, layers: number): Caption {
  const path = scene.columns.find((column) => column.id === tile.column)?.path ?? '';
  const lower = scene.rows.find(
    (other) =>
      other.layer !== null &&
      other.layer < (row.layer ?? 0) &&
      scene.tiles.some((below) => below.row === other.id && below.column === tile.column && below.state === 'shadowed'),
  );
  const lowerName = lower?.layer == null ? '' : layerParam(lower.layer, layers, true);
  if (tile.state === 'whiteout') return { key: 'tree.deleted', params: { path, layer: lowerName } };
  if (tile.state === 'summary') return { key: 'tree.folder', params: { path, count: tile.count ?? 0 } };
  if (tile.state === 'gone' || tile.state === 'absent') return tile.about;
  if (tile.state === 'shadowed') {
    return tile.about.key === 'about.shadowed' ? { key: 'tree.shadowed', params: { path, by: tile.about.params.by } } : tile.about;
  }
  if (tile.opaque) return { key: 'tree.opaque', params: { path } };
  if (tile.type === 'dir') return { key: row.kind === 'read-write' && !lower ? 'tree.addedDir' : 'tree.dir', params: { path } };
  if (row.kind !== 'read-write') return { key: 'tree.present', params: { path, bytes: tile.bytes } };
  return lower
    ? { key: 'tree.changed', params: { path, layer: lowerName, bytes: tile.bytes } }
    : { key: 'tree.added', params: { path, bytes: tile.bytes } };
}
