/**
 * What the simulated engine tells beyond Docker's API, under `/_huajuan/` on the same wire, for the stage and the lessons.
 * A true engine answers these with 404 "page not found"; whoever asks must then do with Docker's own API.
 *
 *   GET /_huajuan/stack?container=ID | ?image=REF   → LayerStack
 *   GET /_huajuan/tree?layer=ID&path=/etc           → LayerNode[]      one folder of one layer (or of a container's read-write layer)
 *   GET /_huajuan/file?layer=ID&path=/etc/passwd    → bytes            404 when that layer does not hold it
 *   GET /_huajuan/merged?container=ID&path=/etc     → MergedNode[]     the union as the container sees it
 *   GET /_huajuan/folder?path=/etc                  → LayerNode[]      a folder of the host
 *   GET /_huajuan/content?path=/etc/hosts[&container=ID] → bytes       a file of the host, or of a container's union
 *   GET /_huajuan/host                              → HostView
 *   GET /_huajuan/observations                      → stream of Observation and StorageCost, one JSON object a line
 *   GET /_huajuan/changes?container=ID|image=REF&layer=N[&union=true] → LayerChange[]   what layer N (0 = bottom) changes; with
 *                                                     `union` all that is to be seen of it and those below
 *   GET /_huajuan/waste?container=ID|image=REF      → LayerWaste       bytes that later layers hide
 *   GET /_huajuan/disk?container=ID|image=REF       → DiskView         where the layers lie on the host's disk, and what they take
 *   GET /_huajuan/drivers?container=ID|image=REF    → DriverCost[]     the same layers made with each storage driver, and measured
 */
export interface LayerView {
  /** Stable: the ChainID for a read-only layer, `rw:` and the container's id for a read-write one. */
  readonly id: string;
  /** DiffID of a read-only layer, null for a read-write one. */
  readonly diffId: string | null;
  /** Bytes of files in this layer alone. */
  readonly size: number;
  /** The history line that made it ("/bin/sh -c #(nop) ADD file:… in / "), "" for a read-write layer. */
  readonly createdBy: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly readonly: boolean;
  /** How many entries it holds, and how many of them are whiteouts. */
  readonly entries: number;
  readonly whiteouts: number;
}

export interface LayerStack {
  readonly container: string | null;
  readonly image: string;
  /** "overlay2" … */
  readonly driver: string;
  /** Bottom first; the last is the read-write layer when a container was asked for. */
  readonly layers: readonly LayerView[];
}

export interface LayerNode {
  readonly name: string;
  readonly type: 'file' | 'dir' | 'symlink' | 'char' | 'block' | 'fifo' | 'socket' | 'whiteout';
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
  readonly linkname: string;
  readonly opaque: boolean;
}

export interface MergedNode extends LayerNode {
  /** Index of the layer its bytes come from (0 = bottom). */
  readonly layer: number;
  /** Indexes of layers below that also hold the path and are hidden. */
  readonly shadowed: readonly number[];
}

export interface HostView {
  readonly kernel: string;
  readonly os: string;
  /** Virtual time, ms since 1970. */
  readonly now: number;
}

/** A path of one layer, as its archive has it; a deletion is a whiteout at the path that it hides. */
export interface LayerPath {
  /** Absolute, without a slash at the end. */
  readonly path: string;
  readonly type: LayerNode['type'];
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly linkname: string;
  readonly opaque: boolean;
}

/** What a layer does to a path: against the union of the layers below it, or (`same`) as part of a union. */
export interface LayerChange extends LayerPath {
  readonly change: 'added' | 'changed' | 'deleted' | 'same';
  /** The layer that it is from, 0 is the lowest. */
  readonly layer: number;
  /** The layer whose entry of that path it hides, null for none. */
  readonly hides: number | null;
  /** How many paths go out of sight by it; of a deletion, `size` is their bytes. */
  readonly hidden: number;
}

/** A path that several layers have something of. */
export interface WastedPath {
  readonly path: string;
  /** Its bytes in all layers together, and those of them that cannot be seen. */
  readonly total: number;
  readonly wasted: number;
  /** The layers that hold or delete it, 0 is the lowest, bottom first. */
  readonly layers: readonly number[];
  readonly deleted: boolean;
}

/** What an image's layers hold for nothing. */
export interface LayerWaste {
  /** Bytes of the files of all layers. */
  readonly total: number;
  /** Bytes of files that a later layer replaces or deletes. */
  readonly wasted: number;
  /** What dive calls potentially wasted: all bytes of all paths that are in more than one layer, the visible ones too. */
  readonly repeated: number;
  /** 0 to 1, as dive scores: the smallest size of each path over all its sizes. */
  readonly efficiency: number;
  /** How many paths are in more than one layer; `worst` has the first of them, most wasted first. */
  readonly count: number;
  readonly worst: readonly WastedPath[];
}

/** Where one layer lies on the host's disk. */
export interface LayerPlace {
  /** As in LayerView; "init" for the layer of mount points that Docker puts between image and container. */
  readonly id: string;
  /** Its folder on the host: "/var/lib/docker/overlay2/…/diff". */
  readonly path: string;
  /** What it is to the mount. */
  readonly role: 'lowerdir' | 'upperdir' | 'ro+wh' | 'rw' | 'copy' | 'snapshot';
  /** Bytes that belong to it there, and those of them that the layer below does not have. */
  readonly held: number;
  readonly own: number;
}

export interface DiskView {
  readonly driver: string;
  /** In the order of mounting, lowest first. */
  readonly layers: readonly LayerPlace[];
  /** How /proc/mounts shows a container's root, or would while it runs: "overlay on … type overlay (rw,…)"; null for an image. */
  readonly mount: string | null;
}

/** What the same layers take under one storage driver, measured by making them. */
export interface DriverCost {
  readonly driver: string;
  /** Bytes on the disk for the image's layers. */
  readonly image: number;
  /** Bytes that one more container takes before it has written anything, and those that a container with these changes takes. */
  readonly fresh: number;
  readonly container: number | null;
  /** What changing one byte of the image's largest file takes: its path and size, and the bytes on the disk. */
  readonly change: { readonly path: string; readonly size: number; readonly bytes: number } | null;
}
