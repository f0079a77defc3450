import type { ParameterExpansionPart, ParameterOperation, Word } from 'unbash';
import { ShellError } from './control.ts';
import { arithmeticText, emit, emitList, expandInto, expandPattern, expandText, type Context } from './expand.ts';
import type { FieldBuilder } from './fields.ts';
import { arrayKey, arrayValues, assign, parameter, unbound } from './parameters.ts';
import { compilePattern, patternSource } from './pattern.ts';
import { attributes } from './declaration.ts';
import { ansiQuote, singleQuote, decodeEscapes } from './quote.ts';
import { expandPrompt } from './prompt.ts';
import type { Shell } from './shell.ts';
import { arrayKeys, isName } from './variables.ts';

/** `$x`, `$1`, `$@` … */
export function simpleParameter(sh: Shell, name: string, b: FieldBuilder, quoted: boolean, ctx: Context): void {
  if (name === '@' || name === '*') {
    emitList(sh, b, sh.args, name === '*', quoted, ctx);
    return;
  }
  const value = parameter(sh, name);
  if (value === undefined && sh.options.has('nounset')) throw unbound(sh, name);
  emit(sh, b, value ?? '', quoted, ctx);
}

/** Removes the shortest or longest match of a pattern from one end. */
function removeMatch(value: string, pattern: string, operator: string): string {
  if (operator.startsWith('#')) {
    const m = new RegExp(`^(?:${patternSource(pattern, { lazy: operator === '#' })})`, 'su').exec(value);
    if (operator === '##') {
      const whole = compilePattern(pattern);
      for (let n = value.length; n >= 0; n--) if (whole.test(value.slice(0, n))) return value.slice(n);
      return value;
    }
    return m ? value.slice(m[0].length) : value;
  }
  const whole = compilePattern(pattern);
  const starts = Array.from({ length: value.length + 1 }, (_, i) => i);
  if (operator === '%') starts.reverse();
  for (const start of starts) if (whole.test(value.slice(start))) return value.slice(0, start);
  return value;
}

function replaceMatch(value: string, pattern: string, replacement: string, operator: string): string {
  if (pattern === '') return operator === '/#' ? replacement + value : operator === '/%' ? value + replacement : value;
  const source = patternSource(pattern);
  if (operator === '/#') return value.replace(new RegExp(`^(?:${source})`, 'su'), () => replacement);
  if (operator === '/%') {
    const whole = compilePattern(pattern);
    for (let i = 0; i <= value.length; i++) if (whole.test(value.slice(i))) return value.slice(0, i) + replacement;
    return value;
  }
  let done = false;
  return value.replace(new RegExp(source, operator === '//' ? 'gsu' : 'su'), (m) => {
    if (m === '' && (done || value !== '')) return '';
    done = true;
    return replacement;
  });
}

function changeCase(value: string, operator: string, pattern: string | undefined): string {
  const test = pattern === undefined || pattern === '' ? null : compilePattern(pattern);
  const change = (c: string): string => (test && !test.test(c) ? c : operator.startsWith('^') ? c.toUpperCase() : c.toLowerCase());
  const chars = [...value];
  return operator.length > 1 ? chars.map(change).join('') : chars.map((c, i) => (i ? c : change(c))).join('');
}

async function transform(sh: Shell, name: string, value: string, kind: string): Promise<string> {
  switch (kind) {
    case 'Q':
      return /[\x00-\x1f\x7f]/.test(value) ? ansiQuote(value) : singleQuote(value);
    case 'U':
      return value.toUpperCase();
    case 'u':
      return changeCase(value, '^', undefined);
    case 'L':
      return value.toLowerCase();
    case 'E':
      return decodeEscapes(value, 'ansi').text;
    case 'P':
      return expandPrompt(sh, value);
    case 'a':
      return attributes(sh.vars.find(name)).slice(1);
    case 'A': {
      const flags = attributes(sh.vars.find(name));
      return `${flags === '--' ? '' : `declare ${flags} `}${name}=${singleQuote(value)}`;
    }
    default:
      throw new ShellError(`\${${name}@${kind}}: bad substitution`);
  }
}

async function number(sh: Shell, word: Word): Promise<number> {
  return Number(await arithmeticText(sh, word.text.trim()));
}

function substitutionError(sh: Shell, text: string): ShellError {
  return sh.flavour.kind === 'bash'
    ? new ShellError(`${text}: bad substitution`, 1)
    : new ShellError('syntax error: bad substitution', 2, true);
}

async function mapValue(sh: Shell, name: string, op: ParameterOperation): Promise<((value: string) => Promise<string> | string) | null> {
  switch (op.type) {
    case 'Remove': {
      const pattern = await expandPattern(sh, op.operand);
      return (value) => removeMatch(value, pattern, op.operator);
    }
    case 'Replace': {
      const pattern = await expandPattern(sh, op.pattern);
      const replacement = await expandText(sh, op.replacement);
      return (value) => replaceMatch(value, pattern, replacement, op.operator);
    }
    case 'CaseModification': {
      const pattern = op.operand && (await expandPattern(sh, op.operand));
      return (value) => changeCase(value, op.operator, pattern);
    }
    case 'Transform':
      return (value) => transform(sh, name, value, op.operand.text);
    default:
      return null;
  }
}

