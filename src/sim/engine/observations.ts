import type { Observation, StorageCost } from '../../api/observation.ts';
import type { Clock } from '../clock.ts';

/** How many past observations a late listener still gets: of lookups, and of all that changed something. */
const KEPT = 1024;

type Untold<T> = T extends unknown ? Omit<T, 'at' | 'seq' | 'container'> : never;

/** What a storage driver tells of one of its mounts; the layer is the driver's id. */
export type DriverObservation = Untold<Observation | StorageCost>;

type Told = Observation | StorageCost;

/** The layer of mount points between image and container is shown to nobody: what is its counts as the container's own. */
function withoutInit(seen: DriverObservation, readOnly: number): DriverObservation {
  const shown = (layer: number): number => Math.min(layer, readOnly);
  if (seen.kind === 'lookup') return { ...seen, found: seen.found === null ? null : shown(seen.found), layers: readOnly + 1 };
  if (seen.kind === 'copy-up') return { ...seen, from: shown(seen.from) };
  return 'hides' in seen ? { ...seen, hides: shown(seen.hides) } : seen;
}

/** What union mounts were seen doing, the latest kept. */
export class ObservationRing {
  readonly #clock: Pick<Clock, 'now'>;
  /** A program looks up more than it changes: what changed is not pushed out by that. */
  readonly #lookups: Told[] = [];
  readonly #changes: Told[] = [];
  readonly #listeners = new Set<(observation: Told) => void>();
  readonly #mounts = new Map<string, { readonly container: string; readonly readOnly: number }>();
  #seq = 0;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** From now on what the mount of `layer` does is `container`'s doing; its image has `readOnly` layers. */
  watch(layer: string, container: string, readOnly: number): void {
    this.#mounts.set(layer, { container, readOnly });
  }

  unwatch(layer: string): void {
    this.#mounts.delete(layer);
  }

  /** Takes what the driver saw; mounts that are no container's are not told of. */
  add(layer: string, seen: DriverObservation): void {
    const mount = this.#mounts.get(layer);
    if (!mount) return;
    const observation = {
      at: this.#clock.now(),
      seq: ++this.#seq,
      container: mount.container,
      ...withoutInit(seen, mount.readOnly),
    } as Told;
    const kept = observation.kind === 'lookup' ? this.#lookups : this.#changes;
    kept.push(observation);
    if (kept.length > 2 * KEPT) kept.splice(0, KEPT);
    for (const listener of this.#listeners) listener(observation);
  }

  /** Calls back for what is kept and for all that comes. */
  subscribe(listener: (observation: Told) => void): () => void {
    const kept = [...this.#lookups.slice(-KEPT), ...this.#changes.slice(-KEPT)];
    for (const observation of kept.sort((a, b) => a.seq - b.seq)) listener(observation);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
