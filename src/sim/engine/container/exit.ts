import type { RuntimeExit } from '../../kernel/runtime.ts';
import { EngineError } from '../../errors.ts';
import type { Daemon } from '../daemon.ts';
import type { Container } from './container.ts';
import { containerAttributes } from './create.ts';
import { stopHealthChecks } from './health.ts';
import { ContainerDelete } from './remove.ts';
import { unmountRoot } from './root.ts';
import { saveAfter, saveContainer } from './saved.ts';
import { closeSandbox } from './sandbox.ts';
import { start } from './start.ts';

/** What the daemon does when a container's first process has ended and all its output is in. */
export function handleExit(daemon: Daemon, container: Container, { code, oomKilled }: RuntimeExit): void {
  container.task = null;
  stopHealthChecks(container);
  container.log.end();
  container.io.reset();
  container.send({ type: 'EXITED', exitCode: code, oomKilled, at: daemon.stamps.next() });
  emit(daemon, container, 'die', { exitCode: String(code) });
  closeSandbox(daemon, container);
  unmountVolumes(daemon, container);
  unmountRoot(daemon, container);
  saveContainer(daemon, container);
  // They can still be asked for how they ended.
  container.execs.clear();
  if (container.phase === 'restarting') {
    container.restartTimer = daemon.clock.after(container.snapshot.context.backoff, () => comeBack(daemon, container));
    return;
  }
  container.notify('stopped');
  if (container.hostConfig.AutoRemove && !container.beingRestarted)
    void ContainerDelete(daemon, container.id, { force: true, volumes: true });
}

function comeBack(daemon: Daemon, container: Container): void {
  if (container.phase !== 'restarting') return;
  try {
    start(daemon, container, true);
  } catch {
    // The error is in the container's state; nobody asked for this start.
    container.notify('stopped');
  }
}

/** Makes a container's volumes ready to be used, and tells so; what was made ready stays when one cannot be. */
export function mountVolumes(daemon: Daemon, container: Container): void {
  for (const { Name, Source, Destination, RW } of container.mounts)
    if (Name) {
      try {
        daemon.volumes.mount(Name, container.id);
      } catch (error) {
        throw error instanceof EngineError
          ? new EngineError(error.kind, `error while mounting volume '${Source}': ${error.message}`)
          : error;
      }
      daemon.events.emit('volume', 'mount', Name, {
        container: container.id,
        destination: Destination,
        driver: 'local',
        propagation: '',
        'read/write': String(RW),
      });
    }
}

/** Undoes {@link mountVolumes}, as far as it came. */
export function unmountVolumes(daemon: Daemon, container: Container): void {
  for (const { Name } of container.mounts)
    if (Name && daemon.volumes.unmount(Name, container.id))
      daemon.events.emit('volume', 'unmount', Name, { container: container.id, driver: 'local' });
}

/** Emits a container's event. */
export function emit(daemon: Daemon, container: Container, action: string, more: Readonly<Record<string, string>> = {}): void {
  daemon.events.emit('container', action, container.id, { ...containerAttributes(container), ...more }, container.image);
  saveAfter(daemon, container, action);
}
