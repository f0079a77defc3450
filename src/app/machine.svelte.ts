/** The page's handle on the simulated machine: starts the worker, keeps the journal, restores the world when the worker is lost. */
import { createActor } from 'xstate';
import { portTransport } from '../api/port.ts';
import type { EngineTransport } from '../api/wire.ts';
import type { CatalogName, Input, Journal, JournalEntry } from '../sim/journal.ts';
import type { EditorView } from '../sim/kernel/files/editor-file.ts';
import { connectionMachine } from './connection.machine.ts';
import { simWorker } from './sim-worker.ts';
import type { FromWorker, ToWorker, WireCall } from './protocol.ts';

/** Calls that the wire log keeps. */
const CALLS_KEPT = 200;

/** The page's terminal is this session of the machine. */
const SHELL = 'shell';

/** So often the worker is asked whether it is still there; after so many questions without an answer it is lost. */
const ASK_MS = 4000;
const PATIENCE = 3;

/** Time for the first prompt to be painted before other work begins. */
const PAINT_MS = 40;

/** What a world is made of, before anything happened in it. */
export interface Beginning {
  readonly seed: number;
  readonly epoch: number;
}

export interface MachineOptions {
  readonly catalog: CatalogName;
  /** The beginning of a fresh world. */
  readonly fresh: () => Beginning;
  /** A world to go on with instead: what an earlier load of the page has kept. */
  readonly kept?: Journal | null;
  /** Told after every input: the journal has grown, or a fresh one has begun. */
  readonly onJournal?: (journal: () => Journal) => void;
  /** Given by tests instead of a real worker. */
  readonly createWorker?: () => Worker;
}

export class Machine {
  status: 'starting' | 'ready' | 'lost' | 'restoring' = $state('starting');
  reason = $state('');
  calls: readonly WireCall[] = $state.raw([]);
  /** Rises with every new engine, so that whoever holds streams on the old one knows to open them again. */
  generation = $state(0);
  /** The shell has shown its first prompt: whatever is not needed to type may come now. */
  prompted = $state(false);
  /** Rises with every fresh world (not when one is restored). */
  worlds = $state(0);
  onOutput: (data: Uint8Array) => void = () => {};
  onExit: (code: number) => void = () => {};
  onEditors: (editors: readonly EditorView[]) => void = () => {};
  onRefused: (path: string, why: string) => void = () => {};
  /** A new world has taken the place of the old: the screen starts empty. */
  onReset: () => void = () => {};

  readonly #options: MachineOptions;
  readonly #actor = createActor(connectionMachine);
  readonly #calls = new Map<number, WireCall>();
  #entries: JournalEntry[] = [];
  #worker: Worker | null = null;
  #transport: (EngineTransport & { lost(reason: string): void }) | null = null;
  #size: { readonly cols: number; readonly rows: number } | null = null;
  #hasShell = false;
  #beginning: Beginning;
  #unanswered = 0;
  readonly #asking: ReturnType<typeof setInterval>;

