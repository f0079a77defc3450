import { sha256 as noble } from '@noble/hashes/sha2.js';
import { refuse } from './error.ts';

const encoder = new TextEncoder();

/** Lower-case hexadecimal digits. */
export function hexOf(bytes: Uint8Array): string {
  let out = '';
  for (const byte of bytes) out += byte.toString(16).padStart(2, '0');
  return out;
}

/** The digest of something small: "sha256:…". */
export const digestOf = (data: Uint8Array | string): string =>
  `sha256:${hexOf(noble(typeof data === 'string' ? encoder.encode(data) : data))}`;

/** Throws an ArchiveError when a file's digest is not the one that it must have; null: any will do. */
export function checkDigest(file: string, wanted: string | null, found: string): void {
  if (wanted !== null && wanted !== found) refuse({ key: 'digest', file, wanted, found });
}

/** Throws an ArchiveError when `bytes` are others than those that `wanted` was made from. */
export function checkBytes(file: string, bytes: Uint8Array, wanted: string | null): void {
  checkDigest(file, wanted, digestOf(bytes));
}

/** ChainIDs of layers by their DiffIDs, lowest first (OCI image spec, "Layer ChainID"). */
export function chainIds(diffIds: readonly string[]): string[] {
  const chains: string[] = [];
  for (const diffId of diffIds) {
    const below = chains.at(-1);
    chains.push(below === undefined ? diffId : digestOf(`${below} ${diffId}`));
  }
  return chains;
}
