/** What Go's encoding/json says about a text that is not JSON, in its own words: `invalid character 'z' looking for beginning of value`. */

const END = 'unexpected end of JSON input';

/** A text is not JSON; the message is encoding/json's. */
class GoSyntaxError extends Error {}

/** Reads one value as encoding/json's scanner does. */
class Scanner {
  readonly #text: string;
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next character, null at the end. */
  #next(): string | null {
    const point = this.#text.codePointAt(this.at);
    return point === undefined ? null : String.fromCodePoint(point);
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.#next() ?? '')) this.at++;
  }

  #refuse(where: string): never {
    const next = this.#next();
    throw new GoSyntaxError(next === null ? END : `invalid character ${quoted(next)} ${where}`);
  }

  #take(pattern: RegExp, where: string): string {
    const next = this.#next();
    if (next === null || !pattern.test(next)) this.#refuse(where);
    this.at += next.length;
    return next;
  }

  /** Whether `char` comes next, after white space; then it is read over. */
  #has(char: string): boolean {
    this.#space();
    if (this.#next() !== char) return false;
    this.at++;
    return true;
  }

  value(): void {
    this.#space();
    const next = this.#next();
    if (next === '{') this.#object();
    else if (next === '[') this.#array();
    else if (next === '"') this.#string();
    else if (next !== null && /[-\d]/.test(next)) this.#number();
    else {
      const word = ['true', 'false', 'null'].find((literal) => literal[0] === next);
      if (word === undefined) this.#refuse('looking for beginning of value');
      for (const letter of word) {
        if (this.#next() !== letter) this.#refuse(`in literal ${word} (expecting ${quoted(letter)})`);
        this.at++;
      }
    }
  }

  /** What stands after the value, white space left out. */
  rest(): void {
    this.#space();
    if (this.#next() !== null) this.#refuse('after top-level value');
  }

  #object(): void {
    this.at++;
    if (this.#has('}')) return;
    for (;;) {
      this.#space();
      if (this.#next() !== '"') this.#refuse('looking for beginning of object key string');
      this.#string();
      if (!this.#has(':')) this.#refuse('after object key');
      this.value();
      if (this.#has('}')) return;
      if (!this.#has(',')) this.#refuse('after object key:value pair');
    }
  }

  #array(): void {
    this.at++;
    if (this.#has(']')) return;
    for (;;) {
      this.value();
      if (this.#has(']')) return;
      if (!this.#has(',')) this.#refuse('after array element');
    }
  }

  #string(): void {
    this.at++;
    for (;;) {
      const next = this.#take(/[^\0-\x1f]/u, 'in string literal');
      if (next === '"') return;
      if (next !== '\\') continue;
      if (this.#take(/[bfnrt\\/"u]/, 'in string escape code') === 'u')
        for (let n = 0; n < 4; n++) this.#take(/[\da-fA-F]/, 'in \\u hexadecimal character escape');
    }
  }

  #number(): void {
    if (this.#next() === '-') this.at++;
    if (this.#take(/\d/, 'in numeric literal') !== '0') this.#digits();
    if (this.#next() === '.') {
      this.at++;
      this.#take(/\d/, 'after decimal point in numeric literal');
      this.#digits();
    }
    if (/[eE]/.test(this.#next() ?? '')) {
      this.at++;
      if (/[-+]/.test(this.#next() ?? '')) this.at++;
      this.#take(/\d/, 'in exponent of numeric literal');
      this.#digits();
    }
  }

  #digits(): void {
    while (/\d/.test(this.#next() ?? '')) this.at++;
  }
}

/** A character as Go's messages show it. Beyond ASCII Go looks at the first byte alone. */
function quoted(char: string): string {
  if (char === "'") return `'\\''`;
  if (char === '"') return `'"'`;
  const [byte = 0] = new TextEncoder().encode(char);
  if (byte >= 0x80) return `'${String.fromCharCode(byte)}'`;
  const known: Readonly<Record<string, string>> = {
    '\\': '\\\\',
    '\n': '\\n',
    '\t': '\\t',
    '\r': '\\r',
    '\f': '\\f',
    '\v': '\\v',
    '\b': '\\b',
    '\x07': '\\a',
  };
  return `'${known[char] ?? (byte < 0x20 || byte === 0x7f ? `\\x${byte.toString(16).padStart(2, '0')}` : char)}'`;
}

/** What json.Unmarshal says about a text that JSON.parse refuses. */
export function goSyntaxError(text: string): string {
  try {
    const scanner = new Scanner(text);
    scanner.value();
    scanner.rest();
    return END;
  } catch (error) {
    if (error instanceof GoSyntaxError) return error.message;
    throw error;
  }
}

/** The first JSON value of a text, as json.Decoder reads it: what follows is left alone. Throws an Error in its words. */
export function goDecode(text: string): unknown {
  if (text.trim() === '') throw new Error('EOF');
  const scanner = new Scanner(text);
  try {
    scanner.value();
  } catch (error) {
    throw error instanceof GoSyntaxError && error.message === END ? new Error('unexpected EOF') : error;
  }
  return JSON.parse(text.slice(0, scanner.at));
}
