import { charWidth } from './width.ts';

const isWord = (c: string): boolean => /[\p{L}\p{N}_]/u.test(c);

/** The line being edited: its characters, the cursor, what was killed and what can be undone, as readline has them. */
export class LineBuffer {
  chars: string[] = [];
  /** The cursor stands before this character. */
  at = 0;
  mark = 0;
  #undo: { chars: string[]; at: number; typed: boolean }[] = [];
  #ring: string[] = [];
  #yanked: { from: number; index: number } | null = null;
  /** The last command was a kill (the next adds to it) or a yank. */
  #last: 'kill' | 'yank' | '' = '';
  #now: 'kill' | 'yank' | '' = '';

  get text(): string {
    return this.chars.join('');
  }

  /** Another line; nothing of it can be undone. */
  set(text: string, at?: number): void {
    this.chars = [...text];
    this.at = Math.min(at ?? this.chars.length, this.chars.length);
    this.#undo = [];
  }

  /** To be called after each command. */
  ended(): void {
    this.#last = this.#now;
    this.#now = '';
  }

  #save(typed = false): void {
    const last = this.#undo.at(-1);
    if (typed && last?.typed && last.at + (this.chars.length - last.chars.length) === this.at && this.chars.length - last.chars.length < 20)
      return;
    this.#undo.push({ chars: [...this.chars], at: this.at, typed });
  }

  undo(): boolean {
    const last = this.#undo.pop();
    if (last) ({ chars: this.chars, at: this.at } = last);
    return last !== undefined;
  }

  /** Undoes all. */
  revert(): void {
    while (this.undo());
  }

  insert(text: string, typed = false): void {
    this.#save(typed);
    const added = [...text];
    this.chars.splice(this.at, 0, ...added);
    this.at += added.length;
  }

  /** Takes away what stands between two places. */
  remove(from: number, to: number): void {
    this.#save();
    this.chars.splice(from, to - from);
    this.at = from;
  }

  /** Puts another text between two places, the cursor behind it. */
  replace(from: number, to: number, text: string): void {
    this.#save();
    this.chars.splice(from, to - from, ...text);
    this.at = from + [...text].length;
  }

  /** Kills what stands between the cursor and another place. */
  kill(to: number): void {
    const [from, end] = to < this.at ? [to, this.at] : [this.at, to];
    const cut = this.chars.slice(from, end).join('');
    if (cut !== '') {
      const last = this.#last === 'kill' ? (this.#ring.pop() ?? '') : '';
      this.#ring.push(to < this.at ? cut + last : last + cut);
      this.remove(from, end);
    }
    this.#now = 'kill';
  }

  yank(): void {
    const from = this.at;
    this.insert(this.#ring.at(-1) ?? '');
    this.#yanked = { from, index: this.#ring.length - 1 };
    this.#now = 'yank';
  }

  /** After a yank: the kill before it instead. */
  yankPop(): boolean {
    const { length } = this.#ring;
    if (this.#last !== 'yank' || !this.#yanked || length === 0) return false;
    const { from, index } = this.#yanked;
    const next = (index - 1 + length) % length;
    this.replace(from, this.at, this.#ring[next] ?? '');
    this.#yanked = { from, index: next };
    this.#now = 'yank';
    return true;
  }

  /** One character to the left, past combining ones. */
  left(): number {
    let to = this.at - 1;
    while (to > 0 && charWidth(this.chars[to] ?? '') === 0 && (this.chars[to] ?? '') >= '\x80') to--;
    return to;
  }

  right(): number {
    let to = this.at + 1;
    while (to < this.chars.length && charWidth(this.chars[to] ?? '') === 0 && (this.chars[to] ?? '') >= '\x80') to++;
    return to;
  }

  wordEnd(from = this.at): number {
    let i = from;
    while (i < this.chars.length && !isWord(this.chars[i] ?? '')) i++;
    while (i < this.chars.length && isWord(this.chars[i] ?? '')) i++;
    return i;
  }

  wordStart(word = isWord, from = this.at): number {
    let i = from;
    while (i > 0 && !word(this.chars[i - 1] ?? '')) i--;
    while (i > 0 && word(this.chars[i - 1] ?? '')) i--;
    return i;
  }

  /** ^T: the characters before and at the cursor change places. */
  transpose(): boolean {
    const { length } = this.chars;
    if (this.at === 0 || length < 2) return false;
    const i = Math.min(this.at, length - 1);
    const [a = '', b = ''] = this.chars.slice(i - 1, i + 1);
    this.replace(i - 1, i + 1, b + a);
    return true;
  }

  /** Alt-T: the word at the cursor and the one before it change places. */
  transposeWords(): boolean {
    const end = this.wordEnd();
    const start = this.wordStart(isWord, end);
    const before = this.wordStart(isWord, start);
    const beforeEnd = this.wordEnd(before);
    if (before === start || beforeEnd > start) return false;
    const slice = (a: number, b: number): string => this.chars.slice(a, b).join('');
    this.replace(before, end, slice(start, end) + slice(beforeEnd, start) + slice(before, beforeEnd));
    return true;
  }

  /** Alt-U, Alt-L, Alt-C: the word from the cursor on in other letters. */
  changeCase(how: 'upper' | 'lower' | 'capital'): void {
    const end = this.wordEnd();
    let first = true;
    const text = this.chars.slice(this.at, end).map((c) => {
      const up = how === 'upper' || (how === 'capital' && first);
      if (isWord(c)) first = false;
      return up ? c.toUpperCase() : c.toLowerCase();
    });
    this.replace(this.at, end, text.join(''));
  }
}
