import type { Errno } from '../../fs/types.ts';
import { inSubnet, isAny, isLoopback } from './address.ts';
import type { Bridge } from './bridge.ts';
import type { Device, NetworkNamespace } from './namespace.ts';
import type { OutsideHost } from './outside.ts';

/** Where packets to an address end up. */
export type Route =
  | { readonly to: 'namespace'; readonly namespace: NetworkNamespace; readonly distance: 'local' | 'bridge' }
  | { readonly to: 'outside'; readonly host: OutsideHost }
  | { readonly to: 'nowhere'; readonly error: Extract<Errno, 'EHOSTUNREACH' | 'ENETUNREACH' | 'ETIMEDOUT'> };

/** What routing knows of the whole network. */
export interface Topology {
  readonly host: NetworkNamespace;
  readonly bridges: ReadonlyMap<string, Bridge>;
  outsideAt(address: string): OutsideHost | undefined;
}

/**
 * The way from a namespace to an address: itself, a neighbour on one of its bridges, the host, or the outside. Containers
 * on different bridges do not reach each other, those on an internal one nobody else (Docker's isolation chains drop the packets).
 */
export function route({ host, bridges, outsideAt }: Topology, from: NetworkNamespace, address: string): Route {
  const namespace = (to: NetworkNamespace): Route => ({ to: 'namespace', namespace: to, distance: to === from ? 'local' : 'bridge' });
  const nowhere = (error: 'EHOSTUNREACH' | 'ENETUNREACH' | 'ETIMEDOUT'): Route => ({ to: 'nowhere', error });
  if (isLoopback(address) || isAny(address)) return from.devices[0]?.down ? nowhere('ETIMEDOUT') : namespace(from);
  if (from.owns(address)) return namespace(from);
  for (const { bridge, covers } of from === host ? [...bridges.values()].map(asWay) : from.devices.flatMap(ways)) {
    if (!covers(address)) continue;
    const neighbour = address === bridge.address ? host : bridge.holder(address);
    if (neighbour && bridge.mute && from !== host && neighbour !== host) return nowhere('ETIMEDOUT');
    return neighbour ? namespace(neighbour) : nowhere('EHOSTUNREACH');
  }
  const { wayOut } = from;
  if (!wayOut) return nowhere('ENETUNREACH');
  if (host.owns(address)) return namespace(host);
  if (wayOut.plug?.bridge.internal) return nowhere('ETIMEDOUT');
  const outside = outsideAt(address);
  return outside ? { to: 'outside', host: outside } : nowhere('ETIMEDOUT');
}

interface Way {
  readonly bridge: Bridge;
  readonly covers: (address: string) => boolean;
}

const asWay = (bridge: Bridge): Way => ({ bridge, covers: (address) => bridge.covers(address) });

/** The bridge behind a container's device, with the subnets of the device's own addresses. */
const ways = ({ plug, down, address: own, prefix, more }: Device): Way[] =>
  !plug || down
    ? []
    : [
        {
          bridge: plug.bridge,
          covers: (address) => [{ address: own, prefix }, ...more].some((one) => inSubnet(address, one.address, one.prefix)),
        },
      ];
