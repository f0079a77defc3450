import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REQUESTS, type RequestsName } from '../../gallery/requests.ts';
import { buildRequests } from '../../model/requests/build.ts';
import type { StationId } from '../../model/requests/scene.ts';
import { en } from '../../scenes/requests.messages.en.ts';
import { zhCN } from '../../scenes/requests.messages.zh-CN.ts';
import { type Label, roughMeasure } from '../label.ts';
import type { Size } from '../metrics.ts';
import { type Box, layoutRequests, type RequestLayout, windowOf } from './layout.ts';

const names = Object.keys(REQUESTS) as RequestsName[];
const PANES = [
  [1040, 480],
  [740, 400],
  [390, 600],
  [1400, 800],
] as const;

interface Case {
  readonly name: RequestsName;
  readonly size: Size;
  readonly words?: typeof en;
  readonly selected?: string | null;
  readonly about?: StationId | null;
}

function lay({ name, size, words = en, selected = null, about = null }: Case): RequestLayout {
  const scene = buildRequests(REQUESTS[name], { command: null, selected, opened: new Set(), upTo: null });
  return layoutRequests(scene, { size, words, measure: roughMeasure, about });
}

const left = ({ anchor, x, width }: Label): number => x - (anchor === 'start' ? 0 : anchor === 'middle' ? width / 2 : width);
const boxOf = (label: Label): Box => ({ x: left(label), y: label.y - label.font.size, width: label.width, height: label.font.size * 1.2 });
const overlap = (a: Box, b: Box): boolean =>
  a.x + a.width > b.x + 0.5 && b.x + b.width > a.x + 0.5 && a.y + a.height > b.y + 0.5 && b.y + b.height > a.y + 0.5;

function check(layout: RequestLayout): void {
  const { size, rows, heads, panel } = layout;
  const rowLabels = rows.flatMap((row) => [row.text, row.status, row.time]);
  const outside = [
    ...layout.title.map(({ label }) => label),
    ...layout.more,
    ...layout.zones.map(({ label }) => label),
    ...heads.map(({ label }) => label),
  ];
  const details = layout.details.map(({ label }) => label);
  const labels = [...outside, ...rowLabels, ...details].filter(({ text }) => text !== '');
  for (const label of labels) {
    expect(label.font.size, label.text).toBeGreaterThanOrEqual(12 * size.factor - 0.01);
    expect(left(label), label.text).toBeGreaterThanOrEqual(-0.5);
    expect(left(label) + label.width, label.text).toBeLessThanOrEqual(size.width + 0.5);
    expect(label.y, label.text).toBeLessThanOrEqual(size.height);
  }
  for (const group of [outside, rowLabels, details]) {
    const shown = group.filter(({ text }) => text !== '');
    shown.forEach((label, index) => {
      for (const other of shown.slice(index + 1)) expect(overlap(boxOf(label), boxOf(other)), `${label.text} / ${other.text}`).toBe(false);
    });
  }
  for (const label of rowLabels.filter(({ text }) => text !== ''))
    for (const other of outside.filter(({ text }) => text !== ''))
      expect(overlap(boxOf(label), boxOf(other)), `${label.text} / ${other.text}`).toBe(false);
  heads.forEach((head, index) => {
    for (const other of heads.slice(index + 1)) expect(overlap(head, other), `${head.id} / ${other.id}`).toBe(false);
    expect(head.label.text).toBe(head.label.full);
  });
  for (const label of details) expect(label.y).toBeLessThanOrEqual(panel.y + panel.height);
  for (const row of rows) expect(overlap(row, panel), row.row.id).toBe(false);
}

describe('layout of the requests', () => {
  it.each(names)('%s fits every pane, in both languages and sizes', (name) => {
    for (const [width, height] of PANES)
      for (const factor of [1, 1.5])
        for (const words of [en, zhCN]) {
          const size = { width, height, factor };
          const layout = lay({ name, size, words });
          check(layout);
          if (layout.order.length > 6) expect(layout.rows.length).toBeGreaterThanOrEqual(factor === 1 ? 5 : 1);
          check(lay({ name, size, words, selected: layout.order[0] ?? null }));
          check(lay({ name, size, words, about: 'client' }));
        }
  });

  it('fits what lies between', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.integer({ min: 360, max: 1600 }),
        fc.integer({ min: 400, max: 1000 }),
        (name, width, height) => check(lay({ name, size: { width, height, factor: 1 } })),
      ),
      { numRuns: 60, seed: 4 },
    );
  });

  it('shows the selected row wherever it is', () => {
    const size = { width: 740, height: 400, factor: 1 };
    for (const id of lay({ name: 'build', size }).order) {
      const layout = lay({ name: 'build', size, selected: id });
      expect(layout.rows.map(({ row }) => row.id)).toContain(id);
    }
    expect(windowOf(30, 0, 8)).toEqual({ first: 0, last: 8 });
    expect(windowOf(30, 29, 8)).toEqual({ first: 22, last: 30 });
  });

  it('lets a request that nobody answers end at the socket', () => {
    const layout = lay({ name: 'stopped', size: { width: 1040, height: 480, factor: 1 } });
    expect(layout.rows[0]?.x2).toBe(layout.heads.find(({ id }) => id === 'socket')?.lineX);
    expect(layout.heads.find(({ id }) => id === 'dockerd')?.down).toBe(true);
  });
});
