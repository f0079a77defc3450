import type { Function as FunctionNode } from 'unbash';
import type { Signal, Sys } from '../kernel/types.ts';
import type { Job } from './jobs.ts';
import type { Flavour } from './flavour.ts';
import type { Completers } from './complete.ts';
import type { LineResult } from './readline.ts';
import { Variables } from './variables.ts';

/** A text being run, and how messages name it. */
export interface Source {
  readonly text: string;
  /** Added to the line numbers within the text. */
  readonly firstLine: number;
}

/** A function and the text it was read from (for line numbers and `type`). */
export interface ShellFunction {
  readonly node: FunctionNode;
  readonly source: Source;
}

/** The state of one shell process; a subshell has a copy. */
export class Shell {
  sys: Sys;
  readonly flavour: Flavour;
  vars = new Variables();
  functions = new Map<string, ShellFunction>();
  aliases = new Map<string, string>();
  /** Long names of `set -o` options that are on. */
  options = new Set<string>(['braceexpand', 'hashall']);
  shopts = new Set<string>([
    'checkwinsize',
    'cmdhist',
    'complete_fullquote',
    'extquote',
    'force_fignore',
    'globasciiranges',
    'globskipdots',
    'hostcomplete',
    'interactive_comments',
    'patsub_replacement',
    'progcomp',
    'promptvars',
    'sourcepath',
  ]);
  args: string[] = [];
  arg0: string;
  status = 0;
  /** Of the last command substitution in the running command. */
  substitutionStatus = 0;
  lastBackground: number | undefined;
  pid: number;
  interactive = false;
  /** This shell, or the one it was forked from, reads from a terminal: its messages name no lines. */
  atTerminal = false;
  login = false;
  /** "-c": how messages count lines; ash leaves the line out. */
  fromString = false;
  subshellDepth = 0;
  /** How deep in command substitutions, for `set -x`. */
  traceDepth = 0;
  source: Source = { text: '', firstLine: 1 };
  line = 1;
  loopDepth = 0;
  /** Names of running functions, innermost first. */
  calls: string[] = [];
  sourceDepth = 0;
  /** Above zero where a failing command does not end the shell under `set -e`. */
  condition = 0;
  traps = new Map<string, string>();
  pending: string[] = [];
  interrupted = false;
  hash = new Map<string, { path: string; hits: number }>();
  dirStack: string[] = [];
  history: string[] = [];
  /** Descriptors above 2 that commands get too. */
  extraFds = new Set<number>();
  /** Saved descriptors of redirected builtins: a forked child closes them. */
  savedFds = new Set<number>();
  completers: Completers = new Map();
  /** Names that busybox runs as applets without looking at PATH. */
  applets: ReadonlySet<string> = new Set();
  startedAt: number;
  getopts = { index: 1, offset: 0 };
  /** What messages begin with: `$0`, or "bash" on a terminal. */
  errorPrefix: string;
  parent: number;
  fromStdin = false;
  /** `kill` was the last thing done. */
  justKilled = false;
  jobControl = false;
  jobs: Job[] = [];
  /** Ends of background processes that `wait` may still ask for. */
  ended = new Map<number, number>();
  /** Helper processes of large here-documents. */
  helpers = new Set<number>();
  /** The next command may take the process over (it is the last thing this process does). */
  replaceable = false;
  /** Aliases being expanded: they are not expanded again. */
  aliasing = new Set<string>();
  /** Builtins switched off by `enable -n`. */
  disabled = new Set<string>();
  /** Descriptors of process substitutions in the running command. */
  processFds: number[] = [];
  terminalFd = 2;
  /** `exit` has told of stopped jobs once. */
  warnedJobs = false;
  /** Reads a line with editing (`read -e`); only where one types. */
  editLine: ((prompt: string, initial: string) => Promise<LineResult>) | null = null;
  /** Waiting for a line: nothing runs. */
  atPrompt = false;

  constructor(sys: Sys, flavour: Flavour, arg0: string) {
    this.sys = sys;
    this.flavour = flavour;
    this.arg0 = arg0;
    this.pid = sys.getpid();
    this.startedAt = sys.now();
    this.errorPrefix = arg0;
    this.parent = sys.getppid();
  }

  /** Gives a signal the action it has when there is no trap: an interactive shell outlives ^C, ^Z and TERM. */
  resetSignal(signal: Signal): void {
    const own: readonly Signal[] = ['INT', 'TSTP', 'TTIN', 'TTOU', 'TERM', 'QUIT', 'WINCH'];
    if (!this.interactive || !own.includes(signal)) this.sys.sigaction(signal, 'default');
    else if (signal === 'INT')
      this.sys.sigaction(signal, () => {
        this.interrupted = true;
      });
    else this.sys.sigaction(signal, () => {});
  }
}
