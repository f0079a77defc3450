/** The functions of templates: Go's own and Docker's. */
import {
  ANY,
  comparable,
  dynamic,
  type GoType,
  type GoValue,
  goBool,
  goInt,
  goString,
  goStrings,
  INT,
  indirect,
  itemsOf,
  type Reflected,
  STRING,
  STRINGS,
  UINT8,
  zeroOf,
} from './go.ts';
import { sprint, sprintf, sprintln, textOf } from './fmt.ts';
import { toJson } from './json.ts';

/** What stands for reflect.Value among the types of parameters: anything, taken as it is. */
export const VALUE: GoType = { kind: 'struct', name: 'reflect.Value' };

/** A function with the types of its parameters; `rest` is that of any more. An Error it throws becomes "error calling …". */
export interface TemplateFunction {
  readonly parameters: readonly GoType[];
  readonly rest?: GoType;
  readonly call: (...args: readonly Reflected[]) => Reflected;
}

const bytesOf = (value: Reflected): Uint8Array => new TextEncoder().encode(String(value?.data ?? ''));
const encoded = (bytes: Uint8Array): GoValue => goString(new TextDecoder().decode(bytes));
const onZero = (method: string): Error => new Error(`reflect: call of reflect.Value.${method} on zero Value`);

function sizeOf(value: Reflected): number | null {
  if (value?.type.kind === 'string') return bytesOf(value).length;
  if (value?.type.kind === 'slice') return itemsOf(value).length;
  return value?.type.kind === 'map' ? ((value.data as ReadonlyMap<string, GoValue> | null)?.size ?? 0) : null;
}

/** Whether a template's `if` takes it: false for zero, "", nil and empty things. */
export function isTrue(value: Reflected): boolean {
  if (value === null) return false;
  const { kind } = value.type;
  if (kind === 'slice' || kind === 'map' || kind === 'string') return (sizeOf(value) ?? 0) > 0;
  if (kind === 'bool') return value.data === true;
  if (kind === 'int' || kind === 'uint' || kind === 'float') return value.data !== 0;
  return kind === 'struct' || value.data !== null;
}

function indexArgument(index: Reflected, size: number): number {
  if (index === null) throw new Error('cannot index slice/array with nil');
  if (index.type.kind !== 'int' && index.type.kind !== 'uint') throw new Error(`cannot index slice/array with type ${index.type.name}`);
  const at = Number(index.data);
  if (at < 0 || at > size) throw new Error(`index out of range: ${at}`);
  return at;
}

function indexOnce(value: GoValue, index: Reflected): GoValue {
  const { type } = value;
  if (type.kind === 'slice' || type.kind === 'string') {
    const size = sizeOf(value) ?? 0;
    const at = indexArgument(index, size);
    if (at === size) throw new Error(`reflect: ${type.kind} index out of range`);
    if (type.kind === 'string') return { type: UINT8, data: bytesOf(value)[at] };
    return itemsOf(value)[at] ?? zeroOf(type.elem ?? ANY);
  }
  if (type.kind !== 'map') throw new Error(`can't index item of type ${type.name}`);
  const key = type.key ?? STRING;
  if (index === null) throw new Error(`value is nil; should be of type ${key.name}`);
  if (index.type.name !== key.name) throw new Error(`value has type ${index.type.name}; should be ${key.name}`);
  return (value.data as ReadonlyMap<string, GoValue> | null)?.get(String(index.data)) ?? zeroOf(type.elem ?? ANY);
}

function index(item: Reflected, ...indexes: readonly Reflected[]): Reflected {
  let at = dynamic(item);
  if (at === null) throw new Error('index of untyped nil');
  for (const one of indexes) {
    const { value, nil } = indirect(at);
    if (nil) throw new Error('index of nil pointer');
    if (value === null) throw new Error('index of untyped nil');
    at = indexOnce(value, dynamic(one));
  }
  return at;
}

