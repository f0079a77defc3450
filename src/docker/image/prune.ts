import { ImagePrune } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { confirmed, nothingReclaimed } from '../confirm.ts';
import { humanSize } from '../format/units.ts';

/** `docker image prune` */
export const prune: Command = {
  usage: '[OPTIONS]',
  short: 'Remove unused images',
  flags: `a,all: Remove all unused images, not just dangling ones
filter filter: Provide filter values (e.g. 'until=<timestamp>')
f,force: Do not prompt for confirmation`,
  args: [0, 0],
  async run(cli, flags) {
    const what = flags.bool('all') ? 'images without at least one container associated to them' : 'dangling images';
    if (!(await confirmed(cli, flags, `WARNING! This will remove all ${what}.\nAre you sure you want to continue?`)))
      return cli.print(nothingReclaimed);
    const { ImagesDeleted, SpaceReclaimed } = await ImagePrune(cli.wire, { ...flags.filters(), dangling: [String(!flags.bool('all'))] });
    const lines = (ImagesDeleted ?? []).map(({ Untagged, Deleted }) => (Untagged ? `untagged: ${Untagged}` : `deleted: ${Deleted}`));
    if (lines.length > 0) await cli.print(`Deleted Images:\n${lines.join('\n')}\n`);
    await cli.print(`Total reclaimed space: ${humanSize(SpaceReclaimed)}`);
  },
};
