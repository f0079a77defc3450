// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NAMES, type NamesExample } from '../../gallery/names.ts';
import { roughMeasure } from '../../layout/label.ts';
import { namesCapacity } from '../../layout/names/metrics.ts';
import { layoutNames } from '../../layout/names/names.ts';
import type { StageLocale } from '../../messages.ts';
import { buildNames } from '../../model/names/build.ts';
import type { NamesScene } from '../../model/names/scene.ts';
import { chosenIn } from '../../scenes/names-choice.ts';
import { sayNamesIn } from '../../scenes/names.messages.ts';
import { createNamesView, type NamesView } from './view.ts';

const onChoose = vi.fn();
let svg: SVGSVGElement;
let view: NamesView;

function draw(name: NamesExample, { locale = 'en' as StageLocale, width = 1040, height = 480 } = {}): NamesScene {
  const size = { width, height, factor: 1 };
  const say = sayNamesIn(locale);
  const scene = buildNames(NAMES[name], null, namesCapacity(size));
  view.setSay(say);
  view.render(layoutNames(scene, { size, say, measure: roughMeasure }), { ms: 0 });
  return scene;
}

const mark = (id: string): SVGElement => {
  const found = [...svg.querySelectorAll<SVGElement>('[data-focus]')].find((one) => one.dataset['focus'] === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};
const press = (target: Element, key: string): boolean =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

beforeEach(() => {
  svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  document.body.replaceChildren(svg);
  onChoose.mockClear();
  view = createNamesView(svg, { say: sayNamesIn('en'), measure: roughMeasure, onChoose });
});
afterEach(() => view.destroy());

/** One mark a line. */
const picture = (): string => svg.outerHTML.replace(/></g, '>\n<');

describe('picture', () => {
  it.each(['empty', 'pulling', 'pushing', 'dangling', 'private registries', 'many'] as const)('%s', async (name) => {
    draw(name);
    await expect(picture()).toMatchFileSnapshot(`./__snapshots__/${name.replace(' ', '-')}.svg`);
  });

  it('pulling on a phone', async () => {
    draw('pulling', { locale: 'zh-CN', width: 390, height: 600 });
    await expect(picture()).toMatchFileSnapshot('./__snapshots__/pulling-phone.svg');
  });

  it('keeps its marks when the scene changes, and drops what is gone', () => {
    draw('pulled');
    const nginx = mark('n:docker.io/library/nginx:latest');
    draw('tagged');
    expect(mark('n:docker.io/library/nginx:latest')).toBe(nginx);
    expect(() => mark('n:docker.io/me/centos:v1')).not.toThrow();
    draw('empty');
    expect(svg.querySelectorAll('.called')).toHaveLength(0);
  });

  it('has one tab stop; arrow keys walk over the panels; Enter chooses', () => {
    const scene = draw('tagged');
    expect(svg.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    const head = mark('r:docker.io');
    head.focus();
    expect(svg.querySelector('.tip')?.textContent).toContain('Docker Hub, the registry that Docker asks');
    press(head, 'ArrowRight');
    press(document.activeElement as Element, 'ArrowRight');
    const box = document.activeElement as SVGElement;
    expect(box.getAttribute('aria-label')).toContain('2 names, 0 containers');
    press(box, 'ArrowRight');
    const name = document.activeElement as SVGElement;
    press(name, 'Enter');
    expect(onChoose).toHaveBeenCalledWith('n:docker.io/library/centos:6.8');
    expect(chosenIn(scene, 'n:docker.io/library/centos:6.8')).toEqual({ kind: 'name', name: 'docker.io/library/centos:6.8' });
    expect(chosenIn(scene, 'r:docker.io')).toEqual({ kind: 'place', place: 'docker.io' });
    press(name, 'ArrowDown');
    expect(document.activeElement?.getAttribute('aria-label')).toContain('me/centos:v1 means docker.io/me/centos:v1');
    expect(svg.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
  });

  it('fills what is on its way as far as it has come', () => {
    draw('pulling');
    const arriving = [...svg.querySelectorAll('.blob .here.arriving')].map((side) => {
      const [face, fill] = [side.querySelector('.face'), side.querySelector('.fill')];
      return Math.round((100 * Number(fill?.getAttribute('width'))) / Number(face?.getAttribute('width')));
    });
    expect(arriving).toEqual([0, 100, 42]);
    expect(svg.dataset['still']).toBe('');
  });

  it('speaks Chinese', () => {
    draw('pulling', { locale: 'zh-CN' });
    expect(svg.textContent).toContain('命名空间');
    expect(svg.getAttribute('aria-label')).toBe('仓库注册服务器、标签、镜像层与镜像');
  });
});
