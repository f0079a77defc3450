/** The commonest keys of vi on a plain terminal: enough to write a file in a session, or where no pane is. */
import type { EditedFile } from '../kernel/files/editor-file.ts';
import type { Command } from './command.ts';
import { type Voice, write } from './edited-file.ts';
import { readKeys } from './editor-keys.ts';
import { TextBuffer } from './text-buffer.ts';

/** What the screen begins with. */
export interface ViStart {
  readonly files: readonly EditedFile[];
  readonly voice: Voice;
  readonly line: number;
  readonly message: string;
  readonly commands: readonly string[];
}

interface OpenText {
  readonly buffer: TextBuffer;
  path: string;
  readonly readonly: boolean;
}

const ESC = '\x1b';
const ENTER = /^[\r\n]$/;
const ERASE = /^[\x7f\b]$/;
const NO_WRITE = 'E37: No write since last change (add ! to override)';

export class ViScreen {
  readonly #cmd: Command;
  readonly #voice: Voice;
  readonly #files: readonly OpenText[];
  readonly #commands: readonly string[];
  #at = 0;
  #mode: 'normal' | 'insert' | 'command' | 'search' = 'normal';
  #typed = '';
  #message: string;
  #top = 0;
  #pending = '';
  #yanked: readonly string[] = [];
  #search = '';
  #code: number | null = null;

  constructor(cmd: Command, { files, voice, line, message, commands }: ViStart) {
    this.#cmd = cmd;
    this.#voice = voice;
    this.#files = files.map(({ path, text, readonly }) => ({ buffer: new TextBuffer(text), path, readonly }));
    this.#message = message;
    this.#commands = commands;
    const { buffer } = this.#file;
    buffer.row = (line === 0 ? buffer.lines.length : line) - 1;
    buffer.clamp(false);
  }

