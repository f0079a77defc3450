/** The programs of the simulated machine, by the names that their files carry. All of them come when they are first run. */
import type { Program, ProgramTable } from '../kernel/types.ts';
import { chunkOf, chunks, type Load, servers } from './chunks.ts';

export { busyboxApplets } from './applets.ts';
export { gnuPrograms } from './gnu.ts';

const table = new Map<string, Program | { readonly load: () => Promise<Program> }>([
  ['busybox', { load: async () => (await import('./busybox.ts')).busybox }],
  ['busybox-static', { load: async () => (await import('./busybox.ts')).busyboxStatic }],
]);
const later = (key: string, name: string, chunk: Load): void => {
  table.set(key, {
    load: async () => {
      const [{ program }, { programs }] = await Promise.all([import('./command.ts'), chunk()]);
      const main = programs[name];
      if (!main) throw new Error(`the chunk of ${name} does not hold it`);
      return program(main);
    },
  });
};
for (const [names, chunk] of chunks) for (const name of names) later(`gnu:${name}`, name, chunk);
for (const name of servers[0]) later(name, name, servers[1]);
// Not of any flavour: files may name them plainly too.
for (const name of ['curl', 'httpd', 'nano', 'vi', 'vim', 'wget']) {
  const chunk = chunkOf(name);
  if (chunk) later(name, name, chunk);
}

/** Everything but bash and docker. */
export const programs: ProgramTable = table;

/** The programs that a first session runs, fetched before they are asked for. */
export const prefetchPrograms = (): Promise<unknown> =>
  Promise.all([import('./command.ts'), import('./busybox.ts'), import('./core.ts'), import('./chunk-files.ts'), import('../shell/ash.ts')]);
