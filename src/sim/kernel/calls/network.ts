import { can } from '../../fs/access.ts';
import { FsError } from '../../fs/types.ts';
import { parseAddress } from '../network/address.ts';
import { resolveName } from '../network/resolve.ts';
import { Listener } from '../network/socket.ts';
import type { Sys } from '../types.ts';
import { TtyCalls } from './tty.ts';

/** Below this port one needs CAP_NET_BIND_SERVICE to listen, unless the namespace says otherwise. */
const PRIVILEGED = 1024;
/** Milliseconds that a question to the DNS server takes. */
const LOOKUP = 0.2;

/** Sockets, names and addresses, as seen from the process's network namespace. */
export class NetworkCalls extends TtyCalls {
  listen(wanted: number, address = '0.0.0.0'): number {
    const { kernel, state, fds } = this;
    const { network: here } = state;
    const port = wanted === 0 ? here.ephemeralPort() : wanted;
    const place = `${address}:${port}`;
    if (port < Number(here.sysctls.get('net.ipv4.ip_unprivileged_port_start') ?? PRIVILEGED) && !can(state.cred, 'NET_BIND_SERVICE'))
      throw new FsError('EACCES', 'bind', place);
    if (here === kernel.network.host && kernel.network.isPublished(address, port)) throw new FsError('EADDRINUSE', 'bind', place);
    const listener = new Listener(here, address, port, kernel.newInode(), kernel.clock.now());
    here.bind(listener);
    return fds.install(listener);
  }

  async accept(fd: number): Promise<{ fd: number; address: string; port: number }> {
    const listener = this.fds.get(fd, 'accept');
    if (!(listener instanceof Listener)) throw new FsError('EINVAL', 'accept', String(fd));
    const socket = await this.execution.block({
      syscall: 'accept',
      queues: [listener.readable],
      attempt: () => listener.backlog.shift(),
    });
    const accepted = this.fds.install(socket);
    socket.release();
    return { fd: accepted, address: socket.peer.address, port: socket.peer.port };
  }

  async connect(host: string, port: number): Promise<number> {
    const { network } = this.kernel;
    const { network: here } = this.state;
    const address = parseAddress(host) === null ? resolveName(this.process, host)[0] : host;
    if (address === undefined) throw new FsError('EHOSTUNREACH', 'connect', host);
    const way = network.routeFrom(here, address);
    await this.pass('connect', network.latency(way));
    return this.fds.install(network.connect(here, address, port, way));
  }

  async resolve(name: string): Promise<readonly string[]> {
    if (parseAddress(name) !== null) return [name];
    await this.pass('resolve', LOOKUP);
    return resolveName(this.process, name);
  }

  interfaces(): ReturnType<Sys['interfaces']> {
    const { devices, wayOut } = this.state.network;
    return devices.map(({ name, address, prefix, mac, up, peer }) => ({
      name,
      address,
      prefix,
      mac,
      up,
      ...(peer ? { peer } : {}),
      ...(name === wayOut?.name && wayOut.gateway ? { gateway: wayOut.gateway } : {}),
    }));
  }

  async ping(address: string, raw = false): Promise<number | null> {
    if (raw && !can(this.state.cred, 'NET_RAW')) throw new FsError('EPERM', 'socket', address);
    const { network } = this.kernel;
    const way = network.routeFrom(this.state.network, address);
    if (way.to === 'nowhere' && way.error === 'ENETUNREACH') throw new FsError('ENETUNREACH', 'sendto', address);
    const time = network.echo(way);
    if (time !== null) await this.pass('recvfrom', time);
    return time;
  }

  /** Waits that long, then goes on. */
  private async pass(syscall: string, ms: number): Promise<void> {
    const { clock } = this.kernel;
    const until = clock.now() + ms;
    await this.execution.block({ syscall, until, attempt: () => clock.now() >= until || undefined });
  }
}
