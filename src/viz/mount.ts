/** The stage in a page: engine → facts → scene → layout → picture and tree. */
import './stage.css';
import type { EngineTransport } from '../api/wire.ts';
import { browserMeasure } from './draw/measure.ts';
import { createTree } from './draw/tree.ts';
import { createView } from './draw/view.ts';
import { capacity } from './layout/metrics.ts';
import { layoutStage } from './layout/stage.ts';
import { sayIn, type StageLocale } from './messages.ts';
import { buildScene } from './model/build.ts';
import type { StageFacts } from './model/facts.ts';
import type { LayerScene } from './model/scene.ts';
import { speakLayers } from './model/spoken.ts';
import { sceneTree } from './model/tree.ts';
import { startSource } from './source.ts';

/** How long a row or tile takes to its new place, milliseconds. */
const MOVE_MS = 420;

export interface StageSettings {
  readonly locale: StageLocale;
  readonly theme: 'light' | 'dark';
  /** True: end states and captions only. */
  readonly reducedMotion: boolean;
  /** 1, or about 1.5 for a presenter. */
  readonly factor: number;
}

export interface StageOptions extends Partial<StageSettings> {
  readonly transport: EngineTransport;
  /** A file was chosen: its path, and the layer of the tile (its id, "merged" for what the container sees). */
  readonly onOpenFile?: (path: string, layer: string) => void;
  readonly onSelectContainer?: (id: string) => void;
  readonly onSelectImage?: (name: string) => void;
  /** Called after every drawing, with what is on the stage. */
  readonly onScene?: (scene: LayerScene) => void;
}

export interface Stage {
  /** Changes language, theme, motion or size. */
  update(settings: Partial<StageSettings>): void;
  selectContainer(id: string): void;
  selectImage(name: string): void;
  /** Lets the stage follow the commands again after a selection. */
  follow(): void;
  destroy(): void;
}

/**
 * Mounts the stage: the picture in `svg` (which fills its box and is redrawn when that changes), the text equivalent in
 * `tree` (an empty element; the page decides whether it is seen).
 */
export function mountStage(svg: SVGSVGElement, tree: HTMLElement, options: StageOptions): Stage {
  let settings: StageSettings = {
    locale: options.locale ?? 'en',
    theme: options.theme ?? 'dark',
    reducedMotion: options.reducedMotion ?? false,
    factor: options.factor ?? 1,
  };
  let facts: StageFacts | null = null;
  let scene: LayerScene | null = null;
  let drawn = false;
  const measure = browserMeasure(svg);
  const source = startSource({
    transport: options.transport,
    onFacts(fresh) {
      facts = fresh;
      draw();
    },
  });
  const view = createView(svg, {
    say: sayIn(settings.locale),
    measure,
    onOpenFile: (path, layer) => options.onOpenFile?.(path, layer),
    onToggleFolder: (path) => source.toggleFolder(path),
    onSelectContainer(id) {
      source.selectContainer(id);
      options.onSelectContainer?.(id);
    },
    onSelectImage(name) {
      source.selectImage(name);
      options.onSelectImage?.(name);
    },
  });
  const words = createTree(tree);

  /** Draws what is known. Without facts that are new, nothing is told again: `pending` was told with the scene before. */
  function draw(instant = false): void {
    const { width, height } = svg.getBoundingClientRect();
    if (!facts || width < 50 || height < 50) return;
    const size = { width: Math.round(width), height: Math.round(height), factor: settings.factor };
    const say = sayIn(settings.locale);
    scene = buildScene(facts, scene, capacity(size));
    facts = { ...facts, pending: [], life: null };
    const items = sceneTree(scene);
    svg.dataset['theme'] = settings.theme;
    view.setSay(say);
    view.render(layoutStage(scene, { size, say, measure }), (row) => items.find((item) => item.id === row)?.text ?? null, {
      ms: settings.reducedMotion || instant || !drawn ? 0 : MOVE_MS,
    });
    drawn = true;
    words.render(speakLayers(scene, say));
    options.onScene?.(scene);
  }

  const resized = new ResizeObserver(() => draw(true));
  resized.observe(svg);
  return {
    update(changes) {
      settings = { ...settings, ...changes };
      draw(true);
    },
    selectContainer: (id) => source.selectContainer(id),
    selectImage: (name) => source.selectImage(name),
    follow: () => source.follow(),
    destroy() {
      resized.disconnect();
      source.destroy();
      view.destroy();
      words.destroy();
    },
  };
}
