/** The panel of the layers: each digest a row, left what the registry has, right what this machine has. */
import { formatBytes } from '../../bytes.ts';
import type { NamesSay } from '../../model/names/caption.ts';
import type { LayerFold, LayerRow } from '../../model/names/scene.ts';
import { type Font, type Label, label, type Measure } from '../label.ts';
import type { Box } from '../stage.ts';
import type { NamesMetrics, Panel } from './metrics.ts';

/** One side of a row. */
export interface LayerTile extends Box {
  readonly side: 'there' | 'here';
  readonly there: boolean;
  /** How much of it has come, 0 to 1; null when nothing is on its way. */
  readonly fill: number | null;
  readonly label: Label;
  readonly detail: Label | null;
}

export interface LayerRowBox extends Box {
  readonly row: LayerRow;
  readonly tiles: readonly [LayerTile, LayerTile];
  /** What is between them: the same on both sides, on its way, done. */
  readonly sign: 'same' | 'right' | 'left' | 'waiting' | 'done' | 'failed' | null;
  readonly middle: { readonly x: number; readonly y: number; readonly width: number };
}

export interface FoldBox extends Box {
  readonly fold: LayerFold;
  readonly label: Label;
}

export interface LayersLayout {
  readonly rows: readonly LayerRowBox[];
  readonly folds: readonly FoldBox[];
  readonly heads: readonly Label[];
  readonly empty: Label | null;
}

/** Lays the rows out; `host` is what the left side is. */
export function layoutLayers(
  rows: readonly (LayerRow | LayerFold)[],
  host: string,
  panel: Panel,
  m: NamesMetrics,
  say: NamesSay,
  measure: Measure,
): LayersLayout {
  const f = m.factor;
  const small: Font = { size: m.small, mono: false, bold: false };
  const between = Math.min(52 * f, Math.max(22 * f, panel.width * 0.11));
  const tile = (panel.width - between) / 2;
  const boxes: LayerRowBox[] = [];
  const folds: FoldBox[] = [];
  rows.forEach((row, at) => {
    const box: Box = { x: panel.x, y: panel.y + at * m.row, width: panel.width, height: m.row };
    if (row.kind === 'fold') {
      const y = box.y + box.height / 2 + m.small * 0.36;
      folds.push({ fold: row, ...box, label: label(say(row.text), box.x + box.width / 2, y, box.width - 8 * f, small, measure, 'middle') });
    } else boxes.push(rowBox(row, box, tile, between, m, say, measure));
  });
  const y = panel.y - 8 * f;
  const heads = [
    label(say({ key: 'column.there', params: { host } }), panel.x + tile / 2, y, tile + between / 2 - 4 * f, small, measure, 'middle'),
    label(
      say({ key: 'column.here', params: {} }),
      panel.x + panel.width - tile / 2,
      y,
      tile + between / 2 - 4 * f,
      small,
      measure,
      'middle',
    ),
  ];
  const empty =
    rows.length > 0
      ? null
      : label(
          say({ key: 'layers.empty', params: {} }),
          panel.x + panel.width / 2,
          panel.y + m.row,
          panel.width - 8 * f,
          small,
          measure,
          'middle',
        );
  return { rows: boxes, folds, heads: rows.length > 0 ? heads : [], empty };
}

function rowBox(row: LayerRow, box: Box, wide: number, between: number, m: NamesMetrics, say: NamesSay, measure: Measure): LayerRowBox {
  const f = m.factor;
  const mono: Font = { size: m.small, mono: true, bold: false };
  const sans: Font = { size: m.small, mono: false, bold: false };
  const { going } = row;
  const goal = going ? (going.direction === 'pull' ? 'here' : 'there') : null;
  const busy = going !== null && going.phase !== 'done' && going.phase !== 'exists';
  const moving = busy && going.phase !== 'mounted';
  const tileOf = (side: 'there' | 'here', x: number): LayerTile => {
    const fact = row[side];
    const area: Box = { x, y: box.y + 2 * f, width: wide, height: box.height - 4 * f };
    const y = box.y + box.height / 2 + m.small * 0.36;
    const inset = fact ? 23 * f : 8 * f;
    const room = wide - inset - 6 * f;
    if (going && side === goal && (busy || fact?.text === '')) {
      const words = label(say(going.text), x + wide / 2, y, wide - 10 * f, sans, measure, 'middle');
      return { side, there: fact !== null && !moving, fill: moving ? fillOf(row) : null, ...area, label: words, detail: null };
    }
    if (!fact) return { side, there: false, fill: null, ...area, label: label('', x + inset, y, 0, mono, measure), detail: null };
    const size = row.kind === 'config' ? '' : formatBytes(fact.bytes);
    const words = row.kind === 'config' ? say({ key: 'config.label', params: {} }) : size;
    const digits = measure(fact.text, mono) <= room ? fact.text : fact.text.slice(0, 6);
    const left = room - measure(digits, mono) - 8 * f;
    const fits = words !== '' && (fact.bytes > 0 || row.kind === 'config') && measure(words, sans) <= left;
    return {
      side,
      there: true,
      fill: null,
      ...area,
      label: label(digits, x + inset, y, room, mono, measure),
      detail: fits ? label(words, x + wide - 6 * f, y, left, sans, measure, 'end') : null,
    };
  };
  return {
    row,
    ...box,
    tiles: [tileOf('there', box.x), tileOf('here', box.x + wide + between)],
    sign: signOf(row),
    middle: { x: box.x + wide + between / 2, y: box.y + box.height / 2, width: between },
  };
}

/** The tile on its way is filled while bytes come, and again while they are unpacked. */
function fillOf({ going }: LayerRow): number | null {
  if (!going) return null;
  return going.phase === 'failed' ? 0 : going.part;
}

function signOf({ going, there, here }: LayerRow): LayerRowBox['sign'] {
  if (!going) return there && here ? 'same' : null;
  switch (going.phase) {
    case 'done':
      return 'done';
    case 'exists':
    case 'mounted':
      return 'same';
    case 'failed':
      return 'failed';
    case 'waiting':
      return 'waiting';
    default:
      return going.direction === 'pull' ? 'right' : 'left';
  }
}
