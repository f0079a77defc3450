/** Tells the hops of a command one after the other, in their order, however fast they came. */

/** A packet takes between these, milliseconds; a long story is told faster. */
const [SHORTEST, LONGEST] = [200, 600];
/** What a whole story should take at most, milliseconds. */
const STORY = 6000;

export interface PlayerOptions {
  /** Shows everything up to a hop, and that hop under way for `ms`; resolves when it is there. */
  readonly tell: (hop: number, ms: number) => Promise<void>;
}

export class Player {
  readonly #options: PlayerOptions;
  #hops: readonly number[] = [];
  #told = -1;
  #running = 0;
  #command = -1;

  constructor(options: PlayerOptions) {
    this.#options = options;
  }

  /** The last hop that has been told; null when all have. */
  get upTo(): number | null {
    const last = this.#hops.at(-1);
    return last === undefined || this.#told >= last ? null : this.#told;
  }

  /** The hops of the command that is shown, as they are known now; `instant`: without telling them. */
  take(hops: readonly number[], { instant }: { readonly instant: boolean }): void {
    const first = hops[0] ?? -1;
    // Another command: whatever was being told is over.
    if (first !== this.#command) {
      this.#running++;
      this.#command = first;
      this.#told = first - 1;
      this.#hops = [];
    }
    const idle = this.upTo === null;
    this.#hops = hops;
    if (instant) this.finish();
    else if (idle && this.upTo !== null) void this.#run(++this.#running);
  }

  /** Everything is told at once. */
  finish(): void {
    this.#running++;
    this.#told = this.#hops.at(-1) ?? this.#told;
  }

  async #run(run: number): Promise<void> {
    for (;;) {
      const left = this.#hops.filter((id) => id > this.#told);
      const [next] = left;
      if (next === undefined || run !== this.#running) return;
      this.#told = next;
      await this.#options.tell(next, Math.max(SHORTEST, Math.min(LONGEST, STORY / left.length)));
    }
  }
}
