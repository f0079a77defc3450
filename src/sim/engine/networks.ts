import type { EndpointSettings, IPAM, Network, NetworkCreateRequest } from '../../api/types.ts';
import type { Random } from '../random.ts';
import { forbidden, invalidParameter, notFound } from '../errors.ts';
import type { EventBus } from './events.ts';
import type { Filters } from './filters.ts';
import type { EngineNetwork } from './parts.ts';
import { freeAddress, planNetwork, PREDEFINED } from './network/create.ts';
import { addressNumber, addressText, contains, DEFAULT_POOLS, overlaps, type Subnet } from './network/subnet.ts';
import { rfc3339, type Stamps } from './time.ts';

/** A container's place on a network: `settings` are what inspect shows. */
export interface Endpoint {
  /** The network's name, as the container was given it. */
  readonly network: string;
  readonly aliases: readonly string[] | null;
  settings: EndpointSettings;
}

interface Net {
  readonly id: string;
  readonly name: string;
  readonly created: number;
  readonly driver: string;
  readonly ipam: IPAM;
  readonly subnet: Subnet | null;
  readonly request: Partial<NetworkCreateRequest>;
  readonly options: Record<string, string>;
  /** Addresses in use. */
  readonly taken: Map<number, { container: string; name: string; endpoint: EndpointSettings }>;
}

/** An endpoint that is on no network yet. */
export const emptySettings = (): EndpointSettings => ({
  IPAMConfig: null,
  Links: null,
  Aliases: null,
  NetworkID: '',
  EndpointID: '',
  Gateway: '',
  IPAddress: '',
  IPPrefixLen: 0,
  IPv6Gateway: '',
  GlobalIPv6Address: '',
  GlobalIPv6PrefixLen: 0,
  MacAddress: '',
  DriverOpts: null,
});

const BRIDGE_NAME = 'com.docker.network.bridge.name';
const BRIDGE_OPTIONS = {
  'com.docker.network.bridge.default_bridge': 'true',
  'com.docker.network.bridge.enable_icc': 'true',
  'com.docker.network.bridge.enable_ip_masquerade': 'true',
  'com.docker.network.bridge.host_binding_ipv4': '0.0.0.0',
  [BRIDGE_NAME]: 'docker0',
  'com.docker.network.driver.mtu': '1500',
};
const BRIDGE_SUBNET: Subnet = { first: (172 * 256 + 17) * 65536, bits: 16 };
const BRIDGE_IPAM: IPAM = { Driver: 'default', Options: null, Config: [{ Subnet: '172.17.0.0/16', Gateway: '172.17.0.1' }] };
const NO_IPAM: IPAM = { Driver: 'default', Options: null, Config: [] };

/** The networks, and who has which address on them. */
export class Networks {
  readonly #random: Random;
  readonly #stamps: Stamps;
  readonly #events: EventBus;
  readonly #network: EngineNetwork;
  readonly #nets: Net[] = [];
  /** Where among the default pools the search for the next network's begins: Docker comes back to one only after all others. */
  #nextPool = 0;

  constructor(parts: { random: Random; stamps: Stamps; events: EventBus; network: EngineNetwork; bootedAt: number }) {
    this.#random = parts.random;
    this.#stamps = parts.stamps;
    this.#events = parts.events;
    this.#network = parts.network;
    const plan = { subnet: null, ipam: NO_IPAM, request: {} };
    this.#add('none', { ...plan, driver: 'null' }, {}, parts.bootedAt);
    this.#add('host', { ...plan, driver: 'host' }, {}, parts.bootedAt);
    this.#add('bridge', { ...plan, driver: 'bridge', subnet: BRIDGE_SUBNET, ipam: BRIDGE_IPAM }, BRIDGE_OPTIONS, parts.bootedAt);
  }

  /** The host's address on the default bridge: what `host-gateway` means. */
  get gateway(): string {
    return gatewayOf(this.find('bridge'));
  }

