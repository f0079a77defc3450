/** What a command did to names, images and layers: told from what was before and what is now. */
import type { NamesCaption } from './caption.ts';
import type { NamesFacts, Transfer } from './facts.ts';
import { familiar, shortDigest } from './reading.ts';
import type { Memory } from './scene.ts';

/** A story and the name it is about. */
export interface Told {
  readonly caption: NamesCaption;
  readonly subject: string | null;
}

type Layers = Memory['images'] extends ReadonlyMap<string, infer L> ? L : never;

/** What is there now, to be compared with later. */
export function memoryOf(facts: NamesFacts, told: number, subject: string | null): Memory {
  return {
    names: new Map(facts.images.flatMap(({ id, tags }) => tags.map((name): [string, string] => [name, id]))),
    images: new Map(facts.images.map(({ id, layers }) => [id, layers])),
    told,
    subject,
  };
}

/** The story of a transfer that is under way or has just ended. */
export function tellTransfer({ name, registry, direction, layers, ended, good }: Transfer): NamesCaption {
  const states = [...layers.values()];
  const count = (...wanted: string[]): number => states.filter(({ state }) => wanted.includes(state)).length;
  const short = familiar(name);
  const kept = count('exists');
  if (direction === 'pull') {
    if (!ended) return { key: 'story.pulling', params: { name: short, registry, done: count('complete'), total: states.length, kept } };
    if (!good) return { key: 'story.pullFailed', params: { name: short } };
    const moved = states.filter(({ state }) => state === 'complete');
    if (moved.length + kept === 0) return { key: 'story.upToDate', params: { name: short } };
    const bytes = moved.reduce((sum, { total }) => sum + total, 0);
    return { key: 'story.pulled', params: { name: short, registry, moved: moved.length, bytes, kept } };
  }
  const mounted = count('mounted');
  if (!ended)
    return { key: 'story.pushing', params: { name: short, registry, done: count('pushed') + kept + mounted, total: states.length } };
  if (!good) return { key: 'story.pushFailed', params: { name: short } };
  return { key: 'story.pushed', params: { name: short, registry, sent: count('pushed'), mounted, kept } };
}

/** The story of what differs; null when nothing of note does. */
export function tellChange(before: Memory, facts: NamesFacts): Told | null {
  const now = memoryOf(facts, 0, null);
  const fresh = [...now.names].filter(([name]) => !before.names.has(name));
  const gone = [...before.names].filter(([name]) => !now.names.has(name));
  const other = [...now.names].find(([name, id]) => before.names.has(name) && before.names.get(name) !== id);
  const lost = gone.find(([, id]) => !now.images.has(id)) ?? gone[0];
  if (other) {
    const [name, to] = other;
    const from = before.names.get(name) ?? '';
    return {
      subject: name,
      caption: { key: 'story.moved', params: { name: familiar(name), from: shortDigest(from), to: shortDigest(to) } },
    };
  }
  const [first] = fresh;
  if (first) {
    const [name, id] = first;
    const layers: Layers = now.images.get(id) ?? [];
    if (before.images.has(id)) {
      const names = [...now.names.values()].filter((one) => one === id).length;
      return { subject: name, caption: { key: 'story.tagged', params: { name: familiar(name), id: shortDigest(id), names } } };
    }
    const known = new Set([...before.images.values()].flatMap((stack) => stack.map(({ diffId }) => diffId)));
    const kept = layers.filter(({ diffId }) => known.has(diffId)).length;
    const params = { name: familiar(name), id: shortDigest(id), fresh: layers.length - kept, kept };
    return { subject: name, caption: { key: 'story.added', params } };
  }
  if (lost) {
    const [name, id] = lost;
    return { subject: null, caption: tellLoss(name, id, before, now) };
  }
  const vanished = [...before.images.keys()].find((id) => !now.images.has(id));
  return vanished === undefined ? null : { subject: null, caption: tellLoss('<none>', vanished, before, now) };
}

function tellLoss(name: string, id: string, before: Memory, now: Memory): NamesCaption {
  const params = { name: familiar(name), id: shortDigest(id) };
  if (now.images.has(id)) {
    const left = [...now.names].find(([, one]) => one === id)?.[0];
    if (left === undefined) return { key: 'story.dangling', params };
    return { key: 'story.untagged', params: { ...params, left: familiar(left) } };
  }
  const still = new Set([...now.images.values()].flatMap((stack) => stack.map(({ diffId }) => diffId)));
  const layers: Layers = before.images.get(id) ?? [];
  const gone = layers.filter(({ diffId }) => !still.has(diffId));
  const bytes = gone.reduce((sum, layer) => sum + layer.bytes, 0);
  return { key: 'story.deleted', params: { ...params, gone: gone.length, bytes, kept: layers.length - gone.length } };
}
