/**
 * The engine's half of the world: storage drivers, stores, registries and dockerd, joined. It is loaded and made when the wire
 * is first used, so the shell's prompt does not wait for it. Nothing in it may depend on when that is: it has a randomness of its
 * own, and what it makes at its start bears the time of the host's boot.
 */
import { type DaemonConfig, DEFAULT_CONFIG } from './engine/daemon-config.ts';
import { Engine } from './engine/engine.ts';
import { type WatchClient, watchClients } from './engine/hops/client.ts';
import { HopLog } from './engine/hops/log.ts';
import { watchedHosts } from './engine/hops/registry.ts';
import { watchedRuntime } from './engine/hops/runtime.ts';
import { type HostStageInfo, ROOT_DIR, type StorageParts } from './engine/parts.ts';
import { type DockerHome, makeDockerHome, makeImageHome } from './fs/docker-home.ts';
import type { DriverEvent, StorageDriver } from './fs/driver.ts';
import { AufsDriver } from './fs/drivers/aufs.ts';
import { BtrfsDriver } from './fs/drivers/btrfs.ts';
import { chooseDriver, DriverError, type DriverName, type LogLine } from './fs/drivers/choose.ts';
import { DeviceMapperDriver } from './fs/drivers/devicemapper.ts';
import { foldersTo } from './fs/drivers/home.ts';
import { VfsDriver } from './fs/drivers/vfs.ts';
import { Inode, type MemFs } from './fs/memfs.ts';
import { Overlay2Driver } from './fs/overlay2.ts';
import { ImageFiles } from './image/image-files.ts';
import { LayeredImageStore } from './image/image-store.ts';
import { ImageLayerStore } from './image/layer-store.ts';
import { ImageReferenceStore } from './image/reference-store.ts';
import type { Journal } from './journal.ts';
import { bootedHost } from './kernel/booted-host.ts';
import { bootLines, stamped } from './kernel/boot-log.ts';
import { mountCall } from './kernel/calls/mount.ts';
import type { StageBegun } from './kernel/host-boot.machine.ts';
import type { Kernel } from './kernel/kernel.ts';
import { kernelRelease } from './kernel/version.ts';
import { Random } from './random.ts';
import { RegistryClient } from './registry/client.ts';
import { LATENCY, type LinkSpeed, UNLIMITED } from './registry/link.ts';
import { registryHosts } from './registry/hosts.ts';
import { TransferRing } from './registry/transfers.ts';

/** Sets the engine's randomness apart from the kernel's, which has the world's seed itself. */
const SEED_OF_ENGINE = 0x646f636b;
/** The first st_dev of the mounts that storage drivers make. */
const FIRST_MOUNT = 0x26;

/** What the host gives its engine. */
export interface EngineRoomParts {
  readonly journal: Journal;
  readonly host: MemFs;
  readonly home: DockerHome;
  readonly kernel: Kernel;
  /** What dockerd was configured with; null for the defaults. */
  readonly configured: () => DaemonConfig | null;
  /** The stages of the host's last boot; null when it was never booted again. */
  readonly boot: () => readonly StageBegun[] | null;
}

/** The engine of a host, and the randomness it has to itself. */
export interface EngineRoom {
  readonly engine: Engine;
  readonly random: Random;
  /** Writes down what docker's commands ask. */
  readonly watchClient: WatchClient;
  /** Has dockerd come up with the storage driver it was told (null: none). What it logs of that, and why it cannot, or null. */
  start(driver: string | null): { readonly log: readonly LogLine[]; readonly failure: string | null };
}

/** The stages of a boot with what the console showed in each. */
function hostStages(kernel: Kernel, booted: readonly StageBegun[] | null): HostStageInfo[] {
  const { bootedAt, memoryBytes, found } = kernel;
  const lines = bootLines({ ...found, memoryBytes });
  return (booted ?? bootedHost(bootedAt).getSnapshot().context.stages).map((begun) => ({
    ...begun,
    lines: lines.flatMap(({ stage, ms, kernel: stamp, text }) => (stage === begun.stage ? [stamp ? stamped(ms, text) : text] : [])),
  }));
}

