/** Reads sed(1) scripts. */
import { PatternError, posixRegex } from './regex.ts';

/** What is wrong with a script. */
export class ScriptError extends Error {
  /** Exit status. */
  readonly code: number;
  constructor(message: string, code = 1) {
    super(message);
    this.code = code;
  }
}

/** Where a command applies. */
export type Address =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'last' }
  /** null is the empty pattern: the last one used. */
  | { readonly kind: 'match'; readonly regex: RegExp | null }
  | { readonly kind: 'step'; readonly first: number; readonly step: number }
  | { readonly kind: 'count'; readonly lines: number }
  | { readonly kind: 'multiple'; readonly of: number };

/** One command; what its letter needs is in `text`, `regex` and `target`. */
export interface SedCommand {
  readonly letter: string;
  readonly from: Address | null;
  readonly to: Address | null;
  readonly invert: boolean;
  /** Text of a, i, c; file of r, w, s///w; label of b, t, T and ":"; replacement of s; exit status of q, Q. */
  text: string;
  regex: RegExp | null;
  /** Flags of s: g, p, e and a number; both alphabets of y. */
  flags: string;
  nth: number;
  alphabet?: ReadonlyMap<string, string>;
  /** Where a jump or the end of a block goes, as an index. */
  target: number;
  /** State of a range: the line at which it ends, 0 when it is not open. */
  open: number;
}

/** Parses one script made of `-e` and `-f` pieces; `label` is how GNU names the piece: "-e expression #1". */
export class ScriptParser {
  readonly commands: SedCommand[] = [];
  readonly #gnu: boolean;
  readonly #extended: boolean;
  readonly #blocks: number[] = [];
  #text = '';
  #at = 0;
  #label = '';
  #groups = 0;

  constructor(gnu: boolean, extended: boolean) {
    this.#gnu = gnu;
    this.#extended = extended;
  }

