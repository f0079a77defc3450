/** The scene of names: engine → facts → scene → layout → picture and tree. */
import '../stage.css';
import '../names.css';
import { createNamesView } from '../draw/names/view.ts';
import { namesCapacity } from '../layout/names/metrics.ts';
import { layoutNames } from '../layout/names/names.ts';
import { buildNames } from '../model/names/build.ts';
import type { NamesFacts } from '../model/names/facts.ts';
import type { NamesScene } from '../model/names/scene.ts';
import { speakNames } from '../model/names/spoken.ts';
import { startNamesSource } from '../source/names.ts';
import { chosenIn } from './names-choice.ts';
import { sayNamesIn } from './names.messages.ts';
import { openFrame } from './frame.ts';
import type { MountScene, SceneSettings } from './scene.ts';

/** How long a row takes to its new place, milliseconds. */
const MOVE_MS = 420;

export const mount: MountScene = (svg, tree, options) => {
  let settings: SceneSettings = options;
  let facts: NamesFacts | null = null;
  let scene: NamesScene | null = null;
  const frame = openFrame(svg, tree, () => draw(true));
  const { measure, words } = frame;
  const onFacts = (fresh: NamesFacts): void => {
    const first = facts === null;
    facts = fresh;
    draw(first);
  };
  let source = startNamesSource({ transport: options.transport, onFacts });
  const view = createNamesView(svg, {
    say: sayNamesIn(settings.locale),
    measure,
    onChoose(id) {
      const chosen = scene && chosenIn(scene, id);
      if (!chosen) return;
      if (chosen.kind === 'place') return source.toggle(chosen.place);
      source.choose(chosen);
      options.onChosen?.();
    },
  });

  function draw(instant = false): void {
    const size = facts && frame.open(settings);
    if (!facts || !size) return;
    const say = sayNamesIn(settings.locale);
    scene = buildNames(facts, scene, namesCapacity(size));
    facts = { ...facts, quiet: false };
    view.setSay(say);
    view.render(layoutNames(scene, { size, say, measure }), { ms: settings.reducedMotion || instant ? 0 : MOVE_MS });
    words.render(speakNames(scene, say));
  }

  return {
    update(changed) {
      settings = changed;
      draw(true);
    },
    reconnect(transport) {
      const before = source.choices;
      source.destroy();
      source = startNamesSource({ transport, onFacts, before });
    },
    follow: () => source.choose(null),
    destroy() {
      frame.destroy();
      source.destroy();
      view.destroy();
    },
  };
};
