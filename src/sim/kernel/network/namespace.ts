import { FsError } from '../../fs/types.ts';
import { isAny } from './address.ts';
import type { Bridge } from './bridge.ts';
import type { Listener } from './socket.ts';

/** A network device with its address. */
export interface Device {
  readonly name: string;
  readonly address: string;
  readonly prefix: number;
  readonly mac: string;
  up: boolean;
  /** The other end of a veth pair: "if7". */
  readonly peer?: string;
  /** The bridge that a container's device is plugged into. */
  readonly bridge?: Bridge;
  /** The router that it leads to, if any. */
  readonly gateway?: string;
}

const EPHEMERAL = 32768;

/** A network namespace (network_namespaces(7)): devices, listening sockets. */
export class NetworkNamespace {
  readonly id: number;
  readonly devices: Device[] = [{ name: 'lo', address: '127.0.0.1', prefix: 8, mac: '00:00:00:00:00:00', up: true }];
  readonly #listeners: Listener[] = [];
  #ephemeral = EPHEMERAL;
  /** How many devices were ever plugged in: the next one's number. */
  plugged = 0;
  /** The net.* parameters of /proc/sys that differ from the usual ones. */
  readonly sysctls = new Map<string, string>();
  /** Names that its DNS server knows; null for one it does not know. */
  resolver: ((name: string) => readonly string[] | null) | null = null;

  constructor(id: number) {
    this.id = id;
  }

  /** The device of the default route, undefined without a way out: the first by its network's name, internal ones last (libnetwork). */
  get wayOut(): Device | undefined {
    const internal = ({ bridge }: Device): number => Number(bridge?.internal ?? false);
    return this.devices
      .filter(({ gateway }) => gateway)
      .reduce<Device | undefined>((best, one) => {
        if (!best || internal(one) < internal(best)) return one;
        const earlier = internal(one) === internal(best) && (one.bridge?.network ?? '') < (best.bridge?.network ?? '');
        return earlier ? one : best;
      }, undefined);
  }

  owns(address: string): boolean {
    return this.devices.some((device) => device.address === address);
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
