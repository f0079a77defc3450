import type { Assignment } from 'unbash';
import { performAssignment } from './command.ts';
import { writeText } from './io.ts';
import { builtinError } from './message.ts';
import { arithmetic, assign } from './parameters.ts';
import { doubleQuote, quoteIfNeeded, singleQuote } from './quote.ts';
import type { Shell } from './shell.ts';
import { arrayKeys, isName, ReadonlyError, type Variable } from './variables.ts';

/** The attributes of a variable as `declare -p` shows them: `-ax`, `--` for none. */
export function attributes(v: Variable | undefined): string {
  const flags = `${v?.items ? (v.associative ? 'A' : 'a') : ''}${v?.integer ? 'i' : ''}${v?.lower ? 'l' : ''}${v?.nameref ? 'n' : ''}${v?.readonly ? 'r' : ''}${v?.upper ? 'u' : ''}${v?.exported ? 'x' : ''}`;
  return `-${flags || '-'}`;
}

function shown(v: Variable): string {
  if (v.items)
    return `=(${arrayKeys(v)
      .map(
        (key) =>
          `[${v.associative && /\W/.test(key) ? doubleQuote(key) : key}]=${doubleQuote(v.items?.get(key) ?? '')}${v.associative ? ' ' : ''}`,
      )
      .join(v.associative ? '' : ' ')})`;
  return v.value === undefined ? '' : `=${doubleQuote(v.value)}`;
}

async function print(sh: Shell, names: readonly string[], verb: string): Promise<number> {
  let status = 0;
  for (const name of names) {
    const v = sh.vars.find(name);
    if (!v) status = await builtinError(sh, verb, `${name}: not found`);
    else await writeText(sh.sys, 1, `declare ${attributes(v)} ${name}${shown(v)}\n`);
  }
  return status;
}

