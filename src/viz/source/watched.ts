/** What was seen of each container since the last refresh, and which of its paths were touched; never more than a fixed amount. */
import type { Observation } from '../../api/observation.ts';
import { touch, NO_TOUCHES, type TouchLog } from '../model/touches.ts';
import { Habits } from './habits.ts';

/** Observations that wait; then they are taken into the logs at once (a hidden tab draws rarely). */
const WAITING = 4000;

/** Observations of one container that are told at the next refresh; of more the latest. */
const TOLD = 20_000;

/** A container changed again within this time (virtual milliseconds) is busy with itself. */
const BUSY_MS = 10_000;

export class Watched {
  /** Touched paths by container id. */
  readonly logs = new Map<string, TouchLog>();
  readonly #habits = new Map<string, Habits>();
  readonly #changedAt = new Map<string, number>();
  #queue: Observation[] = [];
  #news = new Map<string, Observation[]>();

  /** True when something was seen that was not taken yet. */
  get waiting(): boolean {
    return this.#queue.length > 0 || this.#news.size > 0;
  }

  /** Takes an observation; true when it changed a container that had been quiet. */
  put(one: Observation): boolean {
    this.#queue.push(one);
    if (this.#queue.length >= WAITING) this.#digest();
    if (one.kind === 'lookup') return false;
    const before = this.#changedAt.get(one.container) ?? Number.NEGATIVE_INFINITY;
    this.#changedAt.set(one.container, one.at);
    return one.at - before > BUSY_MS;
  }

  /** News by container id since the last time. */
  take(): ReadonlyMap<string, readonly Observation[]> {
    this.#digest();
    const news = this.#news;
    this.#news = new Map();
    return news;
  }

  forget(container: string): void {
    this.logs.delete(container);
    this.#habits.delete(container);
    this.#changedAt.delete(container);
    this.#news.delete(container);
  }

  #digest(): void {
    const groups = new Map<string, Observation[]>();
    for (const one of this.#queue) {
      const group = groups.get(one.container);
      if (group) group.push(one);
      else groups.set(one.container, [one]);
    }
    this.#queue = [];
    for (const [id, seen] of groups) {
      const habits = this.#habits.get(id) ?? new Habits();
      this.#habits.set(id, habits);
      const news = habits.news(seen);
      this.logs.set(id, touch(this.logs.get(id) ?? NO_TOUCHES, news));
      this.#news.set(id, [...(this.#news.get(id) ?? []), ...news].slice(-TOLD));
    }
  }
}
