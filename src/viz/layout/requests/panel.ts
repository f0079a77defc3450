/** What the selected row is about: the request in full, why it is made, what was asked for and what came back. */
import { formatBytes } from '../../bytes.ts';
import { explain } from '../../model/requests/explain.ts';
import type { RequestMessages } from '../../model/requests/messages.ts';
import type { RequestScene, StationId } from '../../model/requests/scene.ts';
import type { HopFact } from '../../../api/hops.ts';
import { type Font, type Label, label, type Measure, middleEllipsis, wrap } from '../label.ts';
import type { Box } from './layout.ts';
import { spellMs, spellResult } from './words.ts';

export interface PanelLine {
  /** Its class. */
  readonly name: string;
  readonly label: Label;
}

export interface PanelOptions {
  readonly box: Box;
  readonly factor: number;
  /** Two columns: why it is made, and what it carries. */
  readonly columns: boolean;
  readonly words: RequestMessages;
  readonly measure: Measure;
  readonly about: StationId | null;
}

/** A request in lines: it has no words, and may be broken anywhere. */
function chop(text: string, width: number, lines: number, font: Font, measure: Measure): string[] {
  const done: string[] = [];
  let rest = text;
  while (done.length < lines - 1 && measure(rest, font) > width) {
    let kept = rest.length;
    while (kept > 1 && measure(rest.slice(0, kept), font) > width) kept--;
    // Better before a part of the path or a parameter, when there is one in the second half.
    const at = Math.max(...['/', '?', '&', ' '].map((mark) => rest.lastIndexOf(mark, kept)));
    const cut = at > kept / 2 ? at : kept;
    done.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return [...done, middleEllipsis(rest, width, font, measure)].filter((line) => line !== '');
}

/** Lines one below the other, as long as there is room. */
class Column {
  readonly lines: PanelLine[] = [];
  #y: number;
  readonly #x: number;
  readonly #width: number;
  readonly #bottom: number;
  readonly #f: number;
  readonly #measure: Measure;

  constructor({ x, y, width, height }: Box, f: number, measure: Measure) {
    this.#x = x;
    this.#y = y;
    this.#width = width;
    this.#bottom = y + height;
    this.#f = f;
    this.#measure = measure;
  }

  /** How many lines still fit. */
  get room(): number {
    return Math.max(0, Math.floor((this.#bottom - this.#y + 3 * this.#f) / (17 * this.#f)));
  }

  write(name: string, text: string, font: Font, most: number): void {
    if (text === '') return;
    const broken = font.mono ? chop : wrap;
    for (const line of broken(text, this.#width, Math.min(most, this.room), font, this.#measure)) {
      if (this.room < 1) return;
      this.lines.push({ name, label: label(line, this.#x, this.#y + 12 * this.#f, this.#width, font, this.#measure) });
      this.#y += 17 * this.#f;
    }
  }

  facts(heading: string, facts: readonly HopFact[], font: Font): void {
    if (facts.length === 0 || this.room < 2) return;
    this.gap();
    this.write('muted', heading, { ...font, bold: true }, 1);
    for (const [index, [name, value]] of facts.entries()) {
      if (this.room < 1) return;
      if (this.room === 1 && index < facts.length - 1) {
        const rest = facts.slice(index).map(([key, text]) => `${key} ${text}`);
        return this.line('value', rest.join(' · '), { ...font, mono: true });
      }
      const y = this.#y + 12 * this.#f;
      const key = label(name, this.#x, y, this.#width * 0.55, font, this.#measure);
      const start = key.width + 8 * this.#f;
      this.lines.push({ name: 'muted', label: key });
      this.lines.push({
        name: 'value',
        label: label(value, this.#x + start, y, this.#width - start, { ...font, mono: true }, this.#measure),
      });
      this.#y += 17 * this.#f;
    }
  }

  /** One line, that loses its middle when it is too long. */
  line(name: string, text: string, font: Font): void {
    this.lines.push({ name, label: label(text, this.#x, this.#y + 12 * this.#f, this.#width, font, this.#measure) });
    this.#y += 17 * this.#f;
  }

  gap(): void {
    this.#y += 5 * this.#f;
  }
}

/** The lines of the panel. */
export function layoutPanel(scene: RequestScene, { box, factor: f, columns, words, measure, about }: PanelOptions): readonly PanelLine[] {
  const inset = 10 * f;
  const inner: Box = { x: box.x + inset, y: box.y + inset * 0.8, width: box.width - 2 * inset, height: box.height - inset * 1.4 };
  const half = (inner.width - 2 * inset) / 2;
  const column = new Column(columns ? { ...inner, width: half } : inner, f, measure);
  const other = columns ? new Column({ ...inner, x: inner.x + half + 2 * inset, width: half }, f, measure) : column;
  const small: Font = { size: 12 * f, mono: false, bold: false };
  const tall = box.height > 200 * f;
  const text: Font = { size: (tall ? 14 : 13) * f, mono: false, bold: false };
  const row = scene.rows.find(({ id }) => id === scene.selected);
  const { detail } = scene;
  if (about !== null || !row || !detail) {
    const station = about ?? 'client';
    column.write('strong', words.stations[station], { ...text, bold: true }, 1);
    column.write('text', words.about[station], text, 9);
    if (station === 'socket' && scene.command) column.write('value', scene.address, { ...small, mono: true }, 2);
    return column.lines;
  }
  const { hop } = row;
  column.write('strong', detail.what, { ...small, mono: true, bold: true }, tall ? 4 : 1);
  const bytes = [
    detail.sent > 0 ? words.sent(formatBytes(detail.sent)) : '',
    detail.received > 0 ? words.received(formatBytes(detail.received)) : '',
  ];
  const result = [spellResult(detail.status, detail.tone, words), detail.tone === 'open' ? '' : spellMs(detail.ms, row.answers), ...bytes];
  column.write(`result tone-${detail.tone}`, result.filter((part) => part !== '').join(' · '), { ...text, bold: true }, 2);
  if (detail.note !== '') column.write('bad', detail.note, text, 3);
  column.write('text', words.explain[explain(hop)], text, columns ? 3 : 6);
  if (row.count > 1) column.write('muted', words.fold(row.opened), small, 1);
  const from = words.stations[row.from];
  const to = hop.to === 'storage' ? 'storage driver' : words.stations[row.to];
  other.gap();
  other.write('muted', `${from} → ${to}${detail.where === '' ? '' : `  ${detail.where}`}`, small, columns ? 1 : 2);
  other.facts(words.askedFor, detail.asked, small);
  other.facts(words.answer, detail.answered, small);
  return other === column ? column.lines : [...column.lines, ...other.lines];
}
