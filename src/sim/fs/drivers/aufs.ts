/**
 * Docker's aufs storage driver, the one Docker began with: layers are the branches of a union, read-only ones that may hold whiteouts
 * (`ro+wh`) under one that is read-write.
 */
import { collect, extract, removeTree } from '../archive.ts';
import { changesOf } from '../changes.ts';
import { Content } from '../content.ts';
import type { ArchiveEntry, Change, LayerEntry, LayerFootprint, MountSource, StorageDriver } from '../driver.ts';
import { contentAt, diskBytes, listLayer } from '../layer-list.ts';
import { LowerNode } from '../lower.ts';
import { AUFS_BASE, aufsMarks } from '../marks.ts';
import { type Inode, type MemFs, sizeOf } from '../memfs.ts';
import { type OverlayEvent, OverlayFs, type OverlayOptions } from '../overlay.ts';
import { foldersTo } from './home.ts';
import { inodesBelow } from './tree-copy.ts';

/** The driver's folder on the host. */
const AUFS_HOME = '/var/lib/docker/aufs';

/** A union mount as aufs does it: it differs from overlayfs in its marks alone, as far as a program can see. */
export class AufsFs extends OverlayFs {
  override readonly type = 'aufs';

  constructor(options: Omit<OverlayOptions, 'marks' | 'work'>) {
    super({ ...options, marks: aufsMarks, work: options.upper });
  }
}

interface Branch {
  readonly id: string;
  readonly parent: Branch | null;
  readonly readWrite: boolean;
  /** Its folder under diff/. */
  readonly diff: Inode;
  /** Aufs's number of its mount, as in /sys/fs/aufs/si_…. */
  readonly si: string;
  chain: LowerNode | null;
  mounted: AufsFs | null;
  mounts: number;
}

/** A mounted union, as /sys/fs/aufs tells it. */
export interface AufsUnion {
  /** Its number, as in the options of its mount. */
  readonly si: string;
  /** From the top down: "/var/lib/docker/aufs/diff/ID=rw", then read-only ones that may hold whiteouts ("=ro+wh"). */
  readonly branches: readonly string[];
}

/** How an {@link AufsDriver} is made. */
export interface AufsOptions {
  readonly host: MemFs;
  /** Hands out st_dev numbers for mounts. */
  readonly nextDev: () => number;
  /** Told what mounted layers do. */
  readonly observe?: (id: string, event: OverlayEvent) => void;
}

export class AufsDriver implements StorageDriver {
  readonly name = 'aufs';
  readonly #branches = new Map<string, Branch>();
  readonly #diff: Inode;
  readonly #layers: Inode;
  readonly #mnt: Inode;
  readonly #options: AufsOptions;

  constructor(options: AufsOptions) {
    const folder = (name: string): Inode => foldersTo(options.host, `${AUFS_HOME}/${name}`);
    this.#diff = folder('diff');
    this.#layers = folder('layers');
    this.#mnt = folder('mnt');
    this.#options = options;
  }

