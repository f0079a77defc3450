/**
 * What containers do to trees that lie on a disk as they are (vfs, btrfs, devicemapper): there is no union that could tell, so the disk
 * does. Only while a read-write layer is in use.
 */
import type { DriverEvent } from '../driver.ts';
import type { DiskWatcher, Inode, MemFs } from '../memfs.ts';
import type { FileType, Node } from '../types.ts';

/** What is shared with the parent's tree until it is written, and given out anew then. */
export interface SharedPiece {
  readonly unit: 'extent' | 'block';
  readonly bytes: number;
}

/** Is told what happens in which layer. */
export type Observe = (id: string, event: DriverEvent) => void;

export class TreeWatch implements DiskWatcher {
  readonly #disk: MemFs;
  readonly #observe: Observe;
  readonly #piece: SharedPiece | null;
  /** Layers by the folder that their containers see as "/". */
  readonly #roots = new Map<Inode, string>();
  /** Where a file was met last: it does not know its names. */
  readonly #names = new WeakMap<Inode, readonly [dir: Inode, name: string]>();
  /** Pieces that a file has to itself. */
  readonly #taken = new WeakMap<Inode, Set<number>>();

  constructor(disk: MemFs, observe: Observe, piece: SharedPiece | null) {
    this.#disk = disk;
    this.#observe = observe;
    this.#piece = piece;
  }

  /** From now on what happens below `root` is told. */
  begin(root: Inode, id: string): void {
    this.#roots.set(root, id);
    this.#disk.watcher = this;
    this.#disk.resolved = (dir, name, node, rest) => this.#lookedUp(dir, name, node, rest);
  }

  end(root: Inode): void {
    this.#roots.delete(root);
    if (this.#roots.size > 0) return;
    this.#disk.watcher = null;
    delete this.#disk.resolved;
  }

  made(dir: Inode, name: string, inode: Inode): void {
    this.#names.set(inode, [dir, name]);
    this.#tell(dir, name, { kind: 'create', type: kindOf(inode.type) });
  }

  removed(dir: Inode, name: string): void {
    this.#tell(dir, name, { kind: 'remove' });
  }

  renamed(from: Inode, name: string, into: Inode, newName: string, inode: Inode): void {
    this.#names.set(inode, [into, newName]);
    const to = this.#where(into, newName);
    if (to) this.#tell(from, name, { kind: 'rename', to: to.path });
  }

  changed(inode: Inode): void {
    const [dir, name] = this.#placeOf(inode);
    if (dir) this.#tell(dir, name, { kind: 'attr' });
  }

  written(inode: Inode, offset: number, length: number): void {
    const [dir, name] = this.#placeOf(inode);
    if (!dir || !this.#tell(dir, name, { kind: 'write', bytes: length }) || !this.#piece || length === 0) return;
    const { unit, bytes } = this.#piece;
    const taken = this.#taken.get(inode) ?? new Set<number>();
    this.#taken.set(inode, taken);
    let count = 0;
    for (let at = Math.floor(offset / bytes); at * bytes < offset + length; at++) {
      if (taken.has(at)) continue;
      taken.add(at);
      count++;
    }
    if (count > 0) this.#tell(dir, name, { kind: 'allocate', unit, count, bytes: count * bytes });
  }

  #placeOf(inode: Inode): readonly [dir: Inode | null, name: string] {
    return inode.type === 'dir' ? [inode.parent, inode.name] : (this.#names.get(inode) ?? [null, '']);
  }

  #lookedUp(dir: Node, name: string, node: Node | null, rest: string): void {
    const [at, found] = [dir as Inode, node as Inode | null];
    if (found && found.type !== 'dir') this.#names.set(found, [at, name]);
    // There is but one layer to search: it holds everything.
    this.#tell(at, rest ? `${name}/${rest}` : name, {
      kind: 'lookup',
      found: found && Number.MAX_SAFE_INTEGER,
      layers: 1,
      whiteout: false,
    });
  }

  /** True when the place is in one of the layers. */
  #tell(dir: Inode, name: string, event: Pathless): boolean {
    const place = this.#where(dir, name);
    if (place) this.#observe(place.id, { ...event, path: place.path });
    return place !== null;
  }

  #where(dir: Inode, name: string): { readonly id: string; readonly path: string } | null {
    let path = `/${name}`;
    for (let at: Inode | null = dir; at; at = at.parent) {
      const id = this.#roots.get(at);
      if (id !== undefined) return { id, path };
      if (at === at.fs.root) return null;
      path = `/${at.name}${path}`;
    }
    return null;
  }
}

type Pathless = DriverEvent extends infer T ? (T extends unknown ? Omit<T, 'path'> : never) : never;

const kindOf = (type: FileType): 'file' | 'dir' | 'symlink' | 'other' =>
  type === 'file' || type === 'dir' || type === 'symlink' ? type : 'other';
