/** What stands in the editor's pane: the files of the programs that wait there, and those opened from the tree of files. */
import { SvelteMap } from 'svelte/reactivity';
import type { EditorView } from '../../sim/kernel/files/editor-file.ts';
import type { Input } from '../../sim/journal.ts';
import { Drafts } from './drafts.ts';

/** Where a text is written to. */
export type Source =
  | {
      readonly kind: 'program';
      readonly editor: number;
      readonly file: number;
      readonly program: string;
      readonly container: string | null;
    }
  | { readonly kind: 'host' }
  | { readonly kind: 'container'; readonly id: string; readonly name: string };

/** A text that is open. */
export interface OpenText {
  readonly key: string;
  readonly source: Source;
  readonly path: string;
  /** As it is in the file. */
  readonly saved: string;
  readonly readonly: boolean;
  /** Where the cursor begins, from 1; 0 is the last line. */
  readonly line: number;
}

/** What is said at the pane's foot; a program's own words are English whatever the page speaks. */
export type Said =
  | { readonly kind: 'program'; readonly text: string; readonly failed: boolean }
  | { readonly kind: 'saved'; readonly path: string }
  | { readonly kind: 'refused'; readonly path: string; readonly why: string };

const NO_WRITE = 'E37: No write since last change (add ! to override)';

export class Workbench {
  texts: readonly OpenText[] = $state.raw([]);
  current: string | null = $state(null);
  /** Texts that differ from their file, by their key. */
  readonly drafts = new SvelteMap<string, string>();
  said: Said | null = $state.raw(null);
  /** The tree of files is shown. */
  files = $state(false);
  /** The last question: the text is not saved, is it to be left all the same? */
  asking = $state(false);
  /** A program has opened its files, or the last of them was left. */
  onProgram: (open: boolean) => void = () => {};
  readonly #input: (input: Input) => void;
  readonly #kept: Drafts;
  #views: readonly EditorView[] = [];
  /** A program to be left once it has written. */
  #leaving: { readonly editor: number; readonly after: number } | null = null;

  constructor(input: (input: Input) => void, storage: Storage | null) {
    this.#input = input;
    this.#kept = new Drafts(storage);
  }

  get text(): OpenText | null {
    return this.texts.find(({ key }) => key === this.current) ?? null;
  }

  get shown(): boolean {
    return this.files || this.texts.length > 0;
  }

  /** The program that has the terminal, while it is in this pane. */
  get program(): string | null {
    const last = this.texts.findLast(({ source }) => source.kind === 'program');
    return last?.source.kind === 'program' ? last.source.program : null;
  }

  /** What is in a text now. */
  content(text: OpenText): string {
    return this.drafts.get(text.key) ?? text.saved;
  }

  change(key: string, content: string): void {
    const text = this.texts.find((one) => one.key === key);
    if (!text) return;
    if (content === text.saved) this.drafts.delete(key);
    else this.drafts.set(key, content);
    this.#kept.keep(key, text.path, content === text.saved ? null : content);
    this.asking = false;
  }

