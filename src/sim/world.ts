/**
 * The simulated machine as one value: boots the host, the engine and the registries, and is the only place in `sim/` that
 * joins the rooms. A world is a function of its seed and its journal of inputs: {@link World.replay}.
 */
import type { EngineRequest, EngineTransport } from '../api/wire.ts';
import { programs as binaries } from './bin/index.ts';
import { type Drain, VirtualClock } from './clock.ts';
import { Engine } from './engine/engine.ts';
import { unpack } from './fs/archive.ts';
import { dumpTree } from './fs/digest.ts';
import { MemFs } from './fs/memfs.ts';
import { Overlay2Driver } from './fs/overlay2.ts';
import { FsError } from './fs/types.ts';
import { sha256, sha256Of } from './image/digest.ts';
import { LayeredImageStore } from './image/image-store.ts';
import { ImageLayerStore } from './image/layer-store.ts';
import { ImageReferenceStore } from './image/reference-store.ts';
import type { CatalogName, Input, Journal, JournalEntry } from './journal.ts';
import { Kernel } from './kernel/kernel.ts';
import { signalNumber } from './kernel/signals.ts';
import type { Program, WaitStatus } from './kernel/types.ts';
import { kernelRelease } from './kernel/version.ts';
import { Random } from './random.ts';
import { hostRoot } from './registry/catalog/host.ts';
import { RegistryClient } from './registry/client.ts';
import { Registry, type RegistryEndpoint } from './registry/server.ts';
import { ash } from './shell/ash.ts';
import { makeBash } from './shell/bash.ts';
import type { Completer } from './shell/complete.ts';

const HOSTNAME = 'docker';
const MEMORY = 4 * 1024 ** 3;

/** A request the host's docker client made, for the wire log. */
export interface WireCall {
  readonly id: number;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Null while it is open. */
  readonly status: number | null;
  /** Virtual milliseconds it took so far. */
  readonly ms: number;
}

export interface WorldOptions {
  readonly drain: Drain;
  /** The docker client, handed in: the machine does not know it. */
  readonly docker: (wire: EngineTransport) => Program;
  readonly completeDocker: (wire: EngineTransport) => Completer;
  /** What a process started from outside wrote: its standard output or terminal, `error` true for its standard error. */
  readonly onOutput?: (session: string, data: Uint8Array, error: boolean) => void;
  readonly onExit?: (session: string, code: number) => void;
  /** Every input that was not in the journal already. */
  readonly onInput?: (entry: JournalEntry) => void;
  readonly onWire?: (call: WireCall) => void;
}

