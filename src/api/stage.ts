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
 *   GET /_huajuan/boot[?container=ID]               → BootView         the host's last boot; a container's start (the newest's without ID)
 *   GET /_huajuan/observations                      → stream of Observation, one JSON object a line
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

/** A stage of the host's boot. */
export interface BootStageView {
  /** "firmware", "bootloader", "kernel", "bootfsUnmounted", "rootReadOnly", "selfCheck", "rootReadWrite", "init", "services", "up" … */
  readonly stage: string;
  /** Virtual milliseconds since power-on. */
  readonly ms: number;
  /** What is mounted in it. */
  readonly bootfs: boolean;
  readonly rootfs: 'none' | 'ro' | 'rw';
  /** What the console shows in it. */
  readonly lines: readonly string[];
}

/** How a container was started last, as engine and runc noted it. */
export interface ContainerStartView {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  /** "overlay2" … */
  readonly driver: string;
  readonly command: string;
  /** When the API was asked to start it, ms since 1970; the steps in ms since then. */
  readonly asked: number;
  readonly ms: { readonly network: number; readonly mounted: number; readonly executed: number };
  /** The image's layers, lowest first. */
  readonly layers: readonly { readonly id: string; readonly size: number; readonly createdBy: string }[];
  /** Whether it had never been started before: its read-write layer is new and empty. */
  readonly first: boolean;
  /** Whose namespaces it has: its own, the host's, another container's. */
  readonly namespaces: Readonly<Record<'pid' | 'mnt' | 'net' | 'uts' | 'ipc', 'own' | 'host' | 'shared'>>;
  readonly cgroup: string;
  /** Mount points, the root first. */
  readonly mounts: readonly string[];
  /** --read-only */
  readonly readonly: boolean;
  /** Its first process's number on the host, and in its own PID namespace. */
  readonly pid: number;
  readonly pidInside: number;
  readonly running: boolean;
}

export interface BootView {
  readonly kernel: string;
  readonly os: string;
  /** Virtual moment of the last power-on, ms since 1970. */
  readonly poweredOn: number;
  readonly stages: readonly BootStageView[];
  /** Null when no container was ever started, or none that is still there. */
  readonly container: ContainerStartView | null;
}
