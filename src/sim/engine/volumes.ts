import { goMap } from '../image/go-json.ts';
import type { Volume, VolumeCreateRequest } from '../../api/types.ts';
import type { Random } from '../random.ts';
import { conflict, invalidParameter, notFound, systemError } from '../errors.ts';
import type { EventBus } from './events.ts';
import type { Filters } from './filters.ts';
import type { HostFiles } from './host-files.ts';
import { NAME_PATTERN } from './names.ts';
import { type EngineParts, ROOT_DIR } from './parts.ts';
import { rfc3339, type Stamps } from './time.ts';
import { mountByOptions, needsMount } from './volume-mount.ts';

interface Held {
  readonly volume: Volume;
  /** Containers that have it. */
  readonly users: Set<string>;
  /** How often each user has it mounted now. */
  readonly mounts: Map<string, number>;
}

/** The volumes of the "local" driver: folders of the host under /var/lib/docker/volumes. */
export class Volumes {
  readonly #host: HostFiles;
  readonly #random: Random;
  readonly #stamps: Stamps;
  readonly #events: EventBus;
  readonly #mount: EngineParts['mount'];
  readonly #volumes = new Map<string, Held>();

  constructor(parts: { host: HostFiles; random: Random; stamps: Stamps; events: EventBus; mount: EngineParts['mount'] }) {
    this.#host = parts.host;
    this.#random = parts.random;
    this.#stamps = parts.stamps;
    this.#events = parts.events;
    this.#mount = parts.mount;
  }

