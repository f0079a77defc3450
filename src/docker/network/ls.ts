import { NetworkList } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { renderList } from '../format/table.ts';
import { goTime, shortId } from '../format/units.ts';
import { GoMethod } from '../format/value.ts';
import { listFormat } from '../list-format.ts';

const titles = {
  ID: 'NETWORK ID',
  Name: 'NAME',
  Driver: 'DRIVER',
  Scope: 'SCOPE',
  IPv6: 'IPV6',
  Internal: 'INTERNAL',
  Labels: 'LABELS',
  CreatedAt: 'CREATED AT',
};

/** `docker network ls` */
export const ls: Command = {
  usage: '[OPTIONS]',
  short: 'List networks',
  flags: `f,filter filter: Provide filter values (e.g. 'driver=bridge')
format string: Pretty-print networks using a Go template
no-trunc: Do not truncate the output
q,quiet: Only display network IDs`,
  args: [0, 0],
  async run(cli, flags) {
    const networks = await NetworkList(cli.wire, flags.filters());
    const rows = networks
      .sort((a, b) => (a.Name < b.Name ? -1 : 1))
      .map((network) => ({
        ID: flags.bool('no-trunc') ? network.Id : shortId(network.Id),
        Name: network.Name,
        Driver: network.Driver,
        Scope: network.Scope,
        IPv6: String(network.EnableIPv6),
        Internal: String(network.Internal),
        Labels: Object.entries(network.Labels ?? {})
          .map(([key, value]) => `${key}=${value}`)
          .join(','),
        Label: new GoMethod((key) => network.Labels?.[key] ?? ''),
        CreatedAt: () => goTime(Date.parse(network.Created) / 1000),
      }));
    const chosen = flags.string('format') || (flags.bool('quiet') ? '' : await cli.config('networksFormat'));
    const formats = {
      quiet: '{{.ID}}',
      rawQuiet: 'network_id: {{.ID}}',
      table: 'table {{.ID}}\t{{.Name}}\t{{.Driver}}\t{{.Scope}}',
      raw: 'network_id: {{.ID}}\nname: {{.Name}}\ndriver: {{.Driver}}\nscope: {{.Scope}}\n',
    };
    await cli.write(renderList(listFormat(chosen, flags.bool('quiet'), formats), { type: '*network.networkContext', titles, rows }));
  },
};
