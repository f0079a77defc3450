/** Small programs about files: mktemp, mkfifo, mknod, truncate, unlink, install, dd, cmp, diff. */
import { type Command, type Main, basename, decode, errno, join, reason } from './command.ts';
import { strftime } from './dates.ts';
import { getopt } from './getopt.ts';
import { changeMode } from './mode.ts';
import { parseOwner } from './owner.ts';
import { parseSize } from './sizes.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** mktemp(1): `-d -u -t -p DIR -q`. */
export const mktemp: Main = (cmd) => {
  const options = getopt(cmd, cmd.gnu ? 'dp:qtuV' : 'dqtp:u', 'directory=d dry-run=u quiet=q tmpdir::=p suffix:');
  const [given] = options.args;
  const template = given ?? 'tmp.XXXXXXXXXX'.slice(0, cmd.gnu ? 14 : 10);
  const dir = options.has('p') || options.has('t') || given === undefined ? options.get('p') || cmd.env['TMPDIR'] || '/tmp' : '';
  const run = /X{3,}(?=[^X]*$)/.exec(template);
  if (!run) return cmd.die(cmd.gnu ? `too few X's in template ${cmd.quote(template)}` : `(null): Invalid argument`);
  const path =
    (dir ? join(dir, template) : template).replace(/X{3,}(?=[^X]*$)/, (xs) =>
      [...xs].map(() => LETTERS.charAt(cmd.sys.random(LETTERS.length))).join(''),
    ) + (options.get('suffix') ?? '');
  try {
    if (!options.has('u')) {
      if (options.has('d')) cmd.sys.mkdir(path, 0o700);
      else cmd.sys.close(cmd.sys.open(path, { write: true, create: true, exclusive: true }, 0o600));
    }
    cmd.out(`${path}\n`);
    return 0;
  } catch (error) {
    const why = reason(error);
    if (options.has('q')) return 1;
    return cmd.die(
      cmd.gnu
        ? `failed to create ${options.has('d') ? 'directory' : 'file'} via template ${cmd.quote(dir ? join(dir, template) : template)}: ${why}`
        : `(null): ${why}`,
    );
  }
};

const modeOf = (cmd: Command, text: string | undefined): number | null => {
  if (text === undefined) return null;
  return changeMode(text, 0o666, false, cmd.sys.umask()) ?? cmd.die(cmd.gnu ? 'invalid mode' : `invalid mode '${text}'`);
};

/** mkfifo(1). */
export const mkfifo: Main = (cmd) => {
  const options = getopt(cmd, 'm:', 'mode:=m');
  if (options.args.length === 0) cmd.usage({ gnu: 'missing operand' });
  for (const path of options.args) {
    try {
      cmd.sys.mknod(path, 'fifo', [0, 0], 0o666);
      const mode = modeOf(cmd, options.get('m'));
      if (mode !== null) cmd.sys.chmod(path, mode);
    } catch (error) {
      cmd.warn(cmd.gnu ? `cannot create fifo '${path}': ${reason(error)}` : `${path}: ${reason(error)}`);
    }
  }
};

/** mknod(1). */
export const mknod: Main = (cmd) => {
  const options = getopt(cmd, 'm:', 'mode:=m');
  const [path, letter, major, minor] = options.args;
  if (path === undefined || letter === undefined)
    return cmd.usage({ gnu: path === undefined ? 'missing operand' : `missing operand after ${cmd.quote(path)}` });
  const type = ({ c: 'char', u: 'char', b: 'block', p: 'fifo' } as const)[letter];
  if (!type) return cmd.usage({ gnu: `invalid device type ${cmd.quote(letter)}` });
  if (type !== 'fifo' && (major === undefined || minor === undefined))
    return cmd.usage({ gnu: `missing operand after ${cmd.quote(major ?? letter)}\nSpecial files require major and minor device numbers.` });
  try {
    cmd.sys.mknod(path, type, [Number(major ?? 0), Number(minor ?? 0)], 0o666);
    const mode = modeOf(cmd, options.get('m'));
    if (mode !== null) cmd.sys.chmod(path, mode);
    return 0;
  } catch (error) {
    return cmd.die(`${path}: ${reason(error)}`);
  }
};

