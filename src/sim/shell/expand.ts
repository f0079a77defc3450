import type { Word, WordPart } from 'unbash';
import { parse } from 'unbash';
import { expandBraces } from './brace.ts';
import { FieldBuilder, type Field } from './fields.ts';
import { glob } from './glob.ts';
import { arithmetic, ifs, ifsJoin } from './parameters.ts';
import { escapePattern, escapeRegExp } from './pattern.ts';
import { expandParameter, simpleParameter } from './parameter-expansion.ts';
import type { Shell } from './shell.ts';
import { captureOutput, substituteProcess } from './substitution.ts';

/** How a word is expanded: `split` into fields; `assignment` also expands tildes after colons. */
export interface Context {
  readonly split: boolean;
  readonly assignment?: boolean;
}

const parsedWords = new WeakMap<Word, Word[]>();

/** A word parsed from source text; null when the text is none. */
export function parseWord(text: string): Word | null {
  const command = parse(`_ ${text}`).commands[0]?.command;
  const word = command?.type === 'Command' ? command.suffix[0] : undefined;
  return word?.type === 'Word' ? word : null;
}

const quotedTexts = new Map<string, readonly WordPart[]>();

/** The parts of a text read as if in double quotes (but `"` has no meaning): prompts, arithmetic. */
export function quotedParts(text: string): readonly WordPart[] {
  let parts = quotedTexts.get(text);
  if (!parts) {
    const word = parseWord(`"${text.replace(/"/g, '\\"')}"`);
    const first = word?.parts?.[0];
    parts = first?.type === 'DoubleQuoted' ? first.parts : [];
    if (quotedTexts.size > 500) quotedTexts.clear();
    quotedTexts.set(text, parts);
  }
  return parts;
}

function braced(sh: Shell, word: Word): Word[] {
  if (
    !sh.flavour.extended ||
    !sh.options.has('braceexpand') ||
    !word.text.includes('{') ||
    !word.parts?.some((part) => part.type === 'BraceExpansion')
  )
    return [word];
  let words = parsedWords.get(word);
  if (!words) {
    const texts = expandBraces(word.text);
    words = texts.length === 1 && texts[0] === word.text ? [word] : texts.flatMap((text) => (text === '' ? [] : (parseWord(text) ?? [])));
    parsedWords.set(word, words);
  }
  return words;
}

function tilde(sh: Shell, text: string): string | undefined {
  if (text === '~') return sh.vars.get('HOME') ?? '/root';
  if (text === '~+') return sh.vars.get('PWD');
  if (text === '~-') return sh.vars.get('OLDPWD');
  try {
    const line = new TextDecoder()
      .decode(sh.sys.readFile('/etc/passwd'))
      .split('\n')
      .find((row) => row.startsWith(`${text.slice(1)}:`));
    return line?.split(':')[5];
  } catch {
    return undefined;
  }
}

function literal(sh: Shell, text: string, b: FieldBuilder, ctx: Context, first: boolean, last: boolean): void {
  let rest = text;
  const home = (from: string): string => {
    const prefix = /^~[\w.+-]*(?=\/|:|$)/.exec(from)?.[0];
    if (
      prefix === undefined ||
      (prefix.length === from.length && !last) ||
      (from[prefix.length] === ':' && !ctx.assignment && !sh.flavour.extended)
    )
      return from;
    const value = tilde(sh, prefix);
    if (value === undefined) return from;
    b.quoted(value);
    return from.slice(prefix.length);
  };
  const named = first && sh.flavour.extended && !ctx.assignment && ctx.split ? /^[A-Za-z_]\w*=(?=~)/.exec(rest)?.[0] : undefined;
  if (named) {
    b.raw(named);
    rest = rest.slice(named.length);
  }
  if (first) rest = home(rest);
  for (let i = 0; i < rest.length; ) {
    const colon = ctx.assignment ? rest.indexOf(':~', i) : -1;
    const slash = rest.indexOf('\\', i);
    if (slash >= 0 && (colon < 0 || slash < colon)) {
      b.raw(rest.slice(i, slash));
      const next = rest.slice(slash + 1, slash + 2);
      if (next === '') b.quoted('\\');
      else if (next !== '\n') b.quoted(String.fromCodePoint(rest.codePointAt(slash + 1) ?? 0));
      i = slash + 1 + (next === '' ? 0 : String.fromCodePoint(rest.codePointAt(slash + 1) ?? 0).length);
    } else if (colon >= 0) {
      b.raw(rest.slice(i, colon + 1));
      rest = home(rest.slice(colon + 1));
      i = 0;
    } else {
      b.raw(rest.slice(i));
      break;
    }
  }
}

