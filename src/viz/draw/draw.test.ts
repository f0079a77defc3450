// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SCENES, type SceneName } from '../gallery/scenes.ts';
import { roughMeasure } from '../layout/label.ts';
import { capacity } from '../layout/metrics.ts';
import { layoutStage } from '../layout/stage.ts';
import { sayIn, type StageLocale } from '../messages.ts';
import { buildScene } from '../model/build.ts';
import type { LayerScene } from '../model/scene.ts';
import { speakLayers } from '../model/spoken.ts';
import { sceneTree } from '../model/tree.ts';
import { createTree } from './tree.ts';
import { createView, type StageView } from './view.ts';

const says = { en: await sayIn('en'), 'zh-CN': await sayIn('zh-CN') };

const size = { width: 640, height: 860, factor: 1 };
const chosen = { onOpenFile: vi.fn(), onToggleFolder: vi.fn(), onSelectContainer: vi.fn(), onSelectImage: vi.fn() };
let svg: SVGSVGElement;
let view: StageView;

function draw(name: SceneName, locale: StageLocale = 'en', before: LayerScene | null = null): LayerScene {
  const say = says[locale];
  const scene = buildScene(SCENES[name], before, capacity(size));
  const tree = sceneTree(scene);
  view.setSay(say);
  view.render(layoutStage(scene, { size, say, measure: roughMeasure }), (row) => tree.find((item) => item.id === row)?.text ?? null, {
    ms: 0,
  });
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
  vi.clearAllMocks();
  view = createView(svg, { say: says.en, measure: roughMeasure, ...chosen });
});
afterEach(() => view.destroy());

/** One mark a line, without what depends on how many views there were before. */
const picture = (): string => svg.outerHTML.replace(/stage-hatch-\d+/g, 'stage-hatch').replace(/></g, '>\n<');

describe('picture', () => {
  it.each(['empty', 'pulled', 'copy-up', 'whiteout', 'opaque', 'eight layers', 'grove'] as const)('%s', async (name) => {
    draw(name);
    await expect(picture()).toMatchFileSnapshot(`./__snapshots__/${name.replace(' ', '-')}.svg`);
  });

  it('keeps its marks when the scene changes, and drops what is gone', () => {
    const scene = draw('whiteout');
    const passwd = mark('merged|/etc/passwd');
    draw('copy-up', 'en', scene);
    expect(mark('merged|/etc/passwd')).toBe(passwd);
    expect(svg.querySelectorAll('.tile-whiteout')).toHaveLength(0);
  });

  it('has one tab stop, and arrow keys walk rows and columns', () => {
    draw('whiteout');
    expect(svg.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    mark('merged|/root/.bashrc').focus();
    press(mark('merged|/root/.bashrc'), 'ArrowDown');
    const lid = document.activeElement as SVGElement;
    expect(lid.getAttribute('aria-label')).toBe('Whiteout: /root/.bashrc is deleted, layer 3 still holds it');
    press(lid, 'ArrowLeft');
    expect(document.activeElement?.getAttribute('aria-label')).toContain('/tmp/new');
    expect(svg.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    expect(svg.querySelector('.tip')?.textContent).toContain('/tmp/new');
  });

  it('opens files, folders and containers', () => {
    draw('whiteout');
    press(mark('merged|/etc/passwd'), 'Enter');
    expect(chosen.onOpenFile).toHaveBeenCalledWith('/etc/passwd', 'merged');
    mark('bracket:/etc').dispatchEvent(new MouseEvent('click', { bubbles: true }));
    expect(chosen.onToggleFolder).toHaveBeenCalledWith('/etc');
    svg.querySelector('.bough-container')?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    expect(chosen.onSelectContainer).toHaveBeenCalledWith(SCENES.whiteout.containers[0]?.id);
  });

  it('speaks Chinese', () => {
    draw('whiteout', 'zh-CN');
    expect(svg.textContent).toContain('可读写层');
    expect(svg.textContent).toContain('合并视图');
    expect(svg.getAttribute('aria-label')).toBe('镜像层图示');
  });
});

describe('tree', () => {
  it('has levels, names and expandable rows, and says the caption', () => {
    const host = document.createElement('div');
    document.body.append(host);
    const tree = createTree(host);
    tree.render(speakLayers(buildScene(SCENES.whiteout), says.en));
    const root = host.querySelector('[role=tree]');
    expect(root?.getAttribute('aria-label')).toBe('Layers');
    expect(host.querySelectorAll('[aria-level="1"]')).toHaveLength(6);
    expect(host.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    expect(host.querySelector('[aria-live]')?.textContent).toContain('/root/.bashrc was deleted');
    const first = host.querySelector<HTMLElement>('[role=treeitem]');
    first?.focus();
    if (first) press(first, 'ArrowLeft');
    expect(first?.getAttribute('aria-expanded')).toBe('false');
    if (first) press(first, 'ArrowDown');
    expect(document.activeElement?.getAttribute('aria-level')).toBe('1');
    tree.render(speakLayers(buildScene(SCENES.whiteout), says['zh-CN']));
    expect(root?.getAttribute('aria-label')).toBe('镜像层');
    expect(document.activeElement?.getAttribute('role')).toBe('treeitem');
    tree.destroy();
  });
});
