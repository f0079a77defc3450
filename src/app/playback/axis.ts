/** The axis of the timeline: virtual time in which nobody waits long for nothing. */
import type { JournalEntry } from '../../sim/journal.ts';

/** A pause between two inputs takes at most so much of the axis, milliseconds. */
const LONGEST_PAUSE = 3000;

export interface Axis {
  /** Its length. */
  readonly length: number;
  /** A moment (virtual milliseconds since the world began) on the axis. */
  of(at: number): number;
  /** And back. */
  at(place: number): number;
}

/** The axis of a journal that was lived up to `end`. */
export function axisOf(entries: readonly JournalEntry[], end: number): Axis {
  const moments = [0, ...entries.map(({ at }) => at).filter((at) => at < end), end];
  const places: number[] = [0];
  for (let n = 1; n < moments.length; n++) {
    const pause = (moments[n] ?? 0) - (moments[n - 1] ?? 0);
    places.push((places[n - 1] ?? 0) + Math.min(pause, LONGEST_PAUSE));
  }
  return {
    length: places.at(-1) ?? 0,
    of: (at) => between(moments, places, at),
    at: (place) => between(places, moments, place),
  };
}

/** Where `value` lies among the rising `from`, as a place among `to`. */
function between(from: readonly number[], to: readonly number[], value: number): number {
  let low = 0;
  let high = from.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((from[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  const [a, b, x, y] = [from[low] ?? 0, from[low + 1], to[low] ?? 0, to[low + 1]];
  if (b === undefined || y === undefined || b === a) return x;
  return x + ((Math.min(Math.max(value, a), b) - a) / (b - a)) * (y - x);
}
