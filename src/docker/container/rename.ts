import { ContainerRename } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { describe } from '../errors.ts';

/** `docker rename` */
export const rename: Command = {
  usage: 'CONTAINER NEW_NAME',
  short: 'Rename a container',
  args: [2, 2],
  completesFirst: 'container',
  async run(cli, _flags, args) {
    const [from = '', to = ''] = args.map((name) => name.trim());
    if (from === '' || to === '') throw new Error('Error: Neither old nor new names may be empty');
    try {
      await ContainerRename(cli.wire, from, to);
    } catch (error) {
      await cli.complain(describe(error));
      throw new Error(`Error: failed to rename container named ${from}`);
    }
  },
};
