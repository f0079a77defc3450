/** Places the bars: for each quantity both sides on one scale, with numbers and how many times as much. */
import type { LightScene, Measure as Quantified, PartKind, Side } from '../../model/light/scene.ts';
import type { LightWords } from '../../model/light/words.ts';
import { type Label, label, type Measure } from '../label.ts';
import type { Box } from '../stage.ts';
import { barGap, barsTop, type LightMetrics } from './frame.ts';

export interface PartPlace extends Box {
  readonly id: string;
  readonly kind: PartKind;
}

export interface BarPlace extends Box {
  readonly id: string;
  readonly side: Side;
  readonly name: Label;
  readonly value: Label;
  readonly parts: readonly PartPlace[];
}

export interface MeasurePlace extends Box {
  readonly id: string;
  readonly title: Label;
  readonly ratio: Label;
  readonly bars: readonly BarPlace[];
  /** The sentence, and where its numbers are from. */
  readonly about: string;
}

/** A bar is seen however short it is. */
const LEAST = 2;

/** Places one quantity in `box`. */
export function placeMeasure(
  quantified: Quantified,
  scene: LightScene,
  box: Box,
  m: LightMetrics,
  words: LightWords,
  measure: Measure,
): MeasurePlace {
  const f = m.factor;
  const { quantity, ratio } = quantified;
  const bold = { size: m.text, mono: false, bold: true };
  const small = { size: m.small, mono: false, bold: false };
  const baseline = box.y + barsTop(m) - 6 * f;
  const right = box.x + box.width;
  const ratioLabel = label(words.ratio(ratio), right, baseline, box.width * 0.5, bold, measure, 'end');
  const totals = [quantified.vm, quantified.container];
  const names = totals.map(({ side }) => words.side(side));
  const values = totals.map(({ total }) => words.amount(quantity, total));
  const nameWidth = Math.max(...names.map((name) => measure(name, small))) + 8 * f;
  const number = { ...small, bold: true };
  const valueWidth = Math.max(...values.map((value) => measure(value, number))) + 8 * f;
  const most = Math.max(quantified.vm.total, quantified.container.total, 1);
  const scale = Math.max(10, box.width - nameWidth - valueWidth) / most;
  const bars = totals.map(({ side, total, parts }, index): BarPlace => {
    const y = box.y + barsTop(m) + index * (m.bar + barGap(m));
    const middle = y + m.bar / 2 + m.small * 0.36;
    const x = box.x + nameWidth;
    const width = Math.max(LEAST * f, total * scale);
    // A bar that would not be seen is drawn as its greatest part.
    const seen = total * scale < 2 * LEAST * f ? [...parts].sort((one, other) => other.value - one.value).slice(0, 1) : parts;
    const sum = seen.reduce((value, part) => value + part.value, 0);
    let at = x;
    const places = seen.map(({ kind, value }): PartPlace => {
      const part = { id: `${quantity}:${side}:${kind}`, kind, x: at, y, width: (width * value) / sum, height: m.bar };
      at += part.width;
      return part;
    });
    return {
      id: `${quantity}:${side}`,
      side,
      x,
      y,
      width,
      height: m.bar,
      name: label(names[index] ?? '', box.x, middle, nameWidth, small, measure),
      value: label(values[index] ?? '', x + width + 6 * f, middle, right - x - width - 5 * f, number, measure),
      parts: places,
    };
  });
  return {
    ...box,
    id: `measure:${quantity}`,
    title: label(words.quantity(quantity), box.x, baseline, box.width - ratioLabel.width - 8 * f, bold, measure),
    ratio: ratioLabel,
    bars,
    about: `${words.sentence(scene, quantified)}. ${words.aboutMeasure(quantified, scene)}`,
  };
}
