/**
 * The simulated machine as one value: boots the host, and its engine when the wire is first used; with `engine-room.ts` the
 * only place in `sim/` that joins the rooms. A world is a function of its seed and its journal of inputs: {@link World.replay}.
 */
import type { EngineRequest, EngineTransport } from '../api/wire.ts';
import { prefetchPrograms, programs as binaries } from './bin/index.ts';
import { type Drain, VirtualClock } from './clock.ts';
import type { EngineRoom } from './engine-room.ts';
import type { Engine } from './engine/engine.ts';
import { unpack } from './fs/archive.ts';
import { type DockerHome, makeHostDockerHome } from './fs/docker-home.ts';
import { Inode, MemFs } from './fs/memfs.ts';
import { DockerService } from './docker-service.ts';
import type { WatchClient } from './engine/hops/client.ts';
import { FsError } from './fs/types.ts';
import type { Input, Journal, JournalEntry } from './journal.ts';
import type { EditorView } from './kernel/files/editor-file.ts';
import type { AfterShutdown } from './kernel/host-boot.machine.ts';
import { Kernel } from './kernel/kernel.ts';
import { signalNumber } from './kernel/signals.ts';
import type { Program, WaitStatus } from './kernel/types.ts';
import { addMirrors } from './packages/mirrors.ts';
import type { HostPower } from './power.ts';
import { Random } from './random.ts';
import { hostRoot } from './registry/catalog/host.ts';
import { makeBash } from './shell/bash.ts';
import type { Completer } from './shell/complete.ts';

const HOSTNAME = 'docker';
const MEMORY = 4 * 1024 ** 3;
/** Process numbers that a boot has used up: before the services, and before anybody logs in. */
const [FIRST_DAEMON, FIRST_LOGIN] = [387, 612];
/** How a program ends that could not be started at all, as a shell tells it. */
const NOT_STARTED = 127;

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
  /** Brings the docker client, handed in since the machine does not know it. */
  readonly docker: () => Promise<(wire: EngineTransport, watch?: WatchClient) => Program>;
  readonly completeDocker: () => Promise<(wire: EngineTransport) => Completer>;
  /** What a process started from outside wrote: its standard output or terminal, `error` true for its standard error. */
  readonly onOutput?: (session: string, data: Uint8Array, error: boolean) => void;
  readonly onExit?: (session: string, code: number) => void;
  /** Every input that was not in the journal already. */
  readonly onInput?: (entry: JournalEntry) => void;
  readonly onWire?: (call: WireCall) => void;
  /** The editors in the pane, whenever one was opened, has answered or is gone. */
  readonly onEditors?: (editors: readonly EditorView[]) => void;
  /** A line was entered at the prompt of a shell, wherever that runs. */
  readonly onLine?: (text: string, at: number) => void;
  /** An input that the machine would not take: no such program, a folder in the place of the file to save. */
  readonly onRefused?: (input: Input, error: FsError) => void;
}

/** A process started from outside. */
interface Session {
  write(data: Uint8Array): void;
  eof(): void;
  resize(size: { cols: number; rows: number }): void;
  hangup(): void;
}

