/** What a true engine lets one see of a stack: rows from the image's history, changed paths from `docker diff`. */
import type { ContainerChange } from '../../api/types.ts';
import type { LayerNode, LayerStack, LayerView } from '../../api/stage.ts';
import { chainKey } from '../model/grove.ts';
import { type ContainerFacts, folderKey, type ImageFacts } from '../model/facts.ts';
import { folderOf, isBelow, nameOf } from '../model/path.ts';

/** The stack of an image, and of a container on it when one is given; how many entries the layers hold is not known. */
export function plainStack(
  image: ImageFacts,
  container: ContainerFacts | null,
  changes: readonly ContainerChange[],
  driver: string,
): LayerStack {
  const layers = image.layers.map(
    (layer, index): LayerView => ({
      id: chainKey(image.layers.slice(0, index + 1).map((below) => below.diffId)),
      diffId: layer.diffId,
      size: layer.bytes,
      createdBy: layer.createdBy,
      created: 0,
      readonly: true,
      entries: 0,
      whiteouts: 0,
    }),
  );
  if (!container) return { container: null, image: image.name, driver, layers };
  const whiteouts = changes.filter((change) => change.Kind === 2).length;
  const readWrite: LayerView = {
    id: `rw:${container.id}`,
    diffId: null,
    size: container.bytes,
    createdBy: '',
    created: 0,
    readonly: false,
    entries: changes.length,
    whiteouts,
  };
  return { container: container.id, image: image.name, driver, layers: [...layers, readWrite] };
}

/** The read-write layer's folders as `docker diff` tells them. */
export function plainListings(containerId: string, changes: readonly ContainerChange[]): Map<string, LayerNode[]> {
  const listings = new Map<string, LayerNode[]>();
  for (const { Path: path, Kind: kind } of changes) {
    const type = kind === 2 ? 'whiteout' : changes.some((other) => isBelow(other.Path, path)) ? 'dir' : 'file';
    const key = folderKey(`rw:${containerId}`, folderOf(path));
    const node: LayerNode = { name: nameOf(path), type, size: 0, mode: 0, uid: 0, gid: 0, mtime: 0, linkname: '', opaque: false };
    listings.set(key, [...(listings.get(key) ?? []), node]);
  }
  return listings;
}
