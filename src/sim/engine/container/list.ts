import type { ContainerSummary, Port } from '../../../api/types.ts';
import type { Daemon } from '../daemon.ts';
import { EngineError, invalidParameter, systemError } from '../../errors.ts';
import { Filters } from '../filters.ts';
import type { Digest } from '../../image/types.ts';
import type { Container } from './container.ts';
import { mountPoints, networksOf, sizesOf } from './inspect.ts';
import { sandboxOf } from './sandbox.ts';

const ACCEPTED = [
  'ancestor',
  'before',
  'exited',
  'id',
  'isolation',
  'label',
  'name',
  'status',
  'health',
  'since',
  'volume',
  'network',
  'is-task',
  'publish',
  'expose',
];
const STATES = ['paused', 'restarting', 'removing', 'running', 'dead', 'created', 'exited'];
const HEALTH = ['starting', 'healthy', 'unhealthy', 'none'];

export interface ListOptions {
  readonly all: boolean;
  /** 0: no limit. */
  readonly limit: number;
  readonly size: boolean;
  readonly filters: string | null;
}

/** GET /containers/json */
export function ContainerList(daemon: Daemon, options: ListOptions): ContainerSummary[] {
  const filters = Filters.parse(options.filters, ACCEPTED);
  const wanted = containerFilter(daemon, filters, options);
  const found: Container[] = [];
  const before = anchor(daemon, filters, 'before');
  const since = anchor(daemon, filters, 'since');
  let skipping = before !== null;
  for (const container of daemon.containers.all()) {
    if (container === since) break;
    if (skipping) {
      skipping = container !== before;
      continue;
    }
    if (options.limit > 0 && found.length === options.limit) break;
    if (wanted(container)) found.push(container);
  }
  const names: ImageNames = new Map();
  return found.map((container) => summary(daemon, container, options.size, names));
}

function anchor(daemon: Daemon, filters: Filters, name: 'before' | 'since'): Container | null {
  let container: Container | null = null;
  for (const value of filters.get(name)) {
    try {
      container = daemon.containers.get(value);
    } catch {
      throw systemError(`no such container ${value}`);
    }
  }
  return container;
}

/** Checks the filters as Docker does and makes one test of them. */
function containerFilter(daemon: Daemon, filters: Filters, options: ListOptions): (container: Container) => boolean {
  const exits = filters.get('exited').map((value) => {
    if (!/^[+-]?\d+$/.test(value)) throw systemError(`strconv.Atoi: parsing "${value}": invalid syntax`);
    return Number(value);
  });
  for (const value of filters.get('status')) if (!STATES.includes(value)) throw invalidParameter(`Invalid filter 'status=${value}'`);
  for (const value of filters.get('health'))
    if (!HEALTH.includes(value)) throw invalidParameter(`Unrecognised filter value for health: ${value}`);
  const task = filters.has('is-task') && filters.boolean('is-task', ['true', 'false'], false);
  const publish = filters.get('publish').map((value) => portTest(value, 'publish'));
  const expose = filters.get('expose').map((value) => portTest(value, 'expose'));
  const ancestors = filters.has('ancestor') ? family(daemon, filters.get('ancestor')) : null;
  const networks = filters.get('network');
  const everything = options.all || options.limit > 0 || filters.has('status');
  if (filters.empty) return (container) => everything || container.running;
  return (container) => {
    const { config, mounts } = container;
    const { exitCode, startedAt } = container.snapshot.context;
    return (
      (everything || container.running) &&
      (filters.match('name', `/${container.name}`) || filters.match('name', container.name)) &&
      filters.match('id', container.id) &&
      filters.labels('label', config.Labels) &&
      !task &&
      (exits.length === 0 || (!container.running && startedAt !== null && exits.includes(exitCode))) &&
      filters.match('status', container.status) &&
      filters.exact('health', container.health?.status ?? 'none') &&
      (!filters.has('volume') ||
        mounts.some(({ Name, Destination, Source }) =>
          filters.get('volume').some((value) => [Name, Destination, Source].includes(value)),
        )) &&
      (ancestors === null || (container.imageId !== '' && ancestors.has(container.imageId))) &&
      (networks.length === 0 ||
        [...container.endpoints].some(([name, { settings }]) =>
          networks.some((value) => value === name || settings.NetworkID.startsWith(value)),
        )) &&
      (publish.length + expose.length === 0 ||
        portsOf(container).some(
          ({ PrivatePort, PublicPort = 0, Type }) =>
            publish.some((test) => test(`${PublicPort}/${Type}`)) || expose.some((test) => test(`${PrivatePort}/${Type}`)),
        ))
    );
  };
}

