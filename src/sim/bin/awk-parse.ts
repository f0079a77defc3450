/** Reads awk(1) programs (POSIX awk's grammar) into a tree. */

/** What is wrong with a program; `near` is the token at fault, "" at its end. */
export class AwkSyntaxError extends Error {
  readonly line: number;
  readonly near: string;
  constructor(line: number, near: string) {
    super(`line ${line}: syntax error at or near ${near || 'end of file'}`);
    this.line = line;
    this.near = near;
  }
}

/** An expression. */
export type Expr =
  | { readonly t: 'const'; readonly value: string | number }
  | { readonly t: 'regex'; readonly source: string }
  | { readonly t: 'var'; readonly name: string }
  | { readonly t: 'local'; readonly index: number }
  | { readonly t: 'field'; readonly of: Expr }
  | { readonly t: 'index'; readonly array: Expr; readonly keys: readonly Expr[] }
  | { readonly t: 'group'; readonly items: readonly Expr[] }
  | { readonly t: 'assign'; readonly op: string; readonly to: Expr; readonly value: Expr }
  | { readonly t: 'step'; readonly by: number; readonly before: boolean; readonly to: Expr }
  | { readonly t: 'unary'; readonly op: string; readonly a: Expr }
  | { readonly t: 'binary'; readonly op: string; readonly a: Expr; readonly b: Expr }
  | { readonly t: 'and' | 'or'; readonly a: Expr; readonly b: Expr }
  | { readonly t: 'cond'; readonly test: Expr; readonly a: Expr; readonly b: Expr }
  | { readonly t: 'in'; readonly keys: readonly Expr[]; readonly array: Expr }
  | { readonly t: 'match'; readonly not: boolean; readonly a: Expr; readonly b: Expr }
  | { readonly t: 'builtin'; readonly name: string; readonly args: readonly Expr[] }
  | { readonly t: 'call'; readonly name: string; readonly args: readonly Expr[] }
  | { readonly t: 'getline'; readonly to: Expr | null; readonly from: Expr | null; readonly pipe: boolean };

/** A statement. */
export type Stmt =
  | { readonly s: 'expr'; readonly e: Expr }
  | { readonly s: 'print' | 'printf'; readonly args: readonly Expr[]; readonly to: { readonly op: string; readonly name: Expr } | null }
  | { readonly s: 'block'; readonly body: readonly Stmt[] }
  | { readonly s: 'if'; readonly test: Expr; readonly then: Stmt; readonly otherwise: Stmt | null }
  | { readonly s: 'while'; readonly test: Expr; readonly body: Stmt }
  | { readonly s: 'do'; readonly test: Expr; readonly body: Stmt }
  | { readonly s: 'for'; readonly first: Stmt | null; readonly test: Expr | null; readonly next: Stmt | null; readonly body: Stmt }
  | { readonly s: 'forin'; readonly to: Expr; readonly array: Expr; readonly body: Stmt }
  | { readonly s: 'jump'; readonly kind: 'next' | 'nextfile' | 'break' | 'continue' }
  | { readonly s: 'exit' | 'return'; readonly e: Expr | null }
  | { readonly s: 'delete'; readonly array: Expr; readonly keys: readonly Expr[] | null };

/** `pattern { action }`; no action prints. */
export interface Rule {
  readonly kind: 'begin' | 'end' | 'main';
  readonly from: Expr | null;
  readonly to: Expr | null;
  readonly action: Stmt | null;
}

/** A whole program. */
export interface AwkProgram {
  readonly rules: readonly Rule[];
  readonly functions: ReadonlyMap<string, { readonly parameters: number; readonly body: Stmt }>;
}

interface Token {
  readonly kind: 'number' | 'string' | 'regex' | 'name' | 'call' | 'builtin' | 'word' | 'op' | 'newline' | 'end';
  readonly text: string;
  readonly line: number;
}

const WORDS = new Set(
  'BEGIN END function func if else while for do break continue next nextfile exit return delete in getline print printf'.split(' '),
);
const BUILTINS = new Set(
  'length substr index split sub gsub match sprintf sin cos atan2 exp log sqrt int rand srand tolower toupper system close fflush systime strftime and or xor compl lshift rshift'.split(
    ' ',
  ),
);
const OPERATOR = /^(?:\*\*=|\*\*|&&|\|\||\+\+|--|\+=|-=|\*=|\/=|%=|\^=|==|<=|>=|!=|!~|>>|[{}()[\];,+\-*/%^!><|?:~$=])/;

