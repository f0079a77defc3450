/** Docker's overlay2 storage driver: layers as folders of the host's disk, mounted one over the other. */
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { collect, extract, removeTree } from './archive.ts';
import { changesOf } from './changes.ts';
import { Content } from './content.ts';
import type { ArchiveEntry, Change, LayerEntry, LayerFootprint, MountSource, StorageDriver } from './driver.ts';
import { contentAt, diskBytes, listLayer } from './layer-list.ts';
import { LowerNode } from './lower.ts';
import { overlayMarks } from './marks.ts';
import { type Inode, type MemFs, sizeOf } from './memfs.ts';
import { type OverlayEvent, OverlayFs } from './overlay.ts';
import { HOME, makeOverlay2Home, type Overlay2Home } from './overlay2-home.ts';

const MAX_DEPTH = 128;
const PAGE_SIZE = 4096;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A name under l/ as overlayutils.GenerateID makes one: 26 digits of base32 from 17 random bytes. */
function shortId(random: Random): string {
  const bits = [...random.bytes(17)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.replace(/.{5}/g, (five) => BASE32.charAt(Number.parseInt(five, 2))).slice(0, 26);
}

interface LayerDir {
  readonly id: string;
  readonly parent: LayerDir | null;
  readonly readWrite: boolean;
  /** Its name under l/. */
  readonly short: string;
  readonly dir: Inode;
  readonly diff: Inode;
  /** What it and all below it show together, once asked for. */
  chain: LowerNode | null;
  mounted: OverlayFs | null;
  mounts: number;
}

/** How an {@link Overlay2Driver} is made. */
export interface Overlay2Options {
  host: MemFs;
  /** Its folders there, when they have been made. */
  home?: Overlay2Home;
  clock: Pick<Clock, 'now'>;
  random: Random;
  /** Told what mounted layers do; may be set and taken away later. */
  observe?: (id: string, event: OverlayEvent) => void;
  /** Hands out st_dev numbers for mounts. */
  nextDev?: () => number;
}

export class Overlay2Driver implements StorageDriver {
  readonly name = 'overlay2';
  readonly #host: MemFs;
  readonly #random: Random;
  readonly #home: Inode;
  readonly #links: Inode;
  readonly #layers = new Map<string, LayerDir>();
  readonly #nextDev: () => number;
  #observe: ((id: string, event: OverlayEvent) => void) | null;

  constructor(options: Overlay2Options) {
    this.#host = options.host;
    this.#random = options.random;
    this.#observe = options.observe ?? null;
    let dev = 0x26;
    this.#nextDev = options.nextDev ?? (() => dev++);
    const home = options.home ?? makeOverlay2Home(options.host);
    this.#home = home.layers;
    this.#links = home.links;
  }

  /** Who is told of lookups and changes in mounted layers; null costs nothing. */
  set observe(observer: ((id: string, event: OverlayEvent) => void) | null) {
    this.#observe = observer;
    for (const layer of this.#layers.values()) if (layer.mounted) this.#listen(layer, layer.mounted);
  }

  create(id: string, parent: string | null, options: { readWrite?: boolean } = {}): void {
    const below = parent === null ? null : this.#layer(parent);
    const lowers = below ? [below, ...ancestors(below)] : [];
    if (lowers.length > MAX_DEPTH) throw new Error('max depth exceeded');
    const dir = this.#mkdir(this.#home, id, 0o710);
    const diff = this.#mkdir(dir, 'diff', 0o755);
    if (below) Object.assign(diff, { mode: below.diff.mode, uid: below.diff.uid, gid: below.diff.gid });
    const short = shortId(this.#random);
    this.#host.symlink(this.#links, short, `../${id}/diff`, { mode: 0o777, uid: 0, gid: 0 });
    this.#text(dir, 'link', short, 0o644);
    if (below) {
      this.#mkdir(dir, 'work', 0o700);
      if (!below.dir.entries?.has('committed')) this.#text(below.dir, 'committed', '', 0o600);
      this.#text(dir, 'lower', lowers.map((layer) => `l/${layer.short}`).join(':'), 0o644);
    }
    this.#layers.set(id, {
      id,
      parent: below,
      readWrite: options.readWrite ?? false,
      short,
      dir,
      diff,
      chain: null,
      mounted: null,
      mounts: 0,
    });
  }

  remove(id: string): void {
    const layer = this.#layers.get(id);
    if (!layer) return;
    removeTree(this.#links, layer.short);
    removeTree(this.#home, id);
    this.#layers.delete(id);
  }

  exists(id: string): boolean {
    return this.#layers.has(id);
  }

  applyDiff(id: string, entries: Iterable<ArchiveEntry>): number {
    const layer = this.#layer(id);
    extract(layer.diff, entries, 'overlay');
    layer.chain = null;
    if (layer.dir.entries?.has('committed'))
      for (const other of this.#layers.values()) if (ancestors(other).includes(layer)) other.chain = null;
    return this.diffSize(id);
  }

  diff(id: string): ArchiveEntry[] {
    return collect(this.#layer(id).diff, overlayMarks);
  }

  changes(id: string): Change[] {
    const { diff, parent } = this.#layer(id);
    return changesOf(diff, parent && chainOf(parent));
  }

  /** As Docker's directory.Size: files and the texts of symlinks, a hard-linked one once. */
  diffSize(id: string): number {
    const linked = new Set<Inode>();
    const total = (dir: Inode): number => {
      let size = 0;
      for (const inode of dir.entries?.values() ?? []) {
        if (inode.entries) size += total(inode);
        else if (inode.nlink === 1 || !linked.has(inode)) {
          if (inode.nlink > 1) linked.add(inode);
          size += sizeOf(inode);
        }
      }
      return size;
    };
    return total(this.#layer(id).diff);
  }

  get(id: string): OverlayFs {
    const layer = this.#layer(id);
    layer.mounts++;
    if (layer.mounted) return layer.mounted;
    const { parent, dir, diff } = layer;
    const readonly = !layer.readWrite || (dir.entries?.has('committed') ?? false);
    const workdir = dir.entries?.get('work');
    // The kernel's own, made by the first mount that may write.
    const work = workdir ? (workdir.entries?.get('work') ?? (readonly ? null : this.#mkdir(workdir, 'work', 0))) : null;
    const mounted = new OverlayFs({ dev: this.#nextDev(), lower: parent && chainOf(parent), upper: diff, work, readonly });
    this.#listen(layer, mounted);
    if (parent && !dir.entries?.has('merged')) this.#mkdir(dir, 'merged', 0o700);
    layer.mounted = mounted;
    return mounted;
  }

  view(id: string): OverlayFs {
    const { parent, diff } = this.#layer(id);
    // Never the mounted one: reading a folder there can tidy up its attributes.
    return new OverlayFs({ dev: 0, lower: parent && chainOf(parent), upper: diff, readonly: true });
  }

  put(id: string): void {
    const layer = this.#layers.get(id);
    if (!layer?.mounted || --layer.mounts > 0) return;
    layer.mounted.observe = null;
    layer.mounted = null;
    // What was written while it was mounted is not in the merged index.
    layer.chain = null;
    removeTree(layer.dir, 'merged');
    // The whiteout that the others were links to goes with the mount.
    const work = layer.dir.entries?.get('work')?.entries?.get('work');
    for (const name of [...(work?.entries?.keys() ?? [])]) if (work) removeTree(work, name);
  }

  data(id: string): Record<string, string> {
    const layer = this.#layer(id);
    const base = `${HOME}/${id}`;
    const lowers = ancestors(layer).map((lower) => `${HOME}/${lower.id}/diff`);
    const data = { MergedDir: `${base}/merged`, UpperDir: `${base}/diff`, WorkDir: `${base}/work` };
    return lowers.length ? { LowerDir: lowers.join(':'), ...data } : data;
  }

  /** Paths are relative when they would not fit a page, as Docker does it. */
  mountSource(id: string): MountSource {
    const layer = this.#layer(id);
    const options = (base: string): string => {
      const lowers = ancestors(layer).map((lower) => `${base}l/${lower.short}`);
      return `lowerdir=${lowers.join(':')},upperdir=${base}${id}/diff,workdir=${base}${id}/work`;
    };
    const absolute = options(`${HOME}/`);
    const shown = absolute.length > PAGE_SIZE ? options('') : absolute;
    return { source: 'overlay', type: 'overlay', options: `relatime,${shown}`, target: `${HOME}/${id}/merged` };
  }

  status(): [string, string][] {
    return [
      ['Backing Filesystem', 'extfs'],
      ['Supports d_type', 'true'],
      ['Native Overlay Diff', 'true'],
      ['userxattr', 'false'],
    ];
  }

  footprint(id: string): LayerFootprint {
    const bytes = diskBytes(this.#layer(id).diff);
    return { path: `${HOME}/${id}/diff`, held: bytes, own: bytes };
  }

  list(id: string, path: string): LayerEntry[] {
    return listLayer(this.#layer(id).diff, path, overlayMarks);
  }

  file(id: string, path: string): Content | null {
    return contentAt(this.#layer(id).diff, path);
  }

  #layer(id: string): LayerDir {
    const layer = this.#layers.get(id);
    if (!layer) throw new Error(`overlay2: no layer ${id}`);
    return layer;
  }

  #listen({ id }: LayerDir, mounted: OverlayFs): void {
    const observer = this.#observe;
    mounted.observe = observer && ((event) => observer(id, event));
  }

  #mkdir(dir: Inode, name: string, mode: number): Inode {
    return this.#host.mkdir(dir, name, { mode, uid: 0, gid: 0 });
  }

  #text(dir: Inode, name: string, text: string, mode: number): void {
    this.#host.adopt(this.#host.create(dir, name, { mode, uid: 0, gid: 0 }), Content.of(text));
  }
}

/** All layers below one, nearest first. */
function ancestors(layer: LayerDir): LayerDir[] {
  const list: LayerDir[] = [];
  for (let below = layer.parent; below; below = below.parent) list.push(below);
  return list;
}

function chainOf(layer: LayerDir): LowerNode {
  if (!layer.chain) {
    const below = layer.parent && chainOf(layer.parent);
    layer.chain = new LowerNode(layer.diff, below ? below.layer + 1 : 0, below);
  }
  return layer.chain;
}
