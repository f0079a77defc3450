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
  readonly watch?: WatchBlob;
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
  /** The blob that comes or is unpacked, for whoever watches the line. */
  readonly blob?: string;
}

/** Is told when a blob begins to come or to be unpacked, and when that is over. */
export type WatchBlob = (blob: string, what: 'transfer' | 'unpack', over: boolean, size: number) => void;

const BANDWIDTH = 100e6;
/** Milliseconds until a request is answered, when nothing else is said. */
export const LATENCY = 5;
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
  readonly #watch: WatchBlob;
  #active = 0;

  constructor(clock: Clock, { bandwidth = BANDWIDTH, latency = LATENCY, unpacking = UNPACKING, watch = () => {} }: LinkSpeed = {}) {
    this.#clock = clock;
    this.#bandwidth = bandwidth;
    this.#latency = latency;
    this.#unpacking = unpacking;
    this.#watch = watch;
  }

  /** Waits for a request and its answer. */
  async request(): Promise<void> {
    if (this.#latency > 0) await this.#clock.sleep(this.#latency);
  }

  /** Waits while bytes go over the line, in or out; the last report is the whole. */
  async transfer(transfer: Transfer): Promise<void> {
    const { blob = '', size } = transfer;
    this.#active++;
    this.#watch(blob, 'transfer', false, size);
    try {
      await this.#work(transfer, () => (this.#bandwidth * (transfer.share ?? 1)) / this.#active);
      transfer.onProgress(size);
    } finally {
      this.#active--;
      this.#watch(blob, 'transfer', true, size);
    }
  }

  /** Waits while a blob is unpacked; the last report is the whole. */
  async unpack(transfer: Transfer): Promise<void> {
    const { blob = '', size } = transfer;
    this.#watch(blob, 'unpack', false, size);
    try {
      await this.#work(transfer, () => this.#unpacking);
      transfer.onProgress(size);
    } finally {
      this.#watch(blob, 'unpack', true, size);
    }
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
