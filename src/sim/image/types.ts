/** Images, layers and where they come from: the contracts between this room, `registry/` and `engine/`. */
import type { Digest } from '../../api/reference.ts';
import type { ArchiveEntry } from '../fs/driver.ts';

export type { Digest };

/** A stretch of an archive: bytes, or the length of a hole in a file. */
export type TarPiece = Uint8Array | number;

/** The `config` (or `container_config`) object of an image, in the spelling of the image specification. */
export interface ImageSettings {
  Hostname?: string;
  Domainname?: string;
  User?: string;
  AttachStdin?: boolean;
  AttachStdout?: boolean;
  AttachStderr?: boolean;
  ExposedPorts?: Record<string, Record<string, never>>;
  Tty?: boolean;
  OpenStdin?: boolean;
  StdinOnce?: boolean;
  Env?: string[] | null;
  Cmd?: string[] | null;
  Healthcheck?: { Test?: string[]; Interval?: number; Timeout?: number; StartPeriod?: number; Retries?: number };
  ArgsEscaped?: boolean;
  Image?: string;
  Volumes?: Record<string, Record<string, never>> | null;
  WorkingDir?: string;
  Entrypoint?: string[] | null;
  NetworkDisabled?: boolean;
  MacAddress?: string;
  OnBuild?: string[] | null;
  Labels?: Record<string, string> | null;
  StopSignal?: string;
  StopTimeout?: number;
  Shell?: string[];
}

export interface HistoryEntry {
  created: string;
  created_by?: string;
  author?: string;
  comment?: string;
  empty_layer?: boolean;
}

/** The image configuration: its bytes' SHA-256 is the image ID. */
export interface ImageConfig {
  architecture: string;
  os: string;
  created: string;
  /** ARM's "v7" and the like. */
  variant?: string;
  comment?: string;
  author?: string;
  docker_version?: string;
  config: ImageSettings;
  container?: string;
  container_config?: ImageSettings;
  rootfs: { type: 'layers'; diff_ids: Digest[] };
  history: HistoryEntry[];
}

/** An image in the store. */
export interface Image {
  readonly id: Digest;
  /** The exact bytes whose digest is the id. */
  readonly bytes: Uint8Array;
  readonly config: ImageConfig;
  /** The image it was made from here (commit, build), or null. */
  readonly parent: Digest | null;
  /** Sum over its layers, bytes. */
  readonly size: number;
}

/** A read-only layer in the store, found by its ChainID. */
export interface Layer {
  readonly chainId: Digest;
  readonly diffId: Digest;
  readonly parent: Digest | null;
  /** Bytes of the files in it. */
  readonly size: number;
  /** The storage driver's id of it (64 hex digits). */
  readonly cacheId: string;
}

/** What a layer's archive is made from: its entries, and its digest when that is known already (catalogs). */
export interface LayerSource {
  readonly diffId: Digest;
  entries(): Iterable<ArchiveEntry>;
  /** Bytes of the tar. */
  readonly tarSize: number;
  /** The tar itself, of an archive that was not packed as Docker packs; the others are packed again from their entries. */
  archive?(): Iterable<TarPiece>;
}

export interface LayerStore {
  /** Adds (or finds) the layer `source` on top of `parent`; every call takes one reference. */
  register(source: LayerSource, parent: Digest | null): Layer;
  get(chainId: Digest): Layer | null;
  /** The layer's tar, the very bytes whose digest is its DiffID. Throws for a layer that is not there. */
  archive(chainId: Digest): Iterable<TarPiece>;
  /** What the layer was registered from; good also when the layer is gone. Throws for a layer that is not there. */
  source(chainId: Digest): LayerSource;
  /** Gives a reference back; returns the layers that are gone with it, topmost first. */
  release(chainId: Digest): Layer[];
  /** Makes a read-write layer for a container on top of `parent`; returns the driver's id of it. `init` false: without places for mounts. */
  createReadWrite(containerId: string, parent: Digest | null, options?: { init?: boolean }): string;
  removeReadWrite(containerId: string): void;
  /** Driver's id of a container's read-write layer. */
  readWriteId(containerId: string): string;
  all(): readonly Layer[];
}

export interface ImageStore {
  /** Adds an image whose layers are registered; takes over the reference to its top layer. */
  add(bytes: Uint8Array, parent: Digest | null): Image;
  get(id: Digest): Image | null;
  /** By full id or unique prefix of it (with or without "sha256:"). Throws `ambiguous` by returning 'ambiguous'. */
  search(prefix: string): Image | 'ambiguous' | null;
  /** Says which image one was made from. */
  setParent(id: Digest, parent: Digest): void;
  /** Notes when one was made or tagged here, as Go writes a time. */
  setLastUpdated(id: Digest, time: string): void;
  remove(id: Digest): Layer[];
  children(id: Digest): readonly Digest[];
  all(): readonly Image[];
}

/** name:tag and name@digest → image. Names are canonical: "docker.io/library/centos:6.8". */
export interface ReferenceStore {
  set(reference: string, id: Digest): void;
  get(reference: string): Digest | null;
  delete(reference: string): boolean;
  /** Sorted. */
  of(id: Digest): readonly string[];
  all(): readonly { reference: string; id: Digest }[];
}
