/**
 * Measures, and prints the figures beside their goals. Nothing is asserted on wall time.
 *
 * usage: npm run bench [-- run|build|pull|ps|heap|rewind|lookup|page|stage|archive ...]  (page, stage, archive: `npm run build` first)
 */
import { type Figure, line, met } from './figures.ts';

/** Figures as they come, where a bench tells them one by one. */
async function* figures(bench: AsyncIterable<Figure> | Promise<Figure[]>): AsyncGenerator<Figure> {
  if (bench instanceof Promise) yield* await bench;
  else yield* bench;
}

async function* heapFigures(): AsyncGenerator<Figure> {
  yield* (await import('./docker-build.bench.ts')).thousandContainers();
}

async function* pageFigures(): AsyncGenerator<Figure> {
  yield* (await import('./page.bench.ts')).pageBench();
}

async function* rewindFigures(): AsyncGenerator<Figure> {
  yield* (await import('./rewind.bench.ts')).rewind();
}

async function* archiveFigures(): AsyncGenerator<Figure> {
  yield* (await import('./archive.bench.ts')).archiveBench();
}

async function* stageFigures(): AsyncGenerator<Figure> {
  yield* (await import('./stage.bench.ts')).stageBench();
}

const benches: Readonly<Record<string, () => AsyncIterable<Figure> | Promise<Figure[]>>> = {
  run: async () => (await import('./docker-run.bench.ts')).dockerRun(),
  build: async () => (await import('./docker-build.bench.ts')).dockerBuild(),
  pull: async () => (await import('./docker-build.bench.ts')).dockerPull(),
  ps: async () => (await import('./docker-build.bench.ts')).dockerPs(),
  heap: heapFigures,
  rewind: rewindFigures,
  lookup: async () => (await import('./union-lookup.bench.ts')).unionLookup(),
  page: pageFigures,
  archive: archiveFigures,
  stage: stageFigures,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`no bench named ${unknown.join(', ')}: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
let missed = 0;
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for await (const figure of figures(bench())) {
    console.log(line(figure));
    if (!met(figure)) missed++;
  }
}
console.log(missed === 0 ? 'all goals met' : `${missed} goals missed`);
