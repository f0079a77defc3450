import { binaryTest, unaryTest } from '../shell/test.ts';
import { type Command, type Main, Exit, basename } from './command.ts';

const UNARY = 'bcdefghkLnNOpGrsStuwxz';
const NUMERIC = new Set(['-eq', '-ne', '-lt', '-le', '-gt', '-ge']);
const BINARY = new Set(['=', '==', '!=', '<', '>', '-nt', '-ot', '-ef', ...NUMERIC]);

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
      return this.#unary(word, operator);
    }
    if (operator !== undefined && this.words.length === 2 && this.cmd.gnu)
      return this.#die(word.startsWith('-') ? `${word}: unary operator expected` : `missing argument after ${this.cmd.quote(operator)}`);
    this.#at++;
    return word !== '';
  }

  /** Complains, in the words of this program, of what is no number. */
  #number(text: string): void {
    if (/^\s*[-+]?\d+\s*$/.test(text)) return;
    this.#die(this.cmd.gnu ? `invalid integer ${this.cmd.quote(text)}` : `${text}: bad number`);
  }

  #binary(a: string, operator: string, b: string): boolean {
    if (NUMERIC.has(operator)) for (const text of [a, b]) this.#number(text);
    return binaryTest(this.cmd.sys, a, operator, b);
  }

  #unary(operator: string, text: string): boolean {
    if (operator === '-t') this.#number(text);
    return unaryTest(this.cmd.sys, operator, text);
  }
}
