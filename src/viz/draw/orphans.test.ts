// @vitest-environment jsdom
/** Scenes one after another, each before the moves of the last have ended: what remains is the last scene and nothing else. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SCENES, type SceneName } from '../gallery/scenes.ts';
import { roughMeasure } from '../layout/label.ts';
import { capacity } from '../layout/metrics.ts';
import { layoutStage, type StageLayout } from '../layout/stage.ts';
import { sayIn } from '../messages.ts';
import { buildScene } from '../model/build.ts';
import type { LayerScene } from '../model/scene.ts';
import { createView, type StageView } from './view.ts';

const say = await sayIn('en');
const nothing = (): void => undefined;
const options = {
  say,
  measure: roughMeasure,
  onOpenFile: nothing,
  onToggleFolder: nothing,
  onSelectContainer: nothing,
  onSelectImage: nothing,
};
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function stage(): { svg: SVGSVGElement; view: StageView } {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  document.body.append(svg);
  return { svg, view: createView(svg, options) };
}

/** Every mark with its class, and where the rows and tiles are. */
const marks = (svg: SVGSVGElement): string[] =>
  [...svg.querySelectorAll('*')]
    .map((mark) =>
      [
        mark.tagName,
        mark.getAttribute('class'),
        mark.getAttribute('data-focus'),
        // A mark that has moved and come back says so in words; one that never moved says nothing. Both stand at the same place.
        mark.getAttribute('transform') ?? 'translate(0,0)',
        mark.getAttribute('opacity') ?? '1',
      ].join(' '),
    )
    .filter((mark) => !mark.includes('pattern'))
    .sort();

const step = fc.record({
  name: fc.constantFrom(...(Object.keys(SCENES) as SceneName[])),
  width: fc.constantFrom(380, 640, 1200),
  ms: fc.constantFrom(0, 40, 150),
  gap: fc.constantFrom(0, 0, 10, 60),
});

it('ends with exactly the marks of the last scene', { timeout: 60_000 }, async () => {
  const sequences = fc.sample(fc.array(step, { minLength: 2, maxLength: 4 }), 3);
  const drawn = await Promise.all(
    sequences.map(async (steps) => {
      const { svg, view } = stage();
      let scene: LayerScene | null = null;
      let layout: StageLayout | null = null;
      for (const { name, width, ms, gap } of steps) {
        const size = { width, height: 860, factor: 1 };
        scene = buildScene(SCENES[name], scene, capacity(size));
        layout = layoutStage(scene, { size, say, measure: roughMeasure });
        view.render(layout, () => null, { ms });
        if (gap > 0) await pause(gap);
      }
      return { svg, layout, steps };
    }),
  );
  const expected = drawn.map(({ layout }) => {
    const { svg, view } = stage();
    if (layout) view.render(layout, () => null, { ms: 0 });
    return marks(svg);
  });
  // Moves still under way end within about two seconds; on a busy machine later.
  for (let wait = 0; wait < 25 && drawn.some(({ svg }, index) => marks(svg).join() !== expected[index]?.join()); wait++) await pause(300);
  for (const [index, { svg, steps }] of drawn.entries()) expect(marks(svg), JSON.stringify(steps)).toEqual(expected[index]);
});
