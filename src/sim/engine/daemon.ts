import type { Clock } from '../clock.ts';
import { KitCache } from './build/kit/cache.ts';
import type { Image } from '../image/types.ts';
import { parseReference, InvalidReference, canonicalString, familiarString, withDefaultTag } from '../../api/reference.ts';
import { isDigest } from '../image/digest.ts';
import { StartRecords } from './container/start-record.ts';
import { ContainerStore } from './container/store.ts';
import { invalidParameter, notFound } from '../errors.ts';
import { EventBus } from './events.ts';
import type { Exec } from './exec.ts';
import { HopLog } from './hops/log.ts';
import { HostFiles } from './host-files.ts';
import { Networks } from './networks.ts';
import { ObservationRing } from './observations.ts';
import type { EngineParts, StorageParts } from './parts.ts';
import { Ports } from './ports.ts';
import { Stamps } from './time.ts';
import { Volumes } from './volumes.ts';

/** A storage driver with all that is to be seen of Docker only while it is in use. */
export interface Storage {
  readonly parts: StorageParts;
  readonly containers: ContainerStore;
  readonly buildCache: KitCache;
  readonly tagged: Map<string, number>;
}

const storageOf = (parts: StorageParts): Storage => ({
  parts,
  containers: new ContainerStore(),
  buildCache: new KitCache(),
  tagged: new Map(),
});

/** What the operations work on: the parts, and the engine's own state. */
export class Daemon {
  readonly clock: Clock;
  readonly stamps: Stamps;
  readonly events: EventBus;
  readonly host: HostFiles;
  readonly networks: Networks;
  readonly volumes: Volumes;
  readonly ports: Ports;
  readonly execs = new Map<string, Exec>();
  readonly observations: ObservationRing;
  readonly hops: HopLog;
  readonly starts = new StartRecords();
  /** The daemon's own name for itself, as `docker info` shows it. */
  readonly id: string;
  #parts: EngineParts;
  #storage: Storage;
  readonly #storages: Storage[];

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#storage = storageOf(parts);
    this.#storages = [this.#storage];
    this.clock = parts.clock;
    this.stamps = new Stamps(parts.clock);
    this.events = new EventBus(this.stamps);
    this.host = new HostFiles(parts.host);
    const shared = { random: parts.random, stamps: this.stamps, events: this.events, host: this.host };
    this.networks = new Networks({ ...shared, network: parts.network, bootedAt: parts.info.bootedAt });
    this.volumes = new Volumes({ ...shared, mount: parts.mount });
    this.ports = new Ports(parts.network);
    this.observations = new ObservationRing(parts.clock);
    this.hops = parts.hops ?? new HopLog(parts.clock);
    this.hops.nameOf = (id) => this.containers.find(id)?.name ?? '';
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const word = (): string => Array.from({ length: 4 }, () => letters[parts.random.int(letters.length)]).join('');
    this.id = Array.from({ length: 12 }, word).join(':');
  }

  /** What it is made from, with what the storage driver in use has for itself. */
  get parts(): EngineParts {
    return this.#parts;
  }

  /** The containers whose layers the storage driver in use has; dockerd does not load the others. */
  get containers(): ContainerStore {
    return this.#storage.containers;
  }

  /** What BuildKit has built before. */
  get buildCache(): KitCache {
    return this.#storage.buildCache;
  }

  /** When each image came here or was tagged last, milliseconds since 1970. */
  get tagged(): Map<string, number> {
    return this.#storage.tagged;
  }

  /** All storage drivers that were ever in use, in the order they came. */
  get storages(): readonly Storage[] {
    return this.#storages;
  }

  /** Works with another storage driver from now on; what the one before had waits for it to come back. */
  use(parts: StorageParts): void {
    const known = this.#storages.find((storage) => storage.parts.driver === parts.driver);
    this.#storage = known ?? storageOf(parts);
    if (!known) this.#storages.push(this.#storage);
    this.#parts = { ...this.#parts, ...parts };
  }

  /** An image by name, name@digest, id or the beginning of an id. Throws Docker's errors. */
  image(name: string): Image {
    const { images, references } = this.parts;
    if (isDigest(name) || /^[0-9a-f]{64}$/.test(name)) {
      const image = images.get(isDigest(name) ? name : `sha256:${name}`);
      if (image) return image;
      throw notFound(`No such image: ${isDigest(name) ? name : `sha256:${name}`}`);
    }
    try {
      const reference = withDefaultTag(parseReference(name));
      const id = references.get(canonicalString(reference));
      const image = (id && images.get(id)) ?? images.search(name);
      if (image && image !== 'ambiguous') return image;
      throw notFound(`No such image: ${familiarString(reference)}`);
    } catch (error) {
      if (error instanceof InvalidReference) throw invalidParameter(error.message);
      throw error;
    }
  }
}
