const ESCAPES: Record<string, string> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '?': '?',
};
const NAMES: Record<string, string> = { '\x07': 'a', '\b': 'b', '\x1b': 'E', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't', '\v': 'v' };

/** `$'…'` around a text. */
export function ansiQuote(text: string): string {
  const body = text.replace(/[\\'\x00-\x1f\x7f]/g, (c) =>
    c === '\\' || c === "'" ? `\\${c}` : `\\${NAMES[c] ?? c.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
  return `$'${body}'`;
}

/** A text in single quotes, as `set -x`, `alias` and `trap` show it. */
export const singleQuote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A text so that the shell reads it back as one word, in the style of `printf %q`. */
export function backslashQuote(text: string): string {
  if (text === '') return "''";
  if (/[\x00-\x1f\x7f]/.test(text)) return ansiQuote(text);
  return text.replace(/[^\w@%+=:./\u0080-\u{10ffff}-]/gu, '\\$&').replace(/^~/, '\\~');
}

/** A text as `declare -p` shows it. */
export const doubleQuote = (text: string): string =>
  /[\x00-\x1f\x7f]/.test(text) ? ansiQuote(text) : `"${text.replace(/[\\"$`]/g, '\\$&')}"`;

/** A text quoted only when it must be, as `set` and `set -x` do. */
export const quoteIfNeeded = (text: string): string =>
  text === ''
    ? "''"
    : /[\x00-\x1f\x7f]/.test(text)
      ? ansiQuote(text)
      : /[^\w@%+:.,/=\u0080-\u{10ffff}-]/u.test(text) || /^[~#]/.test(text)
        ? singleQuote(text)
        : text;

/**
 * Resolves backslash escapes as `echo -e`, `printf` and `$'…'` do.
 * `stop` is true when `\c` ended the text. Octal needs a leading zero (`\0nnn`) in `echo`.
 */
export function decodeEscapes(text: string, style: 'echo' | 'printf' | 'ansi'): { text: string; stop: boolean } {
  let stop = false;
  let end = text.length;
  const pattern = /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|(0?[0-7]{1,3})|(c)|([\s\S]))/g;
  const out = text.replace(
    pattern,
    (whole, hex?: string, u?: string, long?: string, octal?: string, c?: string, other?: string, at = 0) => {
      if (at >= end) return '';
      const code = hex ?? u ?? long;
      if (code) return String.fromCodePoint(Math.min(parseInt(code, 16), 0x10ffff));
      if (octal) {
        if (style === 'echo' && !octal.startsWith('0')) return whole;
        const digits = style === 'echo' || octal.length < 4 ? octal : octal.slice(0, 3);
        return String.fromCharCode(parseInt(digits, 8) & 255) + octal.slice(digits.length);
      }
      if (c) {
        if (style === 'ansi') return whole;
        stop = true;
        end = at;
        return '';
      }
      const known = other === undefined ? undefined : ESCAPES[other];
      return known !== undefined && (style !== 'echo' || !'\'"?'.includes(other ?? '')) ? known : whole;
    },
  );
  return { text: stop ? out.slice(0, out.length) && decodeEscapes(text.slice(0, end), style).text : out, stop };
}
