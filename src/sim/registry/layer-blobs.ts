import { sha256Stream } from '../image/digest.ts';
import type { Digest, LayerSource } from '../image/types.ts';
import type { CatalogLayer } from './catalog/catalog.ts';
import { blobPieces } from './store.ts';

/**
 * Compressed blobs of layers by DiffID. Compressing is the dear part of a push, and the same archive always gives the same blob:
 * so what was pulled or pushed once is not compressed again.
 */
export class LayerBlobs {
  readonly #blobs = new Map<Digest, CatalogLayer>();

  keep(layer: CatalogLayer): void {
    this.#blobs.set(layer.diffId, layer);
  }

  /** The blob of a layer; `source` is asked for its archive only when the blob is not known. */
  of(diffId: Digest, source: () => LayerSource): CatalogLayer {
    const known = this.#blobs.get(diffId);
    if (known) return known;
    const layer = source();
    const hash = sha256Stream();
    let blobSize = 0;
    for (const piece of blobPieces(layer)) {
      hash.update(piece);
      blobSize += piece.length;
    }
    const made: CatalogLayer = { ...layer, entries: () => layer.entries(), blob: hash.digest(), blobSize };
    this.keep(made);
    return made;
  }
}
