/** How many columns of a terminal a character takes: 0 for combining ones, 2 for East Asian wide ones. */
export function charWidth(c: string): number {
  const n = c.codePointAt(0) ?? 0;
  if (n < 32 || (n >= 0x7f && n < 0xa0) || /\p{Mn}|\p{Me}|\p{Cf}/u.test(c)) return 0;
  const wide =
    (n >= 0x1100 && n <= 0x115f) ||
    (n >= 0x2e80 && n <= 0x303e) ||
    (n >= 0x3041 && n <= 0xa4cf) ||
    (n >= 0xac00 && n <= 0xd7a3) ||
    (n >= 0xf900 && n <= 0xfaff) ||
    (n >= 0xfe30 && n <= 0xfe6f) ||
    (n >= 0xff00 && n <= 0xff60) ||
    (n >= 0xffe0 && n <= 0xffe6) ||
    (n >= 0x1f300 && n <= 0x1f64f) ||
    (n >= 0x1f900 && n <= 0x1f9ff) ||
    (n >= 0x20000 && n <= 0x3fffd);
  return wide ? 2 : 1;
}

/** The columns of a text. */
export const textWidth = (text: string): number => [...text].reduce((sum, c) => sum + charWidth(c), 0);

/** The columns of a prompt's last line, without what stands between \x01 and \x02 and escape sequences. */
export const promptWidth = (prompt: string): number =>
  textWidth((prompt.split('\n').at(-1) ?? '').replace(/\x01[^\x02]*\x02|\x1b\[[\d;?]*[A-Za-z]/g, ''));

/** Names in columns filled downwards, as readline lists completions: a folder's slash does not count for the width. */
export function columns(names: readonly string[], cols: number): string {
  const width = Math.max(...names.map((name) => textWidth(name.replace(/(?<=.)\/$/, '')))) + 2;
  const across = Math.max(1, Math.floor(cols / width));
  const down = Math.ceil(names.length / across);
  let out = '';
  for (let row = 0; row < down; row++) {
    const cells = names.filter((_, i) => i % down === row);
    out += `${cells.map((name, i) => (i === cells.length - 1 ? name : name + ' '.repeat(Math.max(0, width - textWidth(name))))).join('')}\n`;
  }
  return out;
}
