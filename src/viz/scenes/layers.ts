/** The scene of the layers: engine → facts → scene → layout → picture and tree. */
import '../stage.css';
import { createView } from '../draw/view.ts';
import { capacity } from '../layout/metrics.ts';
import { layoutStage } from '../layout/stage.ts';
import { sayIn } from '../messages.ts';
import type { Say } from '../model/caption.ts';
import { buildScene } from '../model/build.ts';
import type { StageFacts } from '../model/facts.ts';
import type { LayerScene } from '../model/scene.ts';
import { speakLayers } from '../model/spoken.ts';
import { sceneTree } from '../model/tree.ts';
import { startSource } from '../source.ts';
import { openFrame } from './frame.ts';
import type { MountScene, SceneSettings } from './scene.ts';

/** How long a row or tile takes to its new place, milliseconds. */
const MOVE_MS = 420;

export const mount: MountScene = async (svg, tree, options) => {
  let say = await sayIn(options.locale);
  let settings: SceneSettings = options;
  let facts: StageFacts | null = null;
  let scene: LayerScene | null = null;
  let drawn = false;
  const frame = openFrame(svg, tree, () => draw(true));
  const { measure, words } = frame;
  const onFacts = (fresh: StageFacts): void => {
    facts = fresh;
    draw();
  };
  let source = startSource({ transport: options.transport, onFacts });
  const view = createView(svg, {
    say,
    measure,
    onOpenFile: openFile,
    onToggleFolder: (path) => source.toggleFolder(path),
    onSelectContainer(id) {
      source.selectContainer(id);
      options.onChosen?.();
    },
    onSelectImage(name) {
      source.selectImage(name);
      options.onChosen?.();
    },
  });

  function openFile(path: string, layer: string): void {
    const subject = scene?.subject;
    if (subject) options.onOpenFile?.(subject.kind === 'container' ? { container: subject.id } : { image: subject.image }, path, layer);
  }

  /** Draws what is known. Without facts that are new, nothing is told again: `pending` was told with the scene before. */
  function draw(instant = false): void {
    const size = facts && frame.open(settings);
    if (!facts || !size) return;
    scene = buildScene(facts, scene, capacity(size));
    facts = { ...facts, pending: [], life: null };
    const items = sceneTree(scene);
    view.setSay(say);
    view.render(layoutStage(scene, { size, say, measure }), (row) => items.find((item) => item.id === row)?.text ?? null, {
      ms: settings.reducedMotion || instant || !drawn ? 0 : MOVE_MS,
    });
    drawn = true;
    words.render(speakLayers(scene, say));
  }

  return {
    update(changed) {
      const { locale } = settings;
      settings = changed;
      draw(true);
      if (locale === changed.locale) return;
      // Words that cannot be fetched leave those of before.
      const speak = (words: Say): void => {
        if (settings.locale !== changed.locale) return;
        say = words;
        draw(true);
      };
      sayIn(changed.locale).then(speak, () => {});
    },
    reconnect(transport) {
      const { choices } = source;
      source.destroy();
      source = startSource({ transport, onFacts, choices });
    },
    follow: () => source.follow(),
    inspect: () => openFile('', ''),
    destroy() {
      frame.destroy();
      source.destroy();
      view.destroy();
    },
  };
};
