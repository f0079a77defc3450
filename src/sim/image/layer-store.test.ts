import { beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '../clock.ts';
import { Content } from '../fs/content.ts';
import type { ArchiveEntry } from '../fs/driver.ts';
import { MemFs } from '../fs/memfs.ts';
import { Overlay2Driver } from '../fs/overlay2.ts';
import { Random } from '../random.ts';
import { serializeConfig } from './config.ts';
import { chainId } from './digest.ts';
import { LayeredImageStore } from './image-store.ts';
import { ImageLayerStore } from './layer-store.ts';
import { ImageReferenceStore } from './reference-store.ts';
import { layerSource } from './tar.ts';
import type { Digest, LayerSource } from './types.ts';

const entry = (path: string, type: 'file' | 'dir', text = ''): ArchiveEntry => ({
  path,
  type,
  mode: type === 'dir' ? 0o755 : 0o644,
  uid: 0,
  gid: 0,
  mtime: 0,
  linkname: '',
  rdev: [0, 0],
  content: type === 'file' ? Content.of(text) : null,
  xattrs: {},
});
const base = layerSource([entry('etc', 'dir'), entry('etc/hosts', 'file', 'old'), entry('proc', 'dir')]);
const upper = layerSource([entry('data', 'file', 'hello')]);
const other = layerSource([entry('data', 'file', 'other one')]);

let driver: Overlay2Driver;
let layers: ImageLayerStore;
beforeEach(() => {
  const clock = new VirtualClock(0, () => Promise.resolve());
  const random = new Random(7);
  driver = new Overlay2Driver({ host: new MemFs({ type: 'ext4', dev: 1, clock }), clock, random });
  layers = new ImageLayerStore({ driver, random });
});
const stack = (...sources: LayerSource[]): Digest => {
  let chain: Digest | null = null;
  for (const source of sources) {
    const layer = layers.register(source, chain);
    if (chain) layers.release(chain);
    chain = layer.chainId;
  }
  if (!chain) throw new Error('no layers');
  return chain;
};

test('a layer is kept once, has its ChainID and the size of its files', () => {
  const chain = stack(base, upper);
  expect(chain).toBe(chainId(base.diffId, upper.diffId));
  expect(layers.get(chain)).toMatchObject({ diffId: upper.diffId, parent: base.diffId, size: 5 });
  expect(stack(base, upper)).toBe(chain);
  expect(layers.all()).toHaveLength(2);
});

test('layers go when nothing holds them, topmost first; shared ones stay', () => {
  const one = stack(base, upper);
  const two = stack(base, other);
  expect(layers.release(one).map((layer) => layer.diffId)).toEqual([upper.diffId]);
  expect(layers.release(two).map((layer) => layer.diffId)).toEqual([other.diffId, base.diffId]);
  expect(layers.all()).toEqual([]);
});

test("a container's layer stands on an init layer and holds its image's layers", () => {
  const chain = stack(base, upper);
  const id = layers.createReadWrite('c1', chain);
  expect(layers.readWriteId('c1')).toBe(id);
  expect(driver.changes(id)).toEqual([]);
  const paths = ['', 'dev', 'etc'].flatMap((dir) =>
    driver.list(`${id}-init`, dir).map(({ name, type, mode }) => `${dir}/${name} ${type} ${mode.toString(8)}`),
  );
  // Recorded: find -printf of an -init/diff of the real engine, with /proc there already and /sys not.
  expect(paths.sort()).toEqual(
    [
      '/.dockerenv file 755',
      '/dev dir 755',
      '/etc dir 755',
      '/sys dir 755',
      'dev/console file 755',
      'dev/pts dir 755',
      'dev/shm dir 755',
      'etc/hostname file 755',
      'etc/hosts file 755',
      'etc/mtab symlink 777',
      'etc/resolv.conf file 755',
    ].sort(),
  );
  expect(driver.file(`${id}-init`, 'etc/hosts')?.size).toBe(0);
  expect(layers.release(chain)).toEqual([]);
  layers.removeReadWrite('c1');
  expect(layers.all()).toEqual([]);
  expect(driver.exists(id)).toBe(false);
});

test('images are found by id and prefix, sum up their layers, and give them back', () => {
  const images = new LayeredImageStore({ layers });
  const config = (cmd: string): Uint8Array =>
    serializeConfig({
      architecture: 'amd64',
      os: 'linux',
      created: '2023-01-01T00:00:00Z',
      config: { Cmd: [cmd] },
      rootfs: { type: 'layers', diff_ids: [base.diffId, upper.diffId] },
      history: [],
    });
  stack(base, upper);
  const image = images.add(config('a'), null);
  stack(base, upper);
  const child = images.add(config('b'), image.id);
  expect(image.size).toBe(8);
  expect(images.search(image.id)?.valueOf()).toBe(image);
  expect(images.search(image.id.slice(7, 19))).toBe(image);
  expect(images.search('')).toBeNull();
  expect(images.search('xyz')).toBeNull();
  expect(images.children(image.id)).toEqual([child.id]);
  stack(base, upper);
  expect(images.add(config('a'), null)).toBe(image);
  expect(images.remove(image.id)).toEqual([]);
  expect(images.get(child.id)?.parent).toBeNull();
  expect(images.remove(child.id)).toHaveLength(2);
  expect(layers.all()).toEqual([]);
});

test('references are kept by name and found by image, sorted', () => {
  const references = new ImageReferenceStore();
  references.set('docker.io/library/b:1', base.diffId);
  references.set('docker.io/library/a:1', base.diffId);
  references.set('docker.io/library/c:1', upper.diffId);
  expect(references.of(base.diffId)).toEqual(['docker.io/library/a:1', 'docker.io/library/b:1']);
  expect(references.delete('docker.io/library/a:1')).toBe(true);
  expect(references.delete('docker.io/library/a:1')).toBe(false);
  expect(references.get('docker.io/library/c:1')).toBe(upper.diffId);
});
