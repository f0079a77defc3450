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
  /** Bytes of a packet; 1500 when it is missing, 65536 on lo. */
  readonly mtu?: number;
  /** The other end of a veth pair: "if7". */
  readonly peer?: string;
  /** The bridge that a container's device is plugged into. */
  readonly bridge?: Bridge;
}

/** What a packet on a device may have at most. */
export const mtuOf = ({ name, mtu }: Device): number => mtu ?? (name === 'lo' ? 65536 : 1500);

const EPHEMERAL = 32768;

/** A network namespace (network_namespaces(7)): devices, a default route, listening sockets. */
export class NetworkNamespace {
  readonly id: number;
  readonly devices: Device[] = [{ name: 'lo', address: '127.0.0.1', prefix: 8, mac: '00:00:00:00:00:00', up: true }];
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
