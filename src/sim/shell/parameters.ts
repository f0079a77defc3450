import { arrayKeys } from './variables.ts';
import { ShellError } from './control.ts';
import { evaluate } from './arithmetic.ts';
import type { Shell } from './shell.ts';

/** In which busybox shows its flags. */
const ASH_ORDER = 'ubaCvxcsnmiIfe';

/** The flags of `$-`. */
function optionFlags(sh: Shell): string {
  const letters: [string, string][] = [
    ['allexport', 'a'],
    ['errexit', 'e'],
    ['noglob', 'f'],
    ['hashall', 'h'],
    ['noexec', 'n'],
    ['nounset', 'u'],
    ['verbose', 'v'],
    ['xtrace', 'x'],
    ['noclobber', 'C'],
  ];
  const bash = sh.flavour.kind === 'bash';
  const on = letters.filter(([name, c]) => sh.options.has(name) && (bash || c !== 'h')).map(([, c]) => c);
  if (!bash) {
    const all = [
      ...on,
      ...(sh.fromString ? ['c'] : []),
      ...(sh.fromStdin ? ['s'] : []),
      ...(sh.jobControl ? ['m'] : []),
      ...(sh.interactive ? ['i'] : []),
    ];
    return [...ASH_ORDER].filter((letter) => all.includes(letter)).join('');
  }
  return (
    on.join('') +
    (sh.interactive ? 'i' : '') +
    (sh.jobControl ? 'm' : '') +
    'B' +
    (sh.interactive ? 'H' : '') +
    (sh.fromString ? 'c' : '') +
    (sh.fromStdin ? 's' : '')
  );
}

/** Variables that are worked out when they are read. */
export const DYNAMIC: Record<string, (sh: Shell) => string> = {
  RANDOM: (sh) => String(sh.sys.random(32768)),
  SRANDOM: (sh) => String(sh.sys.random(0x7fffffff)),
  LINENO: (sh) => String(sh.line),
  SECONDS: (sh) => String(Math.floor((sh.sys.now() - sh.startedAt) / 1000)),
  EPOCHSECONDS: (sh) => String(Math.floor(sh.sys.now() / 1000)),
  EPOCHREALTIME: (sh) => (sh.sys.now() / 1000).toFixed(6),
  BASHPID: (sh) => String(sh.sys.getpid()),
  PPID: (sh) => String(sh.parent),
  UID: (sh) => String(sh.sys.getuid()),
  EUID: (sh) => String(sh.sys.geteuid()),
  BASH_SUBSHELL: (sh) => String(sh.subshellDepth),
  FUNCNAME: (sh) => sh.calls[0] ?? '',
  HISTCMD: (sh) => String(sh.history.length),
  SHELLOPTS: (sh) => [...sh.options].sort().join(':'),
};
const IN_ASH = new Set(['RANDOM', 'LINENO', 'PPID']);

/** The value of a parameter: special, positional or variable (element `key`); undefined when unset. */
export function parameter(sh: Shell, name: string, key?: string): string | undefined {
  switch (name) {
    case '?':
      return String(sh.status);
    case '$':
      return String(sh.pid);
    case '!':
      return sh.lastBackground === undefined ? undefined : String(sh.lastBackground);
    case '#':
      return String(sh.args.length);
    case '-':
      return optionFlags(sh);
    case '0':
      return sh.arg0;
    case '@':
    case '*':
      return sh.args.length ? sh.args.join(name === '*' ? ifsJoin(sh) : ' ') : undefined;
  }
  if (/^\d+$/.test(name)) return sh.args[Number(name) - 1];
  const dynamic = DYNAMIC[name];
  if (dynamic && (sh.flavour.extended || IN_ASH.has(name)) && !sh.vars.find(name))
    return key === undefined || key === '0' ? dynamic(sh) : undefined;
  return sh.vars.get(name, key);
}

/** The field separators in force. */
export const ifs = (sh: Shell): string => sh.vars.get('IFS') ?? ' \t\n';

