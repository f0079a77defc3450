import type { Assignment } from 'unbash';
import {
  aliasBuiltin,
  fcBuiltin,
  typeBuiltin,
  commandBuiltin,
  builtinBuiltin,
  evalBuiltin,
  execBuiltin,
  hashBuiltin,
  sourceBuiltin,
  unaliasBuiltin,
} from './builtin-commands.ts';
import { breakBuiltin, exitBuiltin, getoptsBuiltin, returnBuiltin, shiftBuiltin, trapBuiltin } from './builtin-control.ts';
import { cdBuiltin, dirsBuiltin, popdBuiltin, pushdBuiltin, pwdBuiltin, ulimitBuiltin, umaskBuiltin } from './builtin-folders.ts';
import { echoBuiltin, helpBuiltin, historyBuiltin, printfBuiltin, testBuiltin, timesBuiltin } from './builtin-output.ts';
import { bgBuiltin, disownBuiltin, fgBuiltin, jobsBuiltin, killBuiltin, waitBuiltin } from './builtin-jobs.ts';
import { declareBuiltin, letBuiltin, setBuiltin, shoptBuiltin, unsetBuiltin } from './declaration.ts';
import { mapfileBuiltin, readBuiltin } from './builtin-read.ts';
import type { Shell } from './shell.ts';

/** A builtin command: argv[0] is its name; gives its exit status. */
export type Builtin = (sh: Shell, argv: string[], assignments: readonly Assignment[]) => Promise<number>;

/** The builtins by name. */
export const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [':', async () => 0],
  ['true', async () => 0],
  ['false', async () => 1],
  ['.', sourceBuiltin],
  ['source', sourceBuiltin],
  ['[', testBuiltin],
  ['test', testBuiltin],
  ['alias', aliasBuiltin],
  ['unalias', unaliasBuiltin],
  ['bg', bgBuiltin],
  ['fg', fgBuiltin],
  ['jobs', jobsBuiltin],
  ['kill', killBuiltin],
  ['wait', waitBuiltin],
  ['disown', disownBuiltin],
  ['break', breakBuiltin],
  ['continue', breakBuiltin],
  ['return', returnBuiltin],
  ['exit', exitBuiltin],
  ['logout', exitBuiltin],
  ['shift', shiftBuiltin],
  ['getopts', getoptsBuiltin],
  ['trap', trapBuiltin],
  ['cd', cdBuiltin],
  ['pwd', pwdBuiltin],
  ['dirs', dirsBuiltin],
  ['pushd', pushdBuiltin],
  ['popd', popdBuiltin],
  ['umask', umaskBuiltin],
  ['ulimit', ulimitBuiltin],
  ['command', commandBuiltin],
  ['builtin', builtinBuiltin],
  ['eval', evalBuiltin],
  ['exec', execBuiltin],
  ['hash', hashBuiltin],
  ['type', typeBuiltin],
  ['declare', declareBuiltin],
  ['typeset', declareBuiltin],
  ['local', declareBuiltin],
  ['export', declareBuiltin],
  ['readonly', declareBuiltin],
  ['let', letBuiltin],
  ['set', setBuiltin],
  ['shopt', shoptBuiltin],
  ['unset', unsetBuiltin],
  ['echo', echoBuiltin],
  ['printf', printfBuiltin],
  ['help', helpBuiltin],
  ['history', historyBuiltin],
  ['fc', fcBuiltin],
  ['times', timesBuiltin],
  ['read', readBuiltin],
  ['mapfile', mapfileBuiltin],
  ['readarray', mapfileBuiltin],
]);

/** Builtins whose arguments of the form `name=value` are assignments. */
export const DECLARATIONS: ReadonlySet<string> = new Set(['declare', 'typeset', 'local', 'export', 'readonly']);

/** POSIX special builtins. */
export const SPECIAL: ReadonlySet<string> = new Set([
  '.',
  ':',
  'break',
  'continue',
  'eval',
  'exec',
  'exit',
  'export',
  'readonly',
  'return',
  'set',
  'shift',
  'source',
  'times',
  'trap',
  'unset',
]);
