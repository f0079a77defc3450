import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layerChanges, layerUnion, layerWaste } from './layer-tree.ts';
import type { LayerPath } from './stage.ts';

const file = (path: string, size: number): LayerPath => ({ ...dir(path), type: 'file', size, mode: 0o644 });
const dir = (path: string, opaque = false): LayerPath => ({ path, type: 'dir', size: 0, mode: 0o755, uid: 0, gid: 0, linkname: '', opaque });
const gone = (path: string): LayerPath => ({ ...dir(path), type: 'whiteout', mode: 0 });

/** A file is in sight after some layers: path by path, layer by layer, no tree. */
function oracle(layers: readonly (readonly LayerPath[])[]) {
  const isIn = (path: string, folder: string): boolean => path.startsWith(`${folder}/`);
  let files = new Map<string, { size: number; layer: number }>();
  const seen = new Map<string, { sizes: number[]; deleted: boolean }>();
  let wasted = 0;
  for (const [layer, entries] of layers.entries()) {
    const before = files;
    files = new Map(
      [...before].filter(
        ([path]) =>
          !entries.some(
            (entry) =>
              entry.path === path ||
              (isIn(path, entry.path) && (entry.type === 'whiteout' || entry.type !== 'dir' || entry.opaque)) ||
              // A file whose name others use for a folder.
              (entry.type !== 'whiteout' && isIn(entry.path, path)),
          ),
      ),
    );
    for (const entry of entries) if (entry.type === 'file') files.set(entry.path, { size: entry.size, layer });
    for (const entry of entries) {
      if (entry.type !== 'file') continue;
      const known = seen.get(entry.path) ?? { sizes: [], deleted: false };
      known.sizes.push(entry.size);
      seen.set(entry.path, known);
    }
    for (const [path, old] of before) {
      const now = files.get(path);
      if (now && now.layer === old.layer) continue;
      wasted += old.size;
      if (!now) seen.get(path)?.sizes.push(0);
    }
  }
  let [least, total] = [0, 0];
  for (const { sizes } of seen.values()) {
    least += Math.min(...sizes);
    total += sizes.reduce((sum, size) => sum + size, 0);
  }
  return { wasted, total, efficiency: total === 0 ? 1 : least / total, files };
}

/** Layers as tools make them: no path twice in one, nothing below a file, folders before what is in them. */
const layersArb = fc.array(
  fc
    .uniqueArray(
      fc.record({
        path: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }).map((names) => `/${names.join('/')}`),
        kind: fc.constantFrom('file', 'file', 'dir', 'opaque', 'whiteout'),
        size: fc.integer({ min: 0, max: 50 }),
      }),
      { selector: ({ path }) => path, maxLength: 8 },
    )
    .map((made) =>
      made
        .sort((a, b) => (a.path < b.path ? -1 : 1))
        .filter(({ path }) => !made.some((other) => path.startsWith(`${other.path}/`) && (other.kind === 'file' || other.kind === 'whiteout')))
        .map(({ path, kind, size }) => (kind === 'file' ? file(path, size) : kind === 'whiteout' ? gone(path) : dir(path, kind === 'opaque'))),
    ),
  { maxLength: 6 },
);

describe('layers laid over one another', () => {
  const layers = [
    [dir('/etc'), file('/etc/passwd', 100), dir('/var'), dir('/var/cache'), file('/var/cache/a', 1000), file('/var/cache/b', 500)],
    [dir('/etc'), file('/etc/passwd', 120), dir('/tmp'), file('/tmp/big', 9000)],
    [dir('/tmp'), gone('/tmp/big'), dir('/var'), gone('/var/cache')],
    [dir('/var'), dir('/var/cache'), file('/var/cache/c', 1), dir('/etc', true), file('/etc/hosts', 7)],
  ];

  test('what each changes', () => {
    const marks = (at: number): string[] =>
      layerChanges(layers, at).map(({ change, path, size, hides, hidden }) => `${change} ${path} ${size} ${hides} ${hidden}`);
    expect(marks(1)).toEqual(['changed /etc 0 0 0', 'changed /etc/passwd 120 0 0', 'added /tmp 0 null 0', 'added /tmp/big 9000 null 0']);
    expect(marks(2)).toEqual(['changed /tmp 0 1 0', 'deleted /tmp/big 9000 1 1', 'changed /var 0 0 0', 'deleted /var/cache 1500 0 3']);
    expect(marks(3)[3]).toBe('changed /etc 0 1 1');
  });

  test('what the union shows', () => {
    const shown = (at: number): string[] => layerUnion(layers, at).map(({ path, layer }) => `${path} ${layer}`);
    expect(shown(2)).toEqual(['/etc 1', '/etc/passwd 1', '/var 2', '/tmp 2']);
    expect(shown(3)).toEqual(['/etc 3', '/etc/hosts 3', '/var 3', '/var/cache 3', '/var/cache/c 3', '/tmp 2']);
  });

  test('what is wasted', () => {
    const waste = layerWaste(layers);
    expect(waste.wasted).toBe(100 + 120 + 9000 + 1500);
    expect(waste.worst.slice(0, 2)).toEqual([
      { path: '/tmp/big', total: 9000, wasted: 9000, layers: [1, 2], deleted: true },
      { path: '/var/cache/a', total: 1000, wasted: 1000, layers: [0, 2], deleted: true },
    ]);
    expect(waste.efficiency).toBeCloseTo(8 / waste.total, 9);
    expect(layerWaste([])).toMatchObject({ total: 0, wasted: 0, efficiency: 1, worst: [] });
  });

  test('a file that is replaced by as large a one is half wasted, as dive scores it', () => {
    expect(layerWaste([[file('/a', 10)], [file('/a', 10)]])).toMatchObject({ wasted: 10, repeated: 20, efficiency: 0.5 });
  });

  test('whatever the layers: as counted path by path', () => {
    fc.assert(
      fc.property(layersArb, (some) => {
        const [waste, expected] = [layerWaste(some, 1000), oracle(some)];
        expect(waste.wasted).toBe(expected.wasted);
        expect(waste.total).toBe(expected.total);
        expect(waste.efficiency).toBeCloseTo(expected.efficiency, 9);
        const shown = layerUnion(some, some.length - 1).filter(({ type }) => type === 'file');
        expect(new Map(shown.map(({ path, size, layer }) => [path, { size, layer }]))).toEqual(
          new Map([...expected.files].sort()),
        );
        // What is wasted and what is seen is all there is.
        expect(waste.wasted + shown.reduce((sum, { size }) => sum + size, 0)).toBe(waste.total);
        expect(waste.worst.reduce((sum, one) => sum + one.wasted, 0)).toBe(waste.wasted);
      }),
      { numRuns: 500 },
    );
  });

  test('20 layers of 5,000 files are quick', () => {
    const many = Array.from({ length: 20 }, (_, layer) =>
      Array.from({ length: 5000 }, (__, n) => file(`/usr/share/d${n % 250}/${layer % 4}-${n}`, n)),
    );
    const began = process.cpuUsage();
    const waste = layerWaste(many);
    // The processor's own time, microseconds: the machine may have others to serve.
    expect(process.cpuUsage(began).user).toBeLessThan(1_500_000);
    expect(waste.wasted / waste.total).toBeCloseTo(0.8, 9);
  });
});
