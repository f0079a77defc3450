/** Files as editors read and write them; each says in its own words how that went. */
import type { Sys } from '../kernel/types.ts';
import type { EditedFile } from '../kernel/files/editor-file.ts';
import { decode, encode, join, reason } from './command.ts';

/** How an editor speaks of a file. */
export interface Voice {
  opened(name: string, size: { lines: number; bytes: number }, what: 'new' | 'file' | 'readonly' | 'folder' | 'no-folder'): string;
  written(name: string, size: { lines: number; bytes: number }, isNew: boolean): string;
  /** @param why strerror's words */
  refused(name: string, why: string): string;
  /** It was opened to be looked at, and the writing not forced. */
  readonly(name: string): string;
  noName(): string;
}

/** An absolute path, as the process sees it. */
export const absolute = (sys: Sys, name: string): string => (name.startsWith('/') ? name : join(sys.getcwd(), name));

const sizeOf = (text: string): { lines: number; bytes: number } => {
  const bytes = encode(text).length;
  return text === '' ? { lines: 0, bytes: 0 } : { lines: text.split('\n').length, bytes: bytes + 1 };
};

/** Reads a file to be edited; a folder is its list of names, nothing at all a new file. */
export function open(sys: Sys, name: string, voice: Voice, readonly: boolean): { file: EditedFile; message: string } {
  if (name === '') return { file: { path: '', text: '', readonly }, message: '' };
  const path = absolute(sys, name);
  try {
    if (sys.stat(path).type === 'dir') {
      const text = sys
        .readdir(path)
        .map((entry) => (entry.type === 'dir' ? `${entry.name}/` : entry.name))
        .join('\n');
      return { file: { path, text, readonly: true }, message: voice.opened(name, sizeOf(text), 'folder') };
    }
    const bytes = sys.readFile(path);
    const whole = decode(bytes);
    // What is no UTF-8 would not be the same when it is written again.
    const broken = encode(whole).length !== bytes.length;
    const text = whole.endsWith('\n') ? whole.slice(0, -1) : whole;
    const locked = readonly || broken || !isWritable(sys, path);
    const size = { lines: text === '' && whole === '' ? 0 : text.split('\n').length, bytes: bytes.length };
    return { file: { path, text, readonly: locked }, message: voice.opened(name, size, locked ? 'readonly' : 'file') };
  } catch (error) {
    const why = reason(error);
    const known = why === 'No such file or directory';
    const there = path.slice(0, path.lastIndexOf('/')) || '/';
    const what = known && !isFolder(sys, there) ? 'no-folder' : 'new';
    return {
      file: { path, text: '', readonly: readonly || !known },
      message: known ? voice.opened(name, sizeOf(''), what) : voice.refused(name, why),
    };
  }
}

/** Writes lines to a file, each with its end; returns what the editor says, and whether it failed. */
export function write(sys: Sys, name: string, text: string, voice: Voice): { message: string; failed: boolean } {
  if (name === '') return { message: voice.noName(), failed: true };
  const path = absolute(sys, name);
  const isNew = !exists(sys, path);
  try {
    sys.writeFile(path, encode(text === '' ? '' : `${text}\n`));
    return { message: voice.written(name, sizeOf(text), isNew), failed: false };
  } catch (error) {
    return { message: voice.refused(name, reason(error)), failed: true };
  }
}

const succeeds = (act: () => unknown): boolean => {
  try {
    act();
    return true;
  } catch (error) {
    reason(error);
    return false;
  }
};
const isWritable = (sys: Sys, path: string): boolean => succeeds(() => sys.access(path, 'w'));
const exists = (sys: Sys, path: string): boolean => succeeds(() => sys.stat(path));
const isFolder = (sys: Sys, path: string): boolean => {
  try {
    return sys.stat(path).type === 'dir';
  } catch (error) {
    reason(error);
    return false;
  }
};
