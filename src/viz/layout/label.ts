/** Labels that are never clipped: what does not fit loses its middle. */

export interface Font {
  /** CSS pixels. */
  readonly size: number;
  readonly mono: boolean;
  readonly bold: boolean;
}

/** Width of a text in CSS pixels; injected, so that layout stays pure. */
export type Measure = (text: string, font: Font) => number;

export interface Label {
  readonly text: string;
  /** The whole text, when `text` is an abridgement. */
  readonly full: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly font: Font;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** `text` with as much of its middle left out as makes it fit `width`; "" when not even the ellipsis fits. */
export function middleEllipsis(text: string, width: number, font: Font, measure: Measure): string {
  if (measure(text, font) <= width) return text;
  const letters = [...text];
  let low = 0;
  let high = letters.length - 1;
  while (low < high) {
    const kept = Math.ceil((low + high) / 2);
    if (measure(cut(letters, kept), font) <= width) low = kept;
    else high = kept - 1;
  }
  if (low > 0) return cut(letters, low);
  return measure('…', font) <= width ? '…' : '';
}

/** A label at (x, y) (baseline) that takes at most `width`. */
export function label(
  text: string,
  x: number,
  y: number,
  width: number,
  font: Font,
  measure: Measure,
  anchor: Label['anchor'] = 'start',
): Label {
  const shown = middleEllipsis(text, Math.max(0, width), font, measure);
  return { text: shown, full: text, x, y, width: measure(shown, font), font, anchor };
}

/** Pieces between which a line may break: words, and single CJK characters with the punctuation that belongs to them. */
const WORDS = /[\uff08\u201c]*(?:[\u3040-\u9fff]|[^\s\u3000-\u9fff\uff00-\uffef]+)[\u3001\u3002\uff09\uff0c\uff1a\uff1b\u201d]*\s*/g;

/** Text in lines of at most `width`, at most `lines` of them; what is left over loses its middle. Breaks at spaces and in CJK anywhere. */
export function wrap(text: string, width: number, lines: number, font: Font, measure: Measure): string[] {
  const done: string[] = [];
  let rest = text;
  while (done.length < lines - 1 && measure(rest, font) > width) {
    const words = rest.match(WORDS) ?? [];
    let line = '';
    for (const word of words) {
      if (line !== '' && measure((line + word).trimEnd(), font) > width) break;
      line += word;
    }
    if (line === '' || measure(line.trimEnd(), font) > width) break;
    done.push(line.trimEnd());
    rest = rest.slice(line.length);
  }
  return [...done, middleEllipsis(rest, width, font, measure)].filter((line) => line !== '');
}

function cut(letters: readonly string[], kept: number): string {
  const head = Math.ceil(kept / 2);
  return `${letters.slice(0, head).join('')}…${letters.slice(letters.length - (kept - head)).join('')}`;
}

/** Widths as good as a guess can be without a browser (tests, first paint): a little wider than the common system fonts. */
export const roughMeasure: Measure = (text, font) => {
  const weight = font.bold ? 1.06 : 1;
  let width = 0;
  for (const letter of text) {
    width += /[\u2e80-\u9fff\uff00-\uffef]/.test(letter) ? font.size : font.size * (font.mono ? 0.605 : 0.56) * weight;
  }
  return width;
};
