/** Docker's vfs storage driver: no union at all, every layer a full copy of the one below. */
import { removeTree } from '../archive.ts';
import type { LayerFootprint, MountSource } from '../driver.ts';
import { diskBytes } from '../layer-list.ts';
import type { Inode, MemFs } from '../memfs.ts';
import { foldersTo, tryQuota } from './home.ts';
import { PlainDriver, type PlainLayer } from './plain.ts';
import type { Observe } from './watch.ts';

/** The driver's folder on the host. */
const VFS_HOME = '/var/lib/docker/vfs/dir';

export class VfsDriver extends PlainDriver<PlainLayer> {
  readonly name = 'vfs';
  protected readonly piece = null;
  readonly #home: Inode;

  constructor({ host, observe }: { host: MemFs; observe?: Observe }) {
    super(observe);
    this.#home = foldersTo(host, VFS_HOME);
    tryQuota(this.#home.fs.parent(this.#home));
  }

  protected place(id: string, parent: PlainLayer | null): PlainLayer {
    return { id, parent, root: this.#home.fs.mkdir(this.#home, id, { mode: 0o755, uid: 0, gid: 0 }) };
  }

  protected displace({ id }: PlainLayer): void {
    removeTree(this.#home, id);
  }

  /** runc binds the folder: a container sees the host's disk. */
  mountSource(): MountSource {
    return { source: '/dev/sda1', type: 'ext4', options: 'relatime', target: null };
  }

  footprint(id: string): LayerFootprint {
    const held = diskBytes(this.layer(id).root);
    return { path: `${VFS_HOME}/${id}`, held, own: held };
  }

  data(): null {
    return null;
  }

  status(): [string, string][] {
    return [];
  }
}
