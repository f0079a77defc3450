import type { AuthConfig } from '../api/types.ts';
import type { Cli, Command, Entry, Group } from './command.ts';
import type { CliContext } from './context.ts';
import { describe, StatusError } from './errors.ts';
import { Flags, parseDefinitions } from './flags.ts';
import { commandUsage, groupUsage, rootUsage } from './help.ts';
import { client } from './system/version.ts';
import { entries, globalFlags, groups } from './tree.ts';

const encoder = new TextEncoder();

interface ConfigFile {
  auths?: Record<string, AuthConfig>;
  [key: string]: unknown;
}

function makeCli(ctx: CliContext, folder: string): Cli {
  const path = `${folder}/config.json`;
  const read = async (): Promise<ConfigFile> => {
    try {
      return JSON.parse(new TextDecoder().decode(await ctx.files.read(path))) as ConfigFile;
    } catch {
      return {};
    }
  };
  const write = (text: string): Promise<void> => ctx.stdout.write(encoder.encode(text));
  return {
    ...ctx,
    wire: ctx.transport,
    winsize: () => ctx.winsize(),
    onResize: (callback) => ctx.onResize(callback),
    onSignal: (signals, callback) => ctx.onSignal(signals, callback),
    now: () => ctx.now(),
    sleep: (ms) => ctx.sleep(ms),
    write,
    print: (text) => write(`${text}\n`),
    complain: (text) => ctx.stderr.write(encoder.encode(`${text}\n`)),
    async config(key) {
      const value = (await read())[key];
      return typeof value === 'string' ? value : '';
    },
    async auths() {
      return (await read()).auths ?? {};
    },
    async keepAuths(auths) {
      await ctx.files.write(path, encoder.encode(JSON.stringify({ ...(await read()), auths }, null, '\t')), { mode: 0o600 });
    },
  };
}

/** What is wrong with a number of arguments, or null. */
function checkCount(path: string, command: Command, count: number): string | null {
  const [min, max] = command.args;
  if (count >= min && count <= max) return null;
  const plural = (n: number): string => `${n} argument${n === 1 ? '' : 's'}`;
  let want = `requires at least ${min} and at most ${plural(max)}.`;
  if (max === 0) want = 'accepts no arguments.';
  else if (min === max) want = `requires exactly ${plural(min)}.`;
  else if (max === Number.POSITIVE_INFINITY) want = `requires at least ${plural(min)}.`;
  else if (min === 0) want = `requires at most ${plural(max)}.`;
  return `"${path}" ${want}\nSee '${path} --help'.\n\nUsage:  ${path}${command.usage ? ` ${command.usage}` : ''}\n\n${command.short}`;
}

async function runCommand(cli: Cli, path: string, entry: Entry, args: readonly string[], inGroup: boolean): Promise<void> {
  const { command } = entry;
  if (!('run' in command)) throw new Error(`${path} is not simulated yet.`);
  const flags = new Flags(parseDefinitions(command.flags ?? ''), command.validators);
  let parsed: ReturnType<Flags['parse']>;
  try {
    parsed = flags.parse(args, command.interspersed !== false);
  } catch (error) {
    throw new StatusError(125, `${describe(error)}\nSee '${path} --help'.`);
  }
  if (parsed.h) await cli.print('Flag shorthand -h has been deprecated, please use --help');
  if (parsed.help) {
    await cli.write(`\n${commandUsage(path, entry, command, flags.definitions, cli.winsize()?.cols ?? 80, inGroup)}`);
    return;
  }
  const wrong = checkCount(path, command, parsed.args.length);
  if (wrong !== null) throw new Error(wrong);
  await command.run(cli, flags, parsed.args);
}

const named = (list: readonly Entry[], name: string): Entry | undefined =>
  list.find((entry) => entry.name === name || entry.aliases?.includes(name));

