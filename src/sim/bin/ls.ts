import type { FileType, Stat } from '../fs/types.ts';
import { type Command, type Main, join, reason } from './command.ts';
import { busyboxColumns, gnuColumns } from './columns.ts';
import { textWidth } from '../shell/width.ts';
import { strftime } from './dates.ts';
import { type Options, getopt } from './getopt.ts';
import { modeString } from './mode.ts';
import { compareNames as compare } from '../fs/name-order.ts';
import { humanSize } from './sizes.ts';
import { groupNames, userNames } from './users.ts';

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly stat: Stat;
  readonly target: string | null;
}

interface Listing {
  readonly cmd: Command;
  readonly options: Options;
  readonly format: 'long' | 'one' | 'columns' | 'across' | 'commas';
  readonly width: number;
  readonly color: boolean;
  readonly quoted: boolean;
  readonly user: (uid: number) => string;
  readonly group: (gid: number) => string;
}

const GNU_SHORT = 'abcdfghiklmnopqrstuvw:xABCDFGHI:LNQRST:UXZ1';
const GNU_LONG =
  'all=a almost-all=A author escape=b block-size: ignore-backups=B color:: directory=d dired=D classify::=F file-type full-time group-directories-first no-group=G human-readable=h si dereference-command-line=H dereference=L hide: hyperlink:: indicator-style: inode=i ignore:=I kibibytes=k numeric-uid-gid=n literal=N hide-control-chars=q quote-name=Q quoting-style: recursive=R reverse=r size=s sort: time: time-style: tabsize:=T width:=w zero';

/** ls(1). */
export const ls: Main = async (cmd) => {
  cmd.failure = cmd.gnu ? 2 : 1;
  const options = cmd.gnu
    ? getopt(cmd, GNU_SHORT, GNU_LONG)
    : getopt(cmd, '1AaCxdLHRFplinshrSXvctuw:T:kg', 'full-time group-directories-first color::');
  const tty = cmd.sys.isatty(1);
  const color = options.get('color');
  let chosen = options.last('1lCxmgno');
  // GNU's -1 only undoes columns: it leaves a long listing long.
  if (cmd.gnu && chosen === '1' && 'lgno'.split('').some((key) => options.has(key))) chosen = 'l';
  const long = chosen !== '' && (cmd.gnu ? 'lgno' : 'lgn').includes(chosen);
  const format =
    long || options.has('full-time')
      ? 'long'
      : chosen === '1'
        ? 'one'
        : chosen === 'C'
          ? 'columns'
          : chosen === 'x'
            ? 'across'
            : chosen === 'm'
              ? 'commas'
              : tty
                ? 'columns'
                : 'one';
  const listing: Listing = {
    cmd,
    options,
    format,
    width: Number(options.get('w') ?? 0) || (tty ? cmd.sys.winsize(1).cols : 0) || Number(cmd.env['COLUMNS'] ?? 0) || 80,
    color: color !== undefined && (/^(|always|yes|force)$/.test(color) || (/^(auto|tty|if-tty)$/.test(color) && tty)),
    quoted: cmd.gnu && tty && !options.has('N'),
    user: options.has('n') ? String : userNames(cmd.sys),
    group: options.has('n') ? String : groupNames(cmd.sys),
  };
  const files: Entry[] = [];
  const dirs: Entry[] = [];
  const operands = options.args.length > 0 ? options.args : ['.'];
  const follow = options.has('L') || options.has('H') || (!options.has('d') && format !== 'long' && !options.has('F'));
  for (const path of operands) {
    const entry = statEntry(listing, path, path, follow || (!options.has('d') && path.endsWith('/')));
    if (!entry) continue;
    (entry.stat.type === 'dir' && !options.has('d') ? dirs : files).push(entry);
  }
  sortEntries(listing, files);
  sortEntries(listing, dirs);
  show(listing, files);
  const headings = operands.length > 1 || options.has('R');
  let first = files.length === 0;
  for (const dir of dirs) {
    first = list(listing, dir.path, headings, first, true);
    await cmd.breathe();
  }
};

function statEntry(listing: Listing, name: string, path: string, follow: boolean): Entry | null {
  const { cmd } = listing;
  const { sys } = cmd;
  try {
    const link = sys.lstat(path);
    let stat = link;
    if (link.type === 'symlink' && follow) {
      try {
        stat = sys.stat(path);
      } catch (error) {
        if (listing.options.has('L') || !listing.cmd.gnu) throw error;
      }
    }
    return { name, path, stat, target: stat.type === 'symlink' ? sys.readlink(path) : null };
  } catch (error) {
    cmd.warn(cmd.gnu ? `cannot access '${path}': ${reason(error)}` : `${path}: ${reason(error)}`);
    return null;
  }
}

