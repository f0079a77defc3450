import { TarDecoder } from '../../../api/tar/decoder.ts';
import { BLOCK } from '../../../api/tar/header.ts';
import type { ArchiveEntry } from '../../fs/driver.ts';
import { readTar } from '../../image/untar.ts';
import { unpackBody } from './compressed.ts';
import { contentOf } from './tree.ts';
import type { FileSystem, Node } from '../../fs/types.ts';

const HEAD = 2 * BLOCK;

/** The entries of a file that is a tar archive, plain or gzip; null for any other file. */
export function archiveIn(fs: FileSystem, node: Node): Iterable<ArchiveEntry> | null {
  if (node.type !== 'file') return null;
  const head = fs.read(node, 0, HEAD);
  if (head.length < BLOCK && !(head[0] === 0x1f && head[1] === 0x8b)) return null;
  try {
    const content = contentOf(fs, node);
    const tar = unpackBody(content.read(0, content.size));
    const step = new TarDecoder().next(tar.subarray(0, BLOCK));
    return step.kind === 'end' ? null : readTar(tar);
  } catch {
    return null;
  }
}
