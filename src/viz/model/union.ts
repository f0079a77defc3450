/** A union mount worked out from its layers, one path at a time: looking straight down, the topmost wins. */
import type { LayerNode, LayerView } from '../../api/stage.ts';
import { folderKey, type Listings } from './facts.ts';
import { ancestors, folderOf, join, nameOf } from './path.ts';

/** What one layer holds of a path, and whether it can be seen from above. */
export interface Holding {
  readonly layer: number;
  readonly node: LayerNode;
  readonly visible: boolean;
  /** For a hidden one: the layer that hides it. */
  readonly hiddenBy: number | null;
}

/** Names of a folder that was read once are looked up often: /usr/bin alone has thousands. */
const byName = new WeakMap<readonly LayerNode[], ReadonlyMap<string, LayerNode>>();

/** The node of one layer, null when the layer does not hold it or its folder has not been read. */
export function nodeAt(listings: Listings, layer: LayerView, path: string): LayerNode | null {
  const list = listings.get(folderKey(layer.id, folderOf(path)));
  if (!list) return null;
  let names = byName.get(list);
  if (!names) {
    names = new Map(list.map((node) => [node.name, node]));
    byName.set(list, names);
  }
  return names.get(nameOf(path)) ?? null;
}

/** Everything the layers hold of `path`, topmost first. Whiteouts are in it; they are never `visible`. */
export function holdings(layers: readonly LayerView[], listings: Listings, path: string): Holding[] {
  const above = ancestors(path).slice(1);
  const found: Holding[] = [];
  let cover: number | null = null;
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index];
    if (!layer) continue;
    const node = nodeAt(listings, layer, path);
    if (node) {
      const merges = cover === null && (node.type === 'dir' || !found.some((holding) => holding.visible));
      const visible = merges && node.type !== 'whiteout';
      const hiddenBy = visible || node.type === 'whiteout' ? null : (cover ?? found[0]?.layer ?? null);
      found.push({ layer: index, node, visible, hiddenBy });
      if (node.type !== 'dir' || node.opaque) cover ??= index;
    }
    if (cover === null && above.some((folder) => hidesBelow(nodeAt(listings, layer, folder)))) cover = index;
  }
  return found;
}

/** The layer that a path's bytes come from, or null when the merged view does not have it. */
export function winner(found: readonly Holding[]): Holding | null {
  return found.find((holding) => holding.visible) ?? null;
}

/** Names in a folder of the merged view, in the order of the names. */
export function mergedNames(layers: readonly LayerView[], listings: Listings, folder: string): string[] {
  const names = new Set<string>();
  for (const layer of layers) {
    for (const node of listings.get(folderKey(layer.id, folder)) ?? []) names.add(node.name);
  }
  return [...names].filter((name) => winner(holdings(layers, listings, join(folder, name)))).sort();
}

function hidesBelow(node: LayerNode | null): boolean {
  return node !== null && (node.type !== 'dir' || node.opaque);
}
