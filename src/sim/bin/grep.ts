import { type Command, type Main, Exit, type Line, basename, decode, join, reason } from './command.ts';
import { type Options, getopt } from './getopt.ts';
import { PatternError, posixRegex } from './regex.ts';

interface Search {
  readonly cmd: Command;
  readonly options: Options;
  readonly patterns: readonly RegExp[];
  readonly names: boolean;
  readonly before: number;
  readonly after: number;
  readonly max: number;
  readonly color: boolean;
  matched: boolean;
  separated: boolean;
}

const GNU_LONG =
  'extended-regexp=E fixed-strings=F basic-regexp=G perl-regexp=P regexp:=e file:=f ignore-case=i no-ignore-case word-regexp=w line-regexp=x null-data=z no-messages=s invert-match=v max-count:=m byte-offset=b line-number=n line-buffered with-filename=H no-filename=h label: only-matching=o quiet=q silent=q binary-files: text=a recursive=r dereference-recursive=R include: exclude: exclude-dir: files-without-match=L files-with-matches=l count=c initial-tab=T null=Z before-context:=B after-context:=A context:=C color:: colour::=color';

/** grep(1), egrep and fgrep; prints each line as soon as it is complete. */
export const grep: Main = async (cmd) => {
  cmd.failure = 2;
  const args = cmd.args.map((arg, i) =>
    cmd.gnu && /^-\d+$/.test(arg) && !/^-[efmABC]$/.test(cmd.args[i - 1] ?? '') ? `-C${arg.slice(1)}` : arg,
  );

  const options = cmd.gnu ? gnuOptions(cmd, args) : getopt(cmd, 'HhnlLoqvsrRiwFEzxce:f:m:A:B:C:a', 'color::', 2, args);
  const operands = [...options.args];
  const texts: string[] = [];
  for (const { key, value } of options.list) {
    if (key === 'e') texts.push(...value.split('\n'));
    if (key === 'f') {
      try {
        texts.push(
          ...decode(await cmd.slurp(value))
            .replace(/\n$/, '')
            .split('\n'),
        );
      } catch (error) {
        cmd.die(`${value}: ${reason(error)}`);
      }
    }
  }
  if (!options.has('e') && !options.has('f')) {
    const pattern = operands.shift();
    if (pattern === undefined) {
      if (!cmd.gnu) cmd.usage();
      cmd.err(`Usage: ${cmd.name} [OPTION]... PATTERNS [FILE]...\nTry '${cmd.name} --help' for more information.\n`);
      throw new Exit(2);
    }
    texts.push(...(pattern ?? '').split('\n'));
  }
  const name = basename(cmd.name);
  const kind =
    options.last('EFGP') === 'F' || name === 'fgrep'
      ? 'fixed'
      : 'EP'.includes(options.last('EFGP') || '-') || name === 'egrep'
        ? 'extended'
        : 'basic';
  const recursive = options.has('r') || options.has('R');
  const paths = operands.length > 0 ? operands : recursive ? ['.'] : ['-'];
  const context = Number(options.get('C') ?? 0);
  const color = options.get('color');
  const search: Search = {
    cmd,
    options,
    patterns: compile(cmd, texts, kind, options),
    names: options.last('Hh') === 'H' || (options.last('Hh') !== 'h' && (paths.length > 1 || recursive)),
    before: Number(options.get('B') ?? context),
    after: Number(options.get('A') ?? context),
    max: Number(options.get('m') ?? Number.POSITIVE_INFINITY),
    color: color !== undefined && (color === '' || color === 'always' || (color === 'auto' && cmd.sys.isatty(1))),
    matched: false,
    separated: false,
  };
  let failed = false;
  for (const path of paths) failed = (await searchPath(search, path, recursive, operands.length === 0)) || failed;
  await cmd.flush();
  if (search.matched && (options.has('q') || !failed)) return 0;
  return failed ? 2 : search.matched ? 0 : 1;
};

function gnuOptions(cmd: Command, args: readonly string[]): Options {
  try {
    return getopt(cmd, 'EFGPe:f:iywxzsvm:bnHhoqarRLlcTZUB:A:C:', GNU_LONG, 2, args);
  } catch (error) {
    if (error instanceof Exit && error.code === 2) {
      cmd.err(`Usage: ${cmd.name} [OPTION]... PATTERNS [FILE]...\nTry '${cmd.name} --help' for more information.\n`);
      throw new Exit(2);
    }
    throw error;
  }
}

function compile(cmd: Command, texts: readonly string[], kind: 'basic' | 'extended' | 'fixed', options: Options): RegExp[] {
  const flags = `g${options.has('i') || options.has('y') ? 'i' : ''}`;
  return texts.map((text) => {
    try {
      const { source } = options.has('P') ? new RegExp(text, 'u') : posixRegex(text, kind);
      const whole = options.has('x')
        ? `^(?:${source})$`
        : options.has('w')
          ? `(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_])`
          : source;
      return new RegExp(whole, `u${flags}`);
    } catch (error) {
      if (error instanceof PatternError || error instanceof SyntaxError)
        return cmd.die(cmd.gnu ? (error instanceof PatternError ? error.message : 'Invalid regular expression') : `bad regex '${text}'`, 2);
      throw error;
    }
  });
}

