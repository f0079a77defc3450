/**
 * The engine's half of the world: storage driver, stores, registries and dockerd, joined. It is loaded and made when the wire
 * is first used, so the shell's prompt does not wait for it. Nothing in it may depend on when that is: it has a randomness of its
 * own, and what it makes at its start bears the time of the host's boot.
 */
import { type DaemonConfig, DEFAULT_CONFIG } from './engine/daemon-config.ts';
import { Engine } from './engine/engine.ts';
import type { MemFs } from './fs/memfs.ts';
import { Overlay2Driver } from './fs/overlay2.ts';
import type { Overlay2Home } from './fs/overlay2-home.ts';
import { LayeredImageStore } from './image/image-store.ts';
import { ImageLayerStore } from './image/layer-store.ts';
import { ImageReferenceStore } from './image/reference-store.ts';
import type { Journal } from './journal.ts';
import { mountCall } from './kernel/calls/mount.ts';
import type { Kernel } from './kernel/kernel.ts';
import { kernelRelease } from './kernel/version.ts';
import { Random } from './random.ts';
import { RegistryClient } from './registry/client.ts';
import { type LinkSpeed, UNLIMITED } from './registry/link.ts';
import { registryHosts } from './registry/hosts.ts';

/** Sets the engine's randomness apart from the kernel's, which has the world's seed itself. */
const SEED_OF_ENGINE = 0x646f636b;

/** What the host gives its engine. */
export interface EngineRoomParts {
  readonly journal: Journal;
  readonly host: MemFs;
  readonly home: Overlay2Home;
  readonly kernel: Kernel;
  /** What dockerd was configured with; null for the defaults. */
  readonly configured: () => DaemonConfig | null;
}

/** The engine of a host, and the randomness it has to itself. */
export interface EngineRoom {
  readonly engine: Engine;
  readonly random: Random;
}

/** Makes the engine of a host that has just been booted, or looks as if it had. */
export function makeEngine({ journal, host, home, kernel, configured }: EngineRoomParts): EngineRoom {
  const { clock, network, runtime, memoryBytes: memory } = kernel;
  const random = new Random(journal.seed ^ SEED_OF_ENGINE);
  const driver = new Overlay2Driver({ host, home, clock, random, observe: (layer, seen) => engine.observed(layer, seen) });
  const layers = new ImageLayerStore({ driver, random });
  const images = new LayeredImageStore({ layers });
  const references = new ImageReferenceStore();
  const config = (): DaemonConfig => configured() ?? DEFAULT_CONFIG;
  const { bandwidth } = journal;
  const speed: LinkSpeed = bandwidth === null ? UNLIMITED : bandwidth === undefined ? {} : { bandwidth };
  const hosts = registryHosts(journal.catalog, clock);
  const registry = new RegistryClient({ clock, registries: hosts, layers, images, references, config, ...speed });
  const info = {
    hostname: kernel.uts.hostname,
    kernelVersion: kernelRelease,
    operatingSystem: 'Debian GNU/Linux 12 (bookworm)',
    osVersion: '12',
    cpus: 2,
    memory,
    bootedAt: kernel.bootedAt,
  };
  const engine = new Engine({
    clock,
    random,
    runtime,
    network,
    driver,
    layers,
    images,
    references,
    registry,
    host: kernel.mounts,
    mount: (...asked) => mountCall(kernel.init, ...asked),
    info,
    config,
  });
  return { engine, random };
}
