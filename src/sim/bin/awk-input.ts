/** Cuts input into awk's records, each as soon as it is complete. */
import type { Command } from './command.ts';

/** Records of one descriptor; RS may change from one to the next. */
export class RecordReader {
  readonly fd: number;
  readonly #cmd: Command;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #text = '';
  #at = 0;
  #over = false;

  constructor(cmd: Command, fd: number) {
    this.#cmd = cmd;
    this.fd = fd;
  }

  /** The next record if it has come already; null at the end, undefined when more must be read. */
  take(separator: string, regex: (source: string) => RegExp): string | null | undefined {
    if (separator === '') {
      while (this.#text.charCodeAt(this.#at) === 10) this.#at++;
    }
    let from: number;
    let to: number;
    if (separator.length === 1) {
      from = this.#text.indexOf(separator, this.#at);
      to = from + 1;
    } else {
      const pattern = separator === '' ? /\n\n+/g : regex(separator);
      pattern.lastIndex = this.#at;
      const found = pattern.exec(this.#text);
      from = found && found[0] !== '' ? found.index : -1;
      to = from + (found?.[0].length ?? 0);
      // What stands at the very end could still grow.
      if (to === this.#text.length && !this.#over) from = -1;
    }
    if (from >= 0) {
      const record = this.#text.slice(this.#at, from);
      this.#at = to;
      return record;
    }
    if (!this.#over) return undefined;
    if (this.#at >= this.#text.length) return null;
    const rest = this.#text.slice(this.#at);
    this.#at = this.#text.length;
    // The newline at the end of the last paragraph, or behind the last of other records, is no part of it.
    return separator === '\n' ? rest : separator === '' ? rest.replace(/\n$/, '') : rest;
  }

  /** Reads more. */
  async fill(): Promise<void> {
    await this.#cmd.flush();
    const data = await this.#cmd.sys.read(this.fd);
    if (data.length === 0) this.#over = true;
    this.#text = this.#text.slice(this.#at) + this.#decoder.decode(data, { stream: data.length > 0 });
    this.#at = 0;
  }
}
