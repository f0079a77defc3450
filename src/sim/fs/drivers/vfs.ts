/** Docker's vfs storage driver: no union at all, every layer a full copy of the one below. */
import { removeTree } from '../archive.ts';
import type { MountSource } from '../driver.ts';
import type { Inode, MemFs } from '../memfs.ts';
import { foldersTo, tryQuota } from './home.ts';
import { PlainDriver, type PlainLayer } from './plain.ts';

/** The driver's folder on the host. */
const VFS_HOME = '/var/lib/docker/vfs/dir';

export class VfsDriver extends PlainDriver<PlainLayer> {
  readonly name = 'vfs';
  readonly #home: Inode;

  constructor({ host }: { host: MemFs }) {
    super();
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

  data(): null {
    return null;
  }

  status(): [string, string][] {
    return [];
  }
}
