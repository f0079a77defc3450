import type { Stat } from '../../fs/types.ts';
import { anonymousStat, OpenFile } from './open-file.ts';

/** A descriptor whose bytes go straight to the outside of the simulated machine (headless runs, tests). */
export class SinkFile extends OpenFile {
  readonly #sink: (bytes: Uint8Array) => void;
  readonly #now: () => number;

  constructor(name: string, sink: (bytes: Uint8Array) => void, now: () => number) {
    super({ write: true }, name);
    this.#sink = sink;
    this.#now = now;
  }

  read(): Uint8Array {
    return new Uint8Array(0);
  }

  write(data: Uint8Array): number {
    this.#sink(data.slice());
    return data.length;
  }

  stat(): Stat {
    return anonymousStat('fifo', 1, this.#now());
  }
}