/** Lists one folder (and those below it with -R); returns whether a next one would still be the first thing printed. */
function list(listing: Listing, path: string, heading: boolean, first: boolean, operand: boolean): boolean {
  const { cmd, options } = listing;
  let names: string[];
  try {
    names = cmd.sys
      .readdir(path)
      .map((entry) => entry.name)
      .filter((name) => name !== '.' && name !== '..');
  } catch (error) {
    const status = Math.max(cmd.status, operand ? 2 : 1);
    cmd.warn(cmd.gnu ? `cannot open directory '${path}': ${reason(error)}` : `can't open '${path}': ${reason(error)}`);
    if (cmd.gnu) cmd.status = status;
    return first;
  }
  const all = options.has('a') || options.has('f');
  const ignored = [...options.all('I'), ...options.all('hide')].map(
    (pattern) =>
      new RegExp(
        `^${pattern
          .replace(/[\\^$.+()[\]{}|]/g, '\\$&')
          .replaceAll('*', '.*')
          .replaceAll('?', '.')}$`,
      ),
  );
  names = names.filter(
    (name) =>
      (all || options.has('A') || !name.startsWith('.')) &&
      !(options.has('B') && name.endsWith('~')) &&
      !ignored.some((pattern) => pattern.test(name)),
  );
  if (all) names.unshift('.', '..');
  const entries: Entry[] = [];
  for (const name of names) {
    const entry = statEntry(listing, name, join(path, name), options.has('L'));
    if (entry) entries.push(entry);
  }
  if (!options.has('f') && !options.has('U')) sortEntries(listing, entries);
  if (heading) cmd.out(`${first ? '' : '\n'}${path}:\n`);
  if (listing.format === 'long' || options.has('s')) {
    const blocks = entries.reduce((sum, entry) => sum + entry.stat.blocks, 0);
    cmd.out(`total ${options.has('h') ? humanSize(blocks * 512, cmd.gnu) : Math.floor(blocks / 2)}\n`);
  }
  show(listing, entries);
  if (options.has('R')) {
    for (const entry of entries) {
      if (entry.stat.type === 'dir' && entry.name !== '.' && entry.name !== '..') list(listing, entry.path, true, false, false);
    }
  }
  return false;
}

function sortEntries(listing: Listing, entries: Entry[]): void {
  const { options, cmd } = listing;
  const word = options.get('sort');
  const key = word !== undefined ? ({ size: 'S', time: 't', extension: 'X', version: 'v', none: 'U' }[word] ?? '') : options.last('StXvU');
  const time = (entry: Entry): number => entry.stat[timeKey(options)];
  const extension = (name: string): string => (name.lastIndexOf('.') > 0 || cmd.gnu ? (/\.[^.]*$/.exec(name)?.[0] ?? '') : '');
  const by: Record<string, (a: Entry, b: Entry) => number> = {
    S: (a, b) => b.stat.size - a.stat.size,
    t: (a, b) => time(b) - time(a),
    X: (a, b) => compare(extension(a.name), extension(b.name)),
    v: (a, b) => versionCompare(a.name, b.name),
  };
  if (key === 'U') return;
  const first =
    by[key] ?? (cmd.gnu && options.last('cul') !== '' && options.last('cu') !== '' && listing.format !== 'long' ? by['t'] : undefined);
  entries.sort((a, b) => (first?.(a, b) || compare(a.name, b.name)) * (options.has('r') ? -1 : 1));
  if (options.has('group-directories-first')) entries.sort((a, b) => Number(b.stat.type === 'dir') - Number(a.stat.type === 'dir'));
}

function timeKey(options: Options): 'atime' | 'ctime' | 'mtime' {
  const word = options.get('time');
  if (word !== undefined) return /^(atime|access|use)$/.test(word) ? 'atime' : /^(ctime|status)$/.test(word) ? 'ctime' : 'mtime';
  const letter = options.last('cu');
  return letter === 'u' ? 'atime' : letter === 'c' ? 'ctime' : 'mtime';
}