/** Makes the engine of a host that has just been booted, or looks as if it had. */
export function makeEngine({ journal, host, home, kernel, configured, boot }: EngineRoomParts): EngineRoom {
  const { clock, network, memoryBytes: memory } = kernel;
  const hops = new HopLog(clock);
  const runtime = watchedRuntime(hops, kernel.runtime);
  const random = new Random(journal.seed ^ SEED_OF_ENGINE);
  const config = (): DaemonConfig => configured() ?? DEFAULT_CONFIG;
  const { bandwidth } = journal;
  const speed: LinkSpeed = bandwidth === null ? UNLIMITED : bandwidth === undefined ? {} : { bandwidth };
  const unwatched = registryHosts(journal.catalog, clock);
  const { hosts: registries, moved: watch } = watchedHosts(hops, unwatched, speed.latency ?? LATENCY);
  const transfers = new TransferRing(clock);
  let dev = FIRST_MOUNT;
  const nextDev = (): number => dev++;
  const observe = (layer: string, seen: DriverEvent): void => engine.observed(layer, seen);

  const drivers: Readonly<Record<DriverName, (root: Inode) => StorageDriver>> = {
    overlay2: () => new Overlay2Driver({ host, clock, random, observe, nextDev }),
    aufs: () => {
      const driver = new AufsDriver({ host, observe, nextDev });
      kernel.aufs.add(() => driver.unions());
      return driver;
    },
    btrfs: ({ fs }) => new BtrfsDriver({ disk: fs, device: '/dev/sdb', observe }),
    devicemapper: () => new DeviceMapperDriver({ host, clock, nextDev, observe }),
    vfs: () => new VfsDriver({ host, observe }),
  };
  const storageOn = (driver: StorageDriver, notes: Inode): StorageParts => {
    const files = new ImageFiles(notes);
    const layers = new ImageLayerStore({ driver, random, files });
    const images = new LayeredImageStore({ layers, files });
    const references = new ImageReferenceStore({ files });
    const registry = new RegistryClient({
      clock,
      registries,
      unwatched,
      layers,
      images,
      references,
      files,
      transfers,
      config,
      watch,
      ...speed,
    });
    return { driver, layers, images, references, registry };
  };
  const first = storageOn(new Overlay2Driver({ host, home: home.overlay2, clock, random, observe, nextDev }), home.images);
  /**
   * By their drivers' folders, with what is noted of their images beside them: where one of the two is no longer on the disk all is
   * lost, and what is on another disk waits for that.
   */
  const used = new Map<Inode, { readonly parts: StorageParts; readonly notes: Inode }>([
    [home.overlay2.layers, { parts: first, notes: home.images }],
  ]);
  /** Docker's folder, whatever is mounted there. */
  const rootDir = (): Inode => {
    const found = kernel.mounts.find(kernel.mounts.superuser(), ROOT_DIR)?.node;
    return found instanceof Inode && found.type === 'dir' ? found : foldersTo(host, ROOT_DIR);
  };
  const storage = (name: DriverName): StorageParts => {
    const root = rootDir();
    const before = root.entries?.get(name);
    const known = before && used.get(before);
    if (known?.notes.parent) return known.parts;
    makeDockerHome(root);
    const notes = makeImageHome(root, name);
    const parts = storageOn(drivers[name](root), notes);
    const folder = root.entries?.get(name);
    if (folder) used.set(folder, { parts, notes });
    return parts;
  };

  const info = {
    hostname: kernel.uts.hostname,
    kernelVersion: kernelRelease,
    operatingSystem: 'Debian GNU/Linux 12 (bookworm)',
    osVersion: '12',
    cpus: 2,
    memory,
    bootedAt: journal.epoch,
    boot: () => hostStages(kernel, boot()),
  };
  const mount = (...asked: readonly [source: string, target: string, type: string, options: string]): void =>
    mountCall(kernel.init, ...asked);
  const engine = new Engine({ clock, random, runtime, network, ...first, host: kernel.mounts, mount, info, config, hops });
  return {
    engine,
    random,
    watchClient: watchClients(hops),
    start(driver) {
      try {
        const { name, log } = chooseDriver(driver, { root: rootDir(), path: ROOT_DIR });
        engine.restore(storage(name));
        return { log, failure: null };
      } catch (error) {
        if (!(error instanceof DriverError)) throw error;
        return { log: error.log, failure: error.message };
      }
    },
  };
}
