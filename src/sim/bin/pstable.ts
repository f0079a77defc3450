/** ps of procps: its selections and columns, for the program and for docker top. */
import type { ProcessInfo } from '../kernel/types.ts';
import { strftime } from './dates.ts';
import { type ForestStyle, forest } from './psforest.ts';

/** What the table needs to know besides the processes. */
export interface PsView {
  readonly now: number;
  readonly memoryTotal: number;
  user(uid: number): string;
  group(gid: number): string;
  /** Who asks: by default only the processes on its terminal are shown; null shows all. */
  readonly self: { readonly uid: number; readonly tty: string } | null;
  /** The foreground group of the own terminal, for the + of STAT; -1 when there is none. */
  readonly foreground: number;
  /** How deep in the tree of processes those are whose parent is not shown; default 0. */
  readonly depth?: number;
}

/** A wrong argument, in the words of ps. */
export class PsError extends Error {}

interface Column {
  readonly key: string;
  title: string;
  readonly width: number;
  readonly right: boolean;
  value(process: ProcessInfo, view: PsView): string;
}

const clock = (ms: number, days: boolean): string => {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  if (!days) return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  return `${hours >= 24 ? `${Math.floor(hours / 24)}-` : ''}${two(hours % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
};

const elapsed = (process: ProcessInfo, view: PsView): string => {
  const text = clock(Math.max(0, view.now - process.startedAt), true);
  return text.startsWith('00:') ? text.slice(3) : text;
};

const started = (process: ProcessInfo, view: PsView): string => {
  const day = (ms: number): number => Math.floor(ms / 86400000);
  return day(process.startedAt) === day(view.now)
    ? strftime('%H:%M', process.startedAt)
    : strftime(view.now - process.startedAt < 31536000000 ? '%b%d' : '%Y', process.startedAt);
};

const share = (process: ProcessInfo, view: PsView): number => (process.cpuMs * 100) / Math.max(1, view.now - process.startedAt);
const short = (name: string): string => (name.length > 8 ? `${name.slice(0, 7)}+` : name);
const stat = (p: ProcessInfo, v: PsView): string =>
  p.state + (p.pid === p.sid ? 's' : '') + (p.pgid === v.foreground && p.tty !== '?' ? '+' : '');
/** The command line as ps shows it; [name] when there is none, as for kernel threads. */
const commandLine = (process: ProcessInfo): string =>
  (process.argv.length > 0 ? process.argv.join(' ') : `[${process.comm}]`) + (process.state === 'Z' ? ' <defunct>' : '');

const COLUMNS: readonly (readonly [keys: string, title: string, width: number, align: 'l' | 'r', value: Column['value']])[] = [
  ['pid', 'PID', 5, 'r', (p) => String(p.pid)],
  ['ppid', 'PPID', 5, 'r', (p) => String(p.ppid)],
  ['pgid pgrp', 'PGID', 5, 'r', (p) => String(p.pgid)],
  ['sid sess session', 'SID', 5, 'r', (p) => String(p.sid)],
  ['user euser uname ruser', 'USER', 8, 'l', (p, v) => short(v.user(p.uid))],
  ['uidname', 'UID', 8, 'l', (p, v) => short(v.user(p.uid))],
  ['uid euid ruid', 'UID', 5, 'r', (p) => String(p.uid)],
  ['group egroup rgroup', 'GROUP', 8, 'l', (p, v) => short(v.group(p.gid))],
  ['gid egid rgid', 'GID', 5, 'r', (p) => String(p.gid)],
  ['tname', 'TTY', 8, 'l', (p) => p.tty],
  ['tty tt', 'TT', 8, 'l', (p) => p.tty],
  ['tpgid', 'TPGID', 5, 'r', () => '-1'],
  ['time cputime', 'TIME', 8, 'r', (p) => clock(p.cpuMs, true)],
  ['bsdtime', 'TIME', 6, 'r', (p) => clock(p.cpuMs, false)],
  ['comm ucmd ucomm', 'COMMAND', 15, 'l', (p) => p.comm],
  ['fcomm', 'CMD', 15, 'l', (p) => p.comm],
  ['args command', 'COMMAND', 27, 'l', commandLine],
  ['cmd', 'CMD', 27, 'l', commandLine],
  ['c', 'C', 2, 'r', (p, v) => String(Math.min(99, Math.floor(share(p, v))))],
  ['stime', 'STIME', 5, 'r', started],
  ['start start_time bsdstart', 'START', 5, 'r', started],
  ['lstart', 'STARTED', 24, 'r', (p) => strftime('%a %b %e %H:%M:%S %Y', p.startedAt)],
  ['etime', 'ELAPSED', 11, 'r', elapsed],
  ['etimes', 'ELAPSED', 7, 'r', (p, v) => String(Math.floor((v.now - p.startedAt) / 1000))],
  ['stat', 'STAT', 4, 'l', stat],
  ['s state', 'S', 1, 'l', (p) => p.state],
  ['%cpu pcpu', '%CPU', 4, 'r', (p, v) => share(p, v).toFixed(1)],
  ['%mem pmem', '%MEM', 4, 'r', (p, v) => ((p.rss * 100) / v.memoryTotal).toFixed(1)],
  ['vsz vsize', 'VSZ', 6, 'r', (p) => String(Math.round(p.vsz / 1024))],
  ['rss rssize rsz', 'RSS', 5, 'r', (p) => String(Math.round(p.rss / 1024))],
  ['sz', 'SZ', 5, 'r', (p) => String(Math.round(p.vsz / 4096))],
  ['f flag flags', 'F', 1, 'r', () => '4'],
  ['pri', 'PRI', 3, 'r', () => '80'],
  ['ni nice', 'NI', 3, 'r', () => '0'],
  ['addr', 'ADDR', 1, 'l', () => '-'],
  ['wchan', 'WCHAN', 6, 'l', () => '-'],
  ['nlwp thcount', 'NLWP', 4, 'r', () => '1'],
  ['lwp tid spid', 'LWP', 5, 'r', (p) => String(p.pid)],
  ['psr', 'PSR', 3, 'r', () => '0'],
];

const BASIC = 'pid,tname,time,fcomm';
const FULL = 'uidname,pid,ppid,c,stime,tname,time,cmd';
const EXTRA_FULL = 'uidname,pid,ppid,c,sz,rss,psr,stime,tname,time,cmd';
const JOBS = 'pid,pgid,sid,tname,time,fcomm';
const LONG = 'f,s,uid,pid,ppid,c,pri,ni,addr,sz,wchan,tname,time,fcomm';
const USER = 'user,pid,%cpu,%mem,vsz,rss,tname,stat,start,bsdtime,args';
const BSD = 'pid,tname,stat,bsdtime,args';
const BSD_JOBS = 'ppid,pid,pgid,sid,tname,tpgid,stat,uid,bsdtime,args';
/** Columns that the tree is drawn in. */
const COMMANDS = /^(comm|fcomm|args|cmd)\b/;

function columns(format: string, into: Column[]): void {
  for (const word of format.split(/[ ,]+/)) {
    const [, name = '', , width, , title] = /^([^:=]+)(:(\d+))?(=(.*))?$/.exec(word) ?? [];
    const found = COLUMNS.find(([keys]) => keys.split(' ').includes(name.toLowerCase()));
    if (!found) throw new PsError(`unknown user-defined format specifier "${name || word}"`);
    const [key, header, size, align, value] = found;
    into.push({ key, title: title ?? header, width: Number(width ?? size), right: align === 'r', value });
  }
}

/** Columns and rows of `ps ARGS`. Throws {@link PsError}. */
export function psTable(
  processes: readonly ProcessInfo[],
  args: readonly string[],
  view: PsView,
): { titles: string[]; rows: string[][]; text: string } {
  let all = false;
  let bsdAll = false;
  let bsdOwn = false;
  let format = '';
  let header = true;
  let bsd = false;
  let threads = false;
  let tree: ForestStyle | null = null;
  const own: Column[] = [];
  const wanted: ((process: ProcessInfo) => boolean)[] = [];
  let sortBy: string[] = [];
  const rest = [...args];
  const value = (inline: string): string => {
    const text = inline !== '' ? inline : rest.shift();
    if (text === undefined) throw new PsError('list of process IDs must follow -p');
    return text;
  };
  const pids = (list: string): void => {
    const set = list.split(/[ ,]+/).map((word) => {
      if (!/^\d+$/.test(word)) throw new PsError('process ID list syntax error');
      return Number(word);
    });
    wanted.push((process) => set.includes(process.pid));
  };
  const users = (list: string): void => {
    const set = list.split(/[ ,]+/);
    wanted.push((process) => set.includes(view.user(process.uid)) || set.includes(String(process.uid)));
  };
  const userFormat = (list: string): void => {
    // "-o pid=PROCESS NUMBER" gives everything after = as the title.
    const eq = list.indexOf('=');
    if (eq >= 0 && !list.slice(eq).includes(',')) {
      const names = list.slice(0, eq).split(',');
      const last = names.pop() ?? '';
      if (names.length > 0) columns(names.join(','), own);
      columns(last, own);
      const column = own[own.length - 1];
      if (column) column.title = list.slice(eq + 1);
      return;
    }
    columns(list, own);
  };
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg.startsWith('--')) {
      const [name = '', text = ''] = arg.slice(2).split('=');
      if (name === 'no-headers' || name === 'no-heading' || name === 'noheaders') header = false;
      else if (name === 'pid') pids(value(text));
      else if (name === 'ppid') {
        const parents = value(text).split(',').map(Number);
        wanted.push((process) => parents.includes(process.ppid));
      } else if (name === 'sort') sortBy = value(text).split(',');
      else if (name === 'user') users(value(text));
      else if (name === 'format') userFormat(value(text));
      else if (name === 'forest') tree = 'branches';
      else if (name !== 'cols' && name !== 'width') throw new PsError('unknown gnu long option');
      continue;
    }
    if (arg.startsWith('-')) {
      for (let i = 1; i < arg.length; i++) {
        const letter = arg.charAt(i);
        const tail = arg.slice(i + 1);
        if (letter === 'e' || letter === 'A') all = true;
        else if (letter === 'a' || letter === 'd') all = true;
        else if (letter === 'f') format = FULL;
        else if (letter === 'F') format = EXTRA_FULL;
        else if (letter === 'j') format = JOBS;
        else if (letter === 'H') tree = 'indent';
        else if (letter === 'L') threads = true;
        else if (letter === 'l') format = LONG;
        else if ('wTmyMx'.includes(letter)) continue;
        else if ('opCuUtgG'.includes(letter)) {
          const text = value(tail);
          if (letter === 'o') userFormat(text);
          else if (letter === 'p') pids(text);
          else if (letter === 'C') wanted.push((process) => text.split(',').includes(process.comm));
          else if (letter === 't') wanted.push((process) => text.split(',').includes(process.tty));
          else if (letter === 'u' || letter === 'U') users(text);
          else wanted.push((process) => text.split(',').map(Number).includes(process.sid));
          break;
        } else throw new PsError('unsupported SysV option');
      }
      continue;
    }
    if (/^\d[\d,]*$/.test(arg)) {
      pids(arg);
      bsd = true;
      continue;
    }
    bsd = true;
    for (let i = 0; i < arg.length; i++) {
      const letter = arg.charAt(i);
      if (letter === 'a') bsdAll = true;
      else if (letter === 'x') bsdOwn = true;
      else if (letter === 'u') format = USER;
      else if (letter === 'l') format = LONG;
      else if (letter === 'j') format = BSD_JOBS;
      else if (letter === 'f') tree = 'branches';
      else if (letter === 'H') threads = true;
      else if (letter === 'h') header = false;
      else if (letter === 'o' || letter === 'p') {
        const text = value(arg.slice(i + 1));
        if (letter === 'o') userFormat(text);
        else pids(text);
        break;
      } else if (!'wercns'.includes(letter)) throw new PsError('unsupported option (BSD syntax)');
    }
  }
  if (own.length === 0) {
    const usual = format || (bsd ? BSD : BASIC);
    columns(threads ? usual.replace(/\bpid\b/, 'pid,lwp') : usual, own);
  }
  const me = view.self;
  let chosen = processes.filter((process) => {
    if (wanted.length > 0) return wanted.some((want) => want(process));
    if (all || !me || (bsdAll && bsdOwn)) return true;
    if (bsdAll) return process.tty !== '?';
    if (bsdOwn) return process.uid === me.uid;
    return process.uid === me.uid && process.tty === me.tty;
  });
  for (const key of sortBy.toReversed()) {
    const name = key.replace(/^[-+]/, '');
    const picked: Column[] = [];
    columns(name, picked);
    const read = picked[0]?.value;
    if (read)
      chosen = chosen.toSorted((a, b) => {
        const [x, y] = [read(a, view), read(b, view)];
        return (Number(x) - Number(y) || (x < y ? -1 : x > y ? 1 : 0)) * (key.startsWith('-') ? -1 : 1);
      });
  }
  const titles = header ? own.map((column) => column.title) : [];
  const placed = tree
    ? forest(chosen, tree, (view.depth ?? 0) * (tree === 'indent' ? 2 : 1))
    : chosen.map((process) => ({ process, prefix: '' }));
  const rows = placed.map(({ process, prefix }) =>
    own.map((column) => (COMMANDS.test(column.key) ? prefix : '') + column.value(process, view)),
  );
  const line = (cells: readonly string[]): string =>
    own
      .map((column, i) => {
        const cell = cells[i] ?? '';
        const width = Math.max(column.width, column.title.length);
        if (column.right) return cell.padStart(width);
        return i === own.length - 1 ? cell : cell.slice(0, width).padEnd(width);
      })
      .join(' ');
  const lines = rows.map(line);
  if (titles.some((title) => title !== '')) lines.unshift(line(titles).trimEnd());
  return { titles, rows, text: lines.map((text) => `${text}\n`).join('') };
}
