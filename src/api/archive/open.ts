import { checkBytes, checkDigest, chainIds, digestOf } from './digest.ts';
import { refuse } from './error.ts';
import { type ArchiveFiles, archiveFiles, parseJson } from './files.ts';
import { gunzipped, type LayerDigests, type ReadLayer, readLayer } from './layer.ts';
import type { LayerIndex } from './layer-index.ts';
import { type ImageParts, readManifests } from './manifest.ts';
import { MAGIC_BYTES, packingOf } from './packing.ts';
import { type ArchiveHost, type ByteSource, portions } from './source.ts';

/** A line of an image's history, as its configuration has it. */
export interface ArchivedHistory {
  readonly created: string;
  readonly createdBy: string;
  readonly comment: string;
  readonly empty: boolean;
}

/** An image of an archive. */
export interface ArchivedImage {
  /** "sha256:…", the digest of its configuration. */
  readonly id: string;
  readonly names: readonly string[];
  /** The configuration as it is; beyond what is read here anything may stand in it. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly created: string;
  readonly history: readonly ArchivedHistory[];
  /** ChainIDs, bottom first. */
  readonly chain: readonly string[];
  /** Bytes of the files of its layers. */
  readonly size: number;
}

/** A layer of one or several images of an archive, by the ChainID of its place. */
export interface ArchivedLayer {
  /** Its name in the archive. */
  readonly file: string;
  readonly diffId: string;
  readonly index: LayerIndex;
  /** The layer's tar, to which the places in the index belong. */
  readonly tar: ByteSource;
}

/** An archive whose every digest held. */
export interface OpenedArchive {
  /** "docker save" or "OCI". */
  readonly format: string;
  readonly images: readonly ArchivedImage[];
  readonly layers: ReadonlyMap<string, ArchivedLayer>;
}

/** How far the reading is; `unpack`: the archive itself is packed, and that is taken off first. */
export interface Progress {
  readonly step: 'unpack' | 'read';
  readonly done: number;
  readonly total: number;
}

/** Reads an archive of images: checks every digest and makes the tree of every layer. Throws an ArchiveError with the reason. */
export async function openArchive(
  source: ByteSource,
  host: ArchiveHost,
  onProgress: (progress: Progress) => void = () => {},
): Promise<OpenedArchive> {
  const tar = await unpacked(source, host, onProgress);
  const files = await archiveFiles(tar);
  const { format, images } = await readManifests(files);
  const described = await describe(files, images);
  // One that is named twice is read, and counted, once.
  const named = new Map(images.flatMap(({ layers }) => layers).map(({ file }) => [file, files.file(file).size]));
  const total = [...named.values()].reduce((sum, size) => sum + size, 0);
  let done = 0;
  const onBytes = (count: number): void => onProgress({ step: 'read', done: (done += count), total });
  const known = new Map<string, ReadLayer>();
  let hashing: Promise<LayerDigests> | null = null;
  for (const file of named.keys()) {
    const layer = await readLayer(file, files.file(file), host, onBytes);
    // One is hashed while the next is read, but no more wait in memory.
    if (hashing) await hashing;
    hashing = layer.digests;
    // Told below, unless something is wrong with the next layer already.
    hashing.catch(() => {});
    known.set(file, layer);
  }
  const layers = new Map<string, ArchivedLayer>();
  const opened = new Map<string, ArchivedImage>();
  for (const { parts, config, id } of described) {
    const chain = chainIds(config.diffIds);
    let size = 0;
    for (const [n, { file, digest }] of parts.layers.entries()) {
      const [found, place] = [known.get(file), chain[n]];
      if (!found || place === undefined) continue;
      const { index, tar, digests } = found;
      const real = await digests;
      checkDigest(file, digest, real.digest);
      checkDigest(file, config.diffIds[n] ?? '', real.diffId);
      layers.set(place, layers.get(place) ?? { file, diffId: real.diffId, index, tar });
      size += index.size;
    }
    const names = [...new Set([...(opened.get(id)?.names ?? []), ...parts.names])];
    opened.set(id, { id, names, config: config.all, created: config.created, history: config.history, chain, size });
  }
  return { format, images: [...opened.values()], layers };
}

interface Described {
  readonly parts: ImageParts;
  readonly config: Config;
  readonly id: string;
}

/** The configuration of each image, which is small and tells at once when it is damaged. */
async function describe(files: ArchiveFiles, images: readonly ImageParts[]): Promise<Described[]> {
  const described: Described[] = [];
  for (const parts of images) {
    const bytes = await files.bytes(parts.config.file);
    checkBytes(parts.config.file, bytes, parts.config.digest);
    described.push({ parts, config: configOf(parts, bytes), id: digestOf(bytes) });
  }
  return described;
}

async function unpacked(source: ByteSource, host: ArchiveHost, onProgress: (progress: Progress) => void): Promise<ByteSource> {
  if (source.size === 0) refuse({ key: 'no-archive' });
  const packing = packingOf(await source.read(0, Math.min(MAGIC_BYTES, source.size)));
  if (packing === 'none') return source;
  if (packing !== 'gzip') return refuse({ key: 'packing', file: '', packing });
  const store = host.store();
  let done = 0;
  const packed = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of portions(source)) {
      yield piece;
      onProgress({ step: 'unpack', done: (done += piece.length), total: source.size });
    }
  };
  for await (const piece of gunzipped('', packed(), host)) store.add(piece);
  return store.finish();
}

interface Config {
  readonly all: Readonly<Record<string, unknown>>;
  readonly created: string;
  readonly diffIds: readonly string[];
  readonly history: readonly ArchivedHistory[];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const record = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;

function configOf({ config: { file }, layers }: ImageParts, bytes: Uint8Array): Config {
  const all = record(parseJson(file, bytes));
  const diffIds = record(all?.['rootfs'])?.['diff_ids'] ?? [];
  const lines = all?.['history'] ?? [];
  if (!all || !Array.isArray(diffIds) || !diffIds.every((one) => typeof one === 'string') || !Array.isArray(lines))
    return refuse({ key: 'json', file });
  if (diffIds.length !== layers.length) return refuse({ key: 'layers', file, layers: layers.length, diffIds: diffIds.length });
  const history = lines.map((line): ArchivedHistory => {
    const { created, created_by, comment, empty_layer } = record(line) ?? {};
    return { created: text(created), createdBy: text(created_by), comment: text(comment), empty: empty_layer === true };
  });
  return { all, created: text(all['created']), diffIds: diffIds as string[], history };
}
