/** A scene's text equivalent in a reader's words: what a screen reader walks, and what it says when something happens. */
import type { Say } from './caption.ts';
import type { LayerScene } from './scene.ts';
import { sceneTree, type TreeItem } from './tree.ts';

export interface SpokenItem {
  readonly id: string;
  readonly text: string;
  readonly children: readonly SpokenItem[];
}

/** Of any scene: the tree's own name, its items, and what is said aloud when it changes. */
export interface SpokenScene {
  readonly name: string;
  readonly items: readonly SpokenItem[];
  readonly spoken: string;
}

/** The scene of the layers in words. */
export function speakLayers(scene: LayerScene, say: Say): SpokenScene {
  const inWords = ({ id, text, children }: TreeItem): SpokenItem => ({ id, text: say(text), children: children.map(inWords) });
  const spoken = scene.caption ?? scene.hint;
  return {
    name: say({ key: 'tree.name', params: {} }),
    items: sceneTree(scene).map(inWords),
    spoken: spoken ? say(spoken) : '',
  };
}