/** truncate(1): `-s [+-]SIZE -c`. */
export const truncate: Main = (cmd) => {
  const options = getopt(cmd, cmd.gnu ? 'cor:s:' : 'cs:', 'no-create=c size:=s reference:=r');
  const text = options.get('s');
  if (cmd.gnu && text === undefined && !options.has('r')) cmd.usage({ gnu: 'you must specify either ‘--size’ or ‘--reference’' });
  if (options.args.length === 0 || text === undefined) return cmd.usage({ gnu: 'missing file operand' });
  const size = parseSize(text.replace(/^[-+<>/%]/, ''));
  if (Number.isNaN(size)) cmd.die(cmd.gnu ? `Invalid number: ${cmd.quote(text)}` : `invalid number '${text}'`);
  for (const path of options.args) {
    try {
      let old = 0;
      try {
        old = cmd.sys.stat(path).size;
      } catch (error) {
        errno(error);
        if (options.has('c')) continue;
        cmd.sys.close(cmd.sys.open(path, { write: true, create: true }, 0o666));
      }
      cmd.sys.truncate(path, text.startsWith('+') ? old + size : text.startsWith('-') ? Math.max(0, old - size) : size);
    } catch (error) {
      cmd.warn(cmd.gnu ? `cannot open '${path}' for writing: ${reason(error)}` : `${path}: open: ${reason(error)}`);
    }
  }
  return cmd.status;
};

/** unlink(1). */
export const unlink: Main = (cmd) => {
  const [path, extra] = getopt(cmd, '').args;
  if (path === undefined) return cmd.usage({ gnu: 'missing operand' });
  if (extra !== undefined) return cmd.usage({ gnu: `extra operand ${cmd.quote(extra)}` });
  try {
    cmd.sys.unlink(path);
    return 0;
  } catch (error) {
    return cmd.die(cmd.gnu ? `cannot unlink '${path}': ${reason(error)}` : `can't remove file '${path}': ${reason(error)}`);
  }
};

