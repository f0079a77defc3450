/** Which end of a stream to keep: so many bytes, or so many lines that end with `separator`. */
export type Wanted = { readonly bytes: number } | { readonly lines: number; readonly separator: number };

/** A piece of what was read; one of nothing but zeros is only counted, so that /dev/zero can be read until no memory is left. */
type Piece = { readonly data: Uint8Array; readonly ends: number } | { readonly zeros: number };

const lengthOf = (piece: Piece): number => ('zeros' in piece ? piece.zeros : piece.data.length);

/** The last bytes or lines of what came so far, and no more than that. */
export class KeptEnd {
  readonly #wanted: Wanted;
  readonly #pieces: Piece[] = [];
  /** Bytes held, and lines that end in them. */
  #size = 0;
  #ends = 0;

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
  }

  get size(): number {
    return this.#size;
  }

  add(data: Uint8Array): void {
    if (data.length === 0) return;
    const separator = 'lines' in this.#wanted ? this.#wanted.separator : null;
    const piece: Piece =
      separator !== 0 && data.every((byte) => byte === 0) ? { zeros: data.length } : { data: data.slice(), ends: count(data, separator) };
    this.#pieces.push(piece);
    this.#size += data.length;
    if ('ends' in piece) this.#ends += piece.ends;
    this.#dropWhole();
  }

  /** What was wanted, piece by piece. */
  pieces(): Uint8Array[] {
    const all = this.#pieces.map((piece) => ('zeros' in piece ? new Uint8Array(piece.zeros) : piece.data));
    let skip = 'bytes' in this.#wanted ? Math.max(0, this.#size - this.#wanted.bytes) : this.#lineStart(all, this.#wanted.lines);
    return all.flatMap((data) => {
      const from = Math.min(skip, data.length);
      skip -= from;
      return from < data.length ? [data.subarray(from)] : [];
    });
  }

  /** Leaves out from the front what can no longer be among the last. */
  #dropWhole(): void {
    const wanted = this.#wanted;
    for (let first = this.#pieces[0]; first && this.#pieces.length > 1; first = this.#pieces[0]) {
      const ends = 'ends' in first ? first.ends : 0;
      const enough = 'bytes' in wanted ? this.#size - lengthOf(first) >= wanted.bytes : this.#ends - ends > wanted.lines;
      if (!enough) return;
      this.#pieces.shift();
      this.#size -= lengthOf(first);
      this.#ends -= ends;
    }
  }

  /** How many bytes come before the last lines; a last line without its end is one, too. */
  #lineStart(all: readonly Uint8Array[], lines: number): number {
    const separator = 'lines' in this.#wanted ? this.#wanted.separator : 10;
    if (lines === 0) return this.#size;
    let before = this.#size;
    let left = lines + (all.at(-1)?.at(-1) === separator ? 1 : 0);
    for (let i = all.length - 1; i >= 0; i--) {
      const data = all[i] ?? new Uint8Array(0);
      before -= data.length;
      for (let at = data.lastIndexOf(separator); at >= 0; at = at > 0 ? data.lastIndexOf(separator, at - 1) : -1)
        if (--left === 0) return before + at + 1;
    }
    return 0;
  }
}

function count(data: Uint8Array, separator: number | null): number {
  if (separator === null) return 0;
  let found = 0;
  for (let at = data.indexOf(separator); at >= 0; at = data.indexOf(separator, at + 1)) found++;
  return found;
}
