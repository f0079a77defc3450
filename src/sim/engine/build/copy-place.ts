/** Puts what a COPY or ADD names into the image. */
import { strerror } from '../../fs/errno.ts';
import { type FileSystem, FsError, type NewNode, type Node } from '../../fs/types.ts';
import { archiveIn } from './archive-file.ts';
import type { CopySource } from './copy-sources.ts';
import { resolveWithin } from './paths.ts';
import { entriesBelow, entryOf, makeFolders, type Owner, place, unpackInto } from './tree.ts';

/** How the copies are made. */
export interface CopyRules {
  /** Absolute; a slash at the end makes it a folder. */
  readonly to: string;
  /** Null: whose they are in the source. */
  readonly owner: Owner | null;
  /** Permission bits for all of it (`--chmod`). */
  readonly mode?: number;
  /** Archives are unpacked. */
  readonly unpacks: boolean;
  /** Where the image is mounted on the host, for errors. */
  readonly mounted: string;
}

const bare = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Copies one source. Throws in Docker's words. */
export function placeCopy(fs: FileSystem, copy: CopySource, rules: CopyRules): void {
  const there = resolveWithin(fs, rules.to);
  const explain = <T>(what: string, work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      throw new Error(`failed to copy files: ${what}${error.syscall} ${rules.mounted}${error.path}: ${strerror(error.code).toLowerCase()}`);
    }
  };
  const { node, source } = copy;
  if (node.type === 'dir') return explain('failed to copy directory: ', () => placeFolder(fs, copy, there.path, there.node, rules));
  const archive = rules.unpacks && !copy.fetched ? archiveIn(source.fs, node) : null;
  if (archive) return explain('', () => unpackInto(fs, makeFolders(fs, there.path), archive));
  if (there.blocked && !rules.to.endsWith('/')) explain('', () => fail('lstat', `/${there.path}`));
  const path = rules.to.endsWith('/') || there.node?.type === 'dir' ? `${there.path}/${bare(copy.path)}`.replace(/^\//, '') : there.path;
  const dir = explain('failed to create new directory: ', () => makeFolders(fs, parentOf(path), rules.owner ?? undefined));
  const entry = { ...entryOf(source.fs, node, bare(path)), ...changeOf(rules) };
  explain('failed to copy file: ', () => place(fs, dir, bare(path), entry));
}

function fail(syscall: string, path: string): never {
  throw new FsError('ENOTDIR', syscall, path);
}

const changeOf = ({ owner, mode }: CopyRules): Partial<NewNode> => ({ ...owner, ...(mode !== undefined && { mode }) });

function placeFolder(fs: FileSystem, { source, node }: CopySource, path: string, there: Node | null, rules: CopyRules): void {
  const dir = makeFolders(fs, path);
  if (!there) fs.setattr(dir, changeOf(rules));
  unpackInto(fs, dir, entriesBelow(source.fs, node), changeOf(rules));
}
