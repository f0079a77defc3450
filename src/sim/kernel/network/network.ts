import { FsError } from '../../fs/types.ts';
import type { Kernel } from '../kernel.ts';
import type { NetworkHandle } from '../runtime.ts';
import { inSubnet, isAny, isLoopback } from './address.ts';
import { Bridge, type BridgeSpec } from './bridge.ts';
import { NetworkNamespace, newDevice } from './namespace.ts';
import { type OutsideConnection, outsideConnection, type OutsideHost } from './outside.ts';
import { type Route, route, type Topology } from './route.ts';
import { type Listener, type Socket, socketPair } from './socket.ts';

/** A container's device as the engine wants it. */
export interface DeviceSpec {
  readonly address: string;
  readonly prefix: number;
  readonly gateway: string;
  readonly mac: string;
  /** Bytes of a packet; 1500 when it is missing. */
  readonly mtu?: number;
}

interface Published {
  readonly address: string;
  readonly port: number;
  readonly to: NetworkNamespace;
  readonly toPort: number;
}

/** The host's way out. */
const ETH0 = { name: 'eth0', address: '10.0.2.15', prefix: 24, mac: '52:54:00:12:34:56', gateway: '10.0.2.2' };
/** Milliseconds to the other end and back. */
const ROUND_TRIP = { local: 0.04, bridge: 0.08, outside: 18 };
/** How long a connection is tried before it times out, and before a neighbour is given up (milliseconds). */
const PATIENCE = { ETIMEDOUT: 130_000, EHOSTUNREACH: 3_070, ENETUNREACH: 0 };

