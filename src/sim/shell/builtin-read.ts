import { FsError } from '../fs/types.ts';
import { isOpen, retry, writeText } from './io.ts';
import { builtinError } from './message.ts';
import { assign, ifs } from './parameters.ts';
import { signalNumber } from '../kernel/signals.ts';
import type { Shell } from './shell.ts';
import { runPendingTraps } from './traps.ts';
import { isName } from './variables.ts';
import { Interrupt } from './control.ts';

interface Options {
  raw: boolean;
  silent: boolean;
  array?: string;
  delimiter: string;
  count: number;
  exact: boolean;
  prompt: string;
  fd: number;
  timeout?: string;
  edit: boolean;
  initial: string;
}

function options(argv: readonly string[]): { opts: Options; names: string[]; bad?: string } {
  const opts: Options = {
    raw: false,
    silent: false,
    delimiter: '\n',
    count: Infinity,
    exact: false,
    prompt: '',
    fd: 0,
    edit: false,
    initial: '',
  };
  let at = 1;
  for (; /^-./.test(argv[at] ?? ''); at++) {
    const word = argv[at] ?? '';
    if (word === '--') {
      at++;
      break;
    }
    for (let i = 1; i < word.length; i++) {
      const c = word[i] ?? '';
      if (c === 'r') opts.raw = true;
      else if (c === 's') opts.silent = true;
      else if (c === 'e') opts.edit = true;
      else if ('adinNptu'.includes(c)) {
        const value = word.slice(i + 1) || (argv[++at] ?? '');
        if (c === 'a') opts.array = value;
        else if (c === 'd') opts.delimiter = value[0] ?? '\0';
        else if (c === 'n' || c === 'N') {
          opts.count = Number(value);
          opts.exact = c === 'N';
        } else if (c === 'p') opts.prompt = value;
        else if (c === 't') opts.timeout = value;
        else if (c === 'i') opts.initial = value;
        else if (c === 'u') opts.fd = Number(value);
        break;
      } else return { opts, names: [], bad: c };
    }
  }
  return { opts, names: argv.slice(at) };
}

