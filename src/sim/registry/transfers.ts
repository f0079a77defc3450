/** What pulls and pushes were seen doing, the latest kept, and whom this machine has spoken to: for onlookers, who change nothing. */
import type { LayerState, TransferEvent } from '../../api/transfer.ts';
import type { Clock } from '../clock.ts';
import type { Digest } from '../image/types.ts';

/** How much of what was told a late listener still gets. */
const KEPT = 512;

type Untold<T> = T extends unknown ? Omit<T, 'at' | 'seq'> : never;

/** What is told of a layer's machine. */
export interface LayerSeen {
  readonly diffId: Digest;
  /** The machine's state. */
  readonly state: unknown;
  readonly current: number;
  readonly total: number;
  readonly from?: string;
}

/** Takes what one pull or push does. */
export interface TransferTeller {
  layer(seen: LayerSeen): void;
  /** @param digest of the manifest; null when it failed */
  end(digest: Digest | null): void;
}

/** Told by the clients of all storage drivers, and heard by the stage. */
export class TransferRing {
  /** Registries that have answered, and who this machine was for them (null: nobody). */
  readonly contacts = new Map<string, string | null>();
  readonly #clock: Pick<Clock, 'now'>;
  readonly #kept: TransferEvent[] = [];
  readonly #listeners = new Set<(event: TransferEvent) => void>();
  #seq = 0;
  #transfers = 0;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** A registry has answered. */
  contact(registry: string, user: string | null): void {
    if (this.contacts.has(registry) && this.contacts.get(registry) === user) return;
    this.contacts.set(registry, user);
    this.#tell({ kind: 'contact', registry });
  }

  /** A pull or push of `name` ("docker.io/library/centos:6.8") begins. */
  begin(direction: 'pull' | 'push', name: string, registry: string): TransferTeller {
    const transfer = ++this.#transfers;
    const last = new Map<Digest, string>();
    this.#tell({ kind: 'begin', transfer, direction, name, registry });
    return {
      layer: ({ diffId, state, current, total, from = '' }) => {
        const told = `${String(state)} ${current}`;
        if (last.get(diffId) === told) return;
        last.set(diffId, told);
        this.#tell({ kind: 'layer', transfer, diffId, state: state as LayerState, current, total, from });
      },
      end: (digest) => this.#tell({ kind: 'end', transfer, digest }),
    };
  }

  /** Calls back for what is kept and for all that comes. */
  subscribe(listener: (event: TransferEvent) => void): () => void {
    for (const event of this.#kept.slice(-KEPT)) listener(event);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(untold: Untold<TransferEvent>): void {
    const event = { at: this.#clock.now(), seq: ++this.#seq, ...untold } as TransferEvent;
    this.#kept.push(event);
    if (this.#kept.length > 2 * KEPT) this.#kept.splice(0, KEPT);
    for (const listener of this.#listeners) listener(event);
  }
}