/** A string literal's text with its escapes done. */
export function unquote(text: string): string {
  const named: Readonly<Record<string, string>> = {
    n: '\n',
    t: '\t',
    r: '\r',
    '\\': '\\',
    '"': '"',
    '/': '/',
    a: '\x07',
    b: '\b',
    f: '\f',
    v: '\v',
  };
  return text.replace(/\\([0-7]{1,3}|[\s\S])/g, (all, body: string) =>
    /^[0-7]/.test(body) ? String.fromCharCode(Number.parseInt(body, 8)) : body === '\n' ? '' : (named[body] ?? all),
  );
}

function tokens(text: string): Token[] {
  const out: Token[] = [];
  let line = 1;
  let at = 0;
  const push = (kind: Token['kind'], length: number, body = text.slice(at, at + length)): void => {
    out.push({ kind, text: body, line });
    at += length;
  };
  while (at < text.length) {
    const rest = text.slice(at, at + 4096);
    const skip = /^(?:[ \t\r]+|#[^\n]*|\\\r?\n)/.exec(rest)?.[0];
    if (skip) {
      if (skip.includes('\n')) line++;
      at += skip.length;
      continue;
    }
    const char = text.charAt(at);
    if (char === '\n') {
      push('newline', 1);
      line++;
      continue;
    }
    const number = /^(?:0[xX][\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/.exec(rest)?.[0];
    if (number) {
      push('number', number.length);
      continue;
    }
    const name = /^[A-Za-z_]\w*/.exec(rest)?.[0];
    if (name) {
      push(
        WORDS.has(name) ? 'word' : BUILTINS.has(name) ? 'builtin' : text.charAt(at + name.length) === '(' ? 'call' : 'name',
        name.length,
      );
      continue;
    }
    if (char === '"') {
      const body = /^"((?:[^"\\\n]|\\[\s\S])*)"/.exec(text.slice(at));
      if (!body) throw new AwkSyntaxError(line, text.slice(at).split('\n')[0] ?? '');
      push('string', body[0].length, unquote(body[1] ?? ''));
      continue;
    }
    const last = out.at(-1);
    const operand =
      last &&
      (/^(?:number|string|regex|name|builtin)$/.test(last.kind) || (last.kind === 'op' && /^(?:\)|\]|\$|\+\+|--)$/.test(last.text)));
    if (char === '/' && !operand) {
      const body =
        /^\/((?:[^/\\\n[]|\\[\s\S]|\[\^?\]?(?:[^\]\n\\]|\\.|\[:\w+:\])*\])*)\//.exec(text.slice(at)) ??
        /^\/((?:[^/\\\n]|\\.)*)\//.exec(text.slice(at));
      if (!body) throw new AwkSyntaxError(line, text.slice(at).split('\n')[0] ?? '');
      push('regex', body[0].length, (body[1] ?? '').replaceAll('\\/', '/'));
      continue;
    }
    const operator = OPERATOR.exec(rest)?.[0];
    if (!operator) throw new AwkSyntaxError(line, char);
    push('op', operator.length);
  }
  out.push({ kind: 'end', text: '', line: line + 1 });
  return out;
}

