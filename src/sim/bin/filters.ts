/** Small filters: yes, nl, rev, tac, base64, od, hexdump, strings, expand of bytes. */
import { concat } from '../../api/bytes.ts';
import { type Main, decode, encode, reason } from './command.ts';
import { getopt } from './getopt.ts';

/** yes(1). */
export const yes: Main = async (cmd) => {
  const words = cmd.gnu ? getopt(cmd, '+').args : cmd.args;
  const line = encode(`${words.length > 0 ? words.join(' ') : 'y'}\n`);
  const block = concat(Array.from({ length: Math.max(1, Math.floor(4096 / line.length)) }, () => line));
  for (;;) {
    cmd.out(block);
    await cmd.flush();
    await cmd.sys.cpu(0.05);
  }
};

const each =
  (open: (path: string, why: string, gnu: boolean) => string, use: (text: string, end: string, i: number) => string | null): Main =>
  async (cmd) => {
    const options = getopt(cmd, '');
    let i = 0;
    for (const path of options.args.length > 0 ? options.args : ['-']) {
      try {
        await cmd.withFile(path, async (fd) => {
          for await (const { text, end } of cmd.lines(fd)) {
            const out = use(text, end, i++);
            if (out !== null) cmd.out(out);
          }
        });
      } catch (error) {
        cmd.warn(open(path, reason(error), cmd.gnu));
      }
    }
  };

/** rev(1). */
export const rev: Main = each(
  (path, why, gnu) => (gnu ? `cannot open ${path}: ${why}` : `${path}: ${why}`),
  (text, end) => [...text].reverse().join('') + end,
);

/** nl(1): `-b a|t|n -w N -s SEP -v N -i N`. */
export const nl: Main = async (cmd) => {
  const options = getopt(
    cmd,
    'b:w:s:v:i:n:pd:f:h:l:',
    'body-numbering:=b number-width:=w number-separator:=s starting-line-number:=v line-increment:=i number-format:=n',
  );
  const width = Number(options.get('w') ?? 6);
  const separator = options.get('s') ?? '\t';
  const format = options.get('n') ?? 'rn';
  let number = Number(options.get('v') ?? 1);
  for (const path of options.args.length > 0 ? options.args : ['-']) {
    try {
      await cmd.withFile(path, async (fd) => {
        for await (const { text } of cmd.lines(fd)) {
          const style = options.get('b') ?? 't';
          if (style === 'a' || (style === 't' && text !== '')) {
            const digits = String(number);
            cmd.out(`${format === 'ln' ? digits.padEnd(width) : digits.padStart(width, format === 'rz' ? '0' : ' ')}${separator}${text}\n`);
            number += Number(options.get('i') ?? 1);
          } else cmd.out(`${' '.repeat(width + separator.length)}${text}\n`);
        }
      });
    } catch (error) {
      cmd.warn(`${path}: ${reason(error)}`);
    }
  }
};

/** tac(1). */
export const tac: Main = async (cmd) => {
  const options = getopt(cmd, cmd.gnu ? 'brs:' : '');
  for (const path of options.args.length > 0 ? options.args : ['-']) {
    try {
      const text = decode(await cmd.slurp(path));
      const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
      cmd.out(lines.reverse().join(''));
    } catch (error) {
      cmd.warn(cmd.gnu ? `failed to open '${path}' for reading: ${reason(error)}` : `${path}: ${reason(error)}`);
    }
  }
};

/** base64(1): `-d -w N -i`. */
export const base64: Main = async (cmd) => {
  const options = getopt(cmd, 'diw:', 'decode=d ignore-garbage=i wrap:=w');
  const [path = '-'] = options.args;
  try {
    if (options.has('d')) {
      const text = decode(await cmd.slurp(path)).replace(/\s/g, '');
      const valid = /^[A-Za-z0-9+/]*={0,2}/.exec(text)?.[0] ?? '';
      cmd.out(
        Uint8Array.from(atob(valid.replace(/=+$/, '').replace(/^((?:.{4})*.)$/, (all) => all.slice(0, -1))), (char) => char.charCodeAt(0)),
      );
      if (valid.length !== text.length || text.length % 4 !== 0) cmd.warn(cmd.gnu ? 'invalid input' : 'truncated input');
      return;
    }
    const wrap = Number(options.get('w') ?? 76);
    let left: Uint8Array = new Uint8Array(0);
    let line = '';
    const put = (data: Uint8Array): void => {
      line += btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(''));
      const whole = wrap === 0 ? line.length : Math.floor(line.length / wrap) * wrap;
      cmd.out(wrap === 0 ? line : line.slice(0, whole).replace(new RegExp(`.{${wrap}}`, 'g'), '$&\n'));
      line = line.slice(whole);
    };
    await cmd.withFile(path, async (fd) => {
      for await (const data of cmd.read(fd)) {
        const all = concat([left, data]);
        const whole = all.length - (all.length % 3);
        put(all.subarray(0, whole));
        left = all.subarray(whole);
      }
    });
    put(left);
    if (line !== '') cmd.out(`${line}\n`);
  } catch (error) {
    cmd.warn(`${path}: ${reason(error)}`);
  }
};

