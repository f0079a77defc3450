/** The page's handle on the simulated machine: starts the worker, keeps the journal, restores the world when the worker is lost. */
import { createActor } from 'xstate';
import { portTransport } from '../api/port.ts';
import type { EngineTransport } from '../api/wire.ts';
import type { CatalogName, Input, Journal, JournalEntry } from '../sim/journal.ts';
import { connectionMachine } from './connection.machine.ts';
import type { FromWorker, ToWorker, WireCall } from './protocol.ts';

/** Calls that the wire log keeps. */
const CALLS_KEPT = 200;

/** The page's terminal is this session of the machine. */
export const SHELL = 'shell';

export interface MachineOptions {
  readonly catalog: CatalogName;
  readonly seed: number;
  readonly epoch: number;
  /** Given by tests instead of a real worker. */
  readonly createWorker?: () => Worker;
}

export class Machine {
  status: 'starting' | 'ready' | 'lost' | 'restoring' = $state('starting');
  reason = $state('');
  calls: readonly WireCall[] = $state.raw([]);
  /** Rises with every new engine, so that whoever holds streams on the old one knows to open them again. */
  generation = $state(0);
  onOutput: (data: Uint8Array) => void = () => {};
  onExit: (code: number) => void = () => {};
  /** A new world has taken the place of the old: the screen starts empty. */
  onReset: () => void = () => {};

  readonly #options: MachineOptions;
  readonly #actor = createActor(connectionMachine);
  readonly #calls = new Map<number, WireCall>();
  #entries: JournalEntry[] = [];
  #worker: Worker | null = null;
  #transport: (EngineTransport & { lost(reason: string): void }) | null = null;
  #size = { cols: 80, rows: 24 };

  constructor(options: MachineOptions) {
    this.#options = options;
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
    const { seed, epoch, catalog } = this.#options;
    return { version: 1, seed, epoch, catalog, entries: this.#entries };
  }

  input(input: Input): void {
    if (this.status === 'ready' || this.status === 'starting') this.#tell({ type: 'input', input });
  }

  /** Text typed into the page's terminal. */
  type(text: string): void {
    this.input({ kind: 'keys', session: SHELL, text });
  }

  resize(cols: number, rows: number): void {
    this.#size = { cols, rows };
    this.input({ kind: 'resize', session: SHELL, cols, rows });
  }

  /** A login shell on the page's terminal. */
  openShell(): void {
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
      terminal: this.#size,
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
    this.#actor.send({ type: 'RESTART' });
    this.#boot();
  }

  destroy(): void {
    this.#worker?.terminate();
    this.#actor.stop();
  }

  #boot(): void {
    this.#worker?.terminate();
    this.#transport?.lost('the machine was replaced');
    this.#calls.clear();
    this.calls = [];
    this.onReset();

    const worker =
      this.#options.createWorker?.() ?? new Worker(new URL('./sim.worker.ts', import.meta.url), { type: 'module', name: 'huajuan' });
    const { port1, port2 } = new MessageChannel();
    this.#worker = worker;
    this.#transport = portTransport(port1 as never);
    worker.onmessage = (event: MessageEvent<FromWorker>) => this.#hear(event.data);
    worker.onerror = (event) => this.#lose(event.message || 'the worker failed');
    worker.onmessageerror = () => this.#lose('a message could not be read');
    worker.postMessage({ type: 'boot', journal: this.journal(), port: port2 } satisfies ToWorker, [port2]);
  }

  #hear(message: FromWorker): void {
    switch (message.type) {
      case 'ready':
        this.generation++;
        this.#actor.send({ type: 'READY' });
        if (!message.open.includes(SHELL)) this.openShell();
        break;
      case 'output':
        if (message.session === SHELL) this.onOutput(message.data);
        break;
      case 'exit':
        if (message.session === SHELL) this.onExit(message.code);
        break;
      case 'journal':
        this.#entries.push(message.entry);
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
