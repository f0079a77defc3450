import { charWidth } from './width.ts';

/** What a terminal shows: its rows without blanks at the end, and where the cursor is. */
export interface Picture {
  readonly rows: string;
  readonly cursor: readonly [row: number, column: number];
}

/** A small xterm: text, CR LF BS TAB, the cursor and erase sequences that shells use, wrapping at the margin, scrolling. */
export class TestScreen {
  #cells: string[][] = [];
  #row = 0;
  #col = 0;
  #cols: number;
  #height: number;
  #rest = '';

  constructor(cols: number, rows: number) {
    this.#cols = cols;
    this.#height = rows;
  }

  /** Lines stay as they are: nothing is wrapped anew. */
  resize(cols: number, rows: number): void {
    this.#cols = cols;
    this.#height = rows;
  }

  picture(): Picture {
    const rows = this.#cells.map((cells) =>
      Array.from({ length: cells.length }, (_, i) => cells[i] ?? ' ')
        .join('')
        .trimEnd(),
    );
    return { rows: rows.join('\n').trimEnd(), cursor: [this.#row, this.#col] };
  }

  write(text: string): void {
    const all = this.#rest + text;
    this.#rest = '';
    const sequence = /\x1b\[([?\d;]*)([@-~])|\x1b[^[]|\x1b\[?$|\x1b\[[?\d;]*$|[\s\S]/gu;
    for (const [whole, numbers, final] of all.matchAll(sequence)) {
      if (final !== undefined) this.#control(final, numbers ?? '');
      else if (whole.startsWith('\x1b')) this.#rest = whole.length > 1 && !whole.startsWith('\x1b[') ? '' : whole;
      else this.#put(whole);
    }
  }

  #line(): string[] {
    while (this.#cells.length <= this.#row) this.#cells.push([]);
    return this.#cells[this.#row] ?? [];
  }

  #down(): void {
    if (this.#row + 1 < this.#height) this.#row++;
    else {
      this.#line();
      this.#cells.shift();
    }
  }

  #put(c: string): void {
    if (c === '\r') this.#col = 0;
    else if (c === '\n') this.#down();
    else if (c === '\b') this.#col = Math.max(0, Math.min(this.#col, this.#cols - 1) - 1);
    else if (c === '\t') this.#col = Math.min(this.#cols - 1, (this.#col & ~7) + 8);
    else if (c >= ' ') {
      const width = charWidth(c);
      if (width === 0) {
        const line = this.#line();
        line[this.#col - 1] = `${line[this.#col - 1] ?? ' '}${c}`;
        return;
      }
      if (this.#col + width > this.#cols) {
        this.#col = 0;
        this.#down();
      }
      const line = this.#line();
      line[this.#col] = c;
      if (width === 2) line[this.#col + 1] = '';
      this.#col += width;
    }
  }

  #control(final: string, numbers: string): void {
    const n = Number(numbers) || 1;
    const line = this.#line();
    if (final === 'C') this.#col = Math.min(this.#cols - 1, this.#col + n);
    else if (final === 'D') this.#col = Math.max(0, Math.min(this.#col, this.#cols - 1) - n);
    else if (final === 'A') this.#row = Math.max(0, this.#row - n);
    else if (final === 'B') this.#row = Math.min(this.#height - 1, this.#row + n);
    else if (final === 'G') this.#col = n - 1;
    else if (final === 'H') [this.#row = 0, this.#col = 0] = numbers.split(';').map((one) => Math.max(0, Number(one) - 1));
    else if (final === 'K') line.length = Math.min(line.length, this.#col);
    else if (final === 'J' && numbers.endsWith('2')) this.#cells = [];
    else if (final === 'J' && numbers !== '3') {
      line.length = Math.min(line.length, this.#col);
      this.#cells.length = this.#row + 1;
    } else if (final === 'P') line.splice(this.#col, n);
    else if (final === '@') line.splice(this.#col, 0, ...Array<string>(n).fill(' '));
  }
}
