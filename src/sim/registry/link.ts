import type { Clock } from '../clock.ts';

/** How fast the (virtual) way to the registries and the disk are. */
export interface LinkSpeed {
  /** Bytes a second that all downloads share. Default 100 MB/s. */
  readonly bandwidth?: number;
  /** Milliseconds until a request is answered. Default 5. */
  readonly latency?: number;
  /** Bytes of blobs a second that are unpacked. Default 200 MB/s. */
  readonly unpacking?: number;
}

const BANDWIDTH = 100e6;
const LATENCY = 5;
const UNPACKING = 200e6;
/** Docker's progress reader speaks at most this often, milliseconds. */
const REPORT = 100;
/** Small blobs are over before anything is reported. */
const FIRST_REPORT = 65536;

/** The network cable and the disk: makes transfers take their virtual time. */
export class Link {
  readonly #clock: Clock;
  readonly #bandwidth: number;
  readonly #latency: number;
  readonly #unpacking: number;
  #active = 0;

  constructor(clock: Clock, { bandwidth = BANDWIDTH, latency = LATENCY, unpacking = UNPACKING }: LinkSpeed = {}) {
    this.#clock = clock;
    this.#bandwidth = bandwidth;
    this.#latency = latency;
    this.#unpacking = unpacking;
  }

  /** Waits for a request and its answer. */
  request(): Promise<void> {
    return this.#clock.sleep(this.#latency);
  }

  /** Waits while `size` bytes come in; `onProgress` is told how many are there, not oftener than every 100 ms. */
  async download(size: number, onProgress: (current: number) => void): Promise<void> {
    this.#active++;
    await this.#work(size, () => this.#bandwidth / this.#active, onProgress);
    this.#active--;
  }

  /** Waits while a blob of `size` bytes is unpacked; the last report is the whole. */
  async unpack(size: number, onProgress: (current: number) => void): Promise<void> {
    await this.#work(size, () => this.#unpacking, onProgress);
    onProgress(size);
  }

  async #work(size: number, speed: () => number, onProgress: (current: number) => void): Promise<void> {
    if (size > FIRST_REPORT) onProgress(FIRST_REPORT);
    for (let done = 0; done < size; ) {
      const perMs = speed() / 1000;
      const step = Math.min(size - done, Math.ceil(perMs * REPORT));
      await this.#clock.sleep(step / perMs);
      done += step;
      if (done < size) onProgress(done);
    }
  }
}
