/** The stage in English. */
import { formatBytes } from './bytes.ts';
import type { StageCatalog } from './messages.ts';
import type { StoryKind } from './model/caption.ts';

const plural = (count: number, one: string, many = `${one}s`): string => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
const layer = (name: string): string => (name === 'rw' ? 'the read-write layer' : name === '' ? 'a layer below' : `layer ${name}`);
const with_ = (instruction: string): string => (instruction === '' ? '' : `, ${instruction}`);

const STATES: Readonly<Record<string, string>> = { image: 'image, read-only' };
const MANY: Readonly<Record<StoryKind, (n: number, from: string) => string>> = {
  lookup: (n) => `${plural(n, 'path')} looked up`,
  'copy-up': (n, from) => `${plural(n, 'file')} copied up from ${from}`,
  create: (n) => `${plural(n, 'path')} created in the read-write layer`,
  write: (n) => `${plural(n, 'file')} written in the read-write layer`,
  attr: (n) => `Attributes of ${plural(n, 'path')} changed`,
  whiteout: (n, from) => `${plural(n, 'path')} of ${from} deleted: whiteouts now hide them`,
  opaque: (n) => `${plural(n, 'folder')} made opaque`,
  remove: (n) => `${plural(n, 'path')} removed from the read-write layer`,
  rename: (n) => `${plural(n, 'path')} renamed`,
};

