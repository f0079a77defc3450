import type { ContainerPruneResponse } from '../../../api/types.ts';
import type { Daemon } from '../daemon.ts';
import { tellOfStorage } from '../hops/steps.ts';
import { conflict, invalidParameter, systemError } from '../../errors.ts';
import { Filters } from '../filters.ts';
import { ROOT_DIR } from '../parts.ts';
import type { Container } from './container.ts';
import { emit } from './exit.ts';
import { kill } from './stop.ts';
import { untilTest } from '../until.ts';

/** DELETE /containers/{id} */
export async function ContainerDelete(
  daemon: Daemon,
  id: string,
  options: { force?: boolean; volumes?: boolean; link?: boolean } = {},
): Promise<void> {
  const container = daemon.containers.get(id);
  if (options.link) throw systemError('Conflict, cannot remove the default link name of the container');
  if (container.phase === 'removing') throw conflict(`removal of container ${id} is already in progress`);
  if (container.running) {
    const { status } = container;
    const advice = 'top the container before attempting removal or force remove';
    if (!options.force)
      throw conflict(
        `You cannot remove a ${status} container ${container.id}. ${status === 'paused' ? 'Unpause and then s' : 'S'}${advice}`,
      );
    await kill(daemon, container);
    if (container.phase === 'removing' || container.phase === 'removed') return;
  }
  remove(daemon, container, options.volumes ?? false);
}

function remove(daemon: Daemon, container: Container, volumes: boolean): void {
  container.restartTimer?.cancel();
  container.send({ type: 'REMOVE' });
  const { layers } = daemon.parts;
  tellOfStorage(daemon, container, 'Remove');
  daemon.observations.unwatch(layers.readWriteId(container.id));
  layers.removeReadWrite(container.id);
  daemon.host.remove(`${ROOT_DIR}/containers/${container.id}`);
  daemon.containers.delete(container);
  for (const [execId, exec] of daemon.execs) if (exec.container === container) daemon.execs.delete(execId);
  for (const { Name, anonymous } of container.mounts) {
    if (!Name) continue;
    daemon.volumes.release(Name, container.id);
    if (volumes && anonymous && !daemon.containers.all().some(({ mounts }) => mounts.some((mount) => mount.Name === Name)))
      daemon.volumes.remove(Name, true);
  }
  container.send({ type: 'REMOVED' });
  container.notify('removed');
  emit(daemon, container, 'destroy');
}

/** POST /containers/prune */
export function ContainerPrune(daemon: Daemon, filterText: string | null): ContainerPruneResponse {
  const filters = Filters.parse(filterText, ['label', 'label!', 'until'], invalidParameter);
  const oldEnough = untilTest(daemon, filters);
  const deleted: string[] = [];
  let bytes = 0;
  for (const container of daemon.containers.all()) {
    if (container.running || !filters.labels('label', container.config.Labels)) continue;
    if (filters.has('label!') && filters.labels('label!', container.config.Labels)) continue;
    if (!oldEnough(container.created)) continue;
    bytes += daemon.parts.driver.diffSize(daemon.parts.layers.readWriteId(container.id));
    remove(daemon, container, false);
    deleted.push(container.id);
  }
  daemon.events.emit('container', 'prune', '', { reclaimed: String(bytes) });
  return { ContainersDeleted: deleted.length > 0 ? deleted : null, SpaceReclaimed: bytes };
}
