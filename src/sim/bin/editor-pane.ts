/** An editor that is shown in the pane beside the terminal: the program waits for what is done there, and does it. */
import { FsError } from '../fs/types.ts';
import type { EditedFile, EditorAnswer, EditorEvent } from '../kernel/files/editor-file.ts';
import { type Command, decode, encode, errno } from './command.ts';
import { type Voice, write } from './edited-file.ts';

/** What an editor was started with. */
export interface Edit {
  /** "vim", "vi", "nano" */
  readonly program: string;
  readonly voice: Voice;
  readonly files: readonly EditedFile[];
  /** From 1; 0 is the last. */
  readonly line: number;
  readonly message: string;
}

/** Shows the files in the pane until the editor is left; null when there is no pane, and the terminal must do. */
export async function runInPane({ sys }: Command, edit: Edit): Promise<number | null> {
  const { voice, ...request } = edit;
  if (!sys.isatty(0) || !sys.isatty(1)) return null;
  let pane: number;
  try {
    pane = sys.openEditor(request);
  } catch (error) {
    if (errno(error) !== 'ENXIO') throw error;
    return null;
  }
  const { files } = edit;
  const readonly = new Set(files.flatMap((file, at) => (file.readonly ? [at] : [])));
  const old = sys.tcgetattr(0);
  // The keys belong to the pane now; what is typed on the terminal all the same must not show, nor stop the editor.
  sys.tcsetattr(0, { ...old, canonical: false, echo: false, signals: false });
  void swallow(sys);
  try {
    for (;;) {
      const event = await next(sys, pane);
      if (event === null) continue;
      if (event.kind === 'leave') return event.code & 255;
      const { file, path, text, force } = event;
      const locked = readonly.has(file) && path === files[file]?.path && !force;
      const done = locked ? { message: voice.readonly(path), failed: true } : write(sys, path, text, voice);
      const answer: EditorAnswer = done.failed ? done : { ...done, file: { at: file, path, text } };
      await sys.write(pane, encode(JSON.stringify(answer)));
    }
  } finally {
    sys.tcsetattr(0, old);
    sys.close(pane);
  }
}

async function next(sys: Command['sys'], pane: number): Promise<EditorEvent | null> {
  try {
    return JSON.parse(decode(await sys.read(pane))) as EditorEvent;
  } catch (error) {
    if (!(error instanceof FsError) || error.code !== 'EINTR') throw error;
    return null;
  }
}

/** Reads away what is typed on the terminal, until the program ends. */
async function swallow(sys: Command['sys']): Promise<void> {
  for (;;) {
    try {
      if ((await sys.read(0)).length === 0) return;
    } catch (error) {
      if (errno(error) !== 'EINTR') return;
    }
  }
}
