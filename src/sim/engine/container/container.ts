import { type ActorRefFrom, createActor, type SnapshotFrom } from 'xstate';
import type { ContainerConfig, ContainerState, HostConfig, MountPoint } from '../../../api/types.ts';
import type { Digest } from '../../image/types.ts';
import type { RuntimeContainer } from '../../kernel/runtime.ts';
import type { Timer } from '../../clock.ts';
import type { Exec } from '../exec.ts';
import type { Endpoint } from '../networks.ts';
import { ProcessIo } from '../process-io.ts';
import { humanDuration } from '../../../api/duration.ts';
import { rfc3339 } from '../time.ts';
import { type ContainerEvent, containerMachine } from './container.machine.ts';
import type { Health } from './health.ts';
import type { ContainerLog } from './log.ts';

/** A mount of a container; volumes that nobody named go with it. */
export interface ContainerMount extends MountPoint {
  readonly anonymous: boolean;
  /** Whether an empty volume is filled with what the image has there. */
  readonly copies: boolean;
  /** Came by `--mount`: its source is not made when it is missing. */
  readonly tmpfsOptions?: string;
  /** Came by `--tmpfs`: inspect shows it with the host's settings only. */
  readonly implied?: boolean;
}

export type WaitCondition = 'not-running' | 'next-exit' | 'removed';

/** What a container is made with. */
export interface NewContainer {
  readonly id: string;
  readonly name: string;
  readonly created: number;
  readonly config: ContainerConfig;
  readonly hostConfig: HostConfig;
  /** As given: "centos:6.8". */
  readonly image: string;
  readonly imageId: Digest | '';
  readonly mounts: readonly ContainerMount[];
  readonly log: ContainerLog;
}

/** A container: what it was made with, and the actor that is its life. */
export class Container {
  readonly id: string;
  /** Without the slash. */
  name: string;
  readonly created: number;
  config: ContainerConfig;
  hostConfig: HostConfig;
  readonly image: string;
  readonly imageId: Digest | '';
  readonly mounts: readonly ContainerMount[];
  readonly log: ContainerLog;
  readonly io = new ProcessIo();
  readonly execs = new Set<Exec>();
  readonly actor: ActorRefFrom<typeof containerMachine>;
  /** Networks it is (or will be) on, by name. */
  readonly endpoints = new Map<string, Endpoint>();
  task: RuntimeContainer | null = null;
  sandboxId = '';
  /** What its health checks found; null when it has none. */
  health: Health | null = null;
  /** Its next start by policy. */
  restartTimer: Timer | null = null;
  /** While `docker restart` is at work its end is not the end. */
  beingRestarted = false;
  readonly #waiters = new Set<{ condition: WaitCondition; tell: (exitCode: number) => void }>();

  constructor(made: NewContainer) {
    this.id = made.id;
    this.name = made.name;
    this.created = made.created;
    this.config = made.config;
    this.hostConfig = made.hostConfig;
    this.image = made.image;
    this.imageId = made.imageId;
    this.mounts = made.mounts;
    this.log = made.log;
    const { Name, MaximumRetryCount } = made.hostConfig.RestartPolicy;
    this.actor = createActor(containerMachine, { input: { policy: Name, maximumRetryCount: MaximumRetryCount } });
    this.actor.start();
  }

  get snapshot(): SnapshotFrom<typeof containerMachine> {
    return this.actor.getSnapshot();
  }

  /** The state's outermost name. */
  get phase(): string {
    const { value } = this.snapshot;
    return typeof value === 'string' ? value : (Object.keys(value)[0] ?? '');
  }

  /** As Docker counts: paused and restarting ones too. */
  get running(): boolean {
    return ['running', 'paused', 'stopping', 'restarting'].includes(this.phase);
  }

  /** Lets the machine take a step; whether it was possible. */
  send(event: ContainerEvent): boolean {
    // An event that no transition takes leaves the very same snapshot.
    const before = this.snapshot;
    this.actor.send(event);
    return this.snapshot !== before;
  }

  get path(): string {
    return this.words[0] ?? '';
  }

  get args(): string[] {
    return this.words.slice(1);
  }

  /** All of its command line. `--entrypoint ''` leaves one empty word, which takes the image's away and is none itself. */
  get words(): string[] {
    const { Entrypoint: entrypoint, Cmd: cmd } = this.config;
    const none = entrypoint?.length === 1 && entrypoint[0] === '';
    return [...((!none && entrypoint) || []), ...(cmd ?? [])];
  }

  /** `.State.Status`, also the State of ContainerList. */
  get status(): string {
    const { phase } = this;
    if (phase === 'starting') return this.snapshot.context.startedAt === null ? 'created' : 'exited';
    return phase === 'stopping' ? 'running' : phase;
  }

  get state(): ContainerState {
    const { pid, exitCode, error, startedAt, finishedAt, oomKilled } = this.snapshot.context;
    const { status } = this;
    return {
      Status: status,
      Running: this.running,
      Paused: status === 'paused',
      Restarting: status === 'restarting',
      OOMKilled: oomKilled,
      Dead: status === 'dead',
      Pid: pid,
      ExitCode: exitCode,
      Error: error,
      StartedAt: rfc3339(startedAt),
      FinishedAt: rfc3339(finishedAt),
      ...(this.health ? { Health: this.health.state } : {}),
    };
  }

  /** "Up 5 minutes", "Exited (0) 2 seconds ago": the Status of ContainerList. */
  statusText(now: number): string {
    const { exitCode, startedAt, finishedAt } = this.snapshot.context;
    const since = (at: number | null): string => humanDuration(now - (at ?? now));
    switch (this.status) {
      case 'running':
        return `Up ${since(startedAt)}${this.#healthText}`;
      case 'paused':
        return `Up ${since(startedAt)} (Paused)`;
      case 'restarting':
        return `Restarting (${exitCode}) ${since(finishedAt)} ago`;
      case 'removing':
        return 'Removal In Progress';
      case 'dead':
        return 'Dead';
    }
    if (startedAt === null) return 'Created';
    return finishedAt === null ? '' : `Exited (${exitCode}) ${since(finishedAt)} ago`;
  }

  get #healthText(): string {
    if (!this.health) return '';
    const { status } = this.health;
    return ` (${status === 'starting' ? 'health: starting' : status})`;
  }

  /** Resolves with the exit code when the condition comes true. */
  wait(condition: WaitCondition): Promise<number> {
    return new Promise((resolve) => this.whenDone(condition, resolve));
  }

  /** Tells the exit code once the condition comes true (or at once), unless what is given back is called before. */
  whenDone(condition: WaitCondition, tell: (exitCode: number) => void): () => void {
    const waiter = { condition, tell };
    if (condition === 'not-running' && !this.running) tell(this.snapshot.context.exitCode);
    else this.#waiters.add(waiter);
    return () => this.#waiters.delete(waiter);
  }

  /** Tells who waits that it ended, or that it is gone. */
  notify(what: 'stopped' | 'removed'): void {
    for (const waiter of [...this.#waiters]) {
      if (what === 'stopped' && waiter.condition === 'removed') continue;
      this.#waiters.delete(waiter);
      waiter.tell(this.snapshot.context.exitCode);
    }
  }
}
