import type { ResourceLimits } from '../types.ts';

/** The rows of /proc/PID/limits: title, name of the limit, what it is when nobody has set it, unit. */
const ROWS: readonly (readonly [title: string, name: string, soft: number, hard: number, unit: string])[] = [
  ['Max cpu time', 'cpu', -1, -1, 'seconds'],
  ['Max file size', 'fsize', -1, -1, 'bytes'],
  ['Max data size', 'data', -1, -1, 'bytes'],
  ['Max stack size', 'stack', 8388608, -1, 'bytes'],
  ['Max core file size', 'core', 0, -1, 'bytes'],
  ['Max resident set', 'rss', -1, -1, 'bytes'],
  ['Max processes', 'nproc', 15635, 15635, 'processes'],
  ['Max open files', 'nofile', 1048576, 1048576, 'files'],
  ['Max locked memory', 'memlock', 67108864, 67108864, 'bytes'],
  ['Max address space', 'as', -1, -1, 'bytes'],
  ['Max file locks', 'locks', -1, -1, 'locks'],
  ['Max pending signals', 'sigpending', 15635, 15635, 'signals'],
  ['Max msgqueue size', 'msgqueue', 819200, 819200, 'bytes'],
  ['Max nice priority', 'nice', 0, 0, ''],
  ['Max realtime priority', 'rtprio', 0, 0, ''],
  ['Max realtime timeout', 'rttime', -1, -1, 'us'],
];

const cell = (value: number): string => (value < 0 ? 'unlimited' : String(value)).padEnd(21);

/** /proc/PID/limits */
export function limitsText(limits: ResourceLimits): string {
  const rows = ROWS.map(([title, name, soft, hard, unit]) => {
    const [now, most] = limits[name] ?? [soft, hard];
    return `${title.padEnd(26)}${cell(now)}${cell(most)}${unit.padEnd(10)}\n`;
  });
  return `${'Limit'.padEnd(26)}${'Soft Limit'.padEnd(21)}${'Hard Limit'.padEnd(21)}${'Units'.padEnd(10)}\n${rows.join('')}`;
}
