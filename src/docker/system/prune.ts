import { ContainerPrune, ImagePrune, NetworkPrune, VolumePrune } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { confirmed } from '../confirm.ts';
import { humanSize } from '../format/units.ts';

/** `docker system prune` */
export const prune: Command = {
  usage: '[OPTIONS]',
  short: 'Remove unused data',
  flags: `a,all: Remove all unused images not just dangling ones
filter filter: Provide filter values (e.g. 'label=<key>=<value>')
f,force: Do not prompt for confirmation
volumes: Prune volumes`,
  args: [0, 0],
  async run(cli, flags) {
    const all = flags.bool('all');
    const volumes = flags.bool('volumes');
    const filters = flags.filters();
    if (volumes && filters['until']) throw new Error('ERROR: The "until" filter is not supported with "--volumes"');
    const items = [
      'all stopped containers',
      'all networks not used by at least one container',
      ...(volumes ? ['all volumes not used by at least one container'] : []),
      all ? 'all images without at least one container associated to them' : 'all dangling images',
      all ? 'all build cache' : 'all dangling build cache',
    ];
    const asked = Object.entries(filters).flatMap(([key, values]) => values.map((value) => `  - ${key}=${value}\n`));
    const filtered = asked.length > 0 ? `  Items to be pruned will be filtered with:\n${asked.join('')}\n` : '';
    if (
      !(await confirmed(
        cli,
        flags,
        `WARNING! This will remove:\n${items.map((item) => `  - ${item}\n`).join('')}\n${filtered}Are you sure you want to continue?`,
      ))
    )
      return;
    let reclaimed = 0;
    const show = async (title: string, lines: readonly string[] | null): Promise<void> => {
      if (lines && lines.length > 0) await cli.print(`${title}:\n${lines.join('\n')}\n`);
    };
    const containers = await ContainerPrune(cli.wire, filters);
    await show('Deleted Containers', containers.ContainersDeleted);
    await show('Deleted Networks', (await NetworkPrune(cli.wire, filters)).NetworksDeleted);
    if (volumes) {
      const { VolumesDeleted, SpaceReclaimed } = await VolumePrune(cli.wire, filters);
      await show('Deleted Volumes', VolumesDeleted);
      reclaimed += SpaceReclaimed;
    }
    const images = await ImagePrune(cli.wire, { ...filters, dangling: [String(!all)] });
    await show(
      'Deleted Images',
      (images.ImagesDeleted ?? []).map(({ Untagged, Deleted }) => (Untagged ? `untagged: ${Untagged}` : `deleted: ${Deleted}`)),
    );
    reclaimed += containers.SpaceReclaimed + images.SpaceReclaimed;
    await cli.print(`Total reclaimed space: ${humanSize(reclaimed)}`);
  },
};
