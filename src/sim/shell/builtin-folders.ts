import { FsError } from '../fs/types.ts';
import { writeText } from './io.ts';
import { builtinError, reason } from './message.ts';
import { assign } from './parameters.ts';
import type { Shell } from './shell.ts';

/** A path without `.`, `..` and double slashes, worked out on its text as `cd` without -P does. */
export function normalise(path: string): string {
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') out.pop();
    else if (part !== '' && part !== '.') out.push(part);
  }
  return `/${out.join('/')}`;
}

/** The working folder as the shell names it. */
export function workingFolder(sh: Shell): string {
  return sh.vars.get('PWD') ?? sh.sys.getcwd();
}

function changeTo(sh: Shell, target: string, physical: boolean): void {
  const old = workingFolder(sh);
  const path = target.startsWith('/') ? target : `${old}/${target}`;
  if (physical) sh.sys.chdir(target);
  else sh.sys.chdir(normalise(path));
  assign(sh, 'OLDPWD', old);
  assign(sh, 'PWD', physical ? sh.sys.getcwd() : normalise(path));
  sh.vars.declare('OLDPWD').exported = true;
  sh.vars.declare('PWD').exported = true;
}

/** `cd` */
export async function cdBuiltin(sh: Shell, argv: string[]): Promise<number> {
  let at = 1;
  let physical = sh.options.has('physical');
  for (; /^-[LPe@]+$/.test(argv[at] ?? ''); at++) physical = argv[at]?.includes('P') ?? false;
  if (argv[at] === '--') at++;
  else if (/^-./.test(argv[at] ?? '') && sh.flavour.kind === 'bash') {
    await builtinError(sh, 'cd', `-${argv[at]?.[1]}: invalid option`);
    await writeText(sh.sys, 2, 'cd: usage: cd [-L|[-P [-e]] [-@]] [dir]\n');
    return 2;
  }
  if (argv.length > at + 1 && sh.flavour.kind === 'bash') return builtinError(sh, 'cd', 'too many arguments');
  let target = argv[at];
  let print = false;
  if (target === undefined) {
    target = sh.vars.get('HOME');
    if (target === undefined) return sh.flavour.kind === 'bash' ? builtinError(sh, 'cd', 'HOME not set') : 0;
    if (target === '') return 0;
  } else if (target === '-') {
    target = sh.vars.get('OLDPWD');
    if (target === undefined && sh.flavour.kind === 'bash') return builtinError(sh, 'cd', 'OLDPWD not set');
    target ??= '.';
    print = true;
  }
  const candidates = /^\.{0,2}(\/|$)/.test(target) ? [] : (sh.vars.get('CDPATH') ?? '').split(':').filter((dir) => dir !== '');
  for (const base of candidates) {
    try {
      changeTo(sh, `${base}/${target}`, physical);
      await writeText(sh.sys, 1, `${workingFolder(sh)}\n`);
      return 0;
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
    }
  }
  try {
    changeTo(sh, target, physical);
  } catch (error) {
    const words = reason(error);
    return sh.flavour.kind === 'bash'
      ? builtinError(sh, 'cd', `${target}: ${words}`)
      : builtinError(sh, 'cd', `can't cd to ${target}: ${words}`, 2);
  }
  if (print) await writeText(sh.sys, 1, `${workingFolder(sh)}\n`);
  return 0;
}

/** `pwd` */
export async function pwdBuiltin(sh: Shell, argv: string[]): Promise<number> {
  await writeText(sh.sys, 1, `${argv.includes('-P') ? sh.sys.getcwd() : workingFolder(sh)}\n`);
  return 0;
}

const short = (sh: Shell, path: string): string => {
  const home = sh.vars.get('HOME');
  return home && (path === home || path.startsWith(`${home}/`)) ? `~${path.slice(home.length)}` : path;
};

async function showStack(sh: Shell): Promise<number> {
  await writeText(sh.sys, 1, `${[workingFolder(sh), ...sh.dirStack].map((path) => short(sh, path)).join(' ')}\n`);
  return 0;
}

