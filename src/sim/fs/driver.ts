/** The contract of a storage driver, in the terms of Docker's graph drivers: layers by id, each on top of its parent. */
import type { Observation, StorageCost } from '../../api/observation.ts';
import type { Content } from './content.ts';
import type { FileSystem, FileType } from './types.ts';

/** One entry of a layer archive (tar): whiteouts as `.wh.NAME` and `.wh..wh..opq`, as image layers carry them. */
export interface ArchiveEntry {
  /** Relative, no leading "./" or "/", no trailing slash; "" never occurs. */
  readonly path: string;
  readonly type: FileType | 'hardlink';
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Milliseconds since 1970 (archives keep whole seconds). */
  readonly mtime: number;
  /** Target of a symlink or hard link, else "". */
  readonly linkname: string;
  readonly rdev: readonly [number, number];
  /** Bytes of a file; empty for the others. */
  readonly content: Content | null;
  readonly xattrs: Readonly<Record<string, Uint8Array>>;
}

/** A change of a layer against its parent, as `docker diff` and dive show it: 0 modified, 1 added, 2 deleted (API numbers). */
export interface Change {
  readonly path: string;
  readonly kind: 0 | 1 | 2;
}

/** How a mounted layer shows in /proc/mounts. */
export interface MountSource {
  /** "overlay", "/dev/sda1", "/dev/mapper/docker-8:1-…" */
  readonly source: string;
  readonly type: string;
  /** Without the leading "rw": "relatime,lowerdir=…" */
  readonly options: string;
  /** Where the host has it mounted while a container uses it; null when it is simply a folder there. */
  readonly target: string | null;
  /** What the host sees there, when it is more than the container does. */
  readonly whole?: FileSystem;
}

type Untold<T> = T extends unknown ? Omit<T, 'at' | 'seq' | 'container'> : never;

/** What a driver tells of a mounted layer; the engine adds when, in which order and whose it was. */
export type DriverEvent = Untold<Observation | StorageCost>;

/** Where a layer lies on the host's disk, and what it takes there. */
export interface LayerFootprint {
  /** "/var/lib/docker/overlay2/…/diff" */
  readonly path: string;
  /** Bytes of the blocks that belong to it, and those of them that the layer below does not have too. */
  readonly held: number;
  readonly own: number;
}

export interface StorageDriver {
  /** "overlay2", "aufs", "vfs", "btrfs", "devicemapper". */
  readonly name: string;
  /** Makes an empty layer on top of `parent` (null: a base). A read-write one when `readWrite`. */
  create(id: string, parent: string | null, options?: { readWrite?: boolean }): void;
  remove(id: string): void;
  exists(id: string): boolean;
  /** Unpacks an archive into the layer (whiteouts become the driver's own); returns the bytes of its files. */
  applyDiff(id: string, entries: Iterable<ArchiveEntry>): number;
  /** The layer against its parent as an archive, in the order Docker packs it. */
  diff(id: string): ArchiveEntry[];
  changes(id: string): Change[];
  /** Bytes of the files in this layer alone. */
  diffSize(id: string): number;
  /** The union of the layer and all below it, ready to be mounted; writable only for a read-write layer. Same object while mounted. */
  get(id: string): FileSystem;
  put(id: string): void;
  /** What a layer and all below it show together, read-only and without a mount: looking leaves no trace. */
  view(id: string): FileSystem;
  /** How its mount shows. */
  mountSource(id: string): MountSource;
  /** inspect's GraphDriver.Data. */
  data(id: string): Record<string, string> | null;
  /** What `docker info` shows under the driver's name: labels and values. */
  status(): [string, string][];
  footprint(id: string): LayerFootprint;
  /** One layer by itself, as it lies on the disk: for the stage (`path` "" is its root); whiteouts are told apart. */
  list(id: string, path: string): LayerEntry[];
  /** The bytes of one file of one layer, or null. */
  file(id: string, path: string): Content | null;
}

/** A name inside one layer. */
export interface LayerEntry {
  readonly name: string;
  readonly type: FileType | 'whiteout';
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
  readonly linkname: string;
  /** A folder that hides everything of its name below. */
  readonly opaque: boolean;
}
