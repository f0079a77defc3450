/** The grove as an icicle that grows upwards: what stands on a layer makes its width. */
import type { Say } from '../model/caption.ts';
import type { Grove, GroveNode } from '../model/grove.ts';
import { type Font, type Label, label, type Measure } from './label.ts';
import type { Metrics } from './metrics.ts';
import type { Box } from './stage.ts';

export interface GroveBox extends Box {
  readonly node: GroveNode;
  readonly label: Label;
  readonly about: string;
}

export interface GroveLayout {
  readonly title: Label;
  readonly counts: Label;
  readonly boxes: readonly GroveBox[];
  /** Two bars: bytes on the disk against bytes counted apart. */
  readonly bars: readonly { readonly kind: 'once' | 'apart'; readonly box: Box; readonly label: Label }[];
}

/** Height that the grove wants: its levels, or its two bars. */
export function groveNeeds(grove: Grove, m: Metrics): number {
  if (grove.roots.length === 0) return 24 * m.factor;
  return Math.min(m.groveMax, Math.max(94 * m.factor, (28 + 25 * Math.max(...grove.roots.map(depth))) * m.factor));
}

/** Places the grove in `area`. */
export function layoutGrove(grove: Grove, area: Box, m: Metrics, say: Say, measure: Measure): GroveLayout {
  const f = m.factor;
  const bold: Font = { size: m.text, mono: false, bold: true };
  const small: Font = { size: m.small, mono: false, bold: false };
  const line = area.y + 14 * f;
  const title = label(say({ key: 'grove.title', params: {} }), area.x + 2, line, area.width, bold, measure);
  const after = title.x + title.width + 10 * f;
  const counts = label(
    grove.images + grove.containers === 0 ? '' : say({ key: 'grove.counts', params: grove }),
    after,
    line,
    area.x + area.width - after,
    small,
    measure,
  );
  const wide = area.width >= 540 * f;
  const side = wide ? Math.min(190 * f, area.width * 0.3) : 0;
  const under = wide || grove.once === 0 ? 0 : 24 * f;
  const trees: Box = {
    x: area.x,
    y: area.y + 22 * f,
    width: area.width - (side === 0 ? 0 : side + 24 * f),
    height: area.height - 22 * f - under,
  };
  return {
    title,
    counts,
    boxes: trees.height < 20 * f ? [] : grow(grove, trees, m, say, measure),
    bars: trees.height < 20 * f ? [] : bars(grove, area, trees, wide, m, say, measure),
  };
}

function grow(grove: Grove, area: Box, m: Metrics, say: Say, measure: Measure): GroveBox[] {
  const leaves = grove.roots.reduce((sum, root) => sum + weight(root), 0);
  if (leaves === 0) return [];
  const levels = Math.max(...grove.roots.map(depth));
  const gap = 3 * m.factor;
  const height = Math.min(24 * m.factor, area.height / levels);
  const unit = Math.min(120 * m.factor, area.width / leaves);
  const boxes: GroveBox[] = [];
  const place = (node: GroveNode, x: number, bottom: number): void => {
    const width = weight(node) * unit;
    const font: Font = { size: m.small, mono: node.kind === 'layer', bold: node.kind !== 'layer' };
    const text = node.count > 1 ? say({ key: 'grove.layers', params: { label: node.label, count: node.count } }) : node.label;
    const box = { x, y: bottom - height, width: width - gap, height: height - gap };
    const shown = height < 16 * m.factor ? '' : text;
    const fitted = label(shown, x + 5 * m.factor, box.y + box.height / 2 + m.small * 0.36, box.width - 9 * m.factor, font, measure);
    boxes.push({
      node,
      ...box,
      label: [...fitted.text].length < 4 && fitted.text !== fitted.full ? { ...fitted, text: '', width: 0 } : fitted,
      about: node.about ? say(node.about) : text,
    });
    let left = x;
    for (const child of node.children) {
      place(child, left, bottom - height);
      left += weight(child) * unit;
    }
  };
  let left = area.x;
  for (const root of grove.roots) {
    place(root, left, area.y + area.height);
    left += weight(root) * unit;
  }
  return boxes;
}

function bars(grove: Grove, area: Box, trees: Box, wide: boolean, m: Metrics, say: Say, measure: Measure): GroveLayout['bars'] {
  if (grove.apart === 0) return [];
  const f = m.factor;
  const font: Font = { size: m.small, mono: false, bold: false };
  const kinds = [
    { kind: 'once', bytes: grove.once, text: say({ key: 'grove.once', params: { bytes: grove.once } }) },
    { kind: 'apart', bytes: grove.apart, text: say({ key: 'grove.apart', params: { bytes: grove.apart } }) },
  ] as const;
  if (!wide) {
    const half = area.width / 2;
    return kinds.map(({ kind, bytes, text }, index) => {
      const x = area.x + index * half;
      const shown = label(text, x, area.y + area.height - 2 * f, half - 8 * f, font, measure);
      return {
        kind,
        box: { x, y: area.y + area.height - 19 * f, width: ((half - 12 * f) * bytes) / Math.max(grove.apart, grove.once), height: 4 * f },
        label: shown,
      };
    });
  }
  const x = trees.x + trees.width + 24 * f;
  const width = area.x + area.width - x;
  return kinds.map(({ kind, bytes, text }, index) => {
    const y = area.y + area.height - (2 - index) * 34 * f;
    return {
      kind,
      box: { x, y: y + 20 * f, width: (width * bytes) / Math.max(grove.apart, grove.once), height: 7 * f },
      label: label(text, x, y + 14 * f, width, font, measure),
    };
  });
}

function weight(node: GroveNode): number {
  return node.children.length === 0 ? 1 : node.children.reduce((sum, child) => sum + weight(child), 0);
}

function depth(node: GroveNode): number {
  return 1 + Math.max(0, ...node.children.map(depth));
}
