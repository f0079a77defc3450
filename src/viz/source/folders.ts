/** Which folders of the layers must be read for the shown paths, and the memory of those that cannot change. */
import type { LayerNode, LayerStack } from '../../api/stage.ts';
import type { EngineTransport } from '../../api/wire.ts';
import { folderKey, type Listings } from '../model/facts.ts';
import { ancestors } from '../model/path.ts';
import type { TouchLog } from '../model/touches.ts';
import { layerFolder } from './extension.ts';

/** Touched paths whose folders are read; the newest ones. */
const NEWEST = 60;

/** The folders of the newest touched paths and of opened folders, with all above them. */
export function foldersNeeded(touches: TouchLog, folds: ReadonlyMap<string, boolean>): string[] {
  const folders = new Set<string>(['/']);
  for (const path of [...touches.paths.keys()].slice(-NEWEST)) for (const folder of ancestors(path)) folders.add(folder);
  for (const folder of folds.keys()) {
    for (const above of ancestors(folder)) folders.add(above);
    folders.add(folder);
  }
  return [...folders];
}

/** Reads folders of layers; a read-only layer's folder is read once. */
export class FolderReader {
  readonly #wire: EngineTransport;
  readonly #known = new Map<string, readonly LayerNode[]>();

  constructor(wire: EngineTransport) {
    this.#wire = wire;
  }

  /** Everything of `stack` in `folders`. */
  async read(stack: LayerStack, folders: readonly string[]): Promise<Listings> {
    const listings = new Map<string, readonly LayerNode[]>();
    const asked: Promise<void>[] = [];
    for (const layer of stack.layers) {
      for (const folder of folders) {
        const key = folderKey(layer.id, folder);
        const known = layer.readonly ? this.#known.get(key) : undefined;
        if (known) listings.set(key, known);
        else {
          asked.push(
            layerFolder(this.#wire, layer.id, folder).then((nodes) => {
              listings.set(key, nodes);
              if (layer.readonly) this.#known.set(key, nodes);
            }),
          );
        }
      }
    }
    await Promise.all(asked);
    return listings;
  }
}
