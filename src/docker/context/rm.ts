import type { Command } from '../command.ts';
import { StatusError } from '../errors.ts';
import { DEFAULT_CONTEXT, findContext, removeContext } from './store.ts';

/** `docker context rm` */
export const rm: Command = {
  usage: 'CONTEXT [CONTEXT...]',
  short: 'Remove one or more contexts',
  flags: 'f,force: Force the removal of a context in use',
  args: [1, Number.POSITIVE_INFINITY],
  async run(cli, flags, names) {
    const problems: string[] = [];
    const current = await cli.config('currentContext');
    for (const name of names) {
      try {
        if (name === DEFAULT_CONTEXT) throw new Error('context "default" cannot be removed');
        await findContext(cli.files, cli.folder, name);
        if (name === current && !flags.bool('force')) throw new Error('context is in use, set -f flag to force remove');
        await removeContext(cli.files, cli.folder, name);
        if (name === current) await cli.keepConfig('currentContext', undefined);
        await cli.print(name);
      } catch (error) {
        problems.push(`${name}: ${error instanceof Error ? error.message : error}`);
      }
    }
    if (problems.length > 0) throw new StatusError(1, problems.join('\n'));
  },
};