/** One line, byte by byte so that nothing of the next is taken. `escaped[i]` tells that character i was after a backslash. */
async function line(
  sh: Shell,
  opts: Options,
  next: () => Promise<Uint8Array>,
): Promise<{ chars: string[]; escaped: boolean[]; end: boolean | 'late' }> {
  const bytes: number[] = [];
  const escapes: boolean[] = [];
  let end: boolean | 'late' = false;
  let after = false;
  let count = 0;
  while (count < opts.count) {
    let piece: Uint8Array;
    try {
      piece = await next();
    } catch (error) {
      if (error instanceof FsError && error.code === 'EAGAIN') {
        end = 'late';
        break;
      }
      if (!(error instanceof FsError) || error.code !== 'EINTR') throw error;
      if (sh.interrupted) {
        sh.interrupted = false;
        throw new Interrupt();
      }
      await runPendingTraps(sh);
      continue;
    }
    const byte = piece[0];
    if (byte === undefined) {
      end = true;
      break;
    }
    const c = String.fromCharCode(byte);
    if (after) {
      after = false;
      if (c === '\n') continue;
      bytes.push(byte);
      escapes.push(true);
      count++;
      continue;
    }
    if (c === '\\' && !opts.raw) {
      after = true;
      continue;
    }
    if (c === opts.delimiter && !opts.exact) break;
    if (byte === 0) continue;
    bytes.push(byte);
    escapes.push(false);
    if ((byte & 0xc0) !== 0x80) count++;
  }
  const text = new TextDecoder().decode(Uint8Array.from(bytes));
  const chars = [...text];
  const escaped: boolean[] = [];
  let at = 0;
  for (const c of chars) {
    escaped.push(escapes[at] ?? false);
    const code = c.codePointAt(0) ?? 0;
    at += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return { chars, escaped, end };
}

function fields(chars: readonly string[], escaped: readonly boolean[], separators: string, limit: number): string[] {
  const is = (i: number): boolean => i < chars.length && !escaped[i] && separators.includes(chars[i] ?? '');
  const white = (i: number): boolean => is(i) && ' \t\n'.includes(chars[i] ?? '');
  const out: string[] = [];
  let i = 0;
  while (white(i)) i++;
  while (i < chars.length) {
    if (out.length === limit - 1) {
      let end = chars.length;
      while (end > i && white(end - 1)) end--;
      let j = i;
      while (j < end && !is(j)) j++;
      // A single separator at the very end belongs to the last field's end, not to its text.
      if (j === end - 1 && is(j)) end = j;
      out.push(chars.slice(i, end).join(''));
      break;
    }
    let word = '';
    while (i < chars.length && !is(i)) word += chars[i++];
    out.push(word);
    while (white(i)) i++;
    if (is(i)) {
      i++;
      while (white(i)) i++;
    }
  }
  return out;
}

async function inputReady(sh: Shell, fd: number): Promise<boolean> {
  try {
    await sh.sys.read(fd, 0, sh.sys.now());
    return true;
  } catch (error) {
    if (error instanceof FsError && error.code === 'EAGAIN') return false;
    throw error;
  }
}

/** `read` */
export async function readBuiltin(sh: Shell, argv: string[]): Promise<number> {
  const { opts, names, bad } = options(argv);
  if (bad !== undefined) {
    await builtinError(sh, 'read', sh.flavour.kind === 'bash' ? `-${bad}: invalid option` : `illegal option -${bad}`);
    if (sh.flavour.kind === 'bash')
      await writeText(
        sh.sys,
        2,
        'read: usage: read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]\n',
      );
    return 2;
  }
  for (const name of names)
    if (!isName(name) && !/^[A-Za-z_]\w*\[.*\]$/.test(name))
      return builtinError(sh, 'read', sh.flavour.kind === 'bash' ? `\`${name}': not a valid identifier` : `'${name}': bad variable name`);
  if (!isOpen(sh.sys, opts.fd)) return builtinError(sh, 'read', `${opts.fd}: invalid file descriptor: Bad file descriptor`);
  const seconds = Number(opts.timeout ?? 0);
  if (!(seconds >= 0)) return builtinError(sh, 'read', `${opts.timeout}: invalid timeout specification`);
  const bash = sh.flavour.kind === 'bash';
  if (opts.timeout !== undefined && seconds === 0 && bash) return (await inputReady(sh, opts.fd)) ? 0 : 1;
  const deadline = opts.timeout === undefined ? undefined : sh.sys.now() + seconds * 1000;
  const tty = sh.sys.isatty(opts.fd);
  let next = (): Promise<Uint8Array> => sh.sys.read(opts.fd, 1, deadline);
  if (tty && opts.edit && sh.editLine && opts.fd === 0) {
    const typed = await sh.editLine(opts.prompt, opts.initial);
    if (typed.kind === 'interrupt') throw new Interrupt();
    const bytes = new TextEncoder().encode(typed.kind === 'line' ? `${typed.text}\n` : '');
    let at = 0;
    next = async () => bytes.subarray(at, ++at);
    opts.prompt = '';
  }
  if (tty && opts.prompt) await writeText(sh.sys, 2, opts.prompt);
  const saved = tty && (opts.silent || opts.count !== Infinity || opts.delimiter !== '\n') ? sh.sys.tcgetattr(opts.fd) : null;
  if (saved)
    sh.sys.tcsetattr(opts.fd, {
      ...saved,
      echo: saved.echo && !opts.silent,
      canonical: opts.count === Infinity && opts.delimiter === '\n',
    });
  try {
    const { chars, escaped, end } = await line(sh, opts, next);
    const separators = ifs(sh);
    if (opts.array !== undefined) sh.vars.setArray(opts.array, fields(chars, escaped, separators, Infinity));
    else if (names.length === 0) assign(sh, 'REPLY', chars.join(''));
    else {
      const values = opts.exact ? [chars.join('')] : fields(chars, escaped, separators, names.length);
      names.forEach((name, i) => {
        const m = /^(\w+)\[(.*)\]$/s.exec(name);
        assign(sh, m?.[1] ?? name, values[i] ?? '', m?.[2]);
      });
    }
    return end === 'late' && bash ? 128 + signalNumber('ALRM') : end ? 1 : 0;
  } finally {
    if (saved) sh.sys.tcsetattr(opts.fd, saved);
  }
}

/** `mapfile` and `readarray` */
export async function mapfileBuiltin(sh: Shell, argv: string[]): Promise<number> {
  let strip = false;
  let count = Infinity;
  let skip = 0;
  let origin = 0;
  let delimiter = '\n';
  let fd = 0;
  let at = 1;
  for (; /^-./.test(argv[at] ?? ''); at++) {
    const c = argv[at]?.[1] ?? '';
    if (c === 't') {
      strip = true;
      continue;
    }
    const value = argv[at]?.slice(2) || (argv[++at] ?? '');
    if (c === 'n') count = Number(value) || Infinity;
    else if (c === 's') skip = Number(value);
    else if (c === 'O') origin = Number(value);
    else if (c === 'd') delimiter = value[0] ?? '\0';
    else if (c === 'u') fd = Number(value);
  }
  const name = argv[at] ?? 'MAPFILE';
  const out: string[] = [];
  const bytes: number[] = [];
  const take = (): void => {
    if (skip > 0) skip--;
    else if (out.length < count) out.push(new TextDecoder().decode(Uint8Array.from(bytes)));
    bytes.length = 0;
  };
  while (out.length < count) {
    const piece = await retry(() => sh.sys.read(fd, 1));
    const byte = piece[0];
    if (byte === undefined) break;
    const ends = String.fromCharCode(byte) === delimiter;
    if (!ends || !strip) bytes.push(byte);
    if (ends) take();
  }
  if (bytes.length > 0) take();
  if (origin === 0) sh.vars.setArray(name, out);
  else for (const [i, value] of out.entries()) sh.vars.set(name, value, String(origin + i));
  return 0;
}
