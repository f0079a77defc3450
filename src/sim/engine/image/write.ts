import type { ImageDeleteItem, ImagePruneResponse } from '../../../api/types.ts';
import {
  canonicalName,
  canonicalString,
  familiarString,
  isTag,
  parseReference,
  type Reference,
  withDefaultTag,
} from '../../../api/reference.ts';
import type { Digest } from '../../image/types.ts';
import type { Daemon } from '../daemon.ts';
import { conflict, EngineError, invalidParameter, systemError } from '../../errors.ts';
import { Filters } from '../filters.ts';
import { rfc3339 } from '../time.ts';
import { untilTest } from '../until.ts';
import { checked } from './read.ts';

const SHORT = 12;
const short = (id: string): string => id.replace(/^sha256:/, '').slice(0, SHORT);
/** Tells of something done to an image. */
export const emitImage = (daemon: Daemon, action: string, id: string, name: string): void =>
  daemon.events.emit('image', action, id, { ...daemon.parts.images.get(id as Digest)?.config.config?.Labels, name });

/** Gives an image a name. */
export function tagImage(daemon: Daemon, id: Digest, reference: Reference): void {
  daemon.parts.references.set(canonicalString(reference), id);
  const now = daemon.stamps.next();
  daemon.tagged.set(id, now);
  daemon.parts.images.setLastUpdated(id, rfc3339(now));
  emitImage(daemon, 'tag', id, familiarString(reference));
}

/** Puts repository and tag together. Throws as the API does. */
export function repositoryTag(repo: string, tag: string): Reference {
  const reference = checked('system', () => parseReference(repo));
  if (tag === '') return withDefaultTag(reference);
  if (!isTag(tag)) throw systemError('invalid tag format');
  return { ...reference, tag, digest: null };
}

/** POST /images/{name}/tag */
export function ImageTag(daemon: Daemon, name: string, repo: string, tag: string): void {
  const image = daemon.image(name);
  const reference = repositoryTag(repo, tag);
  if (reference.digest) throw systemError('refusing to create a tag with a digest reference');
  tagImage(daemon, image.id, reference);
}

interface Removal {
  readonly daemon: Daemon;
  readonly force: boolean;
  readonly prune: boolean;
  readonly records: ImageDeleteItem[];
}

const referencesOf = (daemon: Daemon, id: Digest): Reference[] => daemon.parts.references.of(id).map(parseReference);

function untag({ daemon, records }: Removal, id: Digest, reference: Reference, tell = true): void {
  daemon.parts.references.delete(canonicalString(reference));
  records.push({ Untagged: familiarString(reference) });
  if (tell) emitImage(daemon, 'untag', id, id);
}

/** All of one repository, and at most one tag among them (moby's isSingleReference). */
function isSingle(references: readonly Reference[]): boolean {
  if (references.length <= 1) return references.length === 1;
  const tagged = references.filter(({ digest }) => digest === null);
  if (tagged.length > 1) return false;
  const repositories = new Set(references.filter(({ digest }) => digest !== null).map(canonicalName));
  const single = tagged[0] ?? references[0];
  return repositories.size === 1 && single !== undefined && repositories.has(canonicalName(single));
}

/** DELETE /images/{name}: what was untagged and deleted, in order. */
export function ImageDelete(daemon: Daemon, name: string, options: { force: boolean; prune: boolean }): ImageDeleteItem[] {
  if (name.trim() === '') throw invalidParameter('image name cannot be blank');
  const image = daemon.image(name);
  const removal: Removal = { daemon, ...options, records: [] };
  let references = referencesOf(daemon, image.id);
  const byId = image.id.startsWith(name) || image.id.slice('sha256:'.length).startsWith(name);
  if (byId) {
    if (isSingle(references)) {
      throwConflict(daemon, image.id, { force: options.force, references: false });
      for (const reference of references) untag(removal, image.id, reference);
    }
    deleteImage(removal, image.id, false);
    return removal.records;
  }
  if (!options.force && isSingle(references)) {
    const user = daemon.containers.all().find(({ imageId }) => imageId === image.id);
    if (user)
      throw conflict(
        `conflict: unable to remove repository reference "${name}" (must force) - container ${short(user.id)} is using its referenced image ${short(image.id)}`,
      );
  }
  const reference = withDefaultTag(parseReference(name));
  untag(removal, image.id, reference);
  references = referencesOf(daemon, image.id);
  const repository = canonicalName(reference);
  if (reference.digest === null && !references.some((one) => one.digest === null && canonicalName(one) === repository)) {
    for (const one of references) if (one.digest !== null && canonicalName(one) === repository) untag(removal, image.id, one, false);
    references = referencesOf(daemon, image.id);
  }
  if (references.length === 0) deleteImage(removal, image.id, true);
  return removal.records;
}

