/**
 * The read-only side of a union mount: the merged tree of a chain of immutable layers, built folder by folder when first
 * looked into. A layer that has nothing at some path shares that subtree with the chain below it, so thousands of
 * containers and all the images built on one another use one tree. However deep the chain, a lookup is one Map lookup.
 */
import { type Marks, overlayMarks } from './marks.ts';
import type { Inode } from './memfs.ts';

/** A visible node of a chain: the topmost real inode of its name and, for a folder, what it is merged with. */
export class LowerNode {
  readonly inode: Inode;
  /** The layer it comes from, 0 is the lowest. */
  readonly layer: number;
  /** Of a folder: the folder of the same name in the chain below, merged into this one. */
  readonly below: LowerNode | null;
  readonly #marks: Marks;
  #own: Map<string, LowerNode | null> | null = null;
  #index: Map<string, LowerNode> | null = null;

  constructor(inode: Inode, layer: number, below: LowerNode | null, marks: Marks = overlayMarks) {
    this.#marks = marks;
    this.inode = inode;
    this.layer = layer;
    this.below = below;
  }

  /** The lowest folder merged into this one. */
  get bottom(): Inode {
    let node: LowerNode = this;
    while (node.below) node = node.below;
    return node.inode;
  }

  /** Every visible name of this folder, in the kernel's order: the lowest layer's names first, then from the top down. */
  index(): ReadonlyMap<string, LowerNode> {
    if (this.#index) return this.#index;
    const found = new Map<string, LowerNode | null>();
    for (let level: LowerNode | null = this; level; level = level.below) {
      for (const name of this.#marks.names(level.inode)) if (!found.has(name)) found.set(name, level.#child(name));
    }
    const index = new Map<string, LowerNode>();
    for (const name of this.below ? (this.bottom.entries?.keys() ?? []) : []) {
      const node = found.get(name);
      if (node) index.set(name, node);
    }
    for (const [name, node] of found) if (node) index.set(name, node);
    this.#index = index;
    return index;
  }

  /** What this layer's own entry of that name stands for; null for a whiteout. */
  #child(name: string): LowerNode | null {
    const known = this.#own?.get(name);
    if (known !== undefined) return known;
    const inode = this.#marks.find(this.inode, name);
    let node: LowerNode | null = null;
    if (inode && inode !== 'whiteout') {
      const below = inode.type === 'dir' && this.below && !this.#marks.isOpaque(inode) ? this.below.#find(name) : null;
      node = new LowerNode(inode, this.layer, below?.inode.type === 'dir' ? below : null, this.#marks);
    }
    (this.#own ??= new Map()).set(name, node);
    return node;
  }

  #find(name: string): LowerNode | null {
    for (let level: LowerNode | null = this; level; level = level.below) if (this.#marks.find(level.inode, name)) return level.#child(name);
    return null;
  }
}
