import type { Assignment, Command, Redirection, Word } from 'unbash';
import { parse } from 'unbash';
import { FsError } from '../fs/types.ts';
import { BUILTINS, DECLARATIONS, SPECIAL } from './builtins.ts';
import { ExitJump, LoopJump, ReturnJump, ShellError } from './control.ts';
import { expandQuoted, expandText, expandWords, parseWord, quotedParts } from './expand.ts';
import { runExternal } from './external.ts';
import { runCommand, runScript } from './interpret.ts';
import { isOpen, writeText } from './io.ts';
import { builtinError, reason } from './message.ts';
import { arrayKey, assign } from './parameters.ts';
import { quoteIfNeeded } from './quote.ts';
import { applyRedirects, type Applied } from './redirect.ts';
import type { Shell, ShellFunction } from './shell.ts';
import type { Variable } from './variables.ts';

const isRedirection = (item: Assignment | Redirection | Word): item is Redirection =>
  item.type === 'Redirect' || item.type === 'HereDoc' || item.type === 'HereString';

/** Does an assignment of a command or of `declare`; `name[subscript]=value`, `name=(…)`, `+=`. */
export async function performAssignment(sh: Shell, node: Assignment): Promise<string> {
  const { value } = node;
  if (value.type === 'Word') {
    const text = await expandText(sh, value, true);
    const subscript = node.index && (await expandText(sh, node.index));
    if (node.index && !sh.flavour.extended) throw new ShellError(`${node.text}: not found`, 127);
    assign(sh, node.name, text, subscript, node.append);
    return text;
  }
  if (!sh.flavour.extended) throw new ShellError('syntax error: unexpected "("', 2, true);
  const v = sh.vars.declare(node.name);
  const found: [string | undefined, string, boolean][] = [];
  for (const element of value.elements) {
    const m = /^\[((?:[^\]'"\\]|"[^"]*"|'[^']*'|\\.)*)\](\+?)=([\s\S]*)$/.exec(element.text);
    const key = m && parseWord(m[1] ?? '');
    if (m && key) {
      const word = m[3] ? parseWord(m[3]) : null;
      found.push([await expandText(sh, key), word ? await expandText(sh, word) : '', m[2] === '+']);
    } else for (const text of await expandWords(sh, [element])) found.push([undefined, text, false]);
  }
  if (v.readonly) assign(sh, node.name, '');
  if (!node.append || !v.items) {
    v.items = new Map(node.append && v.value !== undefined ? [['0', v.value]] : []);
    v.value = undefined;
  }
  let index = Math.max(-1, ...[...v.items.keys()].map(Number).filter((n) => !Number.isNaN(n))) + 1;
  for (let i = 0; i < found.length; i++) {
    const [key, text, append] = found[i] ?? [undefined, '', false];
    if (v.associative) {
      if (key !== undefined) assign(sh, node.name, text, key, append);
      else assign(sh, node.name, found[++i]?.[1] ?? '', text);
      continue;
    }
    if (key !== undefined) index = Number(arrayKey(sh, node.name, key));
    assign(sh, node.name, text, String(index++), append);
  }
  return '';
}

/** Aliases work on a command's source text: the text with its first word replaced, or null. */
function aliased(sh: Shell, node: Command): string | null {
  const name = node.name?.text;
  if (name === undefined || (!sh.interactive && sh.flavour.kind === 'bash' && !sh.shopts.has('expand_aliases'))) return null;
  const value = sh.aliases.get(name);
  if (value === undefined || sh.aliasing.has(name) || node.prefix.length > 0 || !node.name) return null;
  let rest = sh.source.text.slice(node.name.end, node.end);
  const second = /\s$/.test(value) ? /^\s*([\w.-]+)/.exec(rest) : null;
  const next = second?.[1] === undefined ? undefined : sh.aliases.get(second[1]);
  if (second && next !== undefined) rest = ` ${next}${rest.slice(second[0].length)}`;
  const bodies = node.redirects.flatMap((r) => (r.type === 'HereDoc' ? [`\n${r.body.text}${r.delimiter?.value ?? ''}`] : []));
  return value + rest + bodies.join('');
}

/** Shows what is run, under `set -x`. */
export async function traceWords(sh: Shell, assignments: readonly string[], words: readonly string[]): Promise<void> {
  if (!sh.options.has('xtrace')) return;
  const ps4 = sh.vars.get('PS4') ?? '+ ';
  const prefix = await expandQuoted(sh, quotedParts(ps4));
  const first = sh.flavour.kind === 'bash' ? prefix.slice(0, 1).repeat(sh.traceDepth) : '';
  const line = (text: string): string => `${first}${prefix}${text}\n`;
  if (sh.flavour.kind === 'ash') await writeText(sh.sys, 2, line([...assignments, ...words.map(quoteIfNeeded)].join(' ')));
  else await writeText(sh.sys, 2, [...assignments, ...(words.length ? [words.map(quoteIfNeeded).join(' ')] : [])].map(line).join(''));
}

/** A new innermost scope with variables for one command: `VAR=x cmd`. */
function pushScope(sh: Shell): Map<string, Variable> {
  const scope = new Map<string, Variable>();
  sh.vars.scopes.push(scope);
  return scope;
}

async function temporary(sh: Shell, assignments: readonly Assignment[]): Promise<string[]> {
  const shown: string[] = [];
  for (const node of assignments) {
    const value = node.value.type === 'Word' ? await expandText(sh, node.value, true) : '';
    if (sh.vars.find(node.name)?.readonly) assign(sh, node.name, value);
    sh.vars.scopes.at(-1)?.set(node.name, { value: node.append ? (sh.vars.get(node.name) ?? '') + value : value, exported: true });
    if (node.name === 'PATH') sh.hash.clear();
    shown.push(`${node.name}=${quoteIfNeeded(value)}`);
  }
  return shown;
}

/** Calls a function with arguments. */
export async function callFunction(sh: Shell, name: string, fn: ShellFunction, args: readonly string[]): Promise<number> {
  const limit = 1000;
  if (sh.calls.length >= limit) throw new ShellError(`${name}: maximum function nesting level exceeded (${limit})`);
  const saved = {
    args: sh.args,
    source: sh.source,
    loopDepth: sh.loopDepth,
    line: sh.line,
    scopes: sh.vars.scopes.length,
    getopts: sh.getopts,
  };
  sh.args = [...args];
  const { errorPrefix } = sh;
  sh.source = fn.source;
  if (sh.flavour.kind === 'bash' && sh.fromString) sh.errorPrefix = 'environment';
  sh.loopDepth = 0;
  sh.calls = [name, ...sh.calls];
  pushScope(sh);
  try {
    const { body } = fn.node;
    if (body.type !== 'CompoundList') await runCommand(sh, body);
    return sh.status;
  } catch (error) {
    if (error instanceof ReturnJump) return error.status;
    throw error;
  } finally {
    sh.vars.scopes.length = saved.scopes;
    sh.args = saved.args;
    sh.source = saved.source;
    sh.loopDepth = saved.loopDepth;
    sh.line = saved.line;
    sh.calls = sh.calls.slice(1);
    sh.errorPrefix = errorPrefix;
  }
}

async function runBuiltin(sh: Shell, name: string, argv: string[], assignments: readonly Assignment[]): Promise<number> {
  const builtin = BUILTINS.get(name);
  if (!builtin) return 127;
  try {
    return await builtin(sh, argv, assignments);
  } catch (error) {
    if (error instanceof FsError) {
      if (error.code === 'EPIPE' || error.syscall === 'write')
        return error.code === 'EINTR' ? 130 : builtinError(sh, name, `write error: ${reason(error)}`);
      return builtinError(sh, name, reason(error));
    }
    if (SPECIAL.has(name) || !(error instanceof ShellError) || error instanceof ExitJump || error instanceof LoopJump) throw error;
    throw error;
  }
}

async function onlyAssignments(sh: Shell, node: Command, assignments: readonly Assignment[]): Promise<number> {
  sh.substitutionStatus = 0;
  const applied = await applyRedirects(sh, node.redirects);
  try {
    for (const one of assignments) {
      const value = await performAssignment(sh, one);
      await traceWords(
        sh,
        [
          one.value.type === 'Word'
            ? `${one.name}${one.index ? `[${one.index.text}]` : ''}${one.append ? '+' : ''}=${quoteIfNeeded(value)}`
            : one.text,
        ],
        [],
      );
    }
  } finally {
    applied.undo();
  }
  return sh.substitutionStatus;
}

async function declarationArgs(sh: Shell, node: Command): Promise<{ argv: string[]; assignments: Assignment[] }> {
  const argv: string[] = [];
  const assignments: Assignment[] = [];
  for (const item of node.suffix) {
    if (isRedirection(item)) continue;
    if (item.type === 'Word') argv.push(...(await expandWords(sh, [item])));
    else {
      argv.push(
        item.value.type === 'ArrayValue'
          ? `${item.name}=(`
          : `${item.name}${item.append ? '+' : ''}=${await expandText(sh, item.value, true)}`,
      );
      if (item.value.type === 'ArrayValue') assignments.push(item);
    }
  }
  return { argv, assignments };
}

/** Runs a simple command: assignments, function, builtin or program. With `replace` a program takes this process over. */
export async function runSimple(sh: Shell, node: Command, replace: boolean): Promise<number> {
  const text = aliased(sh, node);
  if (text !== null && node.name) return runAlias(sh, node.name.text, text);
  const prefixed = node.prefix.filter((item): item is Assignment => item.type === 'Assignment');
  const depth = sh.processFds.length;
  let applied: Applied | null = null;
  const scopes = sh.vars.scopes.length;
  let keep = false;
  try {
    sh.substitutionStatus = 0;
    const [first] = node.name ? await expandWords(sh, [node.name]) : [];
    const declares = first !== undefined && node.name && DECLARATIONS.has(first) && !sh.functions.has(first);
    const declared = declares ? await declarationArgs(sh, node) : null;
    const words: string[] = node.name
      ? declared && first !== undefined
        ? [first, ...declared.argv]
        : await expandWords(sh, [
            node.name,
            ...node.suffix.flatMap((item) => (isRedirection(item) ? [] : item.type === 'Word' ? [item] : (parseWord(item.text) ?? []))),
          ])
      : [];
    const [name] = words;
    if (name === undefined) return await onlyAssignments(sh, node, prefixed);
    const fn = sh.functions.get(name);
    const builtin = !fn && BUILTINS.has(name) && !sh.disabled.has(name) && (sh.flavour.extended || !BASH_ONLY.has(name));
    const special = builtin && SPECIAL.has(name) && sh.flavour.kind === 'ash';
    const replaced = node.redirects.length ? await applyRedirects(sh, node.redirects) : null;
    applied = replaced;
    if (prefixed.length > 0 && special) {
      for (const one of prefixed) await performAssignment(sh, one);
      await traceWords(sh, [], words);
    } else if (prefixed.length > 0) {
      pushScope(sh);
      await traceWords(sh, await temporary(sh, prefixed), words);
    } else await traceWords(sh, [], words);
    if (fn) return await callFunction(sh, name, fn, words.slice(1));
    if (builtin) {
      if (name === 'exec') {
        keep = true;
        if (words.length > 1) keep = false;
      }
      const status = await runBuiltin(sh, name, words, declared?.assignments ?? []);
      if (status === 2 && EXITING.has(name) && sh.flavour.kind === 'ash' && !sh.interactive) throw new ExitJump(2);
      if (keep) applied?.keep();
      return status;
    }
    sh.vars.scopes[0]?.set('_', { value: words.at(-1) ?? '' });
    return await runExternal(sh, words, replace, node);
  } finally {
    sh.vars.scopes.length = Math.min(sh.vars.scopes.length, scopes);
    if (applied && !keep) applied.undo();
    for (const fd of sh.processFds.splice(depth)) {
      if (isOpen(sh.sys, fd)) sh.sys.close(fd);
      sh.extraFds.delete(fd);
    }
  }
}

// A wrong use of these ends a script of ash.
const EXITING = new Set(['export', 'readonly', 'unset', 'shift', 'local']);
const BASH_ONLY = new Set([
  'fc',
  'declare',
  'typeset',
  'shopt',
  'mapfile',
  'readarray',
  'pushd',
  'popd',
  'dirs',
  'logout',
  'builtin',
  'enable',
  'caller',
  'disown',
  'compgen',
  'complete',
  'suspend',
  'bind',
]);

async function runAlias(sh: Shell, name: string, text: string): Promise<number> {
  const { source } = sh;
  sh.aliasing.add(name);
  sh.source = { text, firstLine: sh.line };
  try {
    return await runScript(sh, parse(text));
  } finally {
    sh.aliasing.delete(name);
    sh.source = source;
  }
}