const LEVELS: readonly (readonly string[])[] = [
  ['+', '-'],
  ['*', '/', '%'],
];

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #locals: readonly string[] = [];
  /** In print's list ">" is where it goes. */
  #noGreater = false;
  #noIn = false;
  readonly functions = new Map<string, { parameters: number; body: Stmt }>();

  constructor(text: string) {
    this.#tokens = tokens(text);
  }

  program(): AwkProgram {
    const rules: Rule[] = [];
    for (;;) {
      while (this.#is(';') || this.#peek.kind === 'newline') this.#at++;
      if (this.#peek.kind === 'end') break;
      if (this.#word('function') || this.#word('func')) this.#function();
      else rules.push(this.#rule());
    }
    return { rules, functions: this.functions };
  }

  get #peek(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '', line: 0 };
  }

  #fail(): never {
    throw new AwkSyntaxError(this.#peek.line, this.#peek.kind === 'newline' ? 'unexpected newline' : this.#peek.text);
  }

  #is(text: string): boolean {
    return this.#peek.kind === 'op' && this.#peek.text === text;
  }

  #take(...texts: string[]): string {
    const { kind, text } = this.#peek;
    if (kind !== 'op' || !texts.includes(text)) return '';
    this.#at++;
    return text;
  }

  #word(text: string): boolean {
    if (this.#peek.kind !== 'word' || this.#peek.text !== text) return false;
    this.#at++;
    return true;
  }

  #need(text: string): void {
    if (!this.#take(text)) this.#fail();
  }

  #newlines(): void {
    while (this.#peek.kind === 'newline') this.#at++;
  }

  #function(): void {
    const { kind, text } = this.#peek;
    if (kind !== 'name' && kind !== 'call') this.#fail();
    this.#at++;
    this.#need('(');
    const parameters: string[] = [];
    while (!this.#is(')')) {
      if (this.#peek.kind !== 'name') this.#fail();
      parameters.push(this.#peek.text);
      this.#at++;
      this.#newlines();
      if (!this.#take(',')) break;
      this.#newlines();
    }
    this.#need(')');
    this.#newlines();
    this.#locals = parameters;
    this.functions.set(text, { parameters: parameters.length, body: this.#block() });
    this.#locals = [];
  }

  #rule(): Rule {
    if (this.#word('BEGIN')) return { kind: 'begin', from: null, to: null, action: this.#block() };
    if (this.#word('END')) return { kind: 'end', from: null, to: null, action: this.#block() };
    let from: Expr | null = null;
    let to: Expr | null = null;
    if (!this.#is('{')) {
      from = this.#expr();
      if (this.#take(',')) {
        this.#newlines();
        to = this.#expr();
      }
    }
    return { kind: 'main', from, to, action: this.#is('{') ? this.#block() : null };
  }

  #block(): Stmt {
    this.#need('{');
    const body: Stmt[] = [];
    for (;;) {
      while (this.#is(';') || this.#peek.kind === 'newline') this.#at++;
      if (this.#take('}')) return { s: 'block', body };
      body.push(this.#statement());
    }
  }

  /** The end of a simple statement; "}" stays. */
  #close(): void {
    if (this.#take(';')) {
      this.#newlines();
      return;
    }
    if (this.#peek.kind === 'newline') this.#newlines();
    else if (!this.#is('}') && this.#peek.kind !== 'end') this.#fail();
  }

  #statement(): Stmt {
    if (this.#is('{')) {
      const block = this.#block();
      if (this.#is(';')) this.#at++;
      return block;
    }
    if (this.#take(';')) return { s: 'block', body: [] };
    if (this.#word('if')) {
      const test = this.#condition();
      const then = this.#statement();
      const back = this.#at;
      while (this.#is(';') || this.#peek.kind === 'newline') this.#at++;
      if (this.#word('else')) {
        this.#newlines();
        return { s: 'if', test, then, otherwise: this.#statement() };
      }
      this.#at = back;
      return { s: 'if', test, then, otherwise: null };
    }
    if (this.#word('while')) {
      const test = this.#condition();
      return { s: 'while', test, body: this.#statement() };
    }
    if (this.#word('do')) {
      this.#newlines();
      const body = this.#statement();
      while (this.#is(';') || this.#peek.kind === 'newline') this.#at++;
      if (!this.#word('while')) this.#fail();
      this.#need('(');
      const test = this.#expr();
      this.#need(')');
      this.#close();
      return { s: 'do', test, body };
    }
    if (this.#word('for')) return this.#for();
    const simple = this.#simple();
    this.#close();
    return simple;
  }

  #condition(): Expr {
    this.#need('(');
    const test = this.#expr();
    this.#need(')');
    this.#newlines();
    return test;
  }

  #for(): Stmt {
    this.#need('(');
    const [name, word, array, close] = this.#tokens.slice(this.#at, this.#at + 4);
    if (name?.kind === 'name' && word?.text === 'in' && array?.kind === 'name' && close?.text === ')') {
      this.#at += 4;
      this.#newlines();
      return { s: 'forin', to: this.#variable(name.text), array: this.#variable(array.text), body: this.#statement() };
    }
    const first = this.#is(';') ? null : this.#simple();
    this.#need(';');
    this.#newlines();
    const test = this.#is(';') ? null : this.#expr();
    this.#need(';');
    this.#newlines();
    const next = this.#is(')') ? null : this.#simple();
    this.#need(')');
    this.#newlines();
    return { s: 'for', first, test, next, body: this.#statement() };
  }

  #simple(): Stmt {
    for (const kind of ['next', 'nextfile', 'break', 'continue'] as const) if (this.#word(kind)) return { s: 'jump', kind };
    for (const s of ['exit', 'return'] as const) {
      if (this.#word(s))
        return { s, e: this.#is(';') || this.#is('}') || this.#peek.kind === 'newline' || this.#peek.kind === 'end' ? null : this.#expr() };
    }
    if (this.#word('delete')) {
      const { kind, text } = this.#peek;
      if (kind !== 'name') this.#fail();
      this.#at++;
      const array = this.#variable(text);
      if (!this.#take('[')) return { s: 'delete', array, keys: null };
      const keys = this.#list(']');
      return { s: 'delete', array, keys };
    }
    for (const s of ['print', 'printf'] as const) if (this.#word(s)) return this.#print(s);
    return { s: 'expr', e: this.#expr() };
  }

  #print(s: 'print' | 'printf'): Stmt {
    const over = (): boolean =>
      this.#peek.kind === 'newline' || this.#peek.kind === 'end' || (this.#peek.kind === 'op' && /^(?:[;}|>]|>>)$/.test(this.#peek.text));
    let args: readonly Expr[] | null = null;
    if (this.#is('(')) {
      const back = this.#at;
      this.#at++;
      args = this.#list(')');
      if (!over()) {
        args = null;
        this.#at = back;
      }
    }
    this.#noGreater = true;
    if (!args) {
      const items: Expr[] = [];
      if (!over()) {
        do {
          this.#newlines();
          items.push(this.#expr());
        } while (this.#take(','));
      }
      args = items;
    }
    const op = this.#take('>', '>>', '|');
    const to = op ? { op, name: this.#concat() } : null;
    this.#noGreater = false;
    if (s === 'printf' && args.length === 0) this.#fail();
    return { s, args, to };
  }

  /** Expressions with commas between, up to `close`. */
  #list(close: string): Expr[] {
    const [greater, noIn] = [this.#noGreater, this.#noIn];
    this.#noGreater = false;
    this.#noIn = false;
    const items: Expr[] = [];
    this.#newlines();
    while (!this.#is(close)) {
      items.push(this.#expr());
      this.#newlines();
      if (!this.#take(',')) break;
      this.#newlines();
    }
    this.#need(close);
    this.#noGreater = greater;
    this.#noIn = noIn;
    return items;
  }

  #variable(name: string): Expr {
    const index = this.#locals.indexOf(name);
    return index < 0 ? { t: 'var', name } : { t: 'local', index };
  }

  #expr(): Expr {
    const a = this.#ternary();
    if (!isTarget(a)) return a;
    const op = this.#take('=', '+=', '-=', '*=', '/=', '%=', '^=', '**=');
    if (!op) return a;
    this.#newlines();
    return { t: 'assign', op: op === '**=' ? '^' : op.slice(0, -1), to: a, value: this.#expr() };
  }

  #ternary(): Expr {
    const test = this.#or();
    if (!this.#take('?')) return test;
    this.#newlines();
    const a = this.#expr();
    this.#newlines();
    this.#need(':');
    this.#newlines();
    return { t: 'cond', test, a, b: this.#expr() };
  }

  #or(): Expr {
    let a = this.#and();
    while (this.#take('||')) {
      this.#newlines();
      a = { t: 'or', a, b: this.#and() };
    }
    return a;
  }

  #and(): Expr {
    let a = this.#in();
    while (this.#take('&&')) {
      this.#newlines();
      a = { t: 'and', a, b: this.#in() };
    }
    return a;
  }

  #in(): Expr {
    let a = this.#match();
    while (!this.#noIn && this.#word('in')) {
      const { kind, text } = this.#peek;
      if (kind !== 'name') this.#fail();
      this.#at++;
      a = { t: 'in', keys: a.t === 'group' ? a.items : [a], array: this.#variable(text) };
    }
    return a;
  }

  #match(): Expr {
    let a = this.#compare();
    for (let op = this.#take('~', '!~'); op; op = this.#take('~', '!~')) a = { t: 'match', not: op === '!~', a, b: this.#compare() };
    return a;
  }

  #compare(): Expr {
    const a = this.#pipe();
    const op = this.#take('<', '<=', '==', '!=', '>=', ...(this.#noGreater ? [] : ['>']));
    return op ? { t: 'binary', op, a, b: this.#pipe() } : a;
  }

  #pipe(): Expr {
    let a = this.#concat();
    while (this.#is('|') && this.#tokens[this.#at + 1]?.text === 'getline' && this.#tokens[this.#at + 1]?.kind === 'word') {
      this.#at += 2;
      a = { t: 'getline', to: this.#target(), from: a, pipe: true };
    }
    return a;
  }

  #concat(): Expr {
    let a = this.#arithmetic(0);
    for (;;) {
      const { kind, text } = this.#peek;
      const starts =
        ['number', 'string', 'regex', 'name', 'call', 'builtin'].includes(kind) ||
        (kind === 'op' && ['(', '$', '!', '-', '+', '++', '--'].includes(text));
      if (!starts || (kind === 'word' && text === 'in')) return a;
      a = { t: 'binary', op: ' ', a, b: this.#arithmetic(0) };
    }
  }

  #arithmetic(level: number): Expr {
    const operators = LEVELS[level];
    if (!operators) return this.#unary();
    let a = this.#arithmetic(level + 1);
    for (let op = this.#take(...operators); op; op = this.#take(...operators)) a = { t: 'binary', op, a, b: this.#arithmetic(level + 1) };
    return a;
  }

  #unary(): Expr {
    const op = this.#take('!', '-', '+');
    return op ? { t: 'unary', op, a: this.#unary() } : this.#power();
  }

  #power(): Expr {
    const a = this.#postfix();
    if (!this.#take('^', '**')) return a;
    const minus = this.#take('-', '+', '!');
    const b = this.#power();
    return { t: 'binary', op: '^', a, b: minus ? { t: 'unary', op: minus, a: b } : b };
  }

  #postfix(): Expr {
    const before = this.#take('++', '--');
    if (before) return { t: 'step', by: before === '++' ? 1 : -1, before: true, to: this.#primary() };
    const a = this.#primary();
    if (!isTarget(a)) return a;
    const after = this.#take('++', '--');
    return after ? { t: 'step', by: after === '++' ? 1 : -1, before: false, to: a } : a;
  }

  /** What getline reads into. */
  #target(): Expr | null {
    return this.#peek.kind === 'name' || this.#is('$') ? this.#primary() : null;
  }

  #primary(): Expr {
    const { kind, text } = this.#peek;
    this.#at++;
    if (kind === 'number') return { t: 'const', value: Number(text) };
    if (kind === 'string') return { t: 'const', value: text };
    if (kind === 'regex') return { t: 'regex', source: text };
    if (kind === 'name') return this.#take('[') ? { t: 'index', array: this.#variable(text), keys: this.#list(']') } : this.#variable(text);
    if (kind === 'call') {
      this.#need('(');
      return { t: 'call', name: text, args: this.#list(')') };
    }
    if (kind === 'builtin') {
      if (this.#take('(')) return { t: 'builtin', name: text, args: this.#list(')') };
      if (text !== 'length') this.#fail();
      return { t: 'builtin', name: text, args: [] };
    }
    if (kind === 'word' && text === 'getline') {
      const to = this.#target();
      const from = this.#take('<') ? this.#postfix() : null;
      return { t: 'getline', to, from, pipe: false };
    }
    if (kind === 'op' && text === '(') {
      const items = this.#list(')');
      const [only] = items;
      if (items.length > 1) {
        if (!(this.#peek.kind === 'word' && this.#peek.text === 'in')) this.#fail();
        return { t: 'group', items };
      }
      // Parentheses end an lvalue: (x)++ is none, and "(a) = 1" neither.
      return { t: 'group', items: only ? [only] : [] };
    }
    if (kind === 'op' && text === '$') {
      const by = this.#take('++', '--');
      if (by) return { t: 'field', of: { t: 'step', by: by === '++' ? 1 : -1, before: true, to: this.#primary() } };
      const minus = this.#take('-', '+', '!');
      const of = this.#primary();
      return { t: 'field', of: minus ? { t: 'unary', op: minus, a: of } : of };
    }
    this.#at--;
    return this.#fail();
  }
}

const isTarget = (e: Expr): boolean => e.t === 'var' || e.t === 'local' || e.t === 'field' || e.t === 'index';

/** The tree of a program. Throws {@link AwkSyntaxError}. */
export const parseAwk = (text: string): AwkProgram => new Parser(text).program();