/** Searches a path; returns whether it could not be read. */
async function searchPath(search: Search, path: string, recursive: boolean, implied: boolean): Promise<boolean> {
  const { cmd, options } = search;
  const complain = (text: string): boolean => {
    if (!options.has('s')) cmd.err(`${cmd.name}: ${text}\n`);
    return true;
  };
  try {
    if (path !== '-' && cmd.sys.stat(path).type === 'dir') {
      if (!recursive) {
        if (cmd.gnu) return complain(`${path}: Is a directory`);
        return false;
      }
      let failed = false;
      for (const entry of cmd.sys.readdir(path)) {
        if (entry.name === '.' || entry.name === '..' || (entry.type === 'symlink' && !options.has('R'))) continue;
        const inner = implied && path === '.' && cmd.gnu ? entry.name : join(path, entry.name);
        const globs = (key: string): boolean => options.all(key).some((glob) => globMatch(glob, entry.name));
        if (entry.type === 'dir' ? globs('exclude-dir') : globs('exclude') || (options.has('include') && !globs('include'))) continue;
        if (entry.type !== 'dir' && entry.type !== 'file' && entry.type !== 'symlink') continue;
        failed = (await searchPath(search, inner, true, false)) || failed;
      }
      return failed;
    }
    await cmd.withFile(path, (fd) => searchFile(search, fd, path === '-' ? (options.get('label') ?? '(standard input)') : path));
    return false;
  } catch (error) {
    if (error instanceof Exit) throw error;
    return complain(`${path}: ${reason(error)}`);
  }
}

function globMatch(glob: string, name: string): boolean {
  return new RegExp(
    `^${glob
      .replace(/[\\^$.+()[\]{}|]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  ).test(name);
}

async function searchFile(search: Search, fd: number, name: string): Promise<void> {
  const { cmd, options, before, after, max } = search;
  const silent = options.has('q') || options.has('l') || options.has('L');
  const invert = options.has('v');
  const context = before > 0 || after > 0;
  let count = 0;
  let number = 0;
  let offset = 0;
  let trailing = 0;
  let lastShown = 0;
  let held: { line: Line; number: number; offset: number }[] = [];
  if (max === 0) return;
  const show = (line: Line, at: number, start: number, mark: string): void => {
    if (context && search.separated && at !== lastShown + 1) cmd.out('--\n');
    search.separated = true;
    lastShown = at;
    const prefix = (from: number): string => {
      const paint = (text: string, code: string, sep: string): string =>
        search.color ? `\x1b[${code}m\x1b[K${text}\x1b[m\x1b[K\x1b[36m\x1b[K${sep}\x1b[m\x1b[K` : text + sep;
      return (
        (search.names ? paint(name, '35', options.has('Z') ? '\0' : mark) : '') +
        (options.has('n') ? paint(String(at), '32', mark) : '') +
        (options.has('b') ? paint(String(from), '32', mark) : '')
      );
    };
    if (!options.has('o')) {
      cmd.out(`${prefix(start)}${search.color && mark === ':' && !invert ? highlight(search, line.text) : line.text}\n`);
      return;
    }
    if (mark !== ':' || invert) return;
    for (const [from, to] of matches(search, line.text)) {
      const text = line.text.slice(from, to);
      cmd.out(`${prefix(start + from)}${search.color ? `\x1b[01;31m\x1b[K${text}\x1b[m\x1b[K` : text}\n`);
    }
  };
  for await (const line of cmd.lines(fd, options.has('z') ? '\0' : '\n')) {
    number++;
    const start = offset;
    offset += line.text.length + 1;
    const hit = search.patterns.some((pattern) => {
      pattern.lastIndex = 0;
      return pattern.test(line.text);
    });
    if (hit === invert) {
      if (trailing > 0 && !silent && !options.has('c')) {
        trailing--;
        show(line, number, start, '-');
      } else if (before > 0) {
        held.push({ line, number, offset: start });
        if (held.length > before) held.shift();
      }
      continue;
    }
    count++;
    search.matched = true;
    if (options.has('q')) return;
    if (silent) break;
    if (!options.has('c')) {
      for (const old of held) show(old.line, old.number, old.offset, '-');
      held = [];
      show(line, number, start, ':');
      trailing = after;
    }
    if (count >= max) break;
  }
  const head = search.names ? `${name}:` : '';
  if (options.has('c')) cmd.out(`${head}${count}\n`);
  if (options.has('l') && count > 0) cmd.out(`${name}\n`);
  if (options.has('L') && count === 0) cmd.out(`${name}\n`);
}

/** The matched stretches of a line, left to right, the longest first where several begin together; empty ones left out. */
function matches(search: Search, text: string): [number, number][] {
  const out: [number, number][] = [];
  for (let at = 0; at <= text.length; ) {
    let best: [number, number] | null = null;
    for (const pattern of search.patterns) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (match && (!best || match.index < best[0] || (match.index === best[0] && match.index + match[0].length > best[1])))
        best = [match.index, match.index + match[0].length];
    }
    if (!best) break;
    if (best[1] > best[0]) out.push(best);
    at = Math.max(best[1], best[0] + 1);
  }
  return out;
}

function highlight(search: Search, text: string): string {
  let out = '';
  let at = 0;
  for (const [from, to] of matches(search, text)) {
    out += `${text.slice(at, from)}\x1b[01;31m\x1b[K${text.slice(from, to)}\x1b[m\x1b[K`;
    at = to;
  }
  return out + text.slice(at);
}
