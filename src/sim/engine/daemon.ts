import type { Clock } from '../clock.ts';
import { KitCache } from './build/kit/cache.ts';
import type { Image } from '../image/types.ts';
import { parseReference, InvalidReference, canonicalString, familiarString, withDefaultTag } from '../../api/reference.ts';
import { isDigest } from '../image/digest.ts';
import { ContainerStore } from './container/store.ts';
import { invalidParameter, notFound } from '../errors.ts';
import { EventBus } from './events.ts';
import type { Exec } from './exec.ts';
import { HostFiles } from './host-files.ts';
import { Networks } from './networks.ts';
import { ObservationRing } from './observations.ts';
import type { EngineParts } from './parts.ts';
import { Ports } from './ports.ts';
import { Stamps } from './time.ts';
import { Volumes } from './volumes.ts';

/** What the operations work on: the parts, and the engine's own state. */
export class Daemon {
  readonly parts: EngineParts;
  readonly clock: Clock;
  readonly stamps: Stamps;
  readonly events: EventBus;
  readonly host: HostFiles;
  readonly networks: Networks;
  readonly volumes: Volumes;
  readonly ports: Ports;
  readonly containers = new ContainerStore();
  readonly execs = new Map<string, Exec>();
  readonly observations: ObservationRing;
  /** What BuildKit has built before. */
  readonly buildCache = new KitCache();
  /** When each image came here or was tagged last, milliseconds since 1970. */
  readonly tagged = new Map<string, number>();
  /** The daemon's own name for itself, as `docker info` shows it. */
  readonly id: string;

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.clock = parts.clock;
    this.stamps = new Stamps(parts.clock);
    this.events = new EventBus(this.stamps);
    this.host = new HostFiles(parts.host);
    const shared = { random: parts.random, stamps: this.stamps, events: this.events, host: this.host };
    this.networks = new Networks({ ...shared, network: parts.network, bootedAt: parts.info.bootedAt });
    this.volumes = new Volumes({ ...shared, mount: parts.mount });
    this.ports = new Ports(parts.network);
    this.observations = new ObservationRing(parts.clock);
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const word = (): string => Array.from({ length: 4 }, () => letters[parts.random.int(letters.length)]).join('');
    this.id = Array.from({ length: 12 }, word).join(':');
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
