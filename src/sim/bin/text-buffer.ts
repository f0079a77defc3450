/** The lines of a text being edited on a terminal, and the place of the cursor in them. */
export class TextBuffer {
  lines: string[];
  row = 0;
  column = 0;
  /** What was changed since it was last written. */
  modified = false;
  #undo: { lines: string[]; row: number; column: number } | null = null;

  constructor(text: string) {
    this.lines = text.split('\n');
  }

  get text(): string {
    return this.lines.join('\n');
  }

  get line(): string {
    return this.lines[this.row] ?? '';
  }

  /** Moves the cursor into the text; `beyond` lets it stand behind the last character of its line. */
  clamp(beyond: boolean): void {
    this.row = Math.max(0, Math.min(this.row, this.lines.length - 1));
    this.column = Math.max(0, Math.min(this.column, this.line.length - (beyond ? 0 : 1)));
  }

  /** Remembers the text as it is now, for {@link undo}. */
  mark(): void {
    this.#undo = { lines: [...this.lines], row: this.row, column: this.column };
  }

  undo(): void {
    const back = this.#undo;
    if (!back) return;
    this.mark();
    this.lines = back.lines;
    this.row = back.row;
    this.column = back.column;
    this.modified = true;
  }

  insert(text: string): void {
    const { line, column } = this;
    const [first = '', ...more] = text.split('\n');
    const tail = line.slice(column);
    const lines = [line.slice(0, column) + first, ...more];
    this.lines.splice(this.row, 1, ...lines);
    this.row += more.length;
    this.column = this.line.length;
    this.lines[this.row] = this.line + tail;
    this.modified = true;
  }

  /** Takes out the character before the cursor, or joins the line with the one above. */
  backspace(): void {
    const { line, row, column } = this;
    if (column > 0) {
      this.lines[row] = line.slice(0, column - 1) + line.slice(column);
      this.column--;
    } else if (row > 0) {
      this.row--;
      this.column = this.line.length;
      this.lines.splice(this.row, 2, this.line + line);
    } else return;
    this.modified = true;
  }

  /** Takes out `count` characters at the cursor. */
  delete(count = 1): void {
    const { line, column } = this;
    if (column >= line.length) return;
    this.lines[this.row] = line.slice(0, column) + line.slice(column + count);
    this.modified = true;
  }

  /** Takes out whole lines; a text has at least one. */
  deleteLines(count: number): string[] {
    const gone = this.lines.splice(this.row, count);
    if (this.lines.length === 0) this.lines.push('');
    this.modified = true;
    this.column = 0;
    this.clamp(false);
    return gone;
  }

  insertLines(lines: readonly string[], at: number): void {
    this.lines.splice(at, 0, ...lines);
    this.row = at;
    this.column = 0;
    this.modified = true;
  }

  /** The next line that holds `text`, beginning behind the cursor and going round. */
  find(text: string): boolean {
    for (let n = 1; n <= this.lines.length; n++) {
      const row = (this.row + n) % this.lines.length;
      const column = (this.lines[row] ?? '').indexOf(text);
      if (column < 0) continue;
      this.row = row;
      this.column = column;
      return true;
    }
    return false;
  }
}
