import { BuildPrune } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { confirmed } from '../confirm.ts';
import { humanSize } from '../format/units.ts';

/** `docker builder prune` */
export const prune: Command = {
  usage: '',
  short: 'Remove build cache',
  flags: `a,all: Remove all unused build cache, not just dangling ones
filter filter: Provide filter values (e.g. 'until=24h')
f,force: Do not prompt for confirmation
keep-storage bytes: Amount of disk space to keep for cache`,
  args: [0, 0],
  async run(cli, flags) {
    const all = flags.bool('all');
    const what = all ? 'all build cache' : 'all dangling build cache';
    let [deleted, bytes]: [readonly string[], number] = [[], 0];
    if (await confirmed(cli, flags, `WARNING! This will remove ${what}. Are you sure you want to continue?`)) {
      const { CachesDeleted, SpaceReclaimed } = await BuildPrune(cli.wire, {
        all,
        'keep-storage': flags.number('keep-storage') || undefined,
        filters: flags.filters(),
      });
      [deleted, bytes] = [CachesDeleted ?? [], SpaceReclaimed];
    }
    if (deleted.length > 0) await cli.print(`Deleted build cache objects:\n${deleted.join('\n')}\n`);
    await cli.print(`Total reclaimed space: ${humanSize(bytes)}`);
  },
};
