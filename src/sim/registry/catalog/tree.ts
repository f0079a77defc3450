import { Content } from '../../fs/content.ts';
import type { ArchiveEntry } from '../../fs/driver.ts';
import { elfFile } from '../../kernel/elf.ts';

interface Attributes {
  mode?: number;
  uid?: number;
  gid?: number;
  /** Seconds after the tree's time. */
  at?: number;
}

/** Sorts paths as Docker packs them: a folder, then what is in it, names by their bytes. */
const sortKey = (path: string): string => path.replaceAll('/', '\0');

/** Builds the entries of a layer; parents that are not named become plain folders. */
export class Tree {
  readonly #mtime: number;
  readonly #entries = new Map<string, ArchiveEntry>();

  /** @param mtime milliseconds since 1970: the time of everything in it */
  constructor(mtime: number) {
    this.#mtime = mtime;
  }

  /** Folders, separated by blanks. */
  dirs(paths: string, attributes?: Attributes): this {
    for (const path of paths.split(' ')) this.#add(path, 'dir', '', null, { mode: 0o755, ...attributes });
    return this;
  }

  file(path: string, text: string, attributes?: Attributes): this {
    return this.#add(path, 'file', '', Content.of(text), { mode: 0o644, ...attributes });
  }

  /** A file whose bytes nobody reads: a hole of `size` bytes. */
  hole(path: string, size: number, attributes?: Attributes): this {
    return this.#add(path, 'file', '', new Content(size), { mode: 0o644, ...attributes });
  }

  /** A program file of `size` bytes that runs `program`. */
  program(path: string, program: string, size?: number, attributes?: Attributes): this {
    return this.#add(path, 'file', '', elfFile(program, size), { mode: 0o755, ...attributes });
  }

  symlink(path: string, target: string, attributes?: Attributes): this {
    return this.#add(path, 'symlink', target, null, { mode: 0o777, ...attributes });
  }

  /** Another name of the file `target`, a path of this tree that sorts before it. */
  hardlink(path: string, target: string): this {
    return this.#add(path, 'hardlink', target, null, { mode: this.#entries.get(target)?.mode ?? 0 });
  }

  /** Bytes of it as Docker counts a layer: files, and the texts of symlinks. */
  size(): number {
    let sum = 0;
    for (const { type, content, linkname } of this.#entries.values()) sum += type === 'symlink' ? linkname.length : (content?.size ?? 0);
    return sum;
  }

  /** Adds `paths` (separated by blanks) as holes so that the layer has `total` bytes: each is half as big as the one before. */
  fillTo(total: number, paths: string): this {
    const names = paths.split(' ');
    let left = total - this.size();
    for (const [n, path] of names.entries()) {
      const share = n === names.length - 1 ? left : Math.ceil(left / 2);
      this.hole(path, share);
      left -= share;
    }
    return this;
  }

  /** Whether something of that name is in it. */
  has(path: string): boolean {
    return this.#entries.has(path);
  }

  entries(): ArchiveEntry[] {
    return [...this.#entries.values()].sort((a, b) => (sortKey(a.path) < sortKey(b.path) ? -1 : 1));
  }

  #add(path: string, type: ArchiveEntry['type'], linkname: string, content: Content | null, attributes: Attributes): this {
    for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      const parent = path.slice(0, slash);
      if (!this.#entries.has(parent)) this.dirs(parent);
    }
    const { mode = 0, uid = 0, gid = 0, at = 0 } = attributes;
    this.#entries.set(path, { path, type, mode, uid, gid, mtime: this.#mtime + at * 1000, linkname, rdev: [0, 0], content, xattrs: {} });
    return this;
  }
}
