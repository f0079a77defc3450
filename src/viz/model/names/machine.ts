/** This machine: images, each with all its names and the containers on it. */
import type { NamesCaption } from './caption.ts';
import type { LocalImage, NamesFacts } from './facts.ts';
import type { Focus } from './focus.ts';
import { familiar, shortDigest, splitName } from './reading.ts';
import type { FoldRow, ImageBox, NameRow } from './scene.ts';

/** Containers that are named; the others are counted. */
const NAMED = 3;

function nameRows(image: LocalImage, focus: Focus, most: number): NameRow[] {
  if (image.tags.length === 0) {
    const about: NamesCaption = { key: 'about.none', params: { id: shortDigest(image.id) } };
    return [{ id: `n:${image.id}`, name: '', place: '', own: '<none>', lit: focus.image?.id === image.id, fold: null, about }];
  }
  // The name in question is never folded away.
  const tags = [...image.tags].sort((a, b) => Number(b === focus.name) - Number(a === focus.name));
  const shown = tags.length <= most ? image.tags : image.tags.filter((tag) => tags.slice(0, Math.max(1, most - 1)).includes(tag));
  const rows = shown.map((name): NameRow => {
    const params = { name: familiar(name), full: name, id: shortDigest(image.id), others: image.tags.length - 1 };
    return { id: `n:${name}`, name, ...splitName(name), lit: name === focus.name, fold: null, about: { key: 'about.name', params } };
  });
  const left = tags.length - shown.length;
  if (left > 0 && rows.length < most) {
    const fold: NamesCaption = { key: 'more.names', params: { count: left } };
    rows.push({ id: `fn:${image.id}`, name: '', place: '', own: '', lit: false, fold, about: fold });
  }
  return rows;
}

function boxOf(image: LocalImage, facts: NamesFacts, focus: Focus, most: number): ImageBox {
  const names = nameRows(image, focus, most);
  const using = facts.containers.filter(({ imageId }) => imageId === image.id);
  const running = using.some(({ state }) => state === 'running');
  const containers: NamesCaption | null =
    using.length === 0 || most < 2
      ? null
      : {
          key: 'image.containers',
          params: { names: using.slice(0, NAMED).map(({ name }) => name), more: Math.max(0, using.length - NAMED) },
        };
  const about: NamesCaption = {
    key: 'about.image',
    params: { id: image.id, bytes: image.size, names: image.tags.length, layers: image.layers.length, containers: using.length },
  };
  return {
    id: `i:${image.id}`,
    image: image.id,
    short: shortDigest(image.id),
    bytes: image.size,
    lit: focus.image?.id === image.id,
    names,
    containers,
    running,
    rows: Math.max(names.length, 1 + (containers ? 1 : 0)),
    about,
  };
}

/** Images for at most `room` rows, in Docker's order; the one that is looked at is always among them. */
export function imageBoxes(facts: NamesFacts, focus: Focus, room: number): { images: ImageBox[]; more: FoldRow | null } {
  // The one that is looked at has as much room as there is beside the count of the others; those share what is left.
  const most = facts.images.length === 1 ? room : Math.max(1, Math.min(room - 1, Math.max(2, Math.floor(room / 3))));
  const boxes = facts.images.map((image) => boxOf(image, facts, focus, most));
  const taken = new Set<ImageBox>(boxes.filter((box) => box.lit));
  const rows = (): number => [...taken].reduce((sum, box) => sum + box.rows, 0) + (taken.size < boxes.length ? 1 : 0);
  for (const box of boxes) {
    if (taken.has(box)) continue;
    taken.add(box);
    if (rows() <= room) continue;
    taken.delete(box);
    break;
  }
  const left = boxes.filter((box) => !taken.has(box));
  const names = facts.images.filter(({ id }) => left.some(({ image }) => image === id)).reduce((sum, { tags }) => sum + tags.length, 0);
  const text: NamesCaption = { key: 'more.images', params: { count: left.length, names } };
  return {
    images: boxes.filter((box) => taken.has(box)),
    more: left.length > 0 ? { kind: 'fold', id: 'f:images', host: '', text, about: text } : null,
  };
}
