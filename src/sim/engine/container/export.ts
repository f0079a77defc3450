import type { Body } from '../../../api/wire.ts';
import { MountNamespace } from '../../fs/vfs.ts';
import { packNamespace } from '../archive/namespace-files.ts';
import type { Daemon } from '../daemon.ts';
import { emit } from './exit.ts';

/** GET /containers/{id}/export: the container's files as one tar, without what is mounted into it. */
export function ContainerExport(daemon: Daemon, id: string): Body {
  const container = daemon.containers.get(id);
  const { driver, layers } = daemon.parts;
  const layer = layers.readWriteId(container.id);
  emit(daemon, container, 'export');
  return (async function* () {
    const namespace = new MountNamespace(driver.get(layer));
    try {
      for await (const piece of packNamespace(namespace, '/', {})) yield piece.slice();
    } finally {
      driver.put(layer);
    }
  })();
}
