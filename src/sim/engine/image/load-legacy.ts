import { familiarString, parseReference } from '../../../api/reference.ts';
import { goJson, goMap } from '../../image/go-json.ts';
import type { Digest, HistoryEntry, ImageConfig } from '../../image/types.ts';
import { chainOf } from '../../image/digest.ts';
import { systemError } from '../../errors.ts';
import type { Loading } from './loading.ts';

const decoder = new TextDecoder();
/** What an image of old says of itself and the new ones do not. */
const DROPPED = ['id', 'parent', 'Size', 'parent_id', 'layer_id', 'throwaway'];

type LegacyConfig = Partial<ImageConfig> & { readonly parent?: string };

/** Loads an archive of before Docker 1.10: a folder for each layer, an image each. */
export async function loadLegacy(loading: Loading): Promise<void> {
  const { folder } = loading;
  const loaded = new Map<string, Digest>();
  for (const name of folder.folders()) await loadImage(loading, name, loaded);
  const repositories = JSON.parse(decoder.decode(folder.read('repositories'))) as Record<string, Record<string, string>>;
  for (const [name, tags] of Object.entries(repositories))
    for (const [tag, legacy] of Object.entries(tags)) {
      const id = loaded.get(legacy);
      if (!id) throw systemError(`invalid target ID: ${legacy}`);
      loading.tag({ ...parseReference(familiarString(parseReference(name))), tag }, id);
    }
}

async function loadImage(loading: Loading, legacy: string, loaded: Map<string, Digest>): Promise<Digest> {
  const known = loaded.get(legacy);
  if (known) return known;
  const { images, layers } = loading.daemon.parts;
  const config = JSON.parse(decoder.decode(loading.folder.read(`${legacy}/json`))) as LegacyConfig;
  if (config.os && config.os !== 'linux') throw systemError(`cannot load ${config.os} image on linux`);
  const parentId = config.parent ? await loadImage(loading, config.parent, loaded) : null;
  const parent = parentId && images.get(parentId);
  const below = parent ? parent.config.rootfs.diff_ids : [];
  const source = await loading.layer(`${legacy}/layer.tar`, legacy);

  layers.register(source, chainOf(below));
  const entry: HistoryEntry = {
    created: config.created ?? '',
    ...(config.author ? { author: config.author } : {}),
    ...(config.container_config?.Cmd?.length ? { created_by: config.container_config.Cmd.join(' ') } : {}),
    ...(config.comment ? { comment: config.comment } : {}),
  };
  const rest = Object.fromEntries(Object.entries(config).filter(([key]) => !DROPPED.includes(key)));
  const bytes = new TextEncoder().encode(
    goJson(
      goMap<unknown>({
        ...rest,
        rootfs: { type: 'layers', diff_ids: [...below, source.diffId] },
        history: [...(parent?.config.history ?? []), entry],
      }),
    ),
  );
  const image = images.add(bytes, parentId);
  loaded.set(legacy, image.id);
  return image.id;
}
