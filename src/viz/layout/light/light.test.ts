import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIGHT, type LightName } from '../../gallery/light.ts';
import { buildLight, MOST } from '../../model/light/scene.ts';
import { en } from '../../scenes/light.messages.en.ts';
import { zhCN } from '../../scenes/light.messages.zh-CN.ts';
import { type Label, roughMeasure } from '../label.ts';
import type { Size } from '../metrics.ts';
import type { Box } from '../stage.ts';
import { countAt } from './controls.ts';
import { type LightLayout, layoutLight } from './layout.ts';

const names = Object.keys(LIGHT) as LightName[];
const lay = (name: LightName, size: Size, words = en, count = LIGHT[name].settings.count): LightLayout =>
  layoutLight(buildLight(LIGHT[name].facts, { ...LIGHT[name].settings, count }), { size, words, measure: roughMeasure });

const overlaps = (a: Box, b: Box): boolean =>
  a.x + a.width > b.x + 0.01 && b.x + b.width > a.x + 0.01 && a.y + a.height > b.y + 0.01 && b.y + b.height > a.y + 0.01;
const inside = (box: Box, outer: Box): boolean =>
  box.x >= outer.x - 0.01 &&
  box.y >= outer.y - 0.01 &&
  box.x + box.width <= outer.x + outer.width + 0.01 &&
  box.y + box.height <= outer.y + outer.height + 0.01;

const left = ({ anchor, x, width }: Label): number => x - (anchor === 'start' ? 0 : anchor === 'middle' ? width / 2 : width);
/** The letters' box: from above the capitals to under the baseline. */
const boxOf = (label: Label): Box => ({ x: left(label), y: label.y - label.font.size * 0.78, width: label.width, height: label.font.size });

function labelsOf({ sentence, hint, controls, stacks, measures, sources }: LightLayout): Label[] {
  return [
    ...sentence,
    ...hint,
    controls.chooser.title,
    controls.chooser.place,
    controls.slider.value,
    controls.sharing.title,
    ...stacks.flatMap(({ title, note, more, rows }) => [title, note, more, ...rows.flatMap((row) => [row.title, row.detail])]),
    ...measures.flatMap(({ title, ratio, bars }) => [title, ratio, ...bars.flatMap(({ name, value }) => [name, value])]),
    ...sources.lines,
  ].flatMap((label) => (label && label.text !== '' ? [label] : []));
}

function check(layout: LightLayout): void {
  const pane = { x: 0, y: 0, width: layout.size.width, height: layout.size.height };
  const f = layout.metrics.factor;
  const labels = labelsOf(layout);
  for (const label of labels) {
    expect(label.font.size, label.full).toBeGreaterThanOrEqual(12 * f);
    expect(inside(boxOf(label), pane), `${label.text} is in the pane`).toBe(true);
  }
  labels.forEach((label, index) => {
    for (const other of labels.slice(index + 1))
      expect(overlaps(boxOf(label), boxOf(other)), `${label.text} and ${other.text}`).toBe(false);
  });
  const blocks: Box[] = [...Object.values(layout.controls), ...layout.stacks, ...layout.measures, layout.sources];
  blocks.forEach((block, index) => {
    expect(inside(block, pane)).toBe(true);
    for (const other of blocks.slice(index + 1)) expect(overlaps(block, other)).toBe(false);
  });
  for (const stack of layout.stacks) {
    for (const row of stack.rows) {
      expect(inside(row, stack)).toBe(true);
      expect(row.height, `${row.id} has room for its name`).toBeGreaterThanOrEqual(14 * f);
    }
    stack.cells.forEach((cell, index) => {
      expect(inside(cell, stack)).toBe(true);
      expect(cell.width).toBeGreaterThan(2);
      const next = stack.cells[index + 1];
      if (next) expect(overlaps(cell, next)).toBe(false);
    });
    for (const label of labels)
      for (const cell of stack.cells) expect(overlaps(boxOf(label), cell), `${label.text} and ${cell.id}`).toBe(false);
  }
  for (const measure of layout.measures) {
    for (const bar of measure.bars) {
      expect(inside(bar, measure)).toBe(true);
      // Numbers are never abridged.
      expect(bar.value.text).toBe(bar.value.full);
      for (const part of bar.parts) expect(inside(part, bar)).toBe(true);
    }
    expect(measure.ratio.text).toBe(measure.ratio.full);
  }
}

const PANES = [
  [1040, 480],
  [740, 400],
  [390, 600],
] as const;

describe('layout', () => {
  it.each(names)('%s fits every pane in both languages, also for a presenter', (name) => {
    for (const [width, height] of PANES)
      for (const factor of [1, 1.5])
        for (const words of [en, zhCN]) for (const count of [1, 7, MOST]) check(lay(name, { width, height, factor }, words, count));
  });

  it('fits other panes, too', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.integer({ min: 370, max: 1600 }),
        fc.integer({ min: 600, max: 1000 }),
        (name, width, height) => check(lay(name, { width, height, factor: 1 })),
      ),
      { numRuns: 60, seed: 3 },
    );
  });

  it('puts the same hardware on the same line, and one kernel under all containers', () => {
    const { stacks } = lay('web', { width: 1040, height: 480, factor: 1 });
    const [vm, container] = stacks;
    expect(vm?.rows[0]?.y).toBe(container?.rows[0]?.y);
    expect(vm?.cells.filter(({ part }) => part === 'guest-kernel')).toHaveLength(20);
    expect(container?.rows.find(({ part }) => part === 'host-kernel')?.width).toBe(container?.width);
    expect(container?.cells.some(({ part }) => part === 'image')).toBe(false);
    const apart = lay('apart', { width: 1040, height: 480, factor: 1 }).stacks[1];
    expect(apart?.cells.filter(({ part }) => part === 'image')).toHaveLength(50);
  });

  it('draws both bars of a quantity on one scale', () => {
    const [memory] = lay('web', { width: 1040, height: 480, factor: 1 }).measures;
    const [vm, container] = memory?.bars ?? [];
    expect(vm?.x).toBe(container?.x);
    expect((vm?.width ?? 0) / (container?.width ?? 1)).toBeGreaterThan(40);
  });

  it('has the thumb where its number is', () => {
    for (const count of [1, 2, 20, 49, 50]) {
      const { slider } = lay('web', { width: 740, height: 400, factor: 1 }, en, count).controls;
      expect(countAt(slider, slider.thumb)).toBe(count);
    }
  });
});