interface ImageConflict {
  readonly hard: boolean;
  readonly used: boolean;
  readonly message: string;
}

function conflictOf(daemon: Daemon, id: Digest, { force, references }: { force: boolean; references: boolean }): ImageConflict | null {
  const users = daemon.containers.all().filter(({ imageId }) => imageId === id);
  if (daemon.parts.images.children(id).length > 0) return { hard: true, used: false, message: 'image has dependent child images' };
  const running = users.find((container) => container.running);
  if (running) return { hard: true, used: true, message: `image is being used by running container ${short(running.id)}` };
  if (force) return null;
  if (references && daemon.parts.references.of(id).length > 0)
    return { hard: false, used: false, message: 'image is referenced in multiple repositories' };
  const [stopped] = users;
  return stopped ? { hard: false, used: true, message: `image is being used by stopped container ${short(stopped.id)}` } : null;
}

function throwConflict(daemon: Daemon, id: Digest, options: { force: boolean; references: boolean }): void {
  const found = conflictOf(daemon, id, options);
  if (found)
    throw conflict(`conflict: unable to delete ${short(id)} (${found.hard ? 'cannot be forced' : 'must be forced'}) - ${found.message}`);
}

/** Deletes an image with its layers, and (`prune`) its nameless parents after it. `quiet`: a conflict is no error unless it leaves the image dangling for nothing. */
function deleteImage(removal: Removal, id: Digest, quiet: boolean, force = removal.force): void {
  const { daemon, records, prune } = removal;
  const { images, references } = daemon.parts;
  const found = conflictOf(daemon, id, { force, references: true });
  if (found) {
    const dangling = references.of(id).length === 0 && images.children(id).length === 0;
    if (quiet && (!dangling || found.used)) return;
    throwConflict(daemon, id, { force, references: true });
  }
  const parent = images.get(id)?.parent ?? null;
  for (const reference of referencesOf(daemon, id)) untag(removal, id, reference);
  const labels = images.get(id)?.config.config?.Labels;
  const layers = images.remove(id);
  daemon.tagged.delete(id);
  daemon.events.emit('image', 'delete', id, { ...labels, name: id });
  records.push({ Deleted: id });
  for (const { chainId } of layers) records.push({ Deleted: chainId });
  if (prune && parent && images.get(parent)) deleteImage(removal, parent, true, false);
}

/** What goes when a name (or the image of an id) is no longer wanted; nothing while it is in use or went with another name. */
function pruned(daemon: Daemon, name: string): ImageDeleteItem[] {
  try {
    return ImageDelete(daemon, name, { force: false, prune: true });
  } catch (error) {
    if (error instanceof EngineError) return [];
    throw error;
  }
}

/** POST /images/prune: what nobody uses; only the nameless unless `dangling=false`. */
export function ImagePrune(daemon: Daemon, filterText: string | null): ImagePruneResponse {
  const filters = Filters.parse(filterText, ['dangling', 'label', 'label!', 'until']);
  const danglingOnly = filters.boolean('dangling', ['false', '0', 'true', '1'], true);
  const oldEnough = untilTest(daemon, filters);
  const { images, layers, references } = daemon.parts;
  const bytes = (): number => layers.all().reduce((sum, { size }) => sum + size, 0);
  const before = bytes();
  const deleted: ImageDeleteItem[] = [];
  for (const image of images.all()) {
    const names = references.of(image.id);
    if (!images.get(image.id) || (names.length === 0 && images.children(image.id).length > 0)) continue;
    if (danglingOnly && (images.children(image.id).length > 0 || names.some((name) => !name.includes('@')))) continue;
    const { Labels } = image.config.config;
    if (!filters.labels('label', Labels) || (filters.has('label!') && filters.labels('label!', Labels))) continue;
    if (!oldEnough(Date.parse(image.config.created))) continue;
    // One that a container has loses its names one by one, as long as another is left.
    for (const name of names.length > 0 ? names.toSorted() : [image.id]) deleted.push(...pruned(daemon, name));
  }
  const reclaimed = before - bytes();
  daemon.events.emit('image', 'prune', '', { reclaimed: String(reclaimed) });
  return { ImagesDeleted: deleted.length > 0 ? deleted : null, SpaceReclaimed: reclaimed };
}
