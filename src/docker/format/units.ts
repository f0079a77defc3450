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

/** A span of time in words: "About a minute", "3 weeks". */
export function humanDuration(ms: number): string {
  const seconds = Math.trunc(ms / 1000);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.trunc(seconds / 60);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.round(ms / 3_600_000);
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.trunc(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.trunc(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.trunc(hours / 24 / 30)} months`;
  return `${Math.trunc(ms / 3_600_000 / 24 / 365)} years`;
}

/** "2006-01-02 15:04:05 +0000 UTC" of seconds since 1970. */
export const goTime = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`;

/** At most `width` columns, the last one "…" when something was cut (formatter.Ellipsis). */
export function ellipsis(text: string, width: number): string {
  if (width <= 0) return '';
  const letters = [...text];
  return letters.length <= width ? text : width === 1 ? (letters[0] ?? '') : `${letters.slice(0, width - 1).join('')}…`;
}

/** An id as tables show it: 12 digits without "sha256:". */
export const shortId = (id: string): string => id.replace(/^[a-z0-9]+:/, '').slice(0, 12);
