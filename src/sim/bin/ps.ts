import type { ProcessInfo, Sys } from '../kernel/types.ts';
import { type Command, type Main, Exit, basename, errno } from './command.ts';
import { getopt } from './getopt.ts';
import { PsError, type PsView, psTable } from './pstable.ts';
import { groupNames, userNames } from './users.ts';

/** ps(1): procps for GNU systems, busybox's own otherwise. */
export const ps: Main = (cmd) => {
  if (!cmd.gnu) return busybox(cmd);
  const { sys } = cmd;
  try {
    cmd.out(psTable(sys.processes(), cmd.args, psView(sys)).text);
    return 0;
  } catch (error) {
    if (!(error instanceof PsError)) throw error;
    cmd.err(
      `error: ${error.message}\n\nUsage:\n ps [options]\n\n Try 'ps --help <simple|list|output|threads|misc|all>'\n  or 'ps --help <s|l|o|t|m|a>'\n for additional help text.\n\nFor more details see ps(1).\n`,
    );
    throw new Exit(1);
  }
};

/** The view of a process that asks. */
function psView(sys: Sys): PsView {
  const processes = sys.processes();
  const me = processes.find((process) => process.pid === sys.getpid());
  let foreground = -1;
  for (const fd of [0, 1, 2]) {
    if (foreground >= 0 || !sys.isatty(fd)) continue;
    try {
      foreground = sys.tcgetpgrp(fd);
    } catch (error) {
      errno(error);
    }
  }
  return {
    now: sys.now(),
    memoryTotal: sys.memory().total,
    user: userNames(sys),
    group: groupNames(sys),
    self: { uid: sys.geteuid(), tty: me?.tty ?? '?' },
    foreground,
  };
}

type Cell = readonly [title: string, width: number, value: (process: ProcessInfo, view: PsView) => string];

/** Kilobytes in at most four characters. */
export function short(bytes: number): string {
  let value = bytes / 1024;
  if (value < 10000) return String(Math.floor(value)).padStart(4);
  for (const unit of 'mgt') {
    value /= 1024;
    if (value < 9.95) return `${(Math.floor(value * 10) / 10).toFixed(1)}${unit}`;
    if (value < 1000) return `${Math.floor(value)}${unit}`.padStart(4);
  }
  return `${Math.floor(value)}t`;
}

/** A command line as busybox shows it: {name} before it when the process was not started by that name. */
export function busyboxArgs({ argv, comm }: ProcessInfo): string {
  const line = argv.join(' ');
  if (line === '') return `[${comm}]`;
  return basename((argv[0] ?? '').replace(/^-/, '')).startsWith(comm) ? line : `{${comm}} ${line}`;
}

const number = (value: number): string => String(value).padStart(5);
const CELLS: Readonly<Record<string, Cell>> = {
  user: ['USER', 8, (p, v) => v.user(p.uid).slice(0, 8)],
  group: ['GROUP', 8, (p, v) => v.group(p.gid).slice(0, 8)],
  comm: ['COMMAND', 16, (p) => p.comm],
  args: ['COMMAND', 256, busyboxArgs],
  pid: ['PID', 5, (p) => number(p.pid)],
  ppid: ['PPID', 5, (p) => number(p.ppid)],
  pgid: ['PGID', 5, (p) => number(p.pgid)],
  nice: ['NI', 5, () => number(0)],
  rgroup: ['RGROUP', 8, (p, v) => v.group(p.gid).slice(0, 8)],
  ruser: ['RUSER', 8, (p, v) => v.user(p.uid).slice(0, 8)],
  tty: ['TT', 6, (p) => (p.tty === '?' ? '?' : p.tty.startsWith('pts/') ? `136,${p.tty.slice(4)}` : '4,0')],
  vsz: ['VSZ', 4, (p) => short(p.vsz)],
  sid: ['SID', 5, (p) => number(p.sid)],
  stat: ['STAT', 4, (p) => p.state],
  rss: ['RSS', 4, (p) => short(p.rss)],
};

function busybox(cmd: Command): void {
  const options = getopt(cmd, 'o:T');
  const chosen: { title: string; cell: Cell }[] = [];
  for (const list of options.has('o') ? options.all('o') : ['pid,user,args']) {
    for (const word of list.split(',')) {
      const [name = '', title] = word.split('=');
      const cell = CELLS[name];
      if (!cell) cmd.die(`bad -o argument '${name}', supported arguments: ${Object.keys(CELLS).join(',')}`);
      else chosen.push({ title: title ?? cell[0], cell });
    }
  }
  const view = psView(cmd.sys);
  const width = cmd.sys.isatty(1) ? cmd.sys.winsize(1).cols || 80 : 2048;
  const line = (cells: readonly string[]): string =>
    cells
      .map((text, i) => (i === cells.length - 1 ? text : text.padEnd(Math.max(chosen[i]?.cell[1] ?? 0, chosen[i]?.title.length ?? 0))))
      .join(' ')
      .slice(0, width);
  if (chosen.some(({ title }) => title !== '')) cmd.out(`${line(chosen.map(({ title }) => title))}\n`);
  for (const process of cmd.sys.processes()) cmd.out(`${line(chosen.map(({ cell }) => cell[2](process, view)))}\n`);
}
