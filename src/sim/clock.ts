/** A scheduled call; `cancel()` is safe at any time, also after it has run. */
export interface Timer {
  cancel(): void;
}

/**
 * What the rooms of the simulated machine see of time. Milliseconds since the Unix epoch, fractional (microseconds
 * count); it stands still while programs run and moves only between timers.
 */
export interface Clock {
  now(): number;
  /** Runs `callback` once, `ms` virtual milliseconds from now (0: after everything that is ready now). */
  after(ms: number, callback: () => void): Timer;
  /** Resolves `ms` virtual milliseconds from now. */
  sleep(ms: number): Promise<void>;
  /**
   * Waits for something of the real world (a lazily loaded module, a real file) while virtual time stands still. The
   * result is handed over only when all else is quiet, first asked first served, so how long it really took cannot change the world.
   */
  hold<T>(work: Promise<T>): Promise<T>;
}

interface Entry {
  at: number;
  order: number;
  callback: (() => void) | null;
}

/** So many cancelled timers are not worth a purge. */
const MANY = 64;

/** Gives the host a turn; when it resolves, every microtask that was ready has run (`setImmediate`, a MessageChannel …). */
export type Drain = () => Promise<void>;

/**
 * The virtual clock and run loop of one world. Everything in `sim/` waits either on this clock or on something that a
 * call from it (or an input) sets off, so "all microtasks have run" means "every process is blocked": only then does time move.
 */
export class VirtualClock implements Clock {
  #now: number;
  #order = 0;
  #heap: Entry[] = [];
  /** Cancelled entries still in the heap. */
  #cancelled = 0;
  readonly #arrivals: (() => void)[] = [];
  readonly #holds: { work: Promise<unknown>; deliver: () => void }[] = [];
  readonly #drain: Drain;
  #turns = 0;

  /** @param epochMs the first moment, milliseconds since 1970 */
  constructor(epochMs: number, drain: Drain) {
    this.#now = epochMs;
    this.#drain = drain;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): Timer {
    const entry: Entry = { at: this.#now + Math.max(0, ms), order: this.#order++, callback };
    push(this.#heap, entry);
    return {
      cancel: () => {
        if (!entry.callback) return;
        entry.callback = null;
        if (++this.#cancelled > MANY && 2 * this.#cancelled > this.#heap.length) this.#purge();
      },
    };
  }

  /** Timers and arrivals so far: how much there was to do, and so how long it would take to do it all again. */
  get turns(): number {
    return this.#turns;
  }

  /** When each timer that still waits is due, in rising order. */
  get pending(): number[] {
    return this.#heap
      .filter(({ callback }) => callback)
      .map(({ at }) => at)
      .sort((a, b) => a - b);
  }

  /**
   * Something comes from outside. It happens at this very moment, but only when all that is due has been done and is quiet: so
   * what the world makes of it depends on the moment alone. Needs {@link run} to go on (or to be called again).
   */
  arrive(happen: () => void): void {
    this.#arrivals.push(happen);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  hold<T>(work: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const settled = work.then(
        (value) => () => resolve(value),
        (error: unknown) => () => reject(error),
      );
      const hold = { work: settled, deliver: () => {} };
      void settled.then((deliver) => {
        hold.deliver = deliver;
      });
      this.#holds.push(hold);
    });
  }

  /** Lets everything that is ready run, and hands over what was held, without moving time. */
  async settle(): Promise<void> {
    await this.#drain();
    for (let hold = this.#holds.shift(); hold; hold = this.#holds.shift()) {
      await hold.work;
      hold.deliver();
      await this.#drain();
    }
  }

  /** When the next timer is due, or null when nothing will ever happen by itself. */
  nextAt(): number | null {
    for (let top = this.#heap[0]; top; top = this.#heap[0]) {
      if (top.callback) return top.at;
      pop(this.#heap);
      this.#cancelled--;
    }
    return null;
  }

  /**
   * Runs the world up to moment `until` (inclusive) or until `done()` says so; afterwards everything is quiet and nothing is
   * due any more. Time ends at `until`, or where `done` stopped it.
   */
  async run(until: number, done: () => boolean = () => false): Promise<void> {
    for (;;) {
      await this.settle();
      const at = this.nextAt();
      if (at === null || at > this.#now) {
        const arrival = this.#arrivals.shift();
        if (arrival) {
          this.#turns++;
          arrival();
          continue;
        }
        if (done()) return;
        if (at === null || at > until) {
          if (Number.isFinite(until)) this.#now = Math.max(this.#now, until);
          return;
        }
        this.#now = at;
      }
      const due = pop(this.#heap);
      const callback = due?.callback;
      if (due) due.callback = null;
      this.#turns++;
      callback?.();
    }
  }

  /** Takes the cancelled entries out, so that a program that keeps setting and cancelling long timers costs nothing. */
  #purge(): void {
    const live = this.#heap.filter(({ callback }) => callback).sort((a, b) => (before(a, b) ? -1 : 1));
    this.#heap = live;
    this.#cancelled = 0;
  }
}

const before = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

function push(heap: Entry[], entry: Entry): void {
  let i = heap.push(entry) - 1;
  while (i > 0) {
    const up = (i - 1) >> 1;
    const parent = heap[up];
    if (!parent || before(parent, entry)) break;
    heap[i] = parent;
    i = up;
  }
  heap[i] = entry;
}

function pop(heap: Entry[]): Entry | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (!last || last === top) return top;
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    const left = heap[child];
    if (!left) break;
    const right = heap[child + 1];
    let least = left;
    if (right && before(right, left)) {
      child++;
      least = right;
    }
    if (before(last, least)) break;
    heap[i] = least;
    i = child;
  }
  heap[i] = last;
  return top;
}