  /** The programs' editors are these now. */
  programs(views: readonly EditorView[]): void {
    const before = new Map(this.#views.map((view) => [view.id, view]));
    this.#views = views;
    const open = views.flatMap(textsOf);
    const others = this.texts.filter(({ source }) => source.kind !== 'program');
    for (const { key, source } of this.texts) if (source.kind === 'program' && !open.some((text) => text.key === key)) this.#forget(key);
    this.texts = [...others, ...open];
    for (const view of views) {
      const known = before.get(view.id);
      if (!known) this.#opened(view);
      else if (view.answers > known.answers) this.#answered(view);
    }
    if (!this.text) this.current = this.texts.at(-1)?.key ?? null;
    if (before.size > 0 && views.length === 0) this.onProgram(false);
  }

  /** Opens a file of the tree. */
  open(text: Omit<OpenText, 'key' | 'line' | 'readonly'>): void {
    const { source, path } = text;
    const key = `${source.kind === 'container' ? source.id : source.kind}:${path}`;
    if (!this.texts.some((one) => one.key === key)) {
      this.texts = [{ ...text, key, line: 1, readonly: false }, ...this.texts];
      this.#resume(key, path, text.saved);
    }
    this.current = key;
    this.said = null;
  }

  /** Writes the text that is shown; `leave` when it is to be closed after that. */
  save({ name = '', force = false, leave = false } = {}): void {
    const { text } = this;
    if (!text) return;
    const content = this.content(text);
    const { source } = text;
    this.asking = false;
    if (source.kind === 'program') {
      const { editor, file } = source;
      if (leave) this.#leaving = { editor, after: this.#views.find(({ id }) => id === editor)?.answers ?? 0 };
      this.#input({ kind: 'write', editor, file, path: name === '' ? text.path : absolute(text.path, name), text: content, force });
      return;
    }
    if (source.kind === 'host') this.#input({ kind: 'save', path: text.path, text: content });
    else this.#input({ kind: 'put', container: source.id, path: text.path, text: content });
    this.texts = this.texts.map((one) => (one.key === text.key ? { ...one, saved: content } : one));
    this.change(text.key, content);
    this.said = { kind: 'saved', path: text.path };
    if (leave) this.close(true);
  }

  /** Closes what is shown; unsaved work is asked about unless `force`. */
  close(force: boolean, code = 0): void {
    const { text } = this;
    if (!text) return;
    const { source } = text;
    const group = this.texts.filter((one) => (source.kind === 'program' ? isOf(one, source.editor) : one.key === text.key));
    const unsaved = group.find(({ key }) => this.drafts.has(key));
    if (unsaved && !force) {
      this.current = unsaved.key;
      this.asking = true;
      this.said = { kind: 'program', text: NO_WRITE, failed: true };
      return;
    }
    this.asking = false;
    this.said = null;
    if (source.kind === 'program') this.#input({ kind: 'leave', editor: source.editor, code });
    else {
      this.#forget(text.key);
      this.texts = this.texts.filter(({ key }) => key !== text.key);
      this.current = this.texts.at(-1)?.key ?? null;
    }
  }

  /** The machine would not take what was saved. */
  refused(path: string, why: string): void {
    this.said = { kind: 'refused', path, why };
  }

  /** A fresh world: nothing in it is open. */
  clear(): void {
    for (const { key } of this.texts) this.#forget(key);
    this.#kept.clear();
    this.lost();
  }

  /** The machine is made again; what was typed and not saved waits for its editors to come back. */
  lost(): void {
    this.texts = [];
    this.#views = [];
    this.current = null;
    this.said = null;
    this.asking = false;
    this.drafts.clear();
  }

  #opened(view: EditorView): void {
    const texts = textsOf(view);
    for (const { key, path, saved } of texts) this.#resume(key, path, saved);
    this.current = texts[0]?.key ?? null;
    this.said = { kind: 'program', text: view.message, failed: view.failed };
    this.onProgram(true);
  }

  #answered(view: EditorView): void {
    this.said = { kind: 'program', text: view.message, failed: view.failed };
    if (!view.failed) for (const text of textsOf(view)) if (this.drafts.get(text.key) === text.saved) this.change(text.key, text.saved);
    const leaving = this.#leaving;
    if (leaving?.editor !== view.id || view.answers <= leaving.after) return;
    this.#leaving = null;
    if (!view.failed) this.close(false);
  }

  /** What was typed before the page was loaded again. */
  #resume(key: string, path: string, saved: string): void {
    const draft = this.#kept.of(key, path);
    if (draft !== null && draft !== saved) this.drafts.set(key, draft);
  }

  #forget(key: string): void {
    this.drafts.delete(key);
    this.#kept.keep(key, '', null);
  }
}

const isOf = ({ source }: OpenText, editor: number): boolean => source.kind === 'program' && source.editor === editor;

function textsOf({ id, files, line, program, container }: EditorView): OpenText[] {
  return files.map(({ path, text, readonly }, file) => ({
    key: `${id}.${file}`,
    source: { kind: 'program', editor: id, file, program, container },
    path,
    saved: text,
    readonly,
    line: file === 0 ? line : 1,
  }));
}

/** A name typed after `:w`: relative names lie beside the file that is open. */
function absolute(beside: string, name: string): string {
  return name.startsWith('/') ? name : `${beside.slice(0, beside.lastIndexOf('/')) || '/root'}/${name}`;
}
