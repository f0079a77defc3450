import type { Signal, Termios } from '../types.ts';

const ctrl = (letter: string): number => letter.charCodeAt(0) & 0x1f;
const INTR = ctrl('C');
const QUIT = 0x1c;
const SUSP = ctrl('Z');
const EOF = ctrl('D');
const KILL = ctrl('U');
const WERASE = ctrl('W');
const ERASE = 0x7f;
const BACKSPACE = 8;
const LNEXT = ctrl('V');
const REPRINT = ctrl('R');
const CR = 13;
const NL = 10;
const TAB = 9;
/** The longest line that canonical mode takes (termios(3)). */
const MAX_LINE = 4095;

/** A terminal as every login gets it: `stty sane`. */
export const saneTermios: Termios = { canonical: true, echo: true, signals: true, crToNl: true, nlToCrNl: true };

/** Where the discipline's results go. */
export interface Discipline {
  termios: Termios;
  /** Where the line being typed begins on the screen, in columns: tabs depend on it. */
  readonly column: number;
  /** Echo, towards the screen (output processing is still to come). */
  echo(bytes: readonly number[]): void;
  /** Input ready for the reader; an empty piece is an end of file (^D). */
  deliver(bytes: Uint8Array): void;
  signal(signal: Signal): void;
}

/** The N_TTY line discipline's input side: editing, echo and signal characters (termios(3), Linux n_tty.c). */
export class LineEditor {
  readonly #to: Discipline;
  #line: number[] = [];
  #literal = false;

  constructor(to: Discipline) {
    this.#to = to;
  }

  /** The unfinished line. */
  get line(): readonly number[] {
    return this.#line;
  }

  /** On leaving canonical mode what was typed so far becomes readable. */
  flush(): void {
    if (this.#line.length > 0) this.#to.deliver(Uint8Array.from(this.#line));
    this.#line = [];
  }

  input(data: Uint8Array): void {
    const raw: number[] = [];
    for (const byte of data) {
      // A signal flushes what was typed before it (no NOFLSH).
      if (this.#signalled(byte)) raw.length = 0;
      else {
        if (this.#to.termios.canonical) this.#edit(byte);
        else raw.push(this.#translated(byte));
      }
    }
    if (raw.length === 0) return;
    if (this.#to.termios.echo) for (const byte of raw) this.#to.echo(shown(byte));
    this.#to.deliver(Uint8Array.from(raw));
  }

  #translated(byte: number): number {
    return byte === CR && this.#to.termios.crToNl ? NL : byte;
  }

  #signalled(byte: number): boolean {
    const { signals, echo } = this.#to.termios;
    if (!signals || this.#literal) return false;
    const signal = byte === INTR ? 'INT' : byte === QUIT ? 'QUIT' : byte === SUSP ? 'TSTP' : null;
    if (!signal) return false;
    this.#line = [];
    if (echo) this.#to.echo(shown(byte));
    this.#to.signal(signal);
    return true;
  }

  #edit(byte: number): void {
    const { echo } = this.#to.termios;
    if (this.#literal) {
      this.#literal = false;
      this.#append(byte);
      return;
    }
    switch (byte) {
      case ERASE:
        this.#erase(this.#characterStart());
        return;
      case KILL:
        this.#erase(0);
        return;
      case WERASE:
        this.#erase(this.#wordStart());
        return;
      case LNEXT:
        this.#literal = true;
        if (echo) this.#to.echo([0x5e, BACKSPACE]);
        return;
      case REPRINT:
        if (echo) this.#to.echo([...shown(REPRINT), NL, ...this.#line.flatMap(shown)]);
        return;
      case EOF:
        this.#to.deliver(Uint8Array.from(this.#line));
        this.#line = [];
        return;
    }
    const one = this.#translated(byte);
    if (one === NL) {
      if (echo) this.#to.echo([NL]);
      this.#to.deliver(Uint8Array.from([...this.#line, NL]));
      this.#line = [];
    } else {
      this.#append(one);
    }
  }

  #append(byte: number): void {
    if (this.#line.length >= MAX_LINE) {
      this.#to.echo([7]);
      return;
    }
    this.#line.push(byte);
    if (this.#to.termios.echo) this.#to.echo(shown(byte));
  }

  /** Where the last character begins: a UTF-8 character goes as a whole (IUTF8). */
  #characterStart(end = this.#line.length): number {
    let at = end - 1;
    while (at > 0 && ((this.#line[at] ?? 0) & 0xc0) === 0x80) at--;
    return Math.max(0, at);
  }

  #wordStart(): number {
    const isWord = (at: number): boolean => /[\w\x80-\xff]/.test(String.fromCharCode(this.#line[at] ?? 0));
    let at = this.#line.length;
    while (at > 0 && !isWord(at - 1)) at--;
    while (at > 0 && isWord(at - 1)) at--;
    return at;
  }

  #erase(from: number): void {
    while (this.#line.length > from) {
      const start = this.#characterStart();
      const first = this.#line[start] ?? 0;
      this.#line.length = start;
      if (!this.#to.termios.echo) continue;
      if (first === TAB) this.#to.echo(Array(8 - (this.#columns() & 7)).fill(BACKSPACE));
      else for (let i = 0; i < widthOf(first); i++) this.#to.echo([BACKSPACE, 32, BACKSPACE]);
    }
  }

  /** Columns since the last tab stop that is known. */
  #columns(): number {
    const tab = this.#line.lastIndexOf(TAB);
    const width = this.#line.slice(tab + 1).reduce((sum, byte) => sum + widthOf(byte), 0);
    return tab < 0 ? width + this.#to.column : width;
  }
}

/** Columns that a byte takes: none when it goes on with a UTF-8 character. */
function widthOf(byte: number): number {
  if ((byte & 0xc0) === 0x80) return 0;
  return byte < 32 || byte === ERASE ? 2 : 1;
}

/** A control character is echoed as ^X (ECHOCTL); tab and newline as they are. */
function shown(byte: number): number[] {
  if (byte === TAB || byte === NL || (byte >= 32 && byte !== ERASE)) return [byte];
  return [0x5e, byte ^ 0x40];
}