/** `${…}` in all its forms. */
export async function expandParameter(
  sh: Shell,
  part: ParameterExpansionPart,
  b: FieldBuilder,
  quoted: boolean,
  ctx: Context,
): Promise<void> {
  let name = part.parameter;
  let subscript = part.index?.text;
  const op = part.operation;
  if (
    name === '' ||
    op?.type === 'Unknown' ||
    !/^(\w+|[@*#?$!-])$/.test(name) ||
    (!sh.flavour.extended && (part.index || part.prefix === '!'))
  )
    throw substitutionError(sh, part.text);
  const everyKey = subscript === '@' || subscript === '*';
  if (part.prefix === '!') {
    if (op?.type === 'Names') {
      emitList(
        sh,
        b,
        sh.vars.names().filter((n) => n.startsWith(name)),
        op.operator === '*',
        quoted,
        ctx,
      );
      return;
    }
    if (everyKey) {
      const v = sh.vars.find(name);
      emitList(sh, b, v ? arrayKeys(v) : [], subscript === '*', quoted, ctx);
      return;
    }
    const target = parameter(sh, name, subscript === undefined ? undefined : arrayKey(sh, name, await subscriptText(sh, part.index)));
    const m = /^([A-Za-z_]\w*|\d+|[@*#?$!-])(?:\[(.*)\])?$/s.exec(target ?? '');
    if (!m) throw new ShellError(target === undefined ? `${name}: invalid indirect expansion` : `${target}: invalid variable name`);
    name = m[1] ?? '';
    subscript = m[2];
  } else if (subscript !== undefined && !everyKey) subscript = await subscriptText(sh, part.index);
  const all = name === '@' || name === '*' || subscript === '@' || subscript === '*';
  const star = name === '*' || subscript === '*';
  const positional = name === '@' || name === '*';
  const key = all || subscript === undefined ? undefined : arrayKey(sh, name, subscript);
  const values = positional ? sh.args : all ? arrayValues(sh, name) : [];
  const value = all ? (values.length ? values.join(' ') : undefined) : parameter(sh, name, key);
  if (part.prefix === '#') {
    if (value === undefined && !all && sh.options.has('nounset')) throw unbound(sh, name);
    emit(sh, b, String(all ? values.length : [...(value ?? '')].length), quoted, ctx);
    return;
  }
  if (op?.type === 'Default') {
    const empty = value === undefined || (op.operator.startsWith(':') && value === '');
    const kind = op.operator.at(-1);
    if (kind === '+' ? !empty : empty) {
      if (kind === '?') {
        const message =
          op.operand.text === ''
            ? `parameter ${op.operator.startsWith(':') ? (sh.flavour.kind === 'bash' ? 'null or not set' : 'not set or null') : 'not set'}`
            : await expandText(sh, op.operand);
        throw new ShellError(`${name}: ${message}`, sh.flavour.kind === 'bash' ? (sh.fromString ? 127 : 1) : 2, true);
      }
      if (kind === '=') {
        if (!isName(name)) throw new ShellError(`$${name}: cannot assign in this way`);
        const text = await expandText(sh, op.operand);
        assign(sh, name, text, subscript);
        emit(sh, b, text, quoted, ctx);
      } else await expandInto(sh, op.operand, b, quoted, ctx);
      return;
    }
    if (kind === '+') {
      if (quoted && !all) b.quoted('');
      return;
    }
  } else if (value === undefined && !all && sh.options.has('nounset'))
    throw unbound(sh, subscript === undefined ? name : `${name}[${subscript}]`);
  if (op?.type === 'Slice') {
    const offset = await number(sh, op.offset);
    const length = op.length && (await number(sh, op.length));
    const list: readonly string[] = all
      ? positional && offset !== 0
        ? ['', ...values]
        : positional
          ? [sh.arg0, ...values]
          : values
      : [...(value ?? '')];
    const from = offset < 0 ? list.length + offset : offset;
    if (length !== undefined && length < 0 && all) throw new ShellError(`${op.length?.text}: substring expression < 0`);
    const to = length === undefined ? list.length : length < 0 ? list.length + length : from + length;
    if (to < from && length !== undefined && length < 0 && from <= list.length)
      throw new ShellError(`${op.length?.text}: substring expression < 0`);
    const cut = from < 0 ? [] : list.slice(from, to);
    if (all) emitList(sh, b, cut, star, quoted, ctx);
    else emit(sh, b, cut.join(''), quoted, ctx);
    return;
  }
  const map = op && (await mapValue(sh, name, op));
  if (all) {
    const mapped: string[] = [];
    for (const one of values) mapped.push(map ? await map(one) : one);
    emitList(sh, b, mapped, star, quoted, ctx);
  } else emit(sh, b, map && value !== undefined ? await map(value) : (value ?? ''), quoted, ctx);
}

/** The text of a subscript, expanded. */
async function subscriptText(sh: Shell, index: Word | undefined): Promise<string> {
  return index ? expandText(sh, index) : '';
}
