/** Which folders of the layers must be read for the shown paths, and the memory of those that have not changed since. */
import type { Observation } from '../../api/observation.ts';
import type { LayerNode, LayerView } from '../../api/stage.ts';
import type { EngineTransport } from '../../api/wire.ts';
import { folderKey, type Listings } from '../model/facts.ts';
import { ancestors } from '../model/path.ts';
import type { TouchLog } from '../model/touches.ts';
import { layerFolder } from './extension.ts';

/** About as many folders of touched paths are read: the newest ones. */
const NEWEST = 60;

/** More changes than this at once: everything of the read-write layer is read again. */
const MANY = 100;

/** The folders of the newest touched paths and of opened folders, with all above them. */
export function foldersNeeded(touches: TouchLog, folds: ReadonlyMap<string, boolean>): string[] {
  const folders = new Set<string>(['/']);
  for (const path of [...touches.paths.keys()].reverse()) {
    if (folders.size >= NEWEST) break;
    for (const folder of ancestors(path)) folders.add(folder);
  }
  for (const folder of folds.keys()) {
    for (const above of ancestors(folder)) folders.add(above);
    folders.add(folder);
  }
  return [...folders];
}

/** Reads folders of layers: one of a read-only layer once, one of a read-write layer again after a change in it. */
export class FolderReader {
  readonly #wire: EngineTransport;
  /** By layer, by folder. */
  readonly #known = new Map<string, Map<string, readonly LayerNode[]>>();

  constructor(wire: EngineTransport) {
    this.#wire = wire;
  }

  /** Everything of `layers` (bottom first) in `folders`. */
  async read(layers: readonly Pick<LayerView, 'id'>[], folders: readonly string[]): Promise<Listings> {
    const listings = new Map<string, readonly LayerNode[]>();
    const asked: Promise<void>[] = [];
    for (const { id } of layers) {
      const known = this.#known.get(id) ?? new Map<string, readonly LayerNode[]>();
      this.#known.set(id, known);
      for (const folder of folders) {
        const key = folderKey(id, folder);
        // A layer that lacks a folder, or has a file in its place, holds nothing below it either.
        const lacking = ancestors(folder).some((above) => lacks(known.get(above), above, folder));
        const nodes = lacking ? [] : known.get(folder);
        if (nodes) listings.set(key, nodes);
        else
          asked.push(
            layerFolder(this.#wire, id, folder).then((found) => {
              listings.set(key, found);
              known.set(folder, found);
            }),
          );
      }
    }
    await Promise.all(asked);
    return listings;
  }

  /** Forgets what the changes `seen` in a read-write layer have made old. */
  changed(layer: string, seen: readonly Observation[]): void {
    const known = this.#known.get(layer);
    if (!known) return;
    if (seen.length > MANY) return known.clear();
    for (const one of seen) {
      for (const path of one.kind === 'rename' ? [one.path, one.to] : [one.path]) {
        for (const folder of ancestors(path)) known.delete(folder);
        for (const folder of known.keys()) if (folder === path || folder.startsWith(`${path}/`)) known.delete(folder);
      }
    }
  }

  /** Forgets a layer. */
  forget(layer: string): void {
    this.#known.delete(layer);
  }
}

function lacks(list: readonly LayerNode[] | undefined, above: string, folder: string): boolean {
  if (!list || above === folder) return false;
  const name = folder.slice(above === '/' ? 1 : above.length + 1).split('/', 1)[0];
  return !list.some((node) => node.name === name && node.type === 'dir');
}
