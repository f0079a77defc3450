/** Text in columns, as ls -C and -x lay it out. */

/** Terminal columns that a text takes: wide East Asian characters take two. */
export function textWidth(text: string): number {
  let width = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if ((code >= 0x300 && code < 0x370) || code === 0x200b) continue;
    width +=
      (code >= 0x1100 && code <= 0x115f) ||
      (code >= 0x2e80 && code <= 0xa4cf) ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xfe30 && code <= 0xfe6f) ||
      (code >= 0xff00 && code <= 0xff60) ||
      (code >= 0x1f300 && code <= 0x1faff) ||
      (code >= 0x20000 && code <= 0x3fffd)
        ? 2
        : 1;
  }
  return width;
}

/** GNU: as many columns as fit, each as wide as its longest name and two blanks; blanks as tabs where they reach one. */
export function gnuColumns(cells: readonly { text: string; width: number }[], lineWidth: number, across: boolean): string {
  const count = cells.length;
  const max = Math.max(1, Math.min(count, Math.ceil(lineWidth / 3)));
  const place = (i: number, columns: number): number => (across ? i % columns : Math.floor(i / Math.ceil(count / columns)));
  let columns = max;
  let widths: number[] = [];
  for (; columns > 0; columns--) {
    widths = new Array<number>(columns).fill(3);
    for (const [i, cell] of cells.entries()) {
      const column = place(i, columns);
      widths[column] = Math.max(widths[column] ?? 3, cell.width + (column === columns - 1 ? 0 : 2));
    }
    if (columns === 1 || widths.reduce((sum, width) => sum + width, 0) < lineWidth) break;
  }
  const rows = Math.ceil(count / columns);
  let out = '';
  for (let row = 0; row < rows; row++) {
    let at = 0;
    let start = 0;
    for (let column = 0; column < columns; column++) {
      const cell = cells[across ? row * columns + column : column * rows + row];
      if (!cell) break;
      if (column > 0) out += indent(at, start);
      out += cell.text;
      at = start + cell.width;
      start += widths[column] ?? 0;
    }
    out += '\n';
  }
  return out;
}

function indent(from: number, to: number): string {
  let out = '';
  for (let at = from; at < to; ) {
    if (Math.floor(to / 8) > Math.floor((at + 1) / 8)) {
      out += '\t';
      at += 8 - (at % 8);
    } else {
      out += ' ';
      at++;
    }
  }
  return out;
}

/** busybox: all columns as wide as the longest name and three blanks. */
export function busyboxColumns(
  cells: readonly { text: string; width: number }[],
  lineWidth: number,
  across: boolean,
  extra: number,
): string {
  const width = Math.max(0, ...cells.map((cell) => cell.width)) + 2;
  const columns = Math.max(1, Math.floor(lineWidth / (width + extra)));
  const rows = Math.ceil(cells.length / columns);
  let out = '';
  for (let row = 0; row < rows; row++) {
    let blanks = 0;
    for (let column = 0; column < columns; column++) {
      const cell = cells[across ? row * columns + column : column * rows + row];
      if (!cell) continue;
      out += ' '.repeat(blanks) + cell.text;
      blanks = width - cell.width;
    }
    out += '\n';
  }
  return out;
}
