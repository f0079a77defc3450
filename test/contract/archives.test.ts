/** Archives of images: what a real engine saved, an OCI layout, and whatever chance makes of them. */
import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readAll } from '../../src/api/bytes.ts';
import { ContainerList, ImageHistory, ImageInspect, ImageList } from '../../src/api/client.ts';
import { ArchiveError, type ArchiveReason } from '../../src/api/archive/error.ts';
import { archiveTransport } from '../../src/api/archive/transport.ts';
import type { LayerNode, LayerStack, LayerWaste } from '../../src/api/stage.ts';
import type { EngineTransport } from '../../src/api/wire.ts';
import { newWorld } from '../../src/headless/world.ts';
import { dockerArchive, type MadeEntry, ociArchive, openBytes, recorded, recordedPacked, tarOf } from './archives/archives.ts';

const get = async <T>(wire: EngineTransport, url: string): Promise<T> => {
  const { status, body } = await wire.fetch({ method: 'GET', url, headers: {} });
  const text = new TextDecoder().decode(await readAll(body));
  if (status !== 200) throw new Error(`${status} ${text}`);
  return JSON.parse(text) as T;
};

const reasonOf = async (bytes: Uint8Array): Promise<ArchiveReason | null> => {
  try {
    await openBytes(bytes);
    return null;
  } catch (error) {
    if (error instanceof ArchiveError) return error.reason;
    throw error;
  }
};

const keyOf = async (bytes: Uint8Array): Promise<string | undefined> => (await reasonOf(bytes))?.key;
const wireOf = async (bytes: Uint8Array): Promise<EngineTransport> => archiveTransport(await openBytes(bytes));

describe('what a real engine saved', () => {
  test.each([
    ['as docker save writes it', recorded],
    ['packed', recordedPacked],
  ])('%s: images, layers and trees as docker told them', async (_, bytes) => {
    const wire = await wireOf(bytes());
    const images = await ImageList(wire);
    expect(images.map(({ RepoTags, Size }) => [RepoTags, Size])).toEqual([
      [['course/layers:1'], 65_985],
      [['course/hello:2', 'course/hello:latest'], 65_654],
    ]);
    expect(await ContainerList(wire, { all: true, size: true })).toEqual([]);
    const history = await ImageHistory(wire, 'course/layers:1');
    expect(history.map(({ Size }) => Size)).toEqual([0, 30, 360, 65_595]);
    expect((await ImageInspect(wire, images[0]?.Id ?? '')).value.RootFS.Layers).toHaveLength(3);

    const { layers } = await get<LayerStack>(wire, '/_huajuan/stack?image=course/layers:1');
    expect(layers.map(({ size, entries, whiteouts }) => [size, entries, whiteouts])).toEqual([
      [65_595, 15, 0],
      [360, 1, 0],
      [30, 6, 1],
    ]);
    const [bottom, , top] = layers;
    const tree = async (layer: string | undefined, path: string): Promise<string[]> =>
      (await get<LayerNode[]>(wire, `/_huajuan/tree?${new URLSearchParams({ layer: layer ?? '', path })}`)).map(
        ({ name, type, size, opaque }) => `${name} ${type} ${size}${opaque ? ' opaque' : ''}`,
      );
    expect(await tree(top?.id, '/srv')).toEqual(['big whiteout 0', 'data dir 0 opaque']);
    expect(await tree(bottom?.id, '/srv/keep')).toEqual(['hard file 4', 'soft symlink 9']);
    expect(await tree(bottom?.id, '/long')).toEqual([`${'7'.padStart(120, '0')} dir 0`, '名字.txt file 7']);
    const file = async (path: string): Promise<string> => {
      const query = new URLSearchParams({ layer: bottom?.id ?? '', path });
      return new TextDecoder().decode(
        await readAll((await wire.fetch({ method: 'GET', url: `/_huajuan/file?${query}`, headers: {} })).body),
      );
    };
    expect(await file('/srv/keep/hard')).toBe('one\n');
    expect(await file('/long/名字.txt')).toBe('你好\n');

    const waste = await get<LayerWaste>(wire, '/_huajuan/waste?image=course/layers:1');
    expect([waste.wasted, waste.total]).toEqual([65_536 + 30 + 4 + 4, 65_976]);
    expect(waste.worst[0]).toEqual({ path: '/srv/big', total: 65_536, wasted: 65_536, layers: [0, 2], deleted: true });
    expect((await wire.fetch({ method: 'POST', url: '/containers/create', headers: {} })).status).toBe(404);
  });

  test('our engine, having loaded it, tells of the same layers', async () => {
    const world = await newWorld({ catalog: 'fixtures', seed: 1 });
    const loaded = world.transport.fetch({ method: 'POST', url: '/images/load?quiet=1', headers: {}, body: recorded() });
    await world.run(Number.POSITIVE_INFINITY);
    expect((await loaded).status).toBe(200);
    const wire = await wireOf(recorded());
    for (const image of ['course/layers:1', 'course/hello:2']) {
      const [here, there] = await Promise.all([wire, world.transport].map((one) => get<LayerStack>(one, `/_huajuan/stack?image=${image}`)));
      const plain = (stack: LayerStack | undefined) =>
        stack?.layers.map(({ id, diffId, size, createdBy, created }) => ({ id, diffId, size, createdBy, created }));
      expect(plain(here)).toEqual(plain(there));
      for (const { id } of here?.layers ?? []) {
        for (const path of ['/', '/srv', '/srv/data', '/srv/keep', '/long', '/etc']) {
          const url = `/_huajuan/tree?${new URLSearchParams({ layer: id, path })}`;
          const nodes = async (one: EngineTransport) =>
            (await get<LayerNode[]>(one, url)).map(({ name, type, size, opaque, linkname }) => ({
              name,
              type,
              size: type === 'file' ? size : 0,
              opaque,
              linkname,
            }));
          expect(await nodes(wire), `${image} ${path}`).toEqual(await nodes(world.transport));
        }
      }
    }
  });
});