  /** Makes a volume or finds the one of that name; without a name it gets one of 64 digits. */
  create(request: Partial<VolumeCreateRequest>): Volume {
    const name = request.Name || this.#random.hex(64);
    const known = this.#volumes.get(name);
    if (known) {
      // Also who only finds it has "created" it.
      this.#events.emit('volume', 'create', name, { driver: 'local' });
      return known.volume;
    }
    if (request.Driver && request.Driver !== 'local')
      throw notFound(`create ${name}: error looking up volume plugin ${request.Driver}: plugin "${request.Driver}" not found`);
    if (name.length === 1)
      throw invalidParameter(`create ${name}: volume name is too short, names should be at least two alphanumeric characters`);
    if (!NAME_PATTERN.test(name))
      throw invalidParameter(
        `create ${name}: "${name}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path`,
      );
    for (const option of Object.keys(request.DriverOpts ?? {}))
      if (!['type', 'o', 'device', 'size'].includes(option)) throw invalidParameter(`create ${name}: invalid option: "${option}"`);
    checkOptions(name, request.DriverOpts ?? {});
    const volume: Volume = {
      CreatedAt: rfc3339(this.#stamps.next(), 'none'),
      Driver: 'local',
      Labels: request.Labels ?? null,
      Mountpoint: `${ROOT_DIR}/volumes/${name}/_data`,
      Name: name,
      Options: request.DriverOpts ? goMap(request.DriverOpts) : null,
      Scope: 'local',
    };
    this.#host.folder(`${ROOT_DIR}/volumes/${name}`, 0o701);
    this.#host.mkdirs(volume.Mountpoint);
    this.#volumes.set(name, { volume, users: new Set(), mounts: new Map() });
    this.#events.emit('volume', 'create', name, { driver: 'local' });
    return volume;
  }

  /** Throws when there is none. */
  get(name: string): Volume {
    return this.#held(name).volume;
  }

  list(filters: Filters): Volume[] {
    const dangling = filters.has('dangling') ? filters.boolean('dangling', ['true', '1', 'false', '0'], false) : null;
    const found = [...this.#volumes.values()].filter(
      ({ volume, users }) =>
        (dangling === null || dangling === (users.size === 0)) &&
        filters.match('name', volume.Name) &&
        filters.exact('driver', volume.Driver) &&
        filters.labels('label', volume.Labels),
    );
    return found.map(({ volume }) => volume);
  }

  /** `force` is silent about a volume that is not there. */
  remove(name: string, force: boolean): void {
    if (force && !this.#volumes.has(name)) return;
    const { users } = this.#held(name);
    if (users.size > 0) throw conflict(`remove ${name}: volume is in use - [${[...users].join(', ')}]`);
    this.#volumes.delete(name);
    this.#host.remove(`${ROOT_DIR}/volumes/${name}`);
    this.#events.emit('volume', 'destroy', name, { driver: 'local' });
  }

  /** Removes what no container has; returns their names and bytes. */
  prune(filters: Filters): { names: string[]; bytes: number } {
    const names: string[] = [];
    let bytes = 0;
    for (const [name, { volume, users }] of this.#volumes) {
      const unwanted = filters.get('label!').some((label) => hasLabel(volume.Labels, label));
      if (users.size > 0 || !isPlain(volume) || unwanted || !filters.labels('label', volume.Labels)) continue;
      bytes += this.#host.size(volume.Mountpoint);
      this.remove(name, false);
      names.push(name);
    }
    this.#events.emit('volume', 'prune', '', { reclaimed: String(bytes) });
    return { names, bytes };
  }

  hold(name: string, container: string): void {
    this.#held(name).users.add(container);
  }

  /** The volumes that a container has. */
  heldBy(container: string): string[] {
    return [...this.#volumes].filter(([, { users }]) => users.has(container)).map(([name]) => name);
  }

  release(name: string, container: string): void {
    this.#volumes.get(name)?.users.delete(container);
  }

  /** Makes a volume ready for a user (a container's ID): what its options say is mounted on its folder. Throws Docker's words. */
  mount(name: string, user: string): void {
    const { volume, mounts } = this.#held(name);
    if (mounts.size === 0) mountByOptions(volume, this.#mount, this.#host);
    mounts.set(user, (mounts.get(user) ?? 0) + 1);
  }

  /** Undoes one {@link mount}; false when there was none. */
  unmount(name: string, user: string): boolean {
    const held = this.#volumes.get(name);
    const count = held?.mounts.get(user) ?? 0;
    if (!held || count === 0) return false;
    if (count > 1) held.mounts.set(user, count - 1);
    else held.mounts.delete(user);
    if (held.mounts.size === 0 && needsMount(held.volume)) this.#host.umount(held.volume.Mountpoint);
    return true;
  }

  /** As plain data: each with who has it and who has it mounted. */
  snapshot(): unknown {
    return [...this.#volumes.values()].map(({ volume, users, mounts }) => [volume, [...users], [...mounts]]);
  }

  /** The engine's own, with what `docker system df` tells of each. */
  usage(): Volume[] {
    const plain = [...this.#volumes.values()].filter(({ volume }) => isPlain(volume));
    return plain.map(({ volume, users }) => ({
      ...volume,
      UsageData: { RefCount: users.size, Size: this.#host.size(volume.Mountpoint) },
    }));
  }

  #held(name: string): Held {
    const held = this.#volumes.get(name);
    if (!held) throw notFound(`get ${name}: no such volume`);
    return held;
  }
}

/** What the local driver's options need of one another. Throws Docker's errors. */
function checkOptions(name: string, options: Readonly<Record<string, string>>): void {
  const has = (option: string): boolean => (options[option] ?? '') !== '';
  if (has('size') && !has('type') && !has('device')) throw systemError(`create ${name}: quota size requested but no quota support`);
  for (const [one, other] of [
    ['type', 'device'],
    ['device', 'type'],
  ] as const)
    if (has(one) && !has(other)) throw invalidParameter(`create ${name}: missing required option: "${other}"`);
}

/** One whose files are the engine's own to count and to clear away: no options say where else they are. */
const isPlain = ({ Options }: Volume): boolean => Object.keys(Options ?? {}).length === 0;

const hasLabel = (labels: Readonly<Record<string, string>> | null | undefined, wanted: string): boolean => {
  const [key = '', ...value] = wanted.split('=');
  return labels?.[key] !== undefined && (value.length === 0 || labels[key] === value.join('='));
};
