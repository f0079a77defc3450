/** shuf, split, file, ldd. */
import { type Line, type Main, basename, decode, encode, reason } from './command.ts';
import { getopt } from './getopt.ts';
import { parseSize } from './sizes.ts';

/** shuf(1): `-i LO-HI -n COUNT -e WORD… -r`; chance comes from the world's seed. */
export const shuf: Main = async (cmd) => {
  const options = getopt(cmd, 'ei:n:o:rz', 'echo=e input-range:=i head-count:=n output:=o repeat=r zero-terminated=z');
  let items: string[] = [];
  const range = options.get('i');
  if (options.has('e')) items = [...options.args];
  else if (range !== undefined) {
    const [, low, high] = /^(\d+)-(\d+)$/.exec(range) ?? [];
    if (low === undefined || high === undefined || Number(low) > Number(high) + 1)
      return cmd.die(cmd.gnu ? `invalid input range: ${cmd.quote(range)}` : `${range}: invalid range`);
    for (let i = Number(low); i <= Number(high) && items.length < 1e6; i++) items.push(String(i));
  } else {
    const [path = '-'] = options.args;
    try {
      await cmd.withFile(path, async (fd) => {
        for await (const { text } of cmd.lines(fd, options.has('z') ? '\0' : '\n')) items.push(text);
      });
    } catch (error) {
      return cmd.die(`${path}: ${reason(error)}`);
    }
  }
  const count = Number(options.get('n') ?? (options.has('r') ? Number.POSITIVE_INFINITY : items.length));
  const end = options.has('z') ? '\0' : '\n';
  if (options.has('r')) {
    for (let i = 0; i < count && items.length > 0; i++) {
      cmd.out((items[cmd.sys.random(items.length)] ?? '') + end);
      if (i % 256 === 255) await cmd.sys.cpu(0.1).then(() => cmd.breathe());
    }
    return 0;
  }
  for (let i = items.length - 1; i > 0; i--) {
    const j = cmd.sys.random(i + 1);
    [items[i], items[j]] = [items[j] ?? '', items[i] ?? ''];
  }
  items = items.slice(0, count);
  cmd.out(items.map((item) => item + end).join(''));
  return 0;
};

/** split(1): `-l LINES -b BYTES -a LENGTH -d [FILE [PREFIX]]`. */
export const split: Main = async (cmd) => {
  const options = getopt(cmd, cmd.gnu ? 'l:b:a:dn:' : 'l:b:a:', 'lines:=l bytes:=b suffix-length:=a numeric-suffixes=d');
  const [path = '-', prefix = 'x'] = options.args;
  const width = Number(options.get('a') ?? 2);
  const digits = options.has('d') ? '0123456789' : 'abcdefghijklmnopqrstuvwxyz';
  let number = 0;
  const next = (): string => {
    let name = '';
    for (let i = 0, left = number; i < width; i++, left = Math.floor(left / digits.length))
      name = digits.charAt(left % digits.length) + name;
    if (number++ >= digits.length ** width) cmd.die(cmd.gnu ? 'output file suffixes exhausted' : 'suffixes exhausted');
    return prefix + name;
  };
  const bytes = options.get('b');
  const lines = Number(options.get('l') ?? 1000);
  if (!(lines > 0))
    cmd.die(cmd.gnu ? `invalid number of lines: ${cmd.quote(options.get('l') ?? '')}` : `invalid number '${options.get('l') ?? ''}'`);
  try {
    await cmd.withFile(path, async (fd) => {
      if (bytes !== undefined) {
        const size = parseSize(bytes);
        if (!(size > 0)) cmd.die(cmd.gnu ? `invalid number of bytes: ${cmd.quote(bytes)}` : `invalid number '${bytes}'`);
        let data = await cmd.slurp(path);
        for (; data.length > 0; data = data.subarray(size)) cmd.sys.writeFile(next(), data.subarray(0, size));
        return;
      }
      let part: Line[] = [];
      const write = (): void => {
        if (part.length > 0) cmd.sys.writeFile(next(), encode(part.map(({ text, end }) => text + end).join('')));
        part = [];
      };
      for await (const line of cmd.lines(fd)) if (part.push(line) >= lines) write();
      write();
    });
  } catch (error) {
    cmd.die(cmd.gnu ? `cannot open '${path}' for reading: ${reason(error)}` : `can't open '${path}': ${reason(error)}`);
  }
  return 0;
};

