import { FsError } from '../fs/types.ts';
import { completeLine } from './complete.ts';
import { writeText } from './io.ts';
import type { Shell } from './shell.ts';
import { charWidth, columns, promptWidth, textWidth } from './width.ts';

/** What became of reading a line. */
export type LineResult = { readonly kind: 'line'; readonly text: string } | { readonly kind: 'eof' } | { readonly kind: 'interrupt' };

const WORD = /[\p{L}\p{N}_]/u;

/** Reads one line from the terminal with editing, as readline in emacs mode does. */
export class LineEditor {
  readonly #sh: Shell;
  #chars: string[] = [];
  #at = 0;
  #prompt = '';
  /** Row of the cursor below the prompt's last line. */
  #row = 0;
  #cols = 80;
  #yank = '';
  #entry = 0;
  #edited = new Map<number, string>();
  #lastTab = false;
  #search: { text: string; index: number } | null = null;
  #decoder = new TextDecoder();
  /** Set by SIGWINCH. */
  resized = false;

  constructor(sh: Shell) {
    this.#sh = sh;
  }

  /** Shows the prompt and reads a line; the terminal is raw meanwhile. */
  async read(prompt: string): Promise<LineResult> {
    const { sys } = this.#sh;
    const saved = sys.tcgetattr(0);
    sys.tcsetattr(0, { ...saved, canonical: false, echo: false, signals: true, crToNl: false, nlToCrNl: true });
    this.#chars = [];
    this.#at = this.#row = 0;
    this.#prompt = prompt.replace(/[\x01\x02]/g, '');
    this.#entry = this.#sh.history.length;
    this.#edited.clear();
    this.#search = null;
    this.#cols = sys.winsize(0).cols;
    this.resized = false;
    try {
      await this.#write(this.#prompt);
      for (;;) {
        const key = await this.#key();
        if (key === 'interrupt') {
          this.#toEnd();
          await this.#write('^C\n');
          return { kind: 'interrupt' };
        }
        if (key === 'eof') return { kind: 'eof' };
        const result = await this.#press(key);
        if (result) return result;
      }
    } finally {
      sys.tcsetattr(0, saved);
    }
  }

  async #write(text: string): Promise<void> {
    await writeText(this.#sh.sys, 2, text);
  }

  /** A byte; null when a signal came that the line cares about. */
  async #byte(): Promise<number | 'interrupt' | 'eof'> {
    for (;;) {
      try {
        const byte = (await this.#sh.sys.read(0, 1))[0];
        return byte ?? 'eof';
      } catch (error) {
        if (!(error instanceof FsError)) throw error;
        if (error.code === 'EIO') return 'eof';
        if (error.code !== 'EINTR') throw error;
        if (this.#sh.interrupted) {
          this.#sh.interrupted = false;
          return 'interrupt';
        }
        if (this.resized) await this.#resize();
      }
    }
  }

