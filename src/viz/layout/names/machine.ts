/** The panel of this machine: images at its inner edge, their names outside, an arrow from each name. */
import { formatBytes } from '../../bytes.ts';
import type { NamesSay } from '../../model/names/caption.ts';
import type { FoldRow, ImageBox, NameRow } from '../../model/names/scene.ts';
import { type Font, type Label, label, type Measure, wrap } from '../label.ts';
import type { Box } from '../stage.ts';
import type { NamesMetrics, Panel } from './metrics.ts';

export interface ImageBoxLayout extends Box {
  readonly image: ImageBox;
  readonly id: Label;
  readonly size: Label | null;
  readonly containers: Label | null;
}

export interface NameBox extends Box {
  readonly row: NameRow;
  readonly place: Label;
  readonly own: Label;
  /** From the name to its image. */
  readonly arrow: { readonly fromX: number; readonly fromY: number; readonly toX: number; readonly toY: number } | null;
}

export interface MachineLayout {
  readonly images: readonly ImageBoxLayout[];
  readonly names: readonly NameBox[];
  readonly more: (Box & { readonly row: FoldRow; readonly label: Label }) | null;
  readonly empty: readonly Label[];
}

/** Lays images and names out from the panel's top. */
export function layoutMachine(
  images: readonly ImageBox[],
  more: FoldRow | null,
  panel: Panel,
  m: NamesMetrics,
  say: NamesSay,
  measure: Measure,
): MachineLayout {
  const f = m.factor;
  const small: Font = { size: m.small, mono: false, bold: false };
  const inner = Math.min(190 * f, Math.max(104 * f, panel.width * 0.38));
  const between = Math.min(40 * f, Math.max(24 * f, panel.width * 0.1));
  const boxes: ImageBoxLayout[] = [];
  const names: NameBox[] = [];
  let y = panel.y;
  for (const image of images) {
    const box: Box = { x: panel.x, y: y + 2 * f, width: inner, height: image.rows * m.row - 4 * f };
    boxes.push(imageBox(image, box, m, say, measure));
    const outer = panel.x + inner + between;
    image.names.forEach((row, at) => {
      const area: Box = { x: outer, y: y + at * m.row + 2 * f, width: panel.width - inner - between, height: m.row - 4 * f };
      const middle = area.y + area.height / 2;
      // Arrows of several names come together at the image.
      const step = Math.min(5 * f, (box.height - 10 * f) / Math.max(1, image.names.length));
      const toY = box.y + box.height / 2 + (at - (image.names.length - 1) / 2) * step;
      const arrow = row.name === '' ? null : { fromX: area.x - 2 * f, fromY: middle, toX: box.x + box.width + 3 * f, toY };
      names.push(nameBox(row, area, arrow, m, say, measure));
    });
    y += image.rows * m.row;
  }
  const baseline = y + m.row / 2 + m.small * 0.36;
  const fold = more && {
    row: more,
    x: panel.x,
    y,
    width: panel.width,
    height: m.row,
    label: label(say(more.text), panel.x + panel.width / 2, baseline, panel.width - 8 * f, small, measure, 'middle'),
  };
  const lines = images.length > 0 ? [] : wrap(say({ key: 'machine.empty', params: {} }), panel.width - 16 * f, 2, small, measure);
  const empty = lines.map((line, at) =>
    label(line, panel.x + panel.width / 2, panel.y + m.row + at * 18 * f, panel.width, small, measure, 'middle'),
  );
  return { images: boxes, names, more: fold, empty };
}

function imageBox(image: ImageBox, box: Box, m: NamesMetrics, say: NamesSay, measure: Measure): ImageBoxLayout {
  const f = m.factor;
  const mono: Font = { size: m.small, mono: true, bold: true };
  const small: Font = { size: m.small, mono: false, bold: false };
  const room = box.width - 34 * f;
  const two = image.rows > 1;
  const middle = (at: number): number => box.y + (m.row - 4 * f) / 2 + m.small * 0.36 + at * (m.row - 2 * f);
  const digits = measure(image.short, mono) <= room ? image.short : image.short.slice(0, 7);
  const id = label(digits, box.x + 26 * f, middle(0), room, mono, measure);
  const bytes = formatBytes(image.bytes);
  const beside = measure(bytes, small) <= room - id.width - 8 * f;
  const below = two && !image.containers;
  const size = below
    ? label(bytes, box.x + 26 * f, middle(1), room, small, measure)
    : beside
      ? label(bytes, box.x + box.width - 8 * f, middle(0), room - id.width, small, measure, 'end')
      : null;
  const containers = image.containers ? label(say(image.containers), box.x + 26 * f, middle(1), room, small, measure) : null;
  return { image, ...box, id, size, containers };
}

function nameBox(row: NameRow, area: Box, arrow: NameBox['arrow'], m: NamesMetrics, say: NamesSay, measure: Measure): NameBox {
  const f = m.factor;
  const own: Font = { size: m.small, mono: true, bold: true };
  const quiet: Font = { ...own, bold: false };
  const y = area.y + area.height / 2 + m.small * 0.36;
  const room = area.width - 16 * f;
  if (row.fold) {
    const words = label(say(row.fold), area.x + 8 * f, y, room, { size: m.small, mono: false, bold: false }, measure);
    return { row, ...area, place: label('', area.x, y, 0, quiet, measure), own: words, arrow };
  }
  const ownWidth = Math.min(room, measure(row.own, own) + 0.5);
  const left = room - ownWidth;
  // A registry's name of which nothing can be read is left out.
  const place = label(left < 24 * f ? '' : row.place, area.x + 8 * f, y, left, quiet, measure);
  return { row, ...area, place, own: label(row.own, area.x + 8 * f + place.width, y, room - place.width, own, measure), arrow };
}
