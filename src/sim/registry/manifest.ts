import { sha256 } from '../image/digest.ts';
import type { Digest } from '../image/types.ts';

/** Media types of Docker's image manifest, version 2 schema 2. */
export const MANIFEST_TYPE = 'application/vnd.docker.distribution.manifest.v2+json';
/** A list of manifests, one per platform. */
export const MANIFEST_LIST_TYPE = 'application/vnd.docker.distribution.manifest.list.v2+json';
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

/** What an image runs on. */
export interface Platform {
  readonly architecture: string;
  readonly os: string;
  readonly variant?: string;
}

/** Manifests of one name for several platforms. */
export interface ManifestList {
  readonly schemaVersion: 2;
  readonly mediaType: string;
  readonly manifests: readonly (Descriptor & { readonly platform: Platform })[];
}

/** Either of the two, as its bytes say. Throws when they are no JSON object. */
export function parseManifest(bytes: Uint8Array): Manifest | ManifestList {
  const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (typeof value !== 'object' || value === null) throw new SyntaxError('no manifest');
  return value as Manifest | ManifestList;
}

/** Whether it is a list. */
export const isList = (manifest: Manifest | ManifestList): manifest is ManifestList => manifest.mediaType === MANIFEST_LIST_TYPE;

/** The manifest of `os`/`architecture` in a list, or null; the first one that fits, as the engine chooses. */
export function choose({ manifests }: ManifestList, { os, architecture, variant }: Platform): ManifestList['manifests'][number] | null {
  return (
    manifests.find(
      ({ platform }) =>
        platform.os === os &&
        platform.architecture === architecture &&
        (variant === undefined || platform.variant === undefined || platform.variant === variant),
    ) ?? null
  );
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
