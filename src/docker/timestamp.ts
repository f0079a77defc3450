import { goQuote } from './format/quote.ts';
import { parseDuration } from './values.ts';

/**
 * A time as `--since` and `--until` take it (a duration ago, RFC 3339 with parts missing, or seconds) in the seconds that
 * the engine wants: "1136073845.000000001". `flag` names it in errors.
 */
export function timestamp(value: string, now: number, flag?: string): string {
  try {
    return String(Math.floor((now - parseDuration(value) / 1e6) / 1000));
  } catch {
    // Not a duration: a date or seconds.
  }
  const date = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(?:\.(\d+))?)?)?)?(Z|[+-]\d\d:\d\d)?$/.exec(value);
  if (date) {
    const [, y, m, d, hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = date;
    const ms = Date.parse(`${y}-${m}-${d}T${hour}:${minute}:${second}${zone}`);
    if (!Number.isNaN(ms)) return `${ms / 1000}.${fraction.padEnd(9, '0').slice(0, 9)}`;
  }
  if (/^\d+(\.\d+)?$/.test(value)) return value;
  throw new Error(
    `${flag === undefined ? '' : `invalid value for ${goQuote(flag)}: `}failed to parse value as time or duration: ${goQuote(value)}`,
  );
}
