/** What registries hold and what pulls and pushes are doing, as the simulated engine tells it under `/_huajuan/` (see stage.ts). */

/** One registry that this machine knows: Docker Hub, what daemon.json names, what was spoken to, what a local name names. */
export interface RegistryView {
  /** As a name begins with it: "docker.io", "localhost:5000". */
  readonly host: string;
  readonly kind: 'hub' | 'mirror' | 'private';
  /** False: nobody answers for this host. */
  readonly reachable: boolean;
  /** False: it speaks plain HTTP. */
  readonly tls: boolean;
  /** This machine has spoken to it. */
  readonly contacted: boolean;
  /** Who the machine was for it the last time; null: nobody. */
  readonly user: string | null;
  /** By name, at most a hundred; a mirror has none of its own. */
  readonly repositories: readonly RepositoryView[];
  /** How many more there are. */
  readonly more: number;
}

export interface RepositoryView {
  /** "library/centos" */
  readonly name: string;
  /** In the registry's order, at most fifty. */
  readonly tags: readonly { readonly name: string; readonly digest: string }[];
  readonly more: number;
  /** Those that the tags name. */
  readonly manifests: readonly ManifestView[];
}

/** An image as a registry has it. */
export interface ManifestView {
  readonly digest: string;
  /** Digest of the configuration: the image ID. */
  readonly config: string;
  /** Bottom first. */
  readonly layers: readonly BlobView[];
}

/** A layer as a registry has it: a compressed archive. */
export interface BlobView {
  readonly digest: string;
  /** Bytes, compressed. */
  readonly size: number;
  /** Digest of the archive unpacked: what the layer is called on a machine. */
  readonly diffId: string;
}

interface Told {
  /** Virtual time, milliseconds since 1970. */
  readonly at: number;
  /** Counts up from 1 over all that is told. */
  readonly seq: number;
}

/** A registry answered, or took (or lost) a user. */
export interface ContactEvent extends Told {
  readonly kind: 'contact';
  readonly registry: string;
}

/** A pull or push of one name begins. */
export interface TransferBegin extends Told {
  readonly kind: 'begin';
  /** Counts pulls and pushes. */
  readonly transfer: number;
  readonly direction: 'pull' | 'push';
  /** Canonical: "docker.io/library/centos:6.8". */
  readonly name: string;
  /** Who answers: the name's own registry or a mirror of it. */
  readonly registry: string;
}

/** Where one layer of a transfer is; the states are those of layer-pull.machine.ts and layer-push.machine.ts. */
export type LayerState =
  | 'announced'
  | 'preparing'
  | 'waiting'
  | 'looking'
  | 'downloading'
  | 'verifying'
  | 'downloaded'
  | 'extracting'
  | 'pushing'
  | 'complete'
  | 'pushed'
  | 'exists'
  | 'mounted'
  | 'failed';

/** A layer of a pull or push has come further. */
export interface LayerTransfer extends Told {
  readonly kind: 'layer';
  readonly transfer: number;
  readonly diffId: string;
  readonly state: LayerState;
  /** Bytes so far, of `total`: of the blob in a pull, of the archive in a push. */
  readonly current: number;
  readonly total: number;
  /** Of a mounted layer: the repository that had it ("library/centos"). */
  readonly from: string;
}

/** A pull or push has ended. */
export interface TransferEnd extends Told {
  readonly kind: 'end';
  readonly transfer: number;
  /** Digest of the manifest; null when it failed. */
  readonly digest: string | null;
}

/** A line of `GET /_huajuan/transfers`. */
export type TransferEvent = ContactEvent | TransferBegin | LayerTransfer | TransferEnd;
