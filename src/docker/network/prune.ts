import { NetworkPrune } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { confirmed } from '../confirm.ts';

/** `docker network prune` */
export const prune: Command = {
  usage: '[OPTIONS]',
  short: 'Remove all unused networks',
  flags: `filter filter: Provide filter values (e.g. 'until=<timestamp>')
f,force: Do not prompt for confirmation`,
  args: [0, 0],
  async run(cli, flags) {
    if (
      !(await confirmed(
        cli,
        flags,
        'WARNING! This will remove all custom networks not used by at least one container.\nAre you sure you want to continue?',
      ))
    )
      return;
    const { NetworksDeleted } = await NetworkPrune(cli.wire, flags.filters());
    if (NetworksDeleted && NetworksDeleted.length > 0) await cli.print(`Deleted Networks:\n${NetworksDeleted.join('\n')}\n`);
  },
};