/** `dirs` */
export async function dirsBuiltin(sh: Shell, argv: string[]): Promise<number> {
  const stack = [workingFolder(sh), ...sh.dirStack];
  const flags = argv.slice(1).join('');
  if (flags.includes('c')) {
    sh.dirStack = [];
    return 0;
  }
  const shown = flags.includes('l') ? stack : stack.map((path) => short(sh, path));
  if (flags.includes('v')) await writeText(sh.sys, 1, shown.map((path, i) => `${String(i).padStart(2)}  ${path}\n`).join(''));
  else await writeText(sh.sys, 1, `${shown.join(flags.includes('p') ? '\n' : ' ')}\n`);
  return 0;
}

/** `pushd` */
export async function pushdBuiltin(sh: Shell, argv: string[]): Promise<number> {
  const target = argv[1];
  const here = workingFolder(sh);
  const stack = [here, ...sh.dirStack];
  const turn = /^[+-](\d+)$/.exec(target ?? '');
  if (target === undefined || turn) {
    if (stack.length < 2) return builtinError(sh, 'pushd', 'no other directory');
    const n = target === undefined ? 1 : target.startsWith('+') ? Number(turn?.[1]) : stack.length - 1 - Number(turn?.[1]);
    const order = target === undefined ? [stack[1] ?? here, here, ...stack.slice(2)] : [...stack.slice(n), ...stack.slice(0, n)];
    if (n < 0 || n >= stack.length) return builtinError(sh, 'pushd', `${target}: directory stack index out of range`);
    changeTo(sh, order[0] ?? here, false);
    sh.dirStack = order.slice(1);
    return showStack(sh);
  }
  try {
    changeTo(sh, target, false);
  } catch (error) {
    return builtinError(sh, 'pushd', `${target}: ${reason(error)}`);
  }
  sh.dirStack.unshift(here);
  return showStack(sh);
}

/** `popd` */
export async function popdBuiltin(sh: Shell): Promise<number> {
  const [top] = sh.dirStack;
  if (top === undefined) return builtinError(sh, 'popd', 'directory stack empty');
  try {
    changeTo(sh, top, false);
  } catch (error) {
    return builtinError(sh, 'popd', `${top}: ${reason(error)}`);
  }
  sh.dirStack.shift();
  return showStack(sh);
}

const rights = (bits: number): string => `${bits & 4 ? 'r' : ''}${bits & 2 ? 'w' : ''}${bits & 1 ? 'x' : ''}`;

/** `umask` */
export async function umaskBuiltin(sh: Shell, argv: string[]): Promise<number> {
  const [, first] = argv;
  const mask = sh.sys.umask();
  if (first === undefined || first === '-p') await writeText(sh.sys, 1, `${first ? 'umask ' : ''}${mask.toString(8).padStart(4, '0')}\n`);
  else if (first === '-S') await writeText(sh.sys, 1, `u=${rights(~mask >> 6)},g=${rights(~mask >> 3)},o=${rights(~mask)}\n`);
  else if (/^[0-7]+$/.test(first)) sh.sys.umask(parseInt(first, 8) & 0o777);
  else if (/^\d+$/.test(first) && sh.flavour.kind === 'ash') return builtinError(sh, 'umask', `illegal mode: ${first}`, 2);
  else if (/^\d+$/.test(first)) return builtinError(sh, 'umask', `${first}: octal number out of range`);
  else {
    let allowed = ~mask & 0o777;
    for (const clause of first.split(',')) {
      const m = /^([ugoa]*)([-+=])([rwx]*)$/.exec(clause);
      if (!m) return builtinError(sh, 'umask', `\`${first[0]}': invalid symbolic mode operator`);
      const [, who = '', operator, what = ''] = m;
      const one = (what.includes('r') ? 4 : 0) | (what.includes('w') ? 2 : 0) | (what.includes('x') ? 1 : 0);
      const all = who === '' || who.includes('a');
      const shifts = [who.includes('u') || all ? 6 : -1, who.includes('g') || all ? 3 : -1, who.includes('o') || all ? 0 : -1].filter(
        (n) => n >= 0,
      );
      for (const shift of shifts)
        allowed =
          operator === '+'
            ? allowed | (one << shift)
            : operator === '-'
              ? allowed & ~(one << shift)
              : (allowed & ~(7 << shift)) | (one << shift);
    }
    sh.sys.umask(~allowed & 0o777);
  }
  return 0;
}

