import { FsError } from '../../fs/types.ts';
import { inSubnet, isAny } from './address.ts';
import type { Bridge } from './bridge.ts';
import type { Listener } from './socket.ts';

/** A network device with its address. */
export interface Device {
  readonly index: number;
  readonly name: string;
  address: string;
  prefix: number;
  readonly mac: string;
  /** Whether something is plugged in. */
  up: boolean;
  /** Set down by hand. */
  down: boolean;
  mtu: number;
  /** Addresses given by hand. */
  readonly more: { readonly address: string; readonly prefix: number }[];
  /** The router that it leads to, if any. */
  readonly gateway?: string | undefined;
  /** Of a container's device: where it is plugged in. */
  readonly plug?: Plug;
}

/** The host's end of a container's device. */
export interface Plug {
  readonly bridge: Bridge;
  /** The address that the engine gave the device. */
  readonly address: string;
  /** Number, name and address of the host's end: "veth1a2b3c4". */
  readonly index: number;
  readonly name: string;
  readonly mac: string;
}

/** A device as it is made. */
export const newDevice = ({
  mtu,
  ...given
}: Pick<Device, 'index' | 'name' | 'address' | 'prefix' | 'mac' | 'up' | 'gateway' | 'plug'> & {
  readonly mtu?: number | undefined;
}): Device => ({
  ...given,
  down: false,
  mtu: mtu ?? (given.name === 'lo' ? 65536 : 1500),
  more: [],
});

const EPHEMERAL = 32768;

/** A network namespace (network_namespaces(7)): devices, a default route, listening sockets. */
export class NetworkNamespace {
  readonly id: number;
  readonly devices: Device[] = [newDevice({ index: 1, name: 'lo', address: '127.0.0.1', prefix: 8, mac: '00:00:00:00:00:00', up: true })];
  readonly #listeners: Listener[] = [];
  #ephemeral = EPHEMERAL;
  /** Address of the default gateway, null without a way out. */
  gateway: string | null = null;
  /** How many devices were ever plugged in: the next one's number. */
  plugged = 0;
  /** The net.* parameters of /proc/sys that differ from the usual ones. */
  readonly sysctls = new Map<string, string>();
  /** Names that its DNS server knows; null for one it does not know. */
  resolver: ((name: string) => readonly string[] | null) | null = null;

  constructor(id: number) {
    this.id = id;
  }

  /** The device of the default route. */
  get wayOut(): Device | undefined {
    const { gateway } = this;
    return gateway === null
      ? undefined
      : this.devices.find(({ name, down, address, prefix }) => name !== 'lo' && !down && inSubnet(gateway, address, prefix));
  }

  /** Sets the default route as libnetwork does when a device comes or goes: by the first network's name, internal ones last. */
  routeAnew(): void {
    const internal = ({ plug }: Device): number => Number(plug?.bridge.internal ?? false);
    const network = ({ plug }: Device): string => plug?.bridge.network ?? '';
    const [first] = this.devices
      .filter(({ gateway }) => gateway)
      .sort((a, b) => internal(a) - internal(b) || (network(a) < network(b) ? -1 : network(a) > network(b) ? 1 : 0));
    this.gateway = first?.gateway ?? null;
  }

  owns(address: string): boolean {
    return this.devices.some((one) => !one.down && (one.address === address || one.more.some((other) => other.address === address)));
  }

  /** The socket that takes connections to an address and port. */
  listener(address: string, port: number): Listener | undefined {
    return this.#listeners.find((one) => one.port === port && (isAny(one.address) || one.address === address));
  }

  /** EADDRINUSE when the port is taken at that address. */
  bind(listener: Listener): void {
    const { address, port } = listener;
    const taken = this.#listeners.some((one) => one.port === port && (isAny(one.address) || isAny(address) || one.address === address));
    if (taken) throw new FsError('EADDRINUSE', 'bind', `${address}:${port}`);
    this.#listeners.push(listener);
  }

  unbind(listener: Listener): void {
    const at = this.#listeners.indexOf(listener);
    if (at >= 0) this.#listeners.splice(at, 1);
  }

  /** A port for the near end of a connection, or for a listener that asked for any. */
  ephemeralPort(): number {
    return this.#ephemeral++;
  }

  get listeners(): readonly Listener[] {
    return this.#listeners;
  }
}
