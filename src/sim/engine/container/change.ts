import type { ContainerChange, ContainerUpdateRequest, ContainerUpdateResponse, HostConfig, EndpointSettings } from '../../../api/types.ts';
import type { Daemon } from '../daemon.ts';
import { conflict, EngineError, forbidden, invalidParameter, notFound, systemError } from '../../errors.ts';
import { resourcesOf } from './resources.ts';
import { checkRestartPolicy } from './validate.ts';
import { adaptResources, checkResources } from './validate-resources.ts';
import type { WaitCondition } from './container.ts';
import { checkName } from './create.ts';
import { emptySettings } from '../networks.ts';
import { JsonStream } from '../stream.ts';
import { emit } from './exit.ts';
import { answerNames, plug, sandboxOf, publishPorts } from './sandbox.ts';

/** POST /containers/{id}/rename */
export function ContainerRename(daemon: Daemon, id: string, name: string): void {
  if (id === '' || name === '') throw invalidParameter('Neither old nor new names may be empty');
  const container = daemon.containers.get(id);
  const bare = name.replace(/^\//, '');
  if (bare === container.name) throw invalidParameter('Renaming a container with the same name as its current name');
  try {
    checkName(daemon, `/${bare}`);
  } catch (error) {
    throw error instanceof EngineError ? new EngineError(error.kind, `Error when allocating new name: ${error.message}`) : error;
  }
  // Docker counts it as running and looks for the network that it has not got.
  if (container.phase === 'restarting') throw notFound(`sandbox ${container.sandboxId} not found`);
  const oldName = `/${container.name}`;
  container.name = bare;
  emit(daemon, container, 'rename', { oldName });
}

/** POST /containers/{id}/wait: tells the exit code when the condition holds. Who goes away before (`docker run -d`) is forgotten. */
export function ContainerWait(daemon: Daemon, id: string, condition: string): AsyncIterable<Uint8Array> {
  const known: readonly WaitCondition[] = ['next-exit', 'removed'];
  const stream = new JsonStream();
  stream.onClose = daemon.containers.get(id).whenDone(known.find((one) => one === condition) ?? 'not-running', (StatusCode) => {
    stream.send({ Error: null, StatusCode });
    stream.end();
  });
  return stream;
}

/** POST /containers/{id}/update */
export function ContainerUpdate(daemon: Daemon, id: string, asked: ContainerUpdateRequest): ContainerUpdateResponse {
  if (asked.RestartPolicy?.Name) checkRestartPolicy(asked.RestartPolicy);
  checkResources(asked, daemon.parts.info, true);
  const { config: change, warnings } = adaptResources(asked);
  const container = daemon.containers.get(id);
  const { RestartPolicy, ...resources } = change;
  const problem = conflictOf(container.hostConfig, change);
  if (problem !== null) throw conflict(`Cannot update container ${container.id}: ${problem}`);
  const given = Object.fromEntries(
    Object.entries(resources).filter(
      ([, value]) => value !== null && value !== 0 && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  );
  const next: HostConfig = { ...container.hostConfig, ...given };
  // 0 and all below are no limit, said by the number 0.
  if (typeof change.PidsLimit === 'number') next.PidsLimit = Math.max(0, change.PidsLimit);
  if (RestartPolicy?.Name) {
    next.RestartPolicy = RestartPolicy;
    container.send({ type: 'POLICY', name: RestartPolicy.Name, maximumRetryCount: RestartPolicy.MaximumRetryCount });
  }
  container.hostConfig = next;
  container.task?.update(resourcesOf(next));
  emit(daemon, container, 'update');
  return { Warnings: warnings.length > 0 ? warnings : null };
}

/** What cannot be changed as the container is, in Docker's words; null when all can. */
function conflictOf(now: HostConfig, change: ContainerUpdateRequest): string | null {
  const { NanoCpus = 0, CpuPeriod = 0, CpuQuota = 0, Memory = 0, MemorySwap = 0, RestartPolicy } = change;
  const blocked = (what: string, by: string): string => `Conflicting options: ${what} cannot be updated as ${by} has already been set`;
  if (NanoCpus > 0 && now.CpuPeriod > 0) return blocked('Nano CPUs', 'CPU Period');
  if (NanoCpus > 0 && now.CpuQuota > 0) return blocked('Nano CPUs', 'CPU Quota');
  if (CpuPeriod > 0 && now.NanoCpus > 0) return blocked('CPU Period', 'NanoCPUs');
  if (CpuQuota > 0 && now.NanoCpus > 0) return blocked('CPU Quota', 'NanoCPUs');
  if (Memory !== 0 && Memory > now.MemorySwap && MemorySwap === 0)
    return 'Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time';
  if (now.AutoRemove && RestartPolicy?.Name && RestartPolicy.Name !== 'no')
    return 'Restart policy cannot be updated because AutoRemove is enabled for the container';
  return null;
}

/** Milliseconds until a resize reaches the terminal: a shell that has just been started prompts before. */
export const RESIZE_TIME = 5;

/** POST /containers/{id}/resize */
export async function ContainerResize(daemon: Daemon, id: string, size: { rows: number; cols: number }): Promise<void> {
  const container = daemon.containers.get(id);
  if (!container.running) throw conflict(`Container ${container.id} is not running`);
  if (container.phase === 'restarting') throw notFound('no such container');
  await daemon.clock.sleep(RESIZE_TIME);
  container.io.resize(size);
  emit(daemon, container, 'resize', { height: String(size.rows), width: String(size.cols) });
}

/** GET /containers/{id}/changes; null when there are none. */
export function ContainerChanges(daemon: Daemon, id: string): ContainerChange[] | null {
  const container = daemon.containers.get(id);
  const changes = daemon.parts.driver.changes(daemon.parts.layers.readWriteId(container.id));
  return changes.length > 0 ? changes.map(({ path, kind }) => ({ Path: path, Kind: kind })) : null;
}

const NO_NETWORK = 'container cannot be connected to multiple networks with one of the networks in private (none) mode';
const HOST_NETWORK = 'container cannot be disconnected from host network or connected to host network';

/** POST /networks/{id}/connect */
export function NetworkConnect(daemon: Daemon, network: string, id: string, config: Partial<EndpointSettings>): void {
  const { name } = daemon.networks.find(network);
  const container = daemon.containers.get(id);
  const { NetworkMode } = container.hostConfig;
  if (NetworkMode === 'host' || NetworkMode.startsWith('container:'))
    throw invalidParameter('container sharing network namespace with another container or host cannot be connected to any other network');
  if (name === 'host') throw invalidParameter(HOST_NETWORK);
  if ((name === 'none' || container.endpoints.has('none')) && container.endpoints.size > 0) throw invalidParameter(NO_NETWORK);
  if (container.endpoints.has(name)) throw forbidden(`endpoint with name ${container.name} already exists in network ${name}`);
  const asked = config.IPAMConfig?.IPv4Address;
  if (asked && !/^\d+\.\d+\.\d+\.\d+$/.test(asked)) throw invalidParameter(`Invalid IPv4 address: ${asked})`);
  const Links = config.Links && config.Links.length > 0 ? config.Links : null;
  const endpoint = {
    network: name,
    aliases: [...(config.Aliases ?? []), container.id.slice(0, 12)],
    settings: { ...emptySettings(), IPAMConfig: config.IPAMConfig ?? null, Links, DriverOpts: config.DriverOpts ?? null },
  };
  if (container.running) {
    daemon.networks.connect(endpoint, container);
    const handle = sandboxOf(container)?.handle;
    if (handle && handle !== 'host') {
      plug(daemon, handle, endpoint);
      publishPorts(daemon, container, endpoint);
      if (name !== 'bridge') answerNames(daemon, container, handle);
    }
  }
  container.endpoints.set(name, endpoint);
}

/** POST /networks/{id}/disconnect */
export function NetworkDisconnect(daemon: Daemon, network: string, id: string): void {
  const { id: networkId, name, driver } = daemon.networks.find(network);
  const container = daemon.containers.get(id);
  if (name === 'host' || container.hostConfig.NetworkMode === 'host') throw invalidParameter(HOST_NETWORK);
  const endpoint = container.endpoints.get(name);
  if (!endpoint) throw systemError(`container ${container.id} is not connected to network ${name}`);
  const handle = sandboxOf(container)?.handle;
  if (handle && handle !== 'host' && endpoint.settings.IPAddress) daemon.parts.network.unplug(handle, endpoint.settings.IPAddress);
  daemon.networks.disconnect(endpoint, container);
  container.endpoints.delete(name);
  // Told once by the network that lost an endpoint, and once more by the daemon.
  daemon.events.emit('network', 'disconnect', networkId, { container: container.id, name, type: driver });
}
