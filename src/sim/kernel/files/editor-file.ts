import type { Stat } from '../../fs/types.ts';
import { anonymousStat, OpenFile } from './open-file.ts';

/** A file that an editor has opened. */
export interface EditedFile {
  /** Absolute, as the editor's process sees it; "" for a text without a name. */
  readonly path: string;
  /** Its lines joined by "\n", without the last line's end. */
  readonly text: string;
  /** Why it should not be written: it was opened to be looked at, it is no text, it is a folder. */
  readonly readonly: boolean;
}

/** What a program asks to be shown. */
export interface EditorRequest {
  /** "vim", "vi", "nano" */
  readonly program: string;
  readonly files: readonly EditedFile[];
  /** The line to begin at, counted from 1; 0 is the last. */
  readonly line: number;
  /** The name of the container that it runs in, by its hostname; null on the host. */
  readonly container: string | null;
  /** What the program has to say, in its own words. */
  readonly message: string;
}

/** An editor as the pane shows it. */
export interface EditorView extends EditorRequest {
  readonly id: number;
  /** How many events it has answered; `failed` is about the last of them. */
  readonly answers: number;
  readonly failed: boolean;
}

/** What is done in the pane: a file is to be written (under another name, perhaps), or the editor is to end. */
export type EditorEvent =
  | { readonly kind: 'write'; readonly file: number; readonly path: string; readonly text: string; readonly force: boolean }
  | { readonly kind: 'leave'; readonly code: number };

/** A program's answer to a {@link EditorEvent} of the kind `write`. */
export interface EditorAnswer {
  readonly message: string;
  readonly failed: boolean;
  /** The file as it is now, when it was written. */
  readonly file?: { readonly at: number; readonly path: string; readonly text: string };
}

interface Listener {
  changed(): void;
  closed(): void;
}

/** An editor in the pane as its program has it: reads give the events, one JSON object each; answers are written. */
export class EditorFile extends OpenFile {
  #view: EditorView;
  readonly #events: EditorEvent[] = [];
  readonly #listener: Listener;
  readonly #now: () => number;

  constructor(id: number, request: EditorRequest, now: () => number, listener: Listener) {
    super({ read: true, write: true }, `anon_inode:[editor:${id}]`);
    this.#view = { ...request, id, answers: 0, failed: false };
    this.#now = now;
    this.#listener = listener;
  }

  get view(): EditorView {
    return this.#view;
  }

  /** Events that the program has not read yet. */
  get pending(): readonly EditorEvent[] {
    return this.#events;
  }

  push(event: EditorEvent): void {
    this.#events.push(event);
    this.readable.wake();
  }

  read(): Uint8Array | null {
    const event = this.#events.shift();
    return event ? new TextEncoder().encode(JSON.stringify(event)) : null;
  }

  write(data: Uint8Array): number {
    const { message, failed, file } = JSON.parse(new TextDecoder().decode(data)) as EditorAnswer;
    const files = this.#view.files.map((old, at) => (at === file?.at ? { ...old, path: file.path, text: file.text } : old));
    this.#view = { ...this.#view, files, message, failed, answers: this.#view.answers + 1 };
    this.#listener.changed();
    return data.length;
  }

  stat(): Stat {
    return anonymousStat('fifo', 2, this.#now());
  }

  protected override closed(): void {
    this.#listener.closed();
  }
}
