import type { Clock } from '../clock.ts';
import { systemError } from '../errors.ts';

/** How fast the (virtual) way to the registries and the disk are. */
export interface LinkSpeed {
  /** Bytes a second that all transfers share, Infinity for no limit. Default 100 MB/s. */
  readonly bandwidth?: number;
  /** Milliseconds until a request is answered. Default 5. */
  readonly latency?: number;
  /** Bytes of blobs a second that are unpacked. Default 200 MB/s. */
  readonly unpacking?: number;
}

/** A line, a network and a disk that take no time: for benches. */
export const UNLIMITED: LinkSpeed = { bandwidth: Number.POSITIVE_INFINITY, latency: 0, unpacking: Number.POSITIVE_INFINITY };

/** Tells a transfer that nobody waits for it any more. */
export interface Cancellation {
  cancelled: boolean;
}

/** One transfer over the line. */
export interface Transfer {
  /** Bytes. */
  readonly size: number;
  /** What part of the line's bandwidth the other side reaches, 0 to 1. */
  readonly share?: number;
  readonly cancellation: Cancellation;
  /** Is told how many bytes are there, not oftener than every 100 ms. */
  readonly onProgress: (current: number) => void;
}

const BANDWIDTH = 100e6;
const LATENCY = 5;
const UNPACKING = 200e6;
/** Docker's progress reader speaks at most this often, milliseconds. */
const REPORT = 100;
/** Small blobs are over before anything is reported. */
const FIRST_REPORT = 65536;

/** Throws what becomes of work that was called off. */
export function checkCancelled({ cancelled }: Cancellation): void {
  if (cancelled) throw systemError('context canceled');
}

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
  async request(): Promise<void> {
    if (this.#latency > 0) await this.#clock.sleep(this.#latency);
  }

  /** Waits while bytes go over the line, in or out; the last report is the whole. */
  async transfer(transfer: Transfer): Promise<void> {
    this.#active++;
    try {
      await this.#work(transfer, () => (this.#bandwidth * (transfer.share ?? 1)) / this.#active);
      transfer.onProgress(transfer.size);
    } finally {
      this.#active--;
    }
  }

  /** Waits while a blob is unpacked; the last report is the whole. */
  async unpack(transfer: Transfer): Promise<void> {
    await this.#work(transfer, () => this.#unpacking);
    transfer.onProgress(transfer.size);
  }

  async #work({ size, cancellation, onProgress }: Transfer, speed: () => number): Promise<void> {
    if (size > FIRST_REPORT) onProgress(FIRST_REPORT);
    for (let done = 0; done < size; ) {
      const perMs = speed() / 1000;
      if (perMs === Number.POSITIVE_INFINITY) return;
      const step = Math.min(size - done, Math.ceil(perMs * REPORT));
      await this.#clock.sleep(step / perMs);
      checkCancelled(cancellation);
      done += step;
      if (done < size) onProgress(done);
    }
  }
}
