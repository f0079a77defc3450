/** The scene of the boot: a traditional Linux and a container, step by step, side by side. */
import '../stage.css';
import '../boot.css';
import { createBootView } from '../draw/boot/view.ts';
import { layoutBoot } from '../layout/boot/layout.ts';
import type { BootFacts } from '../model/boot/facts.ts';
import { BOOT_STEPS, buildBoot } from '../model/boot/scene.ts';
import { speakBoot } from '../model/boot/spoken.ts';
import { startBootSource } from '../source/boot.ts';
import { bootWords } from './boot.messages.ts';
import { openFrame } from './frame.ts';
import type { MountScene, SceneSettings } from './scene.ts';

const MOVE_MS = 420;
/** How long a step stays while it plays. */
const STEP_MS = 3200;
const LAST = BOOT_STEPS.length - 1;

export const mount: MountScene = (svg, tree, options) => {
  let settings: SceneSettings = options;
  let facts: BootFacts | null = null;
  let index = 0;
  let drawn = false;
  let playing: ReturnType<typeof setInterval> | null = null;
  const frame = openFrame(svg, tree, () => draw(true));
  const { measure, words } = frame;
  const view = createBootView(svg, {
    onStep(wanted) {
      pause();
      go('by' in wanted ? index + wanted.by : wanted.to);
    },
    onPlay: () => (playing ? stop() : play()),
  });

  function go(to: number): void {
    index = Math.max(0, Math.min(LAST, to));
    draw();
  }
  function pause(): void {
    if (playing) clearInterval(playing);
    playing = null;
  }
  function stop(): void {
    pause();
    draw();
  }
  function play(): void {
    playing = setInterval(() => {
      if (index + 1 >= LAST) pause();
      go(index + 1);
    }, STEP_MS);
    go(index === LAST ? 0 : index);
  }
  function onFacts(fresh: BootFacts): void {
    // The host was switched on anew: its story is told from the beginning.
    const again = facts?.poweredOn != null && fresh.poweredOn !== null && facts.poweredOn !== fresh.poweredOn;
    facts = fresh;
    if (again) {
      pause();
      index = 0;
      play();
    } else draw();
  }
  function draw(instant = false): void {
    const size = facts && frame.open(settings);
    if (!facts || !size) return;
    const say = bootWords(settings.locale);
    const scene = buildBoot(facts, index);
    view.render(
      layoutBoot(scene, { size, words: say, measure }),
      {
        picture: say.picture,
        steps: say.steps,
        step: `${say.stepOf(index + 1, BOOT_STEPS.length)}: ${say.title[scene.step]}`,
        controls: { previous: say.previous, play: playing ? say.pause : say.play, next: say.next },
        playing: playing !== null,
      },
      { ms: settings.reducedMotion || instant || !drawn ? 0 : MOVE_MS },
    );
    drawn = true;
    words.render(speakBoot(facts, index, say));
  }

  let end = startBootSource(options.transport, onFacts);
  return {
    update(changed) {
      settings = changed;
      draw(true);
    },
    reconnect(transport) {
      end();
      end = startBootSource(transport, onFacts);
    },
    follow: () => {},
    destroy() {
      pause();
      frame.destroy();
      end();
      view.destroy();
    },
  };
};
