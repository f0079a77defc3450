import { sha256 as noble } from '@noble/hashes/sha2.js';
import type { Digest } from './types.ts';

const encoder = new TextEncoder();

/** Lower-case hexadecimal digits of `bytes`. */
function hex(bytes: Uint8Array): string {
  let out = '';
  for (const byte of bytes) out += byte.toString(16).padStart(2, '0');
  return out;
}

/** The SHA-256 of some bytes (a string: of its UTF-8). */
export function sha256(data: Uint8Array | string): Digest {
  return `sha256:${hex(noble(typeof data === 'string' ? encoder.encode(data) : data))}`;
}

/** The SHA-256 of bytes that come in pieces. */
export function sha256Of(pieces: Iterable<Uint8Array>): Digest {
  const hash = noble.create();
  for (const piece of pieces) hash.update(piece);
  return `sha256:${hex(hash.digest())}`;
}

/** A SHA-256 that is told its bytes piece by piece. */
export function sha256Stream(): { update(piece: Uint8Array): void; digest(): Digest } {
  const hash = noble.create();
  return { update: (piece) => void hash.update(piece), digest: () => `sha256:${hex(hash.digest())}` };
}

/** The ChainID of the layer `diffId` on top of `parent` (OCI image spec, "Layer ChainID"). */
export function chainId(parent: Digest | null, diffId: Digest): Digest {
  return parent === null ? diffId : sha256(`${parent} ${diffId}`);
}

/** The ChainID of a whole stack, lowest layer first; null when it has no layers. */
export function chainOf(diffIds: readonly Digest[]): Digest | null {
  let chain: Digest | null = null;
  for (const diffId of diffIds) chain = chainId(chain, diffId);
  return chain;
}

export { isDigest } from '../../api/reference.ts';
