import type { ContainerConfig } from '../../../api/types.ts';
import type { ImageSettings } from '../../image/types.ts';
import type { Container } from '../container/container.ts';
import { ContainerCreate } from '../container/create.ts';
import { emit } from '../container/exit.ts';
import { ContainerDelete } from '../container/remove.ts';
import { start } from '../container/start.ts';
import { kill } from '../container/stop.ts';
import type { Daemon } from '../daemon.ts';
import type { BuildOptions } from './options.ts';
import { BuildFailure, type BuildOutput } from './output.ts';

const SHORT = 12;

/** The containers that a build makes: one for each step that is not a copy. */
export class BuildContainers {
  readonly #daemon: Daemon;
  readonly #options: BuildOptions;
  readonly #output: BuildOutput;
  readonly #made = new Set<Container>();

  constructor(daemon: Daemon, options: BuildOptions, output: BuildOutput) {
    this.#daemon = daemon;
    this.#options = options;
    this.#output = output;
  }

  create(settings: ImageSettings): Container {
    const request = {
      ...(settings as Partial<ContainerConfig>),
      HostConfig: { ...this.#options.host, LogConfig: { Type: 'none', Config: null } },
    };
    const { Id } = ContainerCreate(this.#daemon, '', request);
    const container = this.#daemon.containers.get(Id);
    this.#made.add(container);
    this.#output.line(` ---> Running in ${Id.slice(0, SHORT)}`);
    return container;
  }

  /** Runs a container to its end, what it says with it. Throws {@link BuildFailure} when that is not 0. */
  async run(container: Container): Promise<void> {
    const output = this.#output;
    emit(this.#daemon, container, 'attach');
    container.io.listen({ output: (stream, data) => (stream === 1 ? output.stdout(data) : output.stderr(data)), end: () => {} });
    start(this.#daemon, container);
    output.onCancel = () => {
      void kill(this.#daemon, container);
    };
    const code = await container.wait('not-running');
    output.onCancel = null;
    if (output.canceled) await this.#remove(container);
    if (code !== 0)
      throw new BuildFailure(`The command '${(container.config.Cmd ?? []).join(' ')}' returned a non-zero code: ${code}`, code);
  }

  /** Removes what the step before needed. */
  async clear(): Promise<void> {
    for (const container of this.#made) {
      await this.#remove(container);
      this.#output.line(`Removing intermediate container ${container.id.slice(0, SHORT)}`);
    }
  }

  async #remove(container: Container): Promise<void> {
    this.#made.delete(container);
    await ContainerDelete(this.#daemon, container.id, { force: true, volumes: true });
  }
}
