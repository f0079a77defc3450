/** JSON as Go's encoding/json writes it, where that differs from JSON.stringify. */

/** JavaScript spells these two with a letter; Go (before 1.22) does not. */
const LETTERS: Readonly<Record<string, string>> = { '\\b': '\\u0008', '\\f': '\\u000c' };

const escaped = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Compact JSON of `value` with `<`, `>`, `&`, U+2028 and U+2029 escaped; keys stay in the order they have. */
export function goJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/[<>&\u2028\u2029]/g, escaped)
    .replace(/\\[\\"bfnrt]/g, (pair) => LETTERS[pair] ?? pair);
}

/** A Go map: the same members in the order of their keys (by UTF-8 bytes, which for JavaScript's order is the same but beyond U+FFFF). */
export function goMap<T>(map: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
