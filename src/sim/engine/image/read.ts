import type { ContainerConfig, HistoryItem, ImageInspect as Inspect, ImageSummary } from '../../../api/types.ts';
import { chainOf, chainId } from '../../image/digest.ts';
import { familiarString, parseReference } from '../../../api/reference.ts';
import { orderedSettings } from '../../image/config.ts';
import type { Digest, Image, ImageSettings } from '../../image/types.ts';
import type { Daemon } from '../daemon.ts';
import { EngineError, invalidParameter, systemError } from '../../errors.ts';
import { Filters } from '../filters.ts';
import { rfc3339 } from '../time.ts';
import { pathMatcher } from './path-match.ts';

const ACCEPTED = ['dangling', 'label', 'before', 'since', 'reference'];

const createdOf = (image: Image): number => Date.parse(image.config.created) || 0;
const seconds = (ms: number): number => Math.floor(ms / 1000);

/** Settings as the wire shows them: Go's order and empty values, whatever bytes the image has. */
const settings = (config: ImageSettings | undefined): ContainerConfig => orderedSettings(config ?? {}) as unknown as ContainerConfig;

/** An image's names as people write them: tags and digests apart, each sorted. */
function namesOf(daemon: Daemon, id: Digest): { tags: string[]; digests: string[] } {
  const names = daemon.parts.references.of(id).map((name) => familiarString(parseReference(name)));
  return { tags: names.filter((name) => !name.includes('@')), digests: names.filter((name) => name.includes('@')) };
}

/** GET /images/json */
export function ImageList(daemon: Daemon, options: { all: boolean; filters: string | null }): ImageSummary[] {
  const filters = Filters.parse(options.filters, ACCEPTED);
  const dangling = filters.has('dangling') ? filters.boolean('dangling', ['true', 'false'], false) : null;
  const limit = (name: 'before' | 'since'): number | null =>
    filters.get(name).reduce<number | null>((_, value) => createdOf(daemon.image(value)), null);
  const [before, since] = [limit('before'), limit('since')];
  const patterns = filters.get('reference').map((pattern) => pathMatcher(pattern));
  const { images } = daemon.parts;
  const found: (readonly [Image, ImageSummary])[] = [];
  for (const image of images.all()) {
    const created = createdOf(image);
    if ((before !== null && created >= before) || (since !== null && created <= since)) continue;
    if (!filters.labels('label', image.config.config?.Labels)) continue;
    let { tags, digests } = namesOf(daemon, image.id);
    if (patterns.length > 0) {
      tags = tags.filter((name) => patterns.some((matches) => matches(name)));
      digests = digests.filter((name) => patterns.some((matches) => matches(name)));
      if (tags.length + digests.length === 0) continue;
    }
    if (tags.length + digests.length === 0) {
      // An intermediate image: shown only when asked for.
      if (!options.all && images.children(image.id).length > 0) continue;
      if (dangling === false) continue;
      tags = ['<none>:<none>'];
      digests = ['<none>@<none>'];
    } else if (dangling === true && tags.length > 0) continue;
    else if (dangling === true) tags = ['<none>:<none>'];
    found.push([image, summary(image, tags, digests)]);
  }
  // Newest first; of the same second, what came last.
  return found
    .map((entry, order) => ({ entry, order }))
    .sort((a, b) => b.entry[1].Created - a.entry[1].Created || createdOf(b.entry[0]) - createdOf(a.entry[0]) || b.order - a.order)
    .map(({ entry }) => entry[1]);
}

function summary(image: Image, tags: string[], digests: string[]): ImageSummary {
  return {
    Containers: -1,
    Created: seconds(createdOf(image)),
    Id: image.id,
    Labels: image.config.config?.Labels ?? null,
    ParentId: image.parent ?? '',
    RepoDigests: digests.length > 0 ? digests : null,
    RepoTags: tags.length > 0 ? tags : null,
    SharedSize: -1,
    Size: image.size,
    VirtualSize: image.size,
  };
}

