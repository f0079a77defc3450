import { ShellError } from './control.ts';

/** What an expression needs of the shell: variables by name and (unexpanded) subscript. */
export interface ArithmeticScope {
  get(name: string, subscript?: string): string | undefined;
  set(name: string, value: string, subscript?: string): void;
}

const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];
const TOKEN =
  /\s*(<<=|>>=|\*\*|\+\+|--|&&|\|\||<<|>>|[<>=!+\-*/%&|^]=|[-+*/%<>=!~&|^?:,()]|\d+#[\w@]+|0[xX][\da-fA-F]+|\d\w*|[A-Za-z_]\w*|\S)/y;

type Value = { value: bigint; name?: string; subscript?: string | undefined };

/** Evaluates shell arithmetic (64-bit, C operators) on a text whose `$` expansions are done. Throws {@link ShellError}. */
export function evaluate(source: string, scope: ArithmeticScope, depth = 0): bigint {
  let at = 0;
  let token = '';
  let start = 0;
  let previous = 0;
  let skipping = 0;
  const trimmed = source.trim();
  const fail = (what: string, rest = source.slice(start)): never => {
    throw new ShellError(`${trimmed}: ${what} (error token is "${rest.trimStart()}")`);
  };
  const next = (): void => {
    previous = start;
    TOKEN.lastIndex = at;
    const m = TOKEN.exec(source);
    if (!m) {
      start = at = source.length;
      token = '';
      return;
    }
    token = m[1] ?? '';
    at = TOKEN.lastIndex;
    start = at - token.length;
  };
  const expect = (wanted: string, otherwise: string): void => {
    if (token !== wanted) fail(otherwise);
    next();
  };
  const wrap = (n: bigint): bigint => BigInt.asIntN(64, n);
  const number = (text: string): bigint => {
    const based = /^(\d+)#(.+)$/.exec(text);
    const radix = based ? Number(based[1]) : /^0[xX]/.test(text) ? 16 : /^0\d/.test(text) ? 8 : 10;
    const digits = based ? (based[2] ?? '') : text.replace(/^0[xX]/, '');
    if (radix < 2 || radix > 64) return fail('invalid arithmetic base');
    let n = 0n;
    for (const c of radix <= 36 ? digits.toLowerCase() : digits) {
      const d = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_'.indexOf(c);
      if (d < 0 || d >= radix) return fail(based ? 'value too great for base' : `value too great for base`);
      n = n * BigInt(radix) + BigInt(d);
    }
    return wrap(n);
  };
  const load = (name: string, subscript?: string): bigint => {
    const text = scope.get(name, subscript)?.trim() ?? '';
    if (text === '') return 0n;
    if (/^-?\d+$/.test(text) && !/^-?0\d/.test(text)) return wrap(BigInt(text));
    if (depth > 100) throw new ShellError(`${trimmed}: expression recursion level exceeded (error token is "${trimmed}")`);
    return skipping ? 0n : evaluate(text, scope, depth + 1);
  };
  const store = (target: Value, value: bigint): bigint => {
    const wrapped = wrap(value);
    if (target.name === undefined) return fail('attempted assignment to non-variable');
    if (!skipping) scope.set(target.name, String(wrapped), target.subscript);
    return wrapped;
  };
  const binary = (op: string, a: bigint, b: bigint): bigint => {
    switch (op) {
      case '|':
        return a | b;
      case '^':
        return a ^ b;
      case '&':
        return a & b;
      case '==':
        return BigInt(a === b);
      case '!=':
        return BigInt(a !== b);
      case '<=':
        return BigInt(a <= b);
      case '>=':
        return BigInt(a >= b);
      case '<':
        return BigInt(a < b);
      case '>':
        return BigInt(a > b);
      case '<<':
        return a << (b & 63n);
      case '>>':
        return a >> (b & 63n);
      case '+':
        return a + b;
      case '-':
        return a - b;
      case '*':
        return a * b;
      default:
        if (b === 0n) return skipping ? 0n : fail('division by 0', source.slice(previous));
        return op === '/' ? a / b : a % b;
    }
  };
  const primary = (): Value => {
    if (token === '(') {
      next();
      const inner = comma();
      expect(')', "missing `)'");
      return { value: inner };
    }
    if (/^\d/.test(token)) {
      const value = number(token);
      next();
      return { value };
    }
    if (/^[A-Za-z_]/.test(token)) {
      const name = token;
      let subscript: string | undefined;
      if (source[at] === '[') {
        let level = 0;
        const from = at;
        do {
          if (source[at] === '[') level++;
          else if (source[at] === ']') level--;
          at++;
        } while (level > 0 && at < source.length);
        subscript = source.slice(from + 1, at - 1);
      }
      next();
      const value = skipping && depth > 50 ? 0n : load(name, subscript);
      return { value, name, subscript };
    }
    return fail('syntax error: operand expected', source.slice(token === '' ? previous : start));
  };
  const postfix = (): Value => {
    const target = primary();
    if ((token === '++' || token === '--') && target.name !== undefined) {
      store(target, target.value + (token === '++' ? 1n : -1n));
      next();
      return { value: target.value };
    }
    return target;
  };
  const unary = (): Value => {
    const op = token;
    if (op === '++' || op === '--') {
      next();
      const target = unary();
      if (target.name === undefined) return { value: target.value };
      return { value: store(target, target.value + (op === '++' ? 1n : -1n)) };
    }
    if (op === '!' || op === '~' || op === '-' || op === '+') {
      next();
      const { value } = unary();
      return { value: op === '!' ? BigInt(value === 0n) : op === '~' ? ~value : op === '-' ? wrap(-value) : value };
    }
    return postfix();
  };
  const power = (): Value => {
    const base = unary();
    if (token !== '**') return base;
    next();
    const exponent = power().value;
    if (exponent < 0n) return fail('exponent less than 0');
    let value = 1n;
    let square = base.value;
    for (let n = exponent; n > 0n; n >>= 1n) {
      if (n & 1n) value = wrap(value * square);
      square = wrap(square * square);
    }
    return { value };
  };
  const level = (n: number): Value => {
    const ops = LEVELS[n];
    if (!ops) return power();
    let left = level(n + 1);
    while (ops.includes(token)) {
      const op = token;
      next();
      const decided = (op === '||' && left.value !== 0n) || (op === '&&' && left.value === 0n);
      if (decided) skipping++;
      const right = level(n + 1).value;
      if (decided) skipping--;
      const value =
        op === '||'
          ? BigInt(left.value !== 0n || right !== 0n)
          : op === '&&'
            ? BigInt(left.value !== 0n && right !== 0n)
            : wrap(binary(op, left.value, right));
      left = { value };
    }
    return left;
  };
  const ternary = (): Value => {
    const test = level(0);
    if (token !== '?') return test;
    next();
    if (test.value === 0n) skipping++;
    const yes = comma();
    if (test.value === 0n) skipping--;
    expect(':', "`:' expected for conditional expression");
    if (test.value !== 0n) skipping++;
    const no = assignment();
    if (test.value !== 0n) skipping--;
    return { value: test.value !== 0n ? yes : no };
  };
  const assignment = (): bigint => {
    const left = ternary();
    if (!/^(<<|>>|[-+*/%&|^])?=$/.test(token)) return left.value;
    const op = token.slice(0, -1);
    if (left.name === undefined) fail('attempted assignment to non-variable');
    next();
    const right = assignment();
    return store(left, op ? binary(op, left.value, right) : right);
  };
  const comma = (): bigint => {
    let value = assignment();
    while (token === ',') {
      next();
      value = assignment();
    }
    return value;
  };
  next();
  if (token === '') return 0n;
  const result = comma();
  if (token !== '') fail('syntax error in expression');
  return result;
}
