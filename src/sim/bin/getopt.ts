/** getopt_long(3), with the words that glibc says for GNU tools and for busybox alike. */
import { type Command, Exit } from './command.ts';

/** Options found, in order, and the operands. */
export class Options {
  readonly list: { readonly key: string; readonly value: string }[] = [];
  args: string[] = [];
  has(key: string): boolean {
    return this.list.some((option) => option.key === key);
  }
  /** The value of the last such option. */
  get(key: string): string | undefined {
    return this.list.findLast((option) => option.key === key)?.value;
  }
  all(key: string): string[] {
    return this.list.filter((option) => option.key === key).map((option) => option.value);
  }
  /** Which of these single-letter options came last, or "". */
  last(keys: string): string {
    return this.list.findLast((option) => option.key.length === 1 && keys.includes(option.key))?.key ?? '';
  }
}

interface LongOption {
  readonly name: string;
  readonly arg: '' | ':' | '::';
  readonly key: string;
}

/**
 * Parses the arguments of a command.
 * @param short as getopt(3): `ab:c::`; a leading `+` stops at the first operand
 * @param long words `name[:|::][=key]`; the key is the short letter, or the name itself
 * @param code exit status of a bad option
 * @param given the arguments, when not the command's own
 */
export function getopt(cmd: Command, short: string, long = '', code = cmd.failure, given: readonly string[] = cmd.args): Options {
  const options = new Options();
  const stop = short.startsWith('+');
  const longs: LongOption[] = long
    .split(' ')
    .filter(Boolean)
    .map((word) => {
      const [, name = '', arg = '', key = name] = /^([^:=]+)(:{0,2})(?:=(.+))?$/.exec(word) ?? [];
      return { name, arg: arg === ':' || arg === '::' ? arg : '', key };
    });
  const bad = (message: string): never => cmd.usage({ gnu: message, busybox: message }, code);
  const args = [...given];
  for (let arg = args.shift(); arg !== undefined; arg = args.shift()) {
    if (arg === '--') {
      options.args.push(...args);
      break;
    }
    if (arg === '-' || !arg.startsWith('-')) {
      options.args.push(arg);
      if (!stop) continue;
      options.args.push(...args);
      break;
    }
    if (arg.startsWith('--')) {
      const eq = arg.indexOf('=');
      const word = arg.slice(2, eq < 0 ? undefined : eq);
      const found = longOf(longs, word);
      if (cmd.gnu && word === 'help' && !found.some((option) => option.name === word)) {
        cmd.out(`Usage: ${cmd.name} [OPTION]...\n`);
        throw new Exit(0);
      }
      if (cmd.gnu && word === 'version' && found.length === 0) {
        cmd.out(`${cmd.name} (GNU coreutils) 9.1\n`);
        throw new Exit(0);
      }
      const [option] = found;
      if (!option) return bad(`unrecognized option '--${word}'`);
      if (found.length > 1)
        return bad(`option '--${word}' is ambiguous; possibilities: ${found.map(({ name }) => `'--${name}'`).join(' ')}`);
      if (option.arg === '' && eq >= 0) return bad(`option '--${option.name}' doesn't allow an argument`);
      let value = eq < 0 ? '' : arg.slice(eq + 1);
      if (option.arg === ':' && eq < 0) {
        const next = args.shift();
        if (next === undefined) return bad(`option '--${option.name}' requires an argument`);
        value = next;
      }
      options.list.push({ key: option.key, value });
      continue;
    }
    for (let i = 1; i < arg.length; i++) {
      const letter = arg.charAt(i);
      const at = short.indexOf(letter);
      if (at < 0 || letter === ':' || letter === '+') return bad(`invalid option -- '${letter}'`);
      if (short[at + 1] !== ':') {
        options.list.push({ key: letter, value: '' });
        continue;
      }
      let value = arg.slice(i + 1);
      if (value === '' && short[at + 2] !== ':') {
        const next = args.shift();
        if (next === undefined) return bad(`option requires an argument -- '${letter}'`);
        value = next;
      }
      options.list.push({ key: letter, value });
      break;
    }
  }
  return options;
}

function longOf(longs: readonly LongOption[], given: string): readonly LongOption[] {
  const exact = longs.find((option) => option.name === given);
  if (exact) return [exact];
  const starting = longs.filter((option) => option.name.startsWith(given));
  return starting.every((option) => option.key === starting[0]?.key) ? starting.slice(0, 1) : starting;
}
