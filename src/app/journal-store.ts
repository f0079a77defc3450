/** Keeps the journal over a reload of the tab, in sessionStorage: the page comes back to the same world. */
import type { Journal } from '../sim/journal.ts';

const KEY = 'huajuan.journal';
/** Characters that are kept at most; browsers give a page about five million. */
const LONGEST = 2_000_000;
const QUIET_MS = 400;

/** What was found: a journal, or why the one that was there could not be used; both null when there was none. */
export interface Kept {
  readonly journal: Journal | null;
  readonly problem: string | null;
}

export class JournalStore {
  /** The journal has grown too long to be kept. */
  onTooLong: () => void = () => {};
  readonly #storage: Storage | null;
  #pending: (() => Journal) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tooLong = false;

  /** @param storage null where the browser keeps nothing */
  constructor(storage: Storage | null) {
    this.#storage = storage;
  }

  /** Reads what an earlier load of this tab has left; a first load needs no code for that. */
  async load(): Promise<Kept> {
    const text = this.#storage?.getItem(KEY) ?? null;
    if (text === null) return { journal: null, problem: null };
    const { parseJournal } = await import('../sim/journal.ts');
    try {
      return { journal: parseJournal(JSON.parse(text)), problem: null };
    } catch (error) {
      this.clear();
      return { journal: null, problem: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Saves soon: typing comes in bursts. `journal` is asked when it is time. */
  save(journal: () => Journal): void {
    this.#pending = journal;
    this.#timer ??= setTimeout(() => this.flush(), QUIET_MS);
  }

  /** Saves what is still to be saved, now (the page is about to go). */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const journal = this.#pending;
    this.#pending = null;
    if (!journal || this.#tooLong) return;
    try {
      const text = JSON.stringify(journal());
      if (text.length > LONGEST) throw new RangeError('the journal is too long');
      this.#storage?.setItem(KEY, text);
    } catch {
      this.#tooLong = true;
      this.#storage?.removeItem(KEY);
      this.onTooLong();
    }
  }

  /** Forgets: a fresh world begins. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending = null;
    this.#tooLong = false;
    this.#storage?.removeItem(KEY);
  }
}
