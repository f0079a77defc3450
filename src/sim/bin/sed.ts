import { type Command, Exit, type Line, type Main, decode, encode, errno, reason } from './command.ts';
import { type Options, getopt } from './getopt.ts';
import { SED_HELP } from './sed-help.ts';
import { type Address, ScriptError, ScriptParser, type SedCommand } from './sed-script.ts';

/** Commands between two turns of the others. */
const TURN = 500;
/** Width at which `l` wraps its lines. */
const WRAP = 70;

/** sed(1): each line is written before the next one is waited for. */
export const sed: Main = async (cmd) => {
  const options = parseOptions(cmd);
  const operands = [...options.args];
  const pieces = options.list.filter(({ key }) => key === 'e' || key === 'f');
  if (pieces.length === 0) {
    const script = operands.shift();
    if (script === undefined) {
      if (!cmd.gnu) return cmd.usage();
      cmd.err(SED_HELP);
      throw new Exit(1);
    }
    pieces.push({ key: 'e', value: script });
  }
  const parser = new ScriptParser(cmd.gnu, options.has('E') || options.has('r'));
  let quiet = options.has('n');
  let commands: readonly SedCommand[];
  try {
    let expressions = 0;
    // A piece that ends in a backslash goes on in the next one: `-e 'a\' -e 'text'`.
    for (let i = 0; i < pieces.length; i++) {
      const { key, value } = pieces[i] ?? { key: 'e', value: '' };
      let text = key === 'f' ? await scriptFile(cmd, value) : value;
      while (/(?:^|[^\\])(?:\\\\)*\\$/.test(text) && pieces[i + 1]?.key === 'e') text += `\n${pieces[++i]?.value ?? ''}`;
      if (i === 0 && /^#n(?:\n|$)/.test(text)) quiet = true;
      parser.add(text, key === 'f' ? `file ${value} line 1` : `-e expression #${++expressions}`);
    }
    commands = parser.finish();
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error;
    return cmd.die(error.message, error.code);
  }
  return new Editor(cmd, options, commands, quiet).run(operands.length > 0 ? operands : ['-']);
};

function parseOptions(cmd: Command): Options {
  if (!cmd.gnu) return getopt(cmd, 'i::rEne:f:', 'quiet=n silent=n regexp-extended=E in-place::=i expression:=e file:=f');
  const long =
    'expression:=e file:=f in-place::=i line-length:=l quiet=n silent=n regexp-extended=E separate=s unbuffered=u null-data=z posix debug follow-symlinks sandbox help';
  let options: Options;
  try {
    options = getopt(cmd, 'bsnrzuEe:f:l:i::', long, 1);
  } catch (error) {
    if (error instanceof Exit && error.code === 1) {
      cmd.err(SED_HELP);
      throw new Exit(1);
    }
    throw error;
  }
  if (options.has('help')) {
    cmd.out(SED_HELP);
    throw new Exit(0);
  }
  return options;
}

async function scriptFile(cmd: Command, path: string): Promise<string> {
  try {
    return decode(await cmd.slurp(path)).replace(/\n$/, '');
  } catch (error) {
    return cmd.die(cmd.gnu ? `couldn't open file ${path}: ${reason(error)}` : `${path}: ${reason(error)}`, cmd.gnu ? 4 : 1);
  }
}

interface Sink {
  /** The file, or null for standard output. */
  readonly path: string | null;
  text: string[];
  /** The last line came without a newline: one is due before the next. */
  due: boolean;
}

type Flow = 'next' | 'again' | 'quit';

class Editor {
  readonly #cmd: Command;
  readonly #commands: readonly SedCommand[];
  readonly #quiet: boolean;
  readonly #suffix: string | null;
  readonly #separate: boolean;
  readonly #separator: string;
  readonly #stdout: Sink = { path: null, text: [], due: false };
  readonly #files = new Map<string, Sink>();
  readonly #parts = new Map<SedCommand, readonly Part[]>();
  #sink = this.#stdout;
  #paths: string[] = [];
  #file = '-';
  #fd = -1;
  #lines: AsyncGenerator<Line> | null = null;
  #ahead: Line | null = null;
  #number = 0;
  #space = '';
  #end = '\n';
  #hold = '';
  #queue: (() => void)[] = [];
  #last: RegExp | null = null;
  #substituted = false;
  #steps = 0;
  #exit = 0;

  constructor(cmd: Command, options: Options, commands: readonly SedCommand[], quiet: boolean) {
    this.#cmd = cmd;
    this.#commands = commands;
    this.#quiet = quiet;
    this.#suffix = options.has('i') ? (options.get('i') ?? '') : null;
    this.#separate = options.has('s') || options.has('i');
    this.#separator = options.has('z') ? '\0' : '\n';
    for (const { letter, text, alphabet } of commands) {
      const path = letter === 'w' || letter === 'W' ? text : letter === 's' ? alphabet?.get('file') : undefined;
      if (path !== undefined) this.#files.set(path, this.#open(path));
    }
  }

  async run(paths: string[]): Promise<number> {
    this.#paths = [...paths];
    if (this.#suffix !== null) this.#paths = paths.filter((path) => this.#editable(path));
    for (const command of this.#commands) this.#reset(command);
    let flow: Flow = 'next';
    while (flow === 'again' || (flow === 'next' && (await this.#read()))) {
      flow = await this.#cycle();
      if (flow === 'again') continue;
      this.#append();
    }
    if (this.#suffix !== null && flow === 'quit') await this.#copyRest();
    this.#close();
    return this.#exit === 0 ? this.#cmd.status : this.#exit;
  }

  #reset(command: SedCommand): void {
    command.open = command.from?.kind === 'line' && command.from.line === 0 && command.to?.kind === 'match' ? Number.POSITIVE_INFINITY : 0;
  }

  #editable(path: string): boolean {
    const { gnu, sys } = this.#cmd;
    try {
      if (sys.stat(path).type === 'file') return true;
      this.#complain(gnu ? `couldn't edit ${path}: not a regular file` : `${path}: not a regular file`, 4);
    } catch (error) {
      this.#complain(`${gnu ? "can't read " : ''}${path}: ${reason(error)}`, 2);
    }
    return false;
  }

  #complain(message: string, code: number): void {
    this.#cmd.warn(message);
    this.#cmd.status = this.#cmd.gnu ? code : 1;
  }

  /** Where `w` writes: the file is made at once. */
  #open(path: string): Sink {
    if (path === '/dev/stdout') return this.#stdout;
    try {
      if (path !== '/dev/stderr') this.#cmd.sys.writeFile(path, new Uint8Array(0));
    } catch (error) {
      this.#cmd.die(this.#cmd.gnu ? `couldn't open file ${path}: ${reason(error)}` : `${path}: ${reason(error)}`, 4);
    }
    return { path, text: [], due: false };
  }

  #write(text: string, end = this.#separator, sink = this.#sink): void {
    const all = `${sink.due ? this.#separator : ''}${text}${end}`;
    sink.due = end === '';
    if (sink.path === null) this.#cmd.out(all);
    else if (sink.path === '/dev/stderr') this.#cmd.err(all);
    else if (this.#files.get(sink.path) === sink) this.#cmd.sys.writeFile(sink.path, encode(all), { append: true });
    else sink.text.push(all);
  }

  /** The line after this one, without taking it; null at the end of all input (of the file with -s). */
  async #peek(): Promise<Line | null> {
    const cmd = this.#cmd;
    while (!this.#ahead) {
      if (!this.#lines) {
        const path = this.#paths[0];
        if (path === undefined) return null;
        if (this.#separate && this.#number > 0 && this.#file !== '' && this.#fd >= 0) return null;
        this.#paths.shift();
        try {
          if (path !== '-' && cmd.sys.stat(path).type === 'dir') {
            if (cmd.gnu) cmd.die(`read error on ${path}: Is a directory`, 4);
            continue;
          }
          this.#fd = path === '-' ? 0 : cmd.sys.open(path, { read: true });
        } catch (error) {
          this.#complain(`${cmd.gnu ? "can't read " : ''}${path}: ${reason(error)}`, 2);
          continue;
        }
        this.#begin(path);
        this.#lines = cmd.lines(this.#fd, this.#separator);
      }
      const next = await this.#lines.next();
      if (next.done) {
        this.#lines = null;
        if (this.#fd > 0) cmd.sys.close(this.#fd);
        if (this.#separate && this.#paths.length > 0) return null;
        this.#fd = -1;
      } else this.#ahead = next.value;
    }
    return this.#ahead;
  }

  #begin(path: string): void {
    this.#close();
    this.#file = path;
    if (this.#suffix === null) return;
    this.#sink = { path, text: [], due: false };
    this.#number = 0;
    for (const command of this.#commands) this.#reset(command);
  }

  /** An edited file takes the old one's place. */
  #close(): void {
    const { path, text } = this.#sink;
    if (path === null) return;
    const { sys, gnu } = this.#cmd;
    this.#sink = this.#stdout;
    try {
      const old = sys.stat(path);
      const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : gnu ? './' : '';
      const letters = Array.from({ length: 6 }, () =>
        'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'.charAt(sys.random(62)),
      ).join('');
      const temporary = gnu ? `${folder}sed${letters}` : `${path}${letters}`;
      sys.writeFile(temporary, encode(text.join('')), { mode: old.mode & 0o7777 });
      sys.chmod(temporary, old.mode & 0o7777);
      if (sys.geteuid() === 0) sys.chown(temporary, old.uid, old.gid);
      if (this.#suffix)
        sys.rename(
          path,
          this.#suffix.includes('*') ? folder + this.#suffix.replaceAll('*', path.slice(folder.length)) : path + this.#suffix,
        );
      try {
        sys.rename(temporary, path);
      } catch (error) {
        const why = reason(error);
        sys.unlink(temporary);
        this.#cmd.die(gnu ? `cannot rename ${temporary}: ${why}` : `can't move '${temporary}' to '${path}': ${why}`, gnu ? 4 : 1);
      }
    } catch (error) {
      const why = reason(error);
      this.#cmd.die(
        gnu ? `couldn't open temporary file ./sedXXXXXX: ${why}` : `can't create temp file '${path}XXXXXX': ${why}`,
        gnu ? 4 : 1,
      );
    }
  }

  async #copyRest(): Promise<void> {
    for (let line = await this.#peek(); line; line = await this.#peek()) {
      this.#ahead = null;
      this.#write(line.text, line.end);
    }
  }

  async #read(): Promise<boolean> {
    let line = await this.#peek();
    if (!line && this.#separate && this.#paths.length > 0) {
      this.#fd = -1;
      line = await this.#peek();
    }
    if (!line) return false;
    this.#ahead = null;
    this.#space = line.text;
    this.#end = line.end;
    this.#number++;
    await this.#breathe();
    return true;
  }

  async #breathe(): Promise<void> {
    if (++this.#steps % TURN === 0) {
      await this.#cmd.sys.cpu(0.5);
      await this.#cmd.breathe();
    }
  }

  #append(): void {
    for (const one of this.#queue) one();
    this.#queue = [];
  }

  async #cycle(): Promise<Flow> {
    this.#substituted = false;
    for (let i = 0; i < this.#commands.length; i++) {
      const command = this.#commands[i];
      if (!command) break;
      await this.#breathe();
      const hit = command.letter === ':' || command.letter === '#' || (await this.#applies(command)) !== command.invert;
      if (command.letter === '{') {
        if (!hit) i = command.target - 1;
        continue;
      }
      if (!hit) continue;
      switch (command.letter) {
        case 's':
          this.#substitute(command);
          break;
        case 'b':
          i = command.target - 1;
          break;
        case 't':
        case 'T':
          if (this.#substituted === (command.letter === 't')) i = command.target - 1;
          this.#substituted = false;
          break;
        case 'n':
          if (!(await this.#next(false))) return 'quit';
          break;
        case 'N':
          if (!(await this.#next(true))) return 'quit';
          break;
        case 'd':
          return 'next';
        case 'D':
          if (!this.#space.includes('\n')) return 'next';
          this.#space = this.#space.slice(this.#space.indexOf('\n') + 1);
          this.#append();
          return 'again';
        case 'c':
          if (!command.to || command.invert || command.open === 0) this.#write(command.text, '');
          this.#sink.due = false;
          return 'next';
        case 'q':
          this.#print();
          this.#append();
          this.#exit = Number(command.text);
          return 'quit';
        case 'Q':
          this.#exit = Number(command.text);
          return 'quit';
        default:
          this.#simple(command);
      }
    }
    this.#print();
    return 'next';
  }

  #print(): void {
    if (!this.#quiet) this.#write(this.#space, this.#end);
  }

  #simple({ letter, text, alphabet }: SedCommand): void {
    const put = (lines: string): void => {
      this.#write(lines, '');
      this.#sink.due = false;
    };
    if (letter === 'p') this.#write(this.#space, this.#end || this.#separator);
    else if (letter === 'P') this.#write(this.#space.replace(/\n[\s\S]*/, ''));
    else if (letter === 'h') this.#hold = this.#space;
    else if (letter === 'H') this.#hold += `\n${this.#space}`;
    else if (letter === 'g') this.#space = this.#hold;
    else if (letter === 'G') this.#space += `\n${this.#hold}`;
    else if (letter === 'x') [this.#space, this.#hold] = [this.#hold, this.#space];
    else if (letter === 'z') this.#space = '';
    else if (letter === '=') put(`${this.#number}\n`);
    else if (letter === 'F') put(`${this.#file}\n`);
    else if (letter === 'l' && this.#cmd.gnu) put(`${visible(this.#space, text === '' ? WRAP : Number(text))}\n`);
    else if (letter === 'i') put(text);
    else if (letter === 'a') this.#queue.push(() => put(text));
    else if (letter === 'y') this.#space = [...this.#space].map((char) => alphabet?.get(char) ?? char).join('');
    else if (letter === 'w' || letter === 'W')
      this.#write(letter === 'W' ? this.#space.replace(/\n[\s\S]*/, '') : this.#space, '\n', this.#files.get(text));
    else if (letter === 'r' || letter === 'R') {
      this.#queue.push(() => {
        try {
          const lines = decode(this.#cmd.sys.readFile(text));
          this.#write(lines, '');
          this.#sink.due = lines !== '' && !lines.endsWith('\n');
        } catch (error) {
          errno(error);
        }
      });
    }
  }

  /** `n` and `N`: the next line in the place of this one, or added to it. */
  async #next(add: boolean): Promise<boolean> {
    const before = this.#space;
    if (!(await this.#peek())) {
      // GNU prints the pattern space when there is no next line; so does busybox.
      this.#print();
      this.#append();
      return false;
    }
    if (!add) this.#print();
    this.#append();
    await this.#read();
    if (add) this.#space = `${before}\n${this.#space}`;
    return true;
  }

  async #applies(command: SedCommand): Promise<boolean> {
    const { from, to } = command;
    if (!from) return true;
    if (!to) return this.#at(from);
    if (command.open > 0) {
      if (to.kind === 'match' ? this.#matches(to.regex) : to.kind === 'last' ? !(await this.#peek()) : this.#number >= command.open) {
        const late = to.kind !== 'match' && to.kind !== 'last' && this.#number > command.open;
        command.open = 0;
        return !late || this.#at(from);
      }
      return true;
    }
    if (!(await this.#at(from))) return false;
    const end =
      to.kind === 'line'
        ? to.line
        : to.kind === 'count'
          ? this.#number + to.lines
          : to.kind === 'multiple'
            ? to.of === 0
              ? this.#number
              : Math.ceil(this.#number / to.of) * to.of
            : Number.POSITIVE_INFINITY;
    command.open = end > this.#number && !(to.kind === 'last' && !(await this.#peek())) ? end : 0;
    return true;
  }

  async #at(address: Address): Promise<boolean> {
    switch (address.kind) {
      case 'line':
        return this.#number === address.line;
      case 'last':
        return !(await this.#peek());
      case 'match':
        return this.#matches(address.regex);
      case 'step':
        return address.step === 0
          ? this.#number === address.first
          : this.#number >= address.first && (this.#number - address.first) % address.step === 0;
      default:
        return false;
    }
  }

  #regex(regex: RegExp | null): RegExp {
    const used = regex ?? this.#last ?? this.#cmd.die('no previous regular expression', 1);
    this.#last = used;
    used.lastIndex = 0;
    return used;
  }

  #matches(regex: RegExp | null): boolean {
    return this.#regex(regex).test(this.#space);
  }

  #substitute(command: SedCommand): void {
    const regex = this.#regex(command.regex);
    const parts = this.#parts.get(command) ?? replacement(command.text, this.#cmd.gnu);
    this.#parts.set(command, parts);
    const all = command.flags.includes('g');
    const nth = command.nth || 1;
    let count = 0;
    let done = false;
    let out = '';
    let from = 0;
    let previous = -1;
    for (let match = regex.exec(this.#space); match; match = regex.exec(this.#space)) {
      const to = match.index + match[0].length;
      if (match[0] === '') {
        regex.lastIndex = to + ((this.#space.codePointAt(to) ?? 0) > 0xffff ? 2 : 1);
        if (to === previous) continue;
      }
      previous = to;
      count++;
      if (count < nth) continue;
      out += this.#space.slice(from, match.index) + fill(parts, match);
      from = to;
      done = true;
      if (!all) break;
    }
    if (!done) return;
    this.#space = out + this.#space.slice(from);
    this.#substituted = true;
    if (command.flags.includes('p')) this.#write(this.#space, this.#end || this.#separator);
    const file = command.alphabet?.get('file');
    if (file !== undefined) this.#write(this.#space, '\n', this.#files.get(file));
  }
}

/** A piece of a replacement: text, the number of a group, or a change of case. */
type Part = string | number | { readonly turn: string };

function replacement(text: string, gnu: boolean): Part[] {
  const parts: Part[] = [];
  for (const [all, escaped] of text.matchAll(/\\([\s\S])|&|[^\\&]+/g)) {
    if (all === '&') parts.push(0);
    else if (escaped === undefined) parts.push(all);
    else if (/\d/.test(escaped)) parts.push(Number(escaped));
    else if (gnu && 'ULulE'.includes(escaped)) parts.push({ turn: escaped });
    else parts.push(escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped === 'r' ? '\r' : escaped);
  }
  return parts;
}

function fill(parts: readonly Part[], match: RegExpExecArray): string {
  let out = '';
  let mode = '';
  let once = '';
  for (const part of parts) {
    if (typeof part === 'object') {
      if ('ul'.includes(part.turn)) once = part.turn;
      else mode = part.turn;
      continue;
    }
    let text = typeof part === 'string' ? part : (match[part] ?? '');
    if (mode === 'U') text = text.toUpperCase();
    if (mode === 'L') text = text.toLowerCase();
    if (once && text !== '') {
      text = (once === 'u' ? text.charAt(0).toUpperCase() : text.charAt(0).toLowerCase()) + text.slice(1);
      once = '';
    }
    out += text;
  }
  return out;
}

/** A line as `l` shows it, wrapped. */
function visible(text: string, wrap: number): string {
  const named: Readonly<Record<string, string>> = {
    '\\': '\\\\',
    '\n': '\\n',
    '\t': '\\t',
    '\r': '\\r',
    '\b': '\\b',
    '\f': '\\f',
    '\v': '\\v',
    '\x07': '\\a',
  };
  let line = '';
  let out = '';
  for (const byte of encode(text)) {
    const char = String.fromCharCode(byte);
    const shown = named[char] ?? (byte < 32 || byte > 126 ? `\\${byte.toString(8).padStart(3, '0')}` : char);
    if (wrap > 1 && line.length + shown.length > wrap - 1) {
      out += `${line}\\\n`;
      line = '';
    }
    line += shown;
  }
  return `${out}${line}$`;
}
