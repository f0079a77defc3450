/** Go's text/template as `--format` uses it, with Docker's functions. */
import { type Argument, type CommandNode, type ControlNode, type Node, parseTemplate, type Pipeline } from './parse.ts';
import { GoMethod, GoNil, GoStruct, isTrue, sprintf, toJson, toText, typeName } from './value.ts';

export { TemplateSyntaxError } from './parse.ts';

/** A template that fails while it runs; the message is Go's: `template: :1:2: executing "" at <.Nosuch>: …`. */
export class TemplateError extends Error {
  /** What had been written before. */
  partial = '';
}

type Callable = (...args: unknown[]) => unknown;

const sizeOf = (value: unknown): number => {
  if (typeof value === 'string') return new TextEncoder().encode(value).length;
  if (Array.isArray(value)) return value.length;
  if (value instanceof Map) return value.size;
  if (value instanceof GoNil) return 0;
  if (typeof value === 'number') return String(value).length;
  throw new Error(`len of type ${typeName(value)}`);
};

function index(item: unknown, ...keys: unknown[]): unknown {
  let value = item;
  for (const key of keys) {
    if (value instanceof Map && typeof key !== 'string') throw new Error(`value has type ${typeName(key)}; should be string`);
    if (value instanceof Map) value = value.has(key) ? value.get(key) : '';
    else if (value instanceof GoStruct && value.type === '') value = typeof key === 'string' ? (value.get(key) ?? '') : undefined;
    else if (value instanceof GoNil && value.kind === 'map') value = '';
    else if (Array.isArray(value) || typeof value === 'string' || value instanceof GoNil) {
      if (typeof key !== 'number') throw new Error(`cannot index slice/array with type ${typeName(key)}`);
      if (key < 0 || key >= sizeOf(value)) throw new Error(`index out of range: ${key}`);
      value = typeof value === 'string' ? value.charCodeAt(key) : Array.isArray(value) ? value[key] : undefined;
    } else if (value === null || value === undefined) throw new Error('index of untyped nil');
    else throw new Error(`can't index item of type ${typeName(value)}`);
  }
  return value;
}

function compare(a: unknown, b: unknown): number {
  const kind = (value: unknown): string => (typeof value === 'number' && !Number.isInteger(value) ? 'float' : typeof value);
  if (kind(a) !== kind(b)) throw new Error('incompatible types for comparison');
  if (typeof a === 'boolean' || (typeof a === 'object' && a !== null)) throw new Error('invalid type for comparison');
  return (a as string) < (b as string) ? -1 : a === b ? 0 : 1;
}

function equal(a: unknown, ...others: unknown[]): boolean {
  if (others.length === 0) throw new Error('missing argument for comparison');
  return others.some((b) => {
    if (typeof a !== typeof b) throw new Error('incompatible types for comparison');
    if (typeof a === 'object' && a !== null) throw new Error(`non-comparable type ${toText(a)}: ${typeName(a)}`);
    return a === b;
  });
}

const print = (args: readonly unknown[]): string =>
  args.map((arg, i) => (i > 0 && typeof arg !== 'string' && typeof args[i - 1] !== 'string' ? ' ' : '') + toText(arg)).join('');
const htmlEscapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };
const jsEscapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '<': '\\u003C',
  '>': '\\u003E',
  '&': '\\u0026',
  '=': '\\u003D',
};
const text = (value: unknown): string => {
  if (typeof value === 'string') return value;
  throw new Error(`wrong type for value; expected string; got ${typeName(value)}`);
};
const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(toText) : value instanceof GoNil ? [] : [text(value)]);