  constructor(options: MachineOptions) {
    this.#options = options;
    this.#beginning = options.kept ?? options.fresh();
    this.#entries = [...(options.kept?.entries ?? [])];
    this.#asking = setInterval(() => this.#ask(), ASK_MS);
    this.#actor.subscribe((snapshot) => {
      this.status = snapshot.value;
      this.reason = snapshot.context.reason;
    });
    this.#actor.start();
    this.#boot();
  }

  /** The Engine API of the machine of now; calls fail once that machine is lost. */
  get transport(): EngineTransport {
    if (!this.#transport) throw new Error('the machine has not been started');
    return this.#transport;
  }

  /** Everything done so far, enough to make this world again. */
  journal(): Journal {
    const { seed, epoch } = this.#beginning;
    return { version: 1, seed, epoch, catalog: this.#options.catalog, entries: this.#entries };
  }

  input(input: Input): void {
    if (this.status === 'ready' || this.status === 'starting') this.#tell({ type: 'input', input });
  }

  /** Text typed into the page's terminal. */
  type(text: string): void {
    this.input({ kind: 'keys', session: SHELL, text });
  }

  /** The page's terminal has this size now. */
  resize(cols: number, rows: number): void {
    this.#size = { cols, rows };
    if (this.#hasShell) this.input({ kind: 'resize', session: SHELL, cols, rows });
    else if (this.#entries.length === 0) this.openShell();
  }

  /** A login shell on the page's terminal. */
  openShell(): void {
    this.#hasShell = true;
    this.input({
      kind: 'spawn',
      session: SHELL,
      argv: ['/bin/bash', '--login'],
      env: {
        HOME: '/root',
        TERM: 'xterm-256color',
        USER: 'root',
        LOGNAME: 'root',
        SHELL: '/bin/bash',
        LANG: 'C.UTF-8',
        PATH: DEFAULT_PATH,
      },
      cwd: '/root',
      terminal: this.#size ?? { cols: 80, rows: 24 },
      pane: true,
    });
  }

  /** Makes the lost world again from its journal. */
  restore(): void {
    this.#actor.send({ type: 'RESTORE' });
    this.#boot();
  }

  /** A fresh world. */
  restart(): void {
    this.#entries = [];
    this.#beginning = this.#options.fresh();
    this.worlds++;
    this.#options.onJournal?.(() => this.journal());
    this.#actor.send({ type: 'RESTART' });
    this.#boot();
  }

  destroy(): void {
    clearInterval(this.#asking);
    this.#worker?.terminate();
    this.#actor.stop();
  }

  #boot(): void {
    this.#worker?.terminate();
    this.#transport?.lost('the machine was replaced');
    this.#calls.clear();
    this.calls = [];
    this.#unanswered = 0;
    this.#hasShell = false;
    this.onReset();

    const worker = (this.#options.createWorker ?? simWorker)();
    const { port1, port2 } = new MessageChannel();
    this.#worker = worker;
    this.#transport = portTransport(port1 as never);
    worker.onmessage = (event: MessageEvent<FromWorker>) => this.#hear(event.data);
    worker.onerror = (event) => this.#lose(event.message || 'the worker failed');
    worker.onmessageerror = () => this.#lose('a message could not be read');
    worker.postMessage({ type: 'boot', journal: this.journal(), port: port2 } satisfies ToWorker, [port2]);
    // A fresh world needs no answer first: its shell can start as soon as the machine stands.
    if (this.#size && this.#entries.length === 0) this.openShell();
  }

  #hear(message: FromWorker): void {
    switch (message.type) {
      case 'ready':
        this.generation++;
        this.#actor.send({ type: 'READY' });
        if (this.#hasShell) break;
        // A world that was made again has its shell, for a screen of the size of then.
        this.#hasShell = message.open.includes(SHELL);
        if (this.#size) this.resize(this.#size.cols, this.#size.rows);
        if (!this.#hasShell) this.openShell();
        break;
      case 'editors':
        this.onEditors(message.editors);
        break;
      case 'refused':
        this.onRefused(message.path, message.why);
        break;
      case 'here':
        this.#unanswered = 0;
        break;
      case 'output':
        if (message.session !== SHELL) break;
        this.onOutput(message.data);
        if (!this.prompted) setTimeout(() => (this.prompted = true), PAINT_MS);
        break;
      case 'exit':
        if (message.session === SHELL) this.onExit(message.code);
        break;
      case 'journal':
        this.#entries.push(message.entry);
        this.#options.onJournal?.(() => this.journal());
        break;
      case 'wire':
        this.#log(message.call);
        break;
      case 'failed':
        this.#lose(message.reason);
        break;
    }
  }

  #log(call: WireCall): void {
    this.#calls.set(call.id, call);
    for (const id of this.#calls.keys()) {
      if (this.#calls.size <= CALLS_KEPT) break;
      this.#calls.delete(id);
    }
    this.calls = [...this.#calls.values()];
  }

  /** A worker that died or hangs tells nobody: it is asked. While a world is being made, there is no time to answer. */
  #ask(): void {
    if (this.status !== 'ready') return;
    if (this.#unanswered >= PATIENCE) return this.#lose('');
    this.#unanswered++;
    this.#tell({ type: 'ask' });
  }

  /** @param reason empty when it just does not answer */
  #lose(reason: string): void {
    this.#worker?.terminate();
    this.#transport?.lost(reason);
    this.#actor.send({ type: 'FAILED', reason });
  }

  #tell(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }
}

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
