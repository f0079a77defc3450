/** What trees take on a disk that stores only once what they share. */
import { CHUNK } from '../content.ts';
import type { Inode } from '../memfs.ts';
import { inodesBelow } from './tree-copy.ts';

/** Bytes of the pieces of all files below `roots`, each piece once. */
export function storedBytes(roots: readonly Inode[]): number {
  const pieces = new Set<object>();
  let total = 0;
  for (const root of roots)
    for (const { content } of inodesBelow(root))
      for (const { piece, bytes } of content?.stored() ?? []) {
        if (pieces.has(piece)) continue;
        pieces.add(piece);
        total += bytes;
      }
  return total;
}

/**
 * Blocks of `size` bytes for all files below `roots`, on a disk that shares whole blocks: two blocks are one when every piece in them
 * is. Files begin at a block, as an allocator with such a stripe puts the larger ones.
 */
export function storedBlocks(roots: readonly Inode[], size: number): number {
  const per = size / CHUNK;
  const blocks = new Set<string>();
  const numbers = new Map<object, number>();
  const numberOf = (piece: object): number => {
    const known = numbers.get(piece) ?? numbers.size;
    numbers.set(piece, known);
    return known;
  };
  let solid = 0;
  for (const root of roots)
    for (const { content } of inodesBelow(root)) {
      const own = new Map<number, string>();
      for (const { piece, index, bytes } of content?.stored() ?? []) {
        if (bytes > CHUNK) {
          if (!numbers.has(piece)) solid += Math.ceil(bytes / size);
          numberOf(piece);
        } else {
          const block = Math.floor(index / per);
          own.set(block, `${own.get(block) ?? ''}${index % per}:${numberOf(piece)} `);
        }
      }
      for (const [block, pieces] of own) blocks.add(`${block} ${pieces}`);
    }
  return blocks.size + solid;
}
