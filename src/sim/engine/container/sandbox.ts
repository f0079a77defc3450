import type { NetworkHandle } from '../../kernel/runtime.ts';
import type { ContainerConfig, PortMap } from '../../../api/types.ts';
import type { Daemon } from '../daemon.ts';
import { conflict, EngineError, systemError } from '../../errors.ts';
import type { Endpoint } from '../networks.ts';
import type { Container } from './container.ts';
import { networkName } from './create.ts';
import { netOwner } from './files.ts';

/** A container's network namespace and published ports while it runs. */
export interface Sandbox {
  readonly handle: NetworkHandle | 'host';
  readonly ports: PortMap;
  /** Whether it is ours to take down (not another container's, not the host's). */
  readonly own: boolean;
}

const sandboxes = new WeakMap<Container, Sandbox>();

/** The sandbox of a running container. */
export const sandboxOf = (container: Container): Sandbox | null => sandboxes.get(container) ?? null;

/** Gives a container that starts its network: addresses, namespace, published ports. Leaves nothing behind when it throws. */
export function openSandbox(daemon: Daemon, container: Container): Sandbox {
  const { NetworkMode } = container.hostConfig;
  if (networkName(NetworkMode) === null) {
    const { handle, config } = joined(daemon, container);
    container.config = { ...container.config, Hostname: config.Hostname, Domainname: config.Domainname };
    return keep(container, { handle, ports: {}, own: false });
  }
  for (const endpoint of container.endpoints.values()) daemon.networks.connect(endpoint, container);
  container.sandboxId = daemon.parts.random.hex(64);
  if (NetworkMode === 'host') return keep(container, { handle: 'host', ports: {}, own: false });
  const placed = [...container.endpoints.values()].filter(({ settings }) => settings.IPAddress !== '');
  const handle = daemon.parts.network.create(null, container.config.Hostname);
  for (const endpoint of placed) plug(daemon, handle, endpoint);
  if (placed.some(({ network }) => network !== 'bridge')) answerNames(daemon, container, handle);
  keep(container, { handle, ports: {}, own: true });
  try {
    for (const endpoint of placed) publishPorts(daemon, container, endpoint);
  } catch (error) {
    closeSandbox(daemon, container);
    throw error;
  }
  return sandboxes.get(container) ?? { handle, ports: {}, own: true };
}

/** Publishes a container's ports by its first endpoint that leads out; nothing is forwarded into internal networks. */
export function publishPorts(daemon: Daemon, container: Container, { network, settings }: Endpoint): void {
  const sandbox = sandboxes.get(container);
  if (!sandbox?.own || sandbox.handle === 'host' || Object.keys(sandbox.ports).length > 0) return;
  if (daemon.networks.find(network).request.Internal) return;
  const { PortBindings, PublishAllPorts } = container.hostConfig;
  const exposed = Object.keys(container.config.ExposedPorts ?? {});
  try {
    keep(container, { ...sandbox, ports: daemon.ports.publish(sandbox.handle, PortBindings ?? {}, exposed, PublishAllPorts) });
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const place = `${container.name} (${settings.EndpointID})`;
    throw systemError(`driver failed programming external connectivity on endpoint ${place}: ${error.message}`);
  }
}

/** Puts a namespace on an endpoint's bridge. */
export function plug(daemon: Daemon, handle: NetworkHandle, { settings }: Endpoint): void {
  const { IPAddress: address, IPPrefixLen: prefix, Gateway: gateway, MacAddress: mac } = settings;
  daemon.parts.network.plug(
    handle,
    { address, prefix, gateway, mac, mtu: daemon.networks.mtu(settings.NetworkID) },
    daemon.networks.bridgeName(settings.NetworkID),
  );
}

/** Lets the engine's own name server answer a container on a network of its user's. */
export const answerNames = (daemon: Daemon, container: Container, handle: NetworkHandle): void =>
  daemon.parts.network.setResolver(handle, (name) => resolve(daemon, container, name));

/** Names, host names, aliases and links of those on a network with the one who asks (not on the default bridge). */
function resolve(daemon: Daemon, asking: Container, name: string): string[] | null {
  const found: string[] = [];
  for (const [network, own] of asking.endpoints) {
    if (network === 'bridge') continue;
    const linked = own.settings.Links?.map((link) => link.split(':')).find(([, alias]) => alias === name)?.[0];
    for (const container of daemon.containers.all()) {
      const endpoint = container.endpoints.get(network);
      if (!endpoint?.settings.IPAddress) continue;
      const names = [container.name, container.config.Hostname, ...(endpoint.aliases ?? [])];
      if (names.includes(name) || container.name === linked) found.push(endpoint.settings.IPAddress);
    }
  }
  return found.length > 0 ? found : null;
}

/** Gives all of it back. */
export function closeSandbox(daemon: Daemon, container: Container): void {
  const sandbox = sandboxes.get(container);
  for (const endpoint of [...container.endpoints.values()].reverse()) daemon.networks.disconnect(endpoint, container);
  if (!sandbox) return;
  sandboxes.delete(container);
  daemon.ports.release(sandbox.ports);
  if (sandbox.own && sandbox.handle !== 'host') daemon.parts.network.remove(sandbox.handle);
}

function keep(container: Container, sandbox: Sandbox): Sandbox {
  sandboxes.set(container, sandbox);
  return sandbox;
}

function joined(daemon: Daemon, container: Container): { handle: NetworkHandle | 'host'; config: ContainerConfig } {
  const other = netOwner(daemon, container);
  const sandbox = sandboxes.get(other);
  if (!other.running || !sandbox) throw conflict(`cannot join network of a non running container: ${other.id}`);
  return { handle: sandbox.handle, config: other.config };
}
