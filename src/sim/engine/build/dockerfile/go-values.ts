/** Values read and shown as Go does it. */

const UNITS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, μs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };

/** Nanoseconds of a Go duration ("1m30s"). Throws as time.ParseDuration. */
export function parseGoDuration(text: string): number {
  const quoted = JSON.stringify(text);
  const [, sign = '', body = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (body === '0') return 0;
  let total = 0;
  let rest = body;
  do {
    const [all = '', number = '', unit = ''] = /^(\d+\.?\d*|\.\d+)([^\d.]*)/.exec(rest) ?? [];
    if (all === '') throw new Error(`time: invalid duration ${quoted}`);
    if (unit === '') throw new Error(`time: missing unit in duration ${quoted}`);
    const scale = UNITS[unit];
    if (scale === undefined) throw new Error(`time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}`);
    total += Math.trunc(Number(number) * scale);
    rest = rest.slice(all.length);
  } while (rest !== '');
  return sign === '-' ? -total : total;
}

/** A decimal number of 32 bits. Throws as strconv.ParseInt. */
export function parseGoInteger(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) throw new Error(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  const value = Number(text);
  if (value > 2 ** 31 - 1 || value < -(2 ** 31)) throw new Error(`strconv.ParseInt: parsing ${JSON.stringify(text)}: value out of range`);
  return value;
}

/** A duration of nanoseconds as Go prints it: "5s", "1m30s", "1.5ms". */
export function goDuration(nanoseconds: number): string {
  if (nanoseconds === 0) return '0s';
  for (const [unit, scale] of [
    ['ns', 1],
    ['µs', 1e3],
    ['ms', 1e6],
  ] as const)
    if (nanoseconds < scale * 1000) return `${nanoseconds / scale}${unit}`;
  const seconds = nanoseconds / 1e9;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = Math.round((seconds - hours * 3600 - minutes * 60) * 1e9) / 1e9;
  return `${hours ? `${hours}h` : ''}${hours || minutes ? `${minutes}m` : ''}${rest}s`;
}

/** Go's %q of a text. */
const goQuoted = (text: string): string =>
  JSON.stringify(text).replace(/\\u00([0-9a-f]{2})/g, (_, hex: string) => ({ '07': '\\a', '0b': '\\v' })[hex] ?? `\\x${hex}`);

/** Go's %q of a list of texts. */
export const goQuotedList = (list: readonly string[]): string => `[${list.map(goQuoted).join(' ')}]`;

/** Go's %q of a number, which it takes for a character. */
export function goQuotedRune(code: number): string {
  const char = String.fromCodePoint(code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? 0xfffd : code);
  if (char === "'") return "'\\''";
  return char === '"' ? `'"'` : `'${goQuoted(char).slice(1, -1)}'`;
}