  create(id: string, parent: string | null, options: { readWrite?: boolean } = {}): void {
    const below = parent === null ? null : this.#branch(parent);
    const { fs } = this.#diff;
    const diff = fs.mkdir(this.#diff, id, { mode: 0o755, uid: 0, gid: 0 });
    if (below) Object.assign(diff, { mode: below.diff.mode, uid: below.diff.uid, gid: below.diff.gid });
    fs.mkdir(this.#mnt, id, { mode: 0o755, uid: 0, gid: 0 });
    const list = below ? [below, ...ancestors(below)].map((layer) => `${layer.id}\n`).join('') : '';
    fs.adopt(fs.create(this.#layers, id, { mode: 0o644, uid: 0, gid: 0 }), Content.of(list));
    const si = id
      .replace(/\W|-init$/g, '')
      .padEnd(16, '0')
      .slice(0, 16);
    this.#branches.set(id, { id, parent: below, readWrite: options.readWrite ?? false, diff, si, chain: null, mounted: null, mounts: 0 });
  }

  remove(id: string): void {
    if (!this.#branches.delete(id)) return;
    removeTree(this.#mnt, id);
    removeTree(this.#diff, id);
    removeTree(this.#layers, id);
  }

  exists(id: string): boolean {
    return this.#branches.has(id);
  }

  /** The archive's own `.wh.` files are aufs's marks: they are unpacked as they are. */
  applyDiff(id: string, entries: Iterable<ArchiveEntry>): number {
    const branch = this.#branch(id);
    extract(branch.diff, entries, 'keep');
    for (const other of this.#branches.values()) if (other === branch || ancestors(other).includes(branch)) other.chain = null;
    return this.diffSize(id);
  }

  diff(id: string): ArchiveEntry[] {
    return collect(this.#branch(id).diff, aufsMarks);
  }

  changes(id: string): Change[] {
    const { diff, parent } = this.#branch(id);
    return changesOf(diff, parent && chainOf(parent), aufsMarks);
  }

  diffSize(id: string): number {
    let size = 0;
    for (const inode of inodesBelow(this.#branch(id).diff)) size += inode.type === 'dir' ? 0 : sizeOf(inode);
    return size;
  }

  get(id: string): AufsFs {
    const branch = this.#branch(id);
    branch.mounts++;
    if (branch.mounted) return branch.mounted;
    const { parent, diff, readWrite } = branch;
    if (readWrite) this.#ownFiles(diff);
    const mounted = new AufsFs({ dev: this.#options.nextDev(), lower: parent && chainOf(parent), upper: diff, readonly: !readWrite });
    const { observe } = this.#options;
    if (observe) mounted.observe = (event) => observe(id, event);
    branch.mounted = mounted;
    return mounted;
  }

  view(id: string): AufsFs {
    const { mounted, parent, diff } = this.#branch(id);
    return mounted ?? new AufsFs({ dev: 0, lower: parent && chainOf(parent), upper: diff, readonly: true });
  }

  put(id: string): void {
    const branch = this.#branches.get(id);
    if (!branch?.mounted || --branch.mounts > 0) return;
    branch.mounted.observe = null;
    branch.mounted = null;
    branch.chain = null;
  }

  mountSource(id: string): MountSource {
    const { si } = this.#branch(id);
    return { source: 'none', type: 'aufs', options: `relatime,si=${si},dio,dirperm1`, target: `${AUFS_HOME}/mnt/${id}` };
  }

  /** What is mounted now. */
  unions(): AufsUnion[] {
    return [...this.#branches.values()].flatMap((branch) => {
      if (!branch.mounted) return [];
      const below = ancestors(branch).map(({ id }) => `${AUFS_HOME}/diff/${id}=ro+wh`);
      return [{ si: branch.si, branches: [`${AUFS_HOME}/diff/${branch.id}=rw`, ...below] }];
    });
  }

  data(): null {
    return null;
  }

  status(): [string, string][] {
    return [
      ['Root Dir', AUFS_HOME],
      ['Backing Filesystem', 'extfs'],
      ['Dirs', String(this.#branches.size)],
      ['Dirperm1 Supported', 'true'],
    ];
  }

  footprint(id: string): LayerFootprint {
    const bytes = diskBytes(this.#branch(id).diff);
    return { path: `${AUFS_HOME}/diff/${id}`, held: bytes, own: bytes };
  }

  list(id: string, path: string): LayerEntry[] {
    return listLayer(this.#branch(id).diff, path, aufsMarks);
  }

  file(id: string, path: string): Content | null {
    return contentAt(this.#branch(id).diff, path);
  }

  #branch(id: string): Branch {
    const branch = this.#branches.get(id);
    if (!branch) throw new Error(`aufs: no layer ${id}`);
    return branch;
  }

  /** What aufs keeps at the root of a writable branch: the inode of all whiteouts, and places for links and for what is deleted but open. */
  #ownFiles(diff: Inode): void {
    const { fs } = diff;
    const { mtime } = diff;
    if (!diff.entries?.has(AUFS_BASE)) fs.create(diff, AUFS_BASE, { mode: 0o444, uid: 0, gid: 0 });
    for (const name of ['.wh..wh.orph', '.wh..wh.plnk'])
      if (!diff.entries?.has(name)) fs.mkdir(diff, name, { mode: 0o700, uid: 0, gid: 0 });
    diff.mtime = mtime;
  }
}

/** All branches below one, nearest first. */
function ancestors(branch: Branch): Branch[] {
  const list: Branch[] = [];
  for (let below = branch.parent; below; below = below.parent) list.push(below);
  return list;
}

function chainOf(branch: Branch): LowerNode {
  if (!branch.chain) {
    const below = branch.parent && chainOf(branch.parent);
    branch.chain = new LowerNode(branch.diff, below ? below.layer + 1 : 0, below, aufsMarks);
  }
  return branch.chain;
}
