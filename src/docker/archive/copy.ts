/** What becomes of names when a file or folder is copied between two machines: the rules of Docker's pkg/archive/copy.go. */
import { base, clean, dir, join } from '../../api/filepath.ts';
import { codeOf, pathError } from '../../api/path-error.ts';
import { tarEnd, tarHeader, tarPadding } from '../../api/tar/header.ts';
import { readTarStream } from '../../api/tar/stream.ts';
import type { Files, FileStat } from '../context.ts';
import { evalSymlinks } from './symlinks.ts';

/** One end of a copy. */
export interface CopyInfo {
  readonly path: string;
  readonly exists: boolean;
  readonly isDir: boolean;
  /** What the copy is called in the archive, when a symlink led to another name; else "". */
  readonly rebaseName: string;
}

const endsWithSlash = (path: string): boolean => path.endsWith('/');
const isCurrentDir = (path: string): boolean => base(path) === '.';

/** A cleaned path that ends in "/" or "/." where the original does. */
export function preserveTrailing(cleaned: string, original: string): string {
  let path = cleaned;
  if (!isCurrentDir(path) && isCurrentDir(original)) path += endsWithSlash(path) ? '.' : '/.';
  return !endsWithSlash(path) && endsWithSlash(original) ? `${path}/` : path;
}

/** Folder and last name; "." counts as a name. */
export function splitPath(path: string): { dir: string; base: string } {
  const cleaned = clean(path) + (isCurrentDir(path) ? '/.' : '');
  // filepath.Dir cleans the folder, and the "." with it.
  return { dir: dir(cleaned), base: base(cleaned) };
}

/** Where a symlink led, with the ending of the path it was asked by, and the name it was asked by when that is another. */
export function rebaseName(path: string, resolved: string): { path: string; rebaseName: string } {
  let to = resolved;
  if (isCurrentDir(path) && !isCurrentDir(to)) to += '/.';
  if (endsWithSlash(path) && !endsWithSlash(to)) to += '/';
  return { path: to, rebaseName: base(path) === base(to) ? '' : base(path) };
}

async function lstat(files: Files, path: string): Promise<FileStat> {
  try {
    return await files.lstat(path);
  } catch (error) {
    throw pathError('lstat', path, error);
  }
}

/** The end of a copy that is read on the client's machine. */
export async function sourceInfo(files: Files, path: string, follow: boolean): Promise<CopyInfo> {
  let found = { path, rebaseName: '' };
  if (follow) found = rebaseName(path, await evalSymlinks(files, path));
  else {
    const cut = path.lastIndexOf('/') + 1;
    const resolved = `${await evalSymlinks(files, path.slice(0, cut))}/${path.slice(cut)}`;
    found = { path: resolved, rebaseName: endsWithSlash(path) && base(path) !== base(resolved) ? base(path) : '' };
  }
  return { ...found, exists: true, isDir: (await lstat(files, found.path)).type === 'dir' };
}

const MAX_LINKS = 10;

/** The end of a copy that is written on the client's machine: symlinks are followed, and their last target need not be there. */
export async function destinationInfo(files: Files, original: string): Promise<CopyInfo> {
  let path = original;
  for (let links = 0; ; links++) {
    let stat: FileStat;
    try {
      stat = await lstat(files, path);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      break;
    }
    if (stat.type !== 'symlink') return { path, exists: true, isDir: stat.type === 'dir', rebaseName: '' };
    if (links > MAX_LINKS) throw new Error(`too many symlinks in ${original}`);
    const target = await files.readlink(path);
    path = target.startsWith('/') ? target : join(splitPath(path).dir, target);
  }
  const parent = splitPath(path).dir;
  let holder: FileStat;
  try {
    holder = await files.stat(parent);
  } catch (error) {
    throw pathError('stat', parent, error);
  }
  if (holder.type !== 'dir') throw new Error('not a directory');
  return { path, exists: false, isDir: false, rebaseName: '' };
}

/** The archive with another first name in its entries. */
async function* rebase(archive: AsyncIterable<Uint8Array>, from: string, to: string): AsyncGenerator<Uint8Array> {
  const old = from === '/' ? '' : from;
  const renamed = (name: string): string => name.replace(old, () => to);
  for await (const { header, data } of readTarStream(archive)) {
    const linkname = header.type === 'hardlink' ? renamed(header.linkname) : header.linkname;
    yield* tarHeader({ ...header, name: renamed(header.name), linkname });
    yield* data;
    yield tarPadding(header.size);
  }
  yield tarEnd;
}

/** Decides into which folder an archive is to be unpacked and under which name. Throws what cannot be copied onto what. */
export function prepareCopy(
  archive: AsyncIterable<Uint8Array>,
  source: CopyInfo,
  to: CopyInfo,
): { folder: string; archive: AsyncIterable<Uint8Array> } {
  if (to.exists && to.isDir) return { folder: to.path, archive };
  if (to.exists && source.isDir) throw new Error('cannot copy directory');
  if (!to.exists && !source.isDir && (endsWithSlash(to.path) || isCurrentDir(to.path))) throw new Error('no such directory');
  const target = splitPath(to.path);
  return { folder: target.dir, archive: rebase(archive, source.rebaseName || splitPath(source.path).base, target.base) };
}
