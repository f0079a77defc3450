/** What the words of a COPY or ADD stand for: files and folders of its source, and the checksum of all of them. */
import { goMatch } from '../../../api/match.ts';
import type { Node } from '../../fs/types.ts';
import { leavesRoot, resolveWithin, walkTree } from './paths.ts';
import type { Source } from './source.ts';
import { joinedSum } from './tarsum.ts';

/** One file or folder to be copied. */
export interface CopySource {
  readonly source: Source;
  /** As named, without links followed: its last part names the copy. */
  readonly path: string;
  readonly node: Node;
  /** "file:…" or "dir:…" */
  readonly sum: string;
  /** Came from the network: never unpacked. */
  readonly fetched?: boolean;
}

const hasWildcards = (path: string): boolean => /(^|[^\\])(\\\\)*[*?[]/.test(path);

/** What one word stands for. `own`: it is the build context's. Throws in Docker's words, without its "COPY failed: ". */
export function copySources(source: Source, word: string, own: boolean): CopySource[] {
  const path = word.replace(/^\//, '').replace(/^\.\//, '');
  if (!hasWildcards(path)) return [copySource(source, path, word, own)];
  const found: CopySource[] = [];
  for (const { path: at } of walkTree(source.fs, source.fs.root, ''))
    if (goMatch(path, at) === true) found.push(copySource(source, at, at, own));
  return found;
}

function copySource(source: Source, path: string, word: string, own: boolean): CopySource {
  if (leavesRoot(path)) throw new Error(`forbidden path outside the build context: ${word} ()`);
  const { node, path: at, blocked } = resolveWithin(source.fs, path);
  if (!node) {
    if (blocked) throw new Error(`forbidden path outside the build context: ${word} ()`);
    throw new Error(`${own ? 'file not found in build context or excluded by .dockerignore: ' : ''}stat ${path}: file does not exist`);
  }
  if (node.type !== 'dir') return { source, path, node, sum: `file:${source.sum(at, node)}` };
  const sums = [...walkTree(source.fs, node, at)].map((below) => source.sum(below.path, below.node));
  return { source, path, node, sum: joinedSum('dir', sums.sort()) };
}

/** The checksum that stands in the step's line of history. */
export function sumOf(sources: readonly CopySource[]): string {
  const [only] = sources;
  return only && sources.length === 1
    ? only.sum
    : joinedSum(
        'multi',
        sources.map(({ sum }) => sum),
      );
}
