import { type Command, type Main, encode, reason } from './command.ts';
import { type Options, getopt } from './getopt.ts';
import { compareNames as compare } from '../fs/name-order.ts';

interface Key {
  readonly start: readonly [field: number, char: number];
  readonly end: readonly [field: number, char: number] | null;
  /** Ordering letters of this key: b d f g h i M n R r V. */
  readonly flags: string;
}

const FLAGS = 'bdfghiMnRrV';

/** sort(1): `-b -d -f -g -h -i -M -n -r -R -V -u -s -k -t -o -c -C -z -m`. */
export const sort: Main = async (cmd) => {
  cmd.failure = 2;
  const options = cmd.gnu
    ? getopt(
        cmd,
        'bcCdfghik:mMno:rRst:T:S:uVz',
        'ignore-leading-blanks=b dictionary-order=d ignore-case=f general-numeric-sort=g human-numeric-sort=h ignore-nonprinting=i month-sort=M numeric-sort=n random-sort=R reverse=r version-sort=V check::=c key:=k merge=m output:=o stable=s field-separator:=t unique=u zero-terminated=z',
      )
    : getopt(cmd, 'nrugMcszbdfimVo:k:t:T:S:');
  const separator = options.get('t');
  if (separator !== undefined && separator.length !== 1 && separator !== '\\0')
    cmd.die(
      separator === ''
        ? cmd.gnu
          ? 'empty tab'
          : `bad -t parameter`
        : cmd.gnu
          ? `multi-character tab ${cmd.quote(separator)}`
          : 'bad -t parameter',
      2,
    );
  const keys = options.all('k').map((text) => parseKey(cmd, text));
  const end = options.has('z') ? '\0' : '\n';
  const lines: string[] = [];
  for (const path of options.args.length > 0 ? options.args : ['-']) {
    let opened = false;
    try {
      await cmd.withFile(path, async (fd) => {
        opened = true;
        for await (const line of cmd.lines(fd, end)) lines.push(line.text);
      });
    } catch (error) {
      if (!cmd.gnu && opened) continue;
      cmd.die(
        !cmd.gnu
          ? `${path}: ${reason(error)}`
          : opened
            ? `read failed: ${path}: ${reason(error)}`
            : `cannot read: ${path}: ${reason(error)}`,
        2,
      );
    }
  }
  const by = ordering(options, keys, separator);
  const last = options.has('s') || options.has('u') ? null : compare;
  const reverse = options.has('r') ? -1 : 1;
  const whole = (a: string, b: string): number => by(a, b) || (last ? last(a, b) * reverse : 0);
  if (options.has('c') || options.has('C')) {
    const name = options.args[0] ?? '-';
    for (let i = 1; i < lines.length; i++) {
      const [a = '', b = ''] = [lines[i - 1], lines[i]];
      const order = whole(a, b);
      if (order > 0 || (options.has('u') && order === 0)) {
        if (options.has('c')) cmd.err(cmd.gnu ? `${cmd.name}: ${name}:${i + 1}: disorder: ${b}\n` : `Check line ${i}\n`);
        return 1;
      }
    }
    return 0;
  }
  if (options.has('R')) {
    for (let i = lines.length - 1; i > 0; i--) {
      const j = cmd.sys.random(i + 1);
      [lines[i], lines[j]] = [lines[j] ?? '', lines[i] ?? ''];
    }
  } else lines.sort(whole);
  await cmd.sys.cpu(lines.length / 1000);
  const out: string[] = [];
  for (const line of lines) {
    const previous = out[out.length - 1];
    if (!(options.has('u') && previous !== undefined && by(previous, line) === 0)) out.push(line);
  }
  const text = out.map((line) => line + end).join('');
  const target = options.get('o');
  if (target === undefined) cmd.out(text);
  else {
    try {
      cmd.sys.writeFile(target, encode(text));
    } catch (error) {
      cmd.die(cmd.gnu ? `open failed: ${target}: ${reason(error)}` : `${target}: ${reason(error)}`);
    }
  }
  return 0;
};

function parseKey(cmd: Command, text: string): Key {
  const match = /^(\d+)(?:\.(\d+))?([a-zA-Z]*)(?:,(\d+)(?:\.(\d+))?([a-zA-Z]*))?$/.exec(text);
  const flags = (match?.[3] ?? '') + (match?.[6] ?? '');
  if (!match || [...flags].some((flag) => !FLAGS.includes(flag))) {
    const number = /^\d+/.test(text);
    return cmd.die(
      !cmd.gnu
        ? `bad field specification`
        : number
          ? `stray character in field spec: invalid field specification ${cmd.quote(text)}`
          : `invalid number at field start: invalid count at start of ${cmd.quote(text)}`,
      2,
    );
  }
  if (Number(match[1]) === 0)
    return cmd.die(cmd.gnu ? `field number is zero: invalid field specification ${cmd.quote(text)}` : 'unknown key option', 2);
  return {
    start: [Number(match[1]) - 1, Math.max(1, Number(match[2] ?? 1)) - 1],
    end: match[4] === undefined ? null : [Number(match[4]) - 1, Number(match[5] ?? 0)],
    flags,
  };
}

