import type { Daemon } from './daemon.ts';
import { invalidParameter } from '../errors.ts';
import type { Filters } from './filters.ts';

const UNITS: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A test whether something made at `created` is old enough for the filter `until` ("24h", a Unix time, RFC 3339). */
export function untilTest(daemon: Daemon, filters: Filters): (created: number) => boolean {
  const [value, second] = filters.get('until');
  if (value === undefined) return () => true;
  if (second !== undefined) throw invalidParameter('more than one until filter specified');
  const moment = momentOf(value, daemon.clock.now());
  return (created) => created < moment;
}

function momentOf(text: string, now: number): number {
  if (/^(\d+(\.\d+)?(ns|us|ms|s|m|h))+$/.test(text)) {
    let ago = 0;
    for (const [, amount, , unit] of text.matchAll(/(\d+(\.\d+)?)(ns|us|ms|s|m|h)/g)) ago += Number(amount) * (UNITS[unit ?? ''] ?? 0);
    return now - ago;
  }
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const parsed = Date.parse(text);
  if (Number.isNaN(parsed)) throw invalidParameter(`failed to parse value as time or duration: "${text}"`);
  return parsed;
}
