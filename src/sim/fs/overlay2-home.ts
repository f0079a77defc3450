import type { Inode, MemFs } from './memfs.ts';

/** The driver's folder on the host. */
export const HOME = '/var/lib/docker/overlay2';

/** Where the overlay2 driver keeps its layers: its folder, and the folder of their short names. */
export interface Overlay2Home {
  readonly layers: Inode;
  readonly links: Inode;
}

/** Makes the driver's folders. Apart from the driver, since a host has them from its boot and the driver may come later. */
export function makeOverlay2Home(host: MemFs): Overlay2Home {
  const folder = (at: Inode, name: string, mode: number): Inode => host.lookup(at, name) ?? host.mkdir(at, name, { mode, uid: 0, gid: 0 });
  let layers = host.root;
  for (const name of HOME.slice(1).split('/')) layers = folder(layers, name, name === 'docker' || name === 'overlay2' ? 0o710 : 0o755);
  return { layers, links: folder(layers, 'l', 0o700) };
}
