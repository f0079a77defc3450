import { concat } from '../../api/bytes.ts';
import { clean } from '../../api/filepath.ts';
import { TarDecoder, TarError, UNEXPECTED_EOF } from '../../api/tar/decoder.ts';
import { BLOCK, tarEnd, tarHeader, type TarHeader } from '../../api/tar/header.ts';
import { Content } from '../fs/content.ts';
import type { ArchiveEntry } from '../fs/driver.ts';
import { sha256Of } from './digest.ts';
import { contentPieces, headerOf } from './tar.ts';
import type { LayerSource, TarPiece } from './types.ts';

/** "./a/b/" and "/a/b" are "a/b". Throws for what leads out of the archive. */
function cleanPath(path: string): string {
  const cleaned = clean(path);
  if (cleaned === '..' || cleaned.startsWith('../')) throw new TarError(`"${cleaned}" is outside of "/"`);
  return cleaned === '.' ? '' : cleaned.replace(/^\//, '');
}

interface Found {
  readonly header: TarHeader;
  /** Where its headers begin, its data, and what comes after its padding. */
  readonly start: number;
  readonly dataStart: number;
  readonly end: number;
}

/** The entries of an archive with their places in it. */
function* scan(archive: Content): Generator<Found> {
  const decoder = new TarDecoder();
  let start = 0;
  for (let at = 0; at < archive.size; ) {
    const step = decoder.next(archive.read(at, BLOCK));
    at += BLOCK;
    if (step.kind === 'end') return;
    const size = step.kind === 'entry' ? step.header.size : step.size;
    if (at + size > archive.size) throw new TarError(UNEXPECTED_EOF);
    if (step.kind === 'records') decoder.records(step.flag, archive.read(at, size));
    const dataStart = at;
    at += Math.ceil(size / BLOCK) * BLOCK;
    if (step.kind === 'entry') yield { header: step.header, start, dataStart, end: at };
    if (step.kind !== 'records') start = at;
  }
}

function entryOf(header: TarHeader, path: string, content: Content | null): ArchiveEntry {
  const { type, mode, uid, gid, mtime, linkname, rdev, xattrs } = header;
  return {
    path,
    type,
    mode: mode & 0o7777,
    uid,
    gid,
    mtime,
    linkname: type === 'hardlink' ? cleanPath(linkname) : type === 'symlink' ? linkname : '',
    rdev,
    content,
    xattrs,
  };
}

/**
 * The entries of a tar archive (v7, ustar, pax, GNU long names); the root folder is left out. Throws {@link TarError}
 * with Go's words for damage ("unexpected EOF", "archive/tar: invalid tar header").
 */
export function* readTar(archive: Uint8Array | Content): Generator<ArchiveEntry> {
  const content = archive instanceof Content ? archive : Content.of(archive);
  for (const { header, dataStart } of scan(content)) {
    const path = cleanPath(header.name);
    if (path !== '') yield entryOf(header, path, header.type === 'file' ? content.slice(dataStart, header.size) : null);
  }
}

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** Whether an entry would be packed here with the very headers it came with. */
function isOurs(entry: ArchiveEntry, { header, start, dataStart }: Found, archive: Content): boolean {
  return same(concat([...tarHeader(headerOf(entry, header.type))]), archive.read(start, dataStart - start));
}

/**
 * A layer out of an archive that somebody packed. Its bytes can be had again exactly: where our own packing would differ (other
 * formats, odd headers, an entry for the root, something after the end) all but the files' data is kept beside the entries.
 * Throws {@link TarError}.
 */
export function readLayer(archive: Content): LayerSource {
  const entries: ArchiveEntry[] = [];
  const kept: (Uint8Array | Content)[] = [];
  let keptTo = 0;
  let ours = true;
  let next = 0;
  const zeros = (from: number, to: number): boolean => archive.read(from, to - from).every((byte) => byte === 0);
  for (const found of scan(archive)) {
    const { header, dataStart, end } = found;
    const path = cleanPath(header.name);
    const content = header.type === 'file' ? archive.slice(dataStart, header.size) : null;
    const entry = entryOf(header, path, content);
    ours &&= path !== '' && next === found.start && isOurs(entry, found, archive);
    next = end;
    if (path !== '') entries.push(entry);
    if (!content?.size) continue;
    kept.push(archive.read(keptTo, dataStart - keptTo), content.clone());
    keptTo = dataStart + content.size;
    ours &&= zeros(keptTo, end);
  }
  ours &&= archive.size - next === tarEnd.length && zeros(next, archive.size);
  const source = { diffId: sha256Of(archive.pieces()), tarSize: archive.size, entries: () => entries };
  if (ours) return source;
  kept.push(archive.slice(keptTo, archive.size - keptTo));
  return { ...source, archive: () => keptPieces(kept) };
}

function* keptPieces(kept: readonly (Uint8Array | Content)[]): Generator<TarPiece> {
  for (const piece of kept) {
    if (piece instanceof Content) yield* contentPieces(piece);
    else yield piece;
  }
}
