import { clean } from '../filepath.ts';
import { compareNames } from '../name-order.ts';
import type { LayerNode, LayerPath } from '../stage.ts';
import type { TarHeader } from '../tar/header.ts';
import { refuse } from './error.ts';

/** A name in a layer; a file knows where its bytes are in the layer's tar. */
interface Entry {
  readonly node: LayerNode;
  readonly at: number;
  /** Another name of a file that the layer has under one that came before. */
  readonly link?: boolean;
}

type Folder = Map<string, Entry>;

const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';
/** What aufs keeps for itself beside the files. */
const AUFS = '.wh..wh.';
/** Linux has no longer paths. */
const LONGEST_PATH = 4096;

const encoder = new TextEncoder();
const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const bare = (path: string): string => path.replace(/^\/+|\/+$/g, '');

/** The tree of one layer, made from the entries of its tar as they come; the files' bytes stay where they are. */
export class LayerIndex {
  /** Bytes of its files and symbolic links, as Docker counts them. */
  size = 0;
  entries = 0;
  whiteouts = 0;
  readonly #file: string;
  readonly #folders = new Map<string, Folder>([['', new Map()]]);

  /** @param file whose name an error gives */
  constructor(file: string) {
    this.#file = file;
  }

  /** Takes an entry of the tar whose data is at `at`. */
  add(header: TarHeader, at: number): void {
    const cleaned = clean(header.name.replace(/^\/+/, ''));
    if (cleaned === '..' || cleaned.startsWith('../')) refuse({ key: 'path', file: this.#file, path: header.name });
    if (cleaned === '.') return;
    if (cleaned.length > LONGEST_PATH) refuse({ key: 'header', file: this.#file, why: 'file name too long' });
    const [folder, name] = [folderOf(cleaned), nameOf(cleaned)];
    if (name === OPAQUE) return this.#opaque(folder);
    if (name.startsWith(AUFS)) return;
    if (name.startsWith(WHITEOUT)) {
      const hidden = name.slice(WHITEOUT.length);
      if (hidden !== '') this.#put(folder, { node: { ...EMPTY, name: hidden, type: 'whiteout' }, at: 0 });
      return;
    }
    this.#put(folder, this.#entryOf(header, name, at));
  }

  /** A folder's entries in the order of their names; empty when the layer does not have it. */
  list(path: string): LayerNode[] {
    const folder = this.#folders.get(bare(path));
    return [...(folder?.values() ?? [])].map(({ node }) => node).sort((a, b) => compareNames(a.name, b.name));
  }

  /** Where the bytes of a file are in the layer's tar; null when the layer holds no such file. */
  find(path: string): { readonly at: number; readonly size: number } | null {
    const found = this.#at(bare(path));
    return found?.node.type === 'file' ? { at: found.at, size: found.node.size } : null;
  }

  /** Everything in it, a folder before what is in it; a hard link has no bytes of its own. */
  *paths(folder = ''): Generator<LayerPath> {
    for (const { name, mtime: _, ...node } of this.list(folder)) {
      const path = folder === '' ? name : `${folder}/${name}`;
      yield { path: `/${path}`, ...node, size: this.#at(path)?.link ? 0 : node.size };
      if (node.type === 'dir') yield* this.paths(path);
    }
  }

  #at(path: string): Entry | undefined {
    return this.#folders.get(folderOf(path))?.get(nameOf(path));
  }

  #entryOf({ type, size, mode, uid, gid, mtime, linkname }: TarHeader, name: string, at: number): Entry {
    const node = { name, size, mode: mode & 0o7777, uid, gid, mtime, opaque: false };
    if (type === 'symlink') return { node: { ...node, type, linkname, size: encoder.encode(linkname).length }, at };
    if (type !== 'hardlink') return { node: { ...node, type, linkname: '' }, at };
    // Another name of a file of this layer: the same bytes, which are counted once.
    const target = this.#at(bare(clean(linkname)));
    if (!target) return { node: { ...node, type: 'file', linkname }, at };
    return { node: { ...target.node, name }, at: target.at, link: true };
  }

  #opaque(path: string): void {
    if (path === '') return;
    this.#folder(path);
    const found = this.#at(path);
    if (found) this.#folders.get(folderOf(path))?.set(nameOf(path), { ...found, node: { ...found.node, opaque: true } });
  }

  #put(path: string, entry: Entry): void {
    const folder = this.#folder(path);
    const { name, type } = entry.node;
    const before = folder.get(name);
    // A name that is deleted below and new in this layer: only a folder shows that, by being opaque.
    if (before && type === 'whiteout' && before.node.type !== 'whiteout') {
      if (before.node.type === 'dir') folder.set(name, { ...before, node: { ...before.node, opaque: true } });
      return;
    }
    this.#count(entry, 1);
    if (before) {
      this.#count(before, -1);
      if (before.node.type === 'dir' && type !== 'dir') this.#remove(path === '' ? name : `${path}/${name}`);
    }
    const opaque = type === 'dir' && (before?.node.opaque === true || before?.node.type === 'whiteout');
    folder.set(name, opaque ? { ...entry, node: { ...entry.node, opaque } } : entry);
    if (type === 'dir') this.#folder(path === '' ? name : `${path}/${name}`);
  }

  /** A folder of the layer; one that has no entry of its own is there all the same. */
  #folder(path: string): Folder {
    const known = this.#folders.get(path);
    if (known) return known;
    const fresh: Folder = new Map();
    this.#folders.set(path, fresh);
    const above = this.#folder(folderOf(path));
    if (above.get(nameOf(path))?.node.type !== 'dir') {
      this.#put(folderOf(path), { node: { ...EMPTY, name: nameOf(path), type: 'dir', mode: 0o755 }, at: 0 });
    }
    return fresh;
  }

  #remove(path: string): void {
    for (const entry of this.#folders.get(path)?.values() ?? []) {
      this.#count(entry, -1);
      if (entry.node.type === 'dir') this.#remove(`${path}/${entry.node.name}`);
    }
    this.#folders.delete(path);
  }

  #count({ node, link }: Entry, by: 1 | -1): void {
    this.entries += by;
    if (!link) this.size += by * node.size;
    if (node.type === 'whiteout') this.whiteouts += by;
  }
}

const EMPTY: LayerNode = { name: '', type: 'file', size: 0, mode: 0, uid: 0, gid: 0, mtime: 0, linkname: '', opaque: false };
