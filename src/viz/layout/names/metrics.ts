/** The measures of the scene of names: three panels beside one another, or one below the other on a narrow pane. */
import type { NamesCapacity } from '../../model/names/scene.ts';
import type { Size } from '../metrics.ts';

export interface NamesMetrics {
  readonly factor: number;
  readonly pad: number;
  readonly text: number;
  readonly small: number;
  /** Font size of the name that is taken apart; 0 when there is no room for it. */
  readonly name: number;
  /** Panels below one another. */
  readonly stacked: boolean;
  readonly headHeight: number;
  readonly titleHeight: number;
  readonly captionHeight: number;
  readonly captionLines: number;
  readonly row: number;
  /** Between panels: where the links are. */
  readonly gap: number;
  /** The panels' x, y, width, and height without their titles: registries, layers, machine. */
  readonly panels: readonly [Panel, Panel, Panel];
}

/** Where a panel's rows are. */
export interface Panel {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly rows: number;
}

/** How much of the width, or of the rows, each panel has. */
const BESIDE = [0.31, 0.31, 0.38] as const;
/** With room for the sizes of layers. */
const WIDE = [0.28, 0.4, 0.32] as const;
const BELOW = [0.3, 0.37, 0.33] as const;

/** Measures for a pane. */
export function namesMetrics({ width, height, factor: f }: Size): NamesMetrics {
  const low = height < 330 * f;
  const stacked = width < (low ? 440 : 640) * f;
  const narrow = width < 480 * f;
  const pad = (narrow ? 10 : low ? 10 : 16) * f;
  const headHeight = low ? 0 : 58 * f;
  const oneLine = width >= 900 * f;
  const captionLines = oneLine ? 1 : narrow && !low ? 3 : 2;
  const captionHeight = (captionLines * 18 + 8) * f;
  const titleHeight = 26 * f;
  const row = (height >= 440 * f && !stacked ? 28 : 24) * f;
  const gap = (stacked ? 6 : width >= 900 * f ? 40 : 24) * f;
  const body = height - 2 * pad - headHeight - captionHeight;
  const top = pad + headHeight;
  const base = { factor: f, pad, text: 13 * f, small: 12 * f, name: low ? 0 : 16 * f, stacked };
  const rest = { headHeight, titleHeight, captionHeight, captionLines, row, gap };
  if (!stacked) {
    const whole = width - 2 * pad - 2 * gap;
    const [a, b, c] = (width >= 1000 * f ? WIDE : BESIDE).map((share) => whole * share) as [number, number, number];
    const rows = Math.max(2, Math.floor((body - titleHeight) / row));
    const panel = (x: number, wide: number): Panel => ({ x, y: top + titleHeight, width: wide, height: rows * row, rows });
    return { ...base, ...rest, panels: [panel(pad, a), panel(pad + a + gap, b), panel(pad + a + b + 2 * gap, c)] };
  }
  const all = Math.max(6, Math.floor((body - 3 * titleHeight - 2 * gap) / row));
  const counts = BELOW.map((share) => Math.max(2, Math.floor(all * share)));
  // What rounding has left over goes to the layers.
  counts[1] = Math.max(2, all - (counts[0] ?? 0) - (counts[2] ?? 0));
  let y = top;
  const panels = counts.map((rows): Panel => {
    const panel = { x: pad, y: y + titleHeight, width: width - 2 * pad, height: rows * row, rows };
    y += titleHeight + rows * row + gap;
    return panel;
  });
  return { ...base, ...rest, panels: panels as unknown as readonly [Panel, Panel, Panel] };
}

/** How many rows each panel has room for. */
export function namesCapacity(size: Size): NamesCapacity {
  const [registries, layers, machine] = namesMetrics(size).panels;
  return { registries: registries.rows, layers: layers.rows, machine: machine.rows };
}
