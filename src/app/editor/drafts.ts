/** What was typed into the editor and not saved, kept over a reload of the tab. */
const KEY = 'huajuan.drafts';
const LONGEST = 500_000;

interface Draft {
  readonly path: string;
  readonly content: string;
}

export class Drafts {
  readonly #storage: Storage | null;
  #drafts: Record<string, Draft> = {};

  /** @param storage null where the browser keeps nothing */
  constructor(storage: Storage | null) {
    this.#storage = storage;
    try {
      const value: unknown = JSON.parse(storage?.getItem(KEY) ?? '{}');
      if (typeof value === 'object' && value !== null) this.#drafts = value as Record<string, Draft>;
    } catch {
      this.clear();
    }
  }

  /** The draft of that file under that key, null when there is none. */
  of(key: string, path: string): string | null {
    const draft = this.#drafts[key];
    return draft?.path === path && typeof draft.content === 'string' ? draft.content : null;
  }

  /** @param content null: it is saved, or given up */
  keep(key: string, path: string, content: string | null): void {
    if (content === null && !(key in this.#drafts)) return;
    if (content === null) delete this.#drafts[key];
    else this.#drafts[key] = { path, content };
    try {
      const text = JSON.stringify(this.#drafts);
      if (text.length <= LONGEST) this.#storage?.setItem(KEY, text);
    } catch {
      // A draft that cannot be kept is still on the screen.
    }
  }

  clear(): void {
    this.#drafts = {};
    this.#storage?.removeItem(KEY);
  }
}
