/** What every scene does with its place in the page: draws when that has a size, again when the size is another, and takes it all away. */
import { browserMeasure } from '../draw/measure.ts';
import { createTree, type TreeView } from '../draw/tree.ts';
import type { Measure } from '../layout/label.ts';
import type { Size } from '../layout/metrics.ts';
import type { SceneSettings } from './scene.ts';

/** A picture narrower or lower than this (a hidden pane) is not drawn. */
const LEAST = 50;

export interface Frame {
  readonly measure: Measure;
  readonly words: TreeView;
  /** The picture's size, with its theme set; null while there is no room to draw. */
  open(settings: SceneSettings): Size | null;
  destroy(): void;
}

/** @param resized called when the picture has another size */
export function openFrame(svg: SVGSVGElement, tree: HTMLElement, resized: () => void): Frame {
  const words = createTree(tree);
  const observer = new ResizeObserver(resized);
  observer.observe(svg);
  return {
    measure: browserMeasure(svg),
    words,
    open({ theme, factor }) {
      const { width, height } = svg.getBoundingClientRect();
      if (width < LEAST || height < LEAST) return null;
      svg.dataset['theme'] = theme;
      return { width: Math.round(width), height: Math.round(height), factor };
    },
    destroy() {
      observer.disconnect();
      words.destroy();
    },
  };
}