const functions: Readonly<Record<string, Callable>> = {
  and: (...args) => args.find((arg) => !isTrue(arg)) ?? args.at(-1),
  or: (...args) => args.find(isTrue) ?? args.at(-1),
  not: (arg) => !isTrue(arg),
  len: sizeOf,
  index,
  slice: (item, from = 0, to = sizeOf(item)) => {
    const size = sizeOf(item);
    for (const i of [from, to] as number[]) if (i < 0 || i > size) throw new Error(`index out of range: ${i}`);
    if ((from as number) > (to as number)) throw new Error(`invalid slice index: ${from} > ${to}`);
    return typeof item === 'string' || Array.isArray(item) ? item.slice(from as number, to as number) : item;
  },
  print: (...args) => print(args),
  println: (...args) => `${args.map(toText).join(' ')}\n`,
  printf: (format, ...args) => sprintf(text(format), args),
  html: (...args) => print(args).replace(/[&<>"']/g, (c) => htmlEscapes[c] ?? c),
  js: (...args) => print(args).replace(/[\\'"<>&=]/g, (c) => jsEscapes[c] ?? c),
  urlquery: (...args) =>
    encodeURIComponent(print(args))
      .replaceAll('%20', '+')
      .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
  eq: equal,
  ne: (a, b) => !equal(a, b),
  lt: (a, b) => compare(a, b) < 0,
  le: (a, b) => compare(a, b) <= 0,
  gt: (a, b) => compare(a, b) > 0,
  ge: (a, b) => compare(a, b) >= 0,
  json: toJson,
  split: (value, separator) => text(value).split(text(separator)),
  join: (values, separator) => list(values).join(text(separator)),
  title: (value) => text(value).replace(/(^|[\s])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase()),
  lower: (value) => text(value).toLowerCase(),
  upper: (value) => text(value).toUpperCase(),
  pad: (value, before, after) => (text(value) === '' ? '' : ' '.repeat(Number(before)) + text(value) + ' '.repeat(Number(after))),
  truncate: (value, size) => text(value).slice(0, Number(size)),
};

/** In the header line of a table, what shapes values leaves the column's title alone. */
const headerFunctions: Readonly<Record<string, Callable>> = {
  ...functions,
  json: text,
  title: text,
  lower: text,
  upper: text,
  truncate: (value, _size) => text(value),
};
const names = new Set([...Object.keys(functions), 'call']);

/** What functions take: a letter for each argument (s string, l list of strings, i integer, . anything), * for any more. */
const signatures: Readonly<Record<string, string>> = {
  and: '.*',
  or: '.*',
  not: '.',
  len: '.',
  index: '.*',
  slice: '.*',
  print: '*',
  println: '*',
  printf: 's*',
  html: '*',
  js: '*',
  urlquery: '*',
  eq: '.*',
  ne: '..',
  lt: '..',
  le: '..',
  gt: '..',
  ge: '..',
  json: '.',
  split: 'ss',
  join: 'ls',
  title: 's',
  lower: 's',
  upper: 's',
  pad: 'sii',
  truncate: 'si',
  call: '.*',
};
const wanted: Readonly<Record<string, { name: string; literal: string; fits: (value: unknown) => boolean }>> = {
  s: { name: 'string', literal: 'string', fits: (value) => typeof value === 'string' },
  l: { name: '[]string', literal: '[]string', fits: (value) => Array.isArray(value) || value instanceof GoNil },
  i: { name: 'int', literal: 'integer', fits: (value) => typeof value === 'number' },
};

/** Why a field cannot be called, by what it is a field of. */
const argumentsGiven = (dot: unknown, field: string, count: number): string => {
  const type = dot instanceof GoStruct ? dot.type : '';
  if (type.endsWith('Context')) return `wrong number of args for ${field}: want 0 got ${count}`;
  return type === '' ? `${field} is not a method but has arguments` : `${field} has arguments but cannot be invoked as function`;
};

class Interrupt {
  readonly kind: 'break' | 'continue';
  constructor(kind: 'break' | 'continue') {
    this.kind = kind;
  }
}

/** A parsed template. */
export class Template {
  readonly #source: string;
  readonly #name: string;
  readonly #nodes: readonly Node[];

  /** Throws TemplateSyntaxError. */
  constructor(source: string, name = '') {
    this.#source = source;
    this.#name = name;
    this.#nodes = parseTemplate(source, name, names);
  }

  /** The text for one value. Throws TemplateError; `header` runs it for the titles of a table. */
  execute(data: unknown, header = false): string {
    const run = new Run(this.#source, this.#name, header ? headerFunctions : functions, data);
    try {
      run.nodes(this.#nodes, data);
    } catch (error) {
      if (error instanceof TemplateError) error.partial = run.out;
      throw error;
    }
    return run.out;
  }
}

class Run {
  readonly #source: string;
  readonly #name: string;
  readonly #functions: Readonly<Record<string, Callable>>;
  #variables: [string, unknown][];
  out = '';

  constructor(source: string, name: string, callables: Readonly<Record<string, Callable>>, data: unknown) {
    this.#source = source;
    this.#name = name;
    this.#functions = callables;
    this.#variables = [['$', data]];
  }

  #fail(at: number, context: string, message: string): never {
    const before = this.#source.slice(0, at);
    const line = before.split('\n').length;
    const column = at - (before.lastIndexOf('\n') + 1);
    throw new TemplateError(
      `template: ${this.#name}:${line}:${column}: executing ${JSON.stringify(this.#name)} at <${context}>: ${message}`,
    );
  }

  nodes(nodes: readonly Node[], dot: unknown): void {
    for (const node of nodes) {
      if (node.kind === 'text') this.out += node.text;
      else if (node.kind === 'action') {
        const value = this.#pipeline(node.pipeline, dot);
        if (node.pipeline.variables.length === 0) this.out += toText(value);
      } else if ('body' in node) this.#control(node, dot);
      else throw new Interrupt(node.kind);
    }
  }

  #control(node: ControlNode, dot: unknown): void {
    const outer = this.#variables;
    this.#variables = [...outer];
    try {
      if (node.kind === 'range') this.#range(node, dot);
      else {
        const value = this.#pipeline(node.pipeline, dot);
        if (isTrue(value)) this.nodes(node.body, node.kind === 'with' ? value : dot);
        else this.nodes(node.otherwise, dot);
      }
    } finally {
      this.#variables = outer;
    }
  }

  #range(node: ControlNode, dot: unknown): void {
    const { variables, ...rest } = node.pipeline;
    const value = this.#pipeline({ ...rest, variables: [] }, dot);
    let items: [unknown, unknown][];
    if (Array.isArray(value)) items = [...value.entries()];
    else if (value instanceof Map) items = [...value].sort(([a], [b]) => (a < b ? -1 : 1));
    else if (value instanceof GoStruct && value.type === '')
      items = value
        .keys()
        .filter((key) => value.jsonNames[key] !== '')
        .sort()
        .map((key) => [key, value.get(key)]);
    else if (value === null || value === undefined || value instanceof GoNil) items = [];
    else
      return this.#fail(
        node.pipeline.commands[0]?.[0]?.at ?? 0,
        node.pipeline.commands[0]?.map((arg) => arg.text).join(' ') ?? '',
        `range can't iterate over ${toText(value)}`,
      );
    if (items.length === 0) return this.nodes(node.otherwise, dot);
    for (const [key, item] of items) {
      const outer = this.#variables;
      const [first, second] = variables;
      this.#variables = [...outer];
      if (first) this.#variables.push([first, second ? key : item]);
      if (second) this.#variables.push([second, item]);
      try {
        this.nodes(node.body, item);
      } catch (interrupt) {
        if (!(interrupt instanceof Interrupt)) throw interrupt;
        if (interrupt.kind === 'break') break;
      } finally {
        this.#variables = outer;
      }
    }
  }

  #pipeline(pipeline: Pipeline, dot: unknown): unknown {
    let value: unknown;
    pipeline.commands.forEach((command, i) => {
      value = this.#command(command, dot, i > 0 ? [value] : []);
    });
    for (const name of pipeline.variables) {
      const known = pipeline.assign ? this.#variables.findLast(([variable]) => variable === name) : undefined;
      if (known) known[1] = value;
      else this.#variables.push([name, value]);
    }
    return value;
  }

  #command(command: CommandNode, dot: unknown, piped: readonly unknown[]): unknown {
    const [head, ...args] = command;
    if (!head) return undefined;
    if (head.kind === 'nil') this.#fail(head.at, head.text, 'nil is not a command');
    if (head.kind !== 'function') {
      const value = this.#evaluate(head, dot);
      if (value instanceof GoMethod) return this.#invoke(value, head, args, dot, piped);
      if (args.length + piped.length > 0) {
        const what =
          head.kind === 'field'
            ? argumentsGiven(dot, head.fields.at(-1) ?? '', args.length + piped.length)
            : `can't give argument to non-function ${head.text}`;
        this.#fail(head.at, head.text, what);
      }
      return value;
    }
    const context = command.map((arg) => arg.text).join(' ');
    const callable = this.#functions[head.name];
    const values = [...args.map((arg) => (arg.kind === 'function' ? this.#command([arg], dot, []) : this.#evaluate(arg, dot))), ...piped];
    this.#check(head, args, values);
    if (!callable) return this.#fail(head.at, context, `error calling ${head.name}: non-function of type ${typeName(values[0])}`);
    try {
      return callable(...values);
    } catch (error) {
      if (error instanceof TemplateError) throw error;
      const message = error instanceof Error ? error.message : String(error);
      return this.#fail(head.at, context, message.startsWith('wrong type') ? message : `error calling ${head.name}: ${message}`);
    }
  }

  /** Whether a function takes these arguments; `piped` ones have no place of their own. */
  #check(head: Argument & { kind: 'function' }, args: readonly Argument[], values: readonly unknown[]): void {
    const signature = signatures[head.name];
    if (signature === undefined) return;
    const least = signature.replace('*', '').length;
    if (values.length < least || (values.length > least && !signature.endsWith('*')))
      this.#fail(
        head.at,
        head.text,
        `wrong number of args for ${head.name}: want ${signature.endsWith('*') ? 'at least ' : ''}${least} got ${values.length}`,
      );
    for (const [i, arg] of args.entries()) {
      const type = wanted[signature[i] ?? '.'];
      const value = values[i];
      if (!type || type.fits(value)) continue;
      const what =
        arg.kind === 'literal'
          ? `expected ${type.literal}; found ${arg.text}`
          : `wrong type for value; expected ${type.name}; got ${typeName(value)}`;
      this.#fail(arg.at, arg.text, what);
    }
    const [only] = args;
    if (head.name === 'len' && only?.kind === 'literal' && typeof only.value === 'number')
      this.#fail(head.at, `${head.text} ${only.text}`, `error calling len: len of type ${typeName(only.value)}`);
  }

  /** Calls a method, which takes one string. */
  #invoke(method: GoMethod, head: Argument, args: readonly Argument[], dot: unknown, piped: readonly unknown[]): unknown {
    const name = head.text.slice(head.text.lastIndexOf('.') + 1);
    const count = args.length + piped.length;
    if (count !== 1) this.#fail(head.at, head.text, `wrong number of args for ${name}: want 1 got ${count}`);
    const [arg] = args;
    const value = arg ? this.#evaluate(arg, dot) : piped[0];
    if (arg && typeof value !== 'string') this.#fail(arg.at, arg.text, `expected string; found ${arg.text}`);
    return method.call(value);
  }

  #evaluate(arg: Argument, dot: unknown): unknown {
    switch (arg.kind) {
      case 'dot':
        return dot;
      case 'nil':
        return null;
      case 'literal':
        return arg.value;
      case 'function':
        return this.#command([arg], dot, []);
      case 'field':
        return this.#fields(arg, dot, arg.fields);
      case 'variable':
        return this.#fields(arg, this.#variables.findLast(([name]) => name === arg.name)?.[1], arg.fields);
      default:
        return this.#fields(arg, this.#pipeline(arg.pipeline, dot), arg.fields);
    }
  }

  #fields(arg: Argument, start: unknown, fields: readonly string[]): unknown {
    let value = start;
    for (const name of fields) {
      if (value instanceof Map) {
        value = value.get(name);
      } else if (value instanceof GoStruct) {
        const next = value.get(name);
        if (next === undefined)
          this.#fail(
            arg.at,
            arg.text,
            value.type
              ? value.type === 'map'
                ? `map has no entry for key "${name}"`
                : `can't evaluate field ${name} in type ${value.type}`
              : `map has no entry for key "${name}"`,
          );
        value = next;
      } else if (value === null) this.#fail(arg.at, arg.text, `map has no entry for key "${fields[fields.indexOf(name) - 1] ?? name}"`);
      else if (value === undefined) return undefined;
      else
        this.#fail(
          arg.at,
          arg.text,
          `can't evaluate field ${name} in type ${value instanceof GoNil || Array.isArray(value) || typeof value !== 'string' ? 'interface {}' : start instanceof GoStruct && start.type !== '' ? 'string' : 'interface {}'}`,
        );
    }
    return value;
  }
}