  list(filters: Filters): Network[] {
    const odd = filters.get('type').find((type) => type !== 'builtin' && type !== 'custom');
    if (odd !== undefined) throw invalidParameter(`invalid filter: 'type'='${odd}'`);
    const dangling = danglingOf(filters.get('dangling'));
    const found = this.#nets.filter(
      (net) =>
        // Docker has not looked for their containers yet when it filters: every one of a user's is idle.
        (dangling === null || dangling !== PREDEFINED.includes(net.name)) &&
        filters.match('name', net.name) &&
        filters.match('id', net.id) &&
        filters.exact('driver', net.driver) &&
        filters.exact('scope', 'local') &&
        filters.exact('type', PREDEFINED.includes(net.name) ? 'builtin' : 'custom') &&
        filters.labels('label', net.request.Labels),
    );
    return found.map((net) => ({ ...view(net), Containers: {} }));
  }

  inspect(id: string): Network {
    return view(this.find(id));
  }

  create(request: Partial<NetworkCreateRequest>): string {
    const { Name: name = '' } = request;
    const plan = planNetwork(request, {
      names: this.#nets.map((net) => net.name),
      subnets: this.#subnets(),
      takePool: () => this.#takePool(),
      configuration: (named) => this.#nets.find((net) => net.name === named && net.request.ConfigOnly)?.request ?? null,
    });
    const options = plan.request.Options ?? {};
    const bridge = options[BRIDGE_NAME];
    const other = bridge === undefined ? undefined : this.#nets.find((net) => net.name !== 'bridge' && net.options[BRIDGE_NAME] === bridge);
    if (other)
      throw forbidden(
        `cannot create network ${this.#random.hex(64)} (${bridge}): conflicts with network ${other.id} (${bridge}): networks have same bridge name`,
      );
    const net = this.#add(name, plan, options);
    this.#raise(net);
    this.#events.emit('network', 'create', net.id, { name, type: net.driver });
    return net.id;
  }

  #subnets(): Subnet[] {
    return this.#nets.flatMap(({ subnet }) => subnet ?? []);
  }

  /** Also a network that is refused afterwards has had its pool. */
  #takePool(): Subnet | undefined {
    const count = DEFAULT_POOLS.length;
    const subnets = this.#subnets();
    for (let i = 0; i < count; i++) {
      const at = (this.#nextPool + i) % count;
      const pool = DEFAULT_POOLS[at];
      if (!pool || subnets.some((taken) => overlaps(taken, pool))) continue;
      this.#nextPool = (at + 1) % count;
      return pool;
    }
    return undefined;
  }

  /** Returns the id of what was removed. */
  remove(id: string): string {
    const net = this.find(id);
    if (PREDEFINED.includes(net.name)) throw forbidden(`${net.name} is a pre-defined network and cannot be removed`);
    if (net.taken.size > 0) throw forbidden(`error while removing network: network ${net.name} id ${net.id} has active endpoints`);
    if (this.#nets.some(({ request }) => request.ConfigFrom?.Network === net.name))
      throw forbidden(`configuration network "${net.name}" is in use`);
    this.#nets.splice(this.#nets.indexOf(net), 1);
    const bridge = bridgeOf(net);
    if (!this.#nets.some((one) => bridgeOf(one) === bridge)) this.#network.removeBridge(bridge);
    this.#events.emit('network', 'destroy', net.id, { name: net.name, type: net.driver });
    return net.id;
  }

  /** Removes the user's networks that no container is on; returns their names. */
  prune(filters: Filters, old: (created: number) => boolean): string[] {
    const idle = this.#nets.filter(
      (net) =>
        !PREDEFINED.includes(net.name) &&
        !net.request.ConfigOnly &&
        net.taken.size === 0 &&
        old(net.created) &&
        filters.labels('label', net.request.Labels) &&
        !filters.get('label!').some((unwanted) => hasLabel(net.request.Labels, unwanted)),
    );
    for (const net of idle) this.remove(net.id);
    return idle.map(({ name }) => name);
  }

  /** By name, id or the beginning of an id. */
  find(id: string): Net {
    const net = this.#nets.find(({ name }) => name === id) ?? this.#nets.find((one) => id !== '' && one.id.startsWith(id));
    if (!net) throw notFound(`network ${id} not found`);
    return net;
  }

  /** Takes an address for a container; `host` and `none` give none. */
  connect(endpoint: Endpoint, container: { id: string; name: string }): void {
    const net = this.find(endpoint.network);
    const settings = {
      ...endpoint.settings,
      NetworkID: net.id,
      EndpointID: this.#random.hex(64),
      Aliases: endpoint.aliases ? [...endpoint.aliases] : null,
    };
    const asked = settings.IPAMConfig?.IPv4Address ?? '';
    if (asked !== '' && PREDEFINED.includes(net.name) && net.name !== 'bridge')
      throw forbidden('user specified IP address is supported on user defined networks only');
    if (net.subnet && net.request.ConfigOnly !== true) {
      const number = asked === '' ? null : this.#askedAddress(net, net.subnet, asked);
      const [config] = net.ipam.Config;
      const address = number ?? freeAddress(net.subnet, config, (one) => net.taken.has(one), gatewayOf(net));
      settings.Gateway = gatewayOf(net);
      settings.IPAddress = addressText(address);
      settings.IPPrefixLen = net.subnet.bits;
      const bytes = settings.IPAddress.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0'));
      settings.MacAddress ||= `02:42:${bytes.join(':')}`;
      net.taken.set(address, { container: container.id, name: container.name, endpoint: settings });
    }
    endpoint.settings = settings;
    this.#events.emit('network', 'connect', net.id, { container: container.id, name: net.name, type: net.driver });
  }

  /** What a packet on a network's devices may have at most. */
  mtu(id: string): number {
    return Number(this.find(id).options['com.docker.network.driver.mtu'] ?? BRIDGE_OPTIONS['com.docker.network.driver.mtu']);
  }

  /** The name of the bridge a network's devices are plugged into on the host. */
  bridgeName(id: string): string {
    return bridgeOf(this.find(id));
  }

  #askedAddress(net: Net, subnet: Subnet, asked: string): number {
    const number = addressNumber(asked);
    if (number === null) throw invalidParameter(`invalid IPv4 address: ${asked}`);
    if (net.request.IPAM?.Config?.some(({ Subnet }) => Subnet) !== true)
      throw forbidden('user specified IP address is supported only when connecting to networks with user configured subnets');
    if (!contains(subnet, number)) throw invalidParameter(`Invalid address ${asked}: It does not belong to any of this network's subnets`);
    const first = subnet.first;
    if (net.taken.has(number) || asked === gatewayOf(net) || number === first) throw forbidden('Address already in use');
    return number;
  }

  disconnect(endpoint: Endpoint, container: { id: string }): void {
    const net = this.#nets.find(({ id }) => id === endpoint.settings.NetworkID);
    if (!net || endpoint.settings.EndpointID === '') return;
    for (const [host, holder] of net.taken) if (holder.container === container.id) net.taken.delete(host);
    endpoint.settings = {
      ...emptySettings(),
      IPAMConfig: endpoint.settings.IPAMConfig,
      NetworkID: net.id,
      Aliases: endpoint.settings.Aliases,
    };
    this.#events.emit('network', 'disconnect', net.id, { container: container.id, name: net.name, type: net.driver });
  }

  /** All of them with who is on them, and which pool is next, for the engine's snapshot. */
  snapshot(): unknown {
    return { networks: this.#nets.map(view), nextPool: this.#nextPool };
  }

  /** Puts a network's bridge on the host. */
  #raise(net: Net): void {
    if (!net.subnet || net.driver !== 'bridge') return;
    this.#network.addBridge(bridgeOf(net), {
      address: gatewayOf(net),
      prefix: net.subnet.bits,
      network: net.name,
      internal: net.request.Internal ?? false,
      mute: net.options['com.docker.network.bridge.enable_icc'] === 'false',
    });
  }

  #add(
    name: string,
    plan: { driver: string; subnet: Subnet | null; ipam: IPAM; request: Partial<NetworkCreateRequest> },
    options: Record<string, string>,
    created = this.#stamps.next(),
  ): Net {
    const net: Net = { id: this.#random.hex(64), name, created, ...plan, options, taken: new Map() };
    this.#nets.push(net);
    return net;
  }
}