const layer = tarOf([
  { name: 'etc/', type: 'dir' },
  { name: 'etc/motd', data: 'hello' },
  { name: 'etc/again', type: 'hardlink', linkname: 'etc/motd' },
]);
const above = tarOf([{ name: 'etc/.wh.motd' }, { name: 'var/lib/new', data: 'x'.repeat(5000) }]);
const images = [
  { name: 'one:1', layers: [layer] },
  { name: 'two:1', layers: [layer, above] },
];

describe('an OCI layout', () => {
  test.each(['gzip', 'none'] as const)('layers packed with %s', async (pack) => {
    const archive = await openBytes(ociArchive(images, pack));
    expect(archive.format).toBe('OCI');
    expect(archive.images.map(({ names, size }) => [names, size])).toEqual([
      [['one:1'], 5],
      [['two:1'], 5005],
    ]);
    expect(archive.images[0]?.chain[0]).toBe(archive.images[1]?.chain[0]);
    expect(
      [...archive.layers.values()].map(({ index }) => [...index.paths()].map(({ path, type, size }) => `${path} ${type} ${size}`)),
    ).toEqual([
      ['/etc dir 0', '/etc/again file 0', '/etc/motd file 5'],
      ['/etc dir 0', '/etc/motd whiteout 0', '/var dir 0', '/var/lib dir 0', '/var/lib/new file 5000'],
    ]);
    const wire = archiveTransport(archive);
    const url = `/_huajuan/file?${new URLSearchParams({ layer: archive.images[1]?.chain[1] ?? '', path: '/var/lib/new' })}`;
    expect(await readAll((await wire.fetch({ method: 'GET', url, headers: {} })).body)).toHaveLength(5000);
  });
});