const LIMITS: readonly [string, string, string, string][] = [
  ['real-time non-blocking time ', '(microseconds, -R) ', 'unlimited', 'R'],
  ['core file size              ', '(blocks, -c) ', '0', 'c'],
  ['data seg size               ', '(kbytes, -d) ', 'unlimited', 'd'],
  ['scheduling priority                 ', '(-e) ', '0', 'e'],
  ['file size                   ', '(blocks, -f) ', 'unlimited', 'f'],
  ['pending signals                     ', '(-i) ', '15000', 'i'],
  ['max locked memory           ', '(kbytes, -l) ', '8192', 'l'],
  ['max memory size             ', '(kbytes, -m) ', 'unlimited', 'm'],
  ['open files                          ', '(-n) ', '1048576', 'n'],
  ['pipe size                ', '(512 bytes, -p) ', '8', 'p'],
  ['POSIX message queues         ', '(bytes, -q) ', '819200', 'q'],
  ['real-time priority                  ', '(-r) ', '0', 'r'],
  ['stack size                  ', '(kbytes, -s) ', '8192', 's'],
  ['cpu time                   ', '(seconds, -t) ', 'unlimited', 't'],
  ['max user processes                  ', '(-u) ', 'unlimited', 'u'],
  ['virtual memory              ', '(kbytes, -v) ', 'unlimited', 'v'],
  ['file locks                          ', '(-x) ', 'unlimited', 'x'],
];

/** Which resource a letter of `ulimit` means, and in units of how many bytes it is shown. */
const RESOURCES: Readonly<Record<string, readonly [name: string, unit: number]>> = {
  c: ['core', 512],
  d: ['data', 1024],
  f: ['fsize', 512],
  l: ['memlock', 1024],
  n: ['nofile', 1],
  s: ['stack', 1024],
  t: ['cpu', 1],
  u: ['nproc', 1],
  v: ['as', 1024],
};

/** A limit as it has been set, or as it is when nobody has. */
function limitText(sh: Shell, letter: string, hard: boolean, usual: string): string {
  const [name = '', unit = 1] = RESOURCES[letter] ?? [];
  const value = sh.sys.rlimits()[name]?.[hard ? 1 : 0];
  return value === undefined
    ? usual
    : value < 0
      ? 'unlimited'
      : String(Math.floor(value / (unit === 512 && sh.flavour.kind === 'bash' ? 1024 : unit)));
}

/** `ulimit`: shows the limits; setting one changes nothing. */
export async function ulimitBuiltin(sh: Shell, argv: string[]): Promise<number> {
  const hard = argv.some((arg) => /^-.*H/.test(arg));
  const flag =
    argv
      .slice(1)
      .find((arg) => arg.startsWith('-'))
      ?.replace(/[-HS]/g, '') || 'f';
  if (argv.slice(1).some((arg) => /^(\d+|unlimited)$/.test(arg))) return 0;
  if (flag === 'a')
    await writeText(
      sh.sys,
      1,
      LIMITS.map(([name, unit, value, letter]) => `${name}${unit}${limitText(sh, letter, hard, value)}\n`).join(''),
    );
  else await writeText(sh.sys, 1, `${limitText(sh, flag, hard, LIMITS.find(([, , , c]) => c === flag)?.[2] ?? 'unlimited')}\n`);
  return 0;
}
