import type { ArchiveEntry, StorageDriver } from '../fs/driver.ts';
import type { Random } from '../random.ts';
import { chainId } from './digest.ts';
import type { ImageFiles } from './image-files.ts';
import { createInitLayer } from './init-layer.ts';
import { tarPieces } from './tar.ts';
import type { Digest, Layer, LayerSource, LayerStore, TarPiece } from './types.ts';

interface Held {
  readonly layer: Layer;
  readonly source: LayerSource;
  /** Who holds it: `register` calls, child layers, containers. */
  references: number;
}

interface ReadWriteLayer {
  readonly mountId: string;
  readonly parent: Digest | null;
}

const CACHE_ID_DIGITS = 64;

/** Docker's layer store: read-only layers by ChainID with reference counts, and the containers' layers on top of them. */
export class ImageLayerStore implements LayerStore {
  readonly #driver: StorageDriver;
  readonly #random: Random;
  readonly #files: ImageFiles | null;
  readonly #layers = new Map<Digest, Held>();
  readonly #mounts = new Map<string, ReadWriteLayer>();

  /** @param files where it notes what it has, if anywhere */
  constructor({ driver, random, files = null }: { driver: StorageDriver; random: Random; files?: ImageFiles | null }) {
    this.#driver = driver;
    this.#random = random;
    this.#files = files;
  }

  /** Throws when `parent` is not there. */
  register(source: LayerSource, parent: Digest | null): Layer {
    const chain = chainId(parent, source.diffId);
    const known = this.#layers.get(chain);
    if (known) {
      known.references++;
      return known.layer;
    }
    const below = this.#cacheId(parent);
    const cacheId = this.#random.hex(CACHE_ID_DIGITS);
    this.#driver.create(cacheId, below);
    let size: number;
    let entries = 0;
    const counted = function* (): Generator<ArchiveEntry> {
      for (const entry of source.entries()) {
        entries++;
        yield entry;
      }
    };
    try {
      size = this.#driver.applyDiff(cacheId, counted());
    } catch (error) {
      this.#driver.remove(cacheId);
      throw error;
    }
    this.#hold(parent);
    const layer: Layer = { chainId: chain, diffId: source.diffId, parent, size, cacheId };
    this.#layers.set(chain, { layer, source, references: 1 });
    this.#files?.layer(layer, entries);
    return layer;
  }

  get(chain: Digest): Layer | null {
    return this.#layers.get(chain)?.layer ?? null;
  }

  archive(chain: Digest): Iterable<TarPiece> {
    const source = this.source(chain);
    return source.archive ? source.archive() : tarPieces(source.entries());
  }

  source(chain: Digest): LayerSource {
    const held = this.#layers.get(chain);
    if (!held) throw new Error(`layer does not exist: ${chain}`);
    return held.source;
  }

  release(chain: Digest): Layer[] {
    const gone: Layer[] = [];
    for (let next: Digest | null = chain; next; ) {
      const held = this.#layers.get(next);
      if (!held || --held.references > 0) break;
      this.#layers.delete(next);
      this.#driver.remove(held.layer.cacheId);
      this.#files?.layerGone(next);
      gone.push(held.layer);
      next = held.layer.parent;
    }
    return gone;
  }

  createReadWrite(containerId: string, parent: Digest | null, { init = true }: { init?: boolean } = {}): string {
    const below = this.#cacheId(parent);
    const mountId = this.#random.hex(CACHE_ID_DIGITS);
    if (init) createInitLayer(this.#driver, `${mountId}-init`, below);
    this.#driver.create(mountId, init ? `${mountId}-init` : below, { readWrite: true });
    this.#hold(parent);
    this.#mounts.set(containerId, { mountId, parent });
    this.#files?.mount(containerId, mountId, init ? `${mountId}-init` : null, parent);
    return mountId;
  }

  removeReadWrite(containerId: string): void {
    const mount = this.#mounts.get(containerId);
    if (!mount) return;
    this.#mounts.delete(containerId);
    this.#files?.mountGone(containerId);
    this.#driver.remove(mount.mountId);
    this.#driver.remove(`${mount.mountId}-init`);
    if (mount.parent) this.release(mount.parent);
  }

  /** Throws for a container without one. */
  readWriteId(containerId: string): string {
    const mount = this.#mounts.get(containerId);
    if (!mount) throw new Error(`mount does not exist: ${containerId}`);
    return mount.mountId;
  }

  all(): readonly Layer[] {
    return [...this.#layers.values()].map(({ layer }) => layer);
  }

  #hold(chain: Digest | null): void {
    const held = chain && this.#layers.get(chain);
    if (held) held.references++;
  }

  #cacheId(chain: Digest | null): string | null {
    if (chain === null) return null;
    const held = this.#layers.get(chain);
    if (!held) throw new Error(`layer does not exist: ${chain}`);
    return held.layer.cacheId;
  }
}
