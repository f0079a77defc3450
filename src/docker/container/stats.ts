import { ContainerList, ContainerStats } from '../../api/client.ts';
import type { ContainerStats as Stats } from '../../api/types.ts';
import type { Command } from '../command.ts';
import { type Columns, renderList } from '../format/table.ts';
import { bytesSize, humanSize, shortId } from '../format/units.ts';
import { listFormat } from '../list-format.ts';

const titles = {
  Container: 'CONTAINER',
  Name: 'NAME',
  ID: 'CONTAINER ID',
  CPUPerc: 'CPU %',
  MemUsage: 'MEM USAGE / LIMIT',
  MemPerc: 'MEM %',
  NetIO: 'NET I/O',
  BlockIO: 'BLOCK I/O',
  PIDs: 'PIDS',
};

function columns(container: string, stats: Stats | null, truncate: boolean): Columns {
  if (!stats)
    return {
      Container: container,
      Name: '--',
      ID: '--',
      CPUPerc: '--',
      MemUsage: '-- / --',
      MemPerc: '--',
      NetIO: '--',
      BlockIO: '--',
      PIDs: '--',
    };
  const cpu = stats.cpu_stats.cpu_usage.total_usage - stats.precpu_stats.cpu_usage.total_usage;
  const system = (stats.cpu_stats.system_cpu_usage ?? 0) - (stats.precpu_stats.system_cpu_usage ?? 0);
  const cpus = stats.cpu_stats.online_cpus || (stats.cpu_stats.cpu_usage.percpu_usage?.length ?? 1);
  const usage =
    (stats.memory_stats.usage ?? 0) -
    (stats.memory_stats.stats?.['total_inactive_file'] ?? stats.memory_stats.stats?.['inactive_file'] ?? 0);
  const limit = stats.memory_stats.limit ?? 0;
  const total = (values: readonly number[]): number => values.reduce((sum, n) => sum + n, 0);
  const nets = Object.values(stats.networks ?? {});
  const block = (op: string): number =>
    total(
      (stats.blkio_stats.io_service_bytes_recursive ?? []).filter((entry) => entry.op.toLowerCase() === op).map((entry) => entry.value),
    );
  return {
    Container: container,
    Name: stats.name.replace(/^\//, ''),
    ID: truncate ? shortId(stats.id) : stats.id,
    CPUPerc: `${(cpu > 0 && system > 0 ? (cpu / system) * cpus * 100 : 0).toFixed(2)}%`,
    MemUsage: `${bytesSize(usage)} / ${bytesSize(limit)}`,
    MemPerc: `${(limit > 0 ? (usage / limit) * 100 : 0).toFixed(2)}%`,
    NetIO: `${humanSize(total(nets.map((net) => net.rx_bytes)), 3)} / ${humanSize(total(nets.map((net) => net.tx_bytes)), 3)}`,
    BlockIO: `${humanSize(block('read'), 3)} / ${humanSize(block('write'), 3)}`,
    PIDs: String(stats.pids_stats.current ?? 0),
  };
}

/** `docker stats` */
export const stats: Command = {
  usage: '[OPTIONS] [CONTAINER...]',
  short: 'Display a live stream of container(s) resource usage statistics',
  flags: `a,all: Show all containers (default shows just running)
format string: Pretty-print images using a Go template
no-stream: Disable streaming stats and only pull the first result
no-trunc: Do not truncate output`,
  args: [0, Number.POSITIVE_INFINITY],
  completes: 'running',
  async run(cli, flags, names) {
    const table = 'table {{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}\t{{.PIDs}}';
    const format = listFormat(flags.string('format') || (await cli.config('statsFormat')), false, { quiet: table, table });
    for (;;) {
      const shown =
        names.length > 0 ? names : (await ContainerList(cli.wire, { all: flags.bool('all') })).map((container) => shortId(container.Id));
      const rows = await Promise.all(
        shown.map(async (name) => {
          for await (const sample of await ContainerStats(cli.wire, name, { stream: false }))
            return columns(name, sample, !flags.bool('no-trunc'));
          return columns(name, null, true);
        }),
      );
      await cli.write(
        `${flags.bool('no-stream') ? '' : '\x1b[2J\x1b[H'}${renderList(format, { type: '*container.statsContext', titles, rows })}`,
      );
      if (flags.bool('no-stream')) return;
      await cli.sleep(500);
    }
  },
};