/** All networks of the simulated host: namespaces, bridges, published ports, and what lies outside. */
export class Network implements Topology {
  readonly host: NetworkNamespace;
  /** By name; docker0 is there from the start. */
  readonly bridges = new Map<string, Bridge>();
  readonly #kernel: Kernel;
  readonly #namespaces = new Map<number, NetworkNamespace>();
  readonly #outside: OutsideHost[] = [];
  readonly #published = new Set<Published>();
  /** Number of the last device made; each namespace's lo has the first. */
  #devices = 1;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.host = this.#newNamespace();
    this.host.devices.push(newDevice({ index: this.#index(), ...ETH0, up: true }));
    this.host.routeAnew();
    this.addBridge('docker0', { address: '172.17.0.1', prefix: 16, network: 'bridge' });
  }

  /** What was set by hand in the host's own namespace is gone: the machine was booted. */
  restart(): void {
    for (const device of this.host.devices) {
      device.down = false;
      device.more.splice(0);
      if (device.name === ETH0.name) [device.address, device.prefix] = [ETH0.address, ETH0.prefix];
    }
    this.host.sysctls.clear();
    this.host.routeAnew();
  }

  readonly outsideAt = (address: string): OutsideHost | undefined => this.#outside.find((one) => one.address === address);

  /** Makes a bridge, or finds the one of that name. */
  addBridge(name: string, spec: BridgeSpec): Bridge {
    const known = this.bridges.get(name);
    if (known) return known;
    const mac = this.#mac('02:42');
    const bridge = new Bridge(name, mac, spec);
    this.bridges.set(name, bridge);
    const { address, prefix } = spec;
    this.host.devices.push(newDevice({ index: this.#index(), name, address, prefix, mac, up: false }));
    return bridge;
  }

  removeBridge(name: string): void {
    this.bridges.delete(name);
    const at = this.host.devices.findIndex((device) => device.name === name);
    if (at >= 0) this.host.devices.splice(at, 1);
  }

  /** A namespace with lo and, unless null, eth0 on the bridge that has `gateway` (one is made when there is none). */
  create(eth0: DeviceSpec | null, _hostname = ''): NetworkHandle {
    const namespace = this.#newNamespace();
    if (eth0) this.plug(namespace, eth0);
    return namespace;
  }

  /** Gives a namespace one more device (docker network connect). */
  plug(handle: NetworkHandle, spec: DeviceSpec, bridgeName?: string): void {
    const namespace = this.namespaceOf(handle);
    const named = bridgeName === undefined ? undefined : this.bridges.get(bridgeName);
    const bridge =
      named ??
      [...this.bridges.values()].find((one) => one.address === spec.gateway) ??
      this.addBridge(bridgeName ?? `br-${this.#kernel.random.hex(12)}`, { address: spec.gateway, prefix: spec.prefix });
    const name = `eth${namespace.plugged++}`;
    const { address, prefix, mac, gateway, mtu } = spec;
    const index = this.#index();
    const veth = { index: this.#index(), name: `veth${this.#kernel.random.hex(7)}`, mac: this.#mac('ba:7c') };
    namespace.devices.push(newDevice({ index, name, address, prefix, mac, up: true, mtu, gateway, plug: { ...veth, bridge, address } }));
    namespace.routeAnew();
    bridge.members.add(namespace);
    this.#lights(bridge);
  }

  /** Takes the device with an address away (docker network disconnect). */
  unplug(handle: NetworkHandle, address: string): void {
    const namespace = this.namespaceOf(handle);
    const at = namespace.devices.findIndex((device) => device.plug?.address === address);
    const [device] = at < 0 ? [] : namespace.devices.splice(at, 1);
    if (!device?.plug) return;
    device.plug.bridge.members.delete(namespace);
    this.#lights(device.plug.bridge);
    namespace.routeAnew();
  }

  remove(handle: NetworkHandle): void {
    const namespace = this.namespaceOf(handle);
    for (const { plug } of [...namespace.devices]) if (plug) this.unplug(namespace, plug.address);
    this.#namespaces.delete(namespace.id);
  }

  /** Who answers DNS questions of a namespace; null for names it does not know (then the outside's are tried). */
  setResolver(handle: NetworkHandle, resolver: (name: string) => readonly string[] | null): void {
    this.namespaceOf(handle).resolver = resolver;
  }

  /** Whether an address is one of the host's. */
  owns(address: string): boolean {
    return isAny(address) || isLoopback(address) || this.host.owns(address);
  }

  /** Forwards a port of the host; returns what undoes it, or null when the port is in use there. */
  publish(hostAddress: string, hostPort: number, to: NetworkHandle, toPort: number): (() => void) | null {
    const address = isAny(hostAddress) ? '' : hostAddress;
    const clash = [...this.#published].some(
      (one) => one.port === hostPort && (one.address === '' || address === '' || one.address === address),
    );
    const listening = this.host.listeners.some(
      (one) => one.port === hostPort && (address === '' || isAny(one.address) || one.address === address),
    );
    if (clash || listening) return null;
    const entry: Published = { address, port: hostPort, to: this.namespaceOf(to), toPort };
    this.#published.add(entry);
    return () => {
      this.#published.delete(entry);
    };
  }

  /** A host of the outside world: it answers pings and, on `ports`, connections. */
  outside(name: string, address: string, handler: (connection: OutsideConnection) => void, ports: readonly number[] = [80, 443]): void {
    this.#outside.push({ name, address, handler, ports });
  }

  /** Whether a process of the host may listen there: a published port is taken. */
  isPublished(address: string, port: number): boolean {
    return [...this.#published].some((one) => one.port === port && (one.address === '' || isAny(address) || one.address === address));
  }

  routeFrom(from: NetworkNamespace, address: string): Route {
    return route(this, from, address);
  }

  /** How long it takes until it is clear that a connection succeeds or fails, in milliseconds. */
  latency(way: Route): number {
    if (way.to === 'nowhere') return PATIENCE[way.error];
    return this.#roundTrip(way, 0);
  }

  /** The time of one echo with a little deterministic jitter; null when nothing answers. */
  echo(way: Route): number | null {
    return way.to === 'nowhere' ? null : this.#roundTrip(way, this.#kernel.random.int(1000) / 1000);
  }

  /** The near end of a new connection. ECONNREFUSED and the errors of routing. */
  connect(from: NetworkNamespace, address: string, port: number, way: Route): Socket {
    const fail = (code: 'ECONNREFUSED' | 'EHOSTUNREACH' | 'ENETUNREACH' | 'ETIMEDOUT'): never => {
      throw new FsError(code, 'connect', `${address}:${port}`);
    };
    if (way.to === 'nowhere') return fail(way.error);
    if (way.to === 'outside') {
      const { host } = way;
      if (!host.ports.includes(port)) return fail('ECONNREFUSED');
      const [near, far] = this.#pair(from, this.#sourceAddress(from, address), address, port);
      host.handler(outsideConnection(far, port));
      return near;
    }
    const { namespace } = way;
    const own = namespace.listener(address, port);
    if (own)
      return this.#deliver(
        from,
        namespace === from && isLoopback(address) ? '127.0.0.1' : this.#sourceAddress(from, address),
        address,
        port,
        own,
      );
    const published = namespace === this.host ? this.#publishedAt(address, port) : undefined;
    if (!published) return fail('ECONNREFUSED');
    const inside = published.to.devices.find((device) => device.plug);
    const target = published.to.listener(inside?.address ?? '127.0.0.1', published.toPort);
    const source = inside?.plug && from === this.host ? inside.plug.bridge.address : this.#sourceAddress(from, address);
    if (target) return this.#deliver(from, source, address, port, target);
    if (from !== this.host) return fail('ECONNREFUSED');
    // On the host itself docker-proxy takes the connection and only then finds nobody inside.
    const [near] = this.#pair(from, source, address, port);
    near.incoming.broken = true;
    return near;
  }

  /** The namespace of a handle. */
  namespaceOf(handle: NetworkHandle | 'host'): NetworkNamespace {
    const found = handle === 'host' ? this.host : this.#namespaces.get(handle.id);
    if (!found) throw new FsError('EINVAL', 'setns', 'net');
    return found;
  }

  /** Addresses of an outside host's name. */
  lookup(name: string): readonly string[] {
    return this.#outside.filter((one) => one.name === name).map((one) => one.address);
  }

  /** Plain data of it all, for the state digest. */
  snapshot(): unknown {
    return {
      namespaces: [...this.#namespaces.values()].map(({ id, devices, gateway, listeners }) => ({
        id,
        gateway,
        devices: devices.map(({ plug, ...device }) => ({ ...device, plug: plug && { ...plug, bridge: plug.bridge.name } })),
        listeners: listeners.map(({ address, port, backlog }) => ({ address, port, backlog: backlog.length })),
      })),
      bridges: [...this.bridges.values()].map(({ name, network, internal, mute }) => ({ name, network, internal, mute })),
      published: [...this.#published].map(({ address, port, to, toPort }) => ({ address, port, to: to.id, toPort })),
    };
  }

  #newNamespace(): NetworkNamespace {
    const namespace = new NetworkNamespace(this.#kernel.newInode());
    this.#namespaces.set(namespace.id, namespace);
    return namespace;
  }

  #index(): number {
    return ++this.#devices;
  }

  #mac(vendor: string): string {
    return `${vendor}:${this.#kernel.random.hex(8).match(/../g)?.join(':') ?? ''}`;
  }

  #publishedAt(address: string, port: number): Published | undefined {
    return [...this.#published].find((one) => one.port === port && (one.address === '' || one.address === address));
  }

  #roundTrip(way: Exclude<Route, { to: 'nowhere' }>, jitter: number): number {
    const base = way.to === 'outside' ? ROUND_TRIP.outside : ROUND_TRIP[way.distance];
    return base * (1 + jitter);
  }

  #sourceAddress(from: NetworkNamespace, address: string): string {
    const device = from.devices.find((one) => inSubnet(address, one.address, one.prefix)) ?? from.devices[1] ?? from.devices[0];
    return device?.address ?? '127.0.0.1';
  }

  #deliver(from: NetworkNamespace, source: string, address: string, port: number, to: Listener): Socket {
    const [near, far] = this.#pair(from, source, address, port);
    to.push(far);
    return near;
  }

  #pair(from: NetworkNamespace, source: string, address: string, port: number): [Socket, Socket] {
    const near = { address: source, port: from.ephemeralPort() };
    return socketPair(near, { address, port }, () => this.#kernel.newInode(), this.#kernel.clock.now());
  }

  /** The host's side of a bridge is up while something is plugged in. */
  #lights(bridge: Bridge): void {
    const device = this.host.devices.find(({ name }) => name === bridge.name);
    if (device) device.up = bridge.members.size > 0;
  }
}
