import { concat } from '../../api/bytes.ts';
import { FsError } from '../fs/types.ts';
import type { Sys } from '../kernel/types.ts';

const encoder = new TextEncoder();

/** Writes a text as UTF-8 to a descriptor, going on after a signal. */
export async function writeText(sys: Sys, fd: number, text: string): Promise<void> {
  if (text === '') return;
  const data = encoder.encode(text);
  await retry(() => sys.write(fd, data));
}

/** Calls again as long as a handled signal interrupted it. */
export async function retry<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof FsError) || error.code !== 'EINTR') throw error;
    }
  }
}

/** Everything up to the end of a descriptor. */
export async function readAll(sys: Sys, fd: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (;;) {
    const piece = await retry(() => sys.read(fd));
    if (piece.length === 0) break;
    pieces.push(piece);
  }
  return concat(pieces);
}

/** Is that descriptor open? */
export function isOpen(sys: Sys, fd: number): boolean {
  try {
    sys.fstat(fd);
    return true;
  } catch {
    return false;
  }
}

/** Moves a descriptor to 10 or above, out of the way of scripts. Returns the new one; the old one is closed. */
export function moveHigh(sys: Sys, fd: number, from = 10): number {
  let high = from;
  while (isOpen(sys, high)) high++;
  sys.dup2(fd, high);
  sys.close(fd);
  return high;
}
