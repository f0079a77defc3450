/** Reads whole layers: by the simulated engine's own routes, else (an archive, an older engine) folder by folder and worked out here. */
import { layerChanges, layerUnion, layerWaste } from '../../api/layer-tree.ts';
import type { Observation, StorageCost } from '../../api/observation.ts';
import { leavable, readJson, readJsonStream } from '../../api/request.ts';
import type { DiskView, DriverCost, LayerChange, LayerPath, LayerStack, LayerWaste } from '../../api/stage.ts';
import type { EngineTransport } from '../../api/wire.ts';
import { join } from '../model/path.ts';
import { type Inventory, readInventory } from './inventory.ts';
import { layerFolder } from './extension.ts';

/** Whose layers. */
export type Owner = { readonly container: string } | { readonly image: string };

/** Folders that are asked for at the same time. */
const AT_ONCE = 32;

export class LayerReader {
  readonly #wire: EngineTransport;
  readonly #of: Owner;
  /** Read-only layers that had to be walked. */
  readonly #walked = new Map<string, Promise<readonly LayerPath[]>>();

  constructor(wire: EngineTransport, of: Owner) {
    this.#wire = wire;
    this.#of = of;
  }

  /** Bottom first; null when there is no such container or image, or an engine that does not tell. */
  stack(): Promise<LayerStack | null> {
    return this.#ask<LayerStack>('stack');
  }

  /** What layer `at` changes, or (`union`) all that it and those below show together. */
  async changes(stack: LayerStack, at: number, union: boolean): Promise<readonly LayerChange[]> {
    const told = await this.#ask<readonly LayerChange[]>('changes', { layer: String(at), ...(union ? { union: 'true' } : {}) });
    if (told) return told;
    const paths = await this.#walk(stack, at + 1);
    return union ? layerUnion(paths, at) : layerChanges(paths, at);
  }

  async waste(stack: LayerStack): Promise<LayerWaste> {
    return (await this.#ask<LayerWaste>('waste')) ?? layerWaste(await this.#walk(stack, stack.layers.length));
  }

  /** Null where there is no disk to speak of. */
  disk(): Promise<DiskView | null> {
    return this.#ask<DiskView>('disk');
  }

  drivers(): Promise<readonly DriverCost[] | null> {
    return this.#ask<readonly DriverCost[]>('drivers');
  }

  inventory(): Promise<Inventory> {
    return readInventory(this.#wire, new Map());
  }

  /** What was seen and what will be, until `signal` is aborted; calls back with all of it so far, at most every 100 ms. */
  async observe(take: (seen: readonly (Observation | StorageCost)[]) => void, signal: AbortSignal): Promise<void> {
    const response = await this.#wire.fetch({ method: 'GET', url: '/_huajuan/observations', headers: {} });
    if (response.status >= 400) return;
    const seen: (Observation | StorageCost)[] = [];
    let waiting = false;
    const { body, leave } = leavable(response.body);
    signal.addEventListener('abort', leave, { once: true });
    for await (const one of readJsonStream<Observation | StorageCost>(body)) {
      if (signal.aborted) return;
      seen.push(one);
      if (waiting) continue;
      waiting = true;
      setTimeout(() => {
        waiting = false;
        if (!signal.aborted) take([...seen]);
      }, 100);
    }
  }

  async #ask<T>(route: string, query: Readonly<Record<string, string>> = {}): Promise<T | null> {
    const url = `/_huajuan/${route}?${new URLSearchParams({ ...this.#of, ...query })}`;
    const response = await this.#wire.fetch({ method: 'GET', url, headers: {} });
    return response.status < 400 ? readJson<T>(response) : null;
  }

  #walk(stack: LayerStack, count: number): Promise<(readonly LayerPath[])[]> {
    return Promise.all(
      stack.layers.slice(0, count).map((layer) => {
        const known = layer.readonly ? this.#walked.get(layer.id) : undefined;
        const walked = known ?? this.#paths(layer.id);
        this.#walked.set(layer.id, walked);
        return walked;
      }),
    );
  }

  async #paths(layer: string): Promise<readonly LayerPath[]> {
    const paths: LayerPath[] = [];
    let folders = ['/'];
    while (folders.length > 0) {
      const lists = await Promise.all(
        folders.slice(0, AT_ONCE).map(async (path) => ({ path, nodes: await layerFolder(this.#wire, layer, path) })),
      );
      folders = folders.slice(AT_ONCE);
      for (const { path, nodes } of lists) {
        for (const node of nodes) {
          const { type, size, mode, uid, gid, linkname, opaque } = node;
          paths.push({ path: join(path, node.name), type, size, mode, uid, gid, linkname, opaque });
          if (type === 'dir') folders.push(join(path, node.name));
        }
      }
    }
    return paths;
  }
}
