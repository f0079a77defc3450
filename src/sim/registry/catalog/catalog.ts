/** Catalogs: what a registry has from the start, as data. */
import type { ArchiveEntry } from '../../fs/driver.ts';
import type { Digest, LayerSource } from '../../image/types.ts';

/** How to make a layer's archive. Equal objects are the same layer. */
export interface LayerRecipe {
  /** Its key in the table of digests. */
  readonly name: string;
  entries(): readonly ArchiveEntry[];
}

/** [DiffID, bytes of the tar, digest of the blob, bytes of the blob]; digests without "sha256:". */
export type LayerDigests = readonly [diffId: string, tarSize: number, blob: string, blobSize: number];

/** Digests by the layer's name, made by `test/oracle/images/generate-catalog.ts` from the real bytes. */
export type DigestTable = Readonly<Record<string, LayerDigests>>;

/** A layer as a registry keeps it: the archive and its compressed blob. */
export interface CatalogLayer extends LayerSource {
  readonly blob: Digest;
  /** Bytes of the blob. */
  readonly blobSize: number;
}

/** An image of a catalog, under all its tags. */
export interface CatalogImage {
  /** "library/centos" */
  readonly repository: string;
  readonly tags: readonly string[];
  /** The exact bytes of the image configuration. */
  readonly config: Uint8Array;
  readonly layers: readonly CatalogLayer[];
}

/** A row of the search index, in the API's spelling. */
export interface SearchRow {
  readonly name: string;
  readonly description: string;
  readonly star_count: number;
  readonly is_official: boolean;
  readonly is_automated: boolean;
}

export interface Catalog {
  readonly images: readonly CatalogImage[];
  readonly search: readonly SearchRow[];
}

/** The layer of a recipe with its digests from the table. Throws when the table lacks it. */
export function catalogLayer(recipe: LayerRecipe, table: DigestTable): CatalogLayer {
  const digests = table[recipe.name];
  if (!digests) throw new Error(`no digests for layer ${recipe.name}: run test/oracle/images/generate-catalog.ts`);
  const [diffId, tarSize, blob, blobSize] = digests;
  return { diffId: `sha256:${diffId}`, tarSize, blob: `sha256:${blob}`, blobSize, entries: () => recipe.entries() };
}
