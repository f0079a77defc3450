/** Packs files as Docker's pkg/archive does (TarWithOptions), for both ends of the wire: order, names, headers, hard links. */
import { base, dir, join } from '../filepath.ts';
import { compareNames } from '../name-order.ts';
import { pathError } from '../path-error.ts';
import { modeField, tarEnd, tarHeader, type TarHeader, tarPadding, type TarType } from './header.ts';

/** What is asked of a file; two names with the same `dev` and `ino` are one file. */
export interface PackStat {
  readonly type: Exclude<TarType, 'hardlink'> | 'socket';
  /** Permission bits. */
  readonly mode: number;
  readonly nlink: number;
  readonly dev: number;
  readonly ino: number;
  readonly uid: number;
  readonly gid: number;
  readonly rdev: readonly [number, number];
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly mtime: number;
}

/** Files that can be packed; errors carry `code` (ENOENT …). */
export interface PackSource {
  lstat(path: string): Promise<PackStat>;
  readlink(path: string): Promise<string>;
  /** Names in a folder. */
  list(path: string): Promise<readonly string[]>;
  readStream(path: string): AsyncIterable<Uint8Array>;
  /** An extended attribute, null when it has none. */
  xattr(path: string, name: string): Promise<Uint8Array | null>;
}

/** Names of owners as they stand in an archive's headers, "" for a number without one. */
export interface OwnerNames {
  user(uid: number): string;
  group(gid: number): string;
}

/** What becomes of a file that is met: taken; left out; or, of a folder, left out while what is in it is looked at all the same. */
export type Choice = 'take' | 'skip' | 'descend';

/** What is packed, and how. */
export interface PackOptions {
  /** Names below the source that are packed; default all (["."]). Of a source that is no folder only itself is. */
  readonly includes?: readonly string[];
  /** Other names for includes in the archive: `{a: "b"}` makes a/x into b/x; "/" puts what is in it at the archive's top. */
  readonly rebase?: Readonly<Record<string, string>>;
  /** Take the source folder itself as "./" and all in it as "./NAME". */
  readonly includeSourceDir?: boolean;
  /** Asked for each path (relative to the source) that is not itself in `includes`. */
  readonly choose?: (path: string, isDir: boolean) => Choice;
  /** Whose all of it is in the archive (a build context is root's). */
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** Told of a file that could not be packed; the rest goes on. `message` is that of Docker's log. */
  readonly onError?: (message: string) => Promise<void>;
}

const ZEROS = new Uint8Array(65536);

class Packer {
  readonly #files: PackSource;
  readonly #options: PackOptions;
  readonly #names: OwnerNames;
  /** Where the first name of a file with several went. */
  readonly #linked = new Map<string, string>();
  readonly #seen = new Set<string>();

  constructor(files: PackSource, options: PackOptions, names: OwnerNames) {
    this.#files = files;
    this.#options = options;
    this.#names = names;
  }

  /** Packs what is at `path`, whose name below the source is `relative`, and what is in it. */
  async *walk(path: string, relative: string, include: string): AsyncGenerator<Uint8Array> {
    const { choose, includeSourceDir = false } = this.#options;
    let stat: PackStat;
    try {
      stat = await this.#files.lstat(path);
    } catch (error) {
      await this.#complain(`Tar: Can't stat file ${path} to tar: ${pathError('lstat', path, error).message}`);
      return;
    }
    const isDir = stat.type === 'dir';
    const name = includeSourceDir && include === '.' && relative !== '.' ? `./${relative}` : relative;
    if (includeSourceDir || relative !== '.' || !isDir) {
      const choice = include === name || !choose ? 'take' : choose(name, isDir);
      if (choice === 'skip') return;
      if (choice === 'take' && !this.#seen.has(name)) {
        this.#seen.add(name);
        yield* this.#add(path, this.#rename(name, include), stat);
      }
    }
    if (!isDir) return;
    let children: readonly string[];
    try {
      children = await this.#files.list(path);
    } catch (error) {
      await this.#complain(`Tar: Can't stat file ${path} to tar: ${pathError('open', path, error).message}`);
      return;
    }
    for (const child of [...children].sort(compareNames)) yield* this.walk(join(path, child), join(relative, child), include);
  }

  #rename(name: string, include: string): string {
    const other = this.#options.rebase?.[include];
    return other ? name.replace(include, () => (other === '/' ? '' : other)) : name;
  }

  async *#add(path: string, name: string, stat: PackStat): AsyncGenerator<Uint8Array> {
    let header: TarHeader;
    try {
      header = await this.#header(path, name, stat);
    } catch (error) {
      await this.#complain(`Can't add file ${path} to tar: ${error instanceof Error ? error.message : error}`);
      return;
    }
    yield* tarHeader(header);
    if (header.size > 0) yield* this.#data(path, header.size);
  }

  async #header(path: string, name: string, stat: PackStat): Promise<TarHeader> {
    if (stat.type === 'socket') throw new Error('archive/tar: sockets not supported');
    const isDir = stat.type === 'dir';
    const linkname = stat.type === 'symlink' ? await this.#files.readlink(path) : '';
    const inode = `${stat.dev}:${stat.ino}`;
    const first = !isDir && stat.nlink > 1 ? this.#linked.get(inode) : undefined;
    if (!isDir && stat.nlink > 1 && first === undefined) this.#linked.set(inode, name);
    const capability = stat.type === 'file' ? await this.#files.xattr(path, 'security.capability') : null;
    const type: TarType = first === undefined ? stat.type : 'hardlink';
    const { uid, gid } = this.#options.owner ?? stat;
    return {
      name: isDir && !name.endsWith('/') ? `${name}/` : name,
      type,
      mode: modeField(stat.type, stat.mode),
      uid,
      gid,
      uname: this.#names.user(stat.uid),
      gname: this.#names.group(stat.gid),
      size: type === 'file' ? stat.size : 0,
      mtime: stat.mtime,
      linkname: first ?? linkname,
      rdev: stat.type === 'char' || stat.type === 'block' ? stat.rdev : [0, 0],
      xattrs: capability ? { 'security.capability': capability } : {},
    };
  }

  /** A file's bytes, just as many as its header promised. */
  async *#data(path: string, size: number): AsyncGenerator<Uint8Array> {
    let left = size;
    try {
      for await (const part of this.#files.readStream(path)) {
        yield part.subarray(0, left);
        left -= Math.min(left, part.length);
        if (left === 0) break;
      }
    } catch (error) {
      await this.#complain(`Can't add file ${path} to tar: ${pathError('open', path, error).message}`);
    }
    while (left > 0) {
      yield ZEROS.subarray(0, left);
      left -= Math.min(left, ZEROS.length);
    }
    yield tarPadding(size);
  }

  async #complain(message: string): Promise<void> {
    await this.#options.onError?.(message);
  }
}

/**
 * A folder or a file as the bytes of a tar archive. Throws (ENOENT …) when `source` is not there; what goes wrong later is
 * told to `onError`.
 */
export async function* packFiles(
  files: PackSource,
  source: string,
  names: OwnerNames,
  options: PackOptions = {},
): AsyncGenerator<Uint8Array> {
  const whole = (await files.lstat(source)).type === 'dir';
  const root = whole ? source : dir(source);
  const includes = whole ? (options.includes ?? ['.']) : [base(source)];
  const packer = new Packer(files, options, names);
  for (const include of includes) yield* packer.walk(join(root, include), include === '.' ? '.' : join(include), include);
  yield tarEnd;
}
