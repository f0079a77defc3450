/** Every text of the stage against what it stands on, in both themes and all hues: WCAG AA. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'stage.css'), 'utf8');

type Colour = readonly [number, number, number];

/** The custom properties of a theme: those of the first block, with the dark block's over them. */
function theme(name: 'light' | 'dark'): (property: string) => Colour {
  const blocks = [...css.matchAll(/\{([^}]*--stage-bg[^}]*)\}/g)].map(([, block = '']) => block);
  const text = name === 'light' ? (blocks[0] ?? '') : blocks.join('');
  const values = new Map([...text.matchAll(/--([\w-]+): #([0-9a-f]{6})/g)].map(([, key = '', hex = '']) => [key, hex]));
  return (property) => {
    const hex = values.get(property);
    if (hex === undefined) throw new Error(`no --${property}`);
    return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Colour;
  };
}

const mix = (over: Colour, percent: number, under: Colour): Colour =>
  over.map((value, index) => (value * percent + (under[index] ?? 0) * (100 - percent)) / 100) as unknown as Colour;

function luminance(colour: Colour): number {
  const [r, g, b] = colour.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

function contrast(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const HUES = ['0', '1', '2', '3', '4', '5', '6', '7', 'warm'];

describe.each(['light', 'dark'] as const)('%s', (name) => {
  const of = theme(name);
  const row = of('stage-row');

  it.each(HUES)('hue %s', (hue) => {
    const [fill, line] = [of(`hue-${hue}`), of(`line-${hue}`)];
    const on = (percent: number): Colour => mix(fill, percent, row);
    const texts: Record<string, [string, Colour]> = {
      'a file and a lit bough': ['stage-ink', fill],
      'a folder': ['stage-text', on(42)],
      'a summary': ['stage-text', on(26)],
      'a shadowed file': ['stage-muted', on(20)],
      'a whiteout': ['stage-text', on(40)],
      'a row': ['stage-text', on(9)],
      'facts of a row': ['stage-muted', on(9)],
      'a badge': ['stage-muted', on(22)],
      'a bough': ['stage-text', on(22)],
      'a block of the boot scene': ['stage-text', on(34)],
    };
    for (const [what, [text, ground]] of Object.entries(texts)) expect(contrast(of(text), ground), what).toBeGreaterThanOrEqual(4.5);
    expect(contrast(line, on(9)), 'lock, pen, spine').toBeGreaterThanOrEqual(3);
    if (hue === 'warm') expect(contrast(line, on(34)), 'the pen of the boot scene').toBeGreaterThanOrEqual(3);
  });

  it('words beside the rows', () => {
    expect(contrast(of('stage-text'), of('stage-bg'))).toBeGreaterThanOrEqual(7);
    for (const [text, ground] of [
      ['stage-muted', 'stage-bg'],
      ['stage-muted', 'stage-merged'],
      ['stage-ground-text', 'stage-ground'],
      ['stage-tip-text', 'stage-tip'],
      ['stage-ink', 'hue-warm'],
    ] as const)
      expect(contrast(of(text), of(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    expect(contrast(of('stage-light'), of('stage-bg')), 'the light of a lookup').toBeGreaterThanOrEqual(3);
  });

  it('virtual machines and containers', () => {
    const image = mix(of('hue-0'), 26, of('stage-row'));
    for (const [what, text, ground] of [
      ['a band', of('stage-text'), of('stage-row')],
      ['facts of a band', of('stage-muted'), of('stage-row')],
      ['facts of the hardware', of('stage-muted'), of('stage-merged')],
      ['image layers', of('stage-text'), image],
      ['facts of the image layers', of('stage-text'), image],
      ['the kernel', of('stage-ground-text'), of('stage-ground')],
      ['sources', of('stage-muted'), of('stage-bg')],
    ] as const)
      expect(contrast(text, ground), what).toBeGreaterThanOrEqual(4.5);
    for (const [what, mark, ground] of [
      ['the slider', of('line-0'), of('stage-bg')],
      ['the tick', of('stage-bg'), of('line-0')],
      ['the pen', of('line-warm'), of('stage-bg')],
      ['the lock', of('line-0'), image],
      ['a process', of('stage-muted'), of('stage-bg')],
    ] as const)
      expect(contrast(mark, ground), what).toBeGreaterThanOrEqual(3);
  });

  it('the scene of names', () => {
    const on = (fill: string, percent: number): Colour => mix(of(fill), percent, row);
    const texts: Record<string, [string, Colour]> = {
      'a tag': ['stage-text', on('hue-warm', 26)],
      'the name that is looked at': ['stage-text', on('hue-warm', 34)],
      'the registry of another name': ['stage-muted', on('hue-warm', 14)],
      'the image that is looked at': ['stage-muted', on('hue-0', 22)],
      'a tag beside its repository': ['stage-muted', of('stage-merged')],
    };
    for (const hue of HUES.slice(0, 8)) {
      texts[`a layer, ${hue}`] = ['stage-muted', on(`hue-${hue}`, 22)];
      texts[`a layer on its way, ${hue}`] = ['stage-text', on(`hue-${hue}`, 42)];
      texts[`a layer that is here, ${hue}`] = ['stage-ink', of(`hue-${hue}`)];
    }
    for (const [what, [text, ground]] of Object.entries(texts)) expect(contrast(of(text), ground), what).toBeGreaterThanOrEqual(4.5);
    for (const line of ['line-0', 'line-1', 'line-2', 'line-3', 'line-warm'])
      expect(contrast(of(line), of('stage-bg')), line).toBeGreaterThanOrEqual(3);
  });
});