/** A process started from outside. */
interface Session {
  write(data: Uint8Array): void;
  eof(): void;
  resize(size: { cols: number; rows: number }): void;
  hangup(): void;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class World {
  readonly clock: VirtualClock;
  readonly kernel: Kernel;
  readonly engine: Engine;
  onOutput: (session: string, data: Uint8Array, error: boolean) => void;
  onExit: (session: string, code: number) => void;
  readonly #journal: Journal;
  readonly #entries: JournalEntry[] = [];
  readonly #options: WorldOptions;
  readonly #random: Random;
  readonly #host: MemFs;
  readonly #sessions = new Map<string, Session>();
  #calls = 0;

  private constructor(journal: Journal, options: WorldOptions) {
    this.#journal = journal;
    this.#options = options;
    this.onOutput = options.onOutput ?? (() => {});
    this.onExit = options.onExit ?? (() => {});
    const clock = new VirtualClock(journal.epoch, options.drain);
    const random = new Random(journal.seed);
    this.clock = clock;
    this.#random = random;

    const host = new MemFs({ type: 'ext4', dev: 0x801, clock });
    this.#host = host;
    unpack(host, hostRoot());
    const programs = new Map<string, Program | { readonly load: () => Promise<Program> }>(binaries);
    const kernel = new Kernel({ clock, random, rootfs: host, programs, hostname: HOSTNAME, memoryBytes: MEMORY });
    this.kernel = kernel;

    const driver = new Overlay2Driver({ host, clock, random, observe: (layer, seen) => this.engine.observed(layer, seen) });
    const layers = new ImageLayerStore({ driver, random });
    const images = new LayeredImageStore({ layers });
    const references = new ImageReferenceStore();
    const registry = new RegistryClient({ clock, registries: registries(journal.catalog, clock), layers, images, references });
    const { network, runtime } = kernel;
    const info = {
      hostname: HOSTNAME,
      kernelVersion: kernelRelease,
      operatingSystem: 'Debian GNU/Linux 12 (bookworm)',
      osVersion: '12',
      cpus: 2,
      memory: MEMORY,
      bootedAt: journal.epoch,
    };
    this.engine = new Engine({ clock, random, runtime, network, driver, layers, images, references, registry, host: kernel.mounts, info });

    programs.set('docker', options.docker(this.#logged(this.engine.transport)));
    programs.set('bash', makeBash({ completers: new Map([['docker', options.completeDocker(this.engine.transport)]]) }));
    programs.set('ash', ash);
  }

  /** Makes the world of a journal: boots the machine, and does every input again at its time. */
  static async replay(journal: Journal, options: WorldOptions): Promise<World> {
    const world = new World(journal, options);
    await world.clock.settle();
    for (const { at, input } of journal.entries) {
      await world.run(journal.epoch + at);
      world.#apply(input);
      world.#entries.push({ at, input });
    }
    await world.clock.settle();
    return world;
  }

  /** The Engine API for whoever looks on from outside; its calls are not in the wire log. */
  get transport(): EngineTransport {
    return this.engine.transport;
  }

  /** Everything that made this world what it is now. */
  journal(): Journal {
    return { ...this.#journal, entries: [...this.#entries] };
  }

  /** Lets virtual time go on up to `until` (ms since 1970), or until `done`. */
  run(until: number, done?: () => boolean): Promise<void> {
    return this.clock.run(until, done);
  }

  /** Something comes from outside, now: it is written down and done. */
  input(input: Input): void {
    const entry: JournalEntry = { at: this.clock.now() - this.#journal.epoch, input };
    this.#entries.push(entry);
    this.#options.onInput?.(entry);
    this.#apply(input);
  }

  /** Processes started from outside that still run. */
  sessions(): readonly string[] {
    return [...this.#sessions.keys()];
  }

  /** The text of a file of the host, null when there is none. */
  readHostFile(path: string): string | null {
    try {
      const { mounts, init } = this.kernel;
      return decoder.decode(mounts.readFile(init.state, path));
    } catch (error) {
      if (error instanceof FsError) return null;
      throw error;
    }
  }

  /** SHA-256 over all state: equal worlds have equal digests. */
  digest(): string {
    const state = {
      now: this.clock.now(),
      random: this.#random.state(),
      host: sha256Of(dumpTree(this.#host.root)),
      kernel: this.kernel.snapshot(),
      engine: this.engine.snapshot(),
    };
    return sha256(JSON.stringify(state));
  }

  #apply(input: Input): void {
    if (input.kind === 'spawn') this.#spawn(input);
    else if (input.kind === 'save') this.#save(input.path, input.text);
    else {
      const session = this.#sessions.get(input.session);
      if (input.kind === 'keys') session?.write(encoder.encode(input.text));
      else if (input.kind === 'eof') session?.eof();
      else if (input.kind === 'hangup') session?.hangup();
      else session?.resize({ cols: input.cols, rows: input.rows });
    }
  }

  #spawn({ session: name, argv, env, cwd, terminal: size }: Input & { kind: 'spawn' }): void {
    const spec = { path: argv[0] ?? '', argv, env, cwd };
    const ended = (status: WaitStatus): void => {
      this.#sessions.delete(name);
      this.onExit(name, exitCode(status));
    };
    if (size) {
      const terminal = this.kernel.terminal(size);
      terminal.onOutput((data) => this.onOutput(name, data, false));
      const process = terminal.spawn(spec);
      void process.exited.then(ended).then(() => terminal.close());
      this.#sessions.set(name, {
        write: (data) => terminal.write(data),
        eof: () => terminal.write(encoder.encode('\x04')),
        resize: (to) => terminal.resize(to),
        hangup: () => terminal.close(),
      });
    } else {
      const process = this.kernel.start({
        ...spec,
        onStdout: (data) => this.onOutput(name, data, false),
        onStderr: (data) => this.onOutput(name, data, true),
      });
      void process.exited.then(ended);
      this.#sessions.set(name, {
        write: (data) => process.write(data),
        eof: () => process.closeStdin(),
        resize: () => {},
        hangup: () => process.kill('HUP'),
      });
    }
  }

  #save(path: string, text: string): void {
    const { mounts, init } = this.kernel;
    for (let slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      const folder = path.slice(0, slash);
      try {
        mounts.mkdir(init.state, folder, 0o755);
      } catch (error) {
        if (!(error instanceof FsError && error.code === 'EEXIST')) throw error;
      }
    }
    mounts.writeFile(init.state, path, encoder.encode(text));
  }

  /** The wire with every call told to `onWire`, when it is sent and when it is answered. */
  #logged(wire: EngineTransport): EngineTransport {
    const log = <T extends { readonly status: number }>(request: EngineRequest, answer: Promise<T>): Promise<T> => {
      const { onWire } = this.#options;
      if (!onWire) return answer;
      const id = this.#calls++;
      const sent = this.clock.now();
      const tell = (status: number | null): void =>
        onWire({ id, method: request.method, url: request.url, status, ms: this.clock.now() - sent });
      tell(null);
      void answer.then(
        ({ status }) => tell(status),
        () => tell(0),
      );
      return answer;
    };
    return {
      fetch: (request) => log(request, wire.fetch(request)),
      connect: (request) => log(request, wire.connect(request)),
    };
  }
}

/** Who answers on the network: Docker Hub, and the registries that stand beside the recorder's engine. */
function registries(catalog: CatalogName, clock: VirtualClock): ReadonlyMap<string, RegistryEndpoint> {
  if (catalog === 'hub') {
    const load = () => import('./registry/catalog/hub.ts').then(({ hub }) => hub());
    return new Map([['docker.io', new Registry({ clock, hub: true, catalog: load })]]);
  }
  const load = () => import('./registry/catalog/fixtures.ts').then(({ fixtures }) => fixtures());
  return new Map([
    ['docker.io', new Registry({ clock, catalog: load })],
    ['localhost:5000', new Registry({ clock, credentials: { student: 'secret' } })],
    ['localhost:5001', new Registry({ clock, catalog: load })],
  ]);
}

/** As a shell tells it: 128 and the signal's number when a signal ended it. */
function exitCode(status: WaitStatus): number {
  return status.kind === 'exited' ? status.code : 128 + signalNumber(status.signal);
}
