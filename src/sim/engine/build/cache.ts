/** Docker's local build cache: the images that were made from a step's parent with the same settings. */
import { serializeConfig } from '../../image/config.ts';
import { chainOf } from '../../image/digest.ts';
import type { Digest, Image, ImageSettings } from '../../image/types.ts';
import type { Daemon } from '../daemon.ts';
import { holdTop } from '../image/empty-layer.ts';

const sameList = (a: readonly string[] | null | undefined, b: readonly string[] | null | undefined): boolean =>
  (a?.length ?? 0) === (b?.length ?? 0) && (a ?? []).every((item, at) => item === b?.[at]);

function sameMap(
  a: Readonly<Record<string, unknown>> | null | undefined,
  b: Readonly<Record<string, unknown>> | null | undefined,
): boolean {
  const names = Object.keys(a ?? {});
  return (
    names.length === Object.keys(b ?? {}).length &&
    names.every((name) => b && name in b && (typeof a?.[name] !== 'string' || a[name] === b[name]))
  );
}

/** Whether two steps ran with the same settings, as far as the cache looks. */
function same(a: ImageSettings, b: ImageSettings): boolean {
  return (
    !a.OpenStdin &&
    !b.OpenStdin &&
    (a.AttachStdout ?? false) === (b.AttachStdout ?? false) &&
    (a.AttachStderr ?? false) === (b.AttachStderr ?? false) &&
    (a.User ?? '') === (b.User ?? '') &&
    (a.Tty ?? false) === (b.Tty ?? false) &&
    sameList(a.Cmd, b.Cmd) &&
    sameList(a.Env, b.Env) &&
    sameMap(a.Labels, b.Labels) &&
    sameMap(a.ExposedPorts, b.ExposedPorts) &&
    sameList(a.Entrypoint, b.Entrypoint) &&
    sameMap(a.Volumes, b.Volumes)
  );
}

function localMatch(daemon: Daemon, parent: Digest | '', settings: ImageSettings): Image | null {
  let match: Image | null = null;
  for (const image of daemon.parts.images.all()) {
    if ((image.parent ?? '') !== parent || !same(image.config.container_config ?? {}, settings)) continue;
    if (!match || Date.parse(match.config.created) < Date.parse(image.config.created)) match = image;
  }
  return match;
}

/** What one stage of a build finds in the cache: after the first miss nothing more. */
export class BuildCache {
  readonly #daemon: Daemon;
  /** Images that were named as caches (`--cache-from`). */
  #sources: readonly Image[];
  readonly #named: boolean;
  readonly #off: boolean;
  #missed = false;

  constructor(daemon: Daemon, sources: readonly Image[] | null, off: boolean) {
    this.#off = off;
    this.#daemon = daemon;
    this.#sources = sources ?? [];
    this.#named = sources !== null;
  }

  /** A new stage begins. */
  reset(): void {
    this.#missed = false;
  }

  /** The image that this step would make, null when it must be made. */
  probe(parent: Digest | '', settings: ImageSettings): Digest | null {
    if (this.#off || this.#missed) return null;
    const found = this.#named ? this.#fromSources(parent, settings) : (localMatch(this.#daemon, parent, settings)?.id ?? null);
    if (!found) this.#missed = true;
    return found;
  }

  #fromSources(parentId: Digest | '', settings: ImageSettings): Digest | null {
    const { images } = this.#daemon.parts;
    const local = localMatch(this.#daemon, parentId, settings);
    if (local && this.#sources.some((source) => this.#descends(source, local.id))) return local.id;
    const parent = parentId === '' ? null : images.get(parentId);
    const depth = parent?.config.history?.length ?? 0;
    for (const target of this.#sources) {
      const entry = target.config.history?.[depth];
      if (!entry || !beginsWith(target, parent) || entry.created_by !== (settings.Cmd ?? []).join(' ')) continue;
      if (target.config.history.length - 1 === depth) {
        if (parent) images.setParent(target.id, parent.id);
        return target.id;
      }
      this.#sources = [target];
      return this.#restore(parent, target, settings, depth).id;
    }
    return null;
  }

  #descends(image: Image, from: Digest): boolean {
    for (let at: Image | null = image; at; at = at.parent ? this.#daemon.parts.images.get(at.parent) : null)
      if (at.id === from) return true;
    return false;
  }

  /** The image as it was at an earlier step, made from what the later one tells of its history. */
  #restore(parent: Image | null, target: Image, settings: ImageSettings, depth: number): Image {
    const { images } = this.#daemon.parts;
    const history = target.config.history.slice(0, depth + 1);
    const entry = history[depth] ?? { created: target.config.created };
    const diffIds = target.config.rootfs.diff_ids.slice(0, history.filter(({ empty_layer }) => !empty_layer).length);
    holdTop(this.#daemon, diffIds);
    const config = {
      ...target.config,
      created: entry.created,
      author: entry.author ?? '',
      config: settings,
      container_config: {},
      rootfs: { type: 'layers' as const, diff_ids: diffIds },
      history,
    };
    return images.add(serializeConfig(config), parent?.id ?? null);
  }
}

/** Whether an image was made from all that the other one is, by their histories and layers. */
function beginsWith(image: Image, parent: Image | null): boolean {
  if (!parent) return true;
  const history = parent.config.history ?? [];
  if (history.length === 0 && parent.config.rootfs.diff_ids.length === 0) return true;
  if (history.length >= (image.config.history?.length ?? 0)) return false;
  const agrees = history.every((entry, at) => JSON.stringify(entry) === JSON.stringify(image.config.history[at]));
  const top = chainOf(parent.config.rootfs.diff_ids);
  return agrees && top === chainOf(image.config.rootfs.diff_ids.slice(0, parent.config.rootfs.diff_ids.length));
}
