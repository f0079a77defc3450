import type { ContainerConfig, IdResponse } from '../../../api/types.ts';
import { orderedSettings, serializeConfig } from '../../image/config.ts';
import { chainOf } from '../../image/digest.ts';
import { familiarString } from '../../../api/reference.ts';
import { layerSource } from '../../image/tar.ts';
import type { HistoryEntry, ImageConfig, ImageSettings } from '../../image/types.ts';
import { mergeConfig } from '../container/config.ts';
import type { Container } from '../container/container.ts';
import { emit } from '../container/exit.ts';
import { ContainerPause, ContainerUnpause } from '../container/stop.ts';
import type { Daemon } from '../daemon.ts';
import { conflict } from '../../errors.ts';
import { rfc3339 } from '../time.ts';
import { applyChanges } from './changes.ts';
import { EMPTY, holdTop } from './empty-layer.ts';
import { repositoryTag, tagImage } from './write.ts';

export interface CommitOptions {
  readonly container: string;
  readonly repo: string;
  readonly tag: string;
  readonly comment: string;
  readonly author: string;
  readonly pause: boolean;
  readonly changes: readonly string[];
  /** Settings that take the place of the container's. */
  readonly config: Partial<ContainerConfig> | null;
}

/** POST /commit */
export function ImageCommit(daemon: Daemon, options: CommitOptions): IdResponse {
  const container = daemon.containers.get(options.container);
  if (container.phase === 'removing' || container.phase === 'dead')
    throw conflict(`You cannot commit container ${container.id} which is ${container.phase === 'dead' ? 'Dead' : 'being removed'}`);
  // Frozen while its files are read; all of that happens at one moment here, but it is told.
  const freezes = options.pause && container.phase === 'running';
  if (freezes) ContainerPause(daemon, container.id);
  try {
    return commit(daemon, container, options);
  } finally {
    if (freezes) ContainerUnpause(daemon, container.id);
  }
}

function commit(daemon: Daemon, container: Container, options: CommitOptions): IdResponse {
  const { driver, layers, images } = daemon.parts;
  const own = container.config as ImageSettings;
  const changed = applyChanges((options.config ?? own) as ImageSettings, options.changes);
  const config = mergeConfig(changed as Partial<ContainerConfig>, own, container.config.Hostname);
  const reference = options.repo ? repositoryTag(options.repo, options.tag) : null;
  const parent = container.imageId === '' ? null : images.get(container.imageId);
  const source = layerSource(driver.diff(layers.readWriteId(container.id)));
  const below = parent ? parent.config.rootfs.diff_ids : [];
  const empty = source.diffId === EMPTY;
  const created = rfc3339(daemon.stamps.next());
  const entry: HistoryEntry = {
    created,
    ...(options.author ? { author: options.author } : {}),
    created_by: (container.config.Cmd ?? []).join(' '),
    ...(options.comment ? { comment: options.comment } : {}),
    ...(empty ? { empty_layer: true } : {}),
  };
  const image: ImageConfig = {
    architecture: 'amd64',
    os: 'linux',
    created,
    ...(options.author ? { author: options.author } : {}),
    docker_version: '20.10.24+dfsg1',
    config: { ...orderedSettings(config as ImageSettings), Image: container.config.Image } as ImageSettings,
    container: container.id,
    container_config: own,
    rootfs: { type: 'layers', diff_ids: empty ? below : [...below, source.diffId] },
    history: [...(parent?.config.history ?? []), entry],
  };
  if (empty) holdTop(daemon, below);
  else layers.register(source, chainOf(below));
  const { id } = images.add(serializeConfig(image), parent?.id ?? null);
  if (reference) tagImage(daemon, id, reference);
  emit(daemon, container, 'commit', { comment: options.comment, imageID: id, imageRef: reference ? familiarString(reference) : '' });
  return { Id: id };
}
