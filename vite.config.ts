import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import type { Plugin } from 'vite';
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

/** What has to be there before one can type is in files of their own, so that size-limit can weigh them. */
const chunkName = (kind: 'page' | 'worker') => ({
  entryFileNames: `assets/${kind}-[name]-[hash].js`,
  chunkFileNames: 'assets/lazy-[name]-[hash].js',
});

export default defineConfig({
  root: process.env['VITEST'] ? '.' : 'src',
  publicDir: resolve('public'),
  plugins: [svelte(), gzipped()],
  worker: { format: 'es', rollupOptions: { output: chunkName('worker') } },
  build: {
    outDir: resolve('dist'),
    emptyOutDir: true,
    target: 'es2023',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 5000,
    rollupOptions: { output: chunkName('page') },
  },
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/{api,docker,sim,viz,lessons,headless}/**/*.test.ts', 'test/contract/*.test.ts'],
          exclude: ['**/*.oracle.test.ts'],
        },
      },
      {
        test: {
          name: 'golden',
          environment: 'node',
          include: ['test/oracle/*.test.ts'],
          exclude: ['**/*.oracle.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        plugins: [svelte(), svelteTesting()],
        test: { name: 'page', environment: 'jsdom', include: ['src/app/**/*.test.ts'] },
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
          testTimeout: 900_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