  /** Runs until the editor is left; its status. */
  async run(): Promise<number> {
    const { sys, gnu } = this.#cmd;
    const old = sys.isatty(0) ? sys.tcgetattr(0) : null;
    if (old) sys.tcsetattr(0, { ...old, canonical: false, echo: false, signals: false, crToNl: false });
    sys.sigaction('WINCH', () => {});
    this.#cmd.out('\x1b[?1049h');
    try {
      for (const command of this.#commands) this.#command(command.replace(/^:/, ''));
      for await (const key of readKeys(this.#cmd, () => this.#draw())) {
        this.#key(key);
        if (this.#code !== null) break;
      }
      if (this.#code === null) this.#cmd.err(gnu ? 'Vim: Error reading input, exiting...\n' : "vi: can't read user input\n");
      return this.#code ?? 1;
    } finally {
      if (old) sys.tcsetattr(0, old);
      this.#cmd.out('\x1b[?1049l');
    }
  }

  get #file(): OpenText {
    const file = this.#files[this.#at];
    if (!file) throw new Error('an editor without a file');
    return file;
  }

  #draw(): void {
    const { buffer, path } = this.#file;
    const { rows = 24, cols = 80 } = this.#cmd.sys.isatty(1) ? this.#cmd.sys.winsize(1) : {};
    const height = Math.max(1, rows - 1);
    this.#top = Math.max(Math.min(this.#top, buffer.row), buffer.row - height + 1);
    const shown = Array.from({ length: height }, (_, n) => (buffer.lines[this.#top + n] ?? '~').slice(0, cols));
    const foot =
      this.#mode === 'command'
        ? `:${this.#typed}`
        : this.#mode === 'search'
          ? `/${this.#typed}`
          : this.#mode === 'insert'
            ? '-- INSERT --'
            : this.#message || `"${path}"`;
    const cursor =
      this.#mode === 'command' || this.#mode === 'search'
        ? `\x1b[${rows};${foot.length + 1}H`
        : `\x1b[${buffer.row - this.#top + 1};${buffer.column + 1}H`;
    this.#cmd.out(`\x1b[H\x1b[J${shown.join('\r\n')}\r\n${foot.slice(0, cols)}${cursor}`);
  }

  #key(key: string): void {
    if (this.#mode === 'insert') this.#insert(key);
    else if (this.#mode === 'normal') this.#normal(key);
    else this.#line(key);
  }

  #insert(key: string): void {
    const { buffer } = this.#file;
    if (key === ESC) {
      this.#mode = 'normal';
      this.#message = '';
      buffer.column--;
      buffer.clamp(false);
    } else if (ENTER.test(key)) buffer.insert('\n');
    else if (ERASE.test(key)) buffer.backspace();
    else if (!this.#arrow(key, true)) if (key === '\t' || key >= ' ') buffer.insert(key);
  }

  #line(key: string): void {
    if (key === ESC || (ERASE.test(key) && this.#typed === '')) this.#mode = 'normal';
    else if (ERASE.test(key)) this.#typed = this.#typed.slice(0, -1);
    else if (!ENTER.test(key)) this.#typed += key >= ' ' ? key : '';
    else {
      const searching = this.#mode === 'search';
      this.#mode = 'normal';
      if (!searching) return this.#command(this.#typed);
      this.#search = this.#typed || this.#search;
      this.#find();
    }
  }

  #find(): void {
    this.#message = this.#file.buffer.find(this.#search) ? `/${this.#search}` : `E486: Pattern not found: ${this.#search}`;
  }

  #arrow(key: string, beyond: boolean): boolean {
    const { buffer } = this.#file;
    if (key === '\x1b[A') buffer.row--;
    else if (key === '\x1b[B') buffer.row++;
    else if (key === '\x1b[C') buffer.column++;
    else if (key === '\x1b[D') buffer.column--;
    else if (key === '\x1b[H') buffer.column = 0;
    else if (key === '\x1b[F') buffer.column = buffer.line.length;
    else if (key === '\x1b[3~') buffer.delete();
    else return key.startsWith(ESC);
    buffer.clamp(beyond);
    return true;
  }

  #normal(key: string): void {
    const { buffer } = this.#file;
    const keys = this.#pending + key;
    this.#pending = '';
    const count = Number(/^\d+/.exec(keys)?.[0] ?? 1);
    const verb = keys.replace(/^[1-9]\d*/, '');
    if (/^(?:[dygZrc]|)$/.test(verb)) {
      this.#pending = keys;
      return;
    }
    if ('iaoIAOxXDCJdcrpP'.includes(verb.charAt(0))) buffer.mark();
    if (verb === ':' || verb === '/') {
      this.#mode = verb === ':' ? 'command' : 'search';
      this.#typed = '';
    } else if ('iaoIAOC'.includes(verb) || verb === 'cc') this.#begin(verb);
    else if (verb === 'x') buffer.delete(count);
    else if (verb === 'D') buffer.delete(Number.POSITIVE_INFINITY);
    else if (verb === 'J') this.#join();
    else if (verb === 'dd') this.#yanked = buffer.deleteLines(count);
    else if (verb === 'yy') this.#yanked = buffer.lines.slice(buffer.row, buffer.row + count);
    else if (verb === 'p' || verb === 'P') {
      if (this.#yanked.length > 0) buffer.insertLines(this.#yanked, buffer.row + (verb === 'p' ? 1 : 0));
    } else if (/^r./.test(verb)) {
      buffer.delete();
      buffer.insert(verb.slice(1));
      buffer.column--;
    } else if (verb === 'u') buffer.undo();
    else if (verb === 'n') this.#find();
    else if (verb === 'h' || ERASE.test(verb)) buffer.column -= count;
    else if (verb === 'l' || verb === ' ') buffer.column += count;
    else if (verb === 'j' || ENTER.test(verb)) buffer.row += count;
    else if (verb === 'k') buffer.row -= count;
    else if (verb === '0') buffer.column = 0;
    else if (verb === '$') buffer.column = buffer.line.length;
    else if (verb === '^') buffer.column = buffer.line.search(/\S|$/);
    else if (verb === 'w') buffer.column += /^\w*\W*/.exec(buffer.line.slice(buffer.column))?.[0].length || 1;
    else if (verb === 'b') buffer.column = /\w+\W*$/.exec(buffer.line.slice(0, buffer.column))?.index ?? 0;
    else if (verb === 'gg' || verb === 'G') buffer.row = /^\d/.test(keys) ? count - 1 : verb === 'G' ? buffer.lines.length - 1 : 0;
    else if (verb === 'ZZ') this.#command('x');
    else if (verb === 'ZQ') this.#command('q!');
    else this.#arrow(verb, false);
    buffer.clamp(this.#mode === 'insert');
  }

  #begin(verb: string): void {
    const { buffer } = this.#file;
    this.#mode = 'insert';
    if (verb === 'a') buffer.column++;
    else if (verb === 'A') buffer.column = buffer.line.length;
    else if (verb === 'I') buffer.column = buffer.line.search(/\S|$/);
    else if (verb === 'o' || verb === 'O') buffer.insertLines([''], buffer.row + (verb === 'o' ? 1 : 0));
    else if (verb === 'C') buffer.delete(Number.POSITIVE_INFINITY);
    else if (verb === 'cc') {
      buffer.column = 0;
      buffer.delete(Number.POSITIVE_INFINITY);
    }
  }

  #join(): void {
    const { buffer } = this.#file;
    const next = buffer.lines[buffer.row + 1];
    if (next === undefined) return;
    buffer.column = buffer.line.length;
    buffer.lines.splice(buffer.row, 2, `${buffer.line} ${next.trimStart()}`);
    buffer.modified = true;
  }

  /** A line after a colon. */
  #command(typed: string): void {
    const { buffer } = this.#file;
    const line = typed.trim();
    const [, name = '', bang = '', argument = ''] = /^([a-z]*)(!?)\s*(.*)$/.exec(line) ?? [];
    if (/^(?:\d+|\$)$/.test(line)) buffer.row = (line === '$' ? buffer.lines.length : Number(line)) - 1;
    else if (/^(?:w|wq|x|wqa|wa|xa|write|xit|exit)$/.test(name)) {
      const needless = /^x|^exit/.test(name) && !buffer.modified;
      if ((needless || this.#write(argument, bang !== '')) && name !== 'w' && name !== 'wa' && name !== 'write') this.#code = 0;
    } else if (/^(?:q|qa|quit|qall)$/.test(name)) {
      if (this.#files.some((file) => file.buffer.modified) && bang === '')
        this.#message = this.#cmd.gnu ? NO_WRITE : 'No write since last change (:q! overrides)';
      else this.#code = 0;
    } else if (name === 'cq') this.#code = 1;
    else if (name === 'n' || name === 'next') this.#at = Math.min(this.#at + 1, this.#files.length - 1);
    else if (name === 'prev' || name === 'N') this.#at = Math.max(this.#at - 1, 0);
    else if (/^(?:set|se|syntax|sy|noh|nohlsearch|)$/.test(name)) this.#message = '';
    else this.#message = this.#cmd.gnu ? `E492: Not an editor command: ${line}` : `'${line}' is not implemented`;
    buffer.clamp(false);
  }

  #write(argument: string, force: boolean): boolean {
    const file = this.#file;
    const name = argument || file.path;
    if (file.readonly && name === file.path && !force) this.#message = this.#voice.readonly(name);
    else {
      const { message, failed } = write(this.#cmd.sys, name, file.buffer.text, this.#voice);
      this.#message = message;
      if (failed) return false;
      file.path ||= name;
      file.buffer.modified = false;
      return true;
    }
    return false;
  }
}
