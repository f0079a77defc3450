import { ContainerPrune } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { confirmed, nothingReclaimed } from '../confirm.ts';
import { humanSize } from '../format/units.ts';

/** `docker container prune` */
export const prune: Command = {
  usage: '[OPTIONS]',
  short: 'Remove all stopped containers',
  flags: `filter filter: Provide filter values (e.g. 'until=<timestamp>')
f,force: Do not prompt for confirmation`,
  args: [0, 0],
  async run(cli, flags) {
    if (!(await confirmed(cli, flags, 'WARNING! This will remove all stopped containers.\nAre you sure you want to continue?')))
      return cli.print(nothingReclaimed);
    const { ContainersDeleted, SpaceReclaimed } = await ContainerPrune(cli.wire, flags.filters());
    if (ContainersDeleted && ContainersDeleted.length > 0) await cli.print(`Deleted Containers:\n${ContainersDeleted.join('\n')}\n`);
    await cli.print(`Total reclaimed space: ${humanSize(SpaceReclaimed)}`);
  },
};
