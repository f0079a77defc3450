import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

/**
 * Builds an entry of this room (or of a test) into `folder`, so that it starts at once and does not change while it is
 * used; resolves with the script to run with `node`.
 */
export async function bundle(entry: string, folder: string, name: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: `${name}.mjs`, chunkFileNames: `${name}-[name]-[hash].mjs` } },
    },
  });
  return join(folder, `${name}.mjs`);
}

/** Puts our docker client into `folder` as a program of its own; resolves with its path. */
export async function dockerProgram(folder: string): Promise<string> {
  const script = await bundle(join(import.meta.dirname, 'docker.ts'), folder, 'docker');
  const program = join(folder, 'docker');
  writeFileSync(program, `#!/bin/sh\nexec ${process.execPath} -- ${script} "$@"\n`);
  chmodSync(program, 0o755);
  return program;
}