async function runGroup(cli: Cli, group: Group, args: readonly string[]): Promise<void> {
  const path = `docker ${group.name}`;
  const at = args.findIndex((arg) => !arg.startsWith('-'));
  const entry = at < 0 ? undefined : named(group.entries, args[at] ?? '');
  if (entry) return runCommand(cli, `${path} ${entry.name}`, entry, [...args.slice(0, at), ...args.slice(at + 1)], true);
  let parsed: ReturnType<Flags['parse']>;
  try {
    parsed = new Flags([]).parse(args);
  } catch (error) {
    throw new StatusError(125, `${describe(error)}\nSee '${path} --help'.\n\n${groupUsage(group)}`);
  }
  if (parsed.h) await cli.print('Flag shorthand -h has been deprecated, please use --help');
  if (parsed.help) await cli.write(`\n${groupUsage(group)}`);
  else if (parsed.args.length > 0) throw new Error(`\n${groupUsage(group).trimEnd()}`);
  else await cli.stderr.write(encoder.encode(`\n${groupUsage(group)}`));
}

/** Listed by `--help` alone: cobra adds it at the last moment. */
const completion: Group = { name: 'completion', short: 'Generate the autocompletion script for the specified shell', entries: [] };

async function runRoot(ctx: CliContext): Promise<void> {
  const home = ctx.env['HOME'] ?? '/';
  const flags = new Flags(parseDefinitions(globalFlags(home)));
  const usage = (asked = false): string =>
    rootUsage(
      flags.definitions,
      asked ? [...groups, completion].sort((a, b) => (a.name < b.name ? -1 : 1)) : groups,
      entries,
      ctx.winsize()?.cols ?? 80,
    );
  let parsed: ReturnType<Flags['parse']>;
  try {
    parsed = flags.parse(ctx.args, false);
  } catch (error) {
    throw new StatusError(125, `${describe(error)}\nSee 'docker --help'.\n\n${usage()}`);
  }
  const cli = makeCli(ctx, flags.changed('config') ? flags.string('config') : (ctx.env['DOCKER_CONFIG'] ?? `${home}/.docker`));
  if (parsed.h) await cli.complain('Flag shorthand -h has been deprecated, please use --help');
  const helping = parsed.args[0] === 'help';
  const [name, ...rest] = helping
    ? [...parsed.args.slice(1), '--help']
    : [...parsed.args, ...(parsed.help && parsed.args.length > 0 ? ['--help'] : [])];
  if (helping ? parsed.args.length === 1 : parsed.help && name === undefined) return cli.write(`\n${usage(true)}`);
  if (helping && name === 'help') return cli.write('\nUsage:  docker help [command]\n\nHelp about the command\n');
  if (!/^(panic|fatal|error|warn|warning|info|debug|trace)$/i.test(flags.string('log-level')))
    throw new Error(`Unable to parse logging level: ${flags.string('log-level')}`);
  if (name === undefined && flags.bool('version')) return cli.print(`Docker version ${client.version}, build ${client.commit}`);
  if (name === undefined) return ctx.stderr.write(encoder.encode(`\n${usage()}`));
  const group = groups.find((one) => one.name === name);
  if (group) return runGroup(cli, group, rest);
  const entry = entries.find((one) => one.name === name);
  if (entry) return runCommand(cli, `docker ${entry.name}`, entry, rest, false);
  if (helping) throw new Error(`unknown help topic: ${name}`);
  if (rest.includes('--help')) return cli.write(`\n${usage(true)}`);
  throw new Error(`docker: '${name}' is not a docker command.\nSee 'docker --help'`);
}

/** The docker command line: runs `ctx.args` and returns the exit code. */
export async function runDocker(ctx: CliContext): Promise<number> {
  try {
    await runRoot(ctx);
    return 0;
  } catch (error) {
    const message = describe(error);
    if (message !== '') await ctx.stderr.write(encoder.encode(`${message}\n`));
    return error instanceof StatusError ? error.code || 1 : 1;
  }
}
