import { Content } from '../fs/content.ts';

const MAGIC = '\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0';
const NOTE = 'huajuan program ';
const HEAD = new TextEncoder().encode(MAGIC + NOTE);

/** A program file: a real ELF magic, the name of the program in a note, and a hole up to the size the original has. */
export function elfFile(program: string, size = 256): Content {
  const head = new TextEncoder().encode(`${MAGIC}${NOTE}${program}\0`);
  const content = new Content(Math.max(size, head.length));
  content.write(0, head);
  return content;
}

/** The program that a file's first bytes (256 are enough) name, or null when they are no program of this world. */
export function programOf(head: Uint8Array): string | null {
  if (HEAD.some((byte, at) => head[at] !== byte)) return null;
  const from = HEAD.length;
  const end = head.indexOf(0, from);
  return end < 0 ? null : new TextDecoder().decode(head.subarray(from, end));
}
