import { sha256 } from '../image/digest.ts';
import { gzipPieces } from '../image/gzip.ts';
import { tarPieces } from '../image/tar.ts';
import type { Digest, LayerSource } from '../image/types.ts';
import type { CatalogImage, CatalogLayer } from './catalog/catalog.ts';
import { manifestBytes } from './manifest.ts';

/** Bytes a registry keeps under their digest. A catalog's layer is compressed only when somebody really reads it. */
export interface Blob {
  readonly size: number;
  pieces(): Iterable<Uint8Array>;
  /** The archive in it, for a client that lives in the same world and need not unpack it. */
  readonly layer: CatalogLayer | null;
}

/** The compressed blob of a layer's archive, in pieces. */
export const blobPieces = (layer: LayerSource): Iterable<Uint8Array> => gzipPieces(layer.archive?.() ?? tarPieces(layer.entries()));

/** One name of a registry ("library/centos"). */
export interface Repository {
  readonly tags: Map<string, Digest>;
  readonly manifests: Map<Digest, Uint8Array>;
  readonly blobs: Set<Digest>;
}

/** What a registry holds: blobs once, and the repositories that name them. */
export class RegistryStore {
  readonly blobs = new Map<Digest, Blob>();
  readonly #repositories = new Map<string, Repository>();

  repository(name: string): Repository | null {
    return this.#repositories.get(name) ?? null;
  }

  /** The repository, made when it is not there. */
  ensure(name: string): Repository {
    const known = this.#repositories.get(name);
    if (known) return known;
    const made: Repository = { tags: new Map(), manifests: new Map(), blobs: new Set() };
    this.#repositories.set(name, made);
    return made;
  }

  /** Sorted. */
  names(): string[] {
    return [...this.#repositories.keys()].sort();
  }

  /** Keeps bytes as a blob of `repository`. */
  addBytes(repository: string, bytes: Uint8Array): Digest {
    const digest = sha256(bytes);
    this.blobs.set(digest, { size: bytes.length, pieces: () => [bytes], layer: null });
    this.ensure(repository).blobs.add(digest);
    return digest;
  }

  /** Keeps a layer as a blob of `repository`. */
  addLayer(repository: string, layer: CatalogLayer): void {
    this.blobs.set(layer.blob, { size: layer.blobSize, pieces: () => blobPieces(layer), layer });
    this.ensure(repository).blobs.add(layer.blob);
  }

  /** Keeps a manifest and lets `tag` (unless null) name it. */
  addManifest(repository: string, bytes: Uint8Array, tag: string | null): Digest {
    const digest = sha256(bytes);
    const { manifests, tags } = this.ensure(repository);
    manifests.set(digest, bytes);
    if (tag !== null) tags.set(tag, digest);
    return digest;
  }

  /** What it holds, as plain data: repositories with their tags, and how many blobs. */
  snapshot(): unknown {
    return [
      this.blobs.size,
      [...this.#repositories].map(([name, { tags, manifests, blobs }]) => [name, [...tags], [...manifests.keys()], blobs.size]),
    ];
  }

  /** An image of a catalog, under all its tags. */
  addImage({ repository, tags, config, layers }: CatalogImage): void {
    this.addBytes(repository, config);
    for (const layer of layers) this.addLayer(repository, layer);
    const manifest = manifestBytes(config, layers);
    for (const tag of tags) this.addManifest(repository, manifest, tag);
  }
}
