import { ArchiveError, refuse } from './error.ts';
import { LayerIndex } from './layer-index.ts';
import { MAGIC_BYTES, packingOf } from './packing.ts';
import { type ArchiveHost, type ByteSource, type Hasher, portions } from './source.ts';
import { TarReader } from './tar-reader.ts';

/** What a layer's bytes really are: "sha256:…". */
export interface LayerDigests {
  /** Of the tar, the DiffID. */
  readonly diffId: string;
  /** Of the file as it lies in the archive, packed or not. */
  readonly digest: string;
}

/** A layer of an archive, read once from end to end. */
export interface ReadLayer {
  /** Still being worked out while the next layer is read already. */
  readonly digests: Promise<LayerDigests>;
  readonly index: LayerIndex;
  /** The tar's bytes, to which the places in the index belong. */
  readonly tar: ByteSource;
}

/** Unpacked bytes of one file that are taken in; what is larger is made to fill a disk. */
const MOST_UNPACKED = 4e9;

/**
 * Reads a layer in one go: its digest, its tree, and (of a packed one) its bytes, which are kept aside. Throws an ArchiveError that
 * names `file`.
 *
 * @param onBytes told of the file's bytes as they are done with
 */
export async function readLayer(file: string, source: ByteSource, host: ArchiveHost, onBytes: (count: number) => void): Promise<ReadLayer> {
  const packing = packingOf(await source.read(0, Math.min(MAGIC_BYTES, source.size)));
  if (packing !== 'none' && packing !== 'gzip') refuse({ key: 'packing', file, packing });
  const index = new LayerIndex(file);
  const reader = new TarReader(file, (header, at) => index.add(header, at));
  const whole = host.hasher(source.size);
  const read = told(portions(source), whole, onBytes);
  if (packing === 'none') {
    for await (const piece of read) reader.push(piece);
    reader.end();
    const digests = whole.digest().then((digits) => ({ diffId: `sha256:${digits}`, digest: `sha256:${digits}` }));
    return { digests, index, tar: source };
  }
  const unpacked = host.hasher(null);
  const store = host.store();
  for await (const piece of gunzipped(file, read, host)) {
    unpacked.update(piece);
    reader.push(piece);
    store.add(piece);
  }
  reader.end();
  const digests = Promise.all([unpacked.digest(), whole.digest()]).then(([diffId, digest]) => ({
    diffId: `sha256:${diffId}`,
    digest: `sha256:${digest}`,
  }));
  return { digests, index, tar: store.finish() };
}

/** Packed bytes unpacked; damage is told with the name of `file`. */
export async function* gunzipped(file: string, packed: AsyncIterable<Uint8Array>, host: ArchiveHost): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for await (const piece of host.gunzip(packed)) {
      size += piece.length;
      if (size > MOST_UNPACKED) refuse({ key: 'too-large', file });
      yield piece;
    }
  } catch (error) {
    throw error instanceof ArchiveError ? error : new ArchiveError({ key: 'gzip', file });
  }
}

async function* told(pieces: AsyncIterable<Uint8Array>, hasher: Hasher, onBytes: (count: number) => void): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    hasher.update(piece);
    yield piece;
    onBytes(piece.length);
  }
}
