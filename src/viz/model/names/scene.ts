/** The scene of names as a value: what stands where in each of its three panels, without coordinates and languages. */
import type { NamesCaption } from './caption.ts';
import type { Reading } from './reading.ts';

/** How many rows each panel has room for. */
export interface NamesCapacity {
  readonly registries: number;
  readonly layers: number;
  readonly machine: number;
}

interface RowBase {
  /** Stable, of the whole scene: what has the focus, and by which it moves. */
  readonly id: string;
  readonly about: NamesCaption | null;
}

/** The head of a registry's rows. */
export interface RegistryHead extends RowBase {
  readonly kind: 'registry';
  readonly host: string;
  readonly role: 'hub' | 'mirror' | 'private';
  readonly title: NamesCaption;
  readonly detail: NamesCaption | null;
  readonly silent: boolean;
}

/** A repository; its tags stand beside it while its manifests are not shown one by one. */
export interface RepositoryRow extends RowBase {
  readonly kind: 'repository';
  readonly host: string;
  readonly name: string;
  /** Tags that no row of its own has. */
  readonly tags: readonly string[];
  /** How many more than `tags` there are, of those without a row. */
  readonly more: number;
  readonly open: boolean;
}

/** Tags of one repository that name the same manifest. */
export interface ManifestRow extends RowBase {
  readonly kind: 'manifest';
  readonly host: string;
  readonly repository: string;
  readonly digest: string;
  readonly tags: readonly string[];
  readonly lit: boolean;
  /** Its image is on this machine. */
  readonly here: boolean;
  /** The machine has one of its names for another image. */
  readonly moved: boolean;
}

/** What there was no room for. */
export interface FoldRow extends RowBase {
  readonly kind: 'fold';
  readonly host: string;
  readonly text: NamesCaption;
}

export type RegistryRow = RegistryHead | RepositoryRow | ManifestRow | FoldRow;

/** What a layer is doing in a transfer. */
export interface Going {
  readonly direction: 'pull' | 'push';
  readonly phase: 'waiting' | 'moving' | 'checking' | 'unpacking' | 'done' | 'exists' | 'mounted' | 'failed';
  /** 0 to 1 of the present phase. */
  readonly part: number;
  readonly text: NamesCaption;
}

/** One content of one digest, in the registry and on the machine. */
export interface LayerRow extends RowBase {
  readonly kind: 'layer' | 'config';
  /** Colour of its origin: its place in the stack. */
  readonly hue: number;
  /** It belongs to what is looked at. */
  readonly lit: boolean;
  readonly there: { readonly text: string; readonly bytes: number } | null;
  readonly here: { readonly text: string; readonly bytes: number; readonly images: number } | null;
  readonly going: Going | null;
}

export interface LayerFold extends RowBase {
  readonly kind: 'fold';
  readonly text: NamesCaption;
}

/** A name of an image on this machine. */
export interface NameRow extends RowBase {
  /** Written out; "" for an image without a name. */
  readonly name: string;
  readonly place: string;
  readonly own: string;
  readonly lit: boolean;
  /** Of a fold: how many names more. */
  readonly fold: NamesCaption | null;
}

/** An image on this machine, with its names and the containers on it. */
export interface ImageBox extends RowBase {
  readonly image: string;
  readonly short: string;
  readonly bytes: number;
  readonly lit: boolean;
  readonly names: readonly NameRow[];
  readonly containers: NamesCaption | null;
  readonly running: boolean;
  /** How many rows it takes. */
  readonly rows: number;
}

/** What the next scene is compared with. */
export interface Memory {
  /** Image IDs by written-out name. */
  readonly names: ReadonlyMap<string, string>;
  /** Layers by image ID. */
  readonly images: ReadonlyMap<string, readonly { readonly diffId: string; readonly bytes: number }[]>;
  /** The last transfer whose end was told. */
  readonly told: number;
  /** The name that the last command worked with. */
  readonly subject: string | null;
}

export interface NamesScene {
  readonly reading: Reading | null;
  readonly registries: readonly RegistryRow[];
  /** The registry that the layers are compared with. */
  readonly host: string;
  readonly layers: readonly (LayerRow | LayerFold)[];
  readonly images: readonly ImageBox[];
  readonly moreImages: FoldRow | null;
  readonly caption: NamesCaption | null;
  readonly hint: NamesCaption | null;
  readonly memory: Memory;
}