function ordering(options: Options, keys: readonly Key[], separator: string | undefined): (a: string, b: string) => number {
  const global = [...FLAGS].filter((flag) => options.has(flag)).join('');
  if (keys.length === 0) {
    const by = byFlags(global);
    const sign = global.includes('r') ? -1 : 1;
    return (a, b) => by(a, b) * sign;
  }
  const parts = keys.map((key) => {
    const flags = key.flags === '' ? global : key.flags;
    return { key, by: byFlags(flags), sign: flags.includes('r') ? -1 : 1, blanks: flags.includes('b') };
  });
  return (a, b) => {
    for (const { key, by, sign, blanks } of parts) {
      const order = by(extract(a, key, separator, blanks), extract(b, key, separator, blanks)) * sign;
      if (order !== 0) return order;
    }
    return 0;
  };
}

function extract(line: string, key: Key, separator: string | undefined, blanks: boolean): string {
  // A field without -t takes the blanks before it.
  const bounds: [number, number][] = [];
  if (separator !== undefined) {
    let from = 0;
    for (const part of line.split(separator === '\\0' ? '\0' : separator)) {
      bounds.push([from, from + part.length]);
      from += part.length + 1;
    }
  } else
    for (const match of line.matchAll(/[ \t]*[^ \t]*/g)) if (match[0] !== '') bounds.push([match.index, match.index + match[0].length]);
  const [field, char] = key.start;
  const first = bounds[field];
  let from = first ? first[0] : line.length;
  if (first && blanks) while (from < line.length && /[ \t]/.test(line.charAt(from))) from++;
  from = Math.min(from + char, line.length);
  let to = line.length;
  if (key.end) {
    const last = bounds[key.end[0]];
    if (last) {
      let start = last[0];
      if (blanks) while (start < line.length && /[ \t]/.test(line.charAt(start))) start++;
      to = key.end[1] === 0 ? last[1] : Math.min(line.length, start + key.end[1]);
    }
  }
  return line.slice(from, Math.max(from, to));
}

const MONTHS = 'JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC';

function byFlags(flags: string): (a: string, b: string) => number {
  const has = (flag: string): boolean => flags.includes(flag);
  const number = (text: string): number => Number(/^[ \t]*(-?(?:\d+\.?\d*|\.\d+))/.exec(text)?.[1] ?? 0);
  if (has('n')) return (a, b) => number(a) - number(b);
  if (has('g')) {
    const value = (text: string): number => {
      const parsed = Number.parseFloat(text);
      return Number.isNaN(parsed) ? Number.NEGATIVE_INFINITY : parsed;
    };
    return (a, b) => {
      const [x, y] = [value(a), value(b)];
      return x === y ? 0 : x - y;
    };
  }
  if (has('h')) {
    const scale = (text: string): number =>
      'KMGTPEZY'.indexOf((/^[ \t]*-?[\d.]+([kKMGTPEZY])/.exec(text)?.[1] ?? '').toUpperCase() || '-') + 1;
    return (a, b) => {
      const [x, y] = [number(a), number(b)];
      const order = Math.sign(x) - Math.sign(y) || (scale(a) - scale(b)) * (Math.sign(x) || 1);
      return order || x - y;
    };
  }
  if (has('M')) {
    const month = (text: string): number => {
      const at = MONTHS.indexOf(text.trimStart().slice(0, 3).toUpperCase());
      return at >= 0 && at % 3 === 0 && text.trim().length >= 3 ? at : -1;
    };
    return (a, b) => month(a) - month(b);
  }
  const clean = (text: string): string => {
    let out = has('b') ? text.replace(/^[ \t]+/, '') : text;
    if (has('d')) out = out.replace(/[^A-Za-z0-9 \t]/g, '');
    if (has('i')) out = out.replace(/[^\x20-\x7e]/g, '');
    return has('f') ? out.toUpperCase() : out;
  };
  if (has('V')) {
    return (a, b) => {
      const [x, y] = [a.match(/\d+|\D+/g) ?? [], b.match(/\d+|\D+/g) ?? []];
      for (let i = 0; i < Math.min(x.length, y.length); i++) {
        const [p = '', q = ''] = [x[i], y[i]];
        const order = /^\d/.test(p) && /^\d/.test(q) ? Number(p) - Number(q) : compare(p, q);
        if (order !== 0) return order;
      }
      return x.length - y.length;
    };
  }
  return /[bdfi]/.test(flags) ? (a, b) => compare(clean(a), clean(b)) : compare;
}
