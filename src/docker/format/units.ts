/** Sizes and times in words, as github.com/docker/go-units writes them. */

/** A number with at most `precision` significant digits, as Go's %.*g. */
function significant(value: number, precision: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential(precision - 1).split('e');
  const e = Number(exponent);
  if (value !== 0 && (e < -4 || e >= precision))
    return `${mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa}e${e < 0 ? '-' : '+'}${String(Math.abs(e)).padStart(2, '0')}`;
  const text = value.toPrecision(precision);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function scaled(size: number, base: number, names: readonly string[], precision: number): string {
  let value = size;
  let i = 0;
  while (value >= base && i < names.length - 1) {
    value /= base;
    i++;
  }
  return `${significant(value, precision)}${names[i]}`;
}

const decimal = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];
const binary = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'];

/** Bytes by thousands: "4.26MB". */
export const humanSize = (bytes: number, precision = 4): string => scaled(bytes, 1000, decimal, precision);

/** Bytes by 1024: "23.54GiB". */
export const bytesSize = (bytes: number): string => scaled(bytes, 1024, binary, 4);

/** "2006-01-02 15:04:05 +0000 UTC" of seconds since 1970. */
export const goTime = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`;

/** At most `width` columns, the last one "…" when something was cut (formatter.Ellipsis). */
export function ellipsis(text: string, width: number): string {
  if (width <= 0) return '';
  if (text.length <= width) return text;
  const letters = [...text];
  return letters.length <= width ? text : width === 1 ? (letters[0] ?? '') : `${letters.slice(0, width - 1).join('')}…`;
}

/** An id as tables show it: 12 digits without "sha256:" (stringid.TruncateID). */
export function shortId(id: string): string {
  const start = id.indexOf(':') + 1;
  return id.slice(start, start + 12);
}
