import { Content } from '../../fs/content.ts';
import { decompressed } from '../../image/decompress.ts';
import type { Digest, LayerSource } from '../../image/types.ts';
import { readLayer } from '../../image/untar.ts';
import type { Daemon } from '../daemon.ts';
import { systemError } from '../../errors.ts';

/** What Docker puts before what went wrong when it unpacks an archive. */
export const unpackError = (error: unknown): Error =>
  systemError(`Error processing tar file(exit status 1): ${error instanceof Error ? error.message : error}`);

async function gather(pieces: AsyncIterable<Uint8Array>): Promise<Content> {
  const content = new Content();
  for await (const piece of pieces) content.append(piece);
  return content;
}

/** A layer out of an archive, compressed or not. Throws as Docker when it is none. */
export async function layerOf(body: AsyncIterable<Uint8Array> | Uint8Array): Promise<LayerSource> {
  try {
    return readLayer(await gather(decompressed(body)));
  } catch (error) {
    throw unpackError(error);
  }
}

/** Registers a layer on top of `below`, whose reference it takes over. Throws as Docker when it cannot be unpacked. */
export function registerLayer(daemon: Daemon, source: LayerSource, below: Digest | null): Digest {
  const { layers } = daemon.parts;
  let chain: Digest;
  try {
    ({ chainId: chain } = layers.register(source, below));
  } catch (error) {
    throw unpackError(error);
  }
  if (below) layers.release(below);
  return chain;
}
