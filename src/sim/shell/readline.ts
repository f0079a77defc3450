import { FsError } from '../fs/types.ts';
import { completeLine } from './complete.ts';
import { wordsOf } from './history-expansion.ts';
import { LineBuffer } from './line-buffer.ts';
import { LineDisplay } from './line-display.ts';
import type { Shell } from './shell.ts';
import { columns } from './width.ts';

/** What became of reading a line. */
export type LineResult = { readonly kind: 'line'; readonly text: string } | { readonly kind: 'eof' } | { readonly kind: 'interrupt' };

/** Names of keys that terminals send in several ways. */
const SAME: Readonly<Record<string, string>> = {
  '\x1b[H': '\x01',
  '\x1bOH': '\x01',
  '\x1b[1~': '\x01',
  '\x1b[F': '\x05',
  '\x1bOF': '\x05',
  '\x1b[4~': '\x05',
  '\x1b[D': '\x02',
  '\x1bOD': '\x02',
  '\x1b[C': '\x06',
  '\x1bOC': '\x06',
  '\x1b[A': '\x10',
  '\x1bOA': '\x10',
  '\x1b[B': '\x0e',
  '\x1bOB': '\x0e',
  '\x1b[1;5D': '\x1bb',
  '\x1b[1;3D': '\x1bb',
  '\x1b[1;5C': '\x1bf',
  '\x1b[1;3C': '\x1bf',
  '\x1b_': '\x1b.',
  '\x1b\b': '\x1b\x7f',
  '\b': '\x7f',
  '\n': '\r',
  '\x18\x15': '\x1f',
};
/** What busybox knows besides letters. */
const ASH_KEYS = new Set([...'\r\x01\x02\x04\x05\x06\x0b\x0c\x0e\x10\x12\x15\x17\x7f\t', '\x1b[3~', '\x1bb', '\x1bf', '\x1bd', '\x1b\x7f']);
const TERMINFO = ['/etc/terminfo', '/lib/terminfo', '/usr/share/terminfo'];

/** How long an escape may stand alone, milliseconds. */
const KEYSEQ_TIMEOUT = 500;

interface Search {
  readonly text: string;
  readonly index: number;
  /** Where in that line. */
  readonly place: number;
  readonly failed: boolean;
}

/** Reads one line from the terminal with editing, as readline in emacs mode does. */
export class LineEditor {
  readonly #sh: Shell;
  readonly #line = new LineBuffer();
  readonly #display: LineDisplay;
  readonly #bash: boolean;
  #prompt = '';
  #entry = 0;
  #edited = new Map<number, string>();
  #lastTab = false;
  /** busybox lists at the next Tab even when this one has added something. */
  #listNext = false;
  #search: Search | null = null;
  #lastArgument: { entry: number; length: number } | null = null;
  #decoder = new TextDecoder();
  #ahead: string[] = [];
  /** Set by SIGWINCH. */
  resized = false;

  constructor(sh: Shell) {
    this.#sh = sh;
    this.#display = new LineDisplay(sh);
    this.#bash = sh.flavour.kind === 'bash';
  }

  /** Shows the prompt (and a text to begin with) and reads a line; the terminal is raw meanwhile. */
  async read(prompt: string, initial = ''): Promise<LineResult> {
    const { sys } = this.#sh;
    const saved = sys.tcgetattr(0);
    sys.tcsetattr(0, { ...saved, canonical: false, echo: false, signals: true, crToNl: false, nlToCrNl: true });
    this.#line.set(initial);
    this.#prompt = prompt;
    this.#entry = this.#sh.history.length;
    this.#edited.clear();
    this.#search = null;
    this.resized = false;
    const paste = this.#bash && this.#isKnown();
    this.#display.known = paste;
    try {
      if (paste) await this.#display.write('\x1b[?2004h');
      await this.#display.begin(prompt, sys.winsize(0).cols);
      this.#display.visible = saved.echo;
      if (initial) await this.#draw();
      for (;;) {
        const key = await this.#key();
        if (key === 'interrupt') {
          await this.#display.leave('^C');
          return { kind: 'interrupt' };
        }
        const result = key === 'eof' ? { kind: 'eof' as const } : await this.#press(SAME[key] ?? key);
        if (!result) continue;
        if (result.kind === 'eof' && paste) await this.#display.write('\n');
        return result;
      }
    } finally {
      if (paste) await this.#display.write('\x1b[?2004l\r');
      sys.tcsetattr(0, saved);
    }
  }

