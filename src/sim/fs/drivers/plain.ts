/** What the drivers without a union have in common: every layer is a whole tree, begun as a copy of its parent's. */
import { extract } from '../archive.ts';
import type { Content } from '../content.ts';
import type { ArchiveEntry, Change, LayerEntry, LayerFootprint, MountSource, StorageDriver } from '../driver.ts';
import { contentAt, listLayer } from '../layer-list.ts';
import { type Inode, type MemFs, sizeOf } from '../memfs.ts';
import type { FileSystem } from '../types.ts';
import { copyTree, inodesBelow } from './tree-copy.ts';
import { collectTreeDiff, treeChanges } from './tree-diff.ts';
import { type Observe, type SharedPiece, TreeWatch } from './watch.ts';

/** One layer: where its tree is. */
export interface PlainLayer {
  readonly id: string;
  readonly parent: PlainLayer | null;
  /** The folder that a container sees as "/". */
  readonly root: Inode;
}

/** A driver whose layers are `Layer`s; what differs is where a tree lies and what copying it costs. */
export abstract class PlainDriver<Layer extends PlainLayer> implements StorageDriver {
  abstract readonly name: string;
  protected readonly layers = new Map<string, Layer>();
  /** What a layer shares with its parent's until it is written; null when its tree is a copy. */
  protected abstract readonly piece: SharedPiece | null;
  readonly #observe: Observe | null;
  readonly #watches = new WeakMap<MemFs, TreeWatch>();
  /** Read-write layers, by how many use each. */
  readonly #uses = new Map<string, number>();
  readonly #begun = new Set<string>();

  /** @param observe is told what mounted read-write layers do */
  constructor(observe?: Observe) {
    this.#observe = observe ?? null;
  }

  /** Makes the place of a new layer: an empty folder, which is then filled from the parent's. */
  protected abstract place(id: string, parent: Layer | null): Layer;
  /** Takes the place away, its tree with it. */
  protected abstract displace(layer: Layer): void;
  abstract mountSource(id: string): MountSource;
  abstract data(id: string): Record<string, string> | null;
  abstract status(): [string, string][];
  abstract footprint(id: string): LayerFootprint;

  create(id: string, parent: string | null, { readWrite = false }: { readWrite?: boolean } = {}): void {
    const below = parent === null ? null : this.layer(parent);
    const layer = this.place(id, below);
    if (below) copyTree(below.root, layer.root);
    this.layers.set(id, layer);
    if (readWrite) this.#uses.set(id, 0);
  }

  remove(id: string): void {
    const layer = this.layers.get(id);
    if (!layer) return;
    this.#watches.get(layer.root.fs)?.end(layer.root);
    this.displace(layer);
    this.layers.delete(id);
    this.#uses.delete(id);
    this.#begun.delete(id);
  }

  exists(id: string): boolean {
    return this.layers.has(id);
  }

  applyDiff(id: string, entries: Iterable<ArchiveEntry>): number {
    let size = 0;
    const counted = function* (): Generator<ArchiveEntry> {
      for (const entry of entries) {
        if (entry.type === 'file') size += entry.content?.size ?? 0;
        yield entry;
      }
    };
    extract(this.layer(id).root, counted(), 'do');
    return size;
  }

  diff(id: string): ArchiveEntry[] {
    const { root, parent } = this.layer(id);
    return collectTreeDiff(root, parent?.root ?? null);
  }

  changes(id: string): Change[] {
    const { root, parent } = this.layer(id);
    return treeChanges(root, parent?.root ?? null);
  }

  /** As Docker's ChangesSize: what was added or modified, a hard-linked file once. */
  diffSize(id: string): number {
    const { root, parent } = this.layer(id);
    if (!parent) {
      let size = 0;
      for (const inode of inodesBelow(root)) size += inode.type === 'dir' ? 0 : sizeOf(inode);
      return size;
    }
    return collectTreeDiff(root, parent.root).reduce((sum, { type, content }) => sum + (type === 'file' ? (content?.size ?? 0) : 0), 0);
  }

  get(id: string): FileSystem {
    const { root } = this.layer(id);
    const uses = this.#uses.get(id);
    if (uses !== undefined && this.#observe) {
      this.#uses.set(id, uses + 1);
      if (uses === 0) this.#watch(root.fs, this.#observe).begin(root, id);
      if (!this.#begun.has(id)) this.#begin(id, root, this.#observe);
    }
    return rootedAt(root);
  }

  put(id: string): void {
    const uses = this.#uses.get(id);
    if (!uses) return;
    this.#uses.set(id, uses - 1);
    const layer = this.layers.get(id);
    if (layer && uses === 1) this.#watches.get(layer.root.fs)?.end(layer.root);
  }

  view(id: string): FileSystem {
    return rootedAt(this.layer(id).root);
  }

  list(id: string, path: string): LayerEntry[] {
    return listLayer(this.layer(id).root, path, null);
  }

  file(id: string, path: string): Content | null {
    return contentAt(this.layer(id).root, path);
  }

  /** Told when it is first used: by then it is known whose it is. */
  #begin(id: string, root: Inode, observe: Observe): void {
    this.#begun.add(id);
    let [entries, bytes] = [0, 0];
    for (const inode of inodesBelow(root)) {
      entries++;
      bytes += inode.content?.allocated ?? 0;
    }
    observe(id, { kind: 'copy', path: '/', entries, bytes: this.piece ? 0 : bytes });
  }

  #watch(disk: MemFs, observe: Observe): TreeWatch {
    const known = this.#watches.get(disk) ?? new TreeWatch(disk, observe, this.piece);
    this.#watches.set(disk, known);
    return known;
  }

  protected layer(id: string): Layer {
    const layer = this.layers.get(id);
    if (!layer) throw new Error(`${this.name}: no layer ${id}`);
    return layer;
  }
}

const rooted = new WeakMap<Inode, FileSystem>();

/** The file system that a folder is on, with that folder for its root: what a bind mount of it shows. */
function rootedAt(root: Inode): FileSystem {
  const known = rooted.get(root);
  if (known) return known;
  const fs: FileSystem = new Proxy(root.fs, {
    get(disk, key) {
      if (key === 'root') return root;
      const member: unknown = Reflect.get(disk, key, disk);
      return typeof member === 'function' ? member.bind(disk) : member;
    },
  });
  rooted.set(root, fs);
  return fs;
}
