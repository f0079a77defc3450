import type { AuthConfig } from '../api/types.ts';
import type { EngineTransport } from '../api/wire.ts';
import type { CliContext } from './context.ts';
import type { Flags, Validator } from './flags.ts';

/** What a positional argument of a command names, for completion. */
export type Noun = 'container' | 'running' | 'stopped' | 'paused' | 'image' | 'network' | 'volume' | 'object' | 'file';

/** The client while a command runs: where it runs, and short ways to print. */
export interface Cli extends CliContext {
  readonly wire: EngineTransport;
  /** The folder of the client's files: "/root/.docker". */
  readonly folder: string;
  /** The address of the engine: "unix:///var/run/docker.sock". */
  readonly host: string;
  /** The context in use; "default" is the one that DOCKER_HOST or `--host` make. */
  readonly contextName: string;
  /** `--debug`. */
  readonly debug: boolean;
  /** Writes a line (or lines) to standard output. */
  print(text: string): Promise<void>;
  /** Writes a line (or lines) to standard error. */
  complain(text: string): Promise<void>;
  /** Writes text to standard output as it is. */
  write(text: string): Promise<void>;
  /** A text of the configuration file ("detachKeys", "psFormat" …), "" when it is not there. */
  config(key: string): Promise<string>;
  /** The credentials of the configuration file, by server. */
  auths(): Promise<Readonly<Record<string, AuthConfig>>>;
  /** Sets a text of the configuration file, or takes it out. */
  keepConfig(key: string, value: string | undefined): Promise<void>;
  /** Writes the credentials to the configuration file. */
  keepAuths(auths: Readonly<Record<string, AuthConfig>>): Promise<void>;
}

/** A docker command: everything of it but its name, which depends on where it is mounted (`docker rm`, `docker container rm`). */
export interface Command {
  /** What follows the name in the usage line: "[OPTIONS] CONTAINER [CONTAINER...]". */
  readonly usage: string;
  /** One sentence, as in lists of commands. */
  readonly short: string;
  /** What `--help` says instead of `short`. */
  readonly long?: string;
  /** What `--help` shows under "Examples:". */
  readonly example?: string;
  /** Table of flags for `parseDefinitions`. */
  readonly flags?: string;
  /** Fewest and most positional arguments. */
  readonly args: readonly [min: number, max: number];
  /** False: flags end at the first positional argument (run, create, exec, top). */
  readonly interspersed?: boolean;
  readonly validators?: Readonly<Record<string, Validator>>;
  /** False: the command is known with its flags, but what it does is not simulated. */
  readonly simulated?: boolean;
  /** Flags that are taken and checked and change nothing here. */
  readonly accepted?: readonly string[];
  readonly completes?: Noun;
  /** What the first argument alone names, when the others are something else. */
  readonly completesFirst?: Noun;
  run(cli: Cli, flags: Flags, args: readonly string[]): Promise<void>;
}

/** One name in the tree of commands. */
export interface Entry {
  readonly name: string;
  /** Other names, shown by `--help` when `showAliases`. */
  readonly aliases?: readonly string[];
  readonly command: Command | LazyCommand | { readonly short: string };
}

/** A command of a noun that is rarely used: loaded when it is. */
export interface LazyCommand {
  readonly short: string;
  readonly load: () => Promise<Command | undefined>;
}

/** The command of an entry, loaded if need be; undefined when it is only listed. */
export async function commandOf({ command }: Entry, ctx: Pick<CliContext, 'hold'>): Promise<Command | undefined> {
  if ('run' in command) return command;
  if (!('load' in command)) return undefined;
  return ctx.hold ? ctx.hold(command.load()) : command.load();
}

/** A noun: `docker container`, with its verbs. */
export interface Group {
  readonly name: string;
  readonly short: string;
  readonly long?: string;
  /** Table of the flags that all its verbs have. */
  readonly flags?: string;
  /** Nouns below it: `docker trust key`. */
  readonly groups?: readonly Group[];
  /** Not listed by a bare `docker`. */
  readonly hidden?: boolean;
  /** For engines with experimental features alone. */
  readonly experimental?: boolean;
  readonly entries: readonly Entry[];
}
