/**
 * A journal's world at any moment. Going back is making the world again and living up to there; so that this does not mean living
 * through everything again, worlds wait along the way (a world that nobody types in costs a few megabytes and no time).
 */
import type { Input, Journal, JournalEntry } from './journal.ts';
import { LivedWorld, type WorldHost } from './lived.ts';

/**
 * A world waits after every so many turns of the clock: some tenths of a second of work. Work and not time is counted, so that
 * where worlds wait does not depend on how quick the machine is.
 */
const STRIDE = 3000;
/** Worlds that wait at most; then every second one goes, and the stride doubles. */
const MOST = 24;
/** So many processes are as heavy as a world with none (about 4 MB): of full worlds fewer wait. */
const HEAVY = 40;

/** A moment on the way: a world waits there, or is yet to be made. */
interface Stop {
  readonly at: number;
  readonly inputs: number;
  world: LivedWorld | null;
}

export class Timeline {
  readonly #beginning: Omit<Journal, 'entries'>;
  readonly #host: WorldHost;
  #entries: JournalEntry[];
  #now: LivedWorld;
  #stops: Stop[] = [];
  #stride: number;
  #turnsAtStop = 0;
  /** The world that was left when somebody went back: nothing has to be made to be there again. */
  #ahead: LivedWorld | null = null;
  /** The world on its way to a stop, and that stop. */
  #making: { readonly stop: Stop; readonly world: LivedWorld } | null = null;

  private constructor({ entries, ...beginning }: Journal, host: WorldHost, first: LivedWorld, stride: number) {
    this.#stride = stride;
    this.#beginning = beginning;
    this.#host = host;
    this.#entries = [...entries];
    this.#now = first;
  }

  /** Makes the world of a journal, with all that is in it. */
  static async open(journal: Journal, host: WorldHost, { stride = STRIDE } = {}): Promise<Timeline> {
    const timeline = new Timeline(journal, host, await LivedWorld.boot(journal, host), stride);
    await timeline.live(journal.entries.at(-1)?.at ?? 0);
    return timeline;
  }

  /** The world as it is now. */
  get now(): LivedWorld {
    return this.#now;
  }

  /** All inputs, also those that come after this moment. */
  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  /** Inputs that come after this moment. */
  get future(): number {
    return this.#entries.length - this.#now.inputs;
  }

  /** When something happens next by itself (or by an input of the journal), milliseconds since the world began; null: never. */
  nextAt(): number | null {
    const timer = this.#now.world.clock.nextAt();
    const due = timer === null ? null : timer - this.#beginning.epoch;
    const input = this.#entries[this.#now.inputs]?.at ?? null;
    return due === null || input === null ? (due ?? input) : Math.min(due, input);
  }

  /** Milliseconds until the next input of the journal when nothing happens before it, else 0: nobody need wait for that. */
  get idle(): number {
    const next = this.#entries[this.#now.inputs];
    return next && this.nextAt() === next.at ? next.at - this.#now.at : 0;
  }

  /** Lives on to `until`, with the inputs that come until then; or until `done`. */
  async live(until: number, done?: () => boolean): Promise<void> {
    const at = this.#moment(until);
    const count = this.#countAt(at);
    while (this.#now.at < at || this.#now.inputs < count) {
      const before = this.#now.world.clock.turns;
      const full = (): boolean => this.#now.world.clock.turns - before >= this.#stride;
      await this.#now.liveOn(this.#entries, count, at, () => full() || (done?.() ?? false));
      this.#passed();
      if (done?.()) return;
    }
    await this.#now.world.run(this.#now.world.clock.now());
  }

  /** Something comes from outside, now. What the journal had after this moment is not to happen any more. */
  input(input: Input): JournalEntry {
    if (this.future > 0 || this.#ahead) this.cut();
    const entry = this.#now.input(input);
    this.#entries.push(entry);
    return entry;
  }

  /**
   * Goes to `to`, when the first `count` inputs had come (left out: those that came until then). A world is there in the end
   * that is the same as if nobody had ever gone further.
   */
  async go(to: number, count = this.#countAt(to)): Promise<LivedWorld> {
    const at = this.#moment(to);
    if (at < this.#now.at || count < this.#now.inputs) {
      const left = this.#now;
      const stop = this.#stops.findLast((one) => one.world !== null && one.at <= at && one.inputs <= count);
      const world = stop?.world ?? (await LivedWorld.boot(this.#beginning, this.#host));
      if (stop) stop.world = null;
      left.tell(null);
      if (!this.#ahead || left.at > this.#ahead.at) this.#ahead = left;
      this.#now = world;
    } else if (this.#ahead && this.#ahead.at <= at && this.#ahead.inputs <= count) {
      this.#now.tell(null);
      this.#now = this.#ahead;
      this.#ahead = null;
    }
    await this.#now.liveOn(this.#entries, count, at);
    return this.#now;
  }

  /** Makes the worlds that are to wait along the way, until `done`; false when all are there. */
  async prepare(done: () => boolean): Promise<boolean> {
    if (!this.#making) {
      const stop = this.#stops.findLast((one) => one.world === null);
      if (!stop) return false;
      this.#making = { stop, world: await LivedWorld.boot(this.#beginning, this.#host) };
    }
    const { stop, world } = this.#making;
    await world.liveOn(this.#entries, stop.inputs, stop.at, done);
    if (world.at >= stop.at && world.inputs === stop.inputs) {
      stop.world = world;
      this.#making = null;
    }
    return true;
  }

  /** Notes a stop where enough has happened since the one before. */
  #passed(): void {
    const { at, inputs, world } = this.#now;
    const last = this.#stops.at(-1);
    if (last && (last.at >= at || last.inputs > inputs)) return;
    if (world.clock.turns - this.#turnsAtStop < this.#stride) return;
    this.#turnsAtStop = world.clock.turns;
    this.#stops.push({ at, inputs, world: null });
    if (this.#stops.length <= MOST / (1 + world.kernel.pids.processes.size / HEAVY)) return;
    this.#stops = this.#stops.filter((_, index) => index % 2 === 1);
    this.#stride *= 2;
    if (this.#making && !this.#stops.includes(this.#making.stop)) this.#making = null;
  }

  /** What comes after this moment is not to happen: what was lived beyond it was another way. */
  cut(): void {
    const { at, inputs, world } = this.#now;
    this.#entries.length = inputs;
    this.#ahead = null;
    this.#stops = this.#stops.filter((stop) => stop.at <= at && stop.inputs <= inputs);
    if (this.#making && !this.#stops.includes(this.#making.stop)) this.#making = null;
    this.#turnsAtStop = Math.min(this.#turnsAtStop, world.clock.turns);
  }

  /** The clock counts from 1970 and so not as finely as from the world's beginning: the moment that it can show. */
  #moment(at: number): number {
    const { epoch } = this.#beginning;
    return epoch + at - epoch;
  }

  #countAt(at: number): number {
    let count = this.#now.inputs;
    while (count > 0 && (this.#entries[count - 1]?.at ?? 0) > at) count--;
    while ((this.#entries[count]?.at ?? Number.POSITIVE_INFINITY) <= at) count++;
    return count;
  }
}
