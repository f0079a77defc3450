/**
 * Docker's devicemapper storage driver: a pool of blocks, thinly given out to devices. A layer is a device with a file system of its own on it, begun as a
 * snapshot of the parent's device: both use the same blocks until one is written.
 */
import type { Clock } from '../../clock.ts';
import { removeTree } from '../archive.ts';
import { Content } from '../content.ts';
import type { LayerFootprint, MountSource } from '../driver.ts';
import { type Inode, MemFs } from '../memfs.ts';
import { foldersTo } from './home.ts';
import { PlainDriver, type PlainLayer } from './plain.ts';
import { storedBlocks } from './stored.ts';
import type { Observe } from './watch.ts';

/** The driver's folder on the host. */
const DEVICEMAPPER_HOME = '/var/lib/docker/devicemapper';
/** Bytes of a block of the pool. */
const POOL_BLOCK = 65_536;
/** Bytes that every device seems to have (dm.basesize). */
const BASE_SIZE = 10 * 2 ** 30;
/** Bytes of the sparse files behind the pool's loop devices (dm.loopdatasize, dm.loopmetadatasize). */
const [DATA_SIZE, METADATA_SIZE] = [100 * 2 ** 30, 2 * 2 ** 30];
const METADATA_PER_DEVICE = 16_384;
/** What mkfs writes to the base device, bytes. */
const EMPTY_FILE_SYSTEM = 11 * 2 ** 20;

interface ThinDevice extends PlainLayer {
  /** Its number in the pool; 1 is the base device. */
  readonly number: number;
}

/** How a {@link DeviceMapperDriver} is made. */
export interface DeviceMapperOptions {
  readonly host: MemFs;
  readonly clock: Pick<Clock, 'now'>;
  /** Hands out st_dev numbers for the devices. */
  readonly nextDev: () => number;
  readonly observe?: Observe;
}

/** The sparse file behind a loop device of the pool: what the pool has given out lies on the disk. */
class LoopFile extends Content {
  readonly #used: () => number;

  constructor(size: number, used: () => number) {
    super(size);
    this.#used = used;
  }

  override get allocated(): number {
    return this.#used();
  }
}

export class DeviceMapperDriver extends PlainDriver<ThinDevice> {
  readonly name = 'devicemapper';
  protected readonly piece = { unit: 'block', bytes: POOL_BLOCK } as const;
  readonly #home: Inode;
  readonly #mounts: Inode;
  readonly #metadata: Inode;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #nextDev: () => number;
  #next = 2;
  #transaction = 1;

