import type { PortMap } from '../../api/types.ts';
import type { NetworkHandle } from '../kernel/runtime.ts';
import { systemError } from '../errors.ts';
import type { EngineNetwork } from './parts.ts';

/** The host's net.ipv4.ip_local_port_range. */
const FIRST = 32768;
const LAST = 60999;

/** Which ports of the host are given to containers, and how: libnetwork's port allocator. */
export class Ports {
  readonly #network: EngineNetwork;
  readonly #taken = new Map<string, () => void>();
  #next = FIRST;

  constructor(network: EngineNetwork) {
    this.#network = network;
  }

  /**
   * Publishes a container's ports: those asked for, and with `all` the exposed ones too. Returns what
   * NetworkSettings.Ports shows; throws with nothing published when one is not to be had.
   */
  publish(handle: NetworkHandle, wanted: PortMap, exposed: readonly string[], all: boolean): PortMap {
    const ports: PortMap = {};
    try {
      for (const port of [...new Set([...exposed, ...Object.keys(wanted)])].sort()) {
        const [number = '', protocol = 'tcp'] = port.split('/');
        const bindings = wanted[port] ?? (all ? [{ HostIp: '', HostPort: '' }] : []);
        const shown = [];
        for (const { HostIp, HostPort } of bindings) {
          const hostPort = this.#take(HostIp, HostPort, protocol, handle, Number(number));
          for (const address of HostIp ? [HostIp] : ['0.0.0.0', '::']) shown.push({ HostIp: address, HostPort: String(hostPort) });
        }
        ports[`${number}/${protocol}`] = shown.length > 0 ? shown : null;
      }
    } catch (error) {
      this.release(ports);
      throw error;
    }
    return ports;
  }

  release(ports: PortMap): void {
    for (const [port, bindings] of Object.entries(ports))
      for (const { HostIp, HostPort } of bindings ?? []) {
        const key = `${port.split('/')[1]} ${HostIp} ${HostPort}`;
        this.#taken.get(key)?.();
        this.#taken.delete(key);
      }
  }

  /** A port, a range of which the first free one is taken, or (empty) the next ephemeral one. */
  #take(hostIp: string, hostPort: string, protocol: string, handle: NetworkHandle, port: number): number {
    const ip = hostIp || '0.0.0.0';
    const [from, to] = hostPort === '' || hostPort === '0' ? [0, 0] : hostPort.split('-').map(Number);
    const free = from ? this.#firstFree(ip, from, to ?? from, protocol) : this.#ephemeral(ip, protocol);
    if (free === undefined) throw systemError(`Bind for ${ip}:${from} failed: port is already allocated`);
    if (!ip.includes(':') && !this.#network.owns(ip))
      throw systemError(`Error starting userland proxy: listen ${protocol}4 ${ip}:${free}: bind: cannot assign requested address`);
    const undo = this.#network.publish(ip, free, handle, port);
    if (!undo) throw systemError(`Error starting userland proxy: listen ${protocol}4 ${ip}:${free}: bind: address already in use`);
    this.#taken.set(`${protocol} ${ip} ${free}`, undo);
    if (!hostIp) this.#taken.set(`${protocol} :: ${free}`, () => {});
    return free;
  }

  #firstFree(ip: string, from: number, to: number, protocol: string): number | undefined {
    for (let port = from; port <= to; port++) if (!this.#isTaken(ip, port, protocol)) return port;
    return undefined;
  }

  /** Goes round the range, so that a port given back is not given out again at once. */
  #ephemeral(ip: string, protocol: string): number | undefined {
    for (let tries = FIRST; tries <= LAST; tries++) {
      const port = this.#next;
      this.#next = port === LAST ? FIRST : port + 1;
      if (!this.#isTaken(ip, port, protocol)) return port;
    }
    return undefined;
  }

  /** Looks at that very address only; one that overlaps is found out by the proxy's listen. */
  #isTaken(ip: string, port: number, protocol: string): boolean {
    return this.#taken.has(`${protocol} ${ip} ${port}`);
  }
}
