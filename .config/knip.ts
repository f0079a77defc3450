import type { KnipConfig } from 'knip';

/** The scripts of a component, dynamic imports included. */
const svelte = (text: string): string => [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script).join('\n');

export default {
  entry: ['src/app/sim.worker.ts', 'src/app/archive/archive.worker.ts', 'src/viz/gallery.ts', 'src/headless/*.ts', 'test/**/*.ts'],
  project: ['src/**/*.{ts,svelte}', 'real-backend/**/*.ts', 'test/**/*.ts'],
  // Parts of an exported shape need no user of their own.
  ignoreExportsUsedInFile: { interface: true, type: true },
  // Run by test/steps.ts; axe-core is read as a file by test/e2e/axe.ts.
  ignoreDependencies: ['dependency-cruiser', 'svelte-check', 'axe-core'],
  // The system's, where the tests that need it say so when it is not there.
  ignoreBinaries: ['mount', 'umount', 'apt-get', 'diff', 'unshare'],
  // Vitest finds it from the root.
  ignoreUnresolved: ['./test/oracle/engines.setup.ts'],
  compilers: { svelte },
} satisfies KnipConfig;
