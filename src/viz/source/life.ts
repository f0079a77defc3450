/** Engine events as sentences: what became of a container or an image as a whole. */
import type { EventMessage } from '../../api/types.ts';
import type { Caption } from '../model/caption.ts';
import type { Life } from '../model/facts.ts';
import { shortId } from '../model/rows.ts';

/** Virtual milliseconds in which what a program only looks up after its container's start is not said. */
export const LIFE_MS = 2000;

/** What is said after an event; the step before it stays when it says more (a start right after the creation). */
export function lifeAfter(before: Life | null, event: EventMessage, bytesOf: (id: string) => number): Life | null {
  const at = event.timeNano / 1e6;
  const caption = sentence(event, bytesOf);
  if (!caption) return before;
  const created = before?.caption.key === 'life.create' && 'name' in caption.params && caption.params.name === before.caption.params.name;
  return caption.key === 'life.start' && created && at - before.at < LIFE_MS ? before : { at, caption };
}

function sentence({ Type: type, Action: action, Actor: actor }: EventMessage, bytesOf: (id: string) => number): Caption | null {
  const { name = shortId(actor.ID), image = '' } = actor.Attributes;
  if (type === 'image') {
    if (action === 'pull') return { key: 'life.pull', params: { image: actor.ID } };
    return action === 'untag' && !name.startsWith('sha256:') ? { key: 'life.untag', params: { image: name } } : null;
  }
  switch (action) {
    case 'create':
      return { key: 'life.create', params: { name, image } };
    case 'start':
      return { key: 'life.start', params: { name } };
    case 'die':
      return { key: 'life.stop', params: { name, bytes: bytesOf(actor.ID) } };
    case 'pause':
      return { key: 'life.pause', params: { name } };
    case 'unpause':
      return { key: 'life.unpause', params: { name } };
    case 'destroy':
      return { key: 'life.remove', params: { name } };
    case 'commit':
      return { key: 'life.commit', params: { name } };
    default:
      return null;
  }
}
