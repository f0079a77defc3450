/** The house of docs/ARCHITECTURE.md as rules: who may import whom. */
const room = (name) => `^src/${name}/`;
const test = '\\.(test|bench)\\.ts$';

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'An interpreter calls itself through its commands, and a container that ends may start again: circles inside these two are the matter itself.',
      severity: 'error',
      from: { pathNot: '^src/sim/(shell|engine/container)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-orphan-dependency', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '\\.(css|svg)(\\?|$)|^virtual:' } },
    {
      name: 'sim-stands-alone',
      comment: 'The machine knows nothing of the page, the stage, the lessons or the docker client (which is handed in at boot).',
      severity: 'error',
      from: { path: room('sim'), pathNot: test },
      to: { path: '^src/(app|viz|lessons|docker|headless)/|^real-backend/|^src/main\\.ts' },
    },
    {
      name: 'sim-is-platform-free',
      severity: 'error',
      from: { path: room('sim'), pathNot: `${test}|^src/sim/registry/catalog/generate` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'api-is-the-bottom',
      comment: 'The wire depends on nothing in the house.',
      severity: 'error',
      from: { path: room('api'), pathNot: test },
      to: { path: '^src/(?!api/)' },
    },
    {
      name: 'docker-speaks-only-the-wire',
      comment: 'The client sees api/ and the shape of a program, never the engine.',
      severity: 'error',
      from: { path: room('docker'), pathNot: test },
      to: { path: '^src/(?!docker/|api/|sim/kernel/types\\.ts|sim/shell/complete\\.ts|sim/fs/types\\.ts)' },
    },
    {
      name: 'viz-speaks-only-the-wire',
      severity: 'error',
      from: { path: room('viz'), pathNot: test },
      to: { path: '^src/(?!viz/|api/)' },
    },
    {
      name: 'lessons-speak-only-the-wire',
      severity: 'error',
      from: { path: room('lessons'), pathNot: test },
      to: { path: '^src/(?!lessons/|api/)' },
    },
    {
      name: 'viz-model-and-layout-are-pure',
      severity: 'error',
      from: { path: '^src/viz/(model|layout)/', pathNot: test },
      to: { path: '^src/viz/draw/|node_modules/d3' },
    },
    {
      name: 'only-world-wires-sim',
      comment: 'fs < kernel < (shell, bin); fs < image < registry; the engine declares what it needs; world.ts alone joins them.',
      severity: 'error',
      from: { path: '^src/sim/fs/', pathNot: test },
      to: { path: '^src/sim/(kernel|shell|bin|image|registry|engine)/' },
    },
    {
      name: 'kernel-below-engine',
      severity: 'error',
      from: { path: '^src/sim/kernel/', pathNot: test },
      to: { path: '^src/sim/(shell|bin|image|registry|engine)/' },
    },
    {
      name: 'programs-know-only-the-kernel',
      severity: 'error',
      from: { path: '^src/sim/(shell|bin)/', pathNot: test },
      to: { path: '^src/sim/(image|registry|engine)/' },
    },
    {
      name: 'packages-are-data',
      comment: 'Indexes, databases and mirrors: programs and catalogs use them, they know only the network of the kernel.',
      severity: 'error',
      from: { path: '^src/sim/packages/', pathNot: test },
      to: { path: '^src/sim/(shell|bin|image|registry|engine)/' },
    },
    {
      name: 'shell-knows-no-programs',
      comment: 'Programs may take the shell\'s words (test, printf, echo); the shell finds programs in the file system.',
      severity: 'error',
      from: { path: '^src/sim/shell/', pathNot: `${test}|/testing\\.ts$` },
      to: { path: '^src/sim/bin/' },
    },
    {
      name: 'images-know-no-engine',
      severity: 'error',
      from: { path: '^src/sim/(image|registry)/', pathNot: test },
      to: { path: '^src/sim/(shell|engine)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '\\?worker' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.svelte', '.json'], exportsFields: ['exports'], conditionNames: ['import', 'types', 'svelte'] },
  },
};