  async #key(): Promise<string> {
    for (;;) {
      const byte = await this.#byte();
      if (typeof byte === 'string') return byte;
      if (byte === 0x1b) return this.#escape();
      const text = this.#decoder.decode(Uint8Array.of(byte), { stream: true });
      if (text !== '') return text;
    }
  }

  async #escape(): Promise<string> {
    let key = '\x1b';
    for (;;) {
      const byte = await this.#byte();
      if (typeof byte === 'string') return byte;
      key += String.fromCharCode(byte);
      if (key.length === 2 && byte !== 0x5b && byte !== 0x4f) return key;
      if (key.length > 2 && byte >= 0x40 && byte <= 0x7e) break;
    }
    if (key !== '\x1b[200~') return key;
    let pasted = '';
    while (!pasted.endsWith('\x1b[201~')) {
      const next = await this.#key();
      if (next === 'interrupt' || next === 'eof') return next;
      pasted += next;
    }
    await this.#insert(pasted.slice(0, -6).replace(/\r\n?/g, '\n'));
    return '';
  }

  // As readline does (busybox just draws again): blank the line at the new width, then draw it anew.
  async #resize(): Promise<void> {
    this.resized = false;
    const before = this.#cols;
    this.#cols = this.#sh.sys.winsize(0).cols;
    if (before === 0 || this.#cols === 0) return;
    const line = this.#chars.join('');
    if (this.#sh.flavour.kind === 'ash') return this.#draw();
    await this.#write(`\r${' '.repeat(Math.max(0, this.#cols - 1))}\r${this.#prompt.split('\n').at(-1)}${line}`);
    this.#row = Math.floor((promptWidth(this.#prompt) + textWidth(line)) / this.#cols);
    if (this.#at < this.#chars.length) await this.#draw();
  }

  #widthTo(end: number): number {
    return promptWidth(this.#prompt) + this.#chars.slice(0, end).reduce((sum, c) => sum + (c === '\n' ? 2 : charWidth(c)), 0);
  }

  /** Draws prompt and line anew and puts the cursor in place. */
  async #draw(prompt = this.#prompt, text = this.#chars.join(''), at = this.#widthTo(this.#at)): Promise<void> {
    const cols = this.#cols || 80;
    const total = promptWidth(prompt) + textWidth(text) + 2 * (text.split('\n').length - 1);
    let out = `${this.#row > 0 ? `\x1b[${this.#row}A` : ''}\r${prompt.split('\n').at(-1)}${text.replaceAll('\n', '^J')}\x1b[J`;
    if (total > 0 && total % cols === 0) out += '\n\r';
    const endRow = Math.floor(total / cols);
    const row = Math.floor(at / cols);
    if (endRow > row) out += `\x1b[${endRow - row}A`;
    if (at !== total) out += `\r${at % cols > 0 ? `\x1b[${at % cols}C` : ''}`;
    this.#row = row;
    await this.#write(out);
  }

  #toEnd(): void {
    this.#at = this.#chars.length;
  }

  async #insert(text: string): Promise<void> {
    const added = [...text];
    const end = this.#at === this.#chars.length;
    this.#chars.splice(this.#at, 0, ...added);
    this.#at += added.length;
    const width = this.#widthTo(this.#at);
    const cols = this.#cols || 80;
    if (end && !text.includes('\n') && Math.floor(width / cols) === this.#row) await this.#write(text);
    else await this.#draw();
  }

  async #move(to: number): Promise<void> {
    this.#at = Math.max(0, Math.min(this.#chars.length, to));
    await this.#draw();
  }

  async #kill(from: number, to: number, before = false): Promise<void> {
    const cut = this.#chars.splice(from, to - from).join('');
    if (cut !== '') this.#yank = before ? cut : cut;
    this.#at = from;
    await this.#draw();
  }

  #wordEnd(): number {
    let i = this.#at;
    while (i < this.#chars.length && !WORD.test(this.#chars[i] ?? '')) i++;
    while (i < this.#chars.length && WORD.test(this.#chars[i] ?? '')) i++;
    return i;
  }

  #wordStart(isWord = (c: string): boolean => WORD.test(c)): number {
    let i = this.#at;
    while (i > 0 && !isWord(this.#chars[i - 1] ?? '')) i--;
    while (i > 0 && isWord(this.#chars[i - 1] ?? '')) i--;
    return i;
  }

  async #recall(entry: number): Promise<void> {
    const { history } = this.#sh;
    if (entry < 0 || entry > history.length) {
      await this.#write('\x07');
      return;
    }
    this.#edited.set(this.#entry, this.#chars.join(''));
    this.#entry = entry;
    const [old, from] = [this.#chars, this.#widthTo(this.#at)];
    this.#chars = [...(this.#edited.get(entry) ?? history[entry] ?? '')];
    this.#toEnd();
    const cols = this.#cols || 80;
    const plain = this.#sh.flavour.kind === 'bash' && ![...old, ...this.#chars].includes('\n');
    if (plain && from < cols && this.#widthTo(this.#chars.length) < cols) await this.#change(old, from);
    else await this.#draw();
  }

  /** Writes what is not as in `old`, the cursor at column `from`: readline moves by backspaces or from the margin, whichever is less. */
  async #change(old: readonly string[], from: number): Promise<void> {
    let same = 0;
    while (same < old.length && old[same] === this.#chars[same]) same++;
    const to = this.#widthTo(Math.min(same, this.#chars.length));
    const move = to + 1 < from - to ? `\r${'\x1b[C'.repeat(to)}` : '\b'.repeat(from - to);
    await this.#write(`${move}${this.#chars.slice(same).join('')}${old.length > this.#chars.length ? '\x1b[K' : ''}`);
  }

  async #find(text: string, from: number): Promise<void> {
    const { history } = this.#sh;
    let index = from;
    while (index >= 0 && !history[index]?.includes(text)) index--;
    if (index < 0) {
      await this.#write('\x07');
      index = this.#search?.index ?? history.length;
    }
    this.#search = { text, index };
    const found = history[index] ?? '';
    const failed = !found.includes(text) && text !== '';
    const prompt = `(${failed ? 'failed ' : ''}reverse-i-search)\`${text}': `;
    await this.#draw(prompt, found, promptWidth(prompt) + textWidth(found.slice(0, Math.max(0, found.indexOf(text)))));
  }

  /** Keys while searching the history; true when the key is used up. */
  async #searching(key: string): Promise<boolean> {
    const search = this.#search;
    if (!search) return false;
    const { history } = this.#sh;
    if (key === '\x12') await this.#find(search.text, search.index - 1);
    else if (key === '\x7f' || key === '\b') await this.#find(search.text.slice(0, -1), history.length - 1);
    else if (key === '\x07') {
      this.#search = null;
      await this.#draw();
    } else if (key >= ' ' && [...key].length === 1) await this.#find(search.text + key, Math.min(search.index, history.length - 1));
    else {
      this.#search = null;
      const found = history[search.index];
      if (found !== undefined) {
        this.#entry = search.index;
        this.#chars = [...found];
        this.#at = Math.max(0, found.indexOf(search.text));
      }
      await this.#draw();
      return false;
    }
    return true;
  }

  async #tab(): Promise<void> {
    const line = this.#chars.join('');
    const before = this.#chars.slice(0, this.#at).join('');
    const { from, words, suffix } = await completeLine(this.#sh, before);
    const typed = before.slice(from);
    const replace = async (text: string): Promise<void> => {
      const start = [...before.slice(0, from)].length;
      if (text.startsWith(typed)) {
        await this.#insert(text.slice(typed.length));
        return;
      }
      this.#chars.splice(start, this.#at - start, ...text);
      this.#at = start + [...text].length;
      await this.#draw();
    };
    const [only] = words;
    if (only === undefined) {
      await this.#write('\x07');
      return;
    }
    if (words.length === 1) {
      await replace(only.text + suffix(only));
      return;
    }
    let common = only.text;
    for (const word of words) while (!word.text.startsWith(common)) common = common.slice(0, -1);
    if (common.length > typed.length) {
      await replace(common);
      if (this.#sh.flavour.kind === 'bash') await this.#write('\x07');
      return;
    }
    if (!this.#lastTab) {
      await this.#write('\x07');
      return;
    }
    if (words.length > 100) {
      await this.#write(`\nDisplay all ${words.length} possibilities? (y or n)`);
      const answer = await this.#key();
      if (answer !== 'y' && answer !== 'Y' && answer !== ' ') {
        this.#row = 0;
        await this.#write('\n');
        await this.#draw();
        return;
      }
    }
    await this.#write(
      `\n${columns(
        words.map((word) => word.shown),
        this.#cols || 80,
      )}`,
    );
    this.#row = 0;
    await this.#write(this.#prompt + line);
    this.#row = Math.floor(this.#widthTo(this.#chars.length) / (this.#cols || 80));
    if (this.#at < this.#chars.length) await this.#draw();
  }

  /** Acts on a key; gives the result when the line is finished. */
  async #press(key: string): Promise<LineResult | null> {
    if (this.#search && (await this.#searching(key))) return null;
    const tab = key === '\t';
    const length = this.#chars.length;
    switch (key) {
      case '':
        break;
      case '\r':
      case '\n': {
        const text = this.#chars.join('');
        if (this.#at < length) await this.#move(length);
        await this.#write('\n');
        return { kind: 'line', text };
      }
      case '\x04':
        if (length === 0) return { kind: 'eof' };
        if (this.#at < length) {
          this.#chars.splice(this.#at, 1);
          await this.#draw();
        }
        break;
      case '\x1b[3~':
        if (this.#at < length) {
          this.#chars.splice(this.#at, 1);
          await this.#draw();
        }
        break;
      case '\x7f':
      case '\b':
        if (this.#at > 0) {
          const [gone = ''] = this.#chars.splice(--this.#at, 1);
          if (this.#at === this.#chars.length && this.#row === 0 && charWidth(gone) === 1 && this.#widthTo(length) < (this.#cols || 80))
            await this.#write('\b \b');
          else await this.#draw();
        } else await this.#write('\x07');
        break;
      case '\x01':
      case '\x1b[H':
      case '\x1bOH':
      case '\x1b[1~':
        await this.#move(0);
        break;
      case '\x05':
      case '\x1b[F':
      case '\x1bOF':
      case '\x1b[4~':
        await this.#move(length);
        break;
      case '\x02':
      case '\x1b[D':
      case '\x1bOD':
        await this.#move(this.#at - 1);
        break;
      case '\x06':
      case '\x1b[C':
      case '\x1bOC':
        await this.#move(this.#at + 1);
        break;
      case '\x1bb':
      case '\x1b[1;5D':
      case '\x1b[1;3D':
        await this.#move(this.#wordStart());
        break;
      case '\x1bf':
      case '\x1b[1;5C':
      case '\x1b[1;3C':
        await this.#move(this.#wordEnd());
        break;
      case '\x1bd':
        await this.#kill(this.#at, this.#wordEnd());
        break;
      case '\x1b\x7f':
        await this.#kill(this.#wordStart(), this.#at);
        break;
      case '\x17':
        await this.#kill(
          this.#wordStart((c) => c !== ' '),
          this.#at,
        );
        break;
      case '\x15':
        await this.#kill(0, this.#at);
        break;
      case '\x0b':
        await this.#kill(this.#at, length);
        break;
      case '\x19':
        await this.#insert(this.#yank);
        break;
      case '\x0c':
        this.#row = 0;
        await this.#write('\x1b[H\x1b[2J');
        await this.#draw();
        break;
      case '\x14': {
        const i = Math.min(this.#at, length - 1);
        if (i > 0) {
          const [a = '', b = ''] = this.#chars.slice(i - 1, i + 1);
          this.#chars.splice(i - 1, 2, b, a);
          await this.#move(i + 1);
        }
        break;
      }
      case '\x10':
      case '\x1b[A':
      case '\x1bOA':
        await this.#recall(this.#entry - 1);
        break;
      case '\x0e':
      case '\x1b[B':
      case '\x1bOB':
        await this.#recall(this.#entry + 1);
        break;
      case '\x12':
        await this.#find('', this.#sh.history.length);
        break;
      case '\t':
        await this.#tab();
        break;
      default:
        if (key >= ' ' && !key.startsWith('\x1b')) await this.#insert(key);
    }
    this.#lastTab = tab;
    return null;
  }
}
