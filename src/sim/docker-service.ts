/** docker.service of the host's systemd: dockerd's process and configuration, and what starting and stopping does to the engine. */
import { ConnectionError } from '../api/errors.ts';
import type { Clock } from './clock.ts';
import type { DaemonConfig } from './engine/daemon-config.ts';
import type { Engine } from './engine/engine.ts';
import { FsError } from './fs/types.ts';
import type { Kernel } from './kernel/kernel.ts';
import type { Process } from './kernel/process.ts';
import type { Service, ServiceState } from './kernel/service.ts';

const COMMAND = ['/usr/sbin/dockerd', '-H', 'fd://', '--containerd=/run/containerd/containerd.sock'];
const CONFIG = '/etc/docker/daemon.json';

/** What the service needs of the world around it. */
export interface DockerServiceParts {
  readonly kernel: Kernel;
  readonly clock: Clock;
  /** The engine, waited for on the clock. */
  readonly engine: () => Promise<Engine>;
}

/** Running from the host's boot on. */
export class DockerService implements Service {
  readonly description = 'Docker Application Container Engine';
  readonly documentation = 'https://docs.docker.com';
  readonly command = COMMAND;
  readonly #parts: DockerServiceParts;
  #process: Process;
  #state: ServiceState;
  /** Null until a file was read: as Debian installs it there is none. */
  #config: DaemonConfig | null = null;

  constructor(parts: DockerServiceParts) {
    this.#parts = parts;
    this.#process = this.#launch();
    this.#state = this.#running();
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
    return [this.#state, this.#config];
  }

  async start(): Promise<boolean> {
    if (this.#state.kind === 'active') return true;
    const { clock, engine } = this.#parts;
    const failure = await this.#read();
    if (failure !== null) {
      this.#state = { kind: 'failed', since: clock.now(), reason: failure };
      return false;
    }
    this.#process = this.#launch();
    this.#state = this.#running();
    (await engine()).restore();
    return true;
  }

  async stop(): Promise<void> {
    const { clock, engine } = this.#parts;
    if (this.#state.kind !== 'active') return;
    await (await engine()).shutdown();
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
    const { clock, kernel } = this.#parts;
    const before = this.#config;
    let text: string;
    try {
      const { state } = kernel.init;
      text = new TextDecoder().decode(kernel.mounts.readFile(state, CONFIG));
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      this.#config = null;
      return null;
    }
    const { parseDaemonConfig } = await clock.hold(import('./engine/daemon-config.ts'));
    try {
      this.#config = parseDaemonConfig(text);
      return null;
    } catch (error) {
      this.#config = before;
      return error instanceof Error ? error.message : String(error);
    }
  }

  #launch(): Process {
    const daemon = this.#parts.kernel.addDaemon(COMMAND);
    daemon.actions.set('HUP', () => void this.reload());
    daemon.actions.set('TERM', () => void this.stop().then(() => this.start()));
    return daemon;
  }

  #running(): ServiceState {
    return { kind: 'active', pid: this.#process.pid.host, since: this.#parts.clock.now() };
  }
}