describe('refused, with the reason', () => {
  const made = dockerArchive(images);
  const without = (name: string): Uint8Array => {
    const at = Buffer.from(made).indexOf(name);
    const broken = made.slice();
    broken.set(new TextEncoder().encode('lost'), at);
    return broken;
  };
  const configWith = (change: Readonly<Record<string, unknown>>): Uint8Array =>
    tarOf([
      { name: 'config.json', data: JSON.stringify({ rootfs: { type: 'layers', diff_ids: [] }, ...change }) },
      { name: 'a/layer.tar', data: layer },
      { name: 'manifest.json', data: '[{"Config":"config.json","RepoTags":null,"Layers":["a/layer.tar"]}]' },
    ]);
  const layerOf = (entries: readonly MadeEntry[]): Uint8Array => dockerArchive([{ name: 'bad:1', layers: [tarOf(entries)] }]);

  test.each<[string, () => Uint8Array, string]>([
    ['an empty file', () => new Uint8Array(0), 'no-archive'],
    ['a text', () => new TextEncoder().encode('FROM busybox\n'.repeat(100)), 'no-archive'],
    ['a short text', () => new TextEncoder().encode('FROM busybox\n'), 'no-archive'],
    ['nothing but zeros', () => new Uint8Array(10_240), 'no-archive'],
    ['a file system of docker export', () => layer, 'no-image'],
    ['one that ends in a layer', () => recorded().subarray(0, 60_000), 'cut-short'],
    ['one that ends before its manifest', () => recorded().subarray(0, recorded().length - 20_000), 'cut-short'],
    ['packed and cut short', () => recordedPacked().subarray(0, 2000), 'gzip'],
    ['packed with zstd', () => Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0), 'packing'],
    [
      'a layer packed with xz',
      () => dockerArchive([{ name: 'bad:1', layers: [Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0)] }]),
      'packing',
    ],
    ['a header that was written over', () => without('manifest.json'), 'header'],
    ['no layers for the configuration', () => configWith({}), 'layers'],
    ['another layer than was meant', () => configWith({ rootfs: { type: 'layers', diff_ids: [`sha256:${'0'.repeat(64)}`] } }), 'digest'],
    ['a manifest that is no list', () => tarOf([{ name: 'manifest.json', data: '{}' }]), 'json'],
    ['a manifest that is no JSON', () => tarOf([{ name: 'manifest.json', data: '[{]' }]), 'json'],
    ['a manifest of what is not there', () => tarOf([{ name: 'manifest.json', data: '[{"Config":"c","Layers":["l"]}]' }]), 'missing'],
    [
      'an index of what is not there',
      () => tarOf([{ name: 'index.json', data: `{"manifests":[{"digest":"sha256:${'0'.repeat(64)}"}]}` }]),
      'missing',
    ],
    ['a name that leads out', () => layerOf([{ name: '../etc/passwd', data: 'x' }]), 'path'],
    ['a link that leads round', () => tarOf([{ name: 'manifest.json', type: 'symlink', linkname: 'manifest.json' }]), 'no-image'],
    ['a name without end', () => layerOf([{ name: 'a/'.repeat(100_000), type: 'dir' }]), 'header'],
  ])('%s', async (_, bytes, key) => {
    expect(await keyOf(bytes())).toBe(key);
  });

  test('the file is named, and the digests', async () => {
    const broken = recorded();
    broken[Buffer.from(broken).indexOf('one\n')] = 0x4f;
    expect(await reasonOf(broken)).toMatchObject({ key: 'digest', file: expect.stringMatching(/^[0-9a-f]{64}\/layer\.tar$/) });
  });

  const subjects = [recorded(), recordedPacked(), made, ociArchive(images)];

  test('cut anywhere, flipped anywhere: opened only when every digest holds, else refused', { timeout: 120_000 }, async () => {
    const whole = await Promise.all(subjects.map(async (bytes) => idsOf(await openBytes(bytes))));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(subjects.length - 1),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(7)), { maxLength: 3 }),
        async (n, cut, flips) => {
          const subject = subjects[n] ?? new Uint8Array(0);
          const bytes = subject.slice(0, flips.length > 0 ? subject.length : Math.floor(cut * subject.length));
          for (const [at, bit] of flips) {
            const byte = Math.floor(at * bytes.length);
            bytes[byte] = (bytes[byte] ?? 0) ^ (1 << bit);
          }
          try {
            // Names are in no digest: the images, their layers and all that is in them are the same, or there are fewer images.
            const ids = idsOf(await openBytes(bytes));
            for (const id of ids) expect(whole[n]).toContain(id);
          } catch (error) {
            if (!(error instanceof ArchiveError)) throw error;
            expect(error.reason.key).not.toBe('unreadable');
          }
        },
      ),
      { numRuns: 600 },
    );
  });

  test('any bytes at all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), fc.boolean(), async (bytes, pack) => {
        expect(await keyOf(pack ? new Uint8Array(gzipSync(bytes)) : bytes)).toEqual(expect.any(String));
      }),
      { numRuns: 200 },
    );
  });
});

/** Every image with its layers and a word for all that is in them. */
function idsOf({ images: all, layers }: Awaited<ReturnType<typeof openBytes>>): string[] {
  return all.map(({ id, chain }) => [id, ...chain.map((one) => JSON.stringify([...(layers.get(one)?.index.paths() ?? [])]))].join('\n'));
}

test('progress is told up to the end', async () => {
  const seen: string[] = [];
  await openBytes(recordedPacked(), ({ step, done, total }) => seen.push(`${step} ${done}/${total}`));
  const [first, last] = [seen[0], seen.at(-1)];
  expect(first).toMatch(/^unpack (\d+)\/\1$/);
  expect(last).toMatch(/^read (\d+)\/\1$/);
});
