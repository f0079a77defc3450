/** Tells news from what a program does over and over: a loop that wakes every two seconds is no story each time. */
import type { Observation } from '../../api/observation.ts';

/** Virtual milliseconds within which repetitions belong to the same turn. */
const TURN_MS = 250;

/** How much two pauses may differ and still be the same rhythm. */
const SLACK = 0.2;

/** Things remembered; the oldest are forgotten first. */
const REMEMBERED = 2000;

interface Habit {
  /** When its last turn began, and the pause before that. */
  readonly at: number;
  readonly pause: number;
  readonly routine: boolean;
}

/** Remembers in which rhythm each path of one container is looked up, written … */
export class Habits {
  readonly #known = new Map<string, Habit>();

  /** The observations that are news: not the third and later of those that come in a steady rhythm. */
  news(seen: readonly Observation[]): Observation[] {
    return seen.filter((one) => !this.#routine(one));
  }

  #routine({ kind, path, at }: Observation): boolean {
    const key = `${kind} ${path}`;
    const before = this.#known.get(key);
    if (before && at - before.at < TURN_MS) return before.routine;
    const pause = before ? at - before.at : 0;
    const routine = before !== undefined && before.pause > 0 && Math.abs(pause - before.pause) <= SLACK * before.pause;
    this.#known.delete(key);
    this.#known.set(key, { at, pause, routine });
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= REMEMBERED) break;
      this.#known.delete(oldest);
    }
    return routine;
  }
}
