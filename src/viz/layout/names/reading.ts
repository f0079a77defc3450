/** The name taken apart, in a line above the panels. */
import type { NamesSay } from '../../model/names/caption.ts';
import type { NamePart, Reading } from '../../model/names/reading.ts';
import { type Font, type Label, label, type Measure } from '../label.ts';
import type { NamesMetrics } from './metrics.ts';

/** A part of the name with what it is called below it. */
export interface PartBox {
  readonly part: NamePart;
  readonly mark: Label | null;
  readonly text: Label;
  readonly under: Label;
  /** The line between them. */
  readonly x: number;
  readonly width: number;
  readonly y: number;
}

export interface ReadingLayout {
  /** What people write, and the sign that it means what follows; none where there is no room. */
  readonly short: readonly Label[];
  readonly parts: readonly PartBox[];
}

const NOTHING: ReadingLayout = { short: [], parts: [] };

/** Lays a name out in `width`; without room the registry loses its middle first. */
export function layoutReading(reading: Reading | null, width: number, m: NamesMetrics, say: NamesSay, measure: Measure): ReadingLayout {
  if (!reading || m.name === 0) return NOTHING;
  const f = m.factor;
  const font: Font = { size: m.name, mono: true, bold: false };
  const bold: Font = { ...font, bold: true };
  const small: Font = { size: m.small, mono: false, bold: false };
  const baseline = m.pad + m.name;
  const words = reading.parts.map((part) => say({ key: `part.${part.kind}`, params: {} }));
  const natural = reading.parts.map((part, at) => Math.max(measure(part.text, font), measure(words[at] ?? '', small)) + 8 * f);
  const marks = reading.parts.map((part) => (part.mark === '' ? 0 : measure(part.mark, font) + 8 * f));
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
  const shortWidth = measure(reading.short, bold) + 12 * f;
  const equals = measure('=', font) + 14 * f;
  const fits = shortWidth + equals + sum(natural) + sum(marks) <= width;
  const over = fits ? 0 : Math.max(0, sum(natural) + sum(marks) - width);
  const widths = shrink(
    natural,
    words.map((word) => measure(word, small) + 8 * f),
    over,
  );
  let x = m.pad;
  const short: Label[] = [];
  if (fits) {
    short.push(label(reading.short, x, baseline, shortWidth, bold, measure));
    x += shortWidth;
    short.push(label('=', x + 2 * f, baseline, equals, font, measure));
    x += equals;
  }
  const parts = reading.parts.map((part, at): PartBox => {
    const [room, space] = [widths[at] ?? 0, marks[at] ?? 0];
    const mark = part.mark === '' ? null : label(part.mark, x + space / 2, baseline, space, font, measure, 'middle');
    x += space;
    const middle = x + room / 2;
    const box: PartBox = {
      part,
      mark,
      text: label(part.text, middle, baseline, room, font, measure, 'middle'),
      under: label(words[at] ?? '', middle, baseline + 24 * f, room, small, measure, 'middle'),
      x,
      width: room,
      y: baseline + 8 * f,
    };
    x += room;
    return box;
  });
  return { short, parts };
}

/** Takes `over` off the widths, each time off the one that has the most to give. */
function shrink(natural: readonly number[], least: readonly number[], over: number): number[] {
  const widths = [...natural];
  for (let left = over; left > 0.5; ) {
    const spare = widths.map((width, at) => width - Math.min(width, least[at] ?? 0));
    const most = Math.max(...spare);
    const at = spare.indexOf(most);
    const step = most > 0.5 ? Math.min(left, most / 2 + 1, most) : 0;
    if (step === 0) {
      // Even the words below the parts do not fit side by side: all give the same share.
      const whole = widths.reduce((sum, width) => sum + width, 0);
      return widths.map((width) => (width * (whole - left)) / whole);
    }
    widths[at] = (widths[at] ?? 0) - step;
    left -= step;
  }
  return widths;
}
