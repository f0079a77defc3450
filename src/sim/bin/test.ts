import type { Stat } from '../fs/types.ts';
import { type Command, type Main, Exit, basename, errno } from './command.ts';

const UNARY = 'bcdefghkLnNOpGrsStuwxz';
const BINARY = new Set(['=', '==', '!=', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef']);

/** test(1) and [: status 0, 1, or 2 for an error. */
export const test: Main = (cmd) => {
  cmd.failure = 2;
  const args = [...cmd.args];
  if (basename(cmd.name) === '[' && args.pop() !== ']') cmd.die(cmd.gnu ? 'missing ‘]’' : 'missing ]');
  return new Evaluator(cmd, args).run() ? 0 : 1;
};

class Evaluator {
  #at = 0;
  readonly cmd: Command;
  readonly words: readonly string[];
  constructor(cmd: Command, words: readonly string[]) {
    this.cmd = cmd;
    this.words = words;
  }

  run(): boolean {
    const { words } = this;
    if (words.length === 0) return false;
    const value = this.#or();
    const rest = words[this.#at];
    if (rest !== undefined)
      this.#die(
        this.cmd.gnu ? (words.length > 4 ? 'too many arguments' : `extra argument ${this.cmd.quote(rest)}`) : `${rest}: unknown operand`,
      );
    return value;
  }

  #die(message: string): never {
    this.cmd.err(`${this.cmd.name}: ${message}\n`);
    throw new Exit(2);
  }

  #or(): boolean {
    let value = this.#and();
    while (this.words[this.#at] === '-o') {
      this.#at++;
      value = this.#and() || value;
    }
    return value;
  }

  #and(): boolean {
    let value = this.#not();
    while (this.words[this.#at] === '-a') {
      this.#at++;
      value = this.#not() && value;
    }
    return value;
  }

  #not(): boolean {
    if (this.words[this.#at] === '!' && this.words.length - this.#at > 1 && !BINARY.has(this.words[this.#at + 1] ?? '')) {
      this.#at++;
      return !this.#not();
    }
    return this.#primary();
  }

  #primary(): boolean {
    const [word, operator, right] = this.words.slice(this.#at, this.#at + 3);
    if (word === undefined)
      return this.#die(this.cmd.gnu ? `missing argument after ${this.cmd.quote(this.words[this.#at - 1] ?? '')}` : 'argument expected');
    if (operator !== undefined && BINARY.has(operator)) {
      if (right === undefined) return this.#die(this.cmd.gnu ? `missing argument after ${this.cmd.quote(operator)}` : 'argument expected');
      this.#at += 3;
      return this.#binary(word, operator, right);
    }
    if (word === '(') {
      this.#at++;
      const value = this.#or();
      if (this.words[this.#at++] !== ')') return this.#die(this.cmd.gnu ? '‘)’ expected' : 'closing paren expected');
      return value;
    }
    if (operator !== undefined && word.length === 2 && word.startsWith('-') && UNARY.includes(word.charAt(1))) {
      this.#at += 2;
      return this.#unary(word.charAt(1), operator);
    }
    if (operator !== undefined && this.words.length === 2 && this.cmd.gnu)
      return this.#die(word.startsWith('-') ? `${word}: unary operator expected` : `missing argument after ${this.cmd.quote(operator)}`);
    this.#at++;
    return word !== '';
  }

  #number(text: string): number {
    if (/^\s*[-+]?\d+\s*$/.test(text)) return Number(text);
    return this.#die(this.cmd.gnu ? `invalid integer ${this.cmd.quote(text)}` : `${text}: bad number`);
  }

  #stat(path: string, follow = true): Stat | null {
    try {
      return follow ? this.cmd.sys.stat(path) : this.cmd.sys.lstat(path);
    } catch (error) {
      errno(error);
      return null;
    }
  }

  #binary(a: string, operator: string, b: string): boolean {
    const [x, y] = [this.#stat(a), this.#stat(b)];
    switch (operator) {
      case '=':
      case '==':
        return a === b;
      case '!=':
        return a !== b;
      case '<':
        return a < b;
      case '>':
        return a > b;
      case '-nt':
        return x !== null && (y === null || x.mtime > y.mtime);
      case '-ot':
        return y !== null && (x === null || x.mtime < y.mtime);
      case '-ef':
        return x !== null && y !== null && x.dev === y.dev && x.ino === y.ino;
      default: {
        const [m, n] = [this.#number(a), this.#number(b)];
        return { '-eq': m === n, '-ne': m !== n, '-lt': m < n, '-le': m <= n, '-gt': m > n, '-ge': m >= n }[operator] ?? false;
      }
    }
  }

  #unary(letter: string, text: string): boolean {
    const { sys } = this.cmd;
    if (letter === 'n') return text !== '';
    if (letter === 'z') return text === '';
    if (letter === 't') return sys.isatty(this.#number(text));
    if ('rwx'.includes(letter)) {
      try {
        sys.access(text, letter === 'r' ? 'r' : letter === 'w' ? 'w' : 'x');
        return true;
      } catch (error) {
        errno(error);
        return false;
      }
    }
    const stat = this.#stat(text, letter !== 'L' && letter !== 'h');
    if (!stat) return false;
    const kind: Readonly<Record<string, string>> = {
      b: 'block',
      c: 'char',
      d: 'dir',
      f: 'file',
      p: 'fifo',
      S: 'socket',
      L: 'symlink',
      h: 'symlink',
    };
    const type = kind[letter];
    if (type !== undefined) return stat.type === type;
    switch (letter) {
      case 's':
        return stat.size > 0;
      case 'u':
        return (stat.mode & 0o4000) !== 0;
      case 'g':
        return (stat.mode & 0o2000) !== 0;
      case 'k':
        return (stat.mode & 0o1000) !== 0;
      case 'O':
        return stat.uid === sys.geteuid();
      case 'G':
        return stat.gid === sys.getgid();
      case 'N':
        return stat.mtime > stat.atime;
      default:
        return true;
    }
  }
}
