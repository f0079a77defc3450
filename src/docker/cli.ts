import { type Cli, type Command, commandOf, type Entry, type Group } from './command.ts';
import { type ConfigFile, formatConfig, loadConfig } from './config-file.ts';
import type { CliContext } from './context.ts';
import { type Endpoint, resolveEndpoint } from './endpoint.ts';
import { describe, StatusError } from './errors.ts';
import { Flags, parseDefinitions } from './flags.ts';
import { commandUsage, groupUsage, rootUsage } from './help.ts';
import { client } from './system/version.ts';
import { entries, globalFlags, groups } from './tree.ts';

const encoder = new TextEncoder();
const complain = (ctx: CliContext, text: string): Promise<void> => ctx.stderr.write(encoder.encode(`${text}\n`));

function makeCli(ctx: CliContext, folder: string, debug: boolean, { wire, host, contextName }: Endpoint): Cli {
  const path = `${folder}/config.json`;
  const read = async (): Promise<ConfigFile> => (await loadConfig(ctx.files, path)).config;
  const write = (text: string): Promise<void> => ctx.stdout.write(encoder.encode(text));
  return {
    ...ctx,
    wire,
    host,
    folder,
    contextName,
    debug,
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
    async keepConfig(key, value) {
      const { [key]: _, ...rest } = await read();
      const config = value === undefined ? rest : { ...rest, [key]: value };
      await ctx.files.write(path, encoder.encode(formatConfig({ ...config, auths: await this.auths() })), { mode: 0o600 });
    },
    async auths() {
      return (await read()).auths;
    },
    async keepAuths(auths) {
      await ctx.files.write(path, encoder.encode(formatConfig({ ...(await read()), auths })), { mode: 0o600 });
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
  const command = await commandOf(entry, cli);
  if (!command) throw new Error(`${path} is not simulated yet.`);
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

async function runGroup(cli: Cli, path: string, group: Group, args: readonly string[]): Promise<void> {
  const at = args.findIndex((arg) => !arg.startsWith('-'));
  const word = args[at] ?? '';
  const rest = [...args.slice(0, at), ...args.slice(at + 1)];
  if (group.experimental) return refuseExperimental(cli, path, args, group.entries.find(({ name }) => name === word)?.name);
  const inner = at < 0 ? undefined : group.groups?.find(({ name }) => name === word);
  if (inner) return runGroup(cli, `${path} ${inner.name}`, inner, rest);
  const entry = at < 0 ? undefined : named(group.entries, word);
  const flags = new Flags(parseDefinitions(group.flags ?? ''));
  const usage = groupUsage(path, group, flags.definitions, cli.winsize()?.cols ?? 80);
  if (entry) {
    if (at > 0 && !args.slice(0, at).every((arg) => /^(-h|--help)$/.test(arg))) parseFlags(flags, args.slice(0, at), path, usage);
    return runCommand(cli, `${path} ${entry.name}`, entry, rest, true);
  }
  const parsed = parseFlags(flags, args, path, usage);
  if (parsed.h) await cli.print('Flag shorthand -h has been deprecated, please use --help');
  if (parsed.help || group.name === 'completion') await cli.write(`\n${usage}`);
  else if (parsed.args.length > 0) throw new Error(`\n${usage.trimEnd()}`);
  else await cli.stderr.write(encoder.encode(`\n${usage}`));
}

function parseFlags(flags: Flags, args: readonly string[], path: string, usage: string): ReturnType<Flags['parse']> {
  try {
    return flags.parse(args);
  } catch (error) {
    throw new StatusError(125, `${describe(error)}\nSee '${path} --help'.\n\n${usage}`);
  }
}

/** What a noun for engines with experimental features says elsewhere. */
async function refuseExperimental(cli: Cli, path: string, args: readonly string[], verb: string | undefined): Promise<void> {
  const text = `${path}${verb ? ` ${verb}` : ''} is only supported on a Docker daemon with experimental features enabled`;
  if (!args.includes('--help')) throw new Error(text);
  await cli.print(text);
}

/** Refuses a topic of `docker help` that is no command: the first word that leads nowhere. */
function checkTopic(words: readonly string[]): void {
  const [first = '', second, third] = words;
  const group = groups.find((one) => one.name === first);
  const unknown = group ? (second !== undefined && !named(group.entries, second) ? second : third) : second;
  if (unknown !== undefined && !unknown.startsWith('-')) throw new Error(`unknown help topic: ${unknown}`);
}

async function runRoot(ctx: CliContext): Promise<void> {
  const home = ctx.env['HOME'] ?? '/';
  const flags = new Flags(parseDefinitions(globalFlags(home)));
  // cobra adds `completion` at the last moment: what is said of a flag that is none does not list it.
  const usage = (asked = false): string =>
    rootUsage(
      flags.definitions,
      groups.filter((group) => !group.hidden || (asked && !group.experimental)),
      entries,
      ctx.winsize()?.cols ?? 80,
    );
  let parsed: ReturnType<Flags['parse']>;
  try {
    parsed = flags.parse(ctx.args, false);
  } catch (error) {
    throw new StatusError(125, `${describe(error)}\nSee 'docker --help'.\n\n${usage()}`);
  }
  if (parsed.h) await complain(ctx, 'Flag shorthand -h has been deprecated, please use --help');
  const helping = parsed.args[0] === 'help';
  const [name, ...rest] = helping
    ? [...parsed.args.slice(1), '--help']
    : [...parsed.args, ...(parsed.help && parsed.args.length > 0 ? ['--help'] : [])];
  if (!/^(panic|fatal|error|warn|warning|info|debug|trace)$/i.test(flags.string('log-level')))
    throw new Error(`Unable to parse logging level: ${flags.string('log-level')}`);
  const folder = flags.changed('config') ? flags.string('config') : (ctx.env['DOCKER_CONFIG'] ?? `${home}/.docker`);
  const { config, problem } = await loadConfig(ctx.files, `${folder}/config.json`);
  if (problem !== null) await complain(ctx, `WARNING: Error loading config file: ${folder}/config.json: ${problem}`);
  const current = config['currentContext'];
  const endpoint = await resolveEndpoint(ctx, folder, {
    hosts: flags.list('host'),
    context: flags.string('context'),
    current: typeof current === 'string' ? current : '',
  });
  if (helping ? parsed.args.length === 1 : parsed.help && name === undefined) return ctx.stdout.write(encoder.encode(`\n${usage(true)}`));
  if (helping && name === 'help') return ctx.stdout.write(encoder.encode('\nUsage:  docker help [command]\n\nHelp about the command\n'));
  if (name === undefined && flags.bool('version'))
    return ctx.stdout.write(encoder.encode(`Docker version ${client.version}, build ${client.commit}\n`));
  if (name === undefined) return ctx.stderr.write(encoder.encode(`\n${usage(true)}`));
  const cli = makeCli(ctx, folder, flags.bool('debug'), endpoint);
  const group = groups.find((one) => one.name === name);
  if (helping) checkTopic(parsed.args.slice(1));
  if (group) return runGroup(cli, `docker ${group.name}`, group, rest);
  const entry = entries.find((one) => one.name === name);
  if (entry) return runCommand(cli, `docker ${entry.name}`, entry, rest, false);
  if (helping) throw new Error(`unknown help topic: ${name}`);
  const after = parseFlags(new Flags(parseDefinitions(globalFlags(home))), rest, 'docker', usage(true));
  if (after.h) await cli.print('Flag shorthand -h has been deprecated, please use --help');
  if (after.help) return cli.write(`\n${usage(true)}`);
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