  /** Adds a piece of script. */
  add(text: string, label: string): void {
    [this.#text, this.#at, this.#label] = [text, 0, label];
    for (;;) {
      this.#at += /^[\s;]*/.exec(this.#rest)?.[0].length ?? 0;
      if (this.#at >= text.length) return;
      this.#command();
    }
  }

  /** Checks blocks and labels once all pieces are there. */
  finish(): SedCommand[] {
    if (this.#blocks.length > 0 && this.#gnu) throw new ScriptError(`${this.#label}, char 0: unmatched \`{'`);
    for (const command of this.commands) {
      if (!/[btT]/.test(command.letter)) continue;
      const target = this.commands.findIndex(({ letter, text }) => letter === ':' && text === command.text);
      if (command.text === '') command.target = this.commands.length;
      else if (target < 0)
        throw new ScriptError(`can't find label for jump to ${this.#gnu ? '`' : "'"}${command.text}'`, this.#gnu ? 4 : 1);
      else command.target = target;
    }
    return this.commands;
  }

  get #rest(): string {
    return this.#text.slice(this.#at);
  }

  #fail(gnu: string, busybox: string, char = this.#at): never {
    throw new ScriptError(this.#gnu ? `${this.#label}, char ${char}: ${gnu}` : busybox);
  }

  #take(pattern: RegExp): string {
    const found = pattern.exec(this.#rest)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #command(): void {
    const from = this.#address();
    let to: Address | null = null;
    if (from && this.#take(/^\s*,\s*/)) {
      to = this.#address(true);
      if (!to) this.#fail("unexpected `,'", 'no address after comma', this.#at + 1);
    }
    if (from?.kind === 'line' && from.line === 0 && this.#gnu && to?.kind !== 'match')
      this.#fail('invalid usage of line address 0', '', this.#at + 1);
    this.#take(/^\s+/);
    const invert = this.#take(/^!\s*/) !== '';
    if (invert && this.#rest.startsWith('!')) this.#fail("multiple `!'s", 'unsupported command !', this.#at + 1);
    const letter = this.#text.charAt(this.#at++);
    const command: SedCommand = { letter, from, to, invert, text: '', regex: null, flags: '', nth: 0, target: 0, open: 0 };
    if (letter === '') this.#fail('missing command', 'missing command', this.#at - 1);
    if (letter === '}') {
      const start = this.#blocks.pop();
      if (start === undefined) {
        if (this.#gnu) this.#fail("unexpected `}'", '');
        return;
      }
      const opening = this.commands[start];
      if (opening) opening.target = this.commands.length;
      this.#end();
      return;
    }
    this.#arguments(command);
    this.commands.push(command);
  }

  #arguments(command: SedCommand): void {
    const { letter } = command;
    if (letter === '{') this.#blocks.push(this.commands.length);
    else if ('aic'.includes(letter)) command.text = this.#lines();
    else if (letter === ':') {
      if (command.from) this.#fail(": doesn't want any addresses", `: doesn't want any addresses`);
      command.text = this.#take(/^[ \t]*[^\n;]*/).trim();
      if (command.text === '' && this.#gnu) this.#fail('":" lacks a label', '');
    } else if ('btT'.includes(letter)) {
      command.text = this.#take(/^[ \t]*[^\n;}]*/).trim();
      this.#end();
    } else if ('rRwW'.includes(letter)) {
      command.text = this.#take(/^[ \t]*[^\n]*/).trim();
      if (command.text === '') this.#fail('missing filename in r/R/w/W commands', 'empty filename');
    } else if (letter === 's') this.#substitute(command);
    else if (letter === 'y') this.#transliterate(command);
    else if ('qQlL'.includes(letter)) {
      if (this.#gnu) command.text = this.#take(/^[ \t]*\d*/).trim();
      this.#end();
    } else if ('=dDgGhHnNpPxzF'.includes(letter)) this.#end();
    else if (letter === '#') {
      this.#take(/^[^\n]*/);
      command.text = '';
    } else this.#fail(`unknown command: \`${letter}'`, letter === ',' ? 'no address after comma' : `unsupported command ${letter}`);
  }

  /** Nothing but space may follow a command before ";", "}" or the end of the line. */
  #end(): void {
    this.#take(/^[ \t]+/);
    if (/^(?:$|[\n;}#])/.test(this.#rest)) return;
    if (this.#gnu) this.#fail('extra characters after command', '', this.#at + 1);
  }

  #address(second = false): Address | null {
    const digits = this.#take(/^\d+/);
    if (digits) {
      const step = this.#gnu || second ? this.#take(/^~\d+/) : '';
      if (step) return { kind: 'step', first: Number(digits), step: Number(step.slice(1)) };
      return { kind: 'line', line: Number(digits) };
    }
    if (this.#take(/^\$/)) return { kind: 'last' };
    const relative = second ? this.#take(this.#gnu ? /^[+~]\d+/ : /^\+\d+/) : '';
    if (relative)
      return relative.startsWith('+')
        ? { kind: 'count', lines: Number(relative.slice(1)) }
        : { kind: 'multiple', of: Number(relative.slice(1)) };
    const custom = this.#rest.startsWith('\\');
    if (!custom && !this.#rest.startsWith('/')) return null;
    this.#at += custom ? 1 : 0;
    const mark = this.#text.charAt(this.#at++);
    const source = this.#until(mark, 'unterminated address regex');
    const flags = this.#gnu ? this.#take(/^[IM]+/) : '';
    return { kind: 'match', regex: this.#regex(source, flags) };
  }

  /** The text up to the next `mark` that is neither escaped nor in brackets; "\n" stays, `\mark` is the mark. */
  #until(mark: string, problem: string, pattern = true): string {
    let out = '';
    for (let bracket = false; this.#at < this.#text.length; ) {
      const char = this.#text.charAt(this.#at++);
      if (char === mark && !bracket) return out;
      if (char === '\\' && !bracket) {
        const next = this.#text.charAt(this.#at++);
        out += next === mark && !(pattern && /[.*[\]^$+?(){}|]/.test(mark)) ? mark : next === '\n' && pattern ? '\n' : `\\${next}`;
        if (next === mark && !pattern && mark === '&') out = `${out.slice(0, -1)}\\&`;
        continue;
      }
      if (pattern && char === '[' && !bracket) {
        bracket = true;
        const head = /^\^?\]?/.exec(this.#rest)?.[0] ?? '';
        out += char + head;
        this.#at += head.length;
        continue;
      }
      if (bracket && char === '[' && /^[:.=]/.test(this.#rest)) {
        const named = /^[:.=][^\]]*[:.=]\]/.exec(this.#rest)?.[0] ?? '';
        out += char + named;
        this.#at += named.length;
        continue;
      }
      if (bracket && char === ']') bracket = false;
      out += char;
    }
    return this.#fail(problem, `unmatched '${mark}'`, this.#text.length);
  }

  #regex(source: string, flags: string): RegExp | null {
    if (source === '') return null;
    const body = source.replace(/\[(?:\^?\]?(?:\[:\w+:\]|[^\]])*)\]/g, (set) =>
      set.replace(/\\n/g, '\n').replace(/\\t/g, '\t').replace(/\\\]/, '\\]'),
    );
    try {
      return posixRegex(
        body,
        this.#extended ? 'extended' : 'basic',
        `gs${flags.includes('I') ? 'i' : ''}${flags.includes('M') ? 'm' : ''}`,
      );
    } catch (error) {
      if (error instanceof PatternError || error instanceof SyntaxError) {
        const why = error.message.replace('Unmatched \\{', 'Invalid preceding regular expression');
        return this.#fail(why, `bad regex '${source}': ${why}`);
      }
      throw error;
    }
  }

  #substitute(command: SedCommand): void {
    const mark = this.#text.charAt(this.#at++);
    const problem = "unterminated `s' command";
    const source = this.#until(mark, problem);
    command.text = this.#until(mark, problem, false);
    const flags = this.#take(this.#gnu ? /^(?:[gpiIemM]|\d+)*/ : /^(?:[gpiI]|\d+)*/);
    if (/^w/.test(this.#rest)) {
      this.#at++;
      command.alphabet = new Map([['file', this.#take(/^[^\n]*/).trim()]]);
    }
    for (const flag of 'gp') if (this.#gnu && flags.split(flag).length > 2) this.#fail(`multiple \`${flag}' options to \`s' command`, '');
    command.flags = flags;
    // busybox forgets the number when there is a g.
    command.nth = this.#gnu || !flags.includes('g') ? Number(/\d+/.exec(flags)?.[0] ?? 0) : 0;
    command.regex = this.#regex(source, `${/i/i.test(flags) ? 'I' : ''}${/m/i.test(flags) ? 'M' : ''}`);
    this.#take(/^[ \t]+/);
    if (!/^(?:$|[\n;}#])/.test(this.#rest)) this.#fail("unknown option to `s'", 'bad option in substitution expression', this.#at + 1);
    this.#groups = Number(
      [...command.text.matchAll(/\\(?:([1-9])|.)/gs)]
        .map((match) => match[1] ?? 0)
        .sort()
        .pop() ?? 0,
    );
    const has = command.regex ? (new RegExp(`${command.regex.source}|`, 'u').exec('')?.length ?? 1) : 10;
    if (this.#groups >= has && this.#gnu) this.#fail(`invalid reference \\${this.#groups} on \`s' command's RHS`, '');
  }

  #transliterate(command: SedCommand): void {
    const mark = this.#text.charAt(this.#at++);
    const problem = "unterminated `y' command";
    const letters = (text: string): string[] =>
      [...text.matchAll(/\\(.)|[^\\]/gsu)].map(([all, one]) => (one === undefined ? all : one === 'n' ? '\n' : one === 't' ? '\t' : one));
    const from = letters(this.#until(mark, problem, false));
    const to = letters(this.#until(mark, problem, false));
    if (from.length !== to.length && this.#gnu) this.#fail("strings for `y' command are different lengths", '');
    command.alphabet = new Map(from.map((char, i) => [char, to[i] ?? char]));
    this.#end();
  }

  /** The text of a, i and c: `a\` and lines, or one line right behind; a backslash before a line's end goes on. */
  #lines(): string {
    const old = this.#take(/^[ \t]*\\[ \t]*\n/);
    if (!old) {
      this.#take(/^[ \t]*/);
      this.#take(/^\\(?=[ \t]|.)/);
      if (this.#rest === '' && this.#gnu) this.#fail(`expected \\ after \`a', \`c' or \`i'`, '');
    }
    const text = this.#take(/^(?:\\[\s\S]|[^\\\n])*/);
    return `${text.replace(/\\([\s\S])/g, (_, char: string) => (char === 't' ? '\t' : char))}\n`;
  }
}
