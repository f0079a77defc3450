// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BootName, BOOTS } from '../../gallery/boot.ts';
import { layoutBoot } from '../../layout/boot/layout.ts';
import { roughMeasure } from '../../layout/label.ts';
import { buildBoot } from '../../model/boot/scene.ts';
import { bootWords } from '../../scenes/boot.messages.ts';
import { type BootView, createBootView } from './view.ts';

const size = { width: 1040, height: 480, factor: 1 };
const words = bootWords('en');
const onStep = vi.fn();
const onPlay = vi.fn();
let svg: SVGSVGElement;
let view: BootView;

function draw(name: BootName, step: number, playing = false): void {
  view.render(
    layoutBoot(buildBoot(BOOTS[name], step), { size, words, measure: roughMeasure }),
    {
      picture: words.picture,
      steps: words.steps,
      step: `${words.stepOf(step + 1, 8)}`,
      controls: { previous: words.previous, play: playing ? words.pause : words.play, next: words.next },
      playing,
    },
    { ms: 0 },
  );
}

beforeEach(() => {
  svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  document.body.replaceChildren(svg);
  vi.clearAllMocks();
  view = createBootView(svg, { onStep, onPlay });
});
afterEach(() => view.destroy());

const press = (key: string): boolean =>
  svg.querySelector('.steps')?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })) ?? false;

describe('the picture of the boot', () => {
  it.each([
    ['no container', 0],
    ['container', 3],
    ['container', 7],
    ['many layers', 6],
    ['true engine', 5],
  ] as const)('%s, step %i', async (name, step) => {
    draw(name, step);
    await expect(svg.outerHTML.replace(/></g, '>\n<')).toMatchFileSnapshot(`../__snapshots__/boot-${name.replace(' ', '-')}-${step}.svg`);
  });

  it('keeps its marks from step to step', () => {
    draw('container', 2);
    const root = svg.querySelectorAll('.block');
    draw('container', 6);
    expect([...svg.querySelectorAll('.block')].slice(0, 4)).toEqual([...root].slice(0, 4));
    expect(svg.querySelectorAll('.frame')).toHaveLength(1);
    draw('container', 2);
    expect(svg.querySelectorAll('.frame')).toHaveLength(0);
  });

  it('goes back and forth by keys and by mouse', () => {
    draw('container', 2);
    for (const key of ['ArrowRight', 'ArrowLeft', 'Home', 'End', ' ']) press(key);
    expect(onStep.mock.calls).toEqual([[{ by: 1 }], [{ by: -1 }], [{ to: 0 }], [{ to: Number.MAX_SAFE_INTEGER }]]);
    expect(onPlay).toHaveBeenCalledTimes(1);
    for (const name of ['previous', 'play', 'next'])
      svg.querySelector(`[data-control=${name}] path`)?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    svg.querySelector('[data-step="4"] .reach')?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    expect(onStep.mock.calls.slice(4)).toEqual([[{ by: -1 }], [{ by: 1 }], [{ to: 4 }]]);
    expect(onPlay).toHaveBeenCalledTimes(2);
  });

  it('says where it is', () => {
    draw('container', 4);
    const slider = svg.querySelector('[role=slider]');
    expect(slider?.getAttribute('aria-valuenow')).toBe('5');
    expect(slider?.getAttribute('aria-valuetext')).toBe('Step 5 of 8');
    expect(svg.querySelector('[data-control=play]')?.getAttribute('aria-label')).toBe('Play');
    draw('container', 4, true);
    expect(svg.querySelector('[data-control=play]')?.getAttribute('aria-label')).toBe('Pause');
  });
});
