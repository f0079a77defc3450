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
 *   GET /_huajuan/observations                      → stream of Observation, one JSON object a line
 *   GET /_huajuan/requests                          → stream of Hop (api/hops.ts), one JSON object a line; begins with what is kept
 *   GET /_huajuan/registries                        → RegistryView[]   (transfer.ts) the registries that this machine knows
 *   GET /_huajuan/transfers                         → stream of TransferEvent (transfer.ts), one JSON object a line
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