export const en: StageCatalog = {
  'stage.name': () => 'Layers, as a picture',
  'tree.name': () => 'Layers',
  'hint.empty': () => 'Nothing here but the ground. Try: docker pull centos:6.8',
  'hint.pulled': () => 'Read-only layers only. A container adds a writable one: docker run -it …',
  'subject.state': (p) => STATES[p.state] ?? p.state,
  'row.merged': () => 'Merged view',
  'row.merged.image': () => 'Merged view',
  'row.merged.detail': () => 'what the container sees',
  'row.rw': () => 'Read-write layer',
  'row.bytes': (p) => formatBytes(p.bytes),
  'row.id': (p) => p.id,
  'row.empty': () => 'empty',
  'row.only': () => 'this container only',
  'row.ro': (p) => `${p.n} · ${p.instruction}`,
  'row.ro.plain': (p) => `Layer ${p.n}`,
  'row.folded': (p) => `Layers ${p.from}–${p.to}`,
  'row.folded.count': (p) => plural(p.count, 'layer'),
  'row.ground': () => 'Host kernel · bootfs',
  'row.ground.kernel': (p) => p.kernel,
  'row.ground.detail': () => 'shared by all, in no image',
  'row.shared': (p) =>
    p.images > 1
      ? `shared by ${plural(p.images, 'image')}${p.containers === 0 ? '' : `, ${plural(p.containers, 'container')}`}`
      : `shared by ${plural(p.containers, 'container')}`,
  'row.shared.short': (p) => `shared ×${p.count}`,
  'column.rest': () => 'others',
  'tile.gone': () => 'gone',
  'tile.absent': () => 'none',
  'tile.whiteout': () => 'deleted',
  'tile.opaque': (p) => `${p.folder} is opaque: nothing below shows through`,
  'tile.count': (p) => compact(p.count),
  'tile.more': (p) => `+${compact(p.count)}`,
  'about.present': (p) => `${p.path}, from ${layer(p.layer)}, ${formatBytes(p.bytes)}`,
  'about.dir': (p) => `${p.path}, folder, from ${layer(p.layer)}`,
  'about.shadowed': (p) => `${p.path} in ${layer(p.layer)}, hidden by ${layer(p.by)}`,
  'about.hidden': (p) => `${p.path} in ${layer(p.layer)}, hidden`,
  'about.whiteout': (p) => `Whiteout: ${p.path} is deleted, ${layer(p.layer)} still holds it`,
  'about.gone': (p) => `${p.path} is gone from the merged view`,
  'about.folder': (p) => `${p.path}, closed, ${plural(p.count, 'entry', 'entries')}`,
  'about.rest': (p) => `${plural(p.count, 'other path')}, ${formatBytes(p.bytes)}`,
  'about.bracket': (p) => `${p.path}: ${p.open ? 'close the folder' : 'open the folder'}`,
  'layer.name': (p) => (p.writable ? 'Read-write layer' : `Layer ${p.n}`),
  'story.lookup': (p) => `${p.path} was found in ${layer(p.layer)}`,
  'story.miss': (p) => (p.whiteout ? `${p.path} was looked up: a whiteout says it is deleted` : `${p.path} was looked up: no layer has it`),
  'story.copyUp': (p) => `${p.path} was copied up from ${layer(p.layer)}, ${formatBytes(p.bytes)}`,
  'story.copyUpWrite': (p) => `${p.path} was copied up from ${layer(p.layer)}, ${formatBytes(p.bytes)}, then changed`,
  'story.create': (p) => `${p.folder ? 'Folder ' : ''}${p.path} was created in the read-write layer`,
  'story.write': (p) => `${p.path} was written in the read-write layer, ${formatBytes(p.bytes)}`,
  'story.attr': (p) => `Attributes of ${p.path} changed in the read-write layer`,
  'story.whiteout': (p) => `${p.path} was deleted: a whiteout hides it, ${layer(p.layer)} still holds it`,
  'story.opaque': (p) => `${p.path} was made opaque: nothing of it shows through from below`,
  'story.remove': (p) => `${p.path} was removed from the read-write layer`,
  'story.rename': (p) => `${p.path} was renamed to ${p.to}`,
  'life.create': (p) => `${p.name}: a new, empty read-write layer on the read-only layers of ${p.image}`,
  'life.start': (p) => `${p.name} started: its layers are one file system, the merged view`,
  'life.stop': (p) => `${p.name} stopped: its read-write layer stays, ${formatBytes(p.bytes)}`,
  'life.pause': (p) => `${p.name} is paused: nothing changes until it goes on`,
  'life.unpause': (p) => `${p.name} goes on`,
  'life.remove': (p) => `${p.name} was removed, its read-write layer with it; the read-only layers stay`,
  'life.commit': (p) => `The read-write layer of ${p.name} became the top read-only layer of a new image`,
  'life.pull': (p) => `${p.image} was pulled: read-only layers that containers can share`,
  'life.untag': (p) => `${p.image} was removed; layers that nothing else uses went with it`,
  'story.many': (p) => MANY[p.kind](p.count, layer(p.layer)),
  'tree.merged': (p) => `Merged view, what the container sees, ${plural(p.count, 'path')} shown`,
  'tree.rw': (p) => `Read-write layer, ${formatBytes(p.bytes)}, ${plural(p.count, 'changed path')}`,
  'tree.ro': (p) => `Layer ${p.n} of ${p.of}, read-only, ${formatBytes(p.bytes)}${with_(p.instruction)}`,
  'tree.folded': (p) => `Layers ${p.from} to ${p.to}, read-only, ${formatBytes(p.bytes)}`,
  'tree.ground': (p) => `Host kernel, bootfs${with_(p.kernel)}, shared by every container`,
  'tree.present': (p) => `${p.path}, ${formatBytes(p.bytes)}`,
  'tree.added': (p) => `added: ${p.path}, ${formatBytes(p.bytes)}`,
  'tree.changed': (p) => `changed: ${p.path}, ${formatBytes(p.bytes)}, hides ${layer(p.layer)}`,
  'tree.deleted': (p) => `deleted: ${p.path}${p.layer === '' ? '' : `, hides ${layer(p.layer)}`}`,
  'tree.shadowed': (p) => `${p.path}, hidden by ${layer(p.by)}`,
  'tree.opaque': (p) => `opaque folder: ${p.path}, hides all of it below`,
  'tree.dir': (p) => `${p.path}, folder`,
  'tree.addedDir': (p) => `added: ${p.path}, folder`,
  'tree.folder': (p) => `${p.path}, closed folder, ${plural(p.count, 'entry', 'entries')}`,
  'grove.title': () => 'All images and containers',
  'grove.counts': (p) => `${plural(p.images, 'image')}, ${plural(p.containers, 'container')}`,
  'grove.disk': (p) => `on disk ${formatBytes(p.once)}, counted apart ${formatBytes(p.apart)}`,
  'grove.once': (p) => `on disk ${formatBytes(p.bytes)}`,
  'grove.apart': (p) => `counted apart ${formatBytes(p.bytes)}`,
  'grove.layers': (p) => `${p.label} ×${p.count}`,
  'grove.container': (p) => `Container ${p.name}, ${p.state}`,
  'grove.image': (p) => `Image ${p.name}, ${formatBytes(p.bytes)}`,
};

/** "847", "1.3k", "24k": for a tile, where five characters are much. */
function compact(count: number): string {
  if (count < 1000) return String(count);
  return count < 9950 ? `${(count / 1000).toFixed(1).replace(/\.0$/, '')}k` : `${Math.round(count / 1000)}k`;
}
