/** Why so light: engine → facts → scene → layout → picture and tree. */
import '../stage.css';
import '../light.css';
import { createLightView } from '../draw/light/view.ts';
import { layoutLight } from '../layout/light/layout.ts';
import type { StageLocale } from '../messages.ts';
import { NO_FACTS } from '../model/light/facts.ts';
import { buildLight, FIRST_SETTINGS, type LightSettings, stepChoice } from '../model/light/scene.ts';
import { speakLight } from '../model/light/spoken.ts';
import type { LightWords } from '../model/light/words.ts';
import { startLightSource } from '../source/light.ts';
import { en } from './light.messages.en.ts';
import { zhCN } from './light.messages.zh-CN.ts';
import { openFrame } from './frame.ts';
import type { MountScene, SceneSettings } from './scene.ts';

/** How long cells and bars take to their new places, milliseconds. */
const MOVE_MS = 260;

const WORDS: Readonly<Record<StageLocale, LightWords>> = { en, 'zh-CN': zhCN };

export const mount: MountScene = (svg, tree, options) => {
  let shown: SceneSettings = options;
  let set: LightSettings = FIRST_SETTINGS;
  let facts = NO_FACTS;
  let known = false;
  let drawn = false;
  const frame = openFrame(svg, tree, () => draw(true));
  const { measure, words } = frame;
  const start = (transport: typeof options.transport) =>
    startLightSource({
      transport,
      choice: () => set.choice,
      onFacts(fresh) {
        facts = fresh;
        known = true;
        draw();
      },
    });
  let source = start(options.transport);
  const change = (settings: Partial<LightSettings>): void => {
    set = { ...set, ...settings };
    draw();
  };
  /** Another one is drawn as soon as its details are known, not before. */
  const choose = (choice: string | null): void => {
    set = { ...set, choice };
    source.refresh();
  };
  const view = createLightView(svg, {
    measure,
    onCount: (count) => change({ count }),
    onSharing: (sharing) => change({ sharing }),
    onStep(step) {
      choose(stepChoice(facts, set.choice, step));
      options.onChosen?.();
    },
  });

  function draw(instant = false): void {
    const size = known ? frame.open(shown) : null;
    if (!size) return;
    const scene = buildLight(facts, set);
    const said = WORDS[shown.locale];
    view.render(layoutLight(scene, { size, words: said, measure }), { ms: shown.reducedMotion || instant || !drawn ? 0 : MOVE_MS });
    drawn = true;
    words.render(speakLight(scene, said));
  }

  return {
    update(changed) {
      shown = changed;
      draw(true);
    },
    reconnect(transport) {
      source.destroy();
      source = start(transport);
    },
    follow: () => choose(null),
    destroy() {
      frame.destroy();
      source.destroy();
      view.destroy();
    },
  };
};
