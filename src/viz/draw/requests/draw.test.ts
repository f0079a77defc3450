// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { REQUESTS, type RequestsName } from '../../gallery/requests.ts';
import { roughMeasure } from '../../layout/label.ts';
import { layoutRequests, summaryText } from '../../layout/requests/layout.ts';
import { buildRequests } from '../../model/requests/build.ts';
import type { RequestMessages } from '../../model/requests/messages.ts';
import { speakRequests, speakRow } from '../../model/requests/spoken.ts';
import { en } from '../../scenes/requests.messages.en.ts';
import { zhCN } from '../../scenes/requests.messages.zh-CN.ts';
import { createRequestView, type RequestView } from './view.ts';

const chosen = { onSelect: vi.fn(), onChoose: vi.fn(), onAbout: vi.fn(), onCommand: vi.fn() };
let svg: SVGSVGElement;
let view: RequestView;

function draw(
  name: RequestsName,
  {
    words = en,
    selected = null,
    size = [1040, 480],
  }: { words?: RequestMessages; selected?: string | null; size?: readonly [number, number] } = {},
): void {
  const scene = buildRequests(REQUESTS[name], { command: null, selected, opened: new Set(), upTo: null });
  const layout = layoutRequests(scene, { size: { width: size[0], height: size[1], factor: 1 }, words, measure: roughMeasure, about: null });
  view.render(layout, words, ({ row }) => speakRow(row, words), { ms: 0 });
}

const press = (target: Element | null, key: string): void => {
  target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
};
const picture = (): string => svg.outerHTML.replace(/></g, '>\n<');

beforeEach(() => {
  svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  document.body.replaceChildren(svg);
  vi.clearAllMocks();
  view = createRequestView(svg, chosen);
});
afterEach(() => view.destroy());

describe('picture of the requests', () => {
  it.each(['empty', 'run', 'pull', 'ps', 'refused', 'stopped'] as const)('%s', async (name) => {
    draw(name);
    await expect(picture()).toMatchFileSnapshot(`./__snapshots__/requests-${name}.svg`);
  });

  it('on a phone', async () => {
    draw('run', { words: zhCN, size: [390, 600] });
    expect(svg.classList.contains('narrow')).toBe(true);
    await expect(picture()).toMatchFileSnapshot('./__snapshots__/requests-phone.svg');
  });

  it('has one tab stop; arrows step through the requests, the stations and the commands', () => {
    draw('run');
    expect(svg.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    const last = svg.querySelector<SVGElement>('.request.selected');
    last?.focus();
    press(last, 'ArrowUp');
    const ids = [...svg.querySelectorAll('.request')].map((row) => row.getAttribute('data-focus')?.slice(4));
    expect(chosen.onSelect).toHaveBeenLastCalledWith(ids.at(-2));
    press(last, 'ArrowLeft');
    expect(chosen.onCommand).toHaveBeenCalledWith(-1);
    press(last, 'Enter');
    expect(chosen.onChoose).toHaveBeenCalledWith(ids.at(-1));
    const station = svg.querySelector<SVGElement>('.station-client');
    station?.focus();
    expect(chosen.onAbout).toHaveBeenLastCalledWith('client');
    press(station, 'ArrowRight');
    expect(chosen.onAbout).toHaveBeenLastCalledWith('socket');
    expect(svg.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
  });

  it('says each request for the ear', () => {
    draw('refused');
    expect(svg.querySelector('.request')?.getAttribute('aria-label')).toBe(
      'docker to dockerd: POST /containers/nosuch/start, 404, No such container: nosuch',
    );
    const scene = buildRequests(REQUESTS.refused, { command: null, selected: null, opened: new Set(), upTo: null });
    const spoken = speakRequests(scene, zhCN, summaryText(scene.summary, zhCN));
    expect(spoken.name).toBe('客户端与服务端');
    expect(spoken.spoken).toContain('守护进程拒绝了');
    expect(spoken.items[1]?.children[0]?.text).toBe(zhCN.explain.refused);
  });
});

describe('colours', () => {
  const css = ['../../stage.css', '../../requests.css'].map((file) => readFileSync(join(import.meta.dirname, file), 'utf8')).join('');
  const blocks = [...css.matchAll(/\{([^}]*--(?:stage-bg|requests-bad):[^}]*)\}/g)].map(([, block = '']) => block);
  const valuesOf = (theme: 'light' | 'dark'): Map<string, string> => {
    const [light, dark, own, ownDark] = blocks;
    const text = theme === 'light' ? `${light}${own}` : `${light}${dark}${own}${ownDark}`;
    return new Map([...text.matchAll(/--([\w-]+): #([0-9a-f]{6})/g)].map(([, key = '', hex = '']) => [key, hex]));
  };
  const luminance = (hex: string): number => {
    const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
      const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  it.each(['light', 'dark'] as const)('%s: texts and arrows can be told from what they stand on', (theme) => {
    const values = valuesOf(theme);
    const contrast = (one: string, other: string): number => {
      const [a = 0, b = 0] = [luminance(values.get(one) ?? ''), luminance(values.get(other) ?? '')].sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05);
    };
    for (const text of ['stage-text', 'stage-muted', 'requests-bad', 'requests-good'])
      for (const ground of ['stage-bg', 'stage-row', 'stage-merged'])
        expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    for (const line of ['line-0', 'line-1', 'line-2', 'line-warm', 'requests-kernel', 'requests-bad'])
      expect(contrast(line, 'stage-merged'), line).toBeGreaterThanOrEqual(3);
  });
});
