import { ContainerTop } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { alignTabs } from '../format/table.ts';

/** `docker top` */
export const top: Command = {
  usage: 'CONTAINER [ps OPTIONS]',
  short: 'Display the running processes of a container',
  args: [1, Number.POSITIVE_INFINITY],
  interspersed: false,
  completesFirst: 'running',
  async run(cli, _flags, [name = '', ...options]) {
    const { Titles, Processes } = await ContainerTop(cli.wire, name, options);
    await cli.print(alignTabs([Titles, ...Processes].map((row) => row.join('\t')).join('\n'), 20, 3));
  },
};
