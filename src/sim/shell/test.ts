import { FsError } from '../fs/types.ts';
import type { Stat } from '../fs/types.ts';
import type { Sys } from '../kernel/types.ts';

/** What `-v`, `-o` and `-R` ask of a shell. */
export interface TestScope {
  readonly options: ReadonlySet<string>;
  readonly vars: { find(name: string): unknown; get(name: string): string | undefined };
}

/** A wrong use of `test`: its message without the program's name. */
export class TestError extends Error {}

const UNARY = new Set('abcdefghknoprstuvwxzGLNORS'.split('').map((c) => `-${c}`));
const BINARY = new Set(['=', '==', '!=', '<', '>', '=~', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef']);

function stat(sys: Sys, path: string, link = false): Stat | null {
  if (path === '') return null;
  try {
    return link ? sys.lstat(path) : sys.stat(path);
  } catch (error) {
    if (error instanceof FsError) return null;
    throw error;
  }
}

/** `-f x` and its like. */
export function unaryTest(sys: Sys, operator: string, value: string, scope?: TestScope): boolean {
  const s = (): Stat | null => stat(sys, value);
  const can = (mode: 'r' | 'w' | 'x'): boolean => {
    try {
      if (value === '') return false;
      sys.access(value, mode);
      return true;
    } catch {
      return false;
    }
  };
  switch (operator) {
    case '-n':
      return value !== '';
    case '-z':
      return value === '';
    case '-a':
    case '-e':
      return s() !== null;
    case '-f':
      return s()?.type === 'file';
    case '-d':
      return s()?.type === 'dir';
    case '-b':
      return s()?.type === 'block';
    case '-c':
      return s()?.type === 'char';
    case '-p':
      return s()?.type === 'fifo';
    case '-S':
      return s()?.type === 'socket';
    case '-h':
    case '-L':
      return stat(sys, value, true)?.type === 'symlink';
    case '-s':
      return (s()?.size ?? 0) > 0;
    case '-r':
      return can('r');
    case '-w':
      return can('w');
    case '-x':
      return can('x');
    case '-g':
      return ((s()?.mode ?? 0) & 0o2000) !== 0;
    case '-u':
      return ((s()?.mode ?? 0) & 0o4000) !== 0;
    case '-k':
      return ((s()?.mode ?? 0) & 0o1000) !== 0;
    case '-O':
      return s()?.uid === sys.geteuid();
    case '-G':
      return s()?.gid === sys.getgid();
    case '-N': {
      const found = s();
      return found !== null && found.mtime > found.atime;
    }
    case '-t':
      return sys.isatty(integer(value));
    case '-o':
      return scope?.options.has(value) ?? false;
    case '-v':
      return scope?.vars.get(value) !== undefined;
    case '-R':
      return false;
    default:
      throw new TestError(`${operator}: unary operator expected`);
  }
}

function integer(text: string): number {
  if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new TestError(`${text}: integer expression expected`);
  return Number(text);
}

/** `a = b`, `1 -lt 2`, `x -nt y`. */
export function binaryTest(sys: Sys, left: string, operator: string, right: string): boolean {
  switch (operator) {
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '-ef': {
      const [a, b] = [stat(sys, left), stat(sys, right)];
      return a !== null && b !== null && a.dev === b.dev && a.ino === b.ino;
    }
    case '-nt':
    case '-ot': {
      const [a, b] = operator === '-nt' ? [stat(sys, left), stat(sys, right)] : [stat(sys, right), stat(sys, left)];
      return a !== null && (b === null || a.mtime > b.mtime);
    }
  }
  const a = integer(left);
  const b = integer(right);
  switch (operator) {
    case '-eq':
      return a === b;
    case '-ne':
      return a !== b;
    case '-lt':
      return a < b;
    case '-le':
      return a <= b;
    case '-gt':
      return a > b;
    case '-ge':
      return a >= b;
    default:
      throw new TestError(`${operator}: binary operator expected`);
  }
}

/** The value of `test`'s arguments (without the closing `]`). Throws {@link TestError}. */
export function evaluateTest(sys: Sys, args: readonly string[], scope?: TestScope): boolean {
  let at = 0;
  const peek = (n = 0): string | undefined => args[at + n];
  const left = (): number => args.length - at;
  const primary = (): boolean => {
    const a = peek();
    if (a === undefined) throw new TestError('argument expected');
    const b = peek(1);
    if (left() >= 3 && b !== undefined && BINARY.has(b)) {
      at += 3;
      return binaryTest(sys, a, b, args[at - 1] ?? '');
    }
    if (a === '!' && left() > 1) {
      at++;
      return !primary();
    }
    if (a === '(' && left() > 2) {
      at++;
      const value = or();
      if (peek() !== ')') throw new TestError("`)' expected");
      at++;
      return value;
    }
    if (left() >= 2 && UNARY.has(a) && !((b === '-a' || b === '-o') && left() > 2)) {
      at += 2;
      return unaryTest(sys, a, b ?? '', scope);
    }
    if (left() >= 2 && /^-[a-zA-Z]$/.test(a) && args.length === 2) throw new TestError(`${a}: unary operator expected`);
    at++;
    return a !== '';
  };
  const and = (): boolean => {
    let value = primary();
    while (peek() === '-a') {
      at++;
      value = primary() && value;
    }
    return value;
  };
  const or = (): boolean => {
    let value = and();
    while (peek() === '-o') {
      at++;
      value = and() || value;
    }
    return value;
  };
  if (args.length === 0) return false;
  if (args.length === 1) return args[0] !== '';
  if (args.length === 2 && args[0] !== '!' && !UNARY.has(args[0] ?? '')) throw new TestError(`${args[0]}: unary operator expected`);
  if (
    args.length === 3 &&
    !BINARY.has(args[1] ?? '') &&
    args[1] !== '-a' &&
    args[1] !== '-o' &&
    args[0] !== '!' &&
    !(args[0] === '(' && args[2] === ')')
  )
    throw new TestError(`${args[1]}: binary operator expected`);
  const value = or();
  if (at < args.length) throw new TestError('too many arguments');
  return value;
}