  constructor({ host, clock, nextDev, observe }: DeviceMapperOptions) {
    super(observe);
    this.#clock = clock;
    this.#nextDev = nextDev;
    this.#home = foldersTo(host, DEVICEMAPPER_HOME);
    const folder = (name: string): Inode => foldersTo(host, `${DEVICEMAPPER_HOME}/${name}`);
    const pool = folder('devicemapper');
    const file = (name: string): Inode => host.create(pool, name, { mode: 0o600, uid: 0, gid: 0 });
    host.adoptLiving(file('data'), new LoopFile(DATA_SIZE, () => this.used()));
    host.adoptLiving(file('metadata'), new LoopFile(METADATA_SIZE, () => this.#metadataUsed()));
    this.#mounts = folder('mnt');
    this.#metadata = folder('metadata');
    this.#note('base', 1);
    this.#note('deviceset-metadata', null);
  }

  protected place(id: string, parent: ThinDevice | null): ThinDevice {
    const disk = new MemFs({ type: 'ext4', dev: this.#nextDev(), clock: this.#clock, capacity: BASE_SIZE });
    const number = this.#next++;
    disk.mkdir(disk.root, 'lost+found', { mode: 0o700, uid: 0, gid: 0 });
    const root = disk.mkdir(disk.root, 'rootfs', { mode: 0o755, uid: 0, gid: 0 });
    const { fs } = this.#mounts;
    fs.mkdir(this.#mounts, id, { mode: 0o700, uid: 0, gid: 0 });
    this.#note(id, number);
    return { id, parent, root, number };
  }

  protected displace({ id }: ThinDevice): void {
    removeTree(this.#mounts, id);
    removeTree(this.#metadata, id);
  }

  mountSource(id: string): MountSource {
    return {
      source: `/dev/mapper/${this.#deviceName(id)}`,
      type: 'ext4',
      options: 'relatime,stripe=16',
      target: `${DEVICEMAPPER_HOME}/mnt/${id}`,
      whole: this.layer(id).root.fs,
    };
  }

  footprint(id: string): LayerFootprint {
    const { root, parent } = this.layer(id);
    const blocks = (...roots: Inode[]): number => storedBlocks(roots, POOL_BLOCK) * POOL_BLOCK;
    const held = blocks(root);
    return { path: `/dev/mapper/${this.#deviceName(id)}`, held, own: parent ? blocks(parent.root, root) - blocks(parent.root) : held };
  }

  data(id: string): Record<string, string> {
    const { number } = this.layer(id);
    return { DeviceId: String(number), DeviceName: this.#deviceName(id), DeviceSize: String(BASE_SIZE) };
  }

  status(): [string, string][] {
    const size = (bytes: number): string => {
      const units = ['B', 'kB', 'MB', 'GB'];
      let value = bytes;
      let unit = 0;
      for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000;
      return `${Number(value.toPrecision(4))}${units[unit]}`;
    };
    const used = this.used();
    const metadata = this.#metadataUsed();
    const files = `${DEVICEMAPPER_HOME}/devicemapper`;
    return [
      ['Pool Name', `${this.#prefix()}-pool`],
      ['Pool Blocksize', size(POOL_BLOCK)],
      ['Base Device Size', size(BASE_SIZE)],
      ['Backing Filesystem', 'ext4'],
      ['Udev Sync Supported', 'true'],
      ['Data file', '/dev/loop0'],
      ['Metadata file', '/dev/loop1'],
      ['Data loop file', `${files}/data`],
      ['Metadata loop file', `${files}/metadata`],
      ['Data Space Used', size(used)],
      ['Data Space Total', size(DATA_SIZE)],
      ['Data Space Available', size(DATA_SIZE - used)],
      ['Metadata Space Used', size(metadata)],
      ['Metadata Space Total', size(METADATA_SIZE)],
      ['Metadata Space Available', size(METADATA_SIZE - metadata)],
      ['Thin Pool Minimum Free Space', size(DATA_SIZE / 10)],
      ['Deferred Removal Enabled', 'true'],
      ['Deferred Deletion Enabled', 'true'],
      ['Deferred Deleted Device Count', '0'],
      ['Library Version', '1.02.185 (2022-05-18)'],
    ];
  }

  /** Bytes of the pool's blocks in use: a block that snapshots share once. */
  used(): number {
    return (
      EMPTY_FILE_SYSTEM +
      storedBlocks(
        [...this.layers.values()].map(({ root }) => root),
        POOL_BLOCK,
      ) *
        POOL_BLOCK
    );
  }

  #metadataUsed(): number {
    return METADATA_PER_DEVICE * (this.layers.size + 1);
  }

  /** Blocks of one device, and how many of them no other device uses. */
  blocks(id: string): { readonly mapped: number; readonly exclusive: number } {
    const others = [...this.layers.values()].filter((layer) => layer.id !== id).map(({ root }) => root);
    const own = this.layer(id).root;
    return {
      mapped: storedBlocks([own], POOL_BLOCK),
      exclusive: storedBlocks([own, ...others], POOL_BLOCK) - storedBlocks(others, POOL_BLOCK),
    };
  }

  /** The host's disk and the number of the driver's folder on it, as the driver names its pool by. */
  #prefix(): string {
    return `docker-8:1-${this.#home.ino}`;
  }

  #deviceName(id: string): string {
    return `${this.#prefix()}-${id}`;
  }

  /** The driver's note of a device in its metadata folder. */
  #note(name: string, number: number | null): void {
    const { fs } = this.#metadata;
    const text =
      number === null
        ? { next_device_id: this.#next, BaseDeviceUUID: '', BaseDeviceFilesystem: 'ext4' }
        : { device_id: number, size: BASE_SIZE, transaction_id: this.#transaction++, initialized: number === 1, deleted: false };
    fs.adopt(fs.create(this.#metadata, name, { mode: 0o600, uid: 0, gid: 0 }), Content.of(JSON.stringify(text)));
  }
}