function versionCompare(a: string, b: string): number {
  const parts = (name: string): string[] => name.match(/\d+|\D+/g) ?? [];
  const [x, y] = [parts(a), parts(b)];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const [p = '', q = ''] = [x[i], y[i]];
    const order = /^\d/.test(p) && /^\d/.test(q) ? Number(p) - Number(q) : compare(p, q);
    if (order !== 0) return order;
  }
  return x.length - y.length;
}

function show(listing: Listing, entries: readonly Entry[]): void {
  if (entries.length === 0) return;
  const { cmd, options, format } = listing;
  const inodes = Math.max(...entries.map((entry) => String(entry.stat.ino).length));
  const blockText = (entry: Entry): string =>
    options.has('h') ? humanSize(entry.stat.blocks * 512, cmd.gnu) : String(Math.floor(entry.stat.blocks / 2));
  const blocks = Math.max(...entries.map((entry) => blockText(entry).length));
  const some = listing.quoted && entries.some((entry) => shellQuote(entry.name) !== entry.name);
  const cells = entries.map((entry) => {
    const before =
      (options.has('i')
        ? `${String(entry.stat.ino).padStart(cmd.gnu ? (format === 'one' || format === 'commas' ? 0 : inodes) : 7)} `
        : '') + (options.has('s') ? `${blockText(entry).padStart(cmd.gnu ? (format === 'commas' ? 0 : blocks) : 6)} ` : '');
    const quoted = options.has('Q')
      ? JSON.stringify(entry.name)
      : listing.quoted
        ? shellQuote(entry.name)
        : cmd.sys.isatty(1) || options.has('q')
          ? entry.name.replace(/[\0-\x1f\x7f]/g, '?')
          : entry.name;
    const name = some && quoted === entry.name && format !== 'commas' ? ` ${quoted}` : quoted;
    const mark = indicator(options, entry.stat.type, entry.stat.mode);
    return { before, mark, text: before + paint(listing, entry, name) + mark, width: textWidth(before + name + mark), name, entry };
  });
  if (format === 'long') for (const line of longLines(listing, cells)) cmd.out(line);
  else if (format === 'one') for (const cell of cells) cmd.out(`${cell.text}\n`);
  else if (format === 'commas') cmd.out(commas(cells, listing.width));
  else if (cmd.gnu) cmd.out(gnuColumns(cells, listing.width, format === 'across'));
  else cmd.out(busyboxColumns(cells, listing.width, format === 'across', 0));
}

/** Names with commas between, as many to a line as fit. */
function commas(cells: readonly { text: string; width: number }[], width: number): string {
  let out = '';
  let at = 0;
  for (const [i, cell] of cells.entries()) {
    if (i > 0) {
      const fits = at + 2 + cell.width < width;
      out += fits ? ', ' : ',\n';
      at = fits ? at + 2 : 0;
    }
    out += cell.text;
    at += cell.width;
  }
  return `${out}\n`;
}

function indicator(options: Options, type: FileType, mode: number): string {
  const style = options.get('indicator-style');
  const slash = options.has('p') || style === 'slash';
  const kinds = options.has('F') || options.has('file-type') || style === 'classify' || style === 'file-type';
  if (type === 'dir') return slash || kinds ? '/' : '';
  if (!kinds) return '';
  if (type === 'symlink') return '@';
  if (type === 'fifo') return '|';
  if (type === 'socket') return '=';
  return type === 'file' && mode & 0o111 && (options.has('F') || style === 'classify') ? '*' : '';
}

