import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCENES, type SceneName } from '../gallery/scenes.ts';
import { sayIn } from '../messages.ts';
import { buildScene } from '../model/build.ts';
import { type Label, middleEllipsis, roughMeasure, wrap } from './label.ts';
import { capacity, type Size } from './metrics.ts';
import { type Box, layoutStage, type StageLayout } from './stage.ts';

const says = { en: await sayIn('en'), 'zh-CN': await sayIn('zh-CN') };

const names = Object.keys(SCENES) as SceneName[];
const lay = (name: SceneName, size: Size, locale: 'en' | 'zh-CN' = 'en'): StageLayout =>
  layoutStage(buildScene(SCENES[name], null, capacity(size)), { size, say: says[locale], measure: roughMeasure });

const overlaps = (a: Box, b: Box): boolean =>
  a.x + a.width > b.x + 0.01 && b.x + b.width > a.x + 0.01 && a.y + a.height > b.y + 0.01 && b.y + b.height > a.y + 0.01;

function labelsOf(layout: StageLayout): Label[] {
  return [
    ...[layout.title, layout.subtitle].filter((label) => label !== null),
    ...layout.caption,
    ...layout.hint,
    ...layout.rows.flatMap((row) => [row.title, row.detail, row.shared]),
    ...layout.tiles.map((box) => box.label),
    ...layout.brackets.map((bracket) => bracket.label),
    ...layout.grove.boxes.map((box) => box.label),
    layout.grove.title,
    layout.grove.counts,
  ].filter((label) => label.text !== '');
}

const left = ({ anchor, x, width }: Label): number => x - (anchor === 'start' ? 0 : anchor === 'middle' ? width / 2 : width);

function check(layout: StageLayout): void {
  const { size, rows, tiles } = layout;
  for (const [index, row] of rows.entries()) {
    expect(row.y + row.height).toBeLessThanOrEqual((rows[index + 1]?.y ?? size.height) + 0.01);
    expect(row.height).toBeGreaterThan(20 * size.factor);
  }
  tiles.forEach((tile, index) => {
    for (const other of tiles.slice(index + 1)) expect(overlaps(tile, other), `${tile.tile.id} and ${other.tile.id}`).toBe(false);
    const row = rows.find((box) => box.row.id === tile.tile.row);
    expect(row && tile.y >= row.y && tile.y + tile.height <= row.y + row.height).toBe(true);
    expect(tile.height).toBeGreaterThan(12 * size.factor);
    expect(tile.label.width).toBeLessThanOrEqual(tile.width);
  });
  for (const label of labelsOf(layout)) {
    expect(label.font.size, label.text).toBeGreaterThanOrEqual(12 * size.factor);
    expect(left(label), label.text).toBeGreaterThanOrEqual(0);
    expect(left(label) + label.width, label.text).toBeLessThanOrEqual(size.width);
    expect(label.y).toBeGreaterThan(0);
    expect(label.y).toBeLessThanOrEqual(size.height);
  }
  for (const row of rows)
    expect(left(row.detail)).toBeGreaterThanOrEqual(row.title.x + row.title.width - (layout.metrics.beside ? Infinity : 0));
}

describe('layout', () => {
  it.each(names)('%s fits every pane in both languages', (name) => {
    for (const [width, height] of [
      [640, 860],
      [460, 700],
      [380, 720],
      [1200, 760],
    ] as const) {
      for (const factor of [1, 1.4]) {
        for (const locale of ['en', 'zh-CN'] as const) check(lay(name, { width, height, factor }, locale));
      }
    }
  });

  it('shows eight layers and twelve columns in a pane of 640 x 860', () => {
    const layout = lay('eight layers', { width: 640, height: 860, factor: 1 });
    expect(layout.rows.filter((row) => row.row.kind === 'read-only')).toHaveLength(8);
    expect(layout.columns).toHaveLength(12);
  });

  it('leaves lower rows where they are when the read-write row comes', () => {
    const size = { width: 640, height: 860, factor: 1 };
    const before = lay('pulled', size);
    const after = lay('running', size);
    const y = (layout: StageLayout, kind: string): number | undefined => layout.rows.findLast((row) => row.row.kind === kind)?.y;
    expect(y(after, 'ground')).toBe(y(before, 'ground'));
  });

  it('fits any pane', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.integer({ min: 340, max: 1600 }),
        fc.integer({ min: 640, max: 1100 }),
        (name, width, height) => check(lay(name, { width, height, factor: 1 })),
      ),
      { numRuns: 60, seed: 3 },
    );
  });
});

describe('labels', () => {
  it('lose their middle, never their ends', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.integer({ min: 0, max: 200 }), (text, width) => {
        const font = { size: 12, mono: true, bold: false };
        const shown = middleEllipsis(text, width, font, roughMeasure);
        expect(shown === '' || roughMeasure(shown, font) <= width).toBe(true);
        const [head = '', tail = ''] = shown.split('…');
        if (shown !== text && !text.includes('…')) expect(text.startsWith(head) && text.endsWith(tail)).toBe(true);
      }),
    );
  });

  it('wrap without losing a letter', () => {
    const font = { size: 14, mono: false, bold: false };
    const text = '/etc/centos-release 从第 3 层复制到可读写层\uff08copy-up\uff09\uff0c26 B';
    const lines = wrap(text, 250, 3, font, roughMeasure);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });
});
