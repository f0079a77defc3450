import { VolumeList } from '../../api/client.ts';
import type { Command } from '../command.ts';
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
        Label: new GoMethod((key) => volume.Labels?.[key] ?? ''),
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
