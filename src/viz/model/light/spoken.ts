/** The scene in words: what a screen reader walks, and what is said when something is chosen. */
import type { SpokenItem, SpokenScene } from '../spoken.ts';
import { SOURCES } from './figures.ts';
import { type LightScene, type Side, SIDES } from './scene.ts';
import { STACKS } from './stacks.ts';
import type { LightWords } from './words.ts';

/** Both stacks from the top, the three quantities, sources and notes. */
export function speakLight(scene: LightScene, words: LightWords): SpokenScene {
  const leaf = (id: string, text: string): SpokenItem => ({ id, text, children: [] });
  const stack = (side: Side): SpokenItem => ({
    id: side,
    text: `${words.stackTitle(side, scene.count)}: ${words.stackNote(side)}`,
    children: STACKS[side]
      .toReversed()
      .map(({ part }) => leaf(`${side}:${part}`, `${words.part(part, scene)}: ${words.aboutPart(part, scene)}`)),
  });
  const measures = scene.measures.map(
    (measure): SpokenItem => ({
      id: measure.quantity,
      text: `${words.quantity(measure.quantity)}: ${words.sentence(scene, measure)}`,
      children: [
        leaf(`${measure.quantity}:about`, words.aboutMeasure(measure, scene)),
        ...(measure.quantity === 'disk' ? [leaf('saved', words.saved(scene))] : []),
      ],
    }),
  );
  const [disk] = scene.measures.filter(({ quantity }) => quantity === 'disk');
  return {
    name: words.treeName,
    items: [
      leaf('subject', words.subject(scene.subject)),
      ...(scene.subject.kind === 'example' ? [leaf('hint', words.emptyHint)] : []),
      ...SIDES.map(stack),
      ...measures,
      {
        id: 'sources',
        text: words.sourcesName,
        children: [
          ...SIDES.map((side) => leaf(`sources:${side}`, words.sources(side, scene))),
          ...Object.entries(SOURCES).map(([key, { name, url }]) => leaf(`source:${key}`, `${name}: ${url}`)),
        ],
      },
      { id: 'notes', text: words.notesName, children: words.notes(scene).map((note, index) => leaf(`note:${index}`, note)) },
    ],
    spoken: disk ? words.sentence(scene, disk) : '',
  };
}
