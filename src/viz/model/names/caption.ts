/** What the scene of names says, without its language: keys with parameters. */

interface None {
  readonly [key: string]: never;
}
interface Named {
  readonly name: string;
}
interface Sum {
  readonly count: number;
  readonly bytes: number;
}

/** The texts of the scene and what they are told. Sizes are bytes; ids are short. */
export interface NamesParams {
  'scene.name': None;
  'panel.registries': None;
  'panel.machine': None;
  'column.there': { readonly host: string };
  'column.here': None;
  'part.registry': None;
  'part.namespace': None;
  'part.repository': None;
  'part.tag': None;
  'part.digest': None;
  'registry.hub': None;
  'registry.mirror': { readonly host: string };
  'registry.private': { readonly host: string };
  'registry.user': { readonly user: string };
  'registry.silent': None;
  'registry.empty': None;
  'registry.plain': None;
  'repository.more': { readonly count: number };
  'more.repositories': { readonly count: number };
  'more.registries': { readonly count: number };
  'more.layers': Sum;
  'more.images': { readonly count: number; readonly names: number };
  'more.names': { readonly count: number };
  'machine.empty': None;
  'layers.empty': None;
  'config.label': None;
  'image.containers': { readonly names: readonly string[]; readonly more: number };
  'state.waiting': None;
  'state.moving': { readonly percent: number };
  'state.checking': None;
  'state.received': None;
  'state.unpacking': { readonly percent: number };
  'state.exists': None;
  'state.done.pull': None;
  'state.done.push': None;
  'state.mounted': { readonly from: string };
  'state.failed': None;
  'about.hub': { readonly repositories: number; readonly user: string };
  'about.mirror': { readonly host: string };
  'about.private': { readonly host: string; readonly repositories: number; readonly user: string };
  'about.silent': { readonly host: string };
  'about.repository': Named & { readonly host: string; readonly tags: readonly string[]; readonly more: number };
  'about.manifest': {
    readonly names: readonly string[];
    readonly digest: string;
    readonly image: string;
    readonly layers: number;
    readonly bytes: number;
    readonly here: boolean;
    readonly moved: boolean;
  };
  'about.layer': {
    readonly blob: string;
    readonly size: number;
    readonly diffId: string;
    readonly bytes: number;
    readonly host: string;
    readonly there: boolean;
    readonly here: boolean;
    readonly images: number;
  };
  'about.config': { readonly id: string; readonly there: boolean; readonly here: boolean };
  'about.image': {
    readonly id: string;
    readonly bytes: number;
    readonly names: number;
    readonly layers: number;
    readonly containers: number;
  };
  'about.name': Named & { readonly full: string; readonly id: string; readonly others: number };
  'about.none': { readonly id: string };
  'story.pulling': Named & { readonly registry: string; readonly done: number; readonly total: number; readonly kept: number };
  'story.pulled': Named & { readonly moved: number; readonly bytes: number; readonly kept: number; readonly registry: string };
  'story.upToDate': Named;
  'story.pullFailed': Named;
  'story.pushing': Named & { readonly registry: string; readonly done: number; readonly total: number };
  'story.pushed': Named & { readonly registry: string; readonly sent: number; readonly mounted: number; readonly kept: number };
  'story.pushFailed': Named;
  'story.tagged': Named & { readonly id: string; readonly names: number };
  'story.moved': Named & { readonly from: string; readonly to: string };
  'story.untagged': Named & { readonly id: string; readonly left: string };
  'story.dangling': Named & { readonly id: string };
  'story.deleted': Named & { readonly id: string; readonly gone: number; readonly bytes: number; readonly kept: number };
  'story.added': Named & { readonly id: string; readonly fresh: number; readonly kept: number };
  'hint.empty': Named;
  'hint.choose': None;
  'hint.latest': None;
  'hint.plain': None;
  'tree.layers': { readonly count: number };
  'tree.machine': { readonly images: number };
}

export type NamesKey = keyof NamesParams;

/** A text that is not in any language yet. */
export type NamesCaption = { readonly [K in NamesKey]: { readonly key: K; readonly params: NamesParams[K] } }[NamesKey];

/** Puts it into words. */
export type NamesSay = (caption: NamesCaption) => string;
