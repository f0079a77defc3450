/** The measures of the stage: everything grows with the presenter's size factor. */
import type { Capacity } from '../model/scene.ts';

export interface Size {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** 1 in normal size, about 1.5 for a presenter. */
  readonly factor: number;
}

export interface Metrics {
  readonly factor: number;
  /** Space around the scene. */
  readonly pad: number;
  /** Font sizes: the title, a row's name, small text and labels (never under 12 px at factor 1). */
  readonly title: number;
  readonly text: number;
  readonly small: number;
  /** True when a row's name stands beside its tiles and not above them. */
  readonly beside: boolean;
  /** Width of the names beside the tiles. */
  readonly nameWidth: number;
  readonly headHeight: number;
  readonly captionHeight: number;
  readonly bracketHeight: number;
  /** Height of the slanted names when columns are narrow. */
  readonly slantHeight: number;
  readonly rowMax: number;
  readonly rowMin: number;
  readonly groundHeight: number;
  readonly gapMin: number;
  readonly gapMax: number;
  /** Space inside a row, left and right of its content. */
  readonly inset: number;
  readonly tileMax: number;
  /** A tile narrower than this carries no name; the names are then slanted above the columns. */
  readonly tileNamed: number;
  readonly tileMin: number;
  readonly columnGap: number;
  readonly groupGap: number;
  /** The grove takes as much as it has levels, at most this. */
  readonly groveMax: number;
  /** True when the pane is so low that the grove has only what the rows leave over. */
  readonly groveYields: boolean;
  readonly radius: number;
}

/** The angle of slanted names, degrees. */
export const SLANT = 38;

/** Height of the grove's title line at factor 1. */
export const GROVE_TITLE = 22;

/** Measures for a pane. */
export function metrics({ width, height, factor: f }: Size): Metrics {
  const beside = width >= 840 * f;
  const narrow = width < 480 * f;
  // Too low for everything: names get shorter, the grove only keeps its title line.
  const low = height < 640 * f;
  const lowest = height < 560 * f;
  return {
    factor: f,
    pad: (narrow ? 10 : 18) * f,
    title: (narrow ? 17 : 20) * f,
    text: 13 * f,
    small: 12 * f,
    beside,
    nameWidth: beside ? Math.min(340 * f, width * 0.3) : 0,
    headHeight: 34 * f,
    captionHeight: (beside ? 30 : 46) * f,
    bracketHeight: 28 * f,
    slantHeight: (low ? 64 : 92) * f,
    rowMax: (beside ? 76 : 104) * f,
    rowMin: (beside ? 30 : 40) * f,
    groundHeight: (lowest ? 30 : low ? 38 : 48) * f,
    gapMin: 5 * f,
    gapMax: 30 * f,
    inset: (narrow ? 10 : 14) * f,
    tileMax: (beside ? 148 : 128) * f,
    tileNamed: 56 * f,
    tileMin: 34 * f,
    columnGap: 6 * f,
    groupGap: 14 * f,
    groveMax: Math.max(96 * f, Math.min(200 * f, height * 0.23)),
    groveYields: lowest,
    radius: 10 * f,
  };
}

/** How many columns and layer rows fit a pane without scrolling. */
export function capacity(size: Size): Capacity {
  const m = metrics(size);
  const tiles = size.width - 2 * (m.pad + m.inset) - m.nameWidth;
  const rows =
    size.height -
    2 * m.pad -
    m.headHeight -
    m.captionHeight -
    m.slantHeight -
    m.groundHeight -
    (m.groveYields ? GROVE_TITLE : 110) * m.factor -
    3 * m.gapMin;
  return {
    columns: Math.max(4, Math.floor(tiles / (m.tileMin + m.columnGap + 3 * m.factor))),
    named: Math.max(4, Math.floor((tiles + m.groupGap) / (m.tileNamed + 1 + m.columnGap + 6 * m.factor))),
    rows: Math.max(3, Math.floor(rows / (m.rowMin + m.gapMin)) - 1),
  };
}
