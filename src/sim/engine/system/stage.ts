/** The routes under /_huajuan/: what a union mount is made of, for the stage and the lessons (src/api/stage.ts). */
import type { HostView, LayerNode, LayerStack, LayerView, MergedNode } from '../../../api/stage.ts';
import type { RegistryView } from '../../../api/transfer.ts';
import type { Body } from '../../../api/wire.ts';
import type { LayerEntry } from '../../fs/driver.ts';
import { isDigest } from '../../image/digest.ts';
import type { Digest } from '../../image/types.ts';
import type { Daemon } from '../daemon.ts';
import { notFound } from '../../errors.ts';
import { nodeAt } from '../host-files.ts';
import { layersOf } from '../image/read.ts';
import { JsonStream } from '../stream.ts';

const READ_WRITE = 'rw:';
const trim = (path: string): string => path.replace(/^\/+|\/+$/g, '');

/** The driver's id of a layer by the id it has on the wire. */
function driverId(daemon: Daemon, id: string): string {
  if (id.startsWith(READ_WRITE)) return daemon.parts.layers.readWriteId(daemon.containers.get(id.slice(READ_WRITE.length)).id);
  const layer = isDigest(id) ? daemon.parts.layers.get(id) : null;
  if (!layer) throw notFound(`No such layer: ${id}`);
  return layer.cacheId;
}

/** Counts what lies in one layer. */
function count(daemon: Daemon, id: string, path = ''): { entries: number; whiteouts: number } {
  let [entries, whiteouts] = [0, 0];
  for (const { name, type } of daemon.parts.driver.list(id, path)) {
    if (type === 'whiteout') whiteouts++;
    entries++;
    if (type !== 'dir') continue;
    const below = count(daemon, id, path === '' ? name : `${path}/${name}`);
    entries += below.entries;
    whiteouts += below.whiteouts;
  }
  return { entries, whiteouts };
}

const counted = new WeakMap<Daemon, Map<string, { entries: number; whiteouts: number }>>();

/** Read-only layers never change: they are counted once. */
function countOnce(daemon: Daemon, id: string): { entries: number; whiteouts: number } {
  const known = counted.get(daemon) ?? new Map<string, { entries: number; whiteouts: number }>();
  counted.set(daemon, known);
  const found = known.get(id) ?? count(daemon, id);
  known.set(id, found);
  return found;
}

/** The layers of an image, lowest first. */
export function readOnlyLayers(daemon: Daemon, imageId: Digest | ''): LayerView[] {
  const image = imageId === '' ? null : daemon.parts.images.get(imageId);
  if (!image) return [];
  const made = (image.config.history ?? []).filter(({ empty_layer }) => !empty_layer);
  return layersOf(image).flatMap((chain, at) => {
    const layer = daemon.parts.layers.get(chain);
    if (!layer) return [];
    return [
      {
        id: chain,
        diffId: layer.diffId,
        size: layer.size,
        createdBy: made[at]?.created_by ?? '',
        created: Date.parse(made[at]?.created ?? image.config.created),
        readonly: true,
        ...countOnce(daemon, layer.cacheId),
      },
    ];
  });
}

/** GET /_huajuan/stack?container=ID | ?image=REF */
export function stack(daemon: Daemon, container: string | null, image: string | null): LayerStack {
  const driver = daemon.parts.driver.name;
  if (container === null) {
    const found = daemon.image(image ?? '');
    return { container: null, image: found.id, driver, layers: readOnlyLayers(daemon, found.id) };
  }
  const found = daemon.containers.get(container);
  const id = daemon.parts.layers.readWriteId(found.id);
  const own: LayerView = {
    id: READ_WRITE + found.id,
    diffId: null,
    size: daemon.parts.driver.diffSize(id),
    createdBy: '',
    created: found.created,
    readonly: false,
    ...count(daemon, id),
  };
  return { container: found.id, image: found.imageId, driver, layers: [...readOnlyLayers(daemon, found.imageId), own] };
}

/** GET /_huajuan/tree?layer=ID&path=/etc */
export const tree = (daemon: Daemon, layer: string, path: string): LayerNode[] => [
  ...daemon.parts.driver.list(driverId(daemon, layer), trim(path)),
];

/** GET /_huajuan/file?layer=ID&path=/etc/passwd */
export function file(daemon: Daemon, layer: string, path: string): Uint8Array {
  const content = daemon.parts.driver.file(driverId(daemon, layer), trim(path));
  if (!content) throw notFound(`No such file in this layer: ${path}`);
  return content.read(0, content.size);
}

/** GET /_huajuan/merged?container=ID&path=/etc */
export function merged(daemon: Daemon, container: string, path: string): MergedNode[] {
  const { driver, layers } = daemon.parts;
  const found = daemon.containers.get(container);
  const own = layers.readWriteId(found.id);
  const image = found.imageId === '' ? null : daemon.parts.images.get(found.imageId);
  const ids = [...(image ? layersOf(image) : []).flatMap((chain) => layers.get(chain)?.cacheId ?? []), own];
  const per = ids.map((id) => new Map(driver.list(id, trim(path)).map((entry): [string, LayerEntry] => [entry.name, entry])));
  const fs = driver.view(own);
  const dir = nodeAt(fs, path);
  const nodes = (dir?.type === 'dir' ? fs.readdir(dir) : []).flatMap(({ name }): MergedNode[] => {
    const holders = per.flatMap((entries, index) => (entries.has(name) ? [index] : []));
    const top = holders.pop();
    const entry = top === undefined ? undefined : per[top]?.get(name);
    // What only the layer of mount points holds belongs to none that is shown.
    return entry && top !== undefined ? [{ ...entry, layer: top, shadowed: holders }] : [];
  });
  return nodes;
}

/** GET /_huajuan/host */
export const host = (daemon: Daemon): HostView => ({
  kernel: `Linux ${daemon.parts.info.kernelVersion}`,
  os: daemon.parts.info.operatingSystem,
  now: daemon.clock.now(),
});

/** GET /_huajuan/observations */
export function observations(daemon: Daemon): Body {
  const out = new JsonStream();
  out.onClose = daemon.observations.subscribe((observation) => out.send(observation));
  return out;
}

/** GET /_huajuan/requests */
export function requests(daemon: Daemon): Body {
  const out = new JsonStream();
  out.onClose = daemon.hops.subscribe((hop) => out.send(hop));
  return out;
}

/** GET /_huajuan/registries */
export const registries = (daemon: Daemon): Promise<RegistryView[]> => daemon.parts.registry.registries();

/** GET /_huajuan/transfers */
export function transfers(daemon: Daemon): Body {
  const out = new JsonStream();
  out.onClose = daemon.parts.registry.transfers.subscribe((event) => out.send(event));
  return out;
}
