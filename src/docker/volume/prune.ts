import { VolumePrune } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { confirmed, nothingReclaimed } from '../confirm.ts';
import { humanSize } from '../format/units.ts';

/** `docker volume prune` */
export const prune: Command = {
  usage: '[OPTIONS]',
  short: 'Remove all unused local volumes',
  flags: `filter filter: Provide filter values (e.g. 'label=<label>')
f,force: Do not prompt for confirmation`,
  args: [0, 0],
  async run(cli, flags) {
    if (
      !(await confirmed(
        cli,
        flags,
        'WARNING! This will remove all local volumes not used by at least one container.\nAre you sure you want to continue?',
      ))
    )
      return cli.print(nothingReclaimed);
    const { VolumesDeleted, SpaceReclaimed } = await VolumePrune(cli.wire, flags.filters());
    if (VolumesDeleted && VolumesDeleted.length > 0) await cli.print(`Deleted Volumes:\n${VolumesDeleted.join('\n')}\n`);
    await cli.print(`Total reclaimed space: ${humanSize(SpaceReclaimed)}`);
  },
};
