import { escapePattern } from './pattern.ts';

/** One word after expansion: its text, and the same with quoted special characters escaped, for pattern matching. */
export interface Field {
  text: string;
  pattern: string;
  quoted: boolean;
}

/** Collects the pieces of a word and splits them into fields. */
export class FieldBuilder {
  readonly out: Field[] = [];
  #current: Field | null = null;
  readonly #escape: (text: string) => string;

  /** @param protect how quoted text is kept from being special */
  constructor(protect: (text: string) => string = escapePattern) {
    this.#escape = protect;
  }

  #open(): Field {
    this.#current ??= { text: '', pattern: '', quoted: false };
    return this.#current;
  }

  /** Text that was quoted (also the empty one: it makes a field). */
  quoted(text: string): void {
    const field = this.#open();
    field.text += text;
    field.pattern += this.#escape(text);
    field.quoted = true;
  }

  /** Unquoted text of the word itself, or an expansion where no splitting is done. */
  raw(text: string): void {
    if (text === '') return;
    const field = this.#open();
    field.text += text;
    field.pattern += text;
  }

  /** Ends the current field, if any. */
  close(): void {
    if (this.#current) this.out.push(this.#current);
    this.#current = null;
  }

  /** An unquoted expansion: fields separated by characters of IFS. */
  split(text: string, ifs: string): void {
    const isWhite = (c: string | undefined): boolean => c !== undefined && ' \t\n'.includes(c) && ifs.includes(c);
    for (let i = 0; i < text.length; ) {
      const c = text[i] ?? '';
      if (!ifs.includes(c)) {
        let j = i + 1;
        while (j < text.length && !ifs.includes(text[j] ?? '')) j++;
        this.raw(text.slice(i, j));
        i = j;
        continue;
      }
      while (isWhite(text[i])) i++;
      const next = text[i];
      if (next !== undefined && ifs.includes(next)) {
        this.#open();
        i++;
        while (isWhite(text[i])) i++;
      }
      this.close();
    }
  }

  finish(): Field[] {
    this.close();
    return this.out;
  }
}
