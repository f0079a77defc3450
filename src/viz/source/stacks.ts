/** Reads stacks and folders of the simulated engine: only what has changed since, and in one round trip where that can be. */
import type { Observation } from '../../api/observation.ts';
import type { LayerStack, LayerView } from '../../api/stage.ts';
import type { EngineTransport } from '../../api/wire.ts';
import type { ContainerFacts, ImageFacts, Listings } from '../model/facts.ts';
import { layerStack } from './extension.ts';
import { FolderReader } from './folders.ts';

export class StackReader {
  readonly #wire: EngineTransport;
  readonly #folders: FolderReader;
  /** By container's or image's id. */
  readonly #stacks = new Map<string, LayerStack>();
  /** Changes in read-write layers since they were read, by container; null: all may have changed. */
  readonly #changes = new Map<string, Observation[] | null>();

  constructor(wire: EngineTransport) {
    this.#wire = wire;
    this.#folders = new FolderReader(wire);
  }

  /** A container was changed: by `one`, or nobody knows how. */
  changed(id: string, one?: Observation): void {
    const before = this.#changes.get(id);
    if (!one || before === null || (before && before.length > 1000)) this.#changes.set(id, null);
    else if (before) before.push(one);
    else this.#changes.set(id, [one]);
  }

  forget(container: string): void {
    this.#stacks.delete(container);
    this.#changes.delete(container);
    this.#folders.forget(readWrite(container));
  }

  /** The layers of a container or an image, and what they hold in `folders`; null when it is gone. */
  async read(
    container: ContainerFacts | null,
    image: ImageFacts | null,
    folders: readonly string[],
  ): Promise<{ stack: LayerStack; listings: Listings } | null> {
    const id = container?.id ?? image?.id;
    if (id === undefined) return null;
    const changes = this.#changes.get(id);
    this.#changes.delete(id);
    if (changes === null) this.#folders.forget(readWrite(id));
    else if (changes) this.#folders.changed(readWrite(id), changes);
    const known = this.#stacks.get(id);
    const fresh =
      known && changes === undefined ? Promise.resolve(known) : layerStack(this.#wire, container ? { container: id } : { image: id });
    // The layers stay the same ones: their folders need not wait for the new sizes.
    const layers: readonly Pick<LayerView, 'id'>[] | undefined = known?.layers;
    const [stack, early] = await Promise.all([fresh, layers ? this.#folders.read(layers, folders) : null]);
    if (!stack) return null;
    this.#stacks.set(id, stack);
    return { stack, listings: early ?? (await this.#folders.read(stack.layers, folders)) };
  }
}

function readWrite(container: string): string {
  return `rw:${container}`;
}