/** `declare`, `typeset`, `local`, `export` and `readonly` */
export async function declareBuiltin(sh: Shell, argv: string[], assignments: readonly Assignment[]): Promise<number> {
  const verb = argv[0] ?? 'declare';
  const bash = sh.flavour.kind === 'bash';
  const on = new Set<string>(verb === 'export' ? ['x'] : verb === 'readonly' ? ['r'] : []);
  const off = new Set<string>();
  let at = 1;
  for (; /^[-+]./.test(argv[at] ?? ''); at++) {
    const word = argv[at] ?? '';
    if (word === '--') {
      at++;
      break;
    }
    for (const c of word.slice(1)) {
      if (!'aAfFgilnprtuxI'.includes(c) && bash) {
        await builtinError(sh, verb, `${word.slice(0, 1)}${c}: invalid option`);
        if (verb === 'export') await writeText(sh.sys, 2, 'export: usage: export [-fn] [name[=value] ...] or export -p\n');
        else if (verb === 'readonly') await writeText(sh.sys, 2, 'readonly: usage: readonly [-aAf] [name[=value] ...] or readonly -p\n');
        else
          await writeText(
            sh.sys,
            2,
            `${verb}: usage: ${verb} [${verb === 'local' ? 'option] name[=value] ...' : '-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]'}\n`,
          );
        return 2;
      }
      (word.startsWith('-') ? on : off).add(c);
    }
  }
  const args = argv.slice(at);
  if (verb === 'export' && on.delete('n')) {
    off.add('x');
    on.delete('x');
  }
  if (verb === 'local' && sh.calls.length === 0) {
    return bash ? builtinError(sh, 'local', 'can only be used in a function') : builtinError(sh, 'local', 'not in a function', 2);
  }
  if (on.has('f') || on.has('F')) return functions(sh, args, on.has('F'));
  if (args.length === 0) return list(sh, verb, on);
  if (on.has('p') && verb !== 'export') return print(sh, args, verb);
  const local = sh.calls.length > 0 && !on.has('g') && (verb === 'local' || verb === 'declare' || verb === 'typeset');
  let status = 0;
  for (const arg of args) {
    const m = /^([^=[+]*)(?:\[([^=]*)\])?(\+?=)?([\s\S]*)$/.exec(arg);
    const name = m?.[1] ?? '';
    if (!isName(name) || (m?.[3] === undefined && m?.[4] !== '')) {
      status = bash
        ? await builtinError(sh, verb, `\`${arg}': not a valid identifier`)
        : await builtinError(sh, verb, `${name}: bad variable name`, 2);
      continue;
    }
    const before = local ? sh.vars.scopes.at(-1)?.get(name) : undefined;
    const v = sh.vars.declare(name, local);
    if (local && !before && on.has('I')) Object.assign(v, sh.vars.scopes.at(-2)?.get(name));
    if (v.readonly && (m?.[3] !== undefined || off.has('r'))) {
      if (verb === 'readonly' || verb === 'export' || !bash) throw new ReadonlyError(name);
      status = await builtinError(sh, verb, `${name}: readonly variable`);
      continue;
    }
    if (on.has('A') && !v.items) Object.assign(v, { items: new Map(), associative: true, value: undefined });
    else if (on.has('a') && !v.items) Object.assign(v, { items: new Map(v.value === undefined ? [] : [['0', v.value]]), value: undefined });
    const flags: [string, keyof Variable][] = [
      ['i', 'integer'],
      ['l', 'lower'],
      ['u', 'upper'],
      ['x', 'exported'],
    ];
    for (const [c, key] of flags) {
      if (on.has(c)) Object.assign(v, { [key]: true });
      if (off.has(c)) Object.assign(v, { [key]: false });
    }
    const node = assignments.find((one) => one.name === name);
    if (node) await performAssignment(sh, node);
    else if (m?.[3] !== undefined) {
      if (on.has('n')) v.value = m[4] ?? '';
      else assign(sh, name, m[4] ?? '', m[2], m[3] === '+=');
    } else if (!bash && verb === 'local' && v.value === undefined) v.value = '';
    if (on.has('n')) v.nameref = true;
    if (on.has('r')) v.readonly = true;
  }
  return status;
}

async function functions(sh: Shell, names: readonly string[], short: boolean): Promise<number> {
  let status = 0;
  for (const name of names.length ? names : [...sh.functions.keys()].sort()) {
    const fn = sh.functions.get(name);
    if (!fn) status = 1;
    else if (short) await writeText(sh.sys, 1, names.length ? `${name}\n` : `declare -f ${name}\n`);
    else await writeText(sh.sys, 1, `${name} () \n${fn.source.text.slice(fn.node.body.pos, fn.node.body.end)}\n`);
  }
  return status;
}

async function list(sh: Shell, verb: string, on: ReadonlySet<string>): Promise<number> {
  const bash = sh.flavour.kind === 'bash';
  const names = verb === 'local' ? [...(sh.vars.scopes.at(-1)?.keys() ?? [])].sort() : sh.vars.names();
  let out = '';
  for (const name of names) {
    const v = sh.vars.find(name);
    if (
      !v ||
      (on.has('x') && !v.exported) ||
      (on.has('r') && !v.readonly) ||
      (on.has('a') && (!v.items || v.associative)) ||
      (on.has('A') && !v.associative) ||
      (on.has('i') && !v.integer)
    )
      continue;
    if (verb === 'export' || verb === 'readonly' || on.has('p') || on.size > 0)
      out += bash
        ? `declare ${attributes(v)} ${name}${shown(v)}\n`
        : `${verb} ${name}${v.value === undefined ? '' : `=${singleQuote(v.value)}`}\n`;
    else if (v.items || v.value !== undefined) out += `${name}=${v.items ? shown(v).slice(1) : quoteIfNeeded(v.value ?? '')}\n`;
  }
  await writeText(sh.sys, 1, out);
  return 0;
}

const OPTIONS: Record<string, string> = {
  a: 'allexport',
  b: 'notify',
  e: 'errexit',
  f: 'noglob',
  h: 'hashall',
  m: 'monitor',
  n: 'noexec',
  u: 'nounset',
  v: 'verbose',
  x: 'xtrace',
  B: 'braceexpand',
  C: 'noclobber',
  E: 'errtrace',
  H: 'histexpand',
  P: 'physical',
  T: 'functrace',
};
const LONG = [
  'allexport',
  'braceexpand',
  'emacs',
  'errexit',
  'errtrace',
  'functrace',
  'hashall',
  'histexpand',
  'history',
  'ignoreeof',
  'interactive-comments',
  'keyword',
  'monitor',
  'noclobber',
  'noexec',
  'noglob',
  'nolog',
  'notify',
  'nounset',
  'onecmd',
  'physical',
  'pipefail',
  'posix',
  'privileged',
  'verbose',
  'vi',
  'xtrace',
];
const LONG_ASH = [
  'errexit',
  'noglob',
  'ignoreeof',
  'interactive',
  'monitor',
  'noexec',
  'xtrace',
  'verbose',
  'allexport',
  'noclobber',
  'notify',
  'nounset',
  'vi',
  'pipefail',
];

/** Switches a `set` option by letter; false when there is none of that name. */
export function setFlag(sh: Shell, letter: string, on: boolean): boolean {
  const name = OPTIONS[letter];
  if (name === undefined) return false;
  if (on) sh.options.add(name);
  else sh.options.delete(name);
  return true;
}

/** `set` */
export async function setBuiltin(sh: Shell, argv: string[]): Promise<number> {
  const bash = sh.flavour.kind === 'bash';
  if (argv.length === 1) {
    let out = '';
    for (const name of sh.vars.names()) {
      const v = sh.vars.find(name);
      if (v?.items) out += `${name}${shown(v)}\n`;
      else if (v?.value !== undefined) out += `${name}=${bash ? quoteIfNeeded(v.value) : singleQuote(v.value)}\n`;
    }
    await writeText(sh.sys, 1, out);
    return 0;
  }
  let at = 1;
  for (; /^[-+]./.test(argv[at] ?? ''); at++) {
    const word = argv[at] ?? '';
    const on = word.startsWith('-');
    if (word === '--') {
      sh.args = argv.slice(at + 1);
      return 0;
    }
    for (const c of word.slice(1)) {
      if (c === 'o') {
        const name = argv[at + 1];
        if (name === undefined) {
          const all = bash ? LONG : LONG_ASH;
          const isOn = (one: string): boolean => sh.options.has(one) || (one === 'interactive-comments' && bash);
          if (on)
            await writeText(
              sh.sys,
              1,
              `${bash ? '' : 'Current option settings\n'}${all.map((one) => `${one.padEnd(bash ? 15 : 16)}${bash ? '\t' : ''}${isOn(one) ? 'on' : 'off'}\n`).join('')}`,
            );
          else await writeText(sh.sys, 1, all.map((one) => `set ${isOn(one) ? '-' : '+'}o ${one}\n`).join(''));
          return 0;
        }
        at++;
        if (!(bash ? LONG : LONG_ASH).includes(name))
          return bash
            ? builtinError(sh, 'set', `${name}: invalid option name`, 2)
            : builtinError(sh, 'set', `illegal option -o ${name}`, 2);
        if (on) sh.options.add(name);
        else sh.options.delete(name);
      } else if (!setFlag(sh, c, on)) {
        if (!bash) return builtinError(sh, 'set', `illegal option ${word[0]}${c}`, 2);
        await builtinError(sh, 'set', `${word[0]}${c}: invalid option`);
        await writeText(sh.sys, 2, 'set: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]\n');
        return 2;
      }
    }
  }
  if (argv[at] === '-') {
    at++;
    sh.options.delete('xtrace');
  }
  if (at < argv.length) sh.args = argv.slice(at);
  return 0;
}

const SHOPTS = [
  'autocd',
  'assoc_expand_once',
  'cdable_vars',
  'cdspell',
  'checkhash',
  'checkjobs',
  'checkwinsize',
  'cmdhist',
  'compat31',
  'compat32',
  'compat40',
  'compat41',
  'compat42',
  'compat43',
  'compat44',
  'complete_fullquote',
  'direxpand',
  'dirspell',
  'dotglob',
  'execfail',
  'expand_aliases',
  'extdebug',
  'extglob',
  'extquote',
  'failglob',
  'force_fignore',
  'globasciiranges',
  'globskipdots',
  'globstar',
  'gnu_errfmt',
  'histappend',
  'histreedit',
  'histverify',
  'hostcomplete',
  'huponexit',
  'inherit_errexit',
  'interactive_comments',
  'lastpipe',
  'lithist',
  'localvar_inherit',
  'localvar_unset',
  'login_shell',
  'mailwarn',
  'no_empty_cmd_completion',
  'nocaseglob',
  'nocasematch',
  'noexpand_translation',
  'nullglob',
  'patsub_replacement',
  'progcomp',
  'progcomp_alias',
  'promptvars',
  'restricted_shell',
  'shift_verbose',
  'sourcepath',
  'varredir_close',
  'xpg_echo',
];

/** `shopt` */
export async function shoptBuiltin(sh: Shell, argv: string[]): Promise<number> {
  const flags = argv
    .slice(1)
    .filter((arg) => arg.startsWith('-'))
    .join('');
  const names = argv.slice(1).filter((arg) => !arg.startsWith('-'));
  const table = flags.includes('o') ? sh.options : sh.shopts;
  const known = flags.includes('o') ? LONG : SHOPTS;
  let status = 0;
  const state = (name: string): string =>
    flags.includes('p') ? `shopt ${table.has(name) ? '-s' : '-u'} ${name}\n` : `${name.padEnd(15)}\t${table.has(name) ? 'on' : 'off'}\n`;
  for (const name of names) {
    if (!known.includes(name)) status = await builtinError(sh, 'shopt', `${name}: invalid shell option name`);
    else if (flags.includes('s')) table.add(name);
    else if (flags.includes('u')) table.delete(name);
    else {
      if (!table.has(name)) status = 1;
      if (!flags.includes('q')) await writeText(sh.sys, 1, state(name));
    }
  }
  if (names.length === 0)
    await writeText(
      sh.sys,
      1,
      known
        .filter((name) => (!flags.includes('s') || table.has(name)) && (!flags.includes('u') || !table.has(name)))
        .map(state)
        .join(''),
    );
  return status;
}

/** `unset` */
export async function unsetBuiltin(sh: Shell, argv: string[]): Promise<number> {
  const flag = /^-[vfn]+$/.test(argv[1] ?? '') ? argv[1] : '';
  let status = 0;
  for (const arg of argv.slice(flag ? 2 : 1)) {
    const element = /^(\w+)\[(.*)\]$/s.exec(arg);
    if (element && sh.flavour.extended) {
      const v = sh.vars.find(element[1] ?? '');
      v?.items?.delete(v.associative ? (element[2] ?? '') : String(arithmetic(sh, element[2] ?? '0')));
      continue;
    }
    if (!isName(arg) && sh.flavour.kind === 'bash') continue;
    if (!isName(arg) && flag !== '-f') {
      status = await builtinError(sh, 'unset', `${arg}: bad variable name`, 2);
      continue;
    }
    if (flag === '-f') sh.functions.delete(arg);
    else {
      try {
        if (!sh.vars.unset(arg) && flag !== '-v') sh.functions.delete(arg);
      } catch (error) {
        if (!(error instanceof ReadonlyError)) throw error;
        status = await builtinError(
          sh,
          'unset',
          sh.flavour.kind === 'bash' ? `${arg}: cannot unset: readonly variable` : `${arg}: is read only`,
          sh.flavour.errorStatus,
        );
      }
      if (arg === 'PATH') sh.hash.clear();
    }
  }
  return status;
}

/** `let` */
export async function letBuiltin(sh: Shell, argv: string[]): Promise<number> {
  if (argv.length === 1) return builtinError(sh, 'let', 'expression expected');
  let value = 0n;
  for (const text of argv.slice(1)) value = arithmetic(sh, text);
  return value === 0n ? 1 : 0;
}
