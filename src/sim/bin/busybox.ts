/** busybox: one program that is whichever applet it was called by. */
import type { Program, ProgramContext } from '../kernel/types.ts';
import { busyboxApplets } from './applets.ts';
import { chunkOf } from './chunks.ts';
import { basename, Command, type Main, run } from './command.ts';

/** The applet that argv[0] (or, for "busybox", argv[1]) names. */
export const busybox: Program = (ctx) => applet(ctx, false);

/** The same as Debian's package busybox-static builds it. */
export const busyboxStatic: Program = (ctx) => applet(ctx, true);

async function applet(ctx: ProgramContext, debianStatic: boolean): Promise<number> {
  const { sys, env } = ctx;
  let argv = ctx.argv;
  let name = basename((argv[0] ?? '').replace(/^-/, ''));
  if (name.startsWith('busybox') && argv.length > 1) {
    argv = argv.slice(1);
    name = basename(argv[0] ?? '');
  }
  if (name === 'sh' || name === 'ash') {
    const { makeAsh } = await sys.hold(import('../shell/ash.ts'));
    return makeAsh({ applets: busyboxApplets })({ ...ctx, argv });
  }
  const cmd = new Command(sys, env, argv, false, name, debianStatic);
  if (name === '--list' || name === '--list-full')
    return run(cmd, () => cmd.out(busyboxApplets.map((applet) => `${name === '--list' ? '' : 'bin/'}${applet}\n`).join('')));
  if (name.startsWith('busybox') || name === '--help') {
    return run(cmd, async () => {
      const { busyboxHelp } = await sys.hold(import('./usage.ts'));
      cmd.out(busyboxHelp(busyboxApplets));
    });
  }
  const main = busyboxApplets.includes(name) ? await load(sys, name) : undefined;
  if (main) return run(cmd, main);
  return run(cmd, () => {
    cmd.err(busyboxApplets.includes(name) ? `${name}: this applet is not simulated here\n` : `${name}: applet not found\n`);
    return 127;
  });
}

async function load(sys: Command['sys'], name: string): Promise<Main | undefined> {
  const chunk = chunkOf(name);
  return chunk && (await sys.hold(chunk())).programs[name];
}
