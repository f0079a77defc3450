/** The measures of the scene and how a pane is divided: header, stacks, bars, sources. */
import type { Box } from '../stage.ts';
import type { Size } from '../metrics.ts';

export interface LightMetrics {
  readonly factor: number;
  readonly pad: number;
  readonly gap: number;
  /** Font sizes: the sentence, titles and names, small text (never under 12 px at factor 1). */
  readonly title: number;
  readonly text: number;
  readonly small: number;
  /** The stacks stand one above the other, and so do the bars. */
  readonly narrow: boolean;
  /** Height of a control. */
  readonly control: number;
  readonly bar: number;
  readonly radius: number;
}

const WIDE = 620;

/** Measures for a pane; a presenter's size as far as there is room for it. */
export function lightMetrics({ width, height, factor }: Size): LightMetrics {
  const wide = Math.max(1, Math.min(factor, width / WIDE, height / 395));
  const tall = Math.max(1, Math.min(factor, width / 360, height / 600));
  const narrow = width < WIDE;
  const f = narrow ? tall : wide;
  return {
    factor: f,
    pad: (narrow ? 10 : 16) * f,
    gap: (narrow ? 6 : 8) * f,
    title: (narrow ? 14 : 16) * f,
    text: 13 * f,
    small: 12 * f,
    narrow,
    control: 28 * f,
    bar: (narrow ? 12 : 16) * f,
    radius: 5 * f,
  };
}

export interface Frame {
  /** Lines of the sentence on top, and of the hint under it. */
  readonly sentence: Box;
  readonly hint: Box | null;
  readonly chooser: Box;
  readonly slider: Box;
  readonly sharing: Box;
  readonly stacks: readonly [Box, Box];
  readonly measures: readonly [Box, Box, Box];
  readonly sources: Box;
}

/** Height of one line of small text. */
export const lineHeight = (m: LightMetrics): number => 16 * m.factor;

/** How many lines the sources of one side may take: a phone has two where it is tall enough. */
export const sourceLinesOf = ({ height }: Size, m: LightMetrics): number => (m.narrow && height > 660 * m.factor ? 2 : 1);

/** Height of a stack's title and, where there is room, what is said under it. */
export const titleHeight = (m: LightMetrics): number => (m.narrow ? 19 : 38) * m.factor;

/** Where the bars of a quantity begin under its name, and the space after each. */
export const barsTop = (m: LightMetrics): number => (m.narrow ? 17 : 19) * m.factor;
export const barGap = (m: LightMetrics): number => (m.narrow ? 2 : 3) * m.factor;

/** Height of one quantity: its name, two bars. */
const measureHeight = (m: LightMetrics): number => barsTop(m) + 2 * (m.bar + barGap(m));

const beside = (box: Box, weights: readonly number[], gap: number): Box[] => {
  const room = box.width - gap * (weights.length - 1);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  let x = box.x;
  return weights.map((weight) => {
    const part = { ...box, x, width: (room * weight) / sum };
    x += part.width + gap;
    return part;
  });
};

/** Divides a pane; `hinted` when a hint stands under the sentence. */
export function frameOf(size: Size, m: LightMetrics, hinted: boolean): Frame {
  const f = m.factor;
  const inner = { x: m.pad, width: size.width - 2 * m.pad };
  let y = m.pad - 2 * f;
  const take = (height: number, gap = m.gap): Box => {
    const box = { ...inner, y, height };
    y += height + gap;
    return box;
  };
  const line = lineHeight(m);
  const sentence = take((m.narrow ? 2 : 1) * (m.title + 5 * f), hinted ? 2 * f : m.gap);
  const hint = hinted ? take((m.narrow ? 2 : 1) * line) : null;
  const [first, second, third] = m.narrow
    ? [take(m.control, 4 * f), ...beside(take(m.control), [10, 11], 10 * f)]
    : beside(take(m.control, m.gap + 2 * f), [11, 8, 8], 18 * f);
  const bottom = size.height - m.pad;
  const sourceLines = 2 * sourceLinesOf(size, m);
  const sources: Box = { ...inner, height: sourceLines * line, y: bottom - sourceLines * line };
  const measuresHeight = m.narrow ? 3 * measureHeight(m) + 2 * 5 * f : measureHeight(m);
  const bars: Box = { ...inner, height: measuresHeight, y: sources.y - m.gap - measuresHeight };
  const room: Box = { ...inner, y, height: bars.y - m.gap - 2 * f - y };
  const whole = room;
  const half = (room.height - m.gap) / 2;
  const stacks = m.narrow
    ? [
        { ...room, height: half },
        { ...room, y: room.y + half + m.gap, height: half },
      ]
    : beside(room, [1, 1], 26 * f);
  const measures = m.narrow
    ? [0, 1, 2].map((index) => ({ ...bars, y: bars.y + index * (measureHeight(m) + 5 * f), height: measureHeight(m) }))
    : beside(bars, [1, 1, 1], 26 * f);
  const [left = whole, right = whole] = stacks;
  const [memory = bars, disk = bars, start = bars] = measures;
  return {
    sentence,
    hint,
    chooser: first ?? whole,
    slider: second ?? whole,
    sharing: third ?? whole,
    stacks: [left, right],
    measures: [memory, disk, start],
    sources,
  };
}
