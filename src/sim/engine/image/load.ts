import { piecesOf } from '../../../api/bytes.ts';
import { familiarString, parseReference, type Reference } from '../../../api/reference.ts';
import type { Body } from '../../../api/wire.ts';
import { MemFs } from '../../fs/memfs.ts';
import { MountNamespace } from '../../fs/vfs.ts';
import { chainId } from '../../image/digest.ts';
import { decompressed } from '../../image/decompress.ts';
import type { Digest, Image, ImageConfig, LayerSource } from '../../image/types.ts';
import { unpackNamespace } from '../archive/namespace-files.ts';
import type { Daemon } from '../daemon.ts';
import { systemError } from '../../errors.ts';
import { goSyntaxError } from '../go-json-error.ts';
import { ROOT_DIR } from '../parts.ts';
import { JsonStream } from '../stream.ts';
import { registerLayer, unpackError } from './layer-file.ts';
import { loadLegacy } from './load-legacy.ts';
import { Loading, LoadFolder } from './loading.ts';
import { emitImage } from './write.ts';

interface ManifestItem {
  readonly Config?: string;
  readonly RepoTags?: readonly string[] | null;
  readonly Layers?: readonly string[] | null;
  readonly Parent?: Digest;
}

const decoder = new TextDecoder();

function parseJson(bytes: Uint8Array): unknown {
  const text = decoder.decode(bytes);
  try {
    return JSON.parse(text.split('\n')[0] ?? '');
  } catch {
    try {
      return JSON.parse(text);
    } catch {
      const message = goSyntaxError(text);
      throw systemError(message === 'unexpected end of JSON input' ? 'unexpected EOF' : message);
    }
  }
}

const GO_KINDS: Readonly<Record<string, string>> = { string: 'string', number: 'number', boolean: 'bool', object: 'object' };

function manifestOf(bytes: Uint8Array): readonly ManifestItem[] {
  const value = parseJson(bytes) ?? [];
  if (!Array.isArray(value))
    throw systemError(`json: cannot unmarshal ${GO_KINDS[typeof value]} into Go value of type []tarexport.manifestItem`);
  return value.map((item: unknown) => {
    if (typeof item === 'object') return (item ?? {}) as ManifestItem;
    throw systemError(`json: cannot unmarshal ${GO_KINDS[typeof item]} into Go value of type tarexport.manifestItem`);
  });
}

/** An image's configuration, checked as Docker does before it takes one (image.NewFromJSON and store.Create). */
function configOf(bytes: Uint8Array): ImageConfig {
  const config = parseJson(bytes) as Partial<ImageConfig> | null;
  if (!config?.rootfs) throw systemError('invalid image JSON, no RootFS key');
  if (config.os && config.os !== 'linux') throw systemError(`cannot load ${config.os} image on linux`);
  const diffIds = config.rootfs.diff_ids ?? [];
  return { ...config, rootfs: { ...config.rootfs, diff_ids: diffIds } } as ImageConfig;
}

/** Registers the layers of an image; afterwards the topmost is held once, for the image. Nothing is held when it fails. */
async function loadLayers(loading: Loading, config: ImageConfig, paths: readonly string[]): Promise<Digest | null> {
  const { layers } = loading.daemon.parts;
  const diffIds = config.rootfs.diff_ids;
  if (paths.length !== diffIds.length)
    throw systemError(`invalid manifest, layers length mismatch: expected ${paths.length}, got ${diffIds.length}`);
  let held: Digest | null = null;
  try {
    for (const [n, diffId] of diffIds.entries()) {
      const there = layers.get(chainId(held, diffId)) !== null;
      const source: LayerSource = there ? { diffId, tarSize: 0, entries: () => [] } : await loading.layer(paths[n] ?? '', diffId);
      held = registerLayer(loading.daemon, source, held);
      if (source.diffId !== diffId)
        throw systemError(`invalid diffID for layer ${n}: expected ${JSON.stringify(diffId)}, got ${JSON.stringify(source.diffId)}`);
    }
  } catch (error) {
    if (held) layers.release(held);
    throw error;
  }
  const filled = (config.history ?? []).filter(({ empty_layer }) => !empty_layer).length;
  if (filled <= diffIds.length) return held;
  if (held) layers.release(held);
  throw systemError('too many non-empty layers in History section');
}

async function loadImage(loading: Loading, item: ManifestItem): Promise<{ image: Image; names: Reference[] }> {
  const bytes = loading.folder.read(item.Config ?? '');
  const config = configOf(bytes);
  await loadLayers(loading, config, item.Layers ?? []);
  const image = loading.daemon.parts.images.add(bytes, null);
  const names: Reference[] = [];
  for (const repoTag of item.RepoTags ?? []) {
    const name = parseReference(repoTag);
    if (name.tag === null) throw systemError(`invalid tag ${JSON.stringify(repoTag)}`);
    loading.tag(name, image.id);
    loading.out.send({ stream: `Loaded image: ${familiarString(name)}\n` });
    names.push(name);
  }
  emitImage(loading.daemon, 'load', image.id, image.id);
  return { image, names };
}

async function load(loading: Loading): Promise<void> {
  const { daemon, folder, out } = loading;
  if (!folder.has('manifest.json')) return loadLegacy(loading);
  const loaded: { item: ManifestItem; id: Digest }[] = [];
  let last = 0;
  for (const item of manifestOf(folder.read('manifest.json'))) {
    const { image, names } = await loadImage(loading, item);
    loaded.push({ item, id: image.id });
    last = names.length;
  }
  for (const { item, id } of loaded)
    if (item.Parent && loaded.some((one) => one.id === item.Parent)) daemon.parts.images.setParent(id, item.Parent);
  if (last > 0) return;
  const ids = loaded.map(({ id }) => `Loaded image ID: ${id}\n`).join('');
  out.send(ids === '' ? {} : { stream: ids });
}

/** POST /images/load: takes what ImageGet gives, and tells of it in JSON lines. */
export function ImageLoad(daemon: Daemon, body: Body, quiet: boolean): Body {
  const out = new JsonStream();
  const namespace = new MountNamespace(new MemFs({ type: 'ext4', dev: 0, clock: daemon.clock }));
  const folder = new LoadFolder(namespace, `${ROOT_DIR}/tmp/docker-import-${daemon.parts.random.int(2 ** 31)}`);
  const work = async (): Promise<void> => {
    await unpackNamespace(namespace, '/', decompressed(piecesOf(body)), {}).catch((error: unknown) => {
      throw unpackError(error);
    });
    await load(new Loading(daemon, folder, out, quiet));
  };
  work()
    .catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      out.send({ errorDetail: { message }, error: message });
    })
    .finally(() => out.end());
  return out;
}
