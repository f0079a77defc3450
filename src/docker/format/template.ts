/** Go's text/template as `--format` uses it (package text/template of Go 1.19), with Docker's functions. */
import { canBeNil, functions, headerFunctions, isTrue, type TemplateFunction, VALUE } from './functions.ts';
import {
  ANY,
  entriesOf,
  fieldOf,
  type GoType,
  type GoValue,
  goBool,
  goFloat,
  goInt,
  goString,
  INT,
  indirect,
  itemsOf,
  type Reflected,
  zeroOf,
} from './go.ts';
import { sprintf, textOf } from './fmt.ts';
import { type CommandNode, type Node, nodeText, type NumberValue, type Operand, type Pipe } from './nodes.ts';
import { parseTemplate, type Templates } from './parse.ts';
import { goQuote } from './quote.ts';

export { TemplateSyntaxError } from './parse.ts';

/** A template that fails while it runs; the message is Go's: `template: :1:2: executing "" at <.Nosuch>: …`. */
export class TemplateError extends Error {
  /** What had been written before. */
  partial = '';
}

const NAMES: ReadonlySet<string> = new Set(Object.keys(functions));
/** Templates that call themselves end here: as deep as our own stack allows. */
const DEEPEST = 800;
/** No last argument from a pipeline (null is one, it is reflect's zero value). */
const NONE = Symbol('missing');
type Final = Reflected | typeof NONE;
const NO_ARGUMENTS: readonly Reflected[] = [];
/** What a call is held against. */
type Called = Pick<TemplateFunction, 'parameters' | 'rest'>;

/** How a template runs. */
export interface RunOptions {
  /** For the titles of a table. */
  readonly header?: boolean;
  /** A key that a map does not have is an error ("missingkey=error"). */
  readonly strict?: boolean;
}

/** A parsed template. */
export class Template {
  readonly #source: string;
  readonly #name: string;
  readonly #templates: Templates;

  /** Throws TemplateSyntaxError. */
  constructor(source: string, name = '') {
    this.#source = source;
    this.#name = name;
    this.#templates = parseTemplate(source, name, NAMES);
  }

  /** The text for one value. Throws TemplateError. */
  execute(data: Reflected, options: RunOptions = {}): string {
    const run = new Run(this.#source, this.#name, this.#templates, options);
    try {
      run.start(data);
    } catch (error) {
      if (error instanceof TemplateError) error.partial = run.out;
      throw error;
    }
    return run.out;
  }
}

class Interrupt {
  readonly kind: 'break' | 'continue';
  constructor(kind: 'break' | 'continue') {
    this.kind = kind;
  }
}

type Variables = { name: string; value: Reflected }[];

class Run {
  readonly #source: string;
  readonly #name: string;
  readonly #templates: Templates;
  readonly #functions: Readonly<Record<string, TemplateFunction>>;
  readonly #strict: boolean;
  #variables: Variables = [];
  #template: string;
  #node: Operand | CommandNode | Node | null = null;
  #depth = 0;
  out = '';

  constructor(source: string, name: string, templates: Templates, options: RunOptions) {
    this.#source = source;
    this.#name = name;
    this.#template = name;
    this.#templates = templates;
    this.#functions = options.header ? headerFunctions : functions;
    this.#strict = options.strict === true;
  }

  start(data: Reflected): void {
    this.#variables = [{ name: '$', value: data }];
    this.#walk(this.#templates.get(this.#name) ?? [], data);
  }

  #fail(message: string): never {
    const node = this.#node;
    if (!node || !('at' in node)) throw new TemplateError(`template: ${this.#name}: ${message}`);
    const before = this.#source.slice(0, node.at);
    const line = before.split('\n').length;
    const column = new TextEncoder().encode(before.slice(before.lastIndexOf('\n') + 1)).length;
    throw new TemplateError(
      `template: ${this.#name}:${line}:${column}: executing ${goQuote(this.#template)} at <${nodeText(node)}>: ${message}`,
    );
  }

  // -- nodes

