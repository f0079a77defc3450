/** What dockerd does for a container by itself: its storage driver's calls, by their names in Docker, and its network. */
import type { HopFact } from '../../../api/hops.ts';
import type { Container } from '../container/container.ts';
import type { Daemon } from '../daemon.ts';

/** The graph driver is asked for something about a container's read-write layer. */
export function tellOfStorage(
  { hops, parts }: Daemon,
  { id, name, image }: Container,
  call: 'CreateReadWrite' | 'Get' | 'Put' | 'Remove',
): void {
  const { driver, layers } = parts;
  const layer = layers.readWriteId(id);
  const target = call === 'Remove' ? null : driver.mountSource(layer).target;
  const asked: HopFact[] = [
    ['layer', layer.slice(0, 12)],
    ...(call === 'CreateReadWrite' ? [['parent', image] as const] : []),
    ...((call === 'Get' || call === 'Put') && target != null ? [['target', target] as const] : []),
  ];
  hops.tell({ from: 'dockerd', to: 'storage', what: `${driver.name} ${call}`, about: [id, name], asked });
}

/** A container has got a network namespace of its own, and its devices in it. */
export function tellOfNetwork({ hops }: Daemon, { id, name, endpoints }: Container): void {
  const asked = [...endpoints.values()].flatMap(({ network, settings: { IPAddress } }): HopFact[] =>
    IPAddress === '' ? [] : [[network, IPAddress]],
  );
  if (asked.length > 0) hops.tell({ from: 'dockerd', to: 'kernel', what: 'network namespace, veth', about: [id, name], asked });
}
