/** docker.service of the host's systemd: dockerd's process and configuration, and what starting and stopping does to the engine. */
import { ConnectionError } from '../api/errors.ts';
import type { Clock } from './clock.ts';
import type { DaemonConfig } from './engine/daemon-config.ts';
import type { DockerOptions } from './engine/daemon-options.ts';
import type { EngineRoom } from './engine-room.ts';
import type { LogLine } from './fs/drivers/choose.ts';
import { FsError } from './fs/types.ts';
import type { Kernel } from './kernel/kernel.ts';
import type { Process } from './kernel/process.ts';
import type { JournalLine, Service, ServiceState } from './kernel/service.ts';

const COMMAND = ['/usr/sbin/dockerd', '-H', 'fd://', '--containerd=/run/containerd/containerd.sock'];
const CONFIG = '/etc/docker/daemon.json';
/** The unit's EnvironmentFile: DOCKER_OPTS goes to the end of the command line. */
const ENVIRONMENT = '/etc/default/docker';

/** What the service needs of the world around it. */
export interface DockerServiceParts {
  readonly kernel: Kernel;
  readonly clock: Clock;
  /** The engine, waited for on the clock. */
  readonly engine: () => Promise<EngineRoom>;
}

/** What became of the service at a moment; the words of its journal are made of it when somebody reads them. */
export interface ServiceEvent {
  readonly at: number;
  readonly pid: number;
  readonly kind: 'started' | 'stopped' | 'failed';
  /** The storage driver it came up with. */
  readonly driver: string;
  readonly log: readonly LogLine[];
  /** Its last word when it failed. */
  readonly reason: string;
}

/** Running from the host's boot on. */
export class DockerService implements Service {
  readonly description = 'Docker Application Container Engine';
  readonly documentation = 'https://docs.docker.com';
  readonly #parts: DockerServiceParts;
  #process: Process;
  #state: ServiceState;
  /** Null until a file was read: as Debian installs it there is none. */
  #config: DaemonConfig | null = null;
  #options: DockerOptions = { args: [], flags: {} };
  readonly #events: ServiceEvent[] = [];

  constructor(parts: DockerServiceParts) {
    this.#parts = parts;
    this.#process = this.#launch();
    this.#state = this.#running();
    this.#note('started', { driver: 'overlay2', log: [['info', '[graphdriver] using prior storage driver: overlay2']] });
  }

  get command(): readonly string[] {
    return [...COMMAND, ...this.#options.args];
  }

  get state(): ServiceState {
    return this.#state;
  }

  /** What dockerd runs with; null stands for the defaults. */
  get config(): DaemonConfig | null {
    return this.#config;
  }

  /** As plain data. */
  snapshot(): unknown {
    return [this.#state, this.#config, this.#options, this.#events];
  }

  async start(): Promise<boolean> {
    if (this.#state.kind === 'active') return true;
    await this.#readOptions();
    const failure = await this.#read();
    const { start, engine } = await this.#parts.engine();
    // It has its number before the containers that it starts have theirs.
    this.#process = this.#launch();
    if (failure !== null) return this.#failed(failure, []);
    const { log, failure: why } = start(this.#options.flags['storage-driver'] ?? this.#config?.storageDriver ?? null);
    if (why !== null) return this.#failed(`failed to start daemon: ${why}`, log);
    this.#state = this.#running();
    this.#note('started', { driver: engine.driver, log });
    return true;
  }

  async journal(): Promise<readonly JournalLine[]> {
    const { journalOf } = await this.#parts.clock.hold(import('./docker-journal.ts'));
    return this.#events.flatMap((event) => journalOf(event, this.description));
  }

  async stop(): Promise<void> {
    const { clock, engine } = this.#parts;
    if (this.#state.kind !== 'active') return;
    await (await engine()).engine.shutdown();
    this.#note('stopped');
    this.#process.signal('KILL');
    this.#state = { kind: 'inactive', since: clock.now() };
  }

  /** Somebody connects to the daemon's socket: systemd starts it when it was stopped. Throws as the client does when it does not come up. */
  async wanted(): Promise<void> {
    if (this.#state.kind === 'active') return;
    if (this.#state.kind === 'inactive' && (await this.start())) return;
    throw new ConnectionError('Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?');
  }

  /** As on SIGHUP: a bad file leaves everything as it was. */
  async reload(): Promise<void> {
    await this.#read();
  }

  /** The file as it is now; what is wrong with it, or null. */
  async #read(): Promise<string | null> {
    const { clock } = this.#parts;
    const before = this.#config;
    const text = this.#text(CONFIG);
    if (text === null) {
      this.#config = null;
      return null;
    }
    const { parseDaemonConfig } = await clock.hold(import('./engine/daemon-config.ts'));
    try {
      this.#config = parseDaemonConfig(text, this.#options.flags);
      return null;
    } catch (error) {
      this.#config = before;
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** The options that the unit's environment adds. */
  async #readOptions(): Promise<void> {
    const text = this.#text(ENVIRONMENT);
    if (text === null || !text.includes('DOCKER_OPTS')) {
      this.#options = { args: [], flags: {} };
      return;
    }
    const { dockerOptions } = await this.#parts.clock.hold(import('./engine/daemon-options.ts'));
    this.#options = dockerOptions(text);
  }

  #text(path: string): string | null {
    const { kernel } = this.#parts;
    try {
      return new TextDecoder().decode(kernel.mounts.readFile(kernel.init.state, path));
    } catch (error) {
      if (error instanceof FsError) return null;
      throw error;
    }
  }

  #failed(reason: string, log: readonly LogLine[]): false {
    const { clock } = this.#parts;
    this.#state = { kind: 'failed', since: clock.now(), reason };
    this.#note('failed', { reason, log });
    this.#process.signal('KILL');
    return false;
  }

  #note(kind: ServiceEvent['kind'], { driver = '', log = [], reason = '' }: Partial<ServiceEvent> = {}): void {
    this.#events.push({ at: this.#parts.clock.now(), pid: this.#process.pid.host, kind, driver, log, reason });
  }

  #launch(): Process {
    const daemon = this.#parts.kernel.addDaemon(this.command);
    daemon.actions.set('HUP', () => void this.reload());
    daemon.actions.set('TERM', () => void this.stop().then(() => this.start()));
    return daemon;
  }

  #running(): ServiceState {
    return { kind: 'active', pid: this.#process.pid.host, since: this.#parts.clock.now() };
  }
}
