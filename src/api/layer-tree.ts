/**
 * Layers laid one over the other, worked out from their complete listings: what a layer changes, what the union shows, and which
 * bytes nobody can see any more. For whoever has the listings: the simulated engine, or a page that reads an archive.
 */
import type { LayerChange, LayerPath, LayerWaste, WastedPath } from './stage.ts';

/** A path of the union of the layers so far. */
interface Spot {
  readonly path: string;
  readonly node: LayerPath;
  readonly layer: number;
  readonly children: Map<string, Spot>;
}

const ROOT: LayerPath = { path: '/', type: 'dir', size: 0, mode: 0o755, uid: 0, gid: 0, linkname: '', opaque: false };
const bytesOf = (node: LayerPath): number => (node.type === 'file' ? node.size : 0);

/** What a union calls back while a layer is laid on it. */
interface Told {
  /** Everything that goes out of sight, a folder before what was in it. */
  gone?(spot: Spot): void;
  added?(spot: Spot): void;
}

/** The union of some layers, the lowest put down first. */
class Union {
  readonly #root: Spot = { path: '/', node: ROOT, layer: -1, children: new Map() };
  /** Folders by path, as long as none goes away: entries come folder by folder. */
  readonly #folders = new Map<string, Spot>();

  /** Lays the next layer on top. */
  put(entries: readonly LayerPath[], layer: number, told: Told): void {
    // Marks first: they speak of what is below, wherever in the layer they stand.
    for (const entry of entries) {
      if (entry.type === 'whiteout') {
        const above = this.find(folderOf(entry.path));
        const spot = above?.children.get(nameOf(entry.path));
        if (!above || !spot) continue;
        above.children.delete(nameOf(entry.path));
        this.#gone(spot, told);
      } else if (entry.opaque && entry.type === 'dir') {
        const spot = this.find(entry.path);
        for (const child of spot?.children.values() ?? []) this.#gone(child, told);
        spot?.children.clear();
      }
    }
    for (const entry of entries) {
      if (entry.type === 'whiteout' || entry.path === '/') continue;
      const above = this.#folder(folderOf(entry.path), layer, told);
      const name = nameOf(entry.path);
      const before = above.children.get(name);
      const merges = before?.node.type === 'dir' && entry.type === 'dir';
      if (before && !merges) this.#gone(before, told);
      const spot: Spot = { path: entry.path, node: entry, layer, children: merges ? before.children : new Map() };
      above.children.set(name, spot);
      if (entry.type === 'dir') this.#folders.set(entry.path, spot);
      told.added?.(spot);
    }
  }

  /** All paths but the root's, a folder before what is in it. */
  all(): Spot[] {
    return below(this.#root);
  }

  find(path: string): Spot | null {
    const known = this.#folders.get(path);
    if (known) return known;
    let spot: Spot | null = this.#root;
    for (const name of path.split('/')) if (name) spot = spot?.children.get(name) ?? null;
    return spot;
  }

  /** A folder that the layer does not list itself is there all the same. */
  #folder(path: string, layer: number, told: Told): Spot {
    const known = this.find(path);
    if (known?.node.type === 'dir') {
      this.#folders.set(path, known);
      return known;
    }
    if (known) this.#gone(known, told);
    const above = this.#folder(folderOf(path), layer, told);
    const spot: Spot = { path, node: { ...ROOT, path }, layer, children: new Map() };
    above.children.set(nameOf(path), spot);
    this.#folders.set(path, spot);
    return spot;
  }

  #gone(spot: Spot, told: Told): void {
    told.gone?.(spot);
    if (spot.node.type !== 'dir') return;
    this.#folders.delete(spot.path);
    for (const child of spot.children.values()) this.#gone(child, told);
  }
}

/** What layer `at` (0 is the lowest) does to the union of those below it, in the order in which it lists its paths. */
export function layerChanges(layers: readonly (readonly LayerPath[])[], at: number): LayerChange[] {
  const union = new Union();
  for (const [index, entries] of layers.slice(0, at).entries()) union.put(entries, index, {});
  const changes: LayerChange[] = [];
  for (const entry of layers[at] ?? []) {
    if (entry.path === '/') continue;
    const before = union.find(entry.path);
    if (entry.type === 'whiteout') {
      const hidden = before ? [before, ...below(before)] : [];
      const size = hidden.reduce((sum, { node }) => sum + bytesOf(node), 0);
      changes.push({ ...entry, size, change: 'deleted', layer: at, hides: before?.layer ?? null, hidden: hidden.length });
    } else {
      const hidden = before && (entry.opaque || entry.type !== 'dir') ? below(before).length : 0;
      changes.push({ ...entry, change: before ? 'changed' : 'added', layer: at, hides: before?.layer ?? null, hidden });
    }
  }
  return changes;
}

/** What is to be seen of layers 0 to `at` together, each path with the layer that its bytes come from. */
export function layerUnion(layers: readonly (readonly LayerPath[])[], at: number): LayerChange[] {
  const union = new Union();
  for (const [index, entries] of layers.slice(0, at + 1).entries()) union.put(entries, index, {});
  return union.all().map(({ node, layer }) => ({ ...node, change: 'same', layer, hides: null, hidden: 0 }));
}

/**
 * The bytes that later layers hide, and the score that dive (github.com/wagoodman/dive, filetree/efficiency.go) gives: for each path
 * the smallest size that it has in any layer, over the sizes it has in all of them; a path that is deleted again could do with 0.
 * (dive takes a deleted folder for one path; here it is all the files in it.)
 */
export function layerWaste(layers: readonly (readonly LayerPath[])[], most = 100): LayerWaste {
  const union = new Union();
  const paths = new Map<string, { least: number; total: number; wasted: number; layers: number[]; deleted: boolean }>();
  let wasted = 0;
  for (const [index, entries] of layers.entries()) {
    const hidden: Spot[] = [];
    union.put(entries, index, {
      gone: (spot) => hidden.push(spot),
      added({ path, node }) {
        if (node.type !== 'file') return;
        const size = bytesOf(node);
        const known = paths.get(path);
        if (!known) paths.set(path, { least: size, total: size, wasted: 0, layers: [index], deleted: false });
        else {
          known.least = Math.min(known.least, size);
          known.total += size;
          known.layers.push(index);
          known.deleted = false;
        }
      },
    });
    for (const { path, node } of hidden) {
      const known = node.type === 'file' ? paths.get(path) : undefined;
      if (!known) continue;
      wasted += bytesOf(node);
      known.wasted += bytesOf(node);
      if (known.layers.at(-1) === index) continue;
      known.layers.push(index);
      known.least = 0;
      known.deleted = true;
    }
  }
  let [least, total, repeated] = [0, 0, 0];
  const worst: WastedPath[] = [];
  for (const [path, known] of paths) {
    least += known.least;
    total += known.total;
    if (known.layers.length < 2) continue;
    repeated += known.total;
    worst.push({ path, total: known.total, wasted: known.wasted, layers: known.layers, deleted: known.deleted });
  }
  worst.sort((a, b) => b.wasted - a.wasted || b.total - a.total || (a.path < b.path ? -1 : 1));
  return { total, wasted, repeated, efficiency: total === 0 ? 1 : least / total, count: worst.length, worst: worst.slice(0, most) };
}

/** Everything in a folder, a folder before what is in it. */
function below(spot: Spot, found: Spot[] = []): Spot[] {
  for (const child of spot.children.values()) {
    found.push(child);
    if (child.children.size > 0) below(child, found);
  }
  return found;
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
