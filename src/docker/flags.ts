/** Flags as github.com/spf13/pflag reads them, with its messages. */
import { goQuote } from './format/quote.ts';
import { parsers } from './values.ts';

export interface FlagDefinition {
  /** One letter, or "". */
  readonly short: string;
  readonly name: string;
  /** The word that `--help` shows for the value: "string", "list", "int" …; "" for a boolean. */
  readonly type: string;
  readonly usage: string;
  /** Not in `--help`. */
  readonly hidden: boolean;
  /** Stands for another flag ("net" for "network"). */
  readonly alias: string | undefined;
}

/** Checks or changes one value of a list; throws an Error with Docker's message. */
export type Validator = (value: string) => string;

/**
 * Reads a table of flags, one a line, as `--help` words them: `a,all: Show all`, `name string: Assign a name`;
 * `!` before hides it, `!net network=network:` makes it another name of `network`. Lines that begin with a space belong to the line before.
 */
export function parseDefinitions(table: string): FlagDefinition[] {
  const out: FlagDefinition[] = [];
  for (const line of table.split(/\n(?! )/)) {
    const match = /^(!?)(?:(\w),)?([\w-]+)(?: ([\w-]+))?(?:=([\w-]+))?:(?: ?(.*))$/s.exec(line.trim());
    if (match)
      out.push({
        hidden: match[1] === '!',
        short: match[2] ?? '',
        name: match[3] ?? '',
        type: match[4] ?? '',
        alias: match[5],
        usage: (match[6] ?? '').replace(/\n /g, '\n'),
      });
  }
  return out.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const repeated = new Set([
  'list',
  'strings',
  'ulimit',
  'mount',
  'network',
  'filter',
  'map',
  'stringToString',
  'gpu-request',
  'config',
  'secret',
  'port',
  'pref',
  'external-ca',
  'ipNetSlice',
]);

/** The values of a command's flags, by long name. */
export class Flags {
  readonly definitions: readonly FlagDefinition[];
  readonly #values = new Map<string, unknown>();
  readonly #changed = new Set<string>();
  readonly #validators: Readonly<Record<string, Validator>>;

  constructor(definitions: readonly FlagDefinition[], validators: Readonly<Record<string, Validator>> = {}) {
    this.definitions = definitions;
    this.#validators = validators;
    for (const { name, type, usage } of definitions) {
      if (repeated.has(type)) this.#values.set(name, []);
      else if (type === '') this.#values.set(name, usage.endsWith('(default true)'));
      else if (type === 'string') this.#values.set(name, /\(default "([^"]*)"\)$/.exec(usage)?.[1] ?? '');
      else this.#values.set(name, Number(/\(default (-?\d+)s?\)$/.exec(usage)?.[1] ?? 0));
    }
  }

  /** Whether the flag was given. */
  changed(name: string): boolean {
    return this.#changed.has(name);
  }

  bool(name: string): boolean {
    return this.#values.get(name) === true;
  }

  string(name: string): string {
    return String(this.#values.get(name) ?? '');
  }

  number(name: string): number {
    return Number(this.#values.get(name) ?? 0);
  }

  /** All values of a repeated flag, in the order given; `T` as the flag's parser makes them. */
  list<T = string>(name: string): T[] {
    return (this.#values.get(name) ?? []) as T[];
  }

  /** Values of a `map` flag. */
  map(name: string): Record<string, string> {
    return Object.fromEntries(this.list<[string, string]>(name));
  }

  /** Values of a `filter` flag, grouped. */
  filters(name = 'filter'): Record<string, string[]> {
    const out: Record<string, string[]> = {};
    for (const [key, value] of this.list<[string, string]>(name)) {
      const values = out[key] ?? [];
      if (!values.includes(value)) values.push(value);
      out[key] = values;
    }
    return out;
  }

  #set(flag: FlagDefinition, text: string): void {
    const name = flag.alias ?? flag.name;
    try {
      const value = (parsers[flag.type] ?? String)(
        flag.type === 'bytes' && name === 'memory-swap' && text === '-1' ? '0' : (this.#validators[name]?.(text) ?? text),
      );
      if (flag.type === 'bytes' && name === 'memory-swap' && text === '-1') this.#values.set(name, -1);
      else if (!repeated.has(flag.type)) this.#values.set(name, value);
      else if (flag.type === 'strings' || flag.type === 'stringToString') this.list<unknown>(name).push(...(value as unknown[]));
      else if (value !== null) this.list<unknown>(name).push(value);
    } catch (error) {
      const shown = flag.short ? `-${flag.short}, --${flag.name}` : `--${flag.name}`;
      throw new Error(`invalid argument ${goQuote(text)} for ${goQuote(shown)} flag: ${error instanceof Error ? error.message : error}`);
    }
    this.#changed.add(name);
  }

  /**
   * Reads a command line: sets the flags and returns what is left. `interspersed` false: the first argument that is no
   * flag ends them. `help` tells of `--help`, and `h` of the deprecated `-h`. Throws with pflag's message.
   */
  parse(args: readonly string[], interspersed = true): { args: string[]; help: boolean; h: boolean } {
    const rest: string[] = [];
    let help = false;
    let h = false;
    const queue = [...args];
    for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
      if (arg === '--') {
        rest.push(...queue);
        break;
      }
      if (arg.length < 2 || !arg.startsWith('-')) {
        rest.push(arg);
        if (interspersed) continue;
        rest.push(...queue);
        break;
      }
      if (arg.startsWith('--')) help = this.#long(arg, queue) || help;
      else h = this.#short(arg.slice(1), queue) || h;
    }
    return { args: rest, help: help || h || this.bool('help'), h };
  }

  #long(arg: string, queue: string[]): boolean {
    if (/^--[-=]/.test(arg)) throw new Error(`bad flag syntax: ${arg}`);
    const at = arg.indexOf('=');
    const name = arg.slice(2, at < 0 ? undefined : at);
    const flag = this.definitions.find((one) => one.name === name);
    if (!flag) {
      if (name !== 'help') throw new Error(`unknown flag: --${name}`);
      return at < 0 || parseHelp(arg.slice(at + 1));
    }
    if (at >= 0) this.#set(flag, arg.slice(at + 1));
    else if (flag.type === '') this.#set(flag, 'true');
    else {
      const value = queue.shift();
      if (value === undefined) throw new Error(`flag needs an argument: ${arg}`);
      this.#set(flag, value);
    }
    return false;
  }

  #short(letters: string, queue: string[]): boolean {
    for (let rest = letters; rest !== ''; ) {
      const letter = rest.charAt(0);
      const after = rest.slice(1);
      const flag = this.definitions.find((one) => one.short === letter);
      if (!flag) {
        if (letter === 'h') return true;
        throw new Error(`unknown shorthand flag: ${quoteLetter(letter)} in -${rest}`);
      }
      if (after.startsWith('=') && after.length > 1) {
        this.#set(flag, after.slice(1));
        return false;
      }
      if (flag.type === '') {
        this.#set(flag, 'true');
        rest = after;
        continue;
      }
      const value = after !== '' ? after : queue.shift();
      if (value === undefined) throw new Error(`flag needs an argument: '${letter}' in -${rest}`);
      this.#set(flag, value);
      return false;
    }
    return false;
  }
}

const quoteLetter = (letter: string): string => (letter === "'" ? "'\\''" : `'${goQuote(letter).slice(1, -1).replace('\\"', '"')}'`);

function parseHelp(text: string): boolean {
  try {
    return parsers['']?.(text) === true;
  } catch (error) {
    throw new Error(`invalid argument ${goQuote(text)} for "-h, --help" flag: ${error instanceof Error ? error.message : error}`);
  }
}
