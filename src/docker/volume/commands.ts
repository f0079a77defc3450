import { VolumeCreate, VolumeDelete, VolumeList, VolumePrune } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { confirmed, nothingReclaimed } from '../confirm.ts';
import { containerValidators, toRecord } from '../container/options.ts';
import { inTurn } from '../container/batch.ts';
import { renderList } from '../format/table.ts';
import { humanSize } from '../format/units.ts';
import { GoMethod } from '../format/value.ts';
import { listFormat } from '../list-format.ts';

const titles = {
  Driver: 'DRIVER',
  Name: 'VOLUME NAME',
  Scope: 'SCOPE',
  Mountpoint: 'MOUNTPOINT',
  Labels: 'LABELS',
  Links: 'LINKS',
  Size: 'SIZE',
};

/** `docker volume ls` */
export const ls: Command = {
  usage: '[OPTIONS]',
  short: 'List volumes',
  flags: `f,filter filter: Provide filter values (e.g. 'dangling=true')
format string: Pretty-print volumes using a Go template
q,quiet: Only display volume names`,
  args: [0, 0],
  async run(cli, flags) {
    const { Volumes } = await VolumeList(cli.wire, flags.filters());
    const rows = [...(Volumes ?? [])]
      .sort((a, b) => (a.Name < b.Name ? -1 : 1))
      .map((volume) => ({
        Driver: volume.Driver,
        Name: volume.Name,
        Scope: volume.Scope,
        Mountpoint: volume.Mountpoint,
        Labels: Object.entries(volume.Labels ?? {})
          .map(([key, value]) => `${key}=${value}`)
          .join(','),
        Label: new GoMethod((key) => volume.Labels?.[String(key)] ?? ''),
        Links: volume.UsageData ? String(volume.UsageData.RefCount) : 'N/A',
        Size: volume.UsageData ? humanSize(volume.UsageData.Size) : 'N/A',
      }));
    const chosen = flags.string('format') || (flags.bool('quiet') ? '' : await cli.config('volumesFormat'));
    await cli.write(
      renderList(
        listFormat(chosen, flags.bool('quiet'), {
          quiet: '{{.Name}}',
          rawQuiet: 'name: {{.Name}}',
          table: 'table {{.Driver}}\t{{.Name}}',
          raw: 'name: {{.Name}}\ndriver: {{.Driver}}\n',
        }),
        { type: '*formatter.volumeContext', titles, rows },
      ),
    );
  },
};

/** `docker volume create` */
export const create: Command = {
  usage: '[OPTIONS] [VOLUME]',
  short: 'Create a volume',
  flags: `d,driver string: Specify volume driver name (default "local")
label list: Set metadata for a volume
!name string: Specify volume name
o,opt map: Set driver specific options (default map[])`,
  args: [0, 1],
  validators: { label: containerValidators['label'] ?? String },
  async run(cli, flags, [name]) {
    if (name !== undefined && flags.string('name') !== '')
      throw new Error('conflicting options: either specify --name or provide positional arg, not both');
    const volume = await VolumeCreate(cli.wire, {
      Driver: flags.string('driver'),
      DriverOpts: flags.map('opt'),
      Labels: toRecord(flags.list('label')),
      Name: name ?? flags.string('name'),
    });
    await cli.print(volume.Name);
  },
};

/** `docker volume rm` */
export const rm: Command = {
  usage: '[OPTIONS] VOLUME [VOLUME...]',
  short: 'Remove one or more volumes',
  long: 'Remove one or more volumes. You cannot remove a volume that is in use by a container.',
  example: '$ docker volume rm hello\nhello\n',
  flags: 'f,force: Force the removal of one or more volumes',
  args: [1, Number.POSITIVE_INFINITY],
  completes: 'volume',
  run: (cli, flags, names) =>
    inTurn(cli, names, async (name) => {
      await VolumeDelete(cli.wire, name, flags.bool('force'));
      return name;
    }),
};

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
