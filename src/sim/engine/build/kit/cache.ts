import { chainOf } from '../../../image/digest.ts';
import type { Digest, LayerStore } from '../../../image/types.ts';
import { holdTop } from '../../image/empty-layer.ts';
import type { Daemon } from '../../daemon.ts';

/** What a step came to: the layers of its result. */
interface Entry {
  readonly diffIds: readonly Digest[];
  readonly description: string;
  readonly created: number;
  readonly size: number;
  used: number;
  lastUsed: number;
}

/** BuildKit's cache: the results of steps by what they were made of. Its layers stay as long as it has them. */
export class KitCache {
  readonly #entries = new Map<string, Entry>();

  find(key: string, now: number): readonly Digest[] | null {
    const entry = this.#entries.get(key);
    if (!entry) return null;
    entry.used++;
    entry.lastUsed = now;
    return entry.diffIds;
  }

  /** Keeps a result whose layers are registered; takes over no reference, but holds one of its own. */
  keep(daemon: Daemon, key: string, diffIds: readonly Digest[], description: string): void {
    const chain = chainOf(diffIds);
    if (this.#entries.has(key) || !chain) return;
    holdTop(daemon, diffIds);
    const size = daemon.parts.layers.get(chain)?.size ?? 0;
    const now = daemon.clock.now();
    this.#entries.set(key, { diffIds, description, created: now, size, used: 0, lastUsed: now });
  }

  /** Forgets all; the keys and the bytes they took. */
  clear(layers: LayerStore): { keys: string[]; bytes: number } {
    const keys = [...this.#entries.keys()];
    let bytes = 0;
    for (const { diffIds, size } of this.#entries.values()) {
      const chain = chainOf(diffIds);
      if (chain) layers.release(chain);
      bytes += size;
    }
    this.#entries.clear();
    return { keys, bytes };
  }

  /** All of it as plain data. */
  snapshot(): unknown {
    return [...this.#entries].map(([key, { diffIds, used, lastUsed }]) => [key, diffIds, used, lastUsed]);
  }
}
