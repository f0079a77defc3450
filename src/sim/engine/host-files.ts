import type { Location } from '../fs/mount.ts';
import type { MountNamespace } from '../fs/vfs.ts';
import { type FileSystem, FsError, type Node } from '../fs/types.ts';

const encoder = new TextEncoder();

/** The host's file system in the hands of the daemon, which is root. */
export class HostFiles {
  readonly #namespace: MountNamespace;

  constructor(namespace: MountNamespace) {
    this.#namespace = namespace;
  }

  /** Writes a file, making its folders. */
  write(path: string, text: string, options: { append?: boolean; mode?: number } = {}): void {
    this.mkdirs(path.slice(0, path.lastIndexOf('/')));
    this.#namespace.writeFile(this.#ctx(), path, encoder.encode(text), options);
  }

  read(path: string): Uint8Array | null {
    return this.type(path) === 'file' ? this.#namespace.readFile(this.#ctx(), path) : null;
  }

  /** What is there ("file", "dir" …), links followed; null for nothing. */
  type(path: string): Node['type'] | null {
    return this.node(path)?.type ?? null;
  }

  node(path: string): Node | null {
    return this.location(path)?.node ?? null;
  }

  /** Where a path leads, links followed; null for nothing. */
  location(path: string): Location | null {
    return this.#namespace.find(this.#ctx(), path);
  }

  /** Makes a folder and those above it where they are missing. Throws ENOTDIR. */
  mkdirs(path: string): void {
    const found = this.type(path);
    if (found === 'dir') return;
    if (found) throw new FsError('ENOTDIR', 'mkdir', path);
    const up = path.lastIndexOf('/');
    if (up > 0) this.mkdirs(path.slice(0, up));
    this.#namespace.mkdir(this.#ctx(), path, 0o755);
  }

  /** Takes away what is mounted on a folder. */
  umount(path: string): void {
    this.#namespace.umount(this.#ctx(), path);
  }

  /** Makes one folder of this mode where it is missing, and those above it. */
  folder(path: string, mode: number): void {
    if (this.type(path)) return;
    this.mkdirs(path.slice(0, path.lastIndexOf('/')));
    this.#namespace.mkdir(this.#ctx(), path, 0o777);
    this.#namespace.chmod(this.#ctx(), path, mode);
  }

  /** Removes a file or a folder with all in it; nothing there is fine. */
  remove(path: string): void {
    const ctx = this.#ctx();
    const at = this.#namespace.find(ctx, path, false);
    if (!at) return;
    if (at.node.type !== 'dir') return this.#namespace.unlink(ctx, path);
    for (const { name } of this.#namespace.readdir(ctx, path)) this.remove(`${path}/${name}`);
    this.#namespace.rmdir(ctx, path);
  }

  /** Bytes of all files under a folder. */
  size(path: string): number {
    const node = this.node(path);
    return node ? treeSize(node) : 0;
  }

  #ctx(): ReturnType<MountNamespace['superuser']> {
    return this.#namespace.superuser();
  }
}

function treeSize(node: Node): number {
  if (node.type !== 'dir') return node.fs.stat(node).size;
  return node.fs.readdir(node).reduce((sum, { name }) => {
    const child = node.fs.lookup(node, name);
    return child ? sum + treeSize(child) : sum;
  }, 0);
}

/** A folder of a file system by its path, or null; links are not followed. */
export function nodeAt(fs: FileSystem, path: string): Node | null {
  let node: Node | null = fs.root;
  for (const name of path.split('/')) if (name && node) node = node.type === 'dir' ? fs.lookup(node, name) : null;
  return node;
}

const PIECE = 1 << 20;

/** Copies what is in folder `from` into the empty folder `to`, owners, modes and times with it (Docker's copy-up into a volume). */
export function copyTree(from: Node, to: Node): void {
  const [source, target] = [from.fs, to.fs];
  for (const { name } of source.readdir(from)) {
    const node = source.lookup(from, name);
    if (!node) continue;
    const stat = source.stat(node);
    const attrs = { mode: stat.mode, uid: stat.uid, gid: stat.gid };
    let made: Node;
    if (node.type === 'dir') {
      made = target.mkdir(to, name, attrs);
      copyTree(node, made);
    } else if (node.type === 'symlink') made = target.symlink(to, name, source.readlink(node), attrs);
    else if (node.type !== 'file') made = target.mknod(to, name, node.type, stat.rdev, attrs);
    else {
      made = target.create(to, name, attrs);
      for (let at = 0; at < stat.size; at += PIECE) target.write(made, at, source.read(node, at, PIECE));
    }
    target.setattr(made, { atime: stat.atime, mtime: stat.mtime });
  }
}
