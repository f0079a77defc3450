/** So many things at a time; the others wait their turn, first come, first served. */
export class Slots {
  readonly #queue: (() => void)[] = [];
  #free: number;

  constructor(count: number) {
    this.#free = count;
  }

  /** Resolves when a slot is free, and takes it; `onQueue` is told when that is not at once. */
  async take(onQueue: () => void): Promise<void> {
    if (this.#free > 0) {
      this.#free--;
      return;
    }
    onQueue();
    await new Promise<void>((resolve) => this.#queue.push(resolve));
  }

  give(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#free++;
  }
}
