/** The mounts of one mount namespace, in the order they were made. */
import { descend, type Location, Mount, type MountOptions } from './mount.ts';
import { type FileSystem, FsError, type Node } from './types.ts';

/** A line of /proc/mounts. */
export interface MountLine {
  readonly source: string;
  readonly target: string;
  readonly type: string;
  /** "rw,relatime" */
  readonly options: string;
}

export class MountTable {
  #mounts: Mount[] = [];

  /** @param fs what shows at "/" */
  constructor(fs: FileSystem, options: MountOptions = {}) {
    this.#mounts.push(new Mount(fs, fs.root, null, '/', options));
  }

  /** The namespace's "/", under whatever is mounted on it. */
  get root(): Location {
    const [first] = this.#mounts;
    if (!first) throw new FsError('ENOENT', 'mount', '/');
    return descend({ mount: first, node: first.root });
  }

  get mounts(): readonly Mount[] {
    return this.#mounts;
  }

  /** Mounts `root` (a whole file system's root, or the node of a bind mount) on a place. */
  attach(at: Location, target: string, root: Node, options: MountOptions = {}): Mount {
    if ((root.type === 'dir') !== (at.node.type === 'dir')) throw new FsError('ENOTDIR', 'mount', target);
    const mount = new Mount(root.fs, root, descend(at), target, options);
    this.#mounts.push(mount);
    return mount;
  }

  /** EINVAL for the root of the namespace, EBUSY while something is mounted below it. */
  detach(mount: Mount): void {
    if (!mount.parent || !mount.mountpoint || !this.#mounts.includes(mount)) throw new FsError('EINVAL', 'umount', mount.target);
    if (mount.children.size) throw new FsError('EBUSY', 'umount', mount.target);
    mount.parent.uncover(mount.mountpoint);
    this.#mounts = this.#mounts.filter((other) => other !== mount);
  }

  /** The lines of /proc/mounts for a process whose root is `root`. */
  list(root: Location = this.root): MountLine[] {
    const base = this.pathOf(root);
    const prefix = base === '/' ? '/' : `${base}/`;
    const lines: MountLine[] = [];
    for (const { source, target, type, options, readonly } of this.#mounts) {
      if (target !== base && !target.startsWith(prefix)) continue;
      const shown = target === base ? '/' : target.slice(prefix.length - 1);
      lines.push({ source, target: shown, type, options: (readonly ? 'ro' : 'rw') + (options && `,${options}`) });
    }
    return lines;
  }

  /** The absolute path of a folder as seen from `root`; null when it was removed. (A file: see the walk that led to it.) */
  tryPathOf(at: Location, root: Location = this.root): string | null {
    let { mount, node } = at;
    let path = '';
    while (mount !== root.mount || node !== root.node) {
      if (node === mount.root) {
        if (!mount.parent || !mount.mountpoint) break;
        // A mount on a file has no folder to climb from; its target says where it is.
        if (node.type !== 'dir') return mount.target + path;
        node = mount.mountpoint;
        mount = mount.parent;
        continue;
      }
      const name = nameOf(node);
      if (name === null) return null;
      path = `/${name}${path}`;
      node = node.fs.parent(node);
    }
    return path || '/';
  }

  /** As {@link tryPathOf}; ENOENT when it was removed. */
  pathOf(at: Location, root: Location = this.root): string {
    const path = this.tryPathOf(at, root);
    if (path === null) throw new FsError('ENOENT', 'getcwd', '');
    return path;
  }

  /** Copies all mounts of `from` into this (new) table; gives back the copy of a place. */
  protected copyFrom(from: MountTable): (at: Location) => Location {
    const copies = new Map<Mount, Mount>();
    this.#mounts = from.#mounts.map((mount) => {
      const parent = mount.parent && copies.get(mount.parent);
      const at = parent && mount.mountpoint ? { mount: parent, node: mount.mountpoint } : null;
      const copy = new Mount(mount.fs, mount.root, at, mount.target, mount);
      copies.set(mount, copy);
      return copy;
    });
    return ({ mount, node }) => ({ mount: copies.get(mount) ?? mount, node });
  }
}

function nameOf(node: Node): string | null {
  const { fs } = node;
  if (fs.nameOf) return fs.nameOf(node);
  const parent = fs.parent(node);
  return fs.readdir(parent).find(({ name }) => fs.lookup(parent, name) === node)?.name ?? null;
}
