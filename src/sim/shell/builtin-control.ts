import { ExitJump, LoopJump, ReturnJump } from './control.ts';
import { writeText } from './io.ts';
import { jobState } from './jobs.ts';
import { builtinError } from './message.ts';
import { assign } from './parameters.ts';
import { singleQuote } from './quote.ts';
import type { Shell } from './shell.ts';
import { signalNames, signalNumber } from '../kernel/signals.ts';
import { parseSignal } from './signals.ts';
import type { Signal } from '../kernel/types.ts';

/** `break` and `continue` */
export async function breakBuiltin(sh: Shell, argv: string[]): Promise<number> {
  const name = argv[0] === 'continue' ? 'continue' : 'break';
  const text = argv[1] ?? '1';
  if (sh.loopDepth === 0) {
    if (sh.flavour.kind === 'bash') await builtinError(sh, name, "only meaningful in a `for', `while', or `until' loop");
    return 0;
  }
  if (!/^[+-]?\d+$/.test(text)) {
    await builtinError(sh, name, sh.flavour.kind === 'bash' ? `${text}: numeric argument required` : `Illegal number: ${text}`);
    throw new ExitJump(sh.flavour.kind === 'bash' ? 128 : 2);
  }
  if (Number(text) < 1) {
    await builtinError(sh, name, `${text}: loop count out of range`);
    throw new LoopJump('break', sh.loopDepth);
  }
  throw new LoopJump(name, Math.min(Number(text), sh.loopDepth));
}

/** `return` */
export async function returnBuiltin(sh: Shell, argv: string[]): Promise<number> {
  if (sh.calls.length === 0 && sh.sourceDepth === 0) {
    if (sh.flavour.kind === 'bash') return builtinError(sh, 'return', "can only `return' from a function or sourced script", 2);
    throw new ExitJump(Number(argv[1] ?? sh.status));
  }
  const text = argv[1];
  if (text !== undefined && !/^[+-]?\d+$/.test(text)) {
    await builtinError(sh, 'return', sh.flavour.kind === 'bash' ? `${text}: numeric argument required` : `Illegal number: ${text}`);
    throw new ReturnJump(2);
  }
  throw new ReturnJump(text === undefined ? sh.status : Number(text) & 255);
}

/** `exit` and `logout` */
export async function exitBuiltin(sh: Shell, argv: string[]): Promise<number> {
  if (argv[0] === 'logout' && !sh.login) return builtinError(sh, 'logout', "not login shell: use `exit'");
  if (sh.interactive && sh.subshellDepth === 0) {
    if (sh.flavour.kind === 'bash') await writeText(sh.sys, 2, sh.login ? 'logout\n' : 'exit\n');
    if (sh.jobs.some((job) => jobState(job) === 'stopped') && !sh.warnedJobs) {
      sh.warnedJobs = true;
      await writeText(sh.sys, 2, sh.flavour.kind === 'bash' ? 'There are stopped jobs.\n' : 'You have stopped jobs.\n');
      return 1;
    }
  }
  const text = argv[1];
  if (text !== undefined && !/^[+-]?\d+$/.test(text)) {
    await builtinError(sh, 'exit', sh.flavour.kind === 'bash' ? `${text}: numeric argument required` : `Illegal number: ${text}`);
    throw new ExitJump(2);
  }
  if (argv.length > 2 && sh.flavour.kind === 'bash') return builtinError(sh, 'exit', 'too many arguments');
  throw new ExitJump(text === undefined ? sh.status : Number(text) & 255);
}

/** `shift` */
export async function shiftBuiltin(sh: Shell, argv: string[]): Promise<number> {
  const text = argv[1] ?? '1';
  if (!/^[+-]?\d+$/.test(text))
    return builtinError(
      sh,
      'shift',
      sh.flavour.kind === 'bash' ? `${text}: numeric argument required` : `Illegal number: ${text}`,
      sh.flavour.errorStatus,
    );
  const n = Number(text);
  if (n < 0) return builtinError(sh, 'shift', `${text}: shift count out of range`);
  if (n > sh.args.length) return 1;
  sh.args = sh.args.slice(n);
  return 0;
}

