import { SystemDataUsage } from '../../api/client.ts';
import type { Command } from '../command.ts';
import { renderList } from '../format/table.ts';
import { humanSize } from '../format/units.ts';
import { listFormat } from '../list-format.ts';
import { verboseUsage } from './df-verbose.ts';

const titles = { Type: 'TYPE', TotalCount: 'TOTAL', Active: 'ACTIVE', Size: 'SIZE', Reclaimable: 'RECLAIMABLE' };
const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

/** `docker system df` */
export const df: Command = {
  usage: '[OPTIONS]',
  short: 'Show docker disk usage',
  flags: `format string: Pretty-print images using a Go template
v,verbose: Show detailed information on space usage`,
  args: [0, 0],
  async run(cli, flags) {
    const usage = await SystemDataUsage(cli.wire);
    if (flags.bool('verbose')) return cli.write(verboseUsage(usage, flags.string('format'), cli.now()));
    const images = usage.Images ?? [];
    const containers = usage.Containers ?? [];
    const volumes = usage.Volumes ?? [];
    const cache = usage.BuildCache ?? [];
    const row = (Type: string, total: number, active: number, size: number, free: number, percent: boolean): Record<string, string> => ({
      Type,
      TotalCount: String(total),
      Active: String(active),
      Size: humanSize(size),
      Reclaimable: humanSize(free) + (percent && size > 0 ? ` (${Math.trunc((free * 100) / size)}%)` : ''),
    });
    const used = sum(
      images
        .filter((image) => image.Containers > 0 && image.VirtualSize !== -1 && image.SharedSize !== -1)
        .map((image) => image.VirtualSize - image.SharedSize),
    );
    const written = sum(containers.map((c) => c.SizeRw ?? 0));
    const idle = sum(containers.filter((c) => !['running', 'paused', 'restarting'].includes(c.State)).map((c) => c.SizeRw ?? 0));
    const held = volumes.filter((volume) => (volume.UsageData?.Size ?? -1) !== -1);
    const rows = [
      row('Images', images.length, images.filter((image) => image.Containers > 0).length, usage.LayersSize, usage.LayersSize - used, true),
      row(
        'Containers',
        containers.length,
        containers.filter((c) => ['running', 'paused', 'restarting'].includes(c.State)).length,
        written,
        idle,
        true,
      ),
      row(
        'Local Volumes',
        volumes.length,
        volumes.filter((volume) => (volume.UsageData?.RefCount ?? 0) > 0).length,
        sum(held.map((volume) => volume.UsageData?.Size ?? 0)),
        sum(held.filter((volume) => volume.UsageData?.RefCount === 0).map((volume) => volume.UsageData?.Size ?? 0)),
        true,
      ),
      row(
        'Build Cache',
        cache.length,
        cache.filter((record) => record.InUse).length,
        usage.BuilderSize ?? 0,
        sum(cache.filter((record) => !record.InUse && !record.Shared).map((record) => record.Size)),
        false,
      ),
    ];
    const table = 'table {{.Type}}\t{{.TotalCount}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}';
    await cli.write(
      renderList(listFormat(flags.string('format'), false, { quiet: table, table }), {
        type: '*formatter.diskUsageImagesContext',
        titles,
        rows,
      }),
    );
  },
};
