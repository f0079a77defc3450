/**
 * Docker's btrfs storage driver: a layer is a subvolume, its child a snapshot of it. A snapshot shares all extents with what it was made
 * of; what is written later goes to new ones.
 */
import { removeTree } from '../archive.ts';
import { CHUNK } from '../content.ts';
import type { LayerFootprint, MountSource } from '../driver.ts';
import type { Inode, MemFs } from '../memfs.ts';
import { foldersTo } from './home.ts';
import { PlainDriver, type PlainLayer } from './plain.ts';
import { storedBytes } from './stored.ts';
import type { Observe } from './watch.ts';

/** The driver's folder under Docker's own. */
const SUBVOLUMES = 'btrfs/subvolumes';
/** The first number that a subvolume may have. */
const FIRST_SUBVOLUME = 256;

interface Subvolume extends PlainLayer {
  readonly number: number;
}

/** What lies on a btrfs disk for one subvolume, as `btrfs filesystem du` tells it, bytes. */
export interface ExtentUse {
  readonly total: number;
  /** In no other subvolume. */
  readonly exclusive: number;
}

/** How a {@link BtrfsDriver} is made. */
export interface BtrfsOptions {
  /** The btrfs disk that holds Docker's folder. */
  readonly disk: MemFs;
  /** Docker's folder on that disk: "" when the disk is mounted there. */
  readonly root?: string;
  /** Its device: "/dev/sdb". */
  readonly device: string;
  readonly observe?: Observe;
}

export class BtrfsDriver extends PlainDriver<Subvolume> {
  readonly name = 'btrfs';
  protected readonly piece = { unit: 'extent', bytes: CHUNK } as const;
  readonly #home: Inode;
  readonly #device: string;
  #next = FIRST_SUBVOLUME;

  constructor({ disk, root = '', device, observe }: BtrfsOptions) {
    super(observe);
    this.#home = foldersTo(disk, `${root}/${SUBVOLUMES}`);
    this.#device = device;
  }

  protected place(id: string, parent: Subvolume | null): Subvolume {
    const root = this.#home.fs.mkdir(this.#home, id, { mode: 0o755, uid: 0, gid: 0 });
    return { id, parent, root, number: this.#next++ };
  }

  protected displace({ id }: Subvolume): void {
    removeTree(this.#home, id);
  }

  mountSource(id: string): MountSource {
    const { number } = this.layer(id);
    const options = `relatime,space_cache=v2,subvolid=${number},subvol=/${SUBVOLUMES}/${id}`;
    return { source: this.#device, type: 'btrfs', options, target: null };
  }

  footprint(id: string): LayerFootprint {
    const { root, parent } = this.layer(id);
    const held = storedBytes([root]);
    return {
      path: `/var/lib/docker/${SUBVOLUMES}/${id}`,
      held,
      own: parent ? storedBytes([parent.root, root]) - storedBytes([parent.root]) : held,
    };
  }

  data(): null {
    return null;
  }

  status(): [string, string][] {
    return [
      ['Build Version', 'Btrfs v6.2'],
      ['Library Version', '102'],
    ];
  }

  /** What a subvolume takes, and what would come free with it. */
  use(id: string): ExtentUse {
    const others = [...this.layers.values()].filter((layer) => layer.id !== id).map(({ root }) => root);
    const total = storedBytes([this.layer(id).root]);
    return { total, exclusive: storedBytes([this.layer(id).root, ...others]) - storedBytes(others) };
  }

  /** Bytes on the disk for all subvolumes together: a shared extent once. */
  used(): number {
    return storedBytes([...this.layers.values()].map(({ root }) => root));
  }
}
