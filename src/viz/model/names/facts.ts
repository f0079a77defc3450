/** What is known of names, registries and layers right now: the model's only input, filled by `../../source/names.ts` or by hand in tests. */
import type { LayerTransfer, RegistryView } from '../../../api/transfer.ts';

/** A layer of an image on this machine. */
export interface LocalLayer {
  readonly diffId: string;
  /** Bytes of its files. */
  readonly bytes: number;
}

/** An image on this machine with all its names, written out ("docker.io/library/centos:6.8"). */
export interface LocalImage {
  readonly id: string;
  readonly tags: readonly string[];
  /** "docker.io/library/centos@sha256:…" */
  readonly digests: readonly string[];
  /** Bytes. */
  readonly size: number;
  /** Bottom first. */
  readonly layers: readonly LocalLayer[];
}

export interface LocalContainer {
  readonly id: string;
  readonly name: string;
  readonly imageId: string;
  readonly state: string;
}

/** A pull or push of one name. */
export interface Transfer {
  readonly id: number;
  readonly direction: 'pull' | 'push';
  /** Written out. */
  readonly name: string;
  /** Who answers: the name's own registry or a mirror. */
  readonly registry: string;
  readonly ended: boolean;
  /** It ended well. */
  readonly good: boolean;
  /** The last that was told of each layer, by DiffID. */
  readonly layers: ReadonlyMap<string, LayerTransfer>;
}

/** What somebody looks at. */
export type Choice =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'image'; readonly id: string }
  | { readonly kind: 'manifest'; readonly host: string; readonly repository: string; readonly digest: string };

export interface NamesFacts {
  /** Null: a true engine does not tell. */
  readonly registries: readonly RegistryView[] | null;
  /** Newest first, as `docker images` lists them. */
  readonly images: readonly LocalImage[];
  readonly containers: readonly LocalContainer[];
  /** Those under way, and the last that has ended. */
  readonly transfers: readonly Transfer[];
  readonly choice: Choice | null;
  /** The registry or repository ("docker.io", "docker.io/library/centos") that somebody opened. */
  readonly open: string | null;
  /** Another engine has taken the place of the one before: what differs is no news. */
  readonly quiet: boolean;
}
