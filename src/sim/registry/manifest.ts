import { sha256 } from '../image/digest.ts';
import type { Digest } from '../image/types.ts';

/** Media types of Docker's image manifest, version 2 schema 2. */
export const MANIFEST_TYPE = 'application/vnd.docker.distribution.manifest.v2+json';
const CONFIG_TYPE = 'application/vnd.docker.container.image.v1+json';
const LAYER_TYPE = 'application/vnd.docker.image.rootfs.diff.tar.gzip';

/** A blob as a manifest names it. */
export interface Descriptor {
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  readonly digest: Digest;
}

/** Docker's image manifest, version 2 schema 2. */
export interface Manifest {
  readonly schemaVersion: 2;
  readonly mediaType: string;
  readonly config: Descriptor;
  /** Lowest first. */
  readonly layers: readonly Descriptor[];
}

/** The exact bytes of a manifest, as the engine writes them when it pushes (Go's MarshalIndent with three blanks). */
export function manifestBytes(config: Uint8Array, layers: readonly { readonly blob: Digest; readonly blobSize: number }[]): Uint8Array {
  const manifest: Manifest = {
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: { mediaType: CONFIG_TYPE, size: config.length, digest: sha256(config) },
    layers: layers.map(({ blob, blobSize }) => ({ mediaType: LAYER_TYPE, size: blobSize, digest: blob })),
  };
  return new TextEncoder().encode(JSON.stringify(manifest, null, 3));
}