/** file(1): what a file is by its first bytes. */
export const file: Main = (cmd) => {
  const options = getopt(cmd, 'bLihkz', 'brief=b mime=i dereference=L');
  if (options.args.length === 0) {
    cmd.err(
      'Usage: file [-bcCdEhikLlNnprsSvzZ0] [--apple] [--extension] [--mime-encoding]\n            [--mime-type] [-e <testname>] [-F <separator>]  [-f <namefile>]\n            [-m <magicfiles>] [-P <parameter=value>] [--exclude-quiet]\n            <file> ...\n       file -C [-m <magicfiles>]\n       file [--help]\n',
    );
    return 1;
  }
  const width = Math.max(...options.args.map((path) => path.length)) + 1;
  for (const path of options.args) {
    let what: string;
    try {
      what = kindOf(cmd.sys, path, options.has('L'));
    } catch (error) {
      what = `cannot open \`${path}' (${reason(error)})`;
    }
    cmd.out(options.has('b') ? `${what}\n` : `${`${path}:`.padEnd(width)} ${what}\n`);
  }
  return 0;
};

function kindOf(sys: Parameters<Main>[0]['sys'], path: string, follow: boolean): string {
  const stat = follow ? sys.stat(path) : sys.lstat(path);
  if (stat.type === 'dir') return stat.mode & 0o1000 ? 'sticky, directory' : 'directory';
  if (stat.type === 'symlink') {
    const target = sys.readlink(path);
    try {
      sys.stat(path);
      return `symbolic link to ${target}`;
    } catch (error) {
      reason(error);
      return `broken symbolic link to ${target}`;
    }
  }
  if (stat.type === 'char' || stat.type === 'block')
    return `${stat.type === 'char' ? 'character' : 'block'} special (${stat.rdev.join('/')})`;
  if (stat.type !== 'file') return stat.type === 'fifo' ? 'fifo (named pipe)' : 'socket';
  if (stat.size === 0) return 'empty';
  const data = sys.readFile(path).subarray(0, 4096);
  const text = decode(data);
  if (data[0] === 0x7f && text.startsWith('ELF', 1))
    return 'ELF 64-bit LSB pie executable, x86-64, version 1 (SYSV), dynamically linked, interpreter /lib64/ld-linux-x86-64.so.2, for GNU/Linux 3.2.0, stripped';
  if (data[0] === 0x1f && data[1] === 0x8b) return `gzip compressed data, from Unix, original size modulo 2^32 ${stat.size}`;
  if (text.slice(257, 262) === 'ustar') return text.slice(262, 263) === ' ' ? 'POSIX tar archive (GNU)' : 'POSIX tar archive';
  const script = /^#! ?(\S+)(.*)/.exec(text);
  const words = /^[\t\n\f\r\x1b -\u{10ffff}]*$/u.test(text) && !text.includes('\ufffd') && !text.includes('\x7f');
  if (!words) return 'data';
  const coding = [...text].some((char) => (char.codePointAt(0) ?? 0) > 127) ? 'Unicode text, UTF-8 text' : 'ASCII text';
  if (script) {
    const shell = basename(script[1] ?? '');
    const kind =
      shell === 'bash' ? 'Bourne-Again shell script' : shell === 'sh' ? 'POSIX shell script' : `a ${script[1]}${script[2]} script`;
    return `${kind}, ${coding} executable`;
  }
  if (/^\s*[[{]/.test(text)) {
    try {
      JSON.parse(text);
      return 'JSON text data';
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return `${coding}${text.includes('\n') ? (text.includes('\r\n') ? ', with CRLF line terminators' : '') : ', with no line terminators'}`;
}

/** ldd(1): the libraries that most programs of Debian want. */
export const ldd: Main = (cmd) => {
  if (cmd.args.length === 0) {
    cmd.err("ldd: missing file arguments\nTry `ldd --help' for more information.\n");
    return 1;
  }
  for (const path of cmd.args) {
    try {
      const data = cmd.sys.readFile(path);
      if (cmd.args.length > 1) cmd.out(`${path}:\n`);
      if (data[0] === 0x7f)
        cmd.out(
          '\tlinux-vdso.so.1 (0x00007ffd4c5f2000)\n\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f3a1c200000)\n\t/lib64/ld-linux-x86-64.so.2 (0x00007f3a1c41a000)\n',
        );
      else {
        cmd.out('\tnot a dynamic executable\n');
        cmd.status = 1;
      }
    } catch (error) {
      cmd.err(`ldd: ${path}: ${reason(error)}\n`);
      cmd.status = 1;
    }
  }
};
