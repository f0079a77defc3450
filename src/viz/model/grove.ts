/** All images and containers of the host as one tree grown from the ground: shared layers are shared trunk. */
import type { Caption } from './caption.ts';
import type { StageFacts } from './facts.ts';
import { instruction } from './instruction.ts';
import type { Standing } from './scene.ts';

export interface GroveNode {
  /** The chain of DiffIDs from the bottom, or the container's id: the same layers are the same node. */
  readonly id: string;
  readonly kind: 'layer' | 'image' | 'container';
  readonly label: string;
  /** Layers drawn as one block because nothing else stands on them. */
  readonly count: number;
  /** Bytes of this block alone. */
  readonly bytes: number;
  /** Container's id or image's name when it can be selected. */
  readonly target: string | null;
  readonly state: string;
  /** True when it belongs to the chain of the scene's subject. */
  readonly lit: boolean;
  /** Index of its lowest layer in the chain, for its hue. */
  readonly depth: number;
  readonly about: Caption | null;
  readonly children: readonly GroveNode[];
}

export interface Grove {
  readonly roots: readonly GroveNode[];
  readonly containers: number;
  readonly images: number;
  /** Bytes on the disk: every layer once. */
  readonly once: number;
  /** Bytes if every image and container had its layers to itself. */
  readonly apart: number;
}

interface Growing {
  id: string;
  kind: GroveNode['kind'];
  label: string;
  count: number;
  bytes: number;
  target: string | null;
  state: string;
  lit: boolean;
  depth: number;
  about: Caption | null;
  children: Growing[];
}

/** Name of a chain of layers, the same for two images that share it. */
export function chainKey(diffIds: readonly string[]): string {
  return diffIds.join('+');
}

/** How many images and containers stand on each chain of layers. */
export function standing(facts: Pick<StageFacts, 'images' | 'containers'>): Map<string, Standing> {
  const count = new Map<string, Standing>();
  for (const image of facts.images) {
    const containers = facts.containers.filter((container) => container.imageId === image.id).length;
    for (let n = 1; n <= image.layers.length; n++) {
      const key = chainKey(image.layers.slice(0, n).map((layer) => layer.diffId));
      const before = count.get(key);
      count.set(key, { images: (before?.images ?? 0) + 1, containers: (before?.containers ?? 0) + containers });
    }
  }
  return count;
}

/** Grows the grove; chains on which nothing else stands are one block. */
export function buildGrove(facts: StageFacts): Grove {
  const roots: Growing[] = [];
  let once = 0;
  let apart = 0;
  for (const image of facts.images) {
    const lit = isSubject(facts, image.id, image.name);
    let level = roots;
    let parent: Growing | null = null;
    const chain: string[] = [];
    image.layers.forEach((layer, depth) => {
      chain.push(layer.diffId);
      const id = chainKey(chain);
      let node: Growing | undefined = level.find((candidate) => candidate.id === id);
      if (!node) {
        node = block(id, 'layer', instruction(layer.createdBy), layer.bytes, depth);
        level.push(node);
        once += layer.bytes;
      }
      node.lit ||= lit;
      apart += layer.bytes;
      parent = node;
      level = node.children;
    });
    const mine = facts.containers.filter((container) => container.imageId === image.id);
    for (const container of mine) level.push(leaf(facts, container));
    once += mine.reduce((sum, container) => sum + container.bytes, 0);
    const size = image.layers.reduce((sum, layer) => sum + layer.bytes, 0);
    apart += mine.reduce((sum, container) => sum + container.bytes + size, 0);
    name(parent, level, image.name, size, mine.length > 0, lit);
  }
  return { roots: roots.map(compress), containers: facts.containers.length, images: facts.images.length, once, apart };
}

function isSubject(facts: StageFacts, imageId: string, imageName: string): boolean {
  const subject = facts.subject;
  if (!subject) return false;
  if (subject.kind === 'image') return subject.id === imageId || subject.image === imageName;
  return facts.containers.some((container) => container.id === subject.id && container.imageId === imageId);
}

function block(id: string, kind: GroveNode['kind'], label: string, bytes: number, depth: number): Growing {
  return { id, kind, label, count: 1, bytes, target: null, state: '', lit: false, depth, about: null, children: [] };
}

function leaf(facts: StageFacts, container: StageFacts['containers'][number]): Growing {
  const node = block(container.id, 'container', container.name, container.bytes, 0);
  node.target = container.id;
  node.state = container.state;
  node.lit = facts.subject?.id === container.id;
  node.about = { key: 'grove.container', params: { name: container.name, state: container.state } };
  return node;
}

/** An image's top layer carries its name; an image without layers or with a name more stands as a leaf of its own. */
function name(top: Growing | null, level: Growing[], label: string, bytes: number, used: boolean, lit: boolean): void {
  const about: Caption = { key: 'grove.image', params: { name: label, bytes } };
  if (top && top.target === null && (used || top.children.length === 0)) {
    top.kind = 'image';
    top.label = label;
    top.target = label;
    top.about = about;
    return;
  }
  const node = block(`image:${label}`, 'image', label, 0, 0);
  level.push({ ...node, target: label, about, lit, count: 0 });
}

/** A layer whose only child is a layer or image of the same chain becomes one block with it. */
function compress(node: Growing): GroveNode {
  const [only] = node.children;
  if (node.children.length === 1 && only && only.kind !== 'container' && node.target === null && only.count > 0 && only.lit === node.lit) {
    return compress({ ...only, count: node.count + only.count, bytes: node.bytes + only.bytes, depth: node.depth });
  }
  return { ...node, children: node.children.map(compress) };
}
