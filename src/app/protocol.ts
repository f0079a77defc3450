/** What the page and the worker that holds the world say to each other. The Engine API has a MessagePort of its own. */
import type { Input, Journal, JournalEntry } from '../sim/journal.ts';
import type { EditorView } from '../sim/kernel/files/editor-file.ts';
import type { WireCall } from '../sim/world.ts';

export type { WireCall };

export type ToWorker =
  /** `port` (a MessagePort) is transferred with it and serves the Engine API. */
  | { readonly type: 'boot'; readonly journal: Journal; readonly port: MessagePort }
  | { readonly type: 'input'; readonly input: Input }
  /** Are you still there? Answered with `here`. */
  | { readonly type: 'ask' }
  /** Virtual seconds per real second. */
  | { readonly type: 'speed'; readonly speed: number };

export type FromWorker =
  /** The world stands (and has done all of the journal's inputs again). */
  | { readonly type: 'ready'; readonly open: readonly string[] }
  | { readonly type: 'output'; readonly session: string; readonly data: Uint8Array }
  | { readonly type: 'exit'; readonly session: string; readonly code: number }
  | { readonly type: 'journal'; readonly entry: JournalEntry }
  | { readonly type: 'wire'; readonly call: WireCall }
  /** The editors that wait in the pane. */
  | { readonly type: 'editors'; readonly editors: readonly EditorView[] }
  /** A file could not be saved from outside; `why` is the code of the system call's error. */
  | { readonly type: 'refused'; readonly path: string; readonly why: string }
  | { readonly type: 'here' }
  | { readonly type: 'failed'; readonly reason: string };