/** strings(1): `-n N`. */
export const strings: Main = async (cmd) => {
  const options = getopt(cmd, 'afn:ot:', 'bytes:=n');
  const size = Number(options.get('n') ?? 4);
  for (const path of options.args.length > 0 ? options.args : ['-']) {
    try {
      const text = Array.from(await cmd.slurp(path), (byte) => String.fromCharCode(byte)).join('');
      for (const [run] of text.matchAll(/[\t\x20-\x7e]+/g)) if (run.length >= size) cmd.out(`${run}\n`);
    } catch (error) {
      const why = reason(error);
      cmd.warn(cmd.gnu ? (why === 'No such file or directory' ? `'${path}': No such file` : `${path}: ${why}`) : `${path}: ${why}`);
    }
  }
};

/** od(1): octal words, or `-c`, `-t x1`, `-An`; and hexdump(1): words, or `-C`. */
export const dump: Main = async (cmd) => {
  const hexdump = /hexdump$/.test(cmd.name);
  const options = getopt(cmd, hexdump ? 'bcCdn:os:vxe:f:' : 'A:t:bcdoxvN:j:w::');
  const limit = options.get(hexdump ? 'n' : 'N');
  const skip = Number(options.get(hexdump ? 's' : 'j') ?? 0);
  const enough = limit === undefined ? Number.POSITIVE_INFINITY : skip + Number(limit);
  const parts: Uint8Array[] = [];
  let size = 0;
  for (const path of options.args.length > 0 ? options.args : ['-']) {
    try {
      await cmd.withFile(path, async (fd) => {
        for await (const part of cmd.read(fd)) {
          parts.push(part);
          size += part.length;
          if (size >= enough) return;
        }
      });
    } catch (error) {
      cmd.warn(`${path}: ${reason(error)}`);
      if (hexdump && cmd.gnu) cmd.err('hexdump: all input file arguments failed\n');
      if (options.args.length === 1) return cmd.status;
    }
  }
  const data = concat(parts.length > 0 ? parts : [new Uint8Array(0)]).subarray(
    skip,
    limit === undefined ? undefined : skip + Number(limit),
  );
  const type =
    options.get('t') ??
    (options.has('c') ? 'c' : options.has('x') ? 'x2' : options.has('b') ? 'o1' : options.has('d') ? 'u2' : hexdump ? 'x2' : 'o2');
  const canonical = hexdump && options.has('C');
  const address = (at: number): string => {
    const base = options.get('A') ?? (hexdump ? 'x' : 'o');
    return base === 'n'
      ? ''
      : canonical
        ? at.toString(16).padStart(8, '0')
        : base === 'd'
          ? String(at).padStart(7, '0')
          : at.toString(base === 'x' ? 16 : 8).padStart(base === 'x' && !hexdump ? 6 : 7, '0');
  };
  let previous = '';
  let starred = false;
  for (let at = 0; at < data.length; at += 16) {
    const row = data.subarray(at, at + 16);
    const text = canonical ? canonicalRow(row) : cells(row, type, hexdump);
    if (text === previous && row.length === 16 && !options.has('v')) {
      if (!starred) cmd.out('*\n');
      starred = true;
      continue;
    }
    starred = false;
    previous = text;
    cmd.out(`${address(at + skip)}${text}\n`);
  }
  if (data.length > 0 || !hexdump) {
    const last = address(data.length + skip);
    if (last !== '') cmd.out(`${last}\n`);
  }
  return cmd.status;
};

function canonicalRow(row: Uint8Array): string {
  const hex = Array.from({ length: 16 }, (_, i) => (i < row.length ? ` ${(row[i] ?? 0).toString(16).padStart(2, '0')}` : '   '));
  return `  ${hex.slice(0, 8).join('').slice(1)}  ${hex.slice(8).join('').slice(1)}  |${Array.from(row, (byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '.')).join('')}|`;
}

function cells(row: Uint8Array, type: string, hexdump: boolean): string {
  const size = Number(/\d$/.exec(type)?.[0] ?? (type === 'c' || type === 'a' ? 1 : 4));
  const named: Readonly<Record<number, string>> = { 0: '\\0', 7: '\\a', 8: '\\b', 9: '\\t', 10: '\\n', 11: '\\v', 12: '\\f', 13: '\\r' };
  let out = '';
  for (let i = 0; i < row.length; i += size) {
    let value = 0;
    for (let j = size - 1; j >= 0; j--) value = value * 256 + (row[i + j] ?? 0);
    if (type.startsWith('c'))
      out += ` ${(named[value] ?? (value > 31 && value < 127 ? String.fromCharCode(value) : value.toString(8).padStart(3, '0'))).padStart(3)}`;
    else if (type.startsWith('x')) out += ` ${value.toString(16).padStart(size * 2, '0')}`;
    else if (type.startsWith('o')) out += ` ${value.toString(8).padStart(Math.ceil((size * 8) / 3), '0')}`;
    else out += ` ${String(value).padStart(hexdump ? 5 : 5)}`;
  }
  return out;
}
