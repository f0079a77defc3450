import { writeText } from './io.ts';
import type { Shell } from './shell.ts';
import { charWidth, promptWidth } from './width.ts';

/** How a control character stands in a line being edited: `^C`. */
const shownControl = (c: string): string => (c === '\x7f' ? '^?' : `^${String.fromCharCode(c.charCodeAt(0) ^ 64)}`);

interface Place {
  readonly row: number;
  readonly col: number;
}

/** The prompt and the line being edited on the terminal, below each other when they are longer than it is wide. */
export class LineDisplay {
  readonly #sh: Shell;
  /** The prompt's last line. */
  prompt = '';
  cols = 80;
  /** False while nobody has told the terminal its size, and 80 columns are as good as any. */
  #sized = false;
  /** There is a terminfo entry for this terminal. */
  known = false;
  /** False under `stty -echo`: only the prompt shows. */
  visible = true;
  /** Where the cursor is, counted from the beginning of the prompt's last line. */
  #at: Place = { row: 0, col: 0 };
  #lastRow = 0;

  constructor(sh: Shell) {
    this.#sh = sh;
  }

  async write(text: string): Promise<void> {
    await writeText(this.#sh.sys, 2, text);
  }

  /** Shows a new prompt; all but its last line is not drawn again. */
  async begin(prompt: string, cols: number): Promise<void> {
    this.prompt =
      prompt
        .replace(/[\x01\x02]/g, '')
        .split('\n')
        .at(-1) ?? '';
    this.#width = promptWidth(prompt);
    this.cols = cols || 80;
    this.#sized = cols > 0;
    this.visible = true;
    await this.write(prompt.replace(/[\x01\x02]/g, ''));
    this.#home();
  }

  #width = 0;

  /** The prompt has just been written. */
  #home(): void {
    this.#at = { row: Math.floor(this.#width / this.cols), col: this.#width % this.cols };
    this.#lastRow = this.#at.row;
  }

  /** The text as it is written, and the places of the characters `marks`; the terminal wraps it itself. */
  #layout(chars: readonly string[], mark: number, start: Place): { out: string; at: Place; end: Place } {
    let { row, col } = start;
    let at = start;
    let out = '';
    chars.forEach((c, i) => {
      if (i === mark) at = { row, col };
      if (c === '\n' && this.#sh.flavour.kind === 'bash') {
        out += `${col === 0 ? '' : '\x1b[K'}\r\n`;
        row++;
        col = 0;
        return;
      }
      const shown = c === '\t' ? ' '.repeat(8 - (col & 7)) : c < ' ' || c === '\x7f' ? shownControl(c) : c;
      for (const one of shown) {
        const width = charWidth(one);
        if (col + width > this.cols) {
          out += ' '.repeat(this.cols - col);
          row++;
          col = 0;
        }
        out += one;
        col += width;
        if (col === this.cols) {
          row++;
          col = 0;
          // The cursor waits behind the margin until something follows.
          if (chars[i + 1] === '\n') out += '\r\n';
        }
      }
    });
    if (mark >= chars.length) at = { row, col };
    return { out, at, end: { row, col } };
  }

  #moveTo(place: Place): string {
    const from = this.#at;
    this.#at = place;
    const rows = place.row - from.row;
    let out = rows < 0 ? `\x1b[${-rows}A` : rows > 0 ? `\x1b[${rows}B` : '';
    if (rows === 0 && place.col < from.col && from.col - place.col <= place.col) return '\b'.repeat(from.col - place.col);
    if (rows === 0 && place.col === from.col) return '';
    // busybox knows where its prompt began, behind an unfinished line too.
    if (rows === 0 && this.#sh.flavour.kind === 'ash')
      return place.col < from.col ? `\x1b[${from.col - place.col}D` : `\x1b[${place.col - from.col}C`;
    out += `\r${place.col > 0 ? `\x1b[${place.col}C` : ''}`;
    return out;
  }

  /** Draws the line (or another prompt and text in its place), the cursor before character `mark`. */
  async draw(chars: readonly string[], mark: number, prompt = this.prompt): Promise<void> {
    if (!this.visible) return;
    const width = prompt === this.prompt ? this.#width : promptWidth(prompt);
    let out = `${this.#moveTo({ row: 0, col: 0 })}${prompt}`;
    const layout = this.#layout(chars, mark, { row: Math.floor(width / this.cols), col: width % this.cols });
    out += layout.out;
    if (layout.end.col === 0 && layout.end.row > 0 && chars.at(-1) !== '\n') out += '\r\n';
    out += '\x1b[J';
    this.#at = layout.end;
    this.#lastRow = layout.end.row;
    await this.write(out + this.#moveTo(layout.at));
  }

  /** Writes only what is new in a line that was the same up to character `same`; `erased` when it has become shorter. */
  async change(chars: readonly string[], same: number, mark: number, erased: boolean): Promise<void> {
    if (!this.visible) return;
    const start = { row: Math.floor(this.#width / this.cols), col: this.#width % this.cols };
    const from = this.#layout(chars.slice(0, same), same, start).end;
    const layout = this.#layout(chars, mark, start);
    const rest = this.#layout(chars.slice(same), 0, from);
    if (this.#lastRow > 0 || layout.end.row > 0 || rest.out.includes('\n')) return this.draw(chars, mark);
    const out = `${this.#moveTo(from)}${rest.out}${erased ? '\x1b[K' : ''}`;
    this.#at = layout.end;
    await this.write(out + this.#moveTo(layout.at));
  }

  /** Moves the cursor before character `mark`. */
  async move(chars: readonly string[], mark: number): Promise<void> {
    if (!this.visible) return;
    const start = { row: Math.floor(this.#width / this.cols), col: this.#width % this.cols };
    await this.write(this.#moveTo(this.#layout(chars, mark, start).at));
  }

  /** Leaves the line for the one below it. */
  async leave(before = ''): Promise<void> {
    const down = this.#lastRow - this.#at.row;
    await this.write(`${before}${down > 0 ? `\x1b[${down}B` : ''}\n`);
  }

  /** The cursor is at the beginning of a line of its own: draws all anew there. */
  async again(chars: readonly string[], mark: number): Promise<void> {
    this.#at = { row: 0, col: 0 };
    await this.draw(chars, mark);
  }

  /** A terminal of another width: the line's last row is taken to be where the cursor is. */
  async resize(cols: number, chars: readonly string[], mark: number): Promise<void> {
    this.cols = cols;
    const first = !this.#sized;
    this.#sized = true;
    // The first size a terminal is told is no news to readline; busybox draws again whatever it is told.
    if (first && this.#sh.flavour.kind === 'bash') return;
    // As readline does; without a terminfo entry the old line is blanked out at the new width.
    const blank = this.known ? '\x1b[K' : `${' '.repeat(Math.max(0, cols - 1))}\r`;
    await this.write(`\r${this.#sh.flavour.kind === 'bash' ? blank : ''}`);
    await this.again(chars, mark);
  }
}
