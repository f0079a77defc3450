import { piecesOf } from '../../api/bytes.ts';
import { TarError, UNEXPECTED_EOF } from '../../api/tar/decoder.ts';
import type { Body } from '../../api/wire.ts';
import { Gunzip } from 'fflate';

const MAGIC = [0x1f, 0x8b, 0x08];

async function* gunzipped(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  let over = false;
  const stream = new Gunzip((piece, final) => {
    ready.push(piece);
    over ||= final;
  });
  let next: IteratorResult<Uint8Array> = { done: false, value: first };
  while (!next.done) {
    const { value } = next;
    next = await rest.next();
    try {
      stream.push(value, next.done ?? false);
    } catch {
      throw new TarError(next.done ? UNEXPECTED_EOF : 'flate: corrupt input');
    }
    yield* ready;
    ready = [];
  }
  if (!over) throw new TarError(UNEXPECTED_EOF);
}

/** A body with gzip's packing taken off, where it has it. */
export async function* decompressed(body: Body): AsyncGenerator<Uint8Array> {
  const pieces = piecesOf(body)[Symbol.asyncIterator]();
  try {
    let head = new Uint8Array(0);
    while (head.length < MAGIC.length) {
      const next = await pieces.next();
      if (next.done) break;
      const longer = new Uint8Array(head.length + next.value.length);
      longer.set(head);
      longer.set(next.value, head.length);
      head = longer;
    }
    if (MAGIC.every((byte, at) => head[at] === byte)) {
      yield* gunzipped(head, pieces);
      return;
    }
    if (head.length > 0) yield head;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  } finally {
    await pieces.return?.(undefined);
  }
}