/** Whether networks that nobody uses (true) or all others (false) are asked for; null: both. */
function danglingOf([value, ...more]: readonly string[]): boolean | null {
  if (value === undefined) return null;
  if (more.length > 0) throw invalidParameter('got more than one value for filter key "dangling"');
  if (value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  throw invalidParameter(`invalid value for filter 'dangling', must be "true" (or "1"), or "false" (or "0")`);
}

const hasLabel = (labels: Readonly<Record<string, string>> | null | undefined, wanted: string): boolean => {
  const [key = '', ...value] = wanted.split('=');
  return labels?.[key] !== undefined && (value.length === 0 || labels[key] === value.join('='));
};

/** A network's own address: as asked for, else the first one of its subnet. */
const gatewayOf = (net: Net): string => net.ipam.Config[0]?.Gateway ?? (net.subnet ? addressText(net.subnet.first + 1) : '');

/** The name of a network's bridge on the host. */
const bridgeOf = ({ options, id }: Net): string => options[BRIDGE_NAME] ?? `br-${id.slice(0, 12)}`;

function view(net: Net): Network {
  const { request } = net;
  return {
    Name: net.name,
    Id: net.id,
    Created: rfc3339(net.created),
    Scope: 'local',
    Driver: net.driver,
    EnableIPv6: request.EnableIPv6 ?? false,
    IPAM: net.ipam,
    Internal: request.Internal ?? false,
    Attachable: request.Attachable ?? false,
    Ingress: false,
    ConfigFrom: { Network: request.ConfigFrom?.Network ?? '' },
    ConfigOnly: request.ConfigOnly ?? false,
    Containers: Object.fromEntries(
      // In the order of their ids, as Go writes a map.
      [...net.taken.values()]
        .sort((a, b) => (a.container < b.container ? -1 : 1))
        .map(({ container, name, endpoint }) => [
          container,
          {
            Name: name,
            EndpointID: endpoint.EndpointID,
            MacAddress: endpoint.MacAddress,
            IPv4Address: `${endpoint.IPAddress}/${endpoint.IPPrefixLen}`,
            IPv6Address: '',
          },
        ]),
    ),
    Options: net.options,
    Labels: request.Labels ?? {},
  };
}