/** `getopts` */
export async function getoptsBuiltin(sh: Shell, argv: string[]): Promise<number> {
  const [, spec = '', name, ...given] = argv;
  if (name === undefined) return builtinError(sh, 'getopts', 'usage: getopts optstring name [arg ...]', 2);
  const args = given.length ? given : sh.args;
  const silent = spec.startsWith(':');
  let { index, offset } = sh.getopts;
  const finish = (value: string, optarg: string | undefined, status: number): number => {
    assign(sh, 'OPTIND', String(index));
    sh.getopts = { index, offset };
    assign(sh, name, value);
    if (optarg === undefined) sh.vars.unset('OPTARG');
    else assign(sh, 'OPTARG', optarg);
    return status;
  };
  const word = args[index - 1];
  if (offset === 0) {
    if (word === undefined || !/^-./.test(word)) return finish('?', undefined, 1);
    if (word === '--') {
      index++;
      return finish('?', undefined, 1);
    }
    offset = 1;
  }
  const c = word?.[offset] ?? '';
  const next = (): void => {
    if (offset + 1 < (word?.length ?? 0)) offset++;
    else {
      index++;
      offset = 0;
    }
  };
  const at = c === ':' ? -1 : spec.indexOf(c, silent ? 1 : 0);
  if (at < 0) {
    next();
    if (!silent && sh.vars.get('OPTERR') !== '0')
      await writeText(sh.sys, 2, sh.flavour.kind === 'bash' ? `${sh.arg0}: illegal option -- ${c}\n` : `Illegal option -${c}\n`);
    return finish('?', silent ? c : undefined, 0);
  }
  if (spec[at + 1] !== ':') {
    next();
    return finish(c, undefined, 0);
  }
  const rest = word?.slice(offset + 1) ?? '';
  offset = 0;
  index++;
  if (rest !== '') return finish(c, rest, 0);
  const value = args[index - 1];
  if (value === undefined) {
    if (silent) return finish(':', c, 0);
    await writeText(
      sh.sys,
      2,
      sh.flavour.kind === 'bash' ? `${sh.arg0}: option requires an argument -- ${c}\n` : `No arg for -${c} option\n`,
    );
    return finish('?', undefined, 0);
  }
  index++;
  return finish(c, value, 0);
}

const order = (name: string): number => (name === 'EXIT' ? 0 : signalNames.includes(name as Signal) ? signalNumber(name as Signal) : 100);

/** Puts a trap's action in force at the kernel; `null` gives the shell's own default back. */
function applyTrap(sh: Shell, name: string, command: string | null): void {
  const signal = signalNames.find((s) => s === name);
  if (!signal || signal === 'KILL' || signal === 'STOP') return;
  if (command === '') sh.sys.sigaction(signal, 'ignore');
  else if (command !== null) sh.sys.sigaction(signal, () => sh.pending.push(name));
  else sh.resetSignal(signal);
}

/** `trap` */
export async function trapBuiltin(sh: Shell, argv: string[]): Promise<number> {
  const args = argv.slice(1);
  const bash = sh.flavour.kind === 'bash';
  if (args[0] === '--') args.shift();
  if (args[0] === '-l') {
    const rows: string[] = [];
    for (let i = 0; i < signalNames.length; i += 5)
      rows.push(
        signalNames
          .slice(i, i + 5)
          .map((s, j) => `${String(i + j + 1).padStart(2)}) SIG${s}`)
          .join('\t'),
      );
    await writeText(sh.sys, 1, `${rows.join('\n')}\n`);
    return 0;
  }
  const print = args[0] === '-p';
  if (print) args.shift();
  if (args.length === 0 || print) {
    const wanted = args.map((name) => parseSignal(name));
    for (const [name, command] of [...sh.traps].sort(([a], [b]) => order(a) - order(b))) {
      if (wanted.length && !wanted.some((one) => one === name)) continue;
      await writeText(sh.sys, 1, `trap -- ${singleQuote(command)} ${bash && order(name) > 0 && order(name) < 100 ? 'SIG' : ''}${name}\n`);
    }
    return 0;
  }
  const first = args[0] ?? '';
  const reset = first === '-' || (args.length === 1 && parseSignal(first) !== null) || /^\d+$/.test(first);
  const names = reset && first !== '-' ? args : args.slice(1);
  let status = 0;
  if (names.length === 0 && bash) return builtinError(sh, 'trap', 'usage: trap [-lp] [[arg] signal_spec ...]', 2);
  for (const text of names) {
    const name = parseSignal(text);
    if (name === null) {
      status = await builtinError(sh, 'trap', bash ? `${text}: invalid signal specification` : `${text}: invalid signal specification`);
      continue;
    }
    if (reset) {
      sh.traps.delete(name);
      applyTrap(sh, name, null);
    } else {
      sh.traps.set(name, first);
      applyTrap(sh, name, first);
    }
  }
  return status;
}