  #walk(nodes: readonly Node[], dot: Reflected): void {
    for (const node of nodes) {
      this.#node = node;
      switch (node.kind) {
        case 'text':
          this.out += node.text;
          break;
        case 'action': {
          const value = this.#pipeline(node.pipe, dot);
          if (node.pipe.variables.length === 0) this.#print(node, value);
          break;
        }
        case 'if':
        case 'with':
          this.#branch(node, dot);
          break;
        case 'range':
          this.#range(node, dot);
          break;
        case 'template':
          this.#call(node, dot);
          break;
        default:
          throw new Interrupt(node.kind);
      }
    }
  }

  #print(node: Node, value: Reflected): void {
    this.#node = node;
    const { value: held } = value?.type.kind === 'pointer' ? indirect(value) : { value };
    if (held?.type.kind === 'func') this.#fail(`can't print ${nodeText(node)} of type ${held.type.name}`);
    this.out += held === null ? '<no value>' : textOf(held);
  }

  /** Runs with variables that are gone afterwards. */
  #scoped(work: () => void): void {
    const { length } = this.#variables;
    try {
      work();
    } finally {
      this.#variables.length = length;
    }
  }

  #branch(node: Node & { kind: 'if' | 'with' | 'range' }, dot: Reflected): void {
    this.#scoped(() => {
      const value = this.#pipeline(node.pipe, dot);
      const held = value?.type.kind === 'interface' ? (value.data as Reflected) : value;
      if (isTrue(held)) this.#walk(node.body, node.kind === 'with' ? value : dot);
      else if (node.otherwise) this.#walk(node.otherwise, dot);
    });
  }

  #range(node: Node & { kind: 'if' | 'with' | 'range' }, dot: Reflected): void {
    this.#scoped(() => {
      const { value } = indirect(this.#pipeline(node.pipe, dot));
      const items = this.#items(value);
      const mark = this.#variables.length;
      try {
        for (const [key, item] of items) this.#iteration(node, key, item, mark);
      } catch (interrupt) {
        if (!(interrupt instanceof Interrupt) || interrupt.kind !== 'break') throw interrupt;
      }
      if (items.length === 0 && node.otherwise) this.#walk(node.otherwise, dot);
    });
  }

  #items(value: Reflected): readonly (readonly [GoValue, GoValue])[] {
    if (value?.type.kind === 'slice') return itemsOf(value).map((item, i) => [goInt(i), item] as const);
    if (value?.type.kind === 'map') {
      const type = value.type.key ?? ANY;
      return entriesOf(value).map(([key, item]) => [{ type, data: key }, item] as const);
    }
    if (value !== null && !(value.type.kind === 'interface' && value.data === null))
      this.#fail(`range can't iterate over ${textOf(value)}`);
    return [];
  }

  #iteration(node: Node & { kind: 'if' | 'with' | 'range' }, key: GoValue, item: GoValue, mark: number): void {
    const count = node.pipe.variables.length;
    const set = (back: number, value: GoValue): void => {
      const variable = this.#variables[this.#variables.length - back];
      if (variable) variable.value = value;
    };
    if (count > 0) set(1, item);
    if (count > 1) set(2, key);
    try {
      this.#walk(node.body, item);
    } catch (interrupt) {
      if (!(interrupt instanceof Interrupt) || interrupt.kind !== 'continue') throw interrupt;
    } finally {
      this.#variables.length = mark;
    }
  }

  #call(node: Node & { kind: 'template' }, outer: Reflected): void {
    const nodes = this.#templates.get(node.name);
    if (!nodes) return this.#fail(`template ${goQuote(node.name)} not defined`);
    if (this.#depth >= DEEPEST) this.#fail('exceeded maximum template depth (100000)');
    const dot = node.pipe ? this.#pipeline(node.pipe, outer) : null;
    const [variables, template] = [this.#variables, this.#template];
    this.#variables = [{ name: '$', value: dot }];
    this.#template = node.name;
    this.#depth++;
    this.#walk(nodes, dot);
    this.#depth--;
    [this.#variables, this.#template] = [variables, template];
  }

  // -- pipelines

  #pipeline(pipe: Pipe, dot: Reflected): Reflected {
    this.#node = pipe;
    let value: Final = NONE;
    for (const command of pipe.commands) {
      const result: Reflected = this.#command(command, dot, value);
      value = result?.type === ANY ? (result.data as Reflected) : result;
    }
    const result = value === NONE ? null : value;
    for (const name of pipe.variables) {
      if (!pipe.assign) this.#variables.push({ name, value: result });
      else {
        const known = this.#variables.findLast((variable) => variable.name === name);
        if (known) known.value = result;
        else this.#fail(`undefined variable: ${name}`);
      }
    }
    return result;
  }

  #command(command: CommandNode, dot: Reflected, final: Final): Reflected {
    const { args } = command;
    const [first] = args;
    if (!first) return null;
    switch (first.kind) {
      case 'field':
        this.#node = first;
        return this.#chain(dot, dot, first, first.names, args, final);
      case 'chain':
        return this.#chained(dot, first, args, final);
      case 'identifier':
        return this.#function(dot, first, command, args, final);
      case 'pipe':
        this.#noCall(first, args, final);
        return this.#pipeline(first, dot);
      case 'variable':
        return this.#variable(dot, first, args, final);
    }
    this.#node = first;
    this.#noCall(first, args, final);
    if (first.kind === 'dot') return dot;
    if (first.kind === 'nil') this.#fail('nil is not a command');
    return this.#literal(first);
  }

  #noCall(node: Operand, args: readonly Operand[], final: Final): void {
    if (args.length > 1 || final !== NONE) this.#fail(`can't give argument to non-function ${nodeText(node)}`);
  }

  #literal(node: Operand): Reflected {
    this.#node = node;
    if (node.kind === 'bool') return goBool(node.value);
    if (node.kind === 'string') return goString(node.value);
    return node.kind === 'number' ? this.#constant(node.value) : null;
  }

  #constant({ text, int, uint, float, complex }: NumberValue): GoValue {
    if (complex) return goString(`(${sprintf('%g', [goFloat(complex[0])])}${sprintf('%+g', [goFloat(complex[1])])}i)`);
    if (float !== null && /[.eEpP]/.test(text) && !/^[+-]?0[xX](?!.*[pP])|^'/.test(text)) return goFloat(float);
    if (int !== null) return goInt(int);
    return uint === null ? goFloat(float ?? 0) : this.#fail(`${text} overflows int`);
  }

  #chained(dot: Reflected, node: Operand & { kind: 'chain' }, args: readonly Operand[], final: Final): Reflected {
    this.#node = node;
    if (node.node.kind === 'nil') this.#fail(`indirection through explicit nil in ${nodeText(node)}`);
    const receiver = this.#argument(dot, null, node.node);
    return this.#chain(dot, receiver, node, node.names, args, final);
  }

  #variable(dot: Reflected, node: Operand & { kind: 'field' | 'variable' }, args: readonly Operand[], final: Final): Reflected {
    this.#node = node;
    const [name = '', ...fields] = node.names;
    const known = this.#variables.findLast((variable) => variable.name === name);
    if (!known) return this.#fail(`undefined variable: ${name}`);
    if (fields.length > 0) return this.#chain(dot, known.value, node, fields, args, final);
    this.#noCall(node, args, final);
    return known.value;
  }

  #chain(dot: Reflected, start: Reflected, node: Operand, names: readonly string[], args: readonly Operand[], final: Final): Reflected {
    let receiver = start;
    for (let i = 0; i < names.length - 1; i++) receiver = this.#field(dot, names[i] ?? '', node, [], NONE, receiver);
    return this.#field(dot, names.at(-1) ?? '', node, args, final, receiver);
  }

  #field(dot: Reflected, name: string, node: Operand, args: readonly Operand[], final: Final, from: Reflected): Reflected {
    if (from === null) return this.#strict ? this.#fail(`nil data; no entry for key ${goQuote(name)}`) : null;
    const { type } = from;
    const { value, nil } = indirect(from);
    const receiver = value ?? from;
    if (receiver.type.kind === 'interface' && nil) this.#fail(`nil pointer evaluating ${type.name}.${name}`);
    const method = receiver.type.methods?.[name];
    if (method && !nil) {
      this.#count(method, name, args, final);
      const given = method.parameters.length > 0 ? this.#arguments(dot, method, args, final) : NO_ARGUMENTS;
      try {
        return given.length === 0 ? method.call(receiver) : method.call(receiver, ...given.map((arg) => arg ?? goString('')));
      } catch (error) {
        return this.#refused(error, node, name);
      }
    }
    const hasArgs = args.length > 1 || final !== NONE;
    if (receiver.type.kind === 'struct') {
      const found = fieldOf(receiver, name);
      if (found && hasArgs) this.#fail(`${name} has arguments but cannot be invoked as function`);
      if (found) return found;
    } else if (receiver.type.kind === 'map') {
      if (hasArgs) this.#fail(`${name} is not a method but has arguments`);
      const found = (receiver.data as ReadonlyMap<string, GoValue> | null)?.get(name);
      if (found) return found;
      return this.#strict ? this.#fail(`map has no entry for key ${goQuote(name)}`) : null;
    } else if (receiver.type.kind === 'pointer' && nil) {
      const { elem } = receiver.type;
      if (elem?.kind !== 'struct' || fieldOf(zeroOf(elem), name)) this.#fail(`nil pointer evaluating ${type.name}.${name}`);
    }
    return this.#fail(`can't evaluate field ${name} in type ${type.name}`);
  }

  // -- calls

  #function(
    dot: Reflected,
    node: Operand & { kind: 'identifier' },
    whole: CommandNode | Operand,
    args: readonly Operand[],
    final: Final,
  ): Reflected {
    this.#node = node;
    const callable = this.#functions[node.name];
    if (!callable) return this.#fail(`${goQuote(node.name)} is not a defined function`);
    const { name } = node;
    this.#count(callable, name, args, final);
    if (name === 'and' || name === 'or') return this.#shortCircuit(dot, name, args.slice(1), final);
    const values = this.#arguments(dot, callable, args, final);
    try {
      return callable.call(...values);
    } catch (error) {
      return this.#refused(error, whole, name);
    }
  }

  /** Refuses a call with more or fewer arguments than it takes; the first of `args` is what is called. */
  #count({ parameters, rest }: Called, name: string, args: readonly Operand[], final: Final): void {
    const written = Math.max(args.length - 1, 0);
    const given = written + (final === NONE ? 0 : 1);
    if (rest ? given < parameters.length : given !== parameters.length)
      this.#fail(`wrong number of args for ${name}: want ${rest ? 'at least ' : ''}${parameters.length} got ${rest ? written : given}`);
  }

  #arguments(dot: Reflected, { parameters, rest }: Called, args: readonly Operand[], final: Final): Reflected[] {
    const values: Reflected[] = [];
    for (const arg of args.slice(1)) values.push(this.#argument(dot, parameters[values.length] ?? rest ?? ANY, arg));
    if (final !== NONE) values.push(this.#fit(final, parameters[values.length] ?? rest ?? ANY));
    return values;
  }

  /** What a call that threw fails with. */
  #refused(error: unknown, node: CommandNode | Operand, name: string): never {
    if (error instanceof TemplateError || error instanceof Interrupt) throw error;
    this.#node = node;
    return this.#fail(`error calling ${name}: ${error instanceof Error ? error.message : error}`);
  }

  #shortCircuit(dot: Reflected, name: string, args: readonly Operand[], final: Final): Reflected {
    let value: Reflected = null;
    for (const arg of args) {
      value = this.#argument(dot, VALUE, arg);
      const held = value?.type.kind === 'interface' ? (value.data as Reflected) : value;
      if (isTrue(held) === (name === 'or')) return value;
    }
    return final === NONE ? value : this.#fit(final, VALUE);
  }

  /** A value where one of that type is wanted. */
  #fit(value: Reflected, type: GoType | null): Reflected {
    if (value === null) {
      if (type === null || type === VALUE) return null;
      return canBeNil(type) ? zeroOf(type) : this.#fail(`invalid value; expected ${type.name}`);
    }
    if (type === null || type === VALUE || type.kind === 'interface' || assignable(value.type, type)) return value;
    const held = value.type.kind === 'interface' ? (value.data as Reflected) : null;
    if (held && assignable(held.type, type)) return held;
    const inner = held ?? value;
    if (inner.type.kind === 'pointer' && inner.type.elem && assignable(inner.type.elem, type))
      return (inner.data as Reflected) ?? this.#fail(`dereference of nil pointer of type ${type.name}`);
    return this.#fail(`wrong type for value; expected ${type.name}; got ${inner.type.name}`);
  }

  #argument(dot: Reflected, type: GoType | null, node: Operand): Reflected {
    this.#node = node;
    switch (node.kind) {
      case 'dot':
        return this.#fit(dot, type);
      case 'nil':
        if (type === VALUE) return null;
        return type && canBeNil(type) ? zeroOf(type) : this.#fail(`cannot assign nil to ${type?.name ?? '<nil>'}`);
      case 'field':
        return this.#fit(this.#chain(dot, dot, node, node.names, [node], NONE), type);
      case 'variable':
        return this.#fit(this.#variable(dot, node, [], NONE), type);
      case 'pipe':
        return this.#fit(this.#pipeline(node, dot), type);
      case 'identifier':
        return this.#fit(this.#function(dot, node, node, [], NONE), type);
      case 'chain':
        return this.#fit(this.#chained(dot, node, [], NONE), type);
    }
    if (!type || type.kind === 'interface' || type === VALUE) return this.#literal(node);
    const expected = (what: string): never => this.#fail(`expected ${what}; found ${nodeText(node)}`);
    switch (type.kind) {
      case 'string':
        return node.kind === 'string' ? goString(node.value) : expected('string');
      case 'int':
        return node.kind === 'number' && node.value.int !== null ? { type: INT, data: node.value.int } : expected('integer');
      default:
        return this.#fail(`can't handle ${nodeText(node)} for arg of type ${type.name}`);
    }
  }
}

/** Whether a value of one type can be given where the other is wanted: the same, or an unnamed one of the same make. */
const assignable = (from: GoType, to: GoType): boolean =>
  from.name === to.name || (from.kind === 'slice' && to.kind === 'slice' && from.elem?.name === to.elem?.name);
