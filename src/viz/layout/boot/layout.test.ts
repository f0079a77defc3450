import { describe, expect, it } from 'vitest';
import { type BootName, BOOTS } from '../../gallery/boot.ts';
import { BOOT_STEPS, buildBoot } from '../../model/boot/scene.ts';
import { bootWords } from '../../scenes/boot.messages.ts';
import { type Label, roughMeasure } from '../label.ts';
import { type BootLayout, layoutBoot, type Rect } from './layout.ts';

const names = Object.keys(BOOTS) as BootName[];
const PANES = [
  [1040, 480],
  [740, 400],
  [390, 600],
  [640, 860],
] as const;

/** A presenter's factor, as far as the pane has room for it (StagePane). */
const factors = (width: number, height: number): number[] => [1, Math.max(1, Math.min(1.5, width / 600, height / 430))];

function lay(name: BootName, step: number, width: number, height: number, factor: number, locale: 'en' | 'zh-CN'): BootLayout {
  return layoutBoot(buildBoot(BOOTS[name], step), { size: { width, height, factor }, words: bootWords(locale), measure: roughMeasure });
}

const labels = (layout: BootLayout): Label[] =>
  [
    layout.title,
    layout.counter,
    ...layout.heads,
    ...layout.times,
    ...layout.sentences,
    ...layout.hint,
    ...layout.blocks.map((block) => block.label),
    ...(layout.frame ? [layout.frame.label] : []),
    ...layout.logs.flatMap((log) => [log.title, ...log.lines]),
  ].filter(({ text }) => text !== '');

const boxOf = ({ x, y, width, anchor, font }: Label): Rect => ({
  x: x - (anchor === 'start' ? 0 : anchor === 'middle' ? width / 2 : width),
  y: y - font.size * 0.75,
  width,
  height: font.size * 0.85,
});
const overlap = (a: Rect, b: Rect): boolean =>
  a.x + a.width > b.x + 0.5 && b.x + b.width > a.x + 0.5 && a.y + a.height > b.y + 0.5 && b.y + b.height > a.y + 0.5;

/** What is cut off, too small or covers something else. */
function faults(layout: BootLayout): string[] {
  const { width, height, factor } = layout.size;
  const found: string[] = [];
  const all = labels(layout).map((label) => ({ label, box: boxOf(label) }));
  for (const [n, { label, box }] of all.entries()) {
    if (label.font.size < 12 * factor) found.push(`small: ${label.text}`);
    if (box.x < 0 || box.x + box.width > width + 0.5 || box.y + box.height > height) found.push(`outside: ${label.text}`);
    for (const other of all.slice(n + 1)) if (overlap(box, other.box)) found.push(`${label.text} covers ${other.label.text}`);
  }
  for (const box of [...layout.blocks, ...layout.logs, ...layout.controls]) if (box.y + box.height > height) found.push('a box is outside');
  for (const block of layout.blocks) for (const log of layout.logs) if (overlap(block, log)) found.push(`${block.id} covers ${log.id}`);
  return found;
}

describe('the layout of the boot scene', () => {
  it.each(names)('%s fits every pane at every step, in both languages', (name) => {
    for (const [width, height] of PANES)
      for (const factor of factors(width, height))
        for (const locale of ['en', 'zh-CN'] as const)
          for (const step of BOOT_STEPS.keys()) {
            const layout = lay(name, step, width, height, factor, locale);
            expect(faults(layout), `${width}x${height} ${factor} ${locale} step ${step}`).toEqual([]);
            if (name !== 'true engine') expect(layout.logs.length).toBeGreaterThan(0);
          }
  });

  it('has the same part at the same height on both sides, in every step', () => {
    const first = lay('container', 0, 1040, 480, 1, 'en');
    for (const step of BOOT_STEPS.keys()) {
      const { blocks } = lay('container', step, 1040, 480, 1, 'en');
      for (const row of ['kernel', 'root', 'process'] as const) {
        const [host, container] = ['host', 'container'].map((side) => blocks.find(({ id }) => id === `${side}:${row}`));
        expect(host?.y).toBe(container?.y);
        expect(host?.y).toBe(first.blocks.find(({ id }) => id === `host:${row}`)?.y);
      }
    }
  });
});
