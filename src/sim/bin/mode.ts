/** Permission bits in words: "rwxr-xr-x" both ways, and chmod's symbolic modes. */
import type { FileType } from '../fs/types.ts';

const LETTER: Readonly<Record<FileType, string>> = { file: '-', dir: 'd', symlink: 'l', char: 'c', block: 'b', fifo: 'p', socket: 's' };

/** `-rwxr-xr-x` as ls -l shows it. */
export function modeString(type: FileType, mode: number): string {
  let out = LETTER[type];
  for (const [shift, special, letter] of [
    [6, 0o4000, 's'],
    [3, 0o2000, 's'],
    [0, 0o1000, 't'],
  ] as const) {
    const bits = mode >> shift;
    const x = bits & 1;
    out += (bits & 4 ? 'r' : '-') + (bits & 2 ? 'w' : '-');
    out += mode & special ? (x ? letter : letter.toUpperCase()) : x ? 'x' : '-';
  }
  return out;
}

/**
 * The mode that "755", "u+x,g-w", "a=rX" makes of `mode`; null when it is no mode.
 * @param mask umask, for clauses that name nobody
 */
export function changeMode(text: string, mode: number, isDir: boolean, mask: number): number | null {
  if (/^[0-7]{1,5}$/.test(text)) {
    const value = Number.parseInt(text, 8);
    if (value > 0o7777) return null;
    // Octal modes of fewer than five digits leave a folder's set-id bits alone.
    return isDir && text.length < 5 ? value | (mode & 0o6000) : value;
  }
  let result = mode;
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)((?:[-+=](?:[ugo]|[rwxXst]*))+)$/.exec(clause);
    if (!match) return null;
    const who = match[1] ?? '';
    const all = who === '' || who.includes('a');
    const allowed =
      (all || who.includes('u') ? 0o4700 : 0) | (all || who.includes('g') ? 0o2070 : 0) | (all || who.includes('o') ? 0o0007 : 0) | 0o1000;
    for (const action of match[2]?.match(/[-+=][^-+=]*/g) ?? []) {
      let bits = 0;
      for (const letter of action.slice(1)) {
        if (letter === 'r') bits |= 0o444;
        else if (letter === 'w') bits |= 0o222;
        else if (letter === 'x' || (letter === 'X' && (isDir || result & 0o111))) bits |= 0o111;
        else if (letter === 's') bits |= 0o6000;
        else if (letter === 't') bits |= 0o1000;
        else if ('ugo'.includes(letter)) bits |= ((result >> (letter === 'u' ? 6 : letter === 'g' ? 3 : 0)) & 7) * 0o111;
      }
      bits &= allowed;
      if (who === '') bits &= ~mask;
      const sign = action.charAt(0);
      if (sign === '+') result |= bits;
      else if (sign === '-') result &= ~bits;
      else {
        const cleared = allowed & (all ? 0o7777 : ~0o1000) & (isDir ? ~0o6000 : 0o7777);
        result = (result & ~cleared) | bits;
      }
    }
  }
  return result;
}