/** Reads "80", "80/udp" or "8000-8080/tcp". */
function portTest(text: string, what: string): (port: string) => boolean {
  const [range = '', protocol = 'tcp'] = text.split('/');
  const [from = 0, to = from] = range.split('-').map((part) => {
    if (!/^\d+$/.test(part))
      throw systemError(`error while looking up for ${what} ${text}: strconv.ParseUint: parsing "${part}": invalid syntax`);
    return Number(part);
  });
  return (port) => {
    const [number, kind] = port.split('/');
    return kind === protocol && Number(number) >= from && Number(number) <= to;
  };
}

/** The images of these names and all that were made from them. */
function family(daemon: Daemon, names: readonly string[]): Set<Digest> {
  const ids = new Set<Digest>();
  const add = (id: Digest): void => {
    ids.add(id);
    for (const child of daemon.parts.images.children(id)) add(child);
  };
  for (const name of names) {
    try {
      add(daemon.image(name).id);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
    }
  }
  return ids;
}

const quoted = (arg: string): string => (arg.includes(' ') ? `'${arg}'` : arg);

function portsOf(container: Container): Port[] {
  const ports: Port[] = [];
  const published = sandboxOf(container)?.ports ?? {};
  for (const [port, bindings] of Object.entries(published)) {
    const [number = '', Type = 'tcp'] = port.split('/');
    const PrivatePort = Number(number);
    if (!bindings || bindings.length === 0) ports.push({ PrivatePort, Type });
    for (const { HostIp, HostPort } of bindings ?? []) ports.push({ IP: HostIp, PrivatePort, PublicPort: Number(HostPort), Type });
  }
  return ports;
}

/** Which image a name means now, as far as it has been looked up for one answer. */
type ImageNames = Map<string, string | null>;

/** The name it was made from, or the id of its image once that name means another. */
function imageName(daemon: Daemon, { image, imageId }: Container, names: ImageNames): string {
  if (image === '' || image === imageId) return image;
  let meant = names.get(image);
  if (meant === undefined) {
    meant = imageOf(daemon, image);
    names.set(image, meant);
  }
  return meant === imageId ? image : imageId;
}

function imageOf(daemon: Daemon, name: string): string | null {
  try {
    return daemon.image(name).id;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return null;
  }
}

/** Sizes that are left out of the JSON. */
const UNASKED: { readonly SizeRw?: number; readonly SizeRootFs?: number } = {};

/** One line of ContainerList. */
export function summary(daemon: Daemon, container: Container, size: boolean, names: ImageNames = new Map()): ContainerSummary {
  const { SizeRw, SizeRootFs } = size ? sizesOf(daemon, container) : UNASKED;
  const { words } = container;
  return {
    Id: container.id,
    Names: [`/${container.name}`],
    Image: imageName(daemon, container, names),
    ImageID: container.imageId,
    Command: words.length === 1 ? (words[0] ?? '') : words.map((word, i) => (i > 0 ? quoted(word) : word)).join(' '),
    Created: Math.floor(container.created / 1000),
    Ports: portsOf(container),
    SizeRw,
    SizeRootFs,
    Labels: container.config.Labels ?? {},
    State: container.status,
    Status: container.statusText(daemon.clock.now()),
    HostConfig: { NetworkMode: container.hostConfig.NetworkMode },
    NetworkSettings: { Networks: networksOf(container) },
    Mounts: mountPoints(container),
  };
}
