import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import type { Plugin, Rolldown } from 'vite';
import { defineConfig } from 'vitest/config';

/** Lays a .gz beside every text file of the build, so that the small server in real-backend/ need not compress. */
function gzipped(): Plugin {
  return {
    name: 'gzipped',
    apply: 'build',
    closeBundle() {
      const dist = resolve('dist');
      for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(js|css|html|svg|webmanifest|json)$/.test(entry.name)) continue;
        const file = join(entry.parentPath, entry.name);
        writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
      }
    },
  };
}

/** The page itself, and the scene that it opens with: asked for dynamically, but needed at once. */
const PAGE = 'src/main.ts';
const FIRST_SCENE = 'src/viz/scenes/layers.ts';
/** The worker that one waits for; others (the editor's) come later. */
const MACHINE = 'src/app/sim.worker.ts';

const chunkWith = (bundle: Rolldown.OutputBundle, module: string): Rolldown.OutputChunk | undefined =>
  Object.values(bundle).flatMap((file) => (file.type === 'chunk' && file.moduleIds.includes(resolve(module)) ? [file] : []))[0];

/**
 * What the libraries about Dockerfiles take from Node. The language service would ask Docker Hub for tags: it is given nothing to
 * ask with (the page gives it those of its own engine). The parser makes a Buffer to look for a byte order mark.
 */
function withoutNode(): Plugin {
  const NOTHING = '\0no-https';
  return {
    name: 'without-node',
    enforce: 'pre',
    resolveId: {
      filter: { id: /^https$/ },
      handler: (_, importer) => (importer?.includes('dockerfile-language-service') ? NOTHING : null),
    },
    load: { filter: { id: /no-https$/ }, handler: () => 'export default {};' },
    transform: {
      filter: { id: /dockerfile-ast\/lib\/util\.js$/ },
      handler: (code) => ({ code: code.replace('Buffer.from(char, "UTF-8")', 'new TextEncoder().encode(char)'), map: null }),
    },
  };
}

/** The page's code is asked for by the small `boot.ts`; this has the browser fetch both at once. */
function preloaded(): Plugin {
  return {
    name: 'preloaded',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle }) {
        const page = bundle && chunkWith(bundle, PAGE);
        const files = page ? [page.fileName, ...page.imports] : [];
        // Its styles, and those of the scene that it opens with, must not wait for its script.
        const scene = bundle && chunkWith(bundle, FIRST_SCENE);
        const styles = [page, scene].flatMap((chunk) => [...(chunk?.viteMetadata?.importedCss ?? [])]);
        return [
          ...files.map((file) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
            injectTo: 'head' as const,
          })),
          ...[...new Set(styles)].map((file) => ({
            tag: 'link',
            attrs: { rel: 'stylesheet', crossorigin: true, href: `/${file}` },
            injectTo: 'head' as const,
          })),
        ];
      },
    },
  };
}

/** The files that must have come before one can type, by who needs them: each an entry with all that it imports statically. */
const firstLoad: Record<'page' | 'stage' | 'worker', string[]> = { page: [], stage: [], worker: [] };

/** Finds out what the entries of a bundle import statically. The page's bundle, which ends last, writes all down for size-limit. */
function weighed(kind: 'page' | 'worker'): Plugin {
  return {
    name: 'weighed',
    apply: 'build',
    generateBundle(_, bundle) {
      const withImports = (file: string, found = new Set<string>()): Set<string> => {
        const chunk = bundle[file];
        if (chunk?.type !== 'chunk' || found.has(file)) return found;
        found.add(file);
        for (const imported of chunk.imports) withImports(imported, found);
        return found;
      };
      if (kind === 'worker' && !chunkWith(bundle, MACHINE)) return;
      const chunks = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [file] : []));
      const page = kind === 'page' ? chunkWith(bundle, PAGE) : undefined;
      const begins = [...chunks.filter(({ isEntry }) => isEntry), ...(page ? [page] : [])];
      const entries = begins.flatMap(({ fileName }) => [...withImports(fileName)]);
      firstLoad[kind] = [...new Set(entries)];
      if (kind === 'worker') return;
      const scene = chunkWith(bundle, FIRST_SCENE);
      firstLoad.stage = scene ? [...withImports(scene.fileName)].filter((file) => !entries.includes(file)) : [];
    },
    closeBundle() {
      if (kind === 'worker') return;
      mkdirSync('dist/.vite', { recursive: true });
      writeFileSync('dist/.vite/first-load.json', JSON.stringify(firstLoad, null, 2));
    },
  };
}

/** Files by when they come: `page-` and `worker-` are where loading begins, `lazy-` waits for a first use, `shared-` serves several. */
const output = (kind: 'page' | 'worker') => ({
  entryFileNames: `assets/${kind}-[name]-[hash].js`,
  chunkFileNames: ({ isDynamicEntry }: { isDynamicEntry: boolean }) => `assets/${isDynamicEntry ? 'lazy' : 'shared'}-[name]-[hash].js`,
});

/** Code that is to wait for its first use must not come with the first load after all because somebody imports it statically too. */
const keepLazy: Pick<Rolldown.RolldownOptions, 'onLog'> = {
  onLog(level, log, handle) {
    handle(log.code === 'INEFFECTIVE_DYNAMIC_IMPORT' ? 'error' : level, log);
  },
};

export default defineConfig({
  root: process.env['VITEST'] ? '.' : 'src',
  publicDir: resolve('public'),
  plugins: [withoutNode(), svelte(), weighed('page'), preloaded(), gzipped()],
  worker: { format: 'es', plugins: () => [withoutNode(), weighed('worker')], rollupOptions: { output: output('worker'), ...keepLazy } },
  build: {
    outDir: resolve('dist'),
    emptyOutDir: true,
    target: 'es2023',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 5000,
    rollupOptions: { output: output('page'), ...keepLazy },
  },
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/{api,docker,sim,viz,lessons,headless}/**/*.test.ts', 'test/contract/*.test.ts'],
          exclude: ['**/*.oracle.test.ts'],
          // Property tests and whole worlds: a loaded machine is no reason to fail.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'golden',
          environment: 'node',
          include: ['test/oracle/*.test.ts'],
          exclude: ['**/*.oracle.test.ts'],
          testTimeout: 180_000,
        },
      },
      {
        plugins: [svelte(), svelteTesting()],
        test: { name: 'page', environment: 'jsdom', include: ['src/app/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        test: {
          name: 'browser',
          environment: 'node',
          include: ['test/e2e/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'oracle',
          environment: 'node',
          include: ['{src,test}/**/*.oracle.test.ts'],
          globalSetup: ['./test/oracle/engines.setup.ts'],
          testTimeout: 900_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
