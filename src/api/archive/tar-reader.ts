import { TarDecoder, TarError, UNEXPECTED_EOF } from '../tar/decoder.ts';
import { BLOCK, type TarHeader } from '../tar/header.ts';
import { refuse } from './error.ts';

/** Entries of one archive that are read; of more than this nobody makes an image. */
const MOST_ENTRIES = 2_000_000;

const padded = (size: number): number => Math.ceil(size / BLOCK) * BLOCK;

/** Reads the headers of a tar that is pushed piece by piece, and tells each entry with the place of its data. */
export class TarReader {
  /** How many of the bytes that come next are of no interest. */
  passing = 0;
  /** The end's mark was there. */
  ended = false;
  readonly #file: string;
  readonly #onEntry: (header: TarHeader, at: number) => void;
  readonly #decoder = new TarDecoder();
  #position = 0;
  #entries = 0;
  /** What is collected: a header (flag null) or records. */
  #wanted = BLOCK;
  #records: { readonly flag: string; readonly size: number } | null = null;
  #parts: Uint8Array[] = [];
  #have = 0;

  /** @param file whose name an error gives */
  constructor(file: string, onEntry: (header: TarHeader, at: number) => void) {
    this.#file = file;
    this.#onEntry = onEntry;
  }

  push(piece: Uint8Array): void {
    for (let at = 0; at < piece.length && !this.ended; ) {
      const passed = Math.min(this.passing, piece.length - at);
      if (passed > 0) {
        this.skip(passed);
        at += passed;
        continue;
      }
      const part = piece.subarray(at, at + this.#wanted - this.#have);
      at += part.length;
      this.#position += part.length;
      this.#have += part.length;
      this.#parts.push(part);
      if (this.#have === this.#wanted) this.#take();
    }
  }

  /** Goes over bytes that are of no interest without having them. */
  skip(count: number): void {
    this.passing -= count;
    this.#position += count;
  }

  /** No more comes: throws an ArchiveError when something is missing. */
  end(): void {
    // A tar may lack its end's mark, but not a part of an entry.
    if (!this.ended && (this.#have > 0 || this.passing > 0 || this.#records)) refuse({ key: 'cut-short', file: this.#file });
  }

  #take(): void {
    const bytes = this.#parts.length === 1 && this.#parts[0] ? this.#parts[0] : joined(this.#parts, this.#have);
    const records = this.#records;
    this.#parts = [];
    this.#have = 0;
    this.#records = null;
    this.#wanted = BLOCK;
    try {
      if (records) this.#decoder.records(records.flag, bytes.subarray(0, records.size));
      else this.#header(bytes);
    } catch (error) {
      if (!(error instanceof TarError)) throw error;
      refuse(
        error.message === UNEXPECTED_EOF ? { key: 'cut-short', file: this.#file } : { key: 'header', file: this.#file, why: error.message },
      );
    }
  }

  #header(block: Uint8Array): void {
    const step = this.#decoder.next(block);
    if (step.kind === 'end') this.ended = true;
    else if (step.kind === 'records') {
      this.#records = step;
      this.#wanted = padded(step.size);
      if (this.#wanted === 0) this.#take();
    } else {
      const size = step.kind === 'skip' ? step.size : step.header.size;
      if (!Number.isSafeInteger(size)) throw new TarError('archive/tar: invalid tar header');
      if (++this.#entries > MOST_ENTRIES) refuse({ key: 'too-large', file: this.#file });
      if (step.kind === 'entry') this.#onEntry(step.header, this.#position);
      this.passing = padded(size);
    }
  }
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
