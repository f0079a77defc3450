/** The mount of a container's root file system: runc uses it, and the host sees it in its own /proc/mounts. */
import type { FileSystem } from '../../fs/types.ts';
import type { Daemon } from '../daemon.ts';
import { tellOfStorage } from '../hops/steps.ts';
import type { Container } from './container.ts';

/** Mounts the container's layers one over the other, where the storage driver has its place for that. */
export function mountRoot(daemon: Daemon, container: Container): FileSystem {
  const { driver, layers, host } = daemon.parts;
  tellOfStorage(daemon, container, 'Get');
  const layer = layers.readWriteId(container.id);
  const fs = driver.get(layer);
  const { target, whole, ...shown } = driver.mountSource(layer);
  if (target !== null) host.mount(host.superuser(), whole ?? fs, target, shown);
  return fs;
}

/** Undoes {@link mountRoot}; nothing happens when that had not come to its end. */
export function unmountRoot(daemon: Daemon, container: Container): void {
  const { driver, layers, host } = daemon.parts;
  const layer = layers.readWriteId(container.id);
  const { target: mountpoint } = driver.mountSource(layer);
  const mount = host.mounts.findLast(({ target }) => target === mountpoint);
  if (mount) host.detach(mount);
  tellOfStorage(daemon, container, 'Put');
  driver.put(layer);
}
