import { type EditorEvent, EditorFile, type EditorRequest, type EditorView } from './files/editor-file.ts';

/**
 * The editors that are shown in a pane beside the terminal instead of on it. A program opens one as a descriptor
 * ({@link Sys.openEditor}); what is done in the pane comes in as events that the program reads and does with its own rights.
 */
export class Editors {
  /** Terminals whose owner has such a pane; without any, editors draw on the terminal as they always did. */
  panes = 0;
  /** Called when an editor was opened, has answered or is gone. */
  onChange: () => void = () => {};
  readonly #open = new Map<number, EditorFile>();
  #last = 0;

  /** Shows an editor in the pane. */
  open(request: EditorRequest, now: () => number): EditorFile {
    const id = ++this.#last;
    const file = new EditorFile(id, request, now, {
      changed: () => this.onChange(),
      closed: () => {
        this.#open.delete(id);
        this.onChange();
      },
    });
    this.#open.set(id, file);
    this.onChange();
    return file;
  }

  /** Something was done in an editor's pane; nothing happens when that editor is gone. */
  happen(id: number, event: EditorEvent): void {
    this.#open.get(id)?.push(event);
  }

  /** What stands in the pane, the editor opened last at the end. */
  views(): EditorView[] {
    return [...this.#open.values()].map(({ view }) => view);
  }

  /** For the state digest. */
  snapshot(): unknown {
    return { panes: this.panes, last: this.#last, open: [...this.#open.values()].map(({ view, pending }) => ({ view, pending })) };
  }
}