/** A name as a shell would need it, as GNU ls shows it on a terminal. */
function shellQuote(name: string): string {
  if (/^[\w@%+=:,./^{}\u0080-\uffff-][\w@%+=:,./^{}~#\u0080-\uffff-]*$/.test(name) && !/^[{}]$/.test(name)) return name;
  if (/[\0-\x1f\x7f]/.test(name))
    return `'${name.replace(/[\0-\x1f\x7f]+/g, (run) => `'$'${[...run].map((char) => ({ '\n': '\\n', '\t': '\\t', '\r': '\\r', '\x1b': '\\033' })[char] ?? `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`).join('')}''`)}'`
      .replace(/^''(?=\$)/, '')
      .replace(/''$/, '');
  return name.includes("'") ? (/["$`\\!]/.test(name) ? `'${name.replaceAll("'", "'\\''")}'` : `"${name}"`) : `'${name}'`;
}

function paint(listing: Listing, entry: Entry, text: string): string {
  if (!listing.color) return text;
  const { type, mode } = entry.stat;
  if (!listing.cmd.gnu) {
    const code = {
      dir: '1;34',
      symlink: '1;36',
      fifo: '0;33',
      socket: '1;35',
      char: '1;33',
      block: '1;33',
      file: mode & 0o111 ? '1;32' : '0;0',
    }[type];
    return `\x1b[${code}m${text}\x1b[m`;
  }
  const plain = { symlink: '01;36', fifo: '33', socket: '01;35', char: '01;33', block: '01;33', dir: '', file: '' }[type];
  const code =
    type === 'dir'
      ? (mode & 0o1002) === 0o1002
        ? '30;42'
        : mode & 0o002
          ? '34;42'
          : mode & 0o1000
            ? '37;44'
            : '01;34'
      : type === 'file'
        ? mode & 0o4000
          ? '37;41'
          : mode & 0o2000
            ? '30;43'
            : mode & 0o111
              ? '01;32'
              : ''
        : plain;
  return code === '' ? text : `\x1b[0m\x1b[${code}m${text}\x1b[0m`;
}

function longLines(listing: Listing, cells: readonly { before: string; mark: string; name: string; entry: Entry }[]): string[] {
  const { cmd, options, user, group } = listing;
  const now = cmd.sys.now();
  const device = (stat: Stat): boolean => stat.type === 'char' || stat.type === 'block';
  const size = (stat: Stat): string =>
    options.has('h') ? humanSize(stat.size, cmd.gnu) : options.has('si') ? humanSize(stat.size, true, 1000) : String(stat.size);
  const widest = (of: (stat: Stat) => string): number => Math.max(...cells.map((cell) => of(cell.entry.stat).length));
  const stats = cells.map((cell) => cell.entry.stat).filter(device);
  const major = Math.max(0, ...stats.map((stat) => String(stat.rdev[0]).length));
  const minor = Math.max(0, ...stats.map((stat) => String(stat.rdev[1]).length));
  const sizes = Math.max(
    0,
    ...cells.map((cell) => (device(cell.entry.stat) ? 0 : size(cell.entry.stat).length)),
    stats.length > 0 ? major + 2 + minor : 0,
  );
  const links = widest((stat) => String(stat.nlink));
  const owners = widest((stat) => user(stat.uid));
  const groupsWidth = widest((stat) => group(stat.gid));
  const style = options.has('full-time') ? 'full-iso' : options.get('time-style');
  return cells.map(({ before, mark, name, entry }) => {
    const { stat } = entry;
    const at = stat[timeKey(options)];
    const age = (now - at) / 1000;
    let line = before;
    if (cmd.gnu) {
      line += `${modeString(stat.type, stat.mode)} ${String(stat.nlink).padStart(links)} `;
      if (!options.has('g')) line += `${user(stat.uid).padEnd(owners)} `;
      if (!options.has('G') && !options.has('o')) line += `${group(stat.gid).padEnd(groupsWidth)} `;
      line += device(stat)
        ? `${String(stat.rdev[0]).padStart(Math.max(major, sizes - 2 - minor))}, ${String(stat.rdev[1]).padStart(minor)}`
        : size(stat).padStart(sizes);
      const recent = age >= -1e-3 && age < 31556952 / 2;
      const format =
        style === 'full-iso'
          ? '%Y-%m-%d %H:%M:%S.%N %z'
          : style === 'long-iso'
            ? '%Y-%m-%d %H:%M'
            : style === 'iso'
              ? recent
                ? '%m-%d %H:%M'
                : '%Y-%m-%d '
              : style?.startsWith('+')
                ? style.slice(1)
                : recent
                  ? '%b %e %H:%M'
                  : '%b %e  %Y';
      line += ` ${strftime(format, at)} `;
    } else {
      line += `${modeString(stat.type, stat.mode)} ${String(stat.nlink).padStart(4)} ${user(stat.uid).slice(0, 8).padEnd(8)} ${group(stat.gid).slice(0, 8).padEnd(8)} `;
      line += device(stat) ? `${String(stat.rdev[0]).padStart(4)}, ${String(stat.rdev[1]).padStart(3)} ` : `${size(stat).padStart(9)} `;
      line += options.has('full-time')
        ? strftime('%Y-%m-%d %H:%M:%S %z ', at)
        : age < 15768000 && age > -900
          ? strftime('%b %e %H:%M ', at)
          : strftime('%b %e  %Y ', at);
    }
    line += paint(listing, entry, name);
    return `${line}${entry.target === null ? mark : ` -> ${entry.target}`}\n`;
  });
}
