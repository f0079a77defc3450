import type { ContainerChange, ContainerUpdateRequest, ContainerUpdateResponse, HostConfig, EndpointSettings } from '../../../api/types.ts';
import type { Daemon } from '../daemon.ts';
import { conflict, EngineError, invalidParameter, notFound, systemError } from '../../errors.ts';
import { checkResources, checkRestartPolicy } from './config.ts';
import type { WaitCondition } from './container.ts';
import { checkName } from './create.ts';
import { emptySettings } from '../networks.ts';
import { emit } from './exit.ts';
import { plug, sandboxOf } from './sandbox.ts';

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
  const oldName = `/${container.name}`;
  container.name = bare;
  emit(daemon, container, 'rename', { oldName });
}

/** POST /containers/{id}/wait: resolves when the condition holds. */
export function ContainerWait(daemon: Daemon, id: string, condition: string): Promise<number> {
  const known: readonly WaitCondition[] = ['next-exit', 'removed'];
  return daemon.containers.get(id).wait(known.find((one) => one === condition) ?? 'not-running');
}

/** POST /containers/{id}/update */
export function ContainerUpdate(daemon: Daemon, id: string, change: ContainerUpdateRequest): ContainerUpdateResponse {
  const container = daemon.containers.get(id);
  if (change.RestartPolicy?.Name) checkRestartPolicy(change.RestartPolicy);
  checkResources(change, daemon.parts.info);
  const { RestartPolicy, ...resources } = change;
  if (container.hostConfig.AutoRemove && RestartPolicy?.Name && RestartPolicy.Name !== 'no')
    throw invalidParameter(`Restart policy cannot be updated because AutoRemove is enabled for the container`);
  const given = Object.fromEntries(
    Object.entries(resources).filter(
      ([, value]) => value !== null && value !== 0 && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  );
  const next: HostConfig = { ...container.hostConfig, ...given };
  if (next.Memory > 0 && next.MemorySwap > 0 && next.MemorySwap < next.Memory)
    throw conflict(
      `Cannot update container ${container.id}: Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time`,
    );
  if (RestartPolicy?.Name) {
    next.RestartPolicy = RestartPolicy;
    container.send({ type: 'POLICY', name: RestartPolicy.Name, maximumRetryCount: RestartPolicy.MaximumRetryCount });
  }
  container.hostConfig = next;
  emit(daemon, container, 'update');
  return { Warnings: null };
}

/** Milliseconds until a resize reaches the terminal: a shell that has just been started prompts before. */
export const RESIZE_TIME = 5;

/** POST /containers/{id}/resize */
export async function ContainerResize(daemon: Daemon, id: string, size: { rows: number; cols: number }): Promise<void> {
  const container = daemon.containers.get(id);
  if (!container.running) throw conflict(`Container ${container.id} is not running`);
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

/** POST /networks/{id}/connect */
export function NetworkConnect(daemon: Daemon, network: string, id: string, config: Partial<EndpointSettings>): void {
  const { name } = daemon.networks.find(network);
  const container = daemon.containers.get(id);
  if (container.endpoints.has(name)) throw systemError(`endpoint with name ${container.name} already exists in network ${name}`);
  const endpoint = {
    network: name,
    aliases: [...(config.Aliases ?? []), container.id.slice(0, 12)],
    settings: { ...emptySettings(), IPAMConfig: config.IPAMConfig ?? null, DriverOpts: config.DriverOpts ?? null },
  };
  container.endpoints.set(name, endpoint);
  if (!container.running) return;
  daemon.networks.connect(endpoint, container);
  const handle = sandboxOf(container)?.handle;
  if (handle && handle !== 'host') plug(daemon, handle, endpoint);
}

/** POST /networks/{id}/disconnect */
export function NetworkDisconnect(daemon: Daemon, network: string, id: string): void {
  const { name } = daemon.networks.find(network);
  const container = daemon.containers.get(id);
  const endpoint = container.endpoints.get(name);
  if (!endpoint) throw notFound(`container ${container.id} is not connected to network ${name}`);
  const handle = sandboxOf(container)?.handle;
  if (handle && handle !== 'host' && endpoint.settings.IPAddress) daemon.parts.network.unplug(handle, endpoint.settings.IPAddress);
  daemon.networks.disconnect(endpoint, container);
  container.endpoints.delete(name);
}
