import type { EngineTransport } from '../../api/wire.ts';
import { Daemon } from './daemon.ts';
import type { EventBus } from './events.ts';
import type { DriverObservation } from './observations.ts';
import { operationsOf } from './operations.ts';
import type { EngineParts } from './parts.ts';
import { Router } from './router/router.ts';
import { restore, shutdown } from './system/shutdown.ts';

/** The simulated dockerd 20.10.24: the Engine API v1.41 over the rooms it is made from. */
export class Engine {
  /** Speaks the Engine API in this process. */
  readonly transport: EngineTransport;
  readonly events: EventBus;
  /** Slips of our own that became an answer of status 500; there must be none. */
  readonly faults: readonly unknown[];
  readonly #daemon: Daemon;
  /** Containers to be started when the daemon comes up. */
  #again: readonly string[] = [];

  constructor(parts: EngineParts) {
    this.#daemon = new Daemon(parts);
    this.events = this.#daemon.events;
    const router = new Router(operationsOf(this.#daemon));
    this.transport = router;
    this.faults = router.faults;
  }

  /** What the storage driver tells of a mount (`layer` is the driver's id); hand it on to here. */
  observed(layer: string, seen: DriverObservation): void {
    this.#daemon.observations.add(layer, seen);
  }

  /** Ends all containers, as dockerd does when it is stopped. */
  async shutdown(): Promise<void> {
    this.#again = await shutdown(this.#daemon);
  }

  /** Starts again what should run, as dockerd does when it comes up after {@link shutdown}. */
  restore(): void {
    restore(this.#daemon, this.#again);
    this.#again = [];
  }

  /** All state of the engine as plain data, for the world's digest. */
  snapshot(): unknown {
    const { containers, networks, volumes, parts, execs, tagged, stamps, events } = this.#daemon;
    return {
      containers: containers
        .all()
        .map(({ id, name, config, hostConfig, imageId, mounts, sandboxId, beingRestarted, snapshot, log, health }) => ({
          id,
          name,
          config,
          hostConfig,
          imageId,
          mounts,
          sandboxId,
          beingRestarted,
          state: snapshot.value,
          context: snapshot.context,
          health: health && [health.status, health.failingStreak, health.log],
          log: log.entries.map(({ stream, at, data }) => [stream, at, data.length, String.fromCharCode(...data)]),
        })),
      execs: [...execs.values()].map(({ id, running, started, exitCode, pid }) => [id, running, started, exitCode, pid]),
      tagged: [...tagged],
      stamp: stamps.last,
      events: events.between(0, Number.POSITIVE_INFINITY),
      networks: networks.snapshot(),
      volumes: volumes.usage(),
      images: parts.images.all().map(({ id }) => id),
      references: parts.references.all(),
      layers: parts.layers.all(),
      buildCache: this.#daemon.buildCache.snapshot(),
      registry: parts.registry.snapshot(),
      again: this.#again,
    };
  }
}
