import { Content } from '../fs/content.ts';

const MAGIC = '\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0';
const NOTE = 'huajuan program ';

/** A program file: a real ELF magic, the name of the program in a note, and a hole up to the size the original has. */
export function elfFile(program: string, size = 256): Content {
  const head = new TextEncoder().encode(`${MAGIC}${NOTE}${program}\0`);
  const content = new Content(Math.max(size, head.length));
  content.write(0, head);
  return content;
}

/** The program that a file's first bytes (256 are enough) name, or null when they are no program of this world. */
export function programOf(head: Uint8Array): string | null {
  const text = String.fromCharCode(...head.subarray(0, 256));
  if (!text.startsWith(MAGIC + NOTE)) return null;
  const from = MAGIC.length + NOTE.length;
  const end = text.indexOf('\0', from);
  return end < 0 ? null : text.slice(from, end);
}
