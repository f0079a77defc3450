/** How a file is packed, by its first bytes. */
const MAGIC: readonly (readonly [packing: Packing, bytes: readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['bzip2', [0x42, 0x5a, 0x68]],
];

export type Packing = 'none' | 'gzip' | 'zstd' | 'xz' | 'bzip2';

/** So many bytes tell it. */
export const MAGIC_BYTES = 5;

/** What `head`, the first bytes of a file, says. */
export function packingOf(head: Uint8Array): Packing {
  return MAGIC.find(([, bytes]) => bytes.every((byte, at) => head[at] === byte))?.[0] ?? 'none';
}
