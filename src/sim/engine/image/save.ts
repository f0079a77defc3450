import {
  familiarName,
  familiarString,
  InvalidReference,
  parseReference,
  type Reference,
  withDefaultTag,
  canonicalName,
  canonicalString,
} from '../../../api/reference.ts';
import type { Body } from '../../../api/wire.ts';
import { modeField, tarEnd, tarHeader, type TarType } from '../../../api/tar/header.ts';
import { compareNames } from '../../../api/name-order.ts';
import { isDigest } from '../../image/digest.ts';
import { goJson, goMap } from '../../image/go-json.ts';
import { legacyLayers } from '../../image/legacy-id.ts';
import { pieceBytes } from '../../image/tar.ts';
import type { Digest, Image, ImageConfig, TarPiece } from '../../image/types.ts';
import type { Daemon } from '../daemon.ts';
import { notFound, systemError } from '../../errors.ts';
import { layersOf } from './read.ts';
import { emitImage } from './write.ts';

/** What is saved: images in the order they were named, with the names that go along. */
type Saved = Map<Digest, { image: Image; names: Reference[] }>;

/** Finds what the names mean: an image, all tags of a repository, or (by id) an image without its names. */
function collect(daemon: Daemon, names: readonly string[]): Saved {
  const { images, references } = daemon.parts;
  const saved: Saved = new Map();
  const add = (id: Digest, name: Reference | null): void => {
    const image = images.get(id);
    if (!image) throw notFound(`No such image: ${id}`);
    const entry = saved.get(id) ?? { image, names: [] };
    saved.set(id, entry);
    if (!name || name.digest) return;
    const tagged = withDefaultTag(name);
    if (!entry.names.some((one) => canonicalString(one) === canonicalString(tagged))) entry.names.push(tagged);
  };
  const search = (text: string): Digest => {
    const image = images.search(text);
    if (!image || image === 'ambiguous') throw notFound(`No such image: ${text}`);
    return image.id;
  };
  for (const name of names) {
    if (isDigest(name) || /^[0-9a-f]{64}$/.test(name)) {
      add(search(name), null);
      continue;
    }
    const reference = parseReference(name);
    if (familiarName(reference) === 'sha256') add(search(name), null);
    else if (reference.tag === null && reference.digest === null) {
      const tags = references
        .all()
        .map((one) => ({ id: one.id, name: parseReference(one.reference) }))
        .filter((one) => canonicalName(one.name) === canonicalName(reference))
        .sort((a, b) => compareNames(canonicalString(a.name), canonicalString(b.name)));
      for (const one of tags) add(one.id, one.name);
      if (tags.length === 0) add(search(name), null);
    } else {
      const id = references.get(canonicalString(reference));
      if (!id) throw notFound('reference does not exist');
      add(id, reference);
    }
  }
  return saved;
}

/** A file of the archive. */
interface SavedFile {
  readonly type: 'file' | 'dir' | 'symlink';
  readonly mtime: number;
  readonly size?: number;
  readonly linkname?: string;
  data?(): Iterable<TarPiece>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function text(content: string | Uint8Array, mtime: number): SavedFile {
  const bytes = typeof content === 'string' ? encoder.encode(content) : content;
  return { type: 'file', mtime, size: bytes.length, data: () => [bytes] };
}

const sizeOf = (pieces: Iterable<TarPiece>): number => {
  let size = 0;
  for (const piece of pieces) size += typeof piece === 'number' ? piece : piece.length;
  return size;
};

/** All files of the archive by name, as Docker's tarexport lays them out. */
function layOut(daemon: Daemon, saved: Saved): Map<string, SavedFile> {
  const files = new Map<string, SavedFile>();
  const now = daemon.clock.now();
  const repositories: Record<string, Record<string, string>> = {};
  const manifest: unknown[] = [];
  /** Where each layer's archive is: another one of the same is a link to it. */
  const archives = new Map<Digest, string>();
  for (const { image, names } of saved.values()) {
    const { config, id } = image;
    const chains = layersOf(image);
    if (chains.length === 0) throw systemError('empty export - not implemented');
    const created = Date.parse(config.created) || 0;
    const layers = legacyLayers(JSON.parse(decoder.decode(image.bytes)) as ImageConfig, chains);
    for (const [n, { id: legacy, json }] of layers.entries()) {
      const diffId = config.rootfs.diff_ids[n];
      const chain = chains[n];
      if (!diffId || !chain || files.has(`${legacy}/`)) continue;
      const known = archives.get(diffId);
      const time = known === undefined ? created : now;
      files.set(`${legacy}/`, { type: 'dir', mtime: time });
      files.set(`${legacy}/VERSION`, text('1.0', time));
      files.set(`${legacy}/json`, text(json, time));
      const data = (): Iterable<TarPiece> => daemon.parts.layers.archive(chain);
      files.set(
        `${legacy}/layer.tar`,
        known === undefined
          ? { type: 'file', mtime: time, size: sizeOf(data()), data }
          : { type: 'symlink', mtime: time, linkname: `../${known}/layer.tar` },
      );
      if (known === undefined) archives.set(diffId, legacy);
    }
    files.set(`${id.slice('sha256:'.length)}.json`, text(image.bytes, created));
    for (const name of names) {
      const tags = repositories[familiarName(name)] ?? {};
      repositories[familiarName(name)] = { ...tags, [name.tag ?? '']: layers.at(-1)?.id ?? '' };
    }
    const parent = image.parent !== null && saved.has(image.parent) ? { Parent: image.parent } : {};
    manifest.push({
      Config: `${id.slice('sha256:'.length)}.json`,
      RepoTags: names.length > 0 ? names.map(familiarString) : null,
      Layers: layers.map((layer) => `${layer.id}/layer.tar`),
      ...parent,
    });
  }
  if (Object.keys(repositories).length > 0) {
    const sorted = goMap(Object.fromEntries(Object.entries(repositories).map(([name, tags]) => [name, goMap(tags)])));
    files.set('repositories', text(`${goJson(sorted)}\n`, 0));
  }
  files.set('manifest.json', text(`${goJson(manifest)}\n`, 0));
  return files;
}

function* archive(files: ReadonlyMap<string, SavedFile>): Generator<Uint8Array> {
  for (const [name, file] of [...files].sort(([a], [b]) => compareNames(a, b))) {
    const type: TarType = file.type;
    const mode = { file: 0o644, dir: 0o755, symlink: 0o777 }[file.type];
    const { mtime, size = 0, linkname = '' } = file;
    yield* tarHeader({
      name,
      type,
      mode: modeField(type, mode),
      uid: 0,
      gid: 0,
      uname: 'root',
      gname: 'root',
      size,
      mtime,
      linkname,
      rdev: [0, 0],
      xattrs: {},
    });
    if (file.data) yield* pieceBytes(file.data());
    if (size % 512 !== 0) yield tarEnd.subarray(0, 512 - (size % 512));
  }
  yield tarEnd;
}

/** GET /images/get?names=…: images with their layers as one tar, which `docker load` takes. */
export function ImageGet(daemon: Daemon, names: readonly string[]): Body {
  let saved: Saved;
  try {
    saved = collect(daemon, names);
  } catch (error) {
    throw error instanceof InvalidReference ? systemError(error.message) : error;
  }
  const files = layOut(daemon, saved);
  for (const id of saved.keys()) emitImage(daemon, 'save', id, id);
  return (async function* () {
    // What is yielded may be looked at later, when the next piece has been made.
    for (const piece of archive(files)) yield piece.slice();
  })();
}
