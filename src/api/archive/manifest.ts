/** What an archive says is in it: images by their configuration and the files of their layers. */
import { familiarString, tryReference } from '../reference.ts';
import { checkBytes } from './digest.ts';
import { refuse } from './error.ts';
import { type ArchiveFiles, parseJson } from './files.ts';

/** A file of the archive, and the digest and size that it must have where that is said. */
export interface NamedFile {
  readonly file: string;
  readonly digest: string | null;
}

export interface ImageParts {
  /** "busybox:1.36", as people write them. */
  readonly names: readonly string[];
  /** Where the names are told, for errors. */
  readonly from: string;
  readonly config: NamedFile;
  /** Bottom first. */
  readonly layers: readonly NamedFile[];
}

const MANIFEST = 'manifest.json';
const INDEX = 'index.json';
/** The index of an index of an index … ends here. */
const DEEPEST = 4;

/** Descriptors of what is beside an image and is none: signatures, provenance. */
const BESIDE = 'vnd.docker.reference.type';

const record = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
const texts = (value: unknown): string[] | null =>
  Array.isArray(value) && value.every((item) => typeof item === 'string') ? (value as string[]) : null;
const familiar = (name: string): string => {
  const reference = tryReference(name);
  return reference ? familiarString(reference) : name;
};

/** The images of `docker save` or of an OCI image layout. Throws an ArchiveError. */
export async function readManifests(files: ArchiveFiles): Promise<{ readonly format: string; readonly images: readonly ImageParts[] }> {
  if (files.has(MANIFEST)) return { format: 'docker save', images: await dockerSave(files) };
  if (files.has(INDEX)) return { format: 'OCI', images: await ociImages(files, INDEX, null, [], 0) };
  return refuse(files.whole ? { key: 'no-image' } : { key: 'cut-short', file: '' });
}

async function dockerSave(files: ArchiveFiles): Promise<ImageParts[]> {
  const list = parseJson(MANIFEST, await files.bytes(MANIFEST));
  if (!Array.isArray(list) || list.length === 0) return refuse({ key: 'json', file: MANIFEST });
  return list.map((item): ImageParts => {
    const { Config: config, Layers, RepoTags } = record(item) ?? {};
    const layers = texts(Layers ?? []);
    const tags = texts(RepoTags ?? []);
    if (typeof config !== 'string' || !layers || !tags) return refuse({ key: 'json', file: MANIFEST });
    return {
      names: tags.map(familiar),
      from: MANIFEST,
      config: { file: config, digest: digestInName(config) },
      layers: layers.map((file) => ({ file, digest: digestInName(file) })),
    };
  });
}

/** Docker names files by their content: "ID.json", and since 25 "blobs/sha256/ID"; the folder of a layer.tar has a name of another kind. */
function digestInName(file: string): string | null {
  const [, digits] = /^(?:blobs\/sha256\/)?([0-9a-f]{64})(?:\.json)?$/.exec(file) ?? [];
  return digits === undefined ? null : `sha256:${digits}`;
}

interface Descriptor {
  readonly type: string;
  readonly digest: string;
  readonly names: readonly string[];
}

function descriptor(value: unknown, file: string): Descriptor {
  const { mediaType, digest, annotations } = record(value) ?? {};
  if (typeof digest !== 'string' || !/^sha256:[0-9a-f]{64}$/.test(digest)) return refuse({ key: 'json', file });
  const notes = record(annotations) ?? {};
  const [full, tag] = [notes['io.containerd.image.name'], notes['org.opencontainers.image.ref.name']];
  const name = typeof full === 'string' ? familiar(full) : typeof tag === 'string' && tag.includes(':') ? familiar(tag) : tag;
  return { type: typeof mediaType === 'string' ? mediaType : '', digest, names: typeof name === 'string' ? [name] : [] };
}

const blob = (digest: string): string => `blobs/${digest.replace(':', '/')}`;

/** The images of an index, and of the indexes in it. */
async function ociImages(
  files: ArchiveFiles,
  file: string,
  digest: string | null,
  names: readonly string[],
  depth: number,
): Promise<ImageParts[]> {
  const bytes = await files.bytes(file);
  if (digest !== null) checkBytes(file, bytes, digest);
  const list = record(parseJson(file, bytes))?.['manifests'];
  if (!Array.isArray(list) || list.length === 0 || depth > DEEPEST) return refuse({ key: 'json', file });
  const images: ImageParts[] = [];
  let absent: string | null = null;
  for (const item of list) {
    if (BESIDE in (record(record(item)?.['annotations']) ?? {})) continue;
    const one = descriptor(item, file);
    const at = blob(one.digest);
    // An index may name other platforms, whose blobs stayed where they were.
    if (!files.has(at)) {
      absent ??= at;
      continue;
    }
    const called = one.names.length > 0 ? one.names : names;
    const nested = one.type.includes('index') || one.type.includes('manifest.list');
    if (nested) images.push(...(await ociImages(files, at, one.digest, called, depth + 1)));
    else images.push(await ociImage(files, at, one.digest, called));
  }
  if (images.length === 0 && absent !== null) files.file(absent);
  return images.length > 0 ? images : refuse({ key: 'no-image' });
}

async function ociImage(files: ArchiveFiles, file: string, digest: string, names: readonly string[]): Promise<ImageParts> {
  const bytes = await files.bytes(file);
  checkBytes(file, bytes, digest);
  const manifest = record(parseJson(file, bytes));
  const config = descriptor(manifest?.['config'], file);
  const { layers } = manifest ?? {};
  if (!Array.isArray(layers)) return refuse({ key: 'json', file });
  return {
    names,
    from: file,
    config: { file: blob(config.digest), digest: config.digest },
    layers: layers.map((layer) => {
      const one = descriptor(layer, file);
      return { file: blob(one.digest), digest: one.digest };
    }),
  };
}
