/** Unpacks an archive as Docker's pkg/archive does (Unpack, createTarFile), for both ends of the wire. */
import { clean, dir, join } from '../filepath.ts';
import { codeOf, pathError } from '../path-error.ts';
import type { TarType } from './header.ts';
import { readTarStream, type TarStreamEntry } from './stream.ts';

/** Where an archive is unpacked; errors carry `code` (ENOENT …). */
export interface UnpackTarget {
  lstat(path: string): Promise<{ readonly type: string }>;
  mkdir(path: string, mode: number): Promise<void>;
  writeStream(path: string, data: AsyncIterable<Uint8Array>, options: { mode: number }): Promise<void>;
  symlink(target: string, path: string): Promise<void>;
  link(existing: string, path: string): Promise<void>;
  mknod(path: string, type: 'char' | 'block' | 'fifo', rdev: readonly [number, number], mode: number): Promise<void>;
  chmod(path: string, mode: number): Promise<void>;
  lchown(path: string, uid: number, gid: number): Promise<void>;
  lutimes(path: string, mtime: number): Promise<void>;
  removeAll(path: string): Promise<void>;
  /** Left out where extended attributes cannot be set. */
  setXattr?(path: string, name: string, value: Uint8Array): Promise<void>;
}

/** How an archive is unpacked. */
export interface UnpackOptions {
  /** Leave everything to whoever unpacks, as `docker cp` does on the client's side. */
  readonly noChown?: boolean;
  /** Whose all of it becomes, instead of the owners in the archive. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** Refuse to put a file where a folder is, and the other way round. */
  readonly noOverwriteDirNonDir?: boolean;
  /** The name that an entry's name becomes. */
  readonly rename?: (name: string) => string;
}

async function typeAt(files: UnpackTarget, path: string): Promise<string | null> {
  try {
    return (await files.lstat(path)).type;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw pathError('lstat', path, error);
  }
}

async function mkdirs(files: UnpackTarget, path: string, owner: { uid: number; gid: number } | null): Promise<void> {
  if (await typeAt(files, path).catch(() => null)) return;
  await mkdirs(files, dir(path), owner);
  await files.mkdir(path, 0o777).catch((error: unknown) => {
    throw pathError('mkdir', path, error);
  });
  if (owner) await files.lchown(path, owner.uid, owner.gid);
}

const CALLS: Readonly<Record<TarType, string>> = {
  dir: 'mkdir',
  file: 'open',
  hardlink: 'link',
  symlink: 'symlink',
  char: 'mknod',
  block: 'mknod',
  fifo: 'mknod',
};

async function make(files: UnpackTarget, path: string, folder: string, { header, data }: TarStreamEntry): Promise<void> {
  const { type, linkname, rdev } = header;
  const mode = header.mode & 0o7777;
  switch (type) {
    case 'dir':
      if ((await typeAt(files, path)) !== 'dir') await files.mkdir(path, mode);
      return;
    case 'file':
      return files.writeStream(path, data, { mode });
    case 'hardlink': {
      const target = join(folder, linkname);
      if (!target.startsWith(folder)) throw new Error(`invalid hardlink "${target}" -> "${linkname}"`);
      return files.link(target, path).catch((error: unknown) => {
        throw pathError(`link ${target}`, path, error);
      });
    }
    case 'symlink': {
      const target = join(dir(path), linkname);
      if (!target.startsWith(folder)) throw new Error(`invalid symlink "${path}" -> "${linkname}"`);
      return files.symlink(linkname, path);
    }
    default:
      return files.mknod(path, type, rdev, mode);
  }
}

async function unpackEntry(
  files: UnpackTarget,
  path: string,
  folder: string,
  entry: TarStreamEntry,
  { noChown, owner }: UnpackOptions,
): Promise<void> {
  const { header } = entry;
  try {
    await make(files, path, folder, entry);
  } catch (error) {
    throw codeOf(error) !== null && !(error as Error).message.includes(': ') ? pathError(CALLS[header.type], path, error) : error;
  }
  if (!noChown) await files.lchown(path, owner?.uid ?? header.uid, owner?.gid ?? header.gid);
  for (const [name, value] of Object.entries(header.xattrs)) await files.setXattr?.(path, name, value);
  if (header.type === 'hardlink') return;
  if (header.type !== 'symlink') await files.chmod(path, header.mode & 0o7777);
  await files.lutimes(path, header.mtime);
}

/** Unpacks into the folder `to`, which must be there. Errors are worded as Go's. */
export async function unpackFiles(
  files: UnpackTarget,
  to: string,
  archive: AsyncIterable<Uint8Array>,
  options: UnpackOptions = {},
): Promise<void> {
  const folder = clean(to);
  const dirs: { path: string; mtime: number }[] = [];
  for await (const entry of readTarStream(archive)) {
    const { header } = entry;
    const name = clean(options.rename ? options.rename(header.name) : header.name);
    const path = join(folder, name);
    const isDir = header.type === 'dir';
    if (name !== '/' && !(await typeAt(files, dir(path)))) await mkdirs(files, dir(path), options.noChown ? null : { uid: 0, gid: 0 });
    if (name === '..' || name.startsWith('../')) throw new Error(`"${name}" is outside of "${folder}"`);
    const old = await typeAt(files, path);
    if (old !== null) {
      if (options.noOverwriteDirNonDir && old === 'dir' && !isDir)
        throw new Error(`cannot overwrite directory "${path}" with non-directory "${folder}"`);
      if (options.noOverwriteDirNonDir && old !== 'dir' && isDir)
        throw new Error(`cannot overwrite non-directory "${path}" with directory "${folder}"`);
      if (old === 'dir' && name === '.') continue;
      if (!(old === 'dir' && isDir))
        await files.removeAll(path).catch((error: unknown) => {
          throw error instanceof Error && error.message.startsWith('unlinkat ') ? error : pathError('unlinkat', path, error);
        });
    }
    await unpackEntry(files, path, folder, entry, options);
    if (isDir) dirs.push({ path, mtime: header.mtime });
  }
  // Last, because filling a folder changes its time.
  for (const { path, mtime } of dirs) await files.lutimes(path, mtime);
}
