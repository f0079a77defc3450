/** nano(1): in the pane beside the terminal where there is one, else its commonest keys on the terminal. */
import type { EditedFile } from '../kernel/files/editor-file.ts';
import { type Command, type Main, decode } from './command.ts';
import { absolute, open, type Voice, write } from './edited-file.ts';
import { readKeys } from './editor-keys.ts';
import { runInPane } from './editor-pane.ts';
import { TextBuffer } from './text-buffer.ts';

const WITH_ARGUMENT = /^-[CJQTXYors]$/;
const FLAG = /^-(?:[A-Zabcdefghiklmnpqtuvwxyz%_0!/@^]+|-[a-z]+(?:=.*)?)$/;

const lines = (count: number): string => `${count} ${count === 1 ? 'line' : 'lines'}`;
const voice: Voice = {
  opened: (name, size, what) =>
    what === 'folder'
      ? `[ "${name}" is a directory ]`
      : what === 'new'
        ? '[ New File ]'
        : what === 'no-folder'
          ? `[ Directory '${name.replace(/\/[^/]*$/, '')}' does not exist ]`
          : what === 'readonly'
            ? `[ File '${name}' is unwritable ]`
            : `[ Read ${lines(size.lines)} ]`,
  written: (_, size) => `[ Wrote ${lines(size.lines)} ]`,
  refused: (name, why) => `[ Error writing ${name}: ${why} ]`,
  readonly: (name) => `[ File '${name}' is unwritable ]`,
  noName: () => '[ Cancelled ]',
};

/** nano(1): `+LINE`, names, "-" for standard input; its other options are taken and change nothing here. */
export const nano: Main = async (cmd) => {
  const { sys } = cmd;
  const names: string[] = [];
  let [line, readonly, fromInput] = [1, false, false];
  const args = [...cmd.args];
  for (let arg = args.shift(); arg !== undefined; arg = args.shift()) {
    if (/^\+\d+(?:,\d+)?$/.test(arg)) line = Number.parseInt(arg, 10);
    else if (arg === '-') fromInput = true;
    else if (arg === '--version' || arg === '-V') {
      cmd.out(' GNU nano, version 7.2\n (C) 2023 the Free Software Foundation and various contributors\n');
      return 0;
    } else if (arg === '-v' || arg === '--view') readonly = true;
    else if (WITH_ARGUMENT.test(arg)) {
      if (args.shift() === undefined) return usage(cmd, `option requires an argument -- '${arg.charAt(1)}'`);
    } else if (arg.startsWith('-') && !FLAG.test(arg)) return usage(cmd, `invalid option -- '${arg.charAt(1)}'`);
    else if (!arg.startsWith('-')) names.push(arg);
  }
  if (fromInput) {
    const text = decode(await cmd.slurp('-')).replace(/\n$/, '');
    return edit(cmd, [{ path: '', text, readonly }], line, '');
  }
  if (!sys.isatty(0)) return cmd.fail('Standard input is not a terminal\n');
  const opened = (names.length > 0 ? names : ['']).map((name) => open(sys, name, voice, readonly));
  // A folder is refused, and leaves an empty text without a name.
  const files = opened.map(({ file, message }) => (message.endsWith('is a directory ]') ? { path: '', text: '', readonly: false } : file));
  return edit(cmd, files, line, opened[0]?.message ?? '');
};

async function edit(cmd: Command, files: readonly EditedFile[], line: number, message: string): Promise<number> {
  const code = await runInPane(cmd, { program: 'nano', voice, files, line, message });
  if (code !== null) return code;
  let status = 0;
  for (const [at, file] of files.entries()) status = await new NanoScreen(cmd, file, at === 0 ? line : 1, message).run();
  return status;
}

function usage(cmd: Command, problem: string): number {
  return cmd.fail(`${cmd.name}: ${problem}\nType '${cmd.name} -h' for a list of available options.\n`);
}

const HELP = '^G Help      ^O Write Out ^W Where Is  ^K Cut       ^X Exit';

type Question = 'name' | 'name, then leave' | 'save?' | 'search';

/** One file after another on the terminal: text, ^O and Enter to write, ^X to leave. */
class NanoScreen {
  readonly #cmd: Command;
  readonly #buffer: TextBuffer;
  readonly #readonly: boolean;
  #path: string;
  #message: string;
  #top = 0;
  /** A question that waits for its answer, and what was typed so far. */
  #asking: Question | null = null;
  #typed = '';
  #cut: readonly string[] = [];
  #over = false;

  constructor(cmd: Command, { path, text, readonly }: EditedFile, line: number, message: string) {
    this.#cmd = cmd;
    this.#path = path;
    this.#buffer = new TextBuffer(text);
    this.#buffer.row = line - 1;
    this.#buffer.clamp(true);
    this.#readonly = readonly;
    this.#message = message;
  }

