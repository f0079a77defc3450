/** Go's times and durations in words. */

/** A duration in nanoseconds as time.Duration's String writes it: "1m30s", "1.5ms". */
export function durationText(nanos: number): string {
  if (nanos === 0) return '0s';
  const sign = nanos < 0 ? '-' : '';
  const n = Math.abs(nanos);
  const short = (unit: number, name: string): string => `${sign}${String(n / unit)}${name}`;
  if (n < 1e3) return short(1, 'ns');
  if (n < 1e6) return short(1e3, 'µs');
  if (n < 1e9) return short(1e6, 'ms');
  const hours = Math.floor(n / 3600e9);
  const minutes = Math.floor((n % 3600e9) / 60e9);
  const seconds = `${(n % 60e9) / 1e9}s`;
  if (hours > 0) return `${sign}${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${sign}${minutes}m${seconds}` : sign + seconds;
}

/** RFC 3339 as time.Time's String writes it: "2026-11-24 07:47:08.5 +0000 UTC". */
export function timeText(time: string): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(time);
  if (!match) return time || '0001-01-01 00:00:00 +0000 UTC';
  const [, day, clock, fraction = '', zone = ''] = match;
  const offset = zone.replace(':', '');
  return `${day} ${clock}${fraction.replace(/\.?0+$/, '')} ${zone === 'Z' ? '+0000 UTC' : `${offset} ${offset}`}`;
}