/** What joins `"$*"`: the first field separator. */
export const ifsJoin = (sh: Shell): string => (sh.vars.find('IFS') ? ifs(sh).slice(0, 1) : ' ');

/** All values of an array, in order (a scalar is an array of one). */
export function arrayValues(sh: Shell, name: string): string[] {
  if (name === 'FUNCNAME') return sh.calls;
  const v = sh.vars.find(name);
  if (!v) {
    const value = parameter(sh, name);
    return value === undefined ? [] : [value];
  }
  return v.items ? arrayKeys(v).map((key) => v.items?.get(key) ?? '') : v.value === undefined ? [] : [v.value];
}

/** A subscript as a key of the array: arithmetic, counted from the end when negative, for indexed ones. */
export function arrayKey(sh: Shell, name: string, subscript: string): string {
  const v = sh.vars.find(name);
  if (v?.associative) return subscript;
  const n = Number(arithmetic(sh, subscript));
  if (n >= 0) return String(n);
  const top = Math.max(-1, ...(v?.items ? [...v.items.keys()].map(Number) : v?.value === undefined ? [] : [0]));
  if (top + 1 + n < 0) throw new ShellError(`${name}[${subscript}]: bad array subscript`);
  return String(top + 1 + n);
}

/** Evaluates an expanded arithmetic text with the shell's variables. */
export function arithmetic(sh: Shell, text: string): bigint {
  try {
    return evaluateWith(sh, text);
  } catch (error) {
    if (!(error instanceof ShellError) || sh.flavour.kind === 'bash' || error.fatal) throw error;
    throw new ShellError(error.message.includes('division by 0') ? 'divide by zero' : 'arithmetic syntax error', 2, true);
  }
}

function evaluateWith(sh: Shell, text: string): bigint {
  return evaluate(text, {
    get: (name, subscript) => {
      const value = parameter(sh, name, subscript === undefined ? undefined : arrayKey(sh, name, subscript));
      if (value === undefined && sh.options.has('nounset')) throw unbound(sh, name);
      return value;
    },
    set: (name, value, subscript) => assign(sh, name, value, subscript),
  });
}

/** The error of `set -u`. */
export const unbound = (sh: Shell, name: string): ShellError =>
  sh.flavour.kind === 'bash'
    ? new ShellError(`${/^\d/.test(name) ? '$' : ''}${name}: unbound variable`, sh.fromString ? 127 : 1, true)
    : new ShellError(`${name}: parameter not set`, 2, true);

/** Values from here on are booked as memory of the shell, in characters. */
const LARGE = 1 << 16;
/** Longer values than this world can hold: the shell says that it has no memory. */
const LONGEST = 1 << 27;

/** Tells the kernel what the variables hold: over a container's limit the shell is killed. */
function takeMemory(sh: Shell, length: number): void {
  if (length > LONGEST)
    throw new ShellError(sh.flavour.kind === 'bash' ? `xrealloc: cannot allocate ${length} bytes` : 'out of memory', 2, true);
  void sh.sys.allocate?.(sh.vars.size);
}

/** Assigns to a variable or an element of an array; `append` is `+=`. */
export function assign(sh: Shell, name: string, value: string, subscript?: string, append = false): void {
  const key = subscript === undefined ? undefined : arrayKey(sh, name, subscript);
  const v = sh.vars.find(name);
  let text = value;
  if (v?.integer) text = String(arithmetic(sh, append ? `${sh.vars.get(name, key) ?? '0'}+(${value || '0'})` : value || '0'));
  else if (append) text = (sh.vars.get(name, key) ?? '') + value;
  sh.vars.set(name, text, key);
  if (text.length >= LARGE) takeMemory(sh, text.length);
  if (sh.options.has('allexport')) sh.vars.declare(name).exported = true;
  if (name === 'PATH') sh.hash.clear();
  if (name === 'OPTIND') sh.getopts = { index: Number(value) || 1, offset: 0 };
}
