/** The scene of names in words: registries with their repositories and tags, layers, and this machine's images with their names. */
import type { SpokenItem, SpokenScene } from '../spoken.ts';
import type { NamesSay } from './caption.ts';
import type { NamesScene, RegistryRow } from './scene.ts';

/** The text equivalent of the scene. */
export function speakNames(scene: NamesScene, say: NamesSay): SpokenScene {
  const of = (row: { readonly about: RegistryRow['about'] }): string => (row.about ? say(row.about) : '');
  const leaf = (row: { readonly id: string; readonly about: RegistryRow['about'] }): SpokenItem => ({
    id: row.id,
    text: of(row),
    children: [],
  });
  const registries: { head: SpokenItem; children: SpokenItem[] }[] = [];
  for (const row of scene.registries) {
    if (row.kind === 'registry') registries.push({ head: leaf(row), children: [] });
    else registries.at(-1)?.children.push(leaf(row));
  }
  const layers = scene.layers.filter(({ kind }) => kind === 'layer').length;
  const images: SpokenItem[] = scene.images.map((box) => ({
    ...leaf(box),
    children: [...box.names.map(leaf), ...(box.containers ? [{ id: `k:${box.image}`, text: say(box.containers), children: [] }] : [])],
  }));
  const going = scene.layers.map((row): SpokenItem => {
    const text = row.kind !== 'fold' && row.going ? `${say(row.going.text)}: ${of(row)}` : of(row);
    return { id: row.id, text, children: [] };
  });
  const heading = scene.reading;
  return {
    name: say({ key: 'scene.name', params: {} }),
    items: [
      ...(heading ? [{ id: 'reading', text: `${heading.short} = ${heading.full}`, children: [] }] : []),
      ...registries.map(({ head, children }) => ({ ...head, children })),
      { id: 'layers', text: say({ key: 'tree.layers', params: { count: layers } }), children: going },
      {
        id: 'machine',
        text: say({ key: 'tree.machine', params: { images: scene.images.length } }),
        children: [...images, ...(scene.moreImages ? [leaf(scene.moreImages)] : [])],
      },
    ],
    spoken: spokenOf(scene, say),
  };
}

/** Progress is not said aloud at every step: a screen reader would never be quiet. */
function spokenOf({ caption, hint }: NamesScene, say: NamesSay): string {
  const text = caption ?? hint;
  if (!text) return '';
  if (text.key === 'story.pulling') return say({ ...text, params: { ...text.params, done: 0 } });
  if (text.key === 'story.pushing') return say({ ...text, params: { ...text.params, done: 0 } });
  return say(text);
}
