import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import recorded from '../../../../test/oracle/images/recorded.json' with { type: 'json' };
import { sha256 } from '../../image/digest.ts';
import { gzipPieces } from '../../image/gzip.ts';
import { tarBytes, tarPieces } from '../../image/tar.ts';
import { programOf } from '../../kernel/elf.ts';
import type { CatalogImage, CatalogLayer } from './catalog.ts';
import { fixtures } from './fixtures.ts';
import { hostRoot } from './host.ts';
import { hub } from './hub.ts';

const digest = (pieces: Iterable<Uint8Array>): { digest: string; size: number } => {
  const hash = createHash('sha256');
  let size = 0;
  for (const piece of pieces) {
    hash.update(piece);
    size += piece.length;
  }
  return { digest: `sha256:${hash.digest('hex')}`, size };
};

const layersOf = (images: readonly CatalogImage[]): [string, CatalogLayer][] => [
  ...new Map(
    images.flatMap(({ repository, layers }) =>
      layers.map((layer): [string, [string, CatalogLayer]] => [layer.diffId, [`${repository} ${layer.diffId.slice(0, 19)}`, layer]]),
    ),
  ).values(),
];

test.each(layersOf([...fixtures().images, ...hub().images]))(
  'the digests of %s are those of its real bytes (else run test/oracle/images/generate-catalog.ts)',
  (_, layer) => {
    expect(digest(tarBytes(layer.entries()))).toEqual({ digest: layer.diffId, size: layer.tarSize });
    expect(digest(gzipPieces(tarPieces(layer.entries())))).toEqual({ digest: layer.blob, size: layer.blobSize });
  },
  60_000,
);

const names = ['busybox', 'centos', 'tomcat', 'nginx'] as const;
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
/** What depends on when and by whom it was built. */
const timeless = (config: string): string =>
  config
    .replace(/"created":"[^"]*"/g, '"created"')
    .replace(/[0-9a-f]{64}/g, '<id>')
    .replace(/"Hostname":"[0-9a-f]{12}"/, '"Hostname"');

test.each(names)('%s of the fixtures has the configuration of the real build, but for ids and times', (name) => {
  const image = fixtures().images[names.indexOf(name)];
  expect(timeless(text(image?.config ?? new Uint8Array(0)))).toBe(timeless(recorded.configs[name].bytes));
});

test('what a COPY took is named by the same digest as in the real build', () => {
  const sources = (config: string): string[] => [...config.matchAll(/COPY file:([0-9a-f]{64})/g)].map(([, hash = '']) => hash);
  for (const [n, name] of names.entries())
    expect(sources(text(fixtures().images[n]?.config ?? new Uint8Array(0)))).toEqual(sources(recorded.configs[name].bytes));
});

test('the layers of the fixtures have the files of the real build, and are shared alike', () => {
  const trees = new Map<string, unknown>(Object.entries(recorded.trees));
  const ours = new Map<string, string>();
  for (const [n, name] of names.entries()) {
    const image = fixtures().images[n];
    const { rootfs } = JSON.parse(recorded.configs[name].bytes) as { rootfs: { diff_ids: string[] } };
    expect(image?.layers).toHaveLength(rootfs.diff_ids.length);
    for (const [depth, real] of rootfs.diff_ids.entries()) {
      const layer = image?.layers[depth];
      expect(ours.get(real) ?? layer?.diffId).toBe(layer?.diffId);
      ours.set(real, layer?.diffId ?? '');
      const rows = [...(layer?.entries() ?? [])].map(({ path, type, mode, uid, gid, content, linkname }) => {
        const small = content && content.size < 100_000 ? sha256(content.read(0, content.size)).slice(7, 23) : '';
        return [
          path,
          { file: '0', dir: '5', symlink: '2' }[type as string],
          mode.toString(8),
          uid,
          gid,
          content?.size ?? 0,
          linkname,
          small,
        ];
      });
      expect(rows).toEqual(trees.get(real));
    }
  }
  expect(ours.size).toBe(new Set(ours.values()).size);
});

test('the hub has the sizes people know, and its images share their bases', () => {
  const images = new Map(
    hub().images.flatMap((image) =>
      image.tags.map((tag): [string, CatalogImage] => [`${image.repository.slice('library/'.length)}:${tag}`, image]),
    ),
  );
  const size = (name: string): number => {
    let sum = 0;
    for (const layer of images.get(name)?.layers ?? [])
      for (const { content, linkname, type } of layer.entries()) sum += type === 'symlink' ? linkname.length : (content?.size ?? 0);
    return sum;
  };
  const known = {
    'hello-world:latest': 13.3e3,
    'busybox:latest': 4.26e6,
    'alpine:3.18': 7.34e6,
    'centos:7': 204e6,
    'centos:6.8': 194.5e6,
    'ubuntu:22.04': 77.8e6,
    'nginx:latest': 187e6,
    'tomcat:8.5': 476e6,
    'redis:7': 138e6,
  };
  for (const [name, bytes] of Object.entries(known)) expect(Math.abs(size(name) / bytes - 1), name).toBeLessThan(0.01);
  const base = (name: string): string | undefined => images.get(name)?.layers[0]?.diffId;
  expect(new Set([base('nginx:latest'), base('tomcat:8.5'), base('tomcat:9.0'), base('redis:7'), base('debian:bookworm-slim')]).size).toBe(
    1,
  );
  expect(base('nginx:alpine')).toBe(base('alpine:latest'));
  for (const [name, { config, layers }] of images) {
    const { history, rootfs } = JSON.parse(text(config)) as { history: { empty_layer?: boolean }[]; rootfs: { diff_ids: string[] } };
    expect(
      history.filter((step) => !step.empty_layer),
      name,
    ).toHaveLength(layers.length);
    expect(rootfs.diff_ids, name).toEqual(layers.map((layer) => layer.diffId));
  }
});

test('the host is a Debian with Docker, small enough to boot at once', () => {
  const host = new Map(hostRoot().map((entry) => [entry.path, entry]));
  expect(host.size).toBeLessThan(1500);
  expect(host.get('bin')?.linkname).toBe('usr/bin');
  expect(programOf(host.get('usr/bin/docker')?.content?.read(0, 256) ?? new Uint8Array(0))).toBe('docker');
  expect(host.get('tmp')?.mode).toBe(0o1777);
  expect(host.get('usr/tmp')?.type).toBe('dir');
});
