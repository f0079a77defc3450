/**
 * Path lookups per second through MountNamespace + OverlayFs at 1 and at 127 layers, beside the npm packages unionfs and
 * memfs. The same merged tree is spread over the layers, so that only the depth differs. Run: npx tsx test/bench/union-lookup.bench.ts
 */
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { Volume } from 'memfs';
import { type IFS, Union } from 'unionfs';
import type { ArchiveEntry } from '../../src/sim/fs/driver.ts';
import { MemFs } from '../../src/sim/fs/memfs.ts';
import { Overlay2Driver } from '../../src/sim/fs/overlay2.ts';
import { MountNamespace } from '../../src/sim/fs/vfs.ts';
import { Random } from '../../src/sim/random.ts';
import { type Figure, line } from './figures.ts';

const FILES = 127 * 8;
const DEPTH = 127;

/** File `i` of the tree: three or four names deep, a few folders shared by all layers. */
const fileAt = (i: number): string => `/usr/${['lib', 'share', 'bin'][i % 3] ?? ''}/${i % 4 ? `pkg${i % 20}/` : ''}file${i}`;

/** What is looked up: files of the bottom, middle and top layers alike, and one miss in eight. */
function targets(): string[] {
  const random = new Random(7);
  return Array.from({ length: 4096 }, (_, i) =>
    i % 8 === 0 ? `/usr/lib/pkg${random.int(20)}/missing${random.int(500)}` : fileAt(random.int(FILES)),
  );
}

function layerFiles(layer: number, layers: number): number[] {
  return Array.from({ length: FILES }, (_, i) => i).filter((i) => i % layers === layer);
}

function ourLookup(layers: number): (path: string) => boolean {
  const clock = { now: () => 0 };
  const host = new MemFs({ type: 'ext4', dev: 1, clock });
  const driver = new Overlay2Driver({ host, clock, random: new Random(1) });
  for (let layer = 0; layer < layers; layer++) {
    driver.create(`l${layer}`, layer ? `l${layer - 1}` : null);
    const entries = layerFiles(layer, layers).map(
      (i): ArchiveEntry => ({
        path: fileAt(i).slice(1),
        type: 'file',
        mode: 0o644,
        uid: 0,
        gid: 0,
        mtime: 0,
        linkname: '',
        rdev: [0, 0],
        content: null,
        xattrs: {},
      }),
    );
    driver.applyDiff(`l${layer}`, entries);
  }
  driver.create('container', `l${layers - 1}`, { readWrite: true });
  const namespace = new MountNamespace(driver.get('container'));
  const ctx = namespace.superuser();
  return (path) => {
    const at = namespace.find(ctx, path);
    return at !== null && at.node.fs.stat(at.node).type === 'file';
  };
}

function unionfsLookup(layers: number): (path: string) => boolean {
  const union = new Union();
  for (let layer = 0; layer < layers; layer++) {
    const volume = Volume.fromJSON(Object.fromEntries(layerFiles(layer, layers).map((i) => [fileAt(i), ''])));
    union.use(volume as unknown as IFS);
  }
  return (path) => union.existsSync(path) && union.statSync(path).isFile();
}

/** The best of three runs of at least `ms` each, after a warm-up: others' work on the machine only ever slows. */
function rate(lookup: (path: string) => boolean, paths: readonly string[], ms: number): number {
  let best = 0;
  let hits = 0;
  for (let run = 0; run < 4; run++) {
    let count = 0;
    const start = performance.now();
    do {
      const part = ms < 200 ? paths.slice(0, 64) : paths;
      for (const path of part) if (lookup(path)) hits++;
      count += part.length;
    } while (performance.now() - start < ms);
    if (run) best = Math.max(best, (count * 1000) / (performance.now() - start));
  }
  if (!hits) throw new Error('nothing was found');
  return best;
}

/** Measures both at both depths. */
export function unionLookup(): Figure[] {
  const paths = targets();
  const one = ourLookup(1);
  const deep = ourLookup(DEPTH);
  for (const path of paths) if (one(path) !== deep(path)) throw new Error(`depth changes what ${path} is`);
  let [fast, slow] = [0, 0];
  // By turns, so that a slow moment of the machine meets both.
  for (let turn = 0; turn < 3; turn++) {
    fast = Math.max(fast, rate(one, paths, 200));
    slow = Math.max(slow, rate(deep, paths, 200));
  }
  const theirs = [rate(unionfsLookup(1), paths, 200), rate(unionfsLookup(DEPTH), paths, 100)].map(
    (value) => `${(value / 1e6).toFixed(3)} M/s`,
  );
  const unit = 'M lookups/s';
  return [
    { name: 'union lookup, 1 layer', value: fast / 1e6, unit, goal: { least: 1 }, note: `unionfs + memfs in the same run: ${theirs[0]}` },
    {
      name: `union lookup, ${DEPTH} layers`,
      value: slow / 1e6,
      unit,
      goal: { least: 1 },
      note: `unionfs + memfs in the same run: ${theirs[1]}`,
    },
    { name: `union lookup, ${DEPTH} layers against 1`, value: slow / fast, unit: 'times as fast', goal: { least: 0.9 } },
  ];
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  for (const figure of unionLookup()) console.log(line(figure));
