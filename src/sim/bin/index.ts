/** The programs of the simulated machine, by the names that their files carry. */
import type { Program, ProgramTable } from '../kernel/types.ts';
import { busyboxApplets } from './applets.ts';
import { chunks, servers } from './chunks.ts';
import { Command, type Main, basename, program, run } from './command.ts';
import { core } from './core.ts';

export { busyboxApplets } from './applets.ts';
export { gnuPrograms } from './gnu.ts';
export { PsError, type PsView, psTable } from './pstable.ts';
export { psView } from './ps.ts';

const chunkOf = (name: string) => chunks.find(([names]) => names.includes(name))?.[1];

/** busybox: the applet that argv[0] (or, for "busybox", argv[1]) names. */
const busybox: Program = async (ctx) => {
  const { sys, env } = ctx;
  let argv = ctx.argv;
  let name = basename((argv[0] ?? '').replace(/^-/, ''));
  if (name.startsWith('busybox') && argv.length > 1) {
    argv = argv.slice(1);
    name = basename(argv[0] ?? '');
  }
  if (name === 'sh' || name === 'ash') {
    const { ash } = await sys.hold(import('../shell/ash.ts'));
    return ash({ ...ctx, argv });
  }
  const cmd = new Command(sys, env, argv, false, name);
  if (name === '--list' || name === '--list-full')
    return run(cmd, () => cmd.out(busyboxApplets.map((applet) => `${name === '--list' ? '' : 'bin/'}${applet}\n`).join('')));
  if (name.startsWith('busybox') || name === '--help') {
    return run(cmd, async () => {
      const { busyboxHelp } = await sys.hold(import('./usage.ts'));
      cmd.out(busyboxHelp(busyboxApplets));
    });
  }
  const main = busyboxApplets.includes(name) ? (core[name] ?? (await load(sys, name))) : undefined;
  if (main) return run(cmd, main);
  return run(cmd, () => {
    cmd.err(busyboxApplets.includes(name) ? `${name}: this applet is not simulated here\n` : `${name}: applet not found\n`);
    return 127;
  });
};

async function load(sys: Command['sys'], name: string): Promise<Main | undefined> {
  const chunk = chunkOf(name);
  return chunk && (await sys.hold(chunk())).programs[name];
}

const table = new Map<string, Program | { readonly load: () => Promise<Program> }>([['busybox', busybox]]);
for (const [name, main] of Object.entries(core)) table.set(`gnu:${name}`, program(main));
const later = (key: string, name: string, chunk: (typeof servers)[1]): void => {
  table.set(key, {
    load: async () => {
      const main = (await chunk()).programs[name];
      if (!main) throw new Error(`the chunk of ${name} does not hold it`);
      return program(main);
    },
  });
};
for (const [names, chunk] of chunks) for (const name of names) later(`gnu:${name}`, name, chunk);
for (const name of servers[0]) later(name, name, servers[1]);
// Not of any flavour: files may name them plainly too.
for (const name of ['curl', 'httpd', 'wget']) {
  const chunk = chunkOf(name);
  if (chunk) later(name, name, chunk);
}

/** Everything but bash and docker. */
export const programs: ProgramTable = table;