function slice(item: Reflected, ...indexes: readonly Reflected[]): Reflected {
  const value = dynamic(item);
  if (value === null) throw new Error('slice of untyped nil');
  if (indexes.length > 3) throw new Error(`too many slice indexes: ${indexes.length}`);
  const size = value.type.kind === 'string' || value.type.kind === 'slice' ? sizeOf(value) : null;
  if (size !== null && value.type.kind === 'string' && indexes.length === 3) throw new Error('cannot 3-index slice a string');
  if (size === null) throw new Error(`can't slice item of type ${value.type.name}`);
  const [from = 0, to = size, limit = size] = indexes.map((one) => indexArgument(dynamic(one), size));
  if (from > to) throw new Error(`invalid slice index: ${from} > ${to}`);
  if (to > limit) throw new Error(`invalid slice index: ${to} > ${limit}`);
  if (value.type.kind === 'string') return { type: value.type, data: new TextDecoder().decode(bytesOf(value).subarray(from, to)) };
  return { type: value.type, data: itemsOf(value).slice(from, to) };
}

const NO_COMPARISON = 'invalid type for comparison';
const BAD_COMPARISON = 'incompatible types for comparison';
const BASIC = new Set(['bool', 'int', 'uint', 'float', 'string']);
const isNumber = (kind: string | undefined): boolean => kind === 'int' || kind === 'uint';

function identical(a: GoValue, b: GoValue): boolean {
  if (a.type.name !== b.type.name) return false;
  if (a.data === b.data) return true;
  return (a.type.kind === 'struct' || a.type.kind === 'pointer') && toJson(a) === toJson(b);
}

function equal(first: Reflected, ...others: readonly Reflected[]): boolean {
  const a = dynamic(first);
  if (others.length === 0) throw new Error('missing argument for comparison');
  const kindOf = (value: Reflected): string => (value && BASIC.has(value.type.kind) ? value.type.kind : '');
  return others.some((other) => {
    const b = dynamic(other);
    if (kindOf(a) !== kindOf(b)) {
      if (isNumber(a?.type.kind) && isNumber(b?.type.kind)) return a?.data === b?.data;
      if (a && b) throw new Error(BAD_COMPARISON);
      return false;
    }
    if (kindOf(a) !== '') return a?.data === b?.data;
    if (a === null || b === null) return a === b;
    for (const value of [a, b]) if (!comparable(value.type)) throw new Error(`non-comparable type ${textOf(value)}: ${value.type.name}`);
    return identical(a, b);
  });
}

function less(first: Reflected, second: Reflected): boolean {
  const [a, b] = [dynamic(first), dynamic(second)];
  if (!a || !b || !BASIC.has(a.type.kind) || !BASIC.has(b.type.kind)) throw new Error(NO_COMPARISON);
  if (a.type.kind !== b.type.kind && !(isNumber(a.type.kind) && isNumber(b.type.kind))) throw new Error(BAD_COMPARISON);
  if (a.type.kind === 'bool') throw new Error(NO_COMPARISON);
  return (a.data as string) < (b.data as string);
}

