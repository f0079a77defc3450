import { NetworkDelete, NetworkInspect } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { describe, StatusError } from '../errors.ts';

/** `docker network rm` */
export const rm: Command = {
  usage: 'NETWORK [NETWORK...]',
  short: 'Remove one or more networks',
  args: [1, Number.POSITIVE_INFINITY],
  completes: 'network',
  async run(cli, _flags, names) {
    let failed = false;
    for (const name of names) {
      try {
        await NetworkInspect(cli.wire, name).catch(() => null);
        await NetworkDelete(cli.wire, name);
        await cli.print(name);
      } catch (error) {
        await cli.complain(describe(error));
        failed = true;
      }
    }
    if (failed) throw new StatusError(1);
  },
};
