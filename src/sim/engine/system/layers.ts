/** The routes under /_huajuan/ that look at whole layers: what they change, what they waste, where they lie and what they take. */
import { layerChanges, layerUnion, layerWaste } from '../../../api/layer-tree.ts';
import type { DiskView, DriverCost, LayerChange, LayerPath, LayerPlace, LayerWaste } from '../../../api/stage.ts';
import type { ArchiveEntry, StorageDriver } from '../../fs/driver.ts';
import type { Digest } from '../../image/types.ts';
import { invalidParameter } from '../../errors.ts';
import type { Daemon } from '../daemon.ts';
import { layersOf } from '../image/read.ts';
import { measureDrivers } from './drivers.ts';

/** The layers of a container or an image by the driver's ids, bottom first; `readWrite` is the container's own, the last. */
interface Stack {
  readonly chain: readonly { readonly id: string; readonly cacheId: string }[];
  readonly readWrite: string | null;
}

function stackOf(daemon: Daemon, container: string | null, image: string | null): Stack {
  const { layers, images } = daemon.parts;
  const of = (id: Digest | ''): Stack['chain'] => {
    const found = id === '' ? null : images.get(id);
    return (found ? layersOf(found) : []).flatMap((chain) => {
      const layer = layers.get(chain);
      return layer ? [{ id: chain, cacheId: layer.cacheId }] : [];
    });
  };
  if (container === null) return { chain: of(daemon.image(image ?? '').id), readWrite: null };
  const found = daemon.containers.get(container);
  const cacheId = layers.readWriteId(found.id);
  return { chain: [...of(found.imageId), { id: `rw:${found.id}`, cacheId }], readWrite: cacheId };
}

/** Listings of read-only layers, which never change: those of the stack that was asked for last. */
const listed = new WeakMap<StorageDriver, Map<string, readonly LayerPath[]>>();

function pathsOf(driver: StorageDriver, { chain, readWrite }: Stack): (readonly LayerPath[])[] {
  const before = listed.get(driver);
  const kept = new Map<string, readonly LayerPath[]>();
  const paths = chain.map(({ cacheId }) => {
    if (cacheId === readWrite) return layerPaths(driver.diff(cacheId));
    const found = before?.get(cacheId) ?? layerPaths(driver.diff(cacheId));
    kept.set(cacheId, found);
    return found;
  });
  listed.set(driver, kept);
  return paths;
}

const MARK = '.wh.';
const OPAQUE_MARK = '.wh..wh..opq';

/** A layer's archive as paths: what its marks say instead of the marks. */
function layerPaths(entries: Iterable<ArchiveEntry>): LayerPath[] {
  const paths: LayerPath[] = [];
  const opaque = new Set<string>();
  for (const { path, type, mode, uid, gid, linkname, content } of entries) {
    const cut = path.lastIndexOf('/') + 1;
    const name = path.slice(cut);
    if (name === OPAQUE_MARK) opaque.add(`/${path.slice(0, cut - 1)}`);
    else if (name.startsWith(MARK))
      paths.push({ ...NO_NODE, path: `/${path.slice(0, cut)}${name.slice(MARK.length)}`, type: 'whiteout', mode, uid, gid });
    else {
      const size = type === 'symlink' ? linkname.length : (content?.size ?? 0);
      paths.push({ path: `/${path}`, type: type === 'hardlink' ? 'file' : type, size, mode, uid, gid, linkname, opaque: false });
    }
  }
  return opaque.size === 0 ? paths : paths.map((one) => (opaque.has(one.path) ? { ...one, opaque: true } : one));
}

const NO_NODE = { size: 0, linkname: '', opaque: false };

/** GET /_huajuan/changes?container=ID|image=REF&layer=N[&union=true] */
export function changes(daemon: Daemon, container: string | null, image: string | null, layer: number, union: boolean): LayerChange[] {
  const stack = stackOf(daemon, container, image);
  if (!Number.isInteger(layer) || layer < 0 || layer >= stack.chain.length) throw invalidParameter(`no such layer: ${layer}`);
  const paths = pathsOf(daemon.parts.driver, stack);
  return union ? layerUnion(paths, layer) : layerChanges(paths, layer);
}

/** GET /_huajuan/waste?container=ID|image=REF */
export const waste = (daemon: Daemon, container: string | null, image: string | null): LayerWaste =>
  layerWaste(pathsOf(daemon.parts.driver, stackOf(daemon, container, image)));

/** GET /_huajuan/disk?container=ID|image=REF */
export function disk(daemon: Daemon, container: string | null, image: string | null): DiskView {
  const { driver } = daemon.parts;
  const { chain, readWrite } = stackOf(daemon, container, image);
  const role = (writable: boolean): LayerPlace['role'] => {
    if (driver.name === 'overlay2') return writable ? 'upperdir' : 'lowerdir';
    if (driver.name === 'aufs') return writable ? 'rw' : 'ro+wh';
    return driver.name === 'vfs' ? 'copy' : 'snapshot';
  };
  const places = chain.map(({ id, cacheId }): LayerPlace => ({ id, role: role(cacheId === readWrite), ...driver.footprint(cacheId) }));
  const init = readWrite === null ? null : `${readWrite}-init`;
  if (init !== null && driver.exists(init)) places.splice(-1, 0, { id: 'init', role: role(false), ...driver.footprint(init) });
  return { driver: driver.name, layers: places, mount: readWrite === null ? null : mountLine(driver, readWrite) };
}

/** As /proc/mounts of the host has it. */
function mountLine(driver: StorageDriver, readWrite: string): string {
  const { source, target, type, options } = driver.mountSource(readWrite);
  return `${source} on ${target ?? '/'} type ${type} (rw,${options})`;
}

/** GET /_huajuan/drivers?container=ID|image=REF */
export function drivers(daemon: Daemon, container: string | null, image: string | null): DriverCost[] {
  const { driver } = daemon.parts;
  const { chain, readWrite } = stackOf(daemon, container, image);
  return measureDrivers(
    chain.flatMap(({ cacheId }) => (cacheId === readWrite ? [] : [driver.diff(cacheId)])),
    readWrite === null ? null : driver.diff(readWrite),
  );
}
