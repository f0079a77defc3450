// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LIGHT, type LightName } from '../../gallery/light.ts';
import { roughMeasure } from '../../layout/label.ts';
import { layoutLight } from '../../layout/light/layout.ts';
import { buildLight } from '../../model/light/scene.ts';
import { en } from '../../scenes/light.messages.en.ts';
import { zhCN } from '../../scenes/light.messages.zh-CN.ts';
import { createLightView, type LightView } from './view.ts';

const heard = { onCount: vi.fn(), onSharing: vi.fn(), onStep: vi.fn() };
let svg: SVGSVGElement;
let view: LightView;

const draw = (name: LightName, words = en, ms = 0): void =>
  view.render(
    layoutLight(buildLight(LIGHT[name].facts, LIGHT[name].settings), {
      size: { width: 1040, height: 480, factor: 1 },
      words,
      measure: roughMeasure,
    }),
    { ms },
  );
const find = (selector: string): SVGElement => {
  const found = svg.querySelector<SVGElement>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};
const press = (target: Element, key: string): boolean =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

beforeEach(() => {
  svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  document.body.replaceChildren(svg);
  vi.clearAllMocks();
  view = createLightView(svg, { measure: roughMeasure, ...heard });
});
afterEach(() => view.destroy());

describe('picture', () => {
  it.each(['empty', 'web', 'apart', 'true engine'] as const)('%s', async (name) => {
    draw(name);
    await expect(svg.outerHTML.replace(/></g, '>\n<')).toMatchFileSnapshot(`./__snapshots__/${name.replace(' ', '-')}.svg`);
  });

  it('has a slider that keys and a pointer move', () => {
    draw('web');
    const slider = find('[role=slider]');
    expect(slider.getAttribute('aria-valuenow')).toBe('20');
    expect(slider.getAttribute('aria-valuemax')).toBe('50');
    for (const key of ['ArrowRight', 'ArrowDown', 'PageUp', 'Home', 'End']) press(slider, key);
    expect(heard.onCount.mock.calls).toEqual([[21], [19], [25], [1], [50]]);
    expect(press(slider, 'a')).toBe(true);
    vi.spyOn(svg, 'getBoundingClientRect').mockReturnValue({ left: 0, width: 1040 } as DOMRect);
    const track = Number(find('.track').getAttribute('x')) + Number(find('.track').getAttribute('width'));
    slider.dispatchEvent(new MouseEvent('pointerdown', { bubbles: true, clientX: track }));
    expect(heard.onCount).toHaveBeenLastCalledWith(50);
  });

  it('has a switch for shared layers and a spin button for images and containers', () => {
    draw('web');
    const sharing = find('[role=switch]');
    expect(sharing.getAttribute('aria-checked')).toBe('true');
    press(sharing, ' ');
    expect(heard.onSharing).toHaveBeenCalledWith(false);
    const chooser = find('[role=spinbutton]');
    expect(chooser.getAttribute('aria-valuetext')).toBe('web (nginx:latest), 1 of 4');
    press(chooser, 'ArrowRight');
    find('.arrow.previous').dispatchEvent(new MouseEvent('click', { bubbles: true }));
    expect(heard.onStep.mock.calls).toEqual([[1], [-1]]);
    draw('empty');
    expect(svg.querySelector('[role=spinbutton]')).toBe(null);
  });

  it('says what is focused, and arrow keys walk parts, quantities and sources', () => {
    draw('web');
    expect(svg.querySelectorAll('[data-focus][tabindex="0"]')).toHaveLength(1);
    const kernel = find('[data-focus="container:host-kernel"]');
    kernel.focus();
    expect(find('.tip').textContent).toContain('One kernel (Linux 6.1.0-18-amd64) for all 20 containers');
    press(kernel, 'ArrowLeft');
    expect(document.activeElement?.getAttribute('aria-label')).toContain('Hypervisor');
    press(document.activeElement ?? svg, 'ArrowDown');
    press(document.activeElement ?? svg, 'ArrowDown');
    expect(document.activeElement?.getAttribute('aria-label')).toContain('20 containers: 87.5 MB of memory');
    press(document.activeElement ?? svg, 'ArrowDown');
    expect(find('.tip').textContent).toContain('arXiv');
  });

  it('keeps the focus on a control when it changes', () => {
    draw('web');
    find('[role=slider]').focus();
    draw('apart');
    expect(document.activeElement?.getAttribute('aria-valuenow')).toBe('50');
  });

  it('leaves nothing behind, moving or not', async () => {
    draw('apart', en, 40);
    draw('web', en, 40);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const moved = svg.querySelectorAll('rect').length;
    draw('web');
    expect(svg.querySelectorAll('rect').length).toBe(moved);
    view.destroy();
    expect(svg.childNodes).toHaveLength(0);
    expect(svg.classList.contains('light-scene')).toBe(false);
    view = createLightView(svg, { measure: roughMeasure, ...heard });
  });

  it('speaks Chinese', () => {
    draw('web', zhCN);
    expect(svg.textContent).toContain('20 台虚拟机');
    expect(svg.getAttribute('aria-label')).toBe('虚拟机与容器对比图示');
  });
});
