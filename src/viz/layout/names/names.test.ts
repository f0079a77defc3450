import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NAMES, type NamesExample } from '../../gallery/names.ts';
import { buildNames } from '../../model/names/build.ts';
import { sayNamesIn } from '../../scenes/names.messages.ts';
import { type Label, roughMeasure } from '../label.ts';
import type { Size } from '../metrics.ts';
import type { Box } from '../stage.ts';
import { namesCapacity } from './metrics.ts';
import { layoutNames, type NamesLayout } from './names.ts';

const examples = Object.keys(NAMES) as NamesExample[];
const lay = (name: NamesExample, size: Size, locale: 'en' | 'zh-CN' = 'en'): NamesLayout =>
  layoutNames(buildNames(NAMES[name], null, namesCapacity(size)), { size, say: sayNamesIn(locale), measure: roughMeasure });

const overlaps = (a: Box, b: Box): boolean =>
  a.x + a.width > b.x + 0.01 && b.x + b.width > a.x + 0.01 && a.y + a.height > b.y + 0.01 && b.y + b.height > a.y + 0.01;
const left = ({ anchor, x, width }: Label): number => x - (anchor === 'start' ? 0 : anchor === 'middle' ? width / 2 : width);
const area = (label: Label): Box => ({
  x: left(label),
  y: label.y - label.font.size * 0.75,
  width: label.width,
  height: label.font.size * 0.75,
});

/** Boxes that hold words, each with the labels in it. */
function filled({ registries, layers, machine }: NamesLayout): { box: Box; labels: Label[] }[] {
  return [
    ...registries.rows.map((box) => ({
      box,
      labels: [
        box.title,
        ...(box.detail ? [box.detail] : []),
        ...box.pills.map(({ label }) => label),
        ...(box.chip ? [box.chip.label] : []),
      ],
    })),
    ...layers.rows.flatMap(({ tiles }) => tiles.map((box) => ({ box, labels: [box.label, ...(box.detail ? [box.detail] : [])] }))),
    ...layers.folds.map((box) => ({ box, labels: [box.label] })),
    ...machine.images.map((box) => ({ box, labels: [box.id, box.size, box.containers].filter((label) => label !== null) })),
    ...machine.names.map((box) => ({ box, labels: [box.place, box.own] })),
    ...(machine.more ? [{ box: machine.more, labels: [machine.more.label] }] : []),
  ];
}

function check(layout: NamesLayout): void {
  const { size, metrics, reading, titles, caption } = layout;
  const boxes = filled(layout);
  const bottom = size.height - metrics.pad - metrics.captionHeight;
  boxes.forEach(({ box, labels }, at) => {
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(size.width + 0.01);
    expect(box.y + box.height).toBeLessThanOrEqual(bottom + 0.01);
    for (const other of boxes.slice(at + 1)) expect(overlaps(box, other.box)).toBe(false);
    const shown = labels.filter(({ text }) => text !== '');
    shown.forEach((label, n) => {
      expect(left(label), label.text).toBeGreaterThanOrEqual(box.x - 0.01);
      expect(left(label) + label.width, label.text).toBeLessThanOrEqual(box.x + box.width + 0.01);
      for (const other of shown.slice(n + 1)) expect(overlaps(area(label), area(other)), `${label.text} and ${other.text}`).toBe(false);
    });
  });
  const parts = reading.parts.flatMap(({ mark, text, under }) => [...(mark ? [mark] : []), text, under]);
  const free = [...reading.short, ...parts, ...titles, ...layout.layers.heads, ...caption].filter(({ text }) => text !== '');
  free.forEach((label, at) => {
    for (const other of free.slice(at + 1)) expect(overlaps(area(label), area(other)), `${label.text} and ${other.text}`).toBe(false);
    for (const { box } of boxes) expect(overlaps(area(label), box), `${label.text} on a box`).toBe(false);
  });
  for (const label of [...free, ...boxes.flatMap(({ labels }) => labels)].filter(({ text }) => text !== '')) {
    expect(label.font.size, label.text).toBeGreaterThanOrEqual(12 * size.factor);
    expect(left(label), label.text).toBeGreaterThanOrEqual(0);
    expect(left(label) + label.width, label.text).toBeLessThanOrEqual(size.width + 0.01);
    expect(label.y, label.text).toBeLessThanOrEqual(size.height);
  }
}

describe('layout', () => {
  it.each(examples)('%s fits every pane in both languages', (name) => {
    for (const [width, height] of [
      [1040, 480],
      [1400, 820],
      [740, 400],
      [390, 600],
    ] as const) {
      for (const factor of [1, 1.5]) {
        for (const locale of ['en', 'zh-CN'] as const) check(lay(name, { width, height, factor }, locale));
      }
    }
  });

  it('fits any pane', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...examples),
        fc.integer({ min: 340, max: 1600 }),
        fc.integer({ min: 400, max: 1000 }),
        (name, width, height) => check(lay(name, { width, height, factor: 1 })),
      ),
      { numRuns: 60, seed: 5 },
    );
  });

  it('links what is looked at with its layers on both sides', () => {
    const { links } = lay('pulled', { width: 1040, height: 480, factor: 1 });
    // Four layers and the configuration, in the registry and on the machine.
    expect(links.filter(({ id }) => id.startsWith('there'))).toHaveLength(5);
    expect(links.filter(({ id }) => id.startsWith('here'))).toHaveLength(5);
  });
});
