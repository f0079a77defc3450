import type { EndpointSettings, IPAM, Network, NetworkCreateRequest } from '../../api/types.ts';
import type { Random } from '../random.ts';
import { conflict, forbidden, invalidParameter, notFound, systemError } from '../errors.ts';
import type { EventBus } from './events.ts';
import type { Filters } from './filters.ts';
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
  /** "172.17": all subnets here are /16. */
  readonly subnet: string | null;
  readonly request: Partial<NetworkCreateRequest>;
  readonly options: Record<string, string>;
  /** Last two bytes of the addresses in use. */
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

const PREDEFINED = ['bridge', 'host', 'none', 'default'];
const BRIDGE_OPTIONS = {
  'com.docker.network.bridge.default_bridge': 'true',
  'com.docker.network.bridge.enable_icc': 'true',
  'com.docker.network.bridge.enable_ip_masquerade': 'true',
  'com.docker.network.bridge.host_binding_ipv4': '0.0.0.0',
  'com.docker.network.bridge.name': 'docker0',
  'com.docker.network.driver.mtu': '1500',
};
const FIRST_SUBNET = 17;

/** The networks, and who has which address on them. */
export class Networks {
  readonly #random: Random;
  readonly #stamps: Stamps;
  readonly #events: EventBus;
  readonly #nets: Net[] = [];

  constructor(parts: { random: Random; stamps: Stamps; events: EventBus; bootedAt: number }) {
    this.#random = parts.random;
    this.#stamps = parts.stamps;
    this.#events = parts.events;
    this.#add('none', 'null', null, {}, {}, parts.bootedAt);
    this.#add('host', 'host', null, {}, {}, parts.bootedAt);
    this.#add('bridge', 'bridge', `172.${FIRST_SUBNET}`, {}, BRIDGE_OPTIONS, parts.bootedAt);
  }

  /** The host's address on the default bridge: what `host-gateway` means. */
  get gateway(): string {
    return gatewayOf(this.find('bridge'));
  }

  list(filters: Filters): Network[] {
    const odd = filters.get('type').find((type) => type !== 'builtin' && type !== 'custom');
    if (odd !== undefined) throw invalidParameter(`invalid filter: 'type'='${odd}'`);
    const found = this.#nets.filter(
      (net) =>
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
    const { Name: name = '', Driver: driver = 'bridge' } = request;
    if (PREDEFINED.includes(name)) throw forbidden(`operation is not permitted on predefined ${name} network `);
    if (this.#nets.some((net) => net.name === name)) throw conflict(`network with name ${name} already exists`);
    if (name.trim() === '') throw systemError(`invalid name: ${name}`);
    if (!['bridge', 'macvlan', 'ipvlan'].includes(driver || 'bridge')) throw notFound(`plugin "${driver}" not found`);
    const subnet = request.IPAM?.Config?.[0]?.Subnet;
    if (subnet !== undefined && !/^[\d.]+\/\d+$|:/.test(subnet))
      throw systemError(`Invalid subnet ${subnet} : invalid CIDR address: ${subnet}`);
    if (subnet !== undefined && this.#nets.some(({ ipam }) => ipam.Config.some((one) => overlap(subnet, one.Subnet ?? ''))))
      throw forbidden('Pool overlaps with other one on this address space');
    const asked = subnet?.match(/^(\d+\.\d+)\./)?.[1];
    const net = this.#add(name, driver || 'bridge', asked ?? this.#freeSubnet(), request, request.Options ?? {});
    this.#events.emit('network', 'create', net.id, { name, type: net.driver });
    return net.id;
  }

  /** Returns the id of what was removed. */
  remove(id: string): string {
    const net = this.find(id);
    if (PREDEFINED.includes(net.name)) throw forbidden(`${net.name} is a pre-defined network and cannot be removed`);
    if (net.taken.size > 0) throw forbidden(`error while removing network: network ${net.name} id ${net.id} has active endpoints`);
    this.#nets.splice(this.#nets.indexOf(net), 1);
    this.#events.emit('network', 'destroy', net.id, { name: net.name, type: net.driver });
    return net.id;
  }

  /** Removes the user's networks that no container is on; returns their names. */
  prune(filters: Filters): string[] {
    const idle = this.#nets.filter(
      (net) => !PREDEFINED.includes(net.name) && net.taken.size === 0 && filters.labels('label', net.request.Labels),
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
    if (net.subnet) {
      const asked = settings.IPAMConfig?.IPv4Address?.split('.').map(Number) ?? [];
      let host = asked.length === 4 ? (asked[2] ?? 0) * 256 + (asked[3] ?? 0) : 2;
      if (asked.length === 4 && net.taken.has(host)) throw forbidden('Address already in use');
      while (net.taken.has(host)) host++;
      const bytes = [...net.subnet.split('.').map(Number), host >> 8, host & 255];
      settings.Gateway = gatewayOf(net);
      settings.IPAddress = bytes.join('.');
      settings.IPPrefixLen = Number(net.ipam.Config[0]?.Subnet?.split('/')[1] ?? 16);
      settings.MacAddress ||= `02:42:${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':')}`;
      net.taken.set(host, { container: container.id, name: container.name, endpoint: settings });
    }
    endpoint.settings = settings;
    this.#events.emit('network', 'connect', net.id, { container: container.id, name: net.name, type: net.driver });
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

  /** All of them with who is on them, for the engine's snapshot. */
  snapshot(): Network[] {
    return this.#nets.map(view);
  }

  #add(
    name: string,
    driver: string,
    subnet: string | null,
    request: Partial<NetworkCreateRequest>,
    options: Record<string, string>,
    created = this.#stamps.next(),
  ): Net {
    const gateway = request.IPAM?.Config?.[0]?.Gateway ?? `${subnet}.0.1`;
    const config = subnet ? [{ Subnet: request.IPAM?.Config?.[0]?.Subnet ?? `${subnet}.0.0/16`, Gateway: gateway }] : [];
    const ipam = { Driver: 'default', Options: request.IPAM ? {} : null, Config: config };
    const net: Net = {
      id: this.#random.hex(64),
      name,
      created,
      driver,
      ipam,
      subnet,
      request,
      options,
      taken: new Map(),
    };
    this.#nets.push(net);
    return net;
  }

  #freeSubnet(): string {
    for (let second = FIRST_SUBNET; second < 32; second++)
      if (this.#nets.every(({ subnet }) => subnet !== `172.${second}`)) return `172.${second}`;
    throw invalidParameter('could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network');
  }
}

/** Whether two IPv4 subnets in CIDR notation have addresses in common. */
function overlap(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => {
    const [address = '', bits = ''] = text.split('/');
    return { number: address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0), bits: Number(bits) };
  });
  if (!a || !b || !one.includes('.') || !other.includes('.')) return false;
  const size = 2 ** (32 - Math.min(a.bits, b.bits));
  return Math.floor(a.number / size) === Math.floor(b.number / size);
}

const gatewayOf = (net: Net): string => net.ipam.Config[0]?.Gateway ?? '';

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
    ConfigFrom: { Network: '' },
    ConfigOnly: false,
    Containers: Object.fromEntries(
      [...net.taken.values()].map(({ container, name, endpoint }) => [
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
