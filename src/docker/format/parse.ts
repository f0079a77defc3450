/** The parser of Go's text/template (https://pkg.go.dev/text/template), with the messages of Go 1.19. */
import { lex, type Token, type TokenKind } from './lex.ts';
import { unquote, readNumber } from './literals.ts';
import { type CommandNode, type Node, nodeText, type Operand, type Pipe } from './nodes.ts';
import { goQuote } from './quote.ts';

/** A template that does not parse; the message is Go's. */
export class TemplateSyntaxError extends Error {}

/** A template and those it defines, by name; the whole has the name it was parsed under. */
export type Templates = ReadonlyMap<string, readonly Node[]>;

type Ended = { readonly kind: 'end'; readonly at: number } | { readonly kind: 'else'; readonly at: number };

const OPERANDS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'bool',
  'charConstant',
  'complex',
  'dot',
  'field',
  'identifier',
  'number',
  'nil',
  'rawString',
  'string',
  'variable',
  '(',
]);

/** Parses a template; `functions` are the names that may be called. Throws TemplateSyntaxError ("template: :1: unclosed action"). */
export function parseTemplate(source: string, name: string, functions: ReadonlySet<string>): Templates {
  return new Parser(source, name, functions).run();
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #name: string;
  readonly #functions: ReadonlySet<string>;
  readonly #templates = new Map<string, readonly Node[]>();
  #at = 0;
  #variables: string[] = ['$'];
  #loops = 0;
  #actionLine = 0;

  constructor(source: string, name: string, functions: ReadonlySet<string>) {
    this.#tokens = lex(source);
    this.#name = name;
    this.#functions = functions;
  }

  run(): Templates {
    const nodes: Node[] = [];
    while (this.#peek().kind !== 'eof') {
      if (this.#peek().kind === 'left') {
        const before = this.#at;
        this.#next();
        if (this.#keyword(this.#nextSolid()) === 'define') {
          this.#definition();
          continue;
        }
        this.#at = before;
      }
      const node = this.#textOrAction();
      if (node.kind === 'end' || node.kind === 'else') this.#fail(`unexpected {{${node.kind}}}`);
      else nodes.push(node);
    }
    this.#add(this.#name, nodes);
    return this.#templates;
  }

  #add(name: string, nodes: readonly Node[]): void {
    const empty = (list: readonly Node[]): boolean => list.every((node) => node.kind === 'text' && node.text.trim() === '');
    const known = this.#templates.get(name);
    if (!known || empty(known)) this.#templates.set(name, nodes);
    else if (!empty(nodes)) this.#fail(`template: multiple definition of template ${goQuote(name)}`);
  }

  // -- tokens

  #token(at: number): Token {
    return this.#tokens[Math.min(at, this.#tokens.length - 1)] ?? { kind: 'eof', text: '', at: 0, line: 1 };
  }

  #next(): Token {
    return this.#token(this.#at++);
  }

  #peek(): Token {
    return this.#token(this.#at);
  }

  #nextSolid(): Token {
    for (;;) {
      const token = this.#next();
      if (token.kind !== 'space') return token;
    }
  }

  #peekSolid(): Token {
    while (this.#peek().kind === 'space') this.#at++;
    return this.#peek();
  }

  #keyword(token: Token): string {
    return token.kind === 'keyword' ? token.text : '';
  }

  #fail(message: string): never {
    const last = this.#token(Math.max(this.#at - 1, 0));
    throw new TemplateSyntaxError(`template: ${this.#name}:${last.line}: ${message}`);
  }

  #unexpected(token: Token, context: string): never {
    if (token.kind === 'error') {
      let more = '';
      if (this.#actionLine !== 0 && this.#actionLine !== token.line) {
        more = ` in action started at ${this.#name}:${this.#actionLine}`;
        if (token.text.endsWith(' action')) more = more.slice(' in action'.length);
      }
      return this.#fail(token.text + more);
    }
    return this.#fail(`unexpected ${tokenText(token)} in ${context}`);
  }

  #expect(kind: TokenKind, context: string): Token {
    const token = this.#nextSolid();
    return token.kind === kind ? token : this.#unexpected(token, context);
  }

  // -- nodes

  #list(): { nodes: Node[]; end: Ended } {
    const nodes: Node[] = [];
    while (this.#peekSolid().kind !== 'eof') {
      const node = this.#textOrAction();
      if (node.kind === 'end' || node.kind === 'else') return { nodes, end: node };
      nodes.push(node);
    }
    return this.#fail('unexpected EOF');
  }

  #textOrAction(): Node | Ended {
    const token = this.#nextSolid();
    if (token.kind === 'text') return { kind: 'text', text: token.text };
    if (token.kind !== 'left') return this.#unexpected(token, 'input');
    this.#actionLine = token.line;
    const node = this.#action();
    this.#actionLine = 0;
    return node;
  }

  #action(): Node | Ended {
    const token = this.#nextSolid();
    switch (this.#keyword(token)) {
      case 'block':
        return this.#block();
      case 'break':
      case 'continue':
        return this.#breaks(token);
      case 'else':
        if (this.#keyword(this.#peekSolid()) !== 'if') this.#expect('right', 'else');
        return { kind: 'else', at: token.at };
      case 'end':
        this.#expect('right', 'end');
        return { kind: 'end', at: token.at };
      case 'if':
      case 'range':
      case 'with':
        return this.#control(token.text as 'if' | 'range' | 'with', token.at);
      case 'template':
        return this.#template();
    }
    this.#at--;
    return { kind: 'action', at: token.at, pipe: this.#pipeline('command', 'right') };
  }

  #breaks(token: Token): Node {
    const kind = token.text as 'break' | 'continue';
    const after = this.#nextSolid();
    if (after.kind !== 'right') this.#unexpected(after, `{{${kind}}}`);
    if (this.#loops === 0) this.#fail(`{{${kind}}} outside {{range}}`);
    return { kind, at: token.at };
  }

  #control(kind: 'if' | 'range' | 'with', at: number): Node {
    const outer = this.#variables.length;
    const pipe = this.#pipeline(kind, 'right');
    if (kind === 'range') this.#loops++;
    const { nodes: body, end } = this.#list();
    if (kind === 'range') this.#loops--;
    let otherwise: readonly Node[] | null = null;
    if (end.kind === 'else') {
      if (kind === 'if' && this.#keyword(this.#peek()) === 'if') otherwise = [this.#control('if', this.#next().at)];
      else {
        const second = this.#list();
        if (second.end.kind !== 'end') this.#fail(`expected end; found {{${second.end.kind}}}`);
        otherwise = second.nodes;
      }
    }
    this.#variables.length = outer;
    return { kind, at, pipe, body, otherwise };
  }

  /** The name of a template, as a string. */
  #templateName(context: string): string {
    const token = this.#nextSolid();
    if (token.kind !== 'string' && token.kind !== 'rawString') return this.#unexpected(token, context);
    return this.#unquote(token);
  }

  #unquote(token: Token): string {
    return unquote(token.text) ?? this.#fail('invalid syntax');
  }

  #template(): Node {
    const context = 'template clause';
    const { at } = this.#peekSolid();
    const name = this.#templateName(context);
    if (this.#nextSolid().kind === 'right') return { kind: 'template', at, name, pipe: null };
    this.#at--;
    return { kind: 'template', at, name, pipe: this.#pipeline(context, 'right') };
  }

  /** What another template is made of: variables and loops around it do not count inside. */
  #body(name: string, context: string): void {
    const [variables, loops] = [this.#variables, this.#loops];
    [this.#variables, this.#loops] = [['$'], 0];
    const { nodes, end } = this.#list();
    if (end.kind !== 'end') this.#fail(`unexpected {{${end.kind}}} in ${context}`);
    [this.#variables, this.#loops] = [variables, loops];
    this.#add(name, nodes);
  }

  #block(): Node {
    const context = 'block clause';
    const { at } = this.#peekSolid();
    const name = this.#templateName(context);
    const pipe = this.#pipeline(context, 'right');
    this.#body(name, context);
    return { kind: 'template', at, name, pipe };
  }

  #definition(): void {
    const context = 'define clause';
    const token = this.#nextSolid();
    if (token.kind !== 'string' && token.kind !== 'rawString') this.#unexpected(token, context);
    const name = this.#unquote(token);
    this.#expect('right', context);
    this.#body(name, context);
  }

  // -- pipelines

  #pipeline(context: string, end: 'right' | ')'): Pipe {
    const { at } = this.#peekSolid();
    const { variables, assign } = this.#declarations(context);
    const commands: CommandNode[] = [];
    for (;;) {
      const token = this.#nextSolid();
      if (token.kind === end) break;
      if (!OPERANDS.has(token.kind)) this.#unexpected(token, context);
      this.#at--;
      commands.push(this.#command());
    }
    if (commands.length === 0) this.#fail(`missing value for ${context}`);
    commands.forEach(({ args: [first] }, i) => {
      if (i > 0 && first && ['bool', 'dot', 'nil', 'number', 'string'].includes(first.kind))
        this.#fail(`non executable command in pipeline stage ${i + 1}`);
    });
    return { kind: 'pipe', at, assign, variables, commands };
  }

  #declarations(context: string): { variables: string[]; assign: boolean } {
    const variables: string[] = [];
    for (;;) {
      const token = this.#peekSolid();
      if (token.kind !== 'variable') return { variables, assign: false };
      const before = this.#at;
      this.#next();
      const after = this.#peekSolid();
      const isList = after.kind === 'char' && after.text === ',';
      if (after.kind !== 'assign' && after.kind !== 'declare' && !isList) {
        this.#at = before;
        return { variables, assign: false };
      }
      this.#nextSolid();
      variables.push(token.text);
      this.#variables.push(token.text);
      if (!isList) return { variables, assign: after.kind === 'assign' };
      if (context !== 'range' || variables.length >= 2) this.#fail(`too many declarations in ${context}`);
      if (!['variable', 'right', ')'].includes(this.#peekSolid().kind)) this.#fail('range can only initialize variables');
    }
  }

  #command(): CommandNode {
    const { at } = this.#peekSolid();
    const args: Operand[] = [];
    for (;;) {
      this.#peekSolid();
      const operand = this.#operand();
      if (operand) args.push(operand);
      const token = this.#next();
      if (token.kind === 'space') continue;
      if (token.kind === 'right' || token.kind === ')') this.#at--;
      else if (token.kind !== 'pipe') this.#unexpected(token, 'operand');
      break;
    }
    if (args.length === 0) this.#fail('empty command');
    return { kind: 'command', at, args };
  }

  #operand(): Operand | null {
    const node = this.#term();
    if (!node || this.#peek().kind !== 'field') return node;
    const { at } = this.#peek();
    const names: string[] = [];
    while (this.#peek().kind === 'field') names.push(this.#next().text.slice(1));
    if (node.kind === 'field' || node.kind === 'variable') return { ...node, at, names: [...node.names, ...names] };
    if (node.kind !== 'identifier' && node.kind !== 'pipe' && node.kind !== 'chain')
      this.#fail(`unexpected . after term ${goQuote(nodeText(node))}`);
    return { kind: 'chain', at, node, names };
  }

  #term(): Operand | null {
    const token = this.#nextSolid();
    const { at, text } = token;
    switch (token.kind) {
      case 'identifier':
        if (!this.#functions.has(text)) this.#fail(`function ${goQuote(text)} not defined`);
        return { kind: 'identifier', at, name: text };
      case 'dot':
      case 'nil':
        return { kind: token.kind, at };
      case 'variable':
        if (!this.#variables.includes(text)) this.#fail(`undefined variable ${goQuote(text)}`);
        return { kind: 'variable', at, names: [text] };
      case 'field':
        return { kind: 'field', at, names: [text.slice(1)] };
      case 'bool':
        return { kind: 'bool', at, value: text === 'true' };
      case 'charConstant':
      case 'complex':
      case 'number': {
        const number = readNumber(text, token.kind);
        return typeof number === 'string' ? this.#fail(number) : { kind: 'number', at, value: number };
      }
      case '(':
        return this.#pipeline('parenthesized pipeline', ')');
      case 'string':
      case 'rawString':
        return { kind: 'string', at, value: this.#unquote(token), quoted: text };
    }
    this.#at--;
    return null;
  }
}

function tokenText({ kind, text }: Token): string {
  if (kind === 'eof') return 'EOF';
  if (kind === 'keyword' || kind === 'dot' || kind === 'nil') return `<${text}>`;
  return text.length > 10 ? `${goQuote([...text].slice(0, 10).join(''))}...` : goQuote(text);
}
