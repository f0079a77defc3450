import { chainOf, sha256 } from './digest.ts';
import type { ImageFiles } from './image-files.ts';
import type { Digest, Image, ImageConfig, ImageStore, Layer, LayerStore } from './types.ts';

const decoder = new TextDecoder();

/** Images by id, over the layers of `layers`. */
export class LayeredImageStore implements ImageStore {
  readonly #layers: LayerStore;
  readonly #files: ImageFiles | null;
  readonly #images = new Map<Digest, Image>();

  /** @param files where it notes what it has, if anywhere */
  constructor({ layers, files = null }: { layers: LayerStore; files?: ImageFiles | null }) {
    this.#layers = layers;
    this.#files = files;
  }

  /** Throws when a layer of it is not registered. */
  add(bytes: Uint8Array, parent: Digest | null): Image {
    const id = sha256(bytes);
    const parsed = JSON.parse(decoder.decode(bytes)) as ImageConfig;
    // Left out by Go where there are none: an image of settings alone.
    const config: ImageConfig = {
      ...parsed,
      config: parsed.config ?? {},
      rootfs: { ...parsed.rootfs, diff_ids: parsed.rootfs.diff_ids ?? [] },
      history: parsed.history ?? [],
    };
    const top = chainOf(config.rootfs.diff_ids);
    const known = this.#images.get(id);
    if (known) {
      if (top) this.#layers.release(top);
      return known;
    }
    let size = 0;
    for (let chain = top; chain; ) {
      const layer: Layer | null = this.#layers.get(chain);
      if (!layer) throw new Error(`layer does not exist: ${chain}`);
      size += layer.size;
      chain = layer.parent;
    }
    const image: Image = { id, bytes, config, parent, size };
    this.#images.set(id, image);
    this.#files?.image(image);
    if (parent) this.#files?.metadata(id, 'parent', parent);
    return image;
  }

  get(id: Digest): Image | null {
    return this.#images.get(id) ?? null;
  }

  search(prefix: string): Image | 'ambiguous' | null {
    const digits = prefix.replace(/^sha256:/, '');
    if (!/^[0-9a-f]{1,64}$/.test(digits)) return null;
    let found: Image | null = null;
    for (const [id, image] of this.#images) {
      if (!id.startsWith(digits, 'sha256:'.length)) continue;
      if (found) return 'ambiguous';
      found = image;
    }
    return found;
  }

  setParent(id: Digest, parent: Digest): void {
    const image = this.#images.get(id);
    if (!image) return;
    this.#images.set(id, { ...image, parent });
    this.#files?.metadata(id, 'parent', parent);
  }

  setLastUpdated(id: Digest, time: string): void {
    this.#files?.metadata(id, 'lastUpdated', time);
  }

  /** Its children stay and have no parent any more. */
  remove(id: Digest): Layer[] {
    const image = this.#images.get(id);
    if (!image) return [];
    this.#images.delete(id);
    this.#files?.imageGone(id);
    for (const child of this.children(id)) {
      const orphan = this.#images.get(child);
      if (orphan) this.#images.set(child, { ...orphan, parent: null });
    }
    const top = chainOf(image.config.rootfs.diff_ids);
    return top ? this.#layers.release(top) : [];
  }

  children(id: Digest): readonly Digest[] {
    return [...this.#images.values()].flatMap((image) => (image.parent === id ? [image.id] : []));
  }

  all(): readonly Image[] {
    return [...this.#images.values()];
  }
}
