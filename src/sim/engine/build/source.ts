/** Where COPY and ADD take files from: the build context, or the files of an image. */
import { unpackBody } from './compressed.ts';
import { TarDecoder, TarError, UNEXPECTED_EOF } from '../../../api/tar/decoder.ts';
import { BLOCK, modeField, type TarHeader, type TarType } from '../../../api/tar/header.ts';
import { Content } from '../../fs/content.ts';
import { unpack } from '../../fs/archive.ts';
import { MemFs } from '../../fs/memfs.ts';
import type { FileSystem, Node } from '../../fs/types.ts';
import { groupNames, userNames } from '../../image/owner-names.ts';
import { readTar } from '../../image/untar.ts';
import { invalidParameter } from '../../errors.ts';
import { within } from './paths.ts';
import { fileSum } from './tarsum.ts';
import { contentOf } from './tree.ts';

/** A tree of files, and the checksum of each. */
export interface Source {
  readonly fs: FileSystem;
  /** Of what is at a path without links, hexadecimal; the path itself for what has none. */
  sum(path: string, node: Node): string;
}

/** The build context: what the client sent as a tar archive. */
export interface BuildContext extends Source {
  readonly fs: MemFs;
  remove(path: string): void;
}

const CONTEXT_DEV = 0x40;

/** Unpacks a context, plain or gzip. Throws in Docker's words for an archive that is none. */
export function readContext(bytes: Uint8Array, clock: { now(): number }): BuildContext {
  const fs = new MemFs({ type: 'ext4', dev: CONTEXT_DEV, clock });
  const sums = new Map<string, string>();
  try {
    const tar = unpackBody(bytes);
    for (const { header, data } of headers(tar)) sums.set(within(header.name), fileSum({ ...header, uname: '', gname: '' }, data));
    unpack(fs, readTar(tar));
  } catch (error) {
    throw invalidParameter(`Error processing tar file(exit status 1): ${error instanceof Error ? error.message : error}`);
  }
  return {
    fs,
    sum: (path) => sums.get(path) ?? path,
    remove(path) {
      const cut = path.lastIndexOf('/');
      let dir: Node | null = fs.root;
      for (const name of path.slice(0, Math.max(0, cut)).split('/')) if (name) dir = dir?.type === 'dir' ? fs.lookup(dir, name) : null;
      const node = dir?.type === 'dir' ? fs.lookup(dir, path.slice(cut + 1)) : null;
      if (dir && node && node.type !== 'dir') fs.unlink(dir, path.slice(cut + 1));
    },
  };
}

function* headers(tar: Uint8Array): Generator<{ header: TarHeader; data: Content | null }> {
  const decoder = new TarDecoder();
  for (let at = 0; at < tar.length; ) {
    const step = decoder.next(tar.subarray(at, at + BLOCK));
    at += BLOCK;
    if (step.kind === 'end') return;
    const size = step.kind === 'entry' ? step.header.size : step.size;
    const data = tar.subarray(at, at + size);
    if (data.length < size) throw new TarError(UNEXPECTED_EOF);
    at += Math.ceil(size / BLOCK) * BLOCK;
    if (step.kind === 'records') decoder.records(step.flag, data);
    if (step.kind === 'entry') yield { header: step.header, data: step.header.type === 'file' ? Content.of(data) : null };
  }
}

/** An image's files. */
export function imageSource(fs: FileSystem): Source {
  const sums = new Map<string, string>();
  return {
    fs,
    sum(path, node) {
      const known = sums.get(path);
      if (known !== undefined) return known;
      const { mode, uid, gid, size, rdev } = fs.stat(node);
      const type: TarType = node.type === 'socket' ? 'fifo' : node.type;
      const header = {
        name: type === 'dir' ? `${path}/` : path,
        type,
        mode: modeField(type, mode),
        uid,
        gid,
        uname: userNames.get(uid) ?? '',
        gname: groupNames.get(gid) ?? '',
        size: type === 'file' ? size : 0,
        linkname: type === 'symlink' ? fs.readlink(node) : '',
        rdev,
        xattrs: {},
      };
      const sum = fileSum(header, type === 'file' ? contentOf(fs, node) : null);
      sums.set(path, sum);
      return sum;
    },
  };
}
