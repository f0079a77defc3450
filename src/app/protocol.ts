/** What the page and the worker that holds the world say to each other. The Engine API has a MessagePort of its own. */
import type { Input, Journal, JournalEntry } from '../sim/journal.ts';
import type { EditorView } from '../sim/kernel/files/editor-file.ts';
import type { EnteredLine } from '../sim/lived.ts';
import type { WireCall } from '../sim/world.ts';

export type { EnteredLine, WireCall };

export type ToWorker =
  /** Make the world of a journal. `port` (a MessagePort) is transferred with it and serves the Engine API. */
  | { readonly type: 'boot'; readonly journal: Journal; readonly port: MessagePort }
  | { readonly type: 'input'; readonly input: Input }
  /** Are you still there? Answered with `here`. */
  | { readonly type: 'ask' }
  /** Virtual seconds per real second. */
  | { readonly type: 'speed'; readonly speed: number }
  /** Time stands still: it goes on only until there is something to see, after an input or a `step`. */
  | { readonly type: 'pause' }
  | { readonly type: 'play' }
  /** On to the next thing that the union mounts (or whatever else a scene listens to) are seen doing. */
  | { readonly type: 'step' }
  /** To a moment (milliseconds since the world began) with the first `count` inputs; `undo`: what came later is dropped. `port` as in `boot`. */
  | {
      readonly type: 'go';
      readonly at: number;
      readonly count: number | null;
      readonly undo: boolean;
      readonly port: MessagePort;
    }
  /** Whether somebody wants to know the time. */
  | { readonly type: 'watch'; readonly on: boolean };

/** Where a world stands in its journal. */
export interface Position {
  /** Virtual milliseconds since the world began. */
  readonly at: number;
  /** Inputs of the journal that have come. */
  readonly inputs: number;
}

export type FromWorker =
  /** A world stands (and has done all of the journal's inputs again): booted, or the one of another moment. All that it has told follows. */
  | { readonly type: 'ready'; readonly open: readonly string[]; readonly position: Position }
  | { readonly type: 'output'; readonly session: string; readonly data: Uint8Array }
  | { readonly type: 'exit'; readonly session: string; readonly code: number }
  /** An input has come as number `index` of the journal; what the journal had from there on is another way that was not gone. */
  | { readonly type: 'journal'; readonly index: number; readonly entry: JournalEntry }
  /** The journal ends here now: an undo. */
  | { readonly type: 'cut'; readonly position: Position }
  | { readonly type: 'wire'; readonly call: WireCall }
  /** A line was entered at a prompt. */
  | { readonly type: 'line'; readonly line: EnteredLine }
  | { readonly type: 'moment'; readonly position: Position }
  /** The editors that wait in the pane. */
  | { readonly type: 'editors'; readonly editors: readonly EditorView[] }
  /** A file could not be saved from outside; `why` is the code of the system call's error. */
  | { readonly type: 'refused'; readonly path: string; readonly why: string }
  | { readonly type: 'here' }
  | { readonly type: 'failed'; readonly reason: string };