  /** Whether readline finds a terminfo entry for the terminal: only then it asks for pastes to be marked. */
  #isKnown(): boolean {
    const { sys, vars } = this.#sh;
    const term = vars.get('TERM') ?? '';
    return TERMINFO.some((folder) => {
      try {
        return sys.stat(`${folder}/${term[0]}/${term}`).type === 'file';
      } catch {
        return false;
      }
    });
  }

  /** A byte, or why there is none; 'late' only with a deadline. */
  async #byte(deadline?: number): Promise<number | 'interrupt' | 'eof' | 'late'> {
    for (;;) {
      try {
        const byte = (await this.#sh.sys.read(0, 1, deadline))[0];
        return byte ?? 'eof';
      } catch (error) {
        if (!(error instanceof FsError)) throw error;
        if (error.code === 'EIO') return 'eof';
        if (error.code === 'EAGAIN') return 'late';
        if (error.code !== 'EINTR') throw error;
        if (this.#sh.interrupted) {
          this.#sh.interrupted = false;
          return 'interrupt';
        }
        if (this.resized) {
          this.resized = false;
          const { cols } = this.#sh.sys.winsize(0);
          if (cols > 0) await this.#display.resize(cols, this.#line.chars, this.#line.at);
        }
      }
    }
  }

  async #key(): Promise<string> {
    const ahead = this.#ahead.shift();
    if (ahead !== undefined) return ahead;
    for (;;) {
      const byte = await this.#byte();
      if (typeof byte === 'string') return byte;
      if (byte === 0x1b) return this.#escape();
      const text = this.#decoder.decode(Uint8Array.of(byte), { stream: true });
      if (text === '\x18' && this.#bash) {
        const next = await this.#byte();
        return typeof next === 'string' ? next : text + String.fromCharCode(next);
      }
      if (text !== '') return text;
    }
  }

  async #escape(): Promise<string> {
    let key = '\x1b';
    for (;;) {
      const byte = await this.#byte(this.#search && key === '\x1b' ? this.#sh.sys.now() + KEYSEQ_TIMEOUT : undefined);
      if (byte === 'late') return key;
      if (typeof byte === 'string') return byte;
      // A second escape begins anew.
      if (byte === 0x1b) key = '';
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
    this.#line.insert(pasted.slice(0, -6).replace(/\r\n?/g, '\n'));
    await this.#draw();
    return '';
  }

  async #draw(): Promise<void> {
    await this.#display.draw(this.#line.chars, this.#line.at);
  }

  async #bell(): Promise<void> {
    await this.#display.write('\x07');
  }

  /** Shows what a command has made of the line that was `old`. */
  async #changed(old: readonly string[]): Promise<void> {
    const { chars, at } = this.#line;
    let same = 0;
    while (same < old.length && old[same] === chars[same]) same++;
    if (same === old.length && same === chars.length) await this.#display.move(chars, at);
    else await this.#display.change(chars, same, at, old.length > chars.length || old.some((c) => c > '\x7f'));
  }

  async #move(to: number): Promise<void> {
    const { chars } = this.#line;
    this.#line.at = Math.max(0, Math.min(chars.length, to));
    if (to < 0 || to > chars.length) await this.#bell();
    await this.#display.move(chars, this.#line.at);
  }

  async #recall(entry: number): Promise<void> {
    const { history } = this.#sh;
    if (entry < 0 || entry > history.length) return this.#bell();
    this.#edited.set(this.#entry, this.#line.text);
    this.#entry = entry;
    this.#line.set(this.#edited.get(entry) ?? history[entry] ?? '');
  }

  /** Looks backwards from a place for the text; shows what was found, or that nothing was. */
  async #find(text: string, from: number, place: number): Promise<void> {
    const entries = [...this.#sh.history, this.#edited.get(this.#sh.history.length) ?? ''];
    let [index, found] = [from, -1];
    for (; index >= 0; index--) {
      const start = index === from ? place : Infinity;
      found = start < 0 ? -1 : (entries[index] ?? '').lastIndexOf(text, start);
      if (found >= 0) break;
    }
    // Nothing to look for is found nowhere.
    const failed = found < 0 || text === '';
    if (failed) await this.#bell();
    this.#search = failed
      ? { text, index: from, place: Math.max(0, this.#search?.place ?? 0), failed }
      : { text, index, place: found, failed };
    await this.#showSearch();
  }

  async #showSearch(): Promise<void> {
    const search = this.#search;
    if (!search) return;
    const { history } = this.#sh;
    const found = history[search.index] ?? this.#edited.get(history.length) ?? '';
    const at = [...found.slice(0, search.place)].length;
    await this.#display.draw([...found], at, `(${search.failed ? 'failed ' : ''}reverse-i-search)\`${search.text}': `);
  }

  /** Keys while searching the history; true when the key is used up. */
  async #searching(key: string): Promise<boolean> {
    const search = this.#search;
    if (!search) return false;
    // A search that has failed begins before that line's first letter.
    const place = search.failed ? -1 : search.place;
    if (key === '\x12') await this.#find(search.text, search.index, place - 1);
    else if (key === '\x7f') {
      if (search.text === '') await this.#bell();
      else await this.#find(search.text.slice(0, -1), search.index, place);
    } else if (key === '\x07') {
      this.#search = null;
      await this.#draw();
    } else if (key >= ' ' && [...key].length === 1) await this.#find(search.text + key, search.index, place);
    else {
      this.#search = null;
      const found = this.#sh.history[search.index];
      if (found !== undefined) {
        this.#entry = search.index;
        this.#line.set(found, [...found.slice(0, search.place)].length);
      }
      await this.#draw();
      return key === '' || key === '\x1b';
    }
    return true;
  }

  async #list(names: readonly string[]): Promise<void> {
    const { cols } = this.#display;
    if (names.length > 100) {
      await this.#display.leave();
      await this.#display.write(`Display all ${names.length} possibilities? (y or n)`);
      const answer = await this.#key();
      await this.#display.write('\n');
      if (answer === 'y' || answer === 'Y' || answer === ' ') await this.#display.write(columns(names, cols));
    } else {
      await this.#display.leave();
      await this.#display.write(columns(names, cols));
    }
    await this.#display.again(this.#line.chars, this.#line.at);
  }

  /** Tab; Alt-? only lists, Alt-* inserts all. */
  async #complete(how: 'complete' | 'list' | 'all'): Promise<void> {
    const line = this.#line;
    const before = line.chars.slice(0, line.at).join('');
    const { from, words, suffix, keep } = await completeLine(this.#sh, before);
    const start = [...before.slice(0, from)].length;
    const typed = before.slice(from);
    const [only] = words;
    if (only === undefined) return this.#bell();
    if (how === 'all') return line.replace(start, line.at, words.map(({ text }) => `${text} `).join(''));
    if (how === 'complete') {
      if (words.length === 1) {
        const end = suffix(only);
        const rest = line.chars[line.at];
        line.replace(start, line.at, only.text + (rest === undefined || (end === '/' && rest !== '/') ? end : ''));
        return;
      }
      let common = keep ? typed : only.text;
      if (!keep) for (const word of words) while (!word.text.startsWith(common)) common = common.slice(0, -1);
      if (common !== typed && (common.length > typed.length || !common.startsWith(typed))) {
        if (common.length >= typed.length) line.replace(start, line.at, common);
        this.#listNext = !this.#bash;
        return this.#bell();
      }
      if (!this.#lastTab) {
        this.#lastTab = true;
        return this.#bell();
      }
    }
    await this.#list(words.map(({ shown }) => shown));
  }

  /** Alt-.: the last word of the line before, of the one before that when pressed again. */
  async #insertLastArgument(): Promise<void> {
    const last = this.#lastArgument;
    const entry = (last?.entry ?? this.#sh.history.length) - 1;
    const text = this.#sh.history[entry];
    if (text === undefined) {
      this.#lastArgument = last;
      return this.#bell();
    }
    const word = wordsOf(text).at(-1) ?? '';
    this.#line.replace(this.#line.at - (last?.length ?? 0), this.#line.at, word);
    this.#lastArgument = { entry, length: [...word].length };
  }

  /** Alt with digits: how often the next key counts. */
  async #repeat(first: string): Promise<LineResult | null> {
    let digits = first;
    let key = await this.#key();
    while (/^\x1b?\d$/.test(key)) {
      digits += key.slice(-1);
      key = await this.#key();
    }
    if (key === 'interrupt' || key === 'eof') {
      this.#ahead.push(key);
      return null;
    }
    for (let i = Math.min(Number(digits), 1000); i > 0; i--) {
      const result = await this.#press(SAME[key] ?? key);
      if (result) return result;
    }
    return null;
  }

  /** Acts on a key; gives the result when the line is finished. */
  async #press(key: string): Promise<LineResult | null> {
    if (this.#search && (await this.#searching(key))) return null;
    const line = this.#line;
    const old = line.chars.slice();
    const { at } = line;
    const wasTab = this.#lastTab;
    const lastArgument = this.#lastArgument;
    this.#lastTab = false;
    this.#lastArgument = null;
    if (key === '\r') {
      await this.#display.move(line.chars, line.chars.length);
      // Below a line's end that was pasted the cursor is there already.
      if (line.chars.at(-1) === '\n' && this.#bash) await this.#display.write('\r');
      else if (this.#bash || this.#display.visible) await this.#display.leave();
      return { kind: 'line', text: line.text };
    }
    if (key === '\x04' && old.length === 0) return { kind: 'eof' };
    if (/^\x1b\d$/.test(key) && this.#bash) return this.#repeat(key.slice(1));
    if (key === '\x1b#' && this.#bash) {
      line.at = 0;
      line.insert('#');
      await this.#changed(old);
      return this.#press('\r');
    }
    if (key === '\t') this.#lastTab = wasTab;
    if (key === '\x1b.') this.#lastArgument = lastArgument;
    await this.#edit(key);
    line.ended();
    if (!this.#search && (line.at !== at || line.chars.length !== old.length || line.chars.some((c, i) => c !== old[i]))) {
      this.#lastTab = this.#listNext;
      this.#listNext = false;
      await this.#changed(old);
    }
    return null;
  }

  /** What a key does to the line; the caller shows it. */
  async #edit(key: string): Promise<void> {
    const line = this.#line;
    const { length } = line.chars;
    if (key.length > 0 && (key < ' ' || key === '\x7f') && !this.#bash && !ASH_KEYS.has(key)) return;
    const done = (worked: boolean): Promise<void> | undefined => (worked ? undefined : this.#bell());
    switch (key) {
      case '':
        return;
      case '\x04':
      case '\x1b[3~':
        return line.at < length ? line.remove(line.at, line.right()) : this.#bell();
      case '\x7f':
        return line.at > 0 ? line.remove(line.at - 1, line.at) : this.#bell();
      case '\x01':
        return this.#move(0);
      case '\x05':
        return this.#move(length);
      case '\x02':
        return this.#move(line.left());
      case '\x06':
        return this.#move(line.right());
      case '\x1bb':
        return this.#move(line.wordStart());
      case '\x1bf':
        return this.#move(line.wordEnd());
      case '\x1bd':
        return line.kill(line.wordEnd());
      case '\x1b\x7f':
        return line.kill(line.wordStart());
      case '\x17':
        return line.kill(line.wordStart((c) => c !== ' '));
      case '\x15':
        return line.kill(0);
      case '\x0b':
        return line.kill(length);
      case '\x19':
        return line.yank();
      case '\x1by':
        return done(line.yankPop());
      case '\x14':
        return done(line.transpose());
      case '\x1bt':
        return done(line.transposeWords());
      case '\x1bu':
        return line.changeCase('upper');
      case '\x1bl':
        return line.changeCase('lower');
      case '\x1bc':
        return line.changeCase('capital');
      case '\x1f':
        return done(line.undo());
      case '\x1br':
        return line.revert();
      case '\x18\x18':
        [line.at, line.mark] = [line.mark, line.at];
        return;
      case '\x16': {
        const quoted = await this.#key();
        if (quoted === 'interrupt' || quoted === 'eof') this.#ahead.push(quoted);
        else line.insert(quoted);
        return;
      }
      case '\x1b\\': {
        const blank = (i: number): boolean => /^[ \t]$/.test(line.chars[i] ?? '');
        let [from, to] = [line.at, line.at];
        while (blank(from - 1)) from--;
        while (blank(to)) to++;
        return line.remove(from, to);
      }
      case '\x1b.':
        return this.#insertLastArgument();
      case '\x0c':
        await this.#display.write(
          `\x1b[H\x1b[2J${this.#prompt
            .replace(/[\x01\x02]/g, '')
            .split('\n')
            .slice(0, -1)
            .map((one) => `${one}\n`)
            .join('')}`,
        );
        return this.#display.again(line.chars, line.at);
      case '\x10':
        return this.#recall(this.#entry - 1);
      case '\x0e':
        return this.#recall(this.#entry + 1);
      case '\x1b<':
        return this.#recall(0);
      case '\x1b>':
        return this.#recall(this.#sh.history.length);
      case '\x12': {
        const { history } = this.#sh;
        this.#edited.set(history.length, this.#entry === history.length ? line.text : (this.#edited.get(history.length) ?? ''));
        this.#search = { text: '', index: this.#entry, place: [...line.text].slice(0, line.at).join('').length, failed: false };
        return this.#showSearch();
      }
      case '\t':
        return this.#complete('complete');
      case '\x1b?':
      case '\x1b=':
        return this.#complete('list');
      case '\x1b*':
        return this.#complete('all');
      default:
        if (key >= ' ' && !key.startsWith('\x1b')) line.insert(key, true);
    }
  }
}
