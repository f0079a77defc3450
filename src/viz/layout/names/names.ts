/** The scene of names with coordinates. Pure: the same scene and size always give the same picture. */
import type { NamesSay } from '../../model/names/caption.ts';
import type { NamesScene } from '../../model/names/scene.ts';
import { type Font, type Label, label, type Measure, wrap } from '../label.ts';
import type { Size } from '../metrics.ts';
import { type LayersLayout, layoutLayers } from './layers.ts';
import { layoutMachine, type MachineLayout } from './machine.ts';
import { namesMetrics, type NamesMetrics } from './metrics.ts';
import { layoutReading, type ReadingLayout } from './reading.ts';
import { layoutRegistries, type RegistriesLayout } from './registries.ts';

/** From what is looked at to one of its layers. */
export interface LayerLink {
  readonly id: string;
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
}

export interface NamesLayout {
  readonly size: Size;
  readonly metrics: NamesMetrics;
  readonly reading: ReadingLayout;
  readonly titles: readonly Label[];
  readonly registries: RegistriesLayout;
  readonly layers: LayersLayout;
  readonly machine: MachineLayout;
  readonly links: readonly LayerLink[];
  /** What happened, or else the hint. */
  readonly caption: readonly Label[];
  readonly told: boolean;
}

export interface NamesOptions {
  readonly size: Size;
  readonly say: NamesSay;
  readonly measure: Measure;
}

/** Lays a scene out. */
export function layoutNames(scene: NamesScene, { size, say, measure }: NamesOptions): NamesLayout {
  const m = namesMetrics(size);
  const f = m.factor;
  const [left, middle, right] = m.panels;
  const registries = layoutRegistries(scene.registries, left, m, say, measure);
  const layers = layoutLayers(scene.layers, scene.host, middle, m, say, measure);
  const machine = layoutMachine(scene.images, scene.moreImages, right, m, say, measure);
  const font: Font = { size: m.text, mono: false, bold: true };
  const title = (key: 'panel.registries' | 'panel.machine', { x, y, width }: { x: number; y: number; width: number }): Label =>
    label(say({ key, params: {} }), x, y - 8 * f, width, font, measure);
  const words = scene.caption ?? scene.hint;
  const plain: Font = { size: m.text, mono: false, bold: false };
  const lines = words ? wrap(say(words), size.width - 2 * m.pad - 16 * f, m.captionLines, plain, measure) : [];
  const first = size.height - m.pad - (lines.length - 1) * 18 * f - 2 * f;
  return {
    size,
    metrics: m,
    reading: layoutReading(scene.reading, size.width - 2 * m.pad, m, say, measure),
    titles: [title('panel.registries', left), title('panel.machine', right)],
    registries,
    layers,
    machine,
    links: m.stacked ? [] : linksOf(registries, layers, machine),
    caption: lines.map((line, at) => label(line, m.pad + 14 * f, first + at * 18 * f, size.width, plain, measure)),
    told: scene.caption !== null,
  };
}

function linksOf(registries: RegistriesLayout, layers: LayersLayout, machine: MachineLayout): LayerLink[] {
  const manifest = registries.rows.find(({ row, chip }) => chip && row.kind === 'manifest' && row.lit);
  const image = machine.images.find((box) => box.image.lit);
  const links: LayerLink[] = [];
  for (const { row, tiles } of layers.rows.filter((box) => box.row.lit)) {
    const [there, here] = tiles;
    if (manifest?.chip && row.there) {
      const { chip } = manifest;
      links.push({
        id: `there ${row.id}`,
        fromX: chip.x + chip.width,
        fromY: chip.y + chip.height / 2,
        toX: there.x,
        toY: there.y + there.height / 2,
      });
    }
    if (image && row.here) {
      const toX = here.x + here.width;
      links.push({ id: `here ${row.id}`, fromX: image.x, fromY: image.y + image.height / 2, toX, toY: here.y + here.height / 2 });
    }
  }
  return links;
}
