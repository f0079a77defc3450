import { clean, join } from '../filepath.ts';
import { TarDecoder } from '../tar/decoder.ts';
import { BLOCK, type TarHeader } from '../tar/header.ts';
import { refuse } from './error.ts';
import { type ByteSource, stretch } from './source.ts';
import { TarReader } from './tar-reader.ts';

/** Headers of large files stand far apart: so many bytes are read at each. */
const WINDOW = 64 << 10;

/** JSON that describes images is small. */
const MOST_JSON = 16 << 20;

/** Links that follow one another. */
const MOST_LINKS = 10;

const decoder = new TextDecoder('utf-8', { fatal: true });
const decodeLoosely = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

interface Found {
  readonly header: TarHeader;
  readonly at: number;
}

/** The files of an archive of images by their names. */
export class ArchiveFiles {
  readonly #source: ByteSource;
  readonly #found: ReadonlyMap<string, Found>;
  readonly #whole: boolean;

  constructor(source: ByteSource, found: ReadonlyMap<string, Found>, whole: boolean) {
    this.#source = source;
    this.#found = found;
    this.#whole = whole;
  }

  has(name: string): boolean {
    return this.#find(name) !== null;
  }

  /** A file; throws an ArchiveError when there is none of this name. */
  file(name: string): ByteSource {
    const found = this.#find(name);
    if (!found) return refuse(this.#whole ? { key: 'missing', file: name } : { key: 'cut-short', file: '' });
    return stretch(this.#source, found.at, found.header.size);
  }

  /** The bytes of a small file. */
  async bytes(name: string): Promise<Uint8Array> {
    const file = this.file(name);
    if (file.size > MOST_JSON) refuse({ key: 'too-large', file: name });
    return file.read(0, file.size);
  }

  /** Whether the archive's end was there. */
  get whole(): boolean {
    return this.#whole;
  }

  #find(name: string): Found | null {
    let path = clean(name);
    for (let n = 0; n < MOST_LINKS; n++) {
      const found = this.#found.get(path);
      if (!found || found.header.type === 'file') return found ?? null;
      const { type, linkname } = found.header;
      // One layer that several images have is there once, and linked to: docker save "../ID/layer.tar", others by hard links.
      if (type === 'symlink') path = join(path.slice(0, Math.max(0, path.lastIndexOf('/'))), linkname);
      else if (type === 'hardlink') path = clean(linkname);
      else return null;
    }
    return null;
  }
}

/** Finds the files of a tar, reading its headers only. Throws an ArchiveError. */
export async function archiveFiles(source: ByteSource): Promise<ArchiveFiles> {
  const found = new Map<string, Found>();
  const reader = new TarReader('', (header, at) => found.set(clean(header.name), { header, at }));
  await checkIsTar(source);
  for (let at = 0; at < source.size && !reader.ended; ) {
    if (reader.passing > 0) {
      // Beyond the end: `end` says that something is missing.
      const step = Math.min(reader.passing, source.size - at);
      reader.skip(step);
      at += step;
      continue;
    }
    const window = await source.read(at, Math.min(at + WINDOW, source.size));
    if (window.length === 0) refuse({ key: 'unreadable', why: 'unexpected end' });
    reader.push(window);
    at += window.length;
  }
  if (found.size === 0) refuse({ key: 'no-archive' });
  reader.end();
  return new ArchiveFiles(source, found, reader.ended);
}

/** Throws an ArchiveError for what is no damaged tar but something else: its first header breaks the format, and does not even say that it is one. */
async function checkIsTar(source: ByteSource): Promise<void> {
  const block = await source.read(0, Math.min(BLOCK, source.size));
  if (decodeLoosely(block.subarray(257, 262)) === 'ustar') return;
  try {
    new TarDecoder().next(block);
  } catch {
    refuse({ key: 'no-archive' });
  }
}

/** A file of JSON. */
export function parseJson(file: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    return refuse({ key: 'json', file });
  }
}