/** install(1): `-d -m MODE -o OWNER -g GROUP -D -t DIR -v`. */
export const install: Main = (cmd) => {
  const { sys } = cmd;
  const options = getopt(
    cmd,
    'bcdDg:m:o:pst:Tv',
    'directory=d mode:=m owner:=o group:=g target-directory:=t verbose=v preserve-timestamps=p',
  );
  const mode = modeOf(cmd, options.get('m')) ?? 0o755;
  const finish = (path: string): void => {
    sys.chmod(path, mode);
    const owner = parseOwner(cmd, `${options.get('o') ?? ''}${options.has('g') ? `:${options.get('g') ?? ''}` : ''}`, false);
    if (owner.uid >= 0 || owner.gid >= 0)
      sys.chown(path, owner.uid < 0 ? sys.stat(path).uid : owner.uid, owner.gid < 0 ? sys.stat(path).gid : owner.gid);
  };
  const parents = (path: string): void => {
    for (const match of path.matchAll(/\/*[^/]+/g)) {
      try {
        sys.mkdir(path.slice(0, match.index + match[0].length), 0o755);
      } catch (error) {
        if (errno(error) !== 'EEXIST') throw error;
      }
    }
  };
  if (options.has('d')) {
    if (options.args.length === 0) cmd.usage({ gnu: 'missing file operand' });
    for (const path of options.args) {
      try {
        parents(path);
        finish(path);
      } catch (error) {
        cmd.warn(`cannot create directory '${path}': ${reason(error)}`);
      }
    }
    return cmd.status;
  }
  const target = options.get('t') ?? options.args[options.args.length - 1];
  const sources = options.has('t') ? options.args : options.args.slice(0, -1);
  if (target === undefined) return cmd.usage({ gnu: 'missing file operand' });
  if (sources.length === 0) return cmd.usage({ gnu: `missing destination file operand after '${target}'` });
  for (const from of sources) {
    let to = target;
    try {
      if (options.has('D')) parents(to.replace(/\/[^/]*$/, ''));
      try {
        if (sys.stat(target).type === 'dir') to = join(target, basename(from));
      } catch (error) {
        errno(error);
      }
      sys.stat(from);
      sys.writeFile(to, sys.readFile(from));
      finish(to);
      if (options.has('v')) cmd.out(`'${from}' -> '${to}'\n`);
    } catch (error) {
      cmd.warn(
        errno(error) === 'ENOENT' && to === target
          ? `cannot stat '${from}': ${reason(error)}`
          : `cannot create regular file '${to}': ${reason(error)}`,
      );
    }
  }
  return cmd.status;
};

/** dd(1): `if= of= bs= count= skip= seek= conv= status=`. */
export const dd: Main = async (cmd) => {
  const { sys } = cmd;
  const values = new Map<string, string>();
  for (const arg of cmd.args) {
    const [, key = '', value = ''] = /^([a-z]+)=(.*)$/.exec(arg) ?? [];
    if (!/^(if|of|bs|ibs|obs|count|skip|seek|conv|status|iflag|oflag)$/.test(key))
      return cmd.usage({ gnu: `unrecognized operand ${cmd.quote(arg)}` });
    values.set(key, value);
  }
  const size = (key: string, fallback: number): number => {
    const text = values.get(key);
    if (text === undefined) return fallback;
    const number = text
      .split('x')
      .map(parseSize)
      .reduce((product, each) => product * each, 1);
    return Number.isNaN(number) ? cmd.die(cmd.gnu ? `invalid number: ${cmd.quote(text)}` : `invalid number '${text}'`) : number;
  };
  const block = size('bs', size('ibs', 512));
  const count = size('count', Number.POSITIVE_INFINITY);
  const [input, output] = [values.get('if'), values.get('of')];
  const conv = (values.get('conv') ?? '').split(',');
  const open = (path: string | undefined, write: boolean): number => {
    if (path === undefined) return write ? 1 : 0;
    try {
      return write
        ? sys.open(path, { write: true, create: true, truncate: !conv.includes('notrunc') && !values.has('seek') }, 0o666)
        : sys.open(path, { read: true });
    } catch (error) {
      return cmd.die(cmd.gnu ? `failed to open '${path}': ${reason(error)}` : `can't open '${path}': ${reason(error)}`);
    }
  };
  const [from, to] = [open(input, false), open(output, true)];
  const began = sys.now();
  if (values.has('skip')) {
    try {
      sys.lseek(from, size('skip', 0) * block, 'cur');
    } catch (error) {
      errno(error);
    }
  }
  if (values.has('seek')) sys.lseek(to, size('seek', 0) * size('obs', block), 'set');
  let [full, part, fullIn, partIn, total] = [0, 0, 0, 0, 0];
  try {
    while (full + part < count) {
      const data = await sys.read(from, block);
      if (data.length === 0) break;
      const whole = data.length === block;
      if (whole) fullIn++;
      else partIn++;
      await sys.write(to, data);
      total += data.length;
      if (whole) full++;
      else part++;
      await sys.cpu(block / 2e6);
    }
  } catch (error) {
    cmd.warn(`error writing '${output ?? 'standard output'}': ${reason(error)}`);
  }
  if (values.get('status') === 'none') return cmd.status;
  const seconds = Math.max(1e-6, (sys.now() - began) / 1000);
  cmd.err(`${fullIn}+${partIn} records in\n${full}+${part} records out\n`);
  // busybox says no more when something went wrong.
  if (values.get('status') === 'noxfer' || (!cmd.gnu && cmd.status !== 0)) return cmd.status;
  const human = (value: number, base: number, units: readonly string[]): string => {
    let [scaled, i] = [value, 0];
    while (scaled >= base && i < units.length - 1) {
      scaled /= base;
      i++;
    }
    return `${i === 0 ? scaled : scaled < 10 ? scaled.toFixed(1) : Math.round(scaled)} ${units[i]}`;
  };
  const rate = total / seconds;
  if (!cmd.gnu) {
    const short = (value: number): string =>
      value < 1024
        ? String(Math.round(value))
        : value < 1048576
          ? `${(value / 1024).toFixed(1)}K`
          : value < 1073741824
            ? `${(value / 1048576).toFixed(1)}M`
            : `${(value / 1073741824).toFixed(1)}G`;
    cmd.err(`${total} bytes (${short(total)}${total < 1024 ? '' : ''}B) copied, ${seconds.toFixed(6)} seconds, ${short(rate)}B/s\n`);
  } else {
    const notes =
      total < 1000
        ? ''
        : total < 1024
          ? ` (${human(total, 1000, ['B', 'kB'])})`
          : ` (${human(total, 1000, ['B', 'kB', 'MB', 'GB', 'TB'])}, ${human(total, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB'])})`;
    cmd.err(
      `${total} byte${total === 1 ? '' : 's'}${notes} copied, ${Number(seconds.toPrecision(6))} s, ${human(rate, 1000, ['B', 'kB', 'MB', 'GB', 'TB'])}/s\n`,
    );
  }
  return cmd.status;
};

/** cmp(1): `-s -l -n N`. */
export const cmp: Main = async (cmd) => {
  cmd.failure = 2;
  const options = getopt(cmd, 'sln:b', 'quiet=s silent=s verbose=l bytes:=n');
  const [a, b = '-'] = options.args;
  if (a === undefined) return cmd.usage({ gnu: 'missing operand after ‘cmp’' });
  const load = async (path: string): Promise<Uint8Array> => {
    try {
      return await cmd.slurp(path);
    } catch (error) {
      return cmd.die(`${path}: ${reason(error)}`, 2);
    }
  };
  const limit = options.has('n') ? Number(options.get('n')) : undefined;
  const [x, y] = [(await load(a)).subarray(0, limit), (await load(b)).subarray(0, limit)];
  let line = 1;
  let differs = false;
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    if (x[i] !== y[i]) {
      differs = true;
      if (options.has('s')) return 1;
      if (!options.has('l')) {
        cmd.out(`${a} ${b} differ: ${cmd.gnu ? 'byte' : 'char'} ${i + 1}, line ${line}\n`);
        return 1;
      }
      cmd.out(
        `${String(i + 1).padStart(cmd.gnu ? String(Math.min(x.length, y.length)).length : 4)} ${(x[i] ?? 0).toString(8).padStart(3)} ${(y[i] ?? 0).toString(8).padStart(3)}\n`,
      );
    }
    if (x[i] === 10) line++;
  }
  if (x.length !== y.length) {
    const [name, data] = x.length < y.length ? [a, x] : [b, y];
    if (!options.has('s'))
      cmd.err(
        data.length === 0 && cmd.gnu
          ? `cmp: EOF on ${cmd.quote(name)} which is empty\n`
          : cmd.gnu
            ? `cmp: EOF on ${cmd.quote(name)} after byte ${data.length}, ${options.has('l') ? '' : data[data.length - 1] === 10 ? `line ${line - 1}` : `in line ${line}`}\n`
            : `cmp: EOF on ${name}\n`,
      );
    return 1;
  }
  return differs ? 1 : 0;
};

/** diff(1): normal and unified (-u) forms, `-q -r -N -i -w -b`. */
export const diff: Main = async (cmd) => {
  cmd.failure = 2;
  const options = getopt(
    cmd,
    cmd.gnu ? 'urqNiwbBsyaU:c' : 'abBdiNqrTstwU:u',
    'unified::=u brief=q recursive=r new-file=N ignore-case=i ignore-all-space=w ignore-space-change=b report-identical-files=s color::',
  );
  const [a, b, extra] = options.args;
  if (a === undefined || b === undefined) return cmd.usage({ gnu: `missing operand after ${cmd.quote(a ?? cmd.name)}` });
  if (extra !== undefined) return cmd.usage({ gnu: `extra operand ${cmd.quote(extra)}` });
  const { sys } = cmd;
  const kind = (path: string): string => {
    if (path === '-') return 'file';
    try {
      return sys.stat(path).type;
    } catch (error) {
      if (!cmd.gnu) return cmd.die(`can't stat '${path}': ${reason(error)}`, 2);
      cmd.warn(`${path}: ${reason(error)}`);
      return '';
    }
  };
  const kinds = [kind(a), kind(b)];
  if (kinds.includes('')) return 2;
  const unified = options.has('u') || options.has('U') || !cmd.gnu;
  const context = Number(options.get('U') ?? (options.get('u') || 3));
  const compare = async (x: string, y: string, label: string): Promise<number> => {
    const load = async (path: string): Promise<string> => {
      try {
        return decode(await cmd.slurp(path));
      } catch (error) {
        if (options.has('N') && errno(error) === 'ENOENT') return '';
        return cmd.die(`${path}: ${reason(error)}`, 2);
      }
    };
    const [left, right] = [await load(x), await load(y)];
    if (left === right) {
      if (options.has('s')) cmd.out(`Files ${x} and ${y} are identical\n`);
      return 0;
    }
    if (options.has('q') || /\0/.test(left) || /\0/.test(right)) {
      cmd.out(options.has('q') ? `Files ${x} and ${y} differ\n` : `Binary files ${x} and ${y} differ\n`);
      return 1;
    }
    const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    const key = (line: string): string => {
      let text = line;
      if (options.has('w')) text = text.replace(/\s+/g, '');
      else if (options.has('b')) text = `${text.replace(/\s+/g, ' ').trimEnd()}`;
      return options.has('i') ? text.toLowerCase() : text;
    };
    const hunks = changes(lines(left), lines(right), key);
    if (hunks.length === 0) return 0;
    if (label !== '') cmd.out(`${label}\n`);
    const stamp = (path: string): string =>
      cmd.gnu ? strftime('%Y-%m-%d %H:%M:%S.%N %z', path === '-' ? sys.now() : sys.stat(path).mtime) : '';
    cmd.out(
      unified
        ? unifiedText(
            lines(left),
            lines(right),
            hunks,
            context,
            cmd.gnu ? `--- ${x}\t${stamp(x)}\n+++ ${y}\t${stamp(y)}\n` : `--- ${x}\n+++ ${y}\n`,
          )
        : normalText(lines(left), lines(right), hunks),
    );
    return 1;
  };
  const folders = async (x: string, y: string): Promise<number> => {
    const names = (path: string): string[] =>
      sys
        .readdir(path)
        .map((entry) => entry.name)
        .filter((name) => name !== '.' && name !== '..');
    const [left, right] = [new Set(names(x)), new Set(names(y))];
    let status = 0;
    for (const name of [...new Set([...left, ...right])].sort()) {
      const [p, q] = [join(x, name), join(y, name)];
      if (!left.has(name) || !right.has(name)) {
        if (!options.has('N')) {
          cmd.out(`Only in ${left.has(name) ? x : y}: ${name}\n`);
          status = 1;
          continue;
        }
      }
      const both = left.has(name) && right.has(name) ? [sys.stat(p).type, sys.stat(q).type] : ['file', 'file'];
      if (both[0] === 'dir' && both[1] === 'dir') {
        if (options.has('r')) status = Math.max(status, await folders(p, q));
        else cmd.out(`Common subdirectories: ${p} and ${q}\n`);
      } else status = Math.max(status, await compare(p, q, `diff ${[...cmd.args.filter((arg) => arg.startsWith('-')), p, q].join(' ')}`));
    }
    return status;
  };
  if (kinds[0] === 'dir' && kinds[1] === 'dir') return folders(a, b);
  return compare(kinds[0] === 'dir' ? join(a, basename(b)) : a, kinds[1] === 'dir' ? join(b, basename(a)) : b, '');
};

type Hunk = readonly [a: number, aEnd: number, b: number, bEnd: number];

/** The differing stretches of two lists, by the longest common subsequence. */
function changes(a: readonly string[], b: readonly string[], key: (line: string) => string): Hunk[] {
  const [x, y] = [a.map(key), b.map(key)];
  let start = 0;
  while (start < x.length && start < y.length && x[start] === y[start]) start++;
  let [m, n] = [x.length, y.length];
  while (m > start && n > start && x[m - 1] === y[n - 1]) {
    m--;
    n--;
  }
  const width = n - start + 1;
  const table = new Uint32Array((m - start + 1) * width);
  for (let i = m - 1; i >= start; i--) {
    for (let j = n - 1; j >= start; j--) {
      const at = (i - start) * width + (j - start);
      table[at] = x[i] === y[j] ? (table[at + width + 1] ?? 0) + 1 : Math.max(table[at + width] ?? 0, table[at + 1] ?? 0);
    }
  }
  const hunks: Hunk[] = [];
  for (let i = start, j = start; i < m || j < n; ) {
    if (i < m && j < n && x[i] === y[j]) {
      i++;
      j++;
      continue;
    }
    const [from, to] = [i, j];
    while ((i < m || j < n) && !(i < m && j < n && x[i] === y[j])) {
      const at = (i - start) * width + (j - start);
      if (j >= n || (i < m && (table[at + width] ?? 0) >= (table[at + 1] ?? 0))) i++;
      else j++;
    }
    hunks.push([from, i, to, j]);
  }
  return hunks;
}

const marked = (mark: string, line: string): string =>
  line.endsWith('\n') ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`;

function normalText(a: readonly string[], b: readonly string[], hunks: readonly Hunk[]): string {
  const range = (from: number, to: number): string => (to - from > 1 ? `${from + 1},${to}` : `${to - from === 1 ? from + 1 : from}`);
  return hunks
    .map(
      ([i, iEnd, j, jEnd]) =>
        `${range(i, iEnd)}${iEnd === i ? 'a' : jEnd === j ? 'd' : 'c'}${range(j, jEnd)}\n${a
          .slice(i, iEnd)
          .map((line) => marked('< ', line))
          .join('')}${iEnd > i && jEnd > j ? '---\n' : ''}${b
          .slice(j, jEnd)
          .map((line) => marked('> ', line))
          .join('')}`,
    )
    .join('');
}

function unifiedText(a: readonly string[], b: readonly string[], hunks: readonly Hunk[], context: number, head: string): string {
  let out = head;
  for (let i = 0; i < hunks.length; ) {
    let end = i + 1;
    while (end < hunks.length && (hunks[end]?.[0] ?? 0) - (hunks[end - 1]?.[1] ?? 0) <= context * 2) end++;
    const group = hunks.slice(i, end);
    const [first, last] = [group[0], group[group.length - 1]];
    if (!first || !last) break;
    const from = Math.max(0, first[0] - context);
    const to = Math.min(a.length, last[1] + context);
    const other = first[2] - (first[0] - from);
    const count = (size: number, at: number): string => (size === 1 ? String(at + 1) : `${size === 0 ? at : at + 1},${size}`);
    out += `@@ -${count(to - from, from)} +${count(last[3] + (to - last[1]) - other, other)} @@\n`;
    let at = from;
    for (const [p, pEnd, q, qEnd] of group) {
      out +=
        a
          .slice(at, p)
          .map((line) => marked(' ', line))
          .join('') +
        a
          .slice(p, pEnd)
          .map((line) => marked('-', line))
          .join('') +
        b
          .slice(q, qEnd)
          .map((line) => marked('+', line))
          .join('');
      at = pEnd;
    }
    out += a
      .slice(at, to)
      .map((line) => marked(' ', line))
      .join('');
    i = end;
  }
  return out;
}
