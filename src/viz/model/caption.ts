/** What the stage says, as keys and parameters: the words are the catalogs' (`../messages.ts`). */

/** Parameters of every sentence and label of the stage. Sizes are bytes; layers count from 1 at the bottom, as people do. */
export interface CaptionParams {
  'stage.name': Record<never, never>;
  'tree.name': Record<never, never>;
  'hint.empty': Record<never, never>;
  'hint.pulled': Record<never, never>;
  'subject.state': { state: string };
  'row.merged': Record<never, never>;
  'row.merged.image': Record<never, never>;
  'row.merged.detail': Record<never, never>;
  'row.rw': Record<never, never>;
  'row.bytes': { bytes: number };
  'row.id': { id: string };
  'row.empty': Record<never, never>;
  'row.only': Record<never, never>;
  'row.ro': { n: number; instruction: string };
  'row.ro.plain': { n: number };
  'row.folded': { from: number; to: number };
  'row.folded.count': { count: number };
  'row.ground': Record<never, never>;
  'row.ground.kernel': { kernel: string };
  'row.ground.detail': Record<never, never>;
  'row.shared': { images: number; containers: number };
  'row.shared.short': { count: number };
  'column.rest': Record<never, never>;
  'tile.gone': Record<never, never>;
  'tile.absent': Record<never, never>;
  'tile.whiteout': Record<never, never>;
  'tile.opaque': { folder: string };
  'tile.count': { count: number };
  'tile.more': { count: number };
  'about.present': { path: string; layer: string; bytes: number };
  'about.dir': { path: string; layer: string };
  'about.shadowed': { path: string; layer: string; by: string };
  'about.hidden': { path: string; layer: string };
  'about.whiteout': { path: string; layer: string };
  'about.gone': { path: string };
  'about.folder': { path: string; count: number };
  'about.rest': { count: number; bytes: number };
  'about.bracket': { path: string; open: boolean };
  'layer.name': { n: number; writable: boolean };
  'story.lookup': { path: string; layer: string; from: string };
  'story.miss': { path: string; whiteout: boolean };
  'story.copyUp': { path: string; layer: string; bytes: number };
  'story.copyUpWrite': { path: string; layer: string; bytes: number };
  'story.create': { path: string; folder: boolean };
  'story.write': { path: string; bytes: number };
  'story.attr': { path: string };
  'story.whiteout': { path: string; layer: string };
  'story.opaque': { path: string };
  'story.remove': { path: string };
  'story.rename': { path: string; to: string };
  'life.create': { name: string; image: string };
  'life.start': { name: string };
  'life.stop': { name: string; bytes: number };
  'life.pause': { name: string };
  'life.unpause': { name: string };
  'life.remove': { name: string };
  'life.commit': { name: string };
  'life.pull': { image: string };
  'life.untag': { image: string };
  'story.many': { count: number; kind: StoryKind; layer: string };
  'tree.merged': { count: number };
  'tree.rw': { bytes: number; count: number };
  'tree.ro': { n: number; of: number; bytes: number; instruction: string };
  'tree.folded': { from: number; to: number; bytes: number };
  'tree.ground': { kernel: string };
  'tree.present': { path: string; bytes: number };
  'tree.added': { path: string; bytes: number };
  'tree.changed': { path: string; layer: string; bytes: number };
  'tree.deleted': { path: string; layer: string };
  'tree.shadowed': { path: string; by: string };
  'tree.opaque': { path: string };
  'tree.dir': { path: string };
  'tree.addedDir': { path: string };
  'tree.folder': { path: string; count: number };
  'grove.title': Record<never, never>;
  'grove.counts': { containers: number; images: number };
  'grove.disk': { once: number; apart: number };
  'grove.once': { bytes: number };
  'grove.apart': { bytes: number };
  'grove.layers': { label: string; count: number };
  'grove.container': { name: string; state: string };
  'grove.image': { name: string; bytes: number };
}

export type CaptionKey = keyof CaptionParams;

/** A sentence still without its words. */
export type Caption = { [K in CaptionKey]: { readonly key: K; readonly params: CaptionParams[K] } }[CaptionKey];

/** Puts a caption into words; a layer's name inside a parameter is put into words by the same catalog. */
export type Say = (caption: Caption) => string;

/** What a union mount was seen doing, in the words of the stage. */
export type StoryKind = 'lookup' | 'copy-up' | 'create' | 'write' | 'attr' | 'whiteout' | 'opaque' | 'remove' | 'rename';

/** A layer inside another caption's parameters: "3" for the third read-only layer from below, "rw" for the read-write one. */
export function layerParam(layer: number, layers: number, writable: boolean): string {
  return writable && layer === layers - 1 ? 'rw' : String(layer + 1);
}
