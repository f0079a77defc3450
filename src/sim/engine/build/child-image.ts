import { orderedSettings, serializeConfig } from '../../image/config.ts';
import { chainOf } from '../../image/digest.ts';
import { layerSource } from '../../image/tar.ts';
import type { Digest, Image, ImageConfig, ImageSettings } from '../../image/types.ts';
import type { Daemon } from '../daemon.ts';
import { EMPTY, holdTop } from '../image/empty-layer.ts';
import { RELEASE } from '../system/system.ts';
import { rfc3339 } from '../time.ts';

/** What an image gets from the step that makes it. */
export interface ChildImage {
  readonly parent: Digest | '';
  readonly author: string;
  /** The container whose changes it has, "" for none. */
  readonly container: string;
  /** The settings that step ran with: the cache finds it again by them. */
  readonly containerConfig: ImageSettings;
  readonly config: ImageSettings;
  /** The driver's id of the layer that was written to. */
  readonly layer: string;
}

/** Keeps what a build step did as an image on top of its parent. */
export function addChildImage(daemon: Daemon, child: ChildImage): Image {
  const { driver, layers, images } = daemon.parts;
  const { author, container } = child;
  const parent = child.parent === '' ? null : images.get(child.parent);
  const below = parent?.config.rootfs.diff_ids ?? [];
  const source = layerSource(driver.diff(child.layer));
  const empty = source.diffId === EMPTY;
  const created = rfc3339(daemon.stamps.next());
  const config: ImageConfig = {
    architecture: parent?.config.architecture ?? 'amd64',
    os: 'linux',
    created,
    ...(author ? { author } : {}),
    docker_version: RELEASE,
    config: orderedSettings(child.config) as ImageSettings,
    ...(container ? { container } : {}),
    container_config: child.containerConfig,
    rootfs: { type: 'layers', diff_ids: empty ? [...below] : [...below, source.diffId] },
    history: [
      ...(parent?.config.history ?? []),
      {
        created,
        ...(author ? { author } : {}),
        created_by: (child.containerConfig.Cmd ?? []).join(' '),
        ...(empty ? { empty_layer: true } : {}),
      },
    ],
  };
  if (empty) holdTop(daemon, below);
  else layers.register(source, chainOf(below));
  return images.add(serializeConfig(config), parent?.id ?? null);
}
