/** Commands of nouns that are not simulated: their flags and arguments are checked, and what an engine without a swarm says is asked of it. */
import type { EngineTransport } from '../api/wire.ts';
import type { Cli, Command } from './command.ts';
import { describe, pathError, StatusError } from './errors.ts';
import type { Flags } from './flags.ts';

/** How the real client has a command. */
export interface Declared {
  readonly usage: string;
  readonly short: string;
  readonly flags?: string;
  /** What the client refuses before it asks the engine. */
  readonly check?: (flags: Flags, args: readonly string[], cli: Cli) => void | Promise<void>;
}

/** Something that only a manager of a swarm answers. */
type Ask = (wire: EngineTransport) => Promise<unknown>;

/** Fewest and most arguments by the usage line: "NODE [NODE...]" is one and more. */
function argumentRule(usage: string): Command['args'] {
  const words = usage.split(' ').filter((word) => word !== '' && !/^\[?OPTIONS\]?$/.test(word));
  const optional = words.filter((word) => word.startsWith('['));
  const least = words.length - optional.length;
  return [least, optional.some((word) => word.includes('...')) ? Number.POSITIVE_INFINITY : words.length];
}

/** A command as declared, with what it does. */
export const known = ({ check, ...declared }: Declared, run: Command['run']): Command => ({
  ...declared,
  args: argumentRule(declared.usage),
  simulated: false,
  async run(cli, flags, args) {
    await check?.(flags, args, cli);
    await run(cli, flags, args);
  },
});

/** Refuses content that cannot be read: NAME [FILE|-]. */
export const readable: NonNullable<Declared['check']> = async (_flags, [, file = '-'], cli) => {
  if (file === '-') return;
  await cli.files
    .read(file)
    .catch((error: unknown) =>
      Promise.reject(new Error(`Error reading content from "${file}": ${pathError('open', file, error).message}`)),
    );
};

const notYet = (path: string): Error => new Error(`${path} is not simulated yet.`);

/** A command that nobody here can answer. */
export const unsimulated = (path: string, declared: Declared): Command => known(declared, () => Promise.reject(notYet(path)));

/** A command for the manager of a swarm. */
export const managerOnly = (path: string, ask: Ask, declared: Declared): Command =>
  known(declared, async (cli) => {
    await ask(cli.wire);
    throw notYet(path);
  });

/** A command that asks for each of its arguments. */
export const managerEach = (path: string, ask: Ask, declared: Declared): Command =>
  known(declared, async (cli, _flags, names) => {
    const answers = names.map(() => ask(cli.wire).then(() => `${path} is not simulated yet.`, describe));
    throw new StatusError(1, (await Promise.all(answers)).join('\n'));
  });

/** An inspection, which prints what it found before it tells what is wrong. */
export const managerInspect = (path: string, ask: Ask, declared: Declared): Command =>
  known(declared, async (cli, flags) => {
    const problem = await ask(cli.wire).then(() => `${path} is not simulated yet.`, describe);
    if (flags.bool('pretty')) throw new Error(problem);
    await cli.print(flags.string('format') === '' ? '[]' : '');
    throw new StatusError(1, `Status: ${problem}, Code: 1`);
  });
