/** The words of the scene of names in English. */
import { formatBytes } from '../bytes.ts';
import type { NamesCatalog } from './names.messages.ts';

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
const and = (...parts: readonly string[]): string => {
  const said = parts.filter((part) => part !== '');
  return said.length < 2 ? said.join('') : `${said.slice(0, -1).join(', ')} and ${said.at(-1)}`;
};
const some = (count: number, text: string): string => (count === 0 ? '' : text);

export const en: NamesCatalog = {
  'scene.name': () => 'Registries, tags, layers and images',
  'panel.registries': () => 'Registries, over the network',
  'panel.machine': () => 'This machine: images and names',
  'column.there': (p) => `in ${p.host}`,
  'column.here': () => 'on this machine',
  'part.registry': () => 'registry',
  'part.namespace': () => 'namespace',
  'part.repository': () => 'repository',
  'part.tag': () => 'tag',
  'part.digest': () => 'digest',
  'registry.hub': () => 'Docker Hub, docker.io',
  'registry.mirror': (p) => p.host,
  'registry.private': (p) => p.host,
  'registry.user': (p) => `as ${p.user}`,
  'registry.silent': () => 'nobody answers',
  'registry.empty': () => 'nothing in it',
  'registry.plain': () => 'plain HTTP',
  'repository.more': (p) => plural(p.count, 'tag'),
  'more.repositories': (p) => `… ${p.count} more ${p.count === 1 ? 'repository' : 'repositories'}`,
  'more.registries': (p) => `… ${p.count} more ${p.count === 1 ? 'registry' : 'registries'}`,
  'more.layers': (p) => `… ${p.count} more ${p.count === 1 ? 'layer' : 'layers'}${p.bytes > 0 ? `, ${formatBytes(p.bytes)} here` : ''}`,
  'more.images': (p) => `… ${plural(p.count, 'more image', 'more images')} with ${plural(p.names, 'name')}`,
  'more.names': (p) => `… ${p.count} more ${p.count === 1 ? 'name' : 'names'}`,
  'machine.empty': () => 'No image yet: nothing was pulled or built.',
  'layers.empty': () => 'No layer to show yet.',
  'config.label': () => 'image ID',
  'image.containers': (p) => `used by ${p.names.join(', ')}${p.more > 0 ? ` +${p.more}` : ''}`,
  'state.waiting': () => 'waiting',
  'state.moving': (p) => `${p.percent} %`,
  'state.checking': () => 'checking',
  'state.received': () => 'downloaded',
  'state.unpacking': (p) => `unpacking ${p.percent} %`,
  'state.exists': () => 'already there',
  'state.done.pull': () => 'pulled',
  'state.done.push': () => 'pushed',
  'state.mounted': (p) => `from ${p.from}`,
  'state.failed': () => 'did not arrive',
  'about.hub': (p) =>
    `Docker Hub, the registry that Docker asks when a name says no other. ${plural(p.repositories, 'repository', 'repositories')}${p.user === '' ? '' : `, you are ${p.user}`}`,
  'about.mirror': (p) => `${p.host} is a mirror: it is asked before Docker Hub and has the same content`,
  'about.private': (p) =>
    `${p.host}, a registry of its own: names for it begin with ${p.host}/. ${plural(p.repositories, 'repository', 'repositories')}${p.user === '' ? '' : `, you are ${p.user}`}`,
  'about.silent': (p) => `A local name begins with ${p.host}/, but nobody answers there: a name alone makes no registry`,
  'about.repository': (p) =>
    `Repository ${p.name} in ${p.host}, ${plural(p.tags.length + p.more, 'tag')}: ${p.tags.slice(0, 8).join(', ')}${p.tags.length + p.more > 8 ? ' …' : ''}`,
  'about.manifest': (p) =>
    `${p.names.slice(0, 4).join(', ')} → manifest ${p.digest.slice(0, 19)}…: configuration ${p.image} (the image ID) and ${plural(p.layers, 'layer')}${p.bytes > 0 ? `, ${formatBytes(p.bytes)} compressed` : ''}. ${p.moved ? 'The same name here stands for another image' : p.here ? 'The image is on this machine' : 'Not on this machine'}`,
  'about.layer': (p) =>
    and(
      p.there
        ? p.blob === ''
          ? `In ${p.host}`
          : `In ${p.host}: blob ${p.blob.slice(0, 19)}…, ${formatBytes(p.size)} compressed`
        : `Not in ${p.host}`,
      p.here
        ? `here unpacked: ${p.diffId.slice(0, 19)}…, ${formatBytes(p.bytes)}, part of ${plural(p.images, 'image')}`
        : 'not on this machine',
    ),
  'about.config': (p) =>
    `The image's configuration is a blob, too. Its digest is the image ID: ${p.id.slice(0, 19)}… ${p.there && p.here ? 'The same on both sides' : p.there ? 'Only in the registry' : 'Only here'}`,
  'about.image': (p) =>
    `Image ${p.id.slice(0, 19)}…, ${formatBytes(p.bytes)}, ${plural(p.layers, 'layer')}; ${p.names === 0 ? 'no name' : plural(p.names, 'name')}, ${plural(p.containers, 'container')}`,
  'about.name': (p) =>
    `${p.name} means ${p.full} and stands for image ${p.id}${p.others > 0 ? `, which has ${plural(p.others, 'other name')}` : ', its only name'}`,
  'about.none': (p) => `Image ${p.id} has no name any more: "docker images" shows <none>`,
  'story.pulling': (p) =>
    `Pulling ${p.name} from ${p.registry}: ${p.done} of ${plural(p.total - p.kept, 'layer')} done${some(p.kept, `, ${p.kept} ${p.kept === 1 ? 'was' : 'were'} here already`)}`,
  'story.pulled': (p) =>
    `${p.name} was pulled: ${and(some(p.moved, `${plural(p.moved, 'layer')} came over the network, ${formatBytes(p.bytes)}`), some(p.kept, `${p.kept} ${p.kept === 1 ? 'was' : 'were'} here already and stayed`))}`,
  'story.upToDate': (p) => `${p.name}: the registry's digest is of an image that is here already. Only names were compared, no layer moved`,
  'story.pullFailed': (p) => `${p.name} was not pulled; layers that came are thrown away`,
  'story.pushing': (p) => `Pushing ${p.name}: ${p.done} of ${plural(p.total, 'layer')} done`,
  'story.pushed': (p) =>
    `${p.name} was pushed: ${and(some(p.sent, `${plural(p.sent, 'layer')} sent`), some(p.mounted, `${p.mounted} taken over from another repository there`), some(p.kept, `${p.kept} there already`))}; then the tag was set`,
  'story.pushFailed': (p) => `${p.name} was not pushed: no tag was set in the registry`,
  'story.tagged': (p) => `${p.name} is one more name for image ${p.id}, its ${ordinal(p.names)}. Nothing was copied`,
  'story.moved': (p) => `${p.name} stood for ${p.from} and now stands for ${p.to}: a tag is only a name, and names can move`,
  'story.untagged': (p) => `Untagged: ${p.name} is gone. Image ${p.id} stays, because ${p.left} still names it`,
  'story.dangling': (p) => `Untagged: ${p.name} was the last name of ${p.id}. The image is still needed and stays as <none>`,
  'story.deleted': (p) =>
    `Deleted: ${p.name} was the last name of ${p.id}. ${p.gone === 0 ? 'No layer went with it' : `${plural(p.gone, 'layer')} went with it, ${formatBytes(p.bytes)}`}${some(p.kept, `; ${p.kept} ${p.kept === 1 ? 'stays' : 'stay'}, other images need ${p.kept === 1 ? 'it' : 'them'}`)}`,
  'story.added': (p) =>
    `${p.name} is a new image, ${p.id}: ${and(some(p.fresh, plural(p.fresh, 'new layer')), some(p.kept, `${p.kept} shared with images that were here`))}`,
  'hint.empty': (p) => `Nothing is on this machine yet. Try: docker pull ${p.name}`,
  'hint.choose': () => 'Choose a name, a tag or an image: its parts and its layers light up on both sides',
  'hint.latest': () => 'latest is a tag like any other: Docker fills it in when a name has none. It need not be the newest',
  'hint.plain': () => 'This engine does not tell what registries hold; shown is what local names and digests say of them',
  'tree.layers': (p) => `Layers, ${p.count} shown`,
  'tree.machine': (p) => `This machine, ${plural(p.images, 'image')} shown`,
};

function ordinal(count: number): string {
  return ({ 1: 'first', 2: 'second', 3: 'third' } as Readonly<Record<number, string>>)[count] ?? `${count}th`;
}
