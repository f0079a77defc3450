import { ContainerList } from '../../api/client.ts';
import type { ContainerSummary } from '../../api/types.ts';
import type { Command } from '../command.ts';
import { goQuote } from '../format/quote.ts';
import { type Columns, renderList } from '../format/table.ts';
import { Template, TemplateError, TemplateSyntaxError } from '../format/template.ts';
import { humanDuration } from '../../api/duration.ts';
import { ellipsis, goTime, humanSize, shortId } from '../format/units.ts';
import { GoMethod, rowValues } from '../format/value.ts';
import { listFormat } from '../list-format.ts';
import { displayPorts } from './ports.ts';

const titles = {
  ID: 'CONTAINER ID',
  Names: 'NAMES',
  Image: 'IMAGE',
  Command: 'COMMAND',
  CreatedAt: 'CREATED AT',
  RunningFor: 'CREATED',
  Ports: 'PORTS',
  State: 'STATE',
  Status: 'STATUS',
  Size: 'SIZE',
  Labels: 'LABELS',
  Mounts: 'MOUNTS',
  LocalVolumes: 'LOCAL VOLUMES',
  Networks: 'NETWORKS',
};

const raw = (size: boolean): string =>
  `container_id: {{.ID}}\nimage: {{.Image}}\ncommand: {{.Command}}\ncreated_at: {{.CreatedAt}}\nstate: {{- pad .State 1 0}}\nstatus: {{- pad .Status 1 0}}\nnames: {{.Names}}\nlabels: {{- pad .Labels 1 0}}\nports: {{- pad .Ports 1 0}}\n${size ? 'size: {{.Size}}\n' : ''}`;

const labelText = (labels: Readonly<Record<string, string>> | null): string =>
  Object.entries(labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',');

/** The columns of one container, in a list made at `now`. */
export function containerColumns(c: ContainerSummary, now: number, truncate: boolean): Columns {
  const names = (c.Names ?? []).map((name) => name.slice(1));
  return {
    ID: () => (truncate ? shortId(c.Id) : c.Id),
    // Names of links ("web/db") are left out of a short list.
    Names: () => (truncate ? names.filter((name) => !name.includes('/')) : names).join(','),
    Image: () => {
      if (c.Image === '') return '<no image>';
      return truncate && shortId(c.ImageID) === shortId(c.Image)
        ? shortId(c.Image)
        : c.Image.replace(truncate ? /^docker\.io\/(library\/)?/ : '', '').replace(/(.)@sha256:[0-9a-f]{64}$/, truncate ? '$1' : '$&');
    },
    Command: () => goQuote(truncate ? ellipsis(c.Command, 20) : c.Command),
    CreatedAt: () => goTime(c.Created),
    RunningFor: () => `${humanDuration(now - c.Created * 1000)} ago`,
    Ports: () => displayPorts(c.Ports),
    State: c.State,
    Status: c.Status,
    Size: () => humanSize(c.SizeRw ?? 0, 3) + ((c.SizeRootFs ?? 0) > 0 ? ` (virtual ${humanSize(c.SizeRootFs ?? 0, 3)})` : ''),
    Labels: () => labelText(c.Labels),
    Label: new GoMethod((key) => c.Labels?.[key] ?? ''),
    Mounts: () =>
      c.Mounts.map((mount) => mount.Name || mount.Source)
        .map((name) => (truncate ? ellipsis(name, 15) : name))
        .join(','),
    LocalVolumes: () => String(c.Mounts.filter((mount) => mount.Driver === 'local').length),
    Networks: () => Object.keys(c.NetworkSettings?.Networks ?? {}).join(','),
  };
}

function* rowsOf(containers: readonly ContainerSummary[], now: number, truncate: boolean): Generator<Columns> {
  for (const container of containers) yield containerColumns(container, now, truncate);
}

const type = '*formatter.ContainerContext';
const nothing: ContainerSummary = {
  Id: '',
  Names: [],
  Image: '',
  ImageID: '',
  Command: '',
  Created: 0,
  Ports: [],
  Labels: {},
  State: '',
  Status: '',
  HostConfig: { NetworkMode: '' },
  NetworkSettings: { Networks: {} },
  Mounts: [],
};

/** Whether a format asks for sizes: it is tried on a container that is nothing. Throws with Docker's words when that fails. */
function asksForSize(format: string): boolean {
  let asked = false;
  const Size = (): string => {
    asked = true;
    return '0B';
  };
  try {
    const [row = null] = rowValues(type, [{ ...containerColumns(nothing, 0, false), Size }]);
    new Template(format).execute(row);
  } catch (error) {
    if (error instanceof TemplateSyntaxError) throw new Error(`failed to parse template: ${error.message}`);
    if (error instanceof TemplateError) throw new Error(`failed to execute template: ${error.message}`);
    throw error;
  }
  return asked;
}

/** `docker ps` */
export const ls: Command = {
  usage: '[OPTIONS]',
  short: 'List containers',
  flags: `a,all: Show all containers (default shows just running)
f,filter filter: Filter output based on conditions provided
format string: Pretty-print containers using a Go template
n,last int: Show n last created containers (includes all states) (default -1)
l,latest: Show the latest created container (includes all states)
no-trunc: Don't truncate output
q,quiet: Only display container IDs
s,size: Display total file sizes`,
  args: [0, 0],
  async run(cli, flags) {
    const size = flags.bool('size');
    const quiet = flags.bool('quiet');
    const chosen = flags.string('format') || (quiet ? '' : await cli.config('psFormat'));
    const format = listFormat(chosen, quiet, {
      quiet: '{{.ID}}',
      rawQuiet: 'container_id: {{.ID}}',
      table: `table {{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}\t{{.Names}}${size ? '\t{{.Size}}' : ''}`,
      raw: raw(size),
    });
    const sizeInFormat = asksForSize(flags.string('format'));
    const last = flags.number('last');
    const containers = await ContainerList(cli.wire, {
      all: flags.bool('all'),
      limit: flags.bool('latest') && last === -1 ? 1 : last,
      size: size || sizeInFormat,
      filters: flags.filters(),
    });
    const [now, truncate] = [cli.now(), !flags.bool('no-trunc')];
    await cli.write(renderList(format, { type, titles, rows: rowsOf(containers, now, truncate) }));
  },
};
