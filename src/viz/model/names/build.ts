/** From facts to the scene of names. */
import type { NamesCaption } from './caption.ts';
import type { NamesFacts } from './facts.ts';
import { focusOf } from './focus.ts';
import { layerRows } from './layers.ts';
import { imageBoxes } from './machine.ts';
import { plainRegistries } from './plain.ts';
import { familiar, readName } from './reading.ts';
import { registryRows } from './registries.ts';
import type { NamesCapacity, NamesScene } from './scene.ts';
import { memoryOf, tellChange, tellTransfer, type Told } from './story.ts';

/** @param before the scene that was shown, for what happened since */
export function buildNames(facts: NamesFacts, before: NamesScene | null, room: NamesCapacity): NamesScene {
  const registries = facts.registries ?? plainRegistries(facts.images);
  const { told, news } = tell(facts, before);
  const subject = news ? news.subject : (before?.memory.subject ?? null);
  const focus = focusOf(facts, registries, subject);
  const { images, more } = imageBoxes(facts, focus, room.machine);
  return {
    reading: focus.name === null ? null : readName(focus.name),
    registries: registryRows(registries, facts, focus, room.registries),
    host: focus.host,
    layers: layerRows(registries, facts, focus, room.layers),
    images,
    moreImages: more,
    caption: news ? news.caption : facts.quiet ? null : (before?.caption ?? null),
    hint: hintOf(facts, focus.name),
    memory: memoryOf(facts, told, subject),
  };
}

function tell(facts: NamesFacts, before: NamesScene | null): { told: number; news: Told | null } {
  const last = facts.transfers.reduce((most, { id }) => Math.max(most, id), 0);
  const going = facts.transfers.findLast(({ ended }) => !ended);
  const under = going && { caption: tellTransfer(going), subject: going.name };
  if (!before || facts.quiet) return { told: under ? last - 1 : last, news: under ?? null };
  const { told } = before.memory;
  if (under) return { told, news: under };
  const ended = facts.transfers.findLast((one) => one.ended && one.id > told);
  if (ended) return { told: Math.max(told, last), news: { caption: tellTransfer(ended), subject: ended.name } };
  const change = tellChange(before.memory, facts);
  // The images of a transfer that was told are listed a moment later: that is its story still.
  const same = change?.caption.key === 'story.added' || change?.caption.key === 'story.tagged' || change?.caption.key === 'story.moved';
  const known = facts.transfers.some(({ name, good, direction }) => good && direction === 'pull' && name === change?.subject);
  return { told, news: same && known ? null : change };
}

function hintOf(facts: NamesFacts, name: string | null): NamesCaption {
  if (facts.images.length === 0) return { key: 'hint.empty', params: { name: familiar(name ?? 'docker.io/library/nginx:latest') } };
  if (facts.registries === null) return { key: 'hint.plain', params: {} };
  if (name?.endsWith(':latest')) return { key: 'hint.latest', params: {} };
  return { key: 'hint.choose', params: {} };
}
