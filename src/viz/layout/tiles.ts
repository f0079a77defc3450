/** Tiles at the crossings of rows and columns. */
import type { Say } from '../model/caption.ts';
import type { SceneColumn, SceneTile } from '../model/scene.ts';
import type { ColumnBox } from './columns.ts';
import { type Font, type Label, label, type Measure } from './label.ts';
import type { Metrics } from './metrics.ts';
import type { RowBox } from './rows.ts';
import type { Box } from './stage.ts';

export interface TileBox extends Box {
  readonly tile: SceneTile;
  readonly column: SceneColumn;
  readonly label: Label;
  /** Its size, under its name; "" where there is no room or none to tell. */
  readonly sub: Label;
  /** The sentence shown on focus, and its accessible name. */
  readonly about: string;
}

/** Places the tiles; on narrow ones only counts and marks are written. */
export function layoutTiles(
  tiles: readonly SceneTile[],
  rows: readonly RowBox[],
  columns: readonly ColumnBox[],
  narrow: boolean,
  m: Metrics,
  say: Say,
  measure: Measure,
): TileBox[] {
  return tiles.flatMap((tile) => {
    const row = rows.find((box) => box.row.id === tile.row);
    const head = columns.find((box) => box.column.id === tile.column);
    if (!row || !head) return [];
    const box = { x: head.x, y: row.tileY, width: head.width, height: row.tileHeight };
    const font: Font = {
      size: m.small,
      mono: tile.state !== 'whiteout' && tile.state !== 'gone' && tile.state !== 'absent',
      bold: tile.state === 'present' && !narrow,
    };
    const text = tileText(tile, head.column, narrow, say);
    let shown = label(
      text,
      box.x + box.width / 2,
      box.y + box.height / 2 + m.small * 0.36,
      box.width - (narrow ? 3 : 8) * m.factor,
      font,
      measure,
      'middle',
    );
    const size = sizeText(tile, box.height, narrow, m, say);
    const under: Font = { size: m.small, mono: false, bold: false };
    const fits = size !== '' && measure(size, under) <= box.width - 6 * m.factor;
    const middle = box.x + box.width / 2;
    const sub = label(fits ? size : '', middle, box.y + box.height / 2 + m.small * 1.4, box.width, under, measure, 'middle');
    if (fits) shown = { ...shown, y: shown.y - m.small * 0.58 };
    return [{ tile, column: head.column, ...box, label: shown, sub, about: say(tile.about) }];
  });
}

/** How big a file is, when its tile is high enough for two lines. */
function sizeText(tile: SceneTile, height: number, narrow: boolean, m: Metrics, say: Say): string {
  if (narrow || height < 46 * m.factor || tile.state !== 'present' || tile.type !== 'file') return '';
  return say({ key: 'row.bytes', params: { bytes: tile.bytes } });
}

function tileText(tile: SceneTile, column: SceneColumn, narrow: boolean, say: Say): string {
  if (tile.state === 'summary')
    return say({ key: column.kind === 'rest' ? 'tile.more' : 'tile.count', params: { count: tile.count ?? 0 } });
  if (narrow) return tile.state === 'whiteout' ? '×' : '';
  if (tile.state === 'whiteout') return say({ key: 'tile.whiteout', params: {} });
  if (tile.state === 'absent') return say({ key: 'tile.absent', params: {} });
  if (tile.state === 'gone') return say({ key: 'tile.gone', params: {} });
  return tile.type === 'dir' ? `${column.name}/` : column.name;
}
