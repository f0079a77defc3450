/** Why an archive was refused, for a reader of any language: `file` is a file in it, "" the archive itself. */
export type ArchiveReason =
  /** Neither a tar nor a packed one. */
  | { readonly key: 'no-archive' }
  /** A tar, but of something else than images. */
  | { readonly key: 'no-image' }
  | { readonly key: 'cut-short'; readonly file: string }
  /** A header that breaks the format; `why` is what Go's archive/tar says. */
  | { readonly key: 'header'; readonly file: string; readonly why: string }
  /** The gzip packing is damaged or cut short. */
  | { readonly key: 'gzip'; readonly file: string }
  /** Packed in a way that is not read here: "zstd", "xz", "bzip2". */
  | { readonly key: 'packing'; readonly file: string; readonly packing: string }
  | { readonly key: 'missing'; readonly file: string }
  /** No JSON, or not of the form that it must have. */
  | { readonly key: 'json'; readonly file: string }
  | { readonly key: 'digest'; readonly file: string; readonly wanted: string; readonly found: string }
  /** The configuration names another number of layers than the manifest. */
  | { readonly key: 'layers'; readonly file: string; readonly layers: number; readonly diffIds: number }
  /** A name that leads out of the layer. */
  | { readonly key: 'path'; readonly file: string; readonly path: string }
  /** More than this reads: bytes of JSON, entries or unpacked bytes. */
  | { readonly key: 'too-large'; readonly file: string }
  /** The platform could not read the bytes. */
  | { readonly key: 'unreadable'; readonly why: string };

/** An archive that is refused. */
export class ArchiveError extends Error {
  readonly reason: ArchiveReason;

  constructor(reason: ArchiveReason) {
    super(JSON.stringify(reason));
    this.name = 'ArchiveError';
    this.reason = reason;
  }
}

/** Throws an ArchiveError. */
export function refuse(reason: ArchiveReason): never {
  throw new ArchiveError(reason);
}
