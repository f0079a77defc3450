import type { Command } from '../command.ts';
import { DEFAULT_CONTEXT, findContext } from './store.ts';

/** `docker context use` */
export const use: Command = {
  usage: 'CONTEXT',
  short: 'Set the current docker context',
  args: [0, Number.POSITIVE_INFINITY],
  async run(cli, _flags, args) {
    const [name = ''] = args;
    if (args.length !== 1) throw new Error(`accepts 1 arg(s), received ${args.length}`);
    if (name !== DEFAULT_CONTEXT) await findContext(cli.files, cli.folder, name);
    await cli.keepConfig('currentContext', name === DEFAULT_CONTEXT ? undefined : name);
    await cli.print(name);
    await cli.complain(`Current context is now "${name}"`);
    if (cli.env['DOCKER_HOST'])
      await cli.complain(
        `Warning: DOCKER_HOST environment variable overrides the active context. To use "${name}", either set the global --context flag, or unset DOCKER_HOST environment variable.`,
      );
  },
};
