/** Text in columns, as ls -C and -x lay it out. */

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
