import { pathError } from '../../../api/path-error.ts';
import { ownerNames } from '../../../api/tar/owner-names.ts';
import { packFiles, type PackOptions, type PackSource } from '../../../api/tar/pack.ts';
import { type UnpackOptions, type UnpackTarget, unpackFiles } from '../../../api/tar/unpack.ts';
import type { PathContext } from '../../fs/access.ts';
import type { MountNamespace } from '../../fs/vfs.ts';

const PIECE = 1 << 16;

/** What a mount namespace shows to its superuser, as files that archives are made from and unpacked into. */
class NamespaceFiles implements PackSource, UnpackTarget {
  readonly #namespace: MountNamespace;
  readonly #ctx: PathContext;

  constructor(namespace: MountNamespace) {
    this.#namespace = namespace;
    this.#ctx = namespace.superuser();
  }

  async lstat(path: string) {
    return this.#namespace.lstat(this.#ctx, path);
  }

  async readlink(path: string): Promise<string> {
    return this.#namespace.readlink(this.#ctx, path);
  }

  async list(path: string): Promise<readonly string[]> {
    return this.#namespace.readdir(this.#ctx, path).map(({ name }) => name);
  }

  async *readStream(path: string): AsyncGenerator<Uint8Array> {
    const { node } = this.#namespace.open(this.#ctx, path, { read: true });
    for (let at = 0; ; ) {
      const piece = node.fs.read(node, at, PIECE);
      if (piece.length === 0) return;
      at += piece.length;
      yield piece;
    }
  }

  async xattr(path: string, name: string): Promise<Uint8Array | null> {
    return this.#namespace.getxattr(this.#ctx, path, name, { noFollow: true });
  }

  async mkdir(path: string, mode: number): Promise<void> {
    this.#namespace.mkdir(this.#ctx, path, mode);
  }

  async writeStream(path: string, data: AsyncIterable<Uint8Array>, { mode }: { mode: number }): Promise<void> {
    const { node } = this.#namespace.open(this.#ctx, path, { write: true, create: true, truncate: true }, mode);
    let at = 0;
    for await (const piece of data) {
      node.fs.write(node, at, piece);
      at += piece.length;
    }
  }

  async symlink(target: string, path: string): Promise<void> {
    this.#namespace.symlink(this.#ctx, target, path);
  }

  async link(existing: string, path: string): Promise<void> {
    this.#namespace.link(this.#ctx, existing, path);
  }

  async mknod(path: string, type: 'char' | 'block' | 'fifo', rdev: readonly [number, number], mode: number): Promise<void> {
    this.#namespace.mknod(this.#ctx, path, type, rdev, mode);
  }

  async chmod(path: string, mode: number): Promise<void> {
    this.#namespace.chmod(this.#ctx, path, mode);
  }

  async lchown(path: string, uid: number, gid: number): Promise<void> {
    this.#namespace.chown(this.#ctx, path, uid, gid, { noFollow: true });
  }

  async lutimes(path: string, mtime: number): Promise<void> {
    this.#namespace.utimes(this.#ctx, path, mtime, mtime, { noFollow: true });
  }

  async setXattr(path: string, name: string, value: Uint8Array): Promise<void> {
    this.#namespace.setxattr(this.#ctx, path, name, value, { noFollow: true });
  }

  async removeAll(path: string): Promise<void> {
    const at = this.#namespace.find(this.#ctx, path, false);
    if (!at) return;
    try {
      if (at.node.type !== 'dir') return this.#namespace.unlink(this.#ctx, path);
      for (const { name } of this.#namespace.readdir(this.#ctx, path)) await this.removeAll(`${path}/${name}`);
      this.#namespace.rmdir(this.#ctx, path);
    } catch (error) {
      // Go names the folder and the name in it apart: "//file".
      throw pathError('unlinkat', path.lastIndexOf('/') === 0 ? `/${path}` : path, error);
    }
  }
}

function read(namespace: MountNamespace, path: string): Uint8Array | null {
  const at = namespace.find(namespace.superuser(), path);
  return at?.node.type === 'file' ? namespace.readFile(namespace.superuser(), path) : null;
}

/** What a namespace shows at `path`, as an archive; Docker packs it from within, so owners have the names they have there. */
export function packNamespace(namespace: MountNamespace, path: string, options: PackOptions): AsyncGenerator<Uint8Array> {
  const names = ownerNames(read(namespace, '/etc/passwd'), read(namespace, '/etc/group'));
  return packFiles(new NamespaceFiles(namespace), path, names, options);
}

/** Unpacks an archive into the folder `path` of a namespace. Errors are worded as Go's. */
export const unpackNamespace = (
  namespace: MountNamespace,
  path: string,
  archive: AsyncIterable<Uint8Array>,
  options: UnpackOptions,
): Promise<void> => unpackFiles(new NamespaceFiles(namespace), path, archive, options);
