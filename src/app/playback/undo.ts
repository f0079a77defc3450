/** Moments of a journal: where a line was entered, where the last one began to be typed. */
import type { JournalEntry } from '../../sim/journal.ts';
import type { EnteredLine } from '../protocol.ts';

/** A moment of a journal: when, and how many of its inputs have come. */
export interface Moment {
  readonly at: number;
  readonly count: number;
}

/** The moment before a line was entered: it has been typed, its Enter has not come. */
export function beforeEnter(entries: readonly JournalEntry[], line: EnteredLine): Moment | null {
  const count = entries.findLastIndex((entry) => entry.at <= line.at && entry.input.kind === 'keys');
  const enter = entries[count];
  return enter ? { at: enter.at, count } : null;
}

/** The moment before the first key of the last of the lines that have been entered; null when none was. */
export function beforeLastLine(entries: readonly JournalEntry[], entered: readonly EnteredLine[]): Moment | null {
  const last = entered.at(-1);
  if (!last) return null;
  const before = entered.at(-2)?.at ?? Number.NEGATIVE_INFINITY;
  const enter = beforeEnter(entries, last);
  if (!enter) return null;
  let { count } = enter;
  const typed = (entry: JournalEntry | undefined): boolean => entry?.input.kind === 'keys' && entry.at > before;
  while (typed(entries[count - 1])) count--;
  return { at: entries[count]?.at ?? enter.at, count };
}