  async run(): Promise<number> {
    const { sys } = this.#cmd;
    const old = sys.isatty(0) ? sys.tcgetattr(0) : null;
    if (old) sys.tcsetattr(0, { ...old, canonical: false, echo: false, signals: false, crToNl: false });
    sys.sigaction('WINCH', () => {});
    this.#cmd.out('\x1b[?1049h');
    try {
      for await (const key of readKeys(this.#cmd, () => this.#draw())) {
        if (this.#asking) this.#answer(key);
        else this.#key(key);
        if (this.#over) return 0;
      }
      return 1;
    } finally {
      if (old) sys.tcsetattr(0, old);
      this.#cmd.out('\x1b[?1049l');
    }
  }

  #draw(): void {
    const { lines: text, row, column, modified } = this.#buffer;
    const { rows = 24, cols = 80 } = this.#cmd.sys.isatty(1) ? this.#cmd.sys.winsize(1) : {};
    const height = Math.max(1, rows - 4);
    this.#top = Math.max(Math.min(this.#top, row), row - height + 1);
    const title = `  GNU nano 7.2${(this.#path || 'New Buffer').padStart(Math.max(20, cols / 2 - 14))}${modified ? ' *' : ''}`;
    const shown = Array.from({ length: height }, (_, n) => (text[this.#top + n] ?? '').slice(0, cols));
    const prompts = {
      name: 'File Name to Write: ',
      'name, then leave': 'File Name to Write: ',
      'save?': 'Save modified buffer? ',
      search: 'Search: ',
    };
    const foot = this.#asking ? prompts[this.#asking] + this.#typed : this.#message;
    this.#message = '';
    const cursor = this.#asking ? `\x1b[${rows - 2};${foot.length + 1}H` : `\x1b[${row - this.#top + 2};${column + 1}H`;
    this.#cmd.out(
      `\x1b[H\x1b[J\x1b[7m${title.slice(0, cols).padEnd(cols)}\x1b[m\r\n${shown.join('\r\n')}\r\n${foot}\r\n${HELP.slice(0, cols)}${cursor}`,
    );
  }

  #key(key: string): void {
    const buffer = this.#buffer;
    if (key === '\x18') {
      if (!buffer.modified) this.#over = true;
      else this.#ask('save?');
    } else if (key === '\x0f' || key === '\x13') this.#ask('name', this.#path);
    else if (key === '\x17') this.#ask('search');
    else if (key === '\x0b') this.#cut = buffer.deleteLines(1);
    else if (key === '\x15') {
      if (this.#cut.length > 0) buffer.insertLines(this.#cut, buffer.row);
    } else if (key === '\r' || key === '\n') buffer.insert('\n');
    else if (key === '\x7f' || key === '\b') buffer.backspace();
    else if (key === '\x1b[A' || key === '\x10') buffer.row--;
    else if (key === '\x1b[B' || key === '\x0e') buffer.row++;
    else if (key === '\x1b[C' || key === '\x06') buffer.column++;
    else if (key === '\x1b[D' || key === '\x02') buffer.column--;
    else if (key === '\x1b[H' || key === '\x01') buffer.column = 0;
    else if (key === '\x1b[F' || key === '\x05') buffer.column = buffer.line.length;
    else if (key === '\x1b[3~' || key === '\x04') buffer.delete();
    else if (key === '\t' || (key >= ' ' && !key.startsWith('\x1b'))) buffer.insert(key);
    buffer.clamp(true);
  }

  #ask(what: Question, typed = ''): void {
    this.#asking = what;
    this.#typed = typed;
  }

  #answer(key: string): void {
    const asking = this.#asking;
    if (key === '\x03') {
      this.#asking = null;
      this.#message = '[ Cancelled ]';
    } else if (asking === 'save?') {
      if (/^n$/i.test(key)) this.#over = true;
      else if (/^y$/i.test(key)) this.#ask('name, then leave', this.#path);
    } else if (key === '\x7f' || key === '\b') this.#typed = this.#typed.slice(0, -1);
    else if (key !== '\r' && key !== '\n') this.#typed += key >= ' ' && !key.startsWith('\x1b') ? key : '';
    else {
      this.#asking = null;
      if (asking === 'search') this.#message = this.#buffer.find(this.#typed) ? '' : `[ "${this.#typed}" not found ]`;
      else if (this.#write(this.#typed) && asking === 'name, then leave') this.#over = true;
    }
  }

  #write(name: string): boolean {
    const { sys } = this.#cmd;
    if (this.#readonly && name === this.#path) {
      this.#message = voice.readonly(name);
      return false;
    }
    const { message, failed } = write(sys, name, this.#buffer.text, voice);
    this.#message = message;
    if (failed) return false;
    this.#path = absolute(sys, name);
    this.#buffer.modified = false;
    return true;
  }
}
