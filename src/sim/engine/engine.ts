import type { EngineTransport } from '../../api/wire.ts';
import type { DriverEvent, StorageDriver } from '../fs/driver.ts';
import { Daemon, type Storage } from './daemon.ts';
import type { EventBus } from './events.ts';
import { operationsOf } from './operations.ts';
import type { EngineParts, StorageParts } from './parts.ts';
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
  /** Containers to be started when the daemon comes up with a storage driver. */
  readonly #again = new Map<StorageDriver, readonly string[]>();

  constructor(parts: EngineParts) {
    this.#daemon = new Daemon(parts);
    this.events = this.#daemon.events;
    const router = new Router(operationsOf(this.#daemon));
    this.transport = router;
    this.faults = router.faults;
  }

  /** What the storage driver tells of a mount (`layer` is the driver's id); hand it on to here. */
  observed(layer: string, seen: DriverEvent): void {
    this.#daemon.observations.add(layer, seen);
  }

  /** The storage driver in use. */
  get driver(): string {
    return this.#daemon.parts.driver.name;
  }

  /** Ends all containers, as dockerd does when it is stopped. */
  async shutdown(): Promise<void> {
    this.#again.set(this.#daemon.parts.driver, await shutdown(this.#daemon));
  }

  /** Comes up after {@link shutdown}, perhaps with another storage driver: starts again what should run. */
  restore(storage: StorageParts): void {
    this.#daemon.use(storage);
    const again = this.#again.get(storage.driver) ?? [];
    this.#again.delete(storage.driver);
    restore(this.#daemon, again);
  }

  /** All state of the engine as plain data, for the world's digest. */
  snapshot(): unknown {
    const { networks, volumes, parts, execs, stamps, events, storages, starts } = this.#daemon;
    return {
      driver: parts.driver.name,
      ...this.#stateOf(storages.find((storage) => storage.parts.driver === parts.driver)),
      hidden: storages.flatMap((storage) =>
        storage.parts.driver === parts.driver ? [] : [[storage.parts.driver.name, this.#stateOf(storage)]],
      ),
      execs: [...execs.values()].map(({ id, running, started, exitCode, pid }) => [id, running, started, exitCode, pid]),
      stamp: stamps.last,
      events: events.between(0, Number.POSITIVE_INFINITY),
      networks: networks.snapshot(),
      volumes: volumes.snapshot(),
      starts: starts.all(),
    };
  }

  /** What there is of Docker with one storage driver. */
  #stateOf(storage: Storage | undefined): object {
    if (!storage) return {};
    const { parts, containers, tagged, buildCache } = storage;
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
      tagged: [...tagged],
      images: parts.images.all().map(({ id }) => id),
      references: parts.references.all(),
      layers: parts.layers.all(),
      buildCache: buildCache.snapshot(),
      registry: parts.registry.snapshot(),
      again: this.#again.get(parts.driver) ?? [],
    };
  }
}
