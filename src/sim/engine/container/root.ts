/** The mount of a container's root file system: runc uses it, and the host sees it in its own /proc/mounts. */
import type { FileSystem } from '../../fs/types.ts';
import type { Daemon } from '../daemon.ts';
import type { Container } from './container.ts';

/** Mounts the container's layers one over the other, at its "merged" folder. */
export function mountRoot({ parts: { driver, layers, host } }: Daemon, { id }: Container): FileSystem {
  const layer = layers.readWriteId(id);
  const fs = driver.get(layer);
  const { MergedDir } = driver.data(layer);
  if (MergedDir) host.mount(host.superuser(), fs, MergedDir, { source: fs.type, options: `relatime,${driver.mountOptions(layer)}` });
  return fs;
}

/** Undoes {@link mountRoot}; nothing happens when that had not come to its end. */
export function unmountRoot({ parts: { driver, layers, host } }: Daemon, { id }: Container): void {
  const layer = layers.readWriteId(id);
  const { MergedDir } = driver.data(layer);
  const mount = host.mounts.findLast(({ target }) => target === MergedDir);
  if (mount) host.detach(mount);
  driver.put(layer);
}