/** Adds the value of an expansion to the word. */
export function emit(sh: Shell, b: FieldBuilder, value: string, quoted: boolean, ctx: Context): void {
  if (quoted) b.quoted(value);
  else if (ctx.split) b.split(value, ifs(sh));
  else b.raw(value);
}

/** Adds a list (`$@`, `${a[*]}`) to the word: joined when `star` is quoted or nothing is split, else a field each. */
export function emitList(sh: Shell, b: FieldBuilder, values: readonly string[], star: boolean, quoted: boolean, ctx: Context): void {
  if (!ctx.split || (quoted && star)) {
    const joined = values.join(star ? ifsJoin(sh) : ' ');
    if (quoted) b.quoted(joined);
    else b.raw(joined);
    return;
  }
  values.forEach((value, i) => {
    if (i > 0) b.close();
    if (quoted) b.quoted(value);
    else if (value !== '') b.split(value, ifs(sh));
  });
}

async function subparts(sh: Shell, parts: readonly WordPart[], b: FieldBuilder, ctx: Context): Promise<void> {
  for (const part of parts) await expandPart(sh, part, b, false, ctx);
}

/** Expands one part of a word. */
async function expandPart(
  sh: Shell,
  part: WordPart,
  b: FieldBuilder,
  quoted: boolean,
  ctx: Context,
  first = false,
  last = true,
): Promise<void> {
  switch (part.type) {
    case 'Literal':
      if (quoted) b.quoted(part.value);
      else literal(sh, part.text, b, ctx, first, last);
      return;
    case 'Glob':
      if (part.kind !== 'bracket') b.raw(part.text);
      else {
        b.raw('[');
        await subparts(sh, part.parts, b, ctx);
        b.raw(']');
      }
      return;
    case 'ExtendedGlob':
      if (!part.parts) b.raw(part.text);
      else {
        b.raw(`${part.operator}(`);
        await subparts(sh, part.parts, b, ctx);
        b.raw(')');
      }
      return;
    case 'SingleQuoted':
      if (quoted) b.quoted(part.text);
      else b.quoted(part.value);
      return;
    case 'AnsiCQuoted':
      b.quoted(part.value);
      return;
    case 'DoubleQuoted':
    case 'LocaleString': {
      if (!quoted && !isEmptyList(part.parts)) b.quoted('');
      for (const child of part.parts) await expandPart(sh, child, b, true, ctx);
      return;
    }
    case 'SimpleExpansion':
      simpleParameter(sh, part.text.slice(1), b, quoted, ctx);
      return;
    case 'ParameterExpansion':
      await expandParameter(sh, part, b, quoted, ctx);
      return;
    case 'CommandExpansion':
      emit(sh, b, await captureOutput(sh, part.script), quoted, ctx);
      return;
    case 'ArithmeticExpansion':
      emit(
        sh,
        b,
        String(await arithmeticText(sh, part.text.startsWith('$[') ? part.text.slice(2, -1) : part.text.slice(3, -2))),
        quoted,
        ctx,
      );
      return;
    case 'ProcessSubstitution':
      b.quoted(await substituteProcess(sh, part));
      return;
    case 'BraceExpansion':
      if (part.parts) await subparts(sh, part.parts, b, ctx);
      else literal(sh, part.text, b, ctx, false, false);
  }
}