/** What `docker system df` tells of the images. */
export function imageUsage(daemon: Daemon): ImageSummary[] {
  const users = new Map<Digest, number>();
  const chains = daemon.parts.images.all().map((image) => layersOf(image));
  for (const chain of chains.flat()) users.set(chain, (users.get(chain) ?? 0) + 1);
  return ImageList(daemon, { all: false, filters: null }).map((item) => {
    const image = daemon.parts.images.get(item.Id as Digest);
    const shared = image
      ? layersOf(image).reduce((sum, chain) => sum + ((users.get(chain) ?? 0) > 1 ? (daemon.parts.layers.get(chain)?.size ?? 0) : 0), 0)
      : 0;
    return { ...item, Containers: daemon.containers.all().filter(({ imageId }) => imageId === item.Id).length, SharedSize: shared };
  });
}

/** ChainIDs of an image's layers, lowest first. */
export function layersOf(image: Image): Digest[] {
  const chains: Digest[] = [];
  for (const diff of image.config.rootfs.diff_ids) chains.push(chainId(chains.at(-1) ?? null, diff));
  return chains;
}

/** GET /images/{name}/json */
export function ImageInspect(daemon: Daemon, name: string): Inspect {
  let image: Image;
  try {
    image = daemon.image(name);
  } catch (error) {
    throw error instanceof EngineError ? new EngineError(error.kind, `no such image: ${name}: ${error.message}`) : error;
  }
  const { config } = image;
  const { tags, digests } = namesOf(daemon, image.id);
  const top = chainOf(config.rootfs.diff_ids);
  const layer = top && daemon.parts.layers.get(top);
  return {
    Id: image.id,
    RepoTags: tags,
    RepoDigests: digests,
    Parent: image.parent ?? '',
    Comment: config.history?.at(-1)?.comment ?? '',
    Created: config.created,
    Container: config.container ?? '',
    ContainerConfig: settings(config.container_config),
    DockerVersion: config.docker_version ?? '',
    Author: config.author ?? '',
    Config: settings(config.config),
    Architecture: config.architecture,
    Os: config.os,
    Size: image.size,
    VirtualSize: image.size,
    GraphDriver: { Data: layer ? daemon.parts.driver.data(layer.cacheId) : null, Name: daemon.parts.driver.name },
    RootFS: { Type: config.rootfs.type, ...(config.rootfs.diff_ids.length > 0 ? { Layers: [...config.rootfs.diff_ids] } : {}) },
    Metadata: { LastTagTime: rfc3339(daemon.tagged.get(image.id) ?? null) },
  };
}

/** GET /images/{name}/history */
export function ImageHistory(daemon: Daemon, name: string): HistoryItem[] {
  const image = daemon.image(name);
  const chains = layersOf(image);
  let layer = 0;
  const items = (image.config.history ?? []).map((entry): HistoryItem => {
    const chain = entry.empty_layer ? undefined : chains[layer++];
    return {
      Comment: entry.comment ?? '',
      Created: seconds(Date.parse(entry.created) || 0),
      CreatedBy: entry.created_by ?? '',
      Id: '<missing>',
      Size: chain ? (daemon.parts.layers.get(chain)?.size ?? 0) : 0,
      Tags: null,
    };
  });
  items.reverse();
  // Images this one was made from here are still known by their ids: one line each, from the newest.
  let ancestor: Image | null = image;
  for (let at = 0; ancestor && at < items.length; ) {
    const item = items[at];
    if (!item) break;
    const { tags } = namesOf(daemon, ancestor.id);
    items[at] = { ...item, Id: ancestor.id, Tags: tags.length > 0 ? tags : null };
    const parent: Image | null = ancestor.parent && daemon.parts.images.get(ancestor.parent);
    at += (ancestor.config.history?.length ?? 0) - (parent?.config.history?.length ?? 0) || items.length;
    ancestor = parent;
  }
  return items;
}

/** Throws what the image operations answer for a name that breaks the grammar. */
export function checked<T>(kind: 'system' | 'parameter', parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw (kind === 'system' ? systemError : invalidParameter)(error instanceof Error ? error.message : String(error));
  }
}