type Spawn = Input & { readonly kind: 'spawn' };

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class World {
  readonly clock: VirtualClock;
  readonly kernel: Kernel;
  onOutput: (session: string, data: Uint8Array, error: boolean) => void;
  onExit: (session: string, code: number) => void;
  readonly #journal: Journal;
  readonly #entries: JournalEntry[] = [];
  readonly #options: WorldOptions;
  readonly #random: Random;
  readonly #host: MemFs;
  readonly #home: DockerHome;
  readonly #sessions = new Map<string, Session>();
  /** The wire as the world's own programs have it. */
  readonly #inside: EngineTransport;
  readonly #docker: DockerService;
  /** Terminals and connections that wait until the machine is up. */
  readonly #waiting = new Map<string, Spawn>();
  /** What was done to the machine's power; null until something was. */
  #power: HostPower | null = null;
  #room: Promise<EngineRoom> | null = null;
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
    this.#home = makeHostDockerHome(host);
    const programs = new Map<string, Program | { readonly load: () => Promise<Program> }>(binaries);
    const kernel = new Kernel({ clock, random, rootfs: host, programs, hostname: HOSTNAME, memoryBytes: MEMORY });
    this.kernel = kernel;
    kernel.onLine = (text, at) => options.onLine?.(text, at - journal.epoch);
    kernel.editors.onChange = () => options.onEditors?.(kernel.editors.views());
    addMirrors(kernel.network, clock);
    kernel.pids.skipTo(FIRST_DAEMON);
    kernel.addDaemon(['/usr/bin/containerd']);
    this.#docker = new DockerService({ kernel, clock, engine: () => clock.hold(this.#engineRoom()) });
    kernel.services.set('docker', this.#docker);
    kernel.pids.skipTo(FIRST_LOGIN);
    kernel.power = (then, at) => void this.#switch(then, at);

    const wire = this.#fromInside();
    this.#inside = wire;
    const completeDocker: Completer = async (line, sys, env) => (await clock.hold(options.completeDocker()))(wire)(line, sys, env);
    programs.set('docker', { load: () => this.#client(wire) });
    programs.set('bash', makeBash({ completers: new Map([['docker', completeDocker]]) }));
    programs.set('ash', { load: async () => (await import('./shell/ash.ts')).dash });
  }

  /** Makes the world of a journal: boots the machine, and does every input again at its time. */
  static async replay(journal: Journal, options: WorldOptions): Promise<World> {
    const world = new World(journal, options);
    await world.clock.settle();
    for (const entry of journal.entries) await world.again(entry);
    await world.run(world.clock.now());
    return world;
  }

  /** The Engine API for whoever looks on from outside; its calls are not in the wire log. */
  get transport(): EngineTransport {
    return wireTo(async () => (await this.#engineRoom()).engine.transport);
  }

  /** The engine itself, for tests that look at its state. */
  async engine(): Promise<Engine> {
    return (await this.#engineRoom()).engine;
  }

  /** Fetches what waits for its first use, so that nobody has to wait for it then. Changes nothing in the world. */
  async prefetch(): Promise<void> {
    const { docker, completeDocker } = this.#options;
    await Promise.all([this.#engineRoom(), docker(), completeDocker(), prefetchPrograms()]);
  }

  /** Everything that made this world what it is now. */
  journal(): Journal {
    return { ...this.#journal, entries: [...this.#entries] };
  }

  /** Lets virtual time go on up to `until` (ms since 1970), or until `done`. */
  run(until: number, done?: () => boolean): Promise<void> {
    return this.clock.run(until, done);
  }

  /** Something comes from outside, now: it is written down, and done at this moment of the world as soon as {@link run} goes on. */
  input(input: Input): JournalEntry {
    const entry: JournalEntry = { at: this.clock.now() - this.#journal.epoch, input };
    this.#options.onInput?.(entry);
    this.#take(entry);
    return entry;
  }

  /** Does an input again at its time, up to which the world is lived; false where `done` stopped it before. */
  async again(entry: JournalEntry, done?: () => boolean): Promise<boolean> {
    const at = this.#journal.epoch + entry.at;
    await this.run(at, done);
    if (this.clock.now() < at) return false;
    this.#take(entry);
    return true;
  }

  /** Processes started from outside that still run. */
  sessions(): readonly string[] {
    return [...this.#sessions.keys()];
  }

  /** The text of a file of the host, null when there is none. Looking on from outside is no access: its times stay. */
  readHostFile(path: string): string | null {
    const { mounts } = this.kernel;
    const node = mounts.find(mounts.superuser(), path)?.node;
    return node instanceof Inode && node.content ? decoder.decode(node.content.read(0, node.content.size)) : null;
  }

  /** All state as plain data (trees of files as digests), to see where two worlds differ. */
  async snapshot(): Promise<Readonly<Record<string, unknown>>> {
    const [{ engine, random }, { dumpTree }, { sha256Of }] = await Promise.all([
      this.#engineRoom(),
      import('./fs/digest.ts'),
      import('./image/digest.ts'),
    ]);
    return {
      now: this.clock.now(),
      timers: this.clock.pending,
      random: [this.#random.state(), random.state()],
      sessions: this.sessions(),
      host: sha256Of(dumpTree(this.#host.root)),
      memory: this.kernel.memoryFileSystems().map(({ root }) => sha256Of(dumpTree(root))),
      kernel: this.kernel.snapshot(),
      docker: this.#docker.snapshot(),
      power: this.#power && [this.#power.snapshot(), ...this.#waiting.values()],
      engine: engine.snapshot(),
    };
  }

  /** SHA-256 over all state: equal worlds have equal digests. */
  async digest(): Promise<string> {
    const { sha256 } = await import('./image/digest.ts');
    return sha256(JSON.stringify(await this.snapshot()));
  }

  #take(entry: JournalEntry): void {
    this.#entries.push(entry);
    this.clock.arrive(() => this.#apply(entry.input));
  }

  #apply(input: Input): void {
    try {
      this.#happen(input);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      this.#options.onRefused?.(input, error);
      if (input.kind === 'spawn') this.onExit(input.session, NOT_STARTED);
    }
  }

  #happen(input: Input): void {
    if (input.kind === 'spawn') this.#spawn(input);
    else if (input.kind === 'save') this.#save(input.path, input.text);
    else if (input.kind === 'put') void this.#put(input);
    else if (input.kind === 'write') this.kernel.editors.happen(input.editor, input);
    else if (input.kind === 'leave') this.kernel.editors.happen(input.editor, input);
    else {
      const session = this.#sessions.get(input.session);
      if (input.kind === 'keys') session?.write(encoder.encode(input.text));
      else if (input.kind === 'eof') session?.eof();
      else if (input.kind === 'hangup') session?.hangup();
      else session?.resize({ cols: input.cols, rows: input.rows });
    }
  }

  #spawn(input: Spawn): void {
    const { session: name, argv, env, cwd, pane = false } = input;
    let size = input.terminal;
    if (!this.isUp) return this.#wait(input);
    const spec = { path: this.#programOf(argv[0] ?? '', env['PATH'] ?? ''), argv, env, cwd };
    const ended = (status: WaitStatus): void => {
      this.#sessions.delete(name);
      if (pane) this.kernel.editors.panes--;
      // The machine's own screen stays while it goes down.
      if (pane && size && !this.isUp) return this.#wait({ ...input, terminal: size });
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
        resize(to) {
          size = to;
          terminal.resize(to);
        },
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
    if (pane) this.kernel.editors.panes++;
  }

  /** Whether one can log in: not while the machine is off, boots or goes down. */
  get isUp(): boolean {
    return this.#power === null || this.#power.stage === 'up';
  }

  /** Starts a program once the machine is up; one that is off is switched on. */
  #wait(input: Spawn): void {
    const { session: name } = input;
    this.#waiting.set(name, input);
    this.#sessions.set(name, {
      write: () => {},
      eof: () => {},
      resize: (terminal) => void this.#waiting.set(name, { ...input, terminal: input.terminal && terminal }),
      hangup: () => this.#leave(name, NOT_STARTED),
    });
    this.#power?.on();
  }

  #leave(name: string, code: number): void {
    this.#waiting.delete(name);
    this.#sessions.delete(name);
    this.onExit(name, code);
  }

  async #switch(then: AfterShutdown, at: number | null): Promise<void> {
    const { HostPower } = await this.clock.hold(import('./power.ts'));
    const { clock, kernel } = this;
    this.#power ??= new HostPower({
      kernel,
      clock,
      docker: this.#docker,
      startServices: async (docker) => {
        kernel.pids.skipTo(FIRST_DAEMON);
        kernel.addDaemon(['/usr/bin/containerd']);
        const up = await docker();
        kernel.pids.skipTo(FIRST_LOGIN);
        return up;
      },
      hangUp: () => {
        for (const session of [...this.#sessions.values()]) session.hangup();
      },
      show: (data) => {
        for (const { session, pane } of this.#waiting.values()) if (pane) this.onOutput(session, data, false);
      },
      onOff: () => {
        for (const name of [...this.#waiting.keys()]) this.#leave(name, 0);
      },
      onUp: () => {
        const waiting = [...this.#waiting.values()];
        this.#waiting.clear();
        for (const input of waiting) this.#apply(input);
      },
    });
    this.#power.request(then, at);
  }

  /** As execvp(3) finds it. */
  #programOf(name: string, path: string): string {
    const { mounts, init } = this.kernel;
    const isThere = (file: string): boolean => mounts.find(init.state, file) !== null;
    return name.includes('/')
      ? name
      : (path
          .split(':')
          .map((folder) => `${folder}/${name}`)
          .find(isThere) ?? name);
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

  /** A file of a container, written by the engine; one that is not there any more is refused like any other. */
  async #put(input: Input & { kind: 'put' }): Promise<void> {
    const { container, path, text } = input;
    const url = `/_huajuan/content?container=${encodeURIComponent(container)}&path=${encodeURIComponent(path)}`;
    const { status } = await this.#inside.fetch({ method: 'PUT', url, headers: {}, body: encoder.encode(text) });
    if (status >= 300) this.#options.onRefused?.(input, new FsError(status === 404 ? 'ENOENT' : 'EISDIR', 'open', path));
  }

  /** The engine, made when it is first asked for. */
  #engineRoom(): Promise<EngineRoom> {
    this.#room ??= import('./engine-room.ts').then(
      ({ makeEngine }) =>
        makeEngine({
          journal: this.#journal,
          host: this.#host,
          home: this.#home,
          kernel: this.kernel,
          configured: () => this.#docker.config,
          boot: () => this.#power?.stages ?? null,
        }),
      (error: unknown) => {
        // Code that could not be fetched (a lost connection) is asked for again by whoever comes next.
        this.#room = null;
        throw error;
      },
    );
    return this.#room;
  }

  /** The wire for programs of this world. They wait on the clock for the engine, whether or not somebody outside had it made before. */
  #fromInside(): EngineTransport {
    let room: Promise<EngineRoom> | null = null;
    return wireTo(async () => {
      await this.#docker.wanted();
      room ??= this.clock.hold(this.#engineRoom());
      try {
        return (await room).engine.transport;
      } catch (error) {
        room = null;
        throw error;
      }
    });
  }

  /** The docker client, with all it asks written down by the engine's room. */
  async #client(wire: EngineTransport): Promise<Program> {
    const [docker, { watchClient }] = await Promise.all([this.#options.docker(), this.#engineRoom()]);
    return docker(this.#logged(wire), watchClient);
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

/** A wire to an engine that may have to be waited for. */
function wireTo(engine: () => Promise<EngineTransport>): EngineTransport {
  return {
    fetch: async (request) => (await engine()).fetch(request),
    connect: async (request) => (await engine()).connect(request),
  };
}

/** As a shell tells it: 128 and the signal's number when a signal ended it. */
function exitCode(status: WaitStatus): number {
  return status.kind === 'exited' ? status.code : 128 + signalNumber(status.signal);
}