// "$@" alone makes no field when there are no parameters; `"x$@"` and `""` do.
function isEmptyList(parts: readonly WordPart[]): boolean {
  return (
    parts.length > 0 &&
    parts.every(
      (part) =>
        (part.type === 'SimpleExpansion' && part.text === '$@') ||
        (part.type === 'ParameterExpansion' && (part.parameter === '@' || part.index?.text === '@') && part.prefix !== '#'),
    )
  );
}

async function build(sh: Shell, word: Word, b: FieldBuilder, ctx: Context): Promise<void> {
  if (!word.parts) {
    literal(sh, word.text, b, ctx, true, true);
    return;
  }
  const count = word.parts.length;
  for (const [i, part] of word.parts.entries()) await expandPart(sh, part, b, false, ctx, i === 0, i === count - 1);
}

/** Expands words to the fields of a command: braces, all expansions, splitting, path names. */
export async function expandWords(sh: Shell, words: readonly Word[]): Promise<string[]> {
  const out: string[] = [];
  for (const word of words) {
    for (const piece of braced(sh, word)) {
      const b = new FieldBuilder();
      await build(sh, piece, b, { split: true });
      for (const field of b.finish()) out.push(...(await globbed(sh, field)));
    }
  }
  return out;
}

async function globbed(sh: Shell, field: Field): Promise<string[]> {
  return sh.options.has('noglob') ? [field.text] : glob(sh, field);
}

/** Expands a word to one text, without splitting and path names: assignments, `case` words, here-strings. */
export async function expandText(sh: Shell, word: Word, assignment = false): Promise<string> {
  const b = new FieldBuilder();
  await build(sh, word, b, { split: false, assignment });
  return b.finish()[0]?.text ?? '';
}

/** Expands a word to a pattern, quoted characters escaped. */
export const expandPattern = (sh: Shell, word: Word): Promise<string> => escaped(sh, word, escapePattern);

/** Expands the right side of `=~`. */
export const expandRegExp = (sh: Shell, word: Word): Promise<string> => escaped(sh, word, escapeRegExp);

async function escaped(sh: Shell, word: Word, protect: (text: string) => string): Promise<string> {
  const b = new FieldBuilder(protect);
  await build(sh, word, b, { split: false });
  return b.finish()[0]?.pattern ?? '';
}

/** Expands the operand of `${x:-word}`: split like the word around it. */
export async function expandInto(sh: Shell, word: Word, b: FieldBuilder, quoted: boolean, ctx: Context): Promise<void> {
  if (!word.parts) {
    if (quoted) b.quoted(word.text.replace(/\\([$`"\\}])/g, '$1'));
    else if (ctx.split) splitLiteral(sh, word.text, b, ctx);
    else literal(sh, word.text, b, ctx, true, true);
    return;
  }
  for (const [i, part] of word.parts.entries()) {
    if (part.type === 'Literal' && !quoted && ctx.split) splitLiteral(sh, part.text, b, ctx, i === 0);
    else if (part.type === 'DoubleQuoted' && quoted) for (const child of part.parts) await expandPart(sh, child, b, true, ctx);
    else if (part.type === 'Glob' && quoted) b.quoted(part.text);
    else await expandPart(sh, part, b, quoted, ctx, i === 0, i === word.parts.length - 1);
  }
}

function splitLiteral(sh: Shell, text: string, b: FieldBuilder, ctx: Context, first = true): void {
  const pieces = text.split(/(\s+)/);
  pieces.forEach((piece, i) => {
    if (i % 2) b.split(piece, ifs(sh));
    else if (piece !== '') literal(sh, piece, b, ctx, first && i === 0, true);
  });
}

/** Expands a text as in double quotes: here-documents (already parsed), prompts. */
export async function expandQuoted(sh: Shell, parts: readonly WordPart[]): Promise<string> {
  const b = new FieldBuilder();
  for (const part of parts) await expandPart(sh, part, b, true, { split: false });
  return b.finish()[0]?.text ?? '';
}

/** Expands and evaluates an arithmetic text. */
export async function arithmeticText(sh: Shell, text: string): Promise<bigint> {
  const plain = text.replace(/"/g, '');
  return arithmetic(sh, /[$`\\]/.test(plain) ? await expandQuoted(sh, quotedParts(plain)) : plain);
}
