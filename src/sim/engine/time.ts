import type { Clock } from '../clock.ts';
import { systemError } from '../errors.ts';

/** What Go prints for a time that never was. */
export const NEVER = '0001-01-01T00:00:00Z';

/** Tells the time so that no two moments are equal: what was made later sorts later. */
export class Stamps {
  readonly #clock: Clock;
  #last = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The time told last. */
  get last(): number {
    return this.#last;
  }

  /** Milliseconds since 1970, a microsecond after the last one at least. */
  next(): number {
    this.#last = Math.max(this.#clock.now(), this.#last + 0.001);
    return this.#last;
  }
}

/** Seconds and nanoseconds of a moment in milliseconds. */
export function secondsOf(ms: number): { seconds: number; nanos: number } {
  const seconds = Math.floor(ms / 1000);
  return { seconds, nanos: Math.min(999_999_999, Math.round((ms - seconds * 1000) * 1000) * 1000) };
}

/** RFC 3339 in UTC; `digits` of the second: 9 always ("…:05.123456000Z") or as many as are needed, as Go's RFC3339Nano. */
export function rfc3339(ms: number | null, digits: 'all' | 'needed' | 'none' = 'needed'): string {
  if (ms === null) return NEVER;
  const { seconds, nanos } = secondsOf(ms);
  return written(seconds, nanos, digits);
}

/**
 * The same of a moment that {@link Stamps} told, to the nanosecond: our clock has none, so they are made up from its
 * microseconds. A log's lines are as long as real ones with them, and its files begin where real ones do.
 */
export function rfc3339Nano(ms: number, digits: 'all' | 'needed' = 'needed'): string {
  const { seconds, nanos } = secondsOf(ms);
  const odd = (Math.imul(nanos / 1000 + seconds, 0x9e3779b1) >>> 0) % 1000;
  return written(seconds, nanos + odd, digits);
}

function written(seconds: number, nanos: number, digits: 'all' | 'needed' | 'none'): string {
  const whole = new Date(seconds * 1000).toISOString().slice(0, 19);
  const fraction = String(nanos).padStart(9, '0');
  if (digits === 'none') return `${whole}Z`;
  if (digits === 'all') return `${whole}.${fraction}Z`;
  const short = fraction.replace(/0+$/, '');
  return `${whole}${short && '.'}${short}Z`;
}

/** Reads "1136073600.000000001" (seconds since 1970) into milliseconds, whole microseconds as our clock tells; throws as Go's ParseInt. */
export function parseTimestamp(text: string): number {
  const [seconds = '', nanos] = text.split('.', 2);
  for (const part of nanos === undefined ? [seconds] : [seconds, nanos])
    if (!/^[+-]?\d+$/.test(part)) throw systemError(`strconv.ParseInt: parsing ${JSON.stringify(part)}: invalid syntax`);
  return Number(seconds) * 1000 + (nanos === undefined ? 0 : Math.floor(Number(`0.${nanos}`) * 1e6) / 1000);
}