/** The text that html, js and urlquery work on. */
const joined = (args: readonly Reflected[]): string => {
  const [only] = args;
  return args.length === 1 && only?.type === STRING ? String(only.data) : sprint(args.map((arg) => arg ?? goString('<no value>')));
};

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;', '\0': '\ufffd' };
const JS: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '"': '\\"' };
const jsEscape = (c: string): string => JS[c] ?? `\\u${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
const queryEscape = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const texts = (value: Reflected): string[] => (value ? itemsOf(value).map(({ data }) => String(data)) : []);
const string = (value: Reflected): string => String(value?.data ?? '');
const onText =
  (change: (text: string) => string): TemplateFunction['call'] =>
  (value) =>
    goString(change(string(value)));
const yes =
  (test: (...args: readonly Reflected[]) => boolean): TemplateFunction['call'] =>
  (...args) =>
    goBool(test(...args));
/** Letters after anything but letters, digits, "_" and quotes; strings.Title. */
const title = (text: string): string =>
  text.replace(/(^|[^\p{L}\p{N}_'])(\p{L})/gu, (_, before: string, c: string) => before + c.toUpperCase());
const split = (text: string, separator: string): string[] => (separator === '' ? [...text] : text.split(separator));

/** All functions by name. `and` and `or` are here for their types: they are worked out where they are called. */
export const functions: Readonly<Record<string, TemplateFunction>> = {
  and: { parameters: [VALUE], rest: VALUE, call: (value) => value ?? null },
  or: { parameters: [VALUE], rest: VALUE, call: (value) => value ?? null },
  not: { parameters: [VALUE], call: yes((value) => !isTrue(dynamic(value ?? null))) },
  len: {
    parameters: [VALUE],
    call(item) {
      const { value, nil } = indirect(item ?? null);
      if (nil) throw new Error('len of nil pointer');
      if (value === null) throw onZero('Type');
      const size = sizeOf(value);
      if (size === null) throw new Error(`len of type ${value.type.name}`);
      return goInt(size);
    },
  },
  index: { parameters: [VALUE], rest: VALUE, call: (item, ...rest) => index(item ?? null, ...rest) },
  slice: { parameters: [VALUE], rest: VALUE, call: (item, ...rest) => slice(item ?? null, ...rest) },
  call: {
    parameters: [VALUE],
    rest: VALUE,
    call(callee) {
      const value = dynamic(callee ?? null);
      throw new Error(value === null ? 'call of nil' : `non-function of type ${value.type.name}`);
    },
  },
  print: { parameters: [], rest: ANY, call: (...args) => goString(sprint(args)) },
  println: { parameters: [], rest: ANY, call: (...args) => goString(sprintln(args)) },
  printf: { parameters: [STRING], rest: ANY, call: (format, ...args) => goString(sprintf(string(format ?? null), args)) },
  html: { parameters: [], rest: ANY, call: (...args) => goString(joined(args).replace(/[&<>"'\0]/g, (c) => HTML[c] ?? c)) },
  js: { parameters: [], rest: ANY, call: (...args) => goString(joined(args).replace(/[\\'"<>&=\p{Cc}]/gu, jsEscape)) },
  urlquery: { parameters: [], rest: ANY, call: (...args) => goString(queryEscape(joined(args))) },
  eq: { parameters: [VALUE], rest: VALUE, call: yes((a, ...others) => equal(a ?? null, ...others)) },
  ne: { parameters: [VALUE, VALUE], call: yes((a, b) => !equal(a ?? null, b ?? null)) },
  lt: { parameters: [VALUE, VALUE], call: yes((a, b) => less(a ?? null, b ?? null)) },
  le: { parameters: [VALUE, VALUE], call: yes((a, b) => less(a ?? null, b ?? null) || equal(a ?? null, b ?? null)) },
  gt: { parameters: [VALUE, VALUE], call: yes((a, b) => !less(a ?? null, b ?? null) && !equal(a ?? null, b ?? null)) },
  ge: { parameters: [VALUE, VALUE], call: yes((a, b) => !less(a ?? null, b ?? null)) },
  json: { parameters: [ANY], call: (value) => goString(toJson(value ?? null)) },
  split: { parameters: [STRING, STRING], call: (text, separator) => goStrings(split(string(text ?? null), string(separator ?? null))) },
  join: { parameters: [STRINGS, STRING], call: (list, separator) => goString(texts(list ?? null).join(string(separator ?? null))) },
  title: { parameters: [STRING], call: onText(title) },
  lower: { parameters: [STRING], call: onText((text) => text.toLowerCase()) },
  upper: { parameters: [STRING], call: onText((text) => text.replace(/[^ß]+/g, (part) => part.toUpperCase())) },
  pad: {
    parameters: [STRING, INT, INT],
    call: (text, before, after) =>
      goString(string(text ?? null) && ' '.repeat(Number(before?.data)) + string(text ?? null) + ' '.repeat(Number(after?.data))),
  },
  truncate: {
    parameters: [STRING, INT],
    call(text, size) {
      const bytes = bytesOf(text ?? null);
      const length = Number(size?.data);
      if (length < 0) throw new Error(`runtime error: slice bounds out of range [:${length}]`);
      return bytes.length < length ? (text ?? null) : encoded(bytes.subarray(0, length));
    },
  },
};

const asItIs: TemplateFunction = { parameters: [STRING], call: (text) => text ?? null };
const firstOfTwo = (second: GoType): TemplateFunction => ({ parameters: [STRING, second], call: (text) => text ?? null });

/** In the header line of a table, what shapes values leaves the column's title alone. */
export const headerFunctions: Readonly<Record<string, TemplateFunction>> = {
  ...functions,
  json: asItIs,
  split: firstOfTwo(STRING),
  join: firstOfTwo(STRING),
  title: asItIs,
  lower: asItIs,
  upper: asItIs,
  truncate: firstOfTwo(INT),
};

/** Whether nil can stand for a value of that type. */
export const canBeNil = (type: GoType): boolean => type === VALUE || ['slice', 'map', 'pointer', 'interface', 'func'].includes(type.kind);
