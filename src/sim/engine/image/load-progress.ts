import type { ProgressMessage } from '../../../api/types.ts';
import type { Clock } from '../../clock.ts';
import { barMessage } from '../../registry/progress.ts';

const EVERY = 512 * 1024;
const RATE_MS = 100;
const SHORT_ID = 12;

/** Tells how far the reading of a layer is, as often as Docker's progress.Reader does: each hundredth, but ten times a second at most. */
export class LayerProgress {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #id: string;
  readonly #total: number;
  readonly #report: (message: ProgressMessage) => void;
  #current = 0;
  #told = 0;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Pick<Clock, 'now'>, id: string, total: number, report: (message: ProgressMessage) => void) {
    this.#clock = clock;
    this.#id = id.replace(/^sha256:/, '').slice(0, SHORT_ID);
    this.#total = total;
    this.#report = report;
  }

  async *over(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const every = this.#total > 0 ? Math.min(EVERY, Math.floor(0.01 * this.#total)) : EVERY;
    for await (const piece of pieces) {
      this.#current += piece.length;
      if (this.#current - this.#told > every) {
        if (this.#current === this.#total || this.#allowed()) this.#tell();
        this.#told = this.#current;
      }
      yield piece;
    }
    this.#tell();
  }

  #allowed(): boolean {
    const now = this.#clock.now();
    if (now - this.#toldAt < RATE_MS) return false;
    this.#toldAt = now;
    return true;
  }

  #tell(): void {
    this.#report(barMessage(this.#id, 'Loading layer', this.#current, this.#total));
  }
}
