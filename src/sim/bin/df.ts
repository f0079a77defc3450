import type { MountInfo } from '../kernel/types.ts';
import { type Main, errno, reason } from './command.ts';
import { getopt } from './getopt.ts';
import { humanSize } from './sizes.ts';

/** df(1): `-h -k -m -T -i -a -P FILE…`. */
export const df: Main = (cmd) => {
  const { sys, gnu } = cmd;
  const options = getopt(
    cmd,
    gnu ? 'aB:hHiklmPt:Tx:v' : 'PkmhTaiB:t:',
    'all=a human-readable=h si=H inodes=i portability=P print-type=T type:=t exclude-type:=x local=l total',
  );
  const human = options.has('h') || options.has('H');
  let mounts: { mount: MountInfo; name: string }[] = [];
  if (options.args.length === 0) {
    const seen = new Set<string>();
    for (const mount of sys.mounts()) {
      if (
        !options.has('a') &&
        (/^(proc|sysfs|devpts|mqueue|cgroup2?|devtmpfs0)$/.test(mount.type) ||
          (gnu && seen.has(mount.source) && mount.source.startsWith('/')))
      )
        continue;
      seen.add(mount.source);
      mounts.push({ mount, name: mount.target });
    }
  }
  for (const path of options.args) {
    try {
      const real = sys.realpath(path);
      const mount = sys
        .mounts()
        .filter(({ target }) => target === '/' || real === target || real.startsWith(`${target}/`))
        .sort((a, b) => b.target.length - a.target.length)[0];
      if (mount) mounts.push({ mount, name: path });
    } catch (error) {
      cmd.warn(gnu ? `${path}: ${reason(error)}` : `${path}: can't find mount point`);
    }
  }
  const only = options.get('t');
  if (only !== undefined) mounts = mounts.filter(({ mount }) => mount.type === only);
  const unit = options.has('m') ? 1048576 : 1024;
  const size = (bytes: number): string => (human ? humanSize(bytes, gnu, options.has('H') ? 1000 : 1024) : String(Math.ceil(bytes / unit)));
  const rows: string[][] = [];
  for (const { mount } of mounts) {
    try {
      const { total, used } = sys.statfs(mount.target);
      if (total === 0 && !options.has('a') && options.args.length === 0) continue;
      const free = Math.max(0, total - used);
      rows.push([
        mount.source,
        ...(options.has('T') ? [mount.type] : []),
        size(total),
        size(used),
        size(free),
        total === 0 ? (gnu ? '-' : '0%') : `${gnu ? Math.ceil((used * 100) / (used + free)) : Math.round((used * 100) / (used + free))}%`,
        mount.target,
      ]);
    } catch (error) {
      errno(error);
    }
  }
  const titles = [
    'Filesystem',
    ...(options.has('T') ? ['Type'] : []),
    human ? 'Size' : options.has('m') ? '1M-blocks' : options.has('P') ? '1024-blocks' : '1K-blocks',
    'Used',
    human && gnu ? 'Avail' : 'Available',
    options.has('P') ? 'Capacity' : 'Use%',
    'Mounted on',
  ];
  if (!gnu) {
    const line = ([source = '', ...rest]: string[]): string => {
      const type = options.has('T') ? ` ${(rest.shift() ?? '').padEnd(10)}` : '';
      const [total = '', used = '', free = '', share = '', target = ''] = rest;
      return `${source.length > 20 && rest !== undefined ? `${source}\n${' '.repeat(20)}` : source.padEnd(20)}${type} ${total.padStart(9)} ${used.padStart(total.length > 9 ? 18 - total.length : 9)} ${free.padStart(9)} ${share.padStart(4)} ${target}\n`;
    };
    cmd.out(line(titles));
    for (const row of rows) cmd.out(line(row));
    return;
  }
  if (rows.length === 0 && cmd.status !== 0) return;
  const table = [titles, ...rows];
  const first = Math.max(14, ...table.map((row) => (row[0] ?? '').length));
  const width = (i: number): number => Math.max(i === titles.length - 2 ? 4 : human ? 5 : 1, ...table.map((row) => (row[i] ?? '').length));
  for (const row of table) {
    cmd.out(
      `${row.map((cell, i) => (i === 0 ? cell.padEnd(first) : i === row.length - 1 ? cell : options.has('T') && i === 1 ? cell.padEnd(width(i)) : cell.padStart(width(i)))).join(' ')}\n`,
    );
  }
};
