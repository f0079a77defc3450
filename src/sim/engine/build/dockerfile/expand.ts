/** Variables and quotes in an instruction's words, as BuildKit's shell lexer puts in and takes off. */

/** The value of a variable, null when it is not set. */
export type Lookup = (name: string) => string | null;

/** A list of "name=value" as a lookup; the first of a name counts. */
export function lookupIn(env: readonly string[]): Lookup {
  const values = new Map<string, string>();
  for (const entry of env) {
    const at = entry.indexOf('=');
    const name = at < 0 ? entry : entry.slice(0, at);
    if (!values.has(name)) values.set(name, at < 0 ? '' : entry.slice(at + 1));
  }
  return (name) => values.get(name) ?? null;
}

/** Words as they come out: what was quoted stays together, what a variable held falls apart at its spaces. */
class Words {
  readonly done: string[] = [];
  #word = '';
  #open = false;

  raw(text: string): void {
    this.#word += text;
    this.#open = true;
  }

  split(text: string): void {
    for (const char of text) {
      if (!/\s/.test(char)) this.raw(char);
      else this.end();
    }
  }

  end(): void {
    if (this.#open) this.done.push(this.#word);
    this.#word = '';
    this.#open = false;
  }
}

class Expansion {
  readonly words = new Words();
  readonly #chars: readonly string[];
  readonly #escapeChar: string;
  readonly #lookup: Lookup;
  #at = 0;

  constructor(word: string, escapeChar: string, lookup: Lookup) {
    this.#chars = [...word];
    this.#escapeChar = escapeChar;
    this.#lookup = lookup;
  }

  get #peek(): string | undefined {
    return this.#chars[this.#at];
  }

  /** Reads up to `stop` (or the end of all); what came out. */
  until(stop: string | null): string {
    let out = '';
    for (let char = this.#peek; char !== undefined; char = this.#peek) {
      if (char === stop) {
        this.#at++;
        return out;
      }
      if (char === "'" || char === '"' || char === '$') {
        const text = char === '$' ? this.#dollar() : char === '"' ? this.#double() : this.#single();
        if (char === '$') this.words.split(text);
        else this.words.raw(text);
        out += text;
        continue;
      }
      this.#at++;
      if (char !== this.#escapeChar) this.words.split(char);
      else {
        const next = this.#peek;
        if (next === undefined) break;
        this.#at++;
        this.words.raw(next);
        char = next;
      }
      out += char;
    }
    if (stop !== null) throw new Error(`unexpected end of statement while looking for matching ${stop}`);
    this.words.end();
    return out;
  }

  #single(): string {
    const end = this.#chars.indexOf("'", this.#at + 1);
    if (end < 0) throw new Error('unexpected end of statement while looking for matching single-quote');
    const text = this.#chars.slice(this.#at + 1, end).join('');
    this.#at = end + 1;
    return text;
  }

  #double(): string {
    let out = '';
    this.#at++;
    for (;;) {
      const char = this.#peek;
      if (char === undefined) throw new Error('unexpected end of statement while looking for matching double-quote');
      if (char === '$') {
        out += this.#dollar();
        continue;
      }
      this.#at++;
      if (char === '"') return out;
      const next = this.#peek;
      if (char !== this.#escapeChar) out += char;
      else if (next !== undefined) {
        const taken = next === '"' || next === '$' || next === this.#escapeChar;
        out += taken ? next : char;
        if (taken) this.#at++;
      }
    }
  }

  #dollar(): string {
    this.#at++;
    if (this.#peek !== '{') {
      const name = this.#name();
      return name === '' ? '$' : (this.#lookup(name) ?? '');
    }
    this.#at++;
    const first = this.#peek;
    if (first === undefined) throw new Error("syntax error: missing '}'");
    if (first === '{' || first === '}' || first === ':') throw new Error('syntax error: bad substitution');
    const name = this.#name();
    const value = this.#lookup(name);
    const mark = this.#chars[this.#at++];
    if (mark === '}') return value ?? '';
    if (mark === '?') {
      const word = this.#braced();
      if (value === null) throw new Error(`${name}: ${word || 'is not allowed to be unset'}`);
      return value;
    }
    if (mark !== ':') throw new Error("missing ':' in substitution");
    const modifier = this.#chars[this.#at++];
    const word = this.#braced();
    if (modifier === '+') return value ? word : '';
    if (modifier === '-') return value || word;
    if (modifier !== '?') throw new Error(`unsupported modifier (${modifier ?? '\uFFFD'}) in substitution`);
    if (value) return value;
    throw new Error(`${name}: ${word || `is not allowed to be ${value === null ? 'unset' : 'empty'}`}`);
  }

  /** The word of a `${name:-word}`, variables in it put in. */
  #braced(): string {
    const inner = new Expansion(this.#chars.slice(this.#at).join(''), this.#escapeChar, this.#lookup);
    try {
      const word = inner.until('}');
      this.#at += inner.#at;
      return word;
    } catch (error) {
      if (inner.#peek === undefined) throw new Error("syntax error: missing '}'");
      throw error;
    }
  }

  #name(): string {
    const first = this.#peek;
    if (first === undefined) return '';
    const rest = this.#chars.slice(this.#at).join('');
    const [digits] = /^\p{Nd}+/u.exec(rest) ?? [];
    const name = digits ?? (/[@*#?\-$!]/.test(first) ? first : (/^[\p{L}\p{Nd}_]+/u.exec(rest)?.[0] ?? ''));
    this.#at += [...name].length;
    return name;
  }
}

function expansion<T>(word: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Error(`failed to process ${JSON.stringify(word)}: ${error instanceof Error ? error.message : error}`);
  }
}

/** A word with its variables put in and its quotes taken off. Throws with Docker's words. */
export const expandWord = (word: string, escapeChar: string, lookup: Lookup): string =>
  expansion(word, () => new Expansion(word, escapeChar, lookup).until(null));

/** The same, fallen apart into words where a variable's value has spaces. */
export const expandWords = (word: string, escapeChar: string, lookup: Lookup): string[] =>
  expansion(word, () => {
    const work = new Expansion(word, escapeChar, lookup);
    work.until(null);
    return work.words.done;
  });
