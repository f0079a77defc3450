/** The picture of the scene of names: draws a layout into an SVG element and reports what people choose in it. */
import type { Measure } from '../../layout/label.ts';
import type { LayerLink, NamesLayout } from '../../layout/names/names.ts';
import type { ReadingLayout } from '../../layout/names/reading.ts';
import type { Box } from '../../layout/stage.ts';
import type { NamesSay } from '../../model/names/caption.ts';
import type { Stop } from '../keyboard.ts';
import { createRoving } from '../roving.ts';
import { type Group, joinGroups, type Motion, move, round, openPicture } from '../svg.ts';
import { drawTip } from '../tip.ts';
import { type Focusable, text } from './kit.ts';
import { drawLayers } from './layers.ts';
import { drawMachine } from './machine.ts';
import { drawRegistries } from './registries.ts';

export interface NamesViewOptions {
  readonly say: NamesSay;
  readonly measure: Measure;
  /** A row was chosen, by its id. */
  readonly onChoose: (id: string) => void;
}

export interface NamesView {
  /** Draws; moves take `motion.ms` (0: none). */
  render(layout: NamesLayout, motion: Motion): void;
  /** New words: takes effect with the next `render`. */
  setSay(say: NamesSay): void;
  destroy(): void;
}

/** Makes the picture inside `svg`, which it owns from then on. */
export function createNamesView(svg: SVGSVGElement, options: NamesViewOptions): NamesView {
  const { root, layer } = openPicture(svg, 'names');
  const groups = {
    words: layer('words', true),
    cards: layer('cards', true),
    links: layer('links', true),
    arrows: layer('arrows', true),
    registries: layer('registries'),
    layers: layer('blobs'),
    machine: layer('machine'),
    tip: layer('tip', true),
  };
  let say = options.say;
  let shown: NamesLayout | null = null;

  const words = ({ about }: Focusable): string => (about ? say(about) : '');

  function tip(id: string): void {
    if (!shown) return;
    const spot = spotsOf(shown).find((one) => one.row.id === id);
    drawTip(groups.tip, shown, spot ? words(spot.row) : '', spot?.box ?? null, options.measure);
  }

  const roving = createRoving(svg, { stops: () => (shown ? stopsOf(shown) : []), choose: options.onChoose, tip });

  return {
    render(layout, motion) {
      const f = layout.metrics.factor;
      shown = layout;
      root
        .attr('viewBox', `0 0 ${layout.size.width} ${layout.size.height}`)
        .attr('aria-label', say({ key: 'scene.name', params: {} }))
        .attr('data-still', motion.ms === 0 ? '' : null);
      roving.redraw(() => {
        drawWords(groups.words, layout);
        drawRegistries({ cards: groups.cards, rows: groups.registries }, layout.registries, f, words, motion);
        drawLayers(groups.layers, layout.layers, f, words, motion);
        drawMachine({ arrows: groups.arrows, boxes: groups.machine }, layout.machine, f, words, motion);
        drawLinks(groups.links, layout.links, motion);
      });
    },
    setSay(next) {
      say = next;
    },
    destroy() {
      roving.destroy();
      root.selectAll('*').interrupt().remove();
      root.classed('names', false).attr('data-still', null);
    },
  };
}

/** All that can be chosen, and where it is. */
function spotsOf({ registries, layers, machine }: NamesLayout): { readonly row: Focusable; readonly box: Box }[] {
  return [
    ...registries.rows.map((box) => ({ row: box.row, box })),
    ...layers.rows.map((box) => ({ row: box.row, box })),
    ...layers.folds.map((box) => ({ row: box.fold, box })),
    ...machine.images.map((box) => ({ row: box.image, box })),
    ...machine.names.map((box) => ({ row: box.row, box })),
    ...(machine.more ? [{ row: machine.more.row, box: machine.more }] : []),
  ];
}

/** Lines of what can have the focus: what stands at the same height is one line, whatever panel it is in. */
function stopsOf(layout: NamesLayout): Stop[][] {
  const near = layout.metrics.row * 0.5;
  const lines: { readonly y: number; readonly stops: Stop[] }[] = [];
  const spots = spotsOf(layout).map(({ row, box }) => ({ id: row.id, x: box.x + box.width / 2, y: box.y }));
  for (const { id, x, y } of spots.sort((a, b) => a.y - b.y)) {
    const line = lines.at(-1);
    if (line && y - line.y < near) line.stops.push({ id, x });
    else lines.push({ y, stops: [{ id, x }] });
  }
  return lines.map(({ stops }) => stops.sort((a, b) => a.x - b.x));
}

function drawWords(group: Group, { titles, reading, caption, told, metrics }: NamesLayout): void {
  const origin = { x: 0, y: 0 };
  const f = metrics.factor;
  group.selectAll('*').remove();
  drawReading(group, reading, f);
  for (const label of titles) text(group, label, 'panel-title', origin);
  for (const label of caption) text(group, label, told ? 'caption' : 'hint', origin);
  const [first] = caption;
  if (!first) return;
  group
    .append('circle')
    .attr('class', told ? 'mark' : 'mark quiet')
    .attr('r', 4 * f)
    .attr('cx', first.x - 9 * f)
    .attr('cy', first.y - first.font.size * 0.36);
}

function drawReading(group: Group, { short, parts }: ReadingLayout, f: number): void {
  const origin = { x: 0, y: 0 };
  for (const label of short) text(group, label, 'reading', origin);
  for (const { part, mark, text: word, under, x, width, y } of parts) {
    const one = group.append('g').attr('class', `part part-${part.kind}${part.given ? '' : ' filled-in'}`);
    text(one, mark, 'part-mark', origin);
    text(one, word, 'part-text', origin);
    one
      .append('path')
      .attr('class', 'part-line')
      .attr('d', `M${round(x + 2 * f)} ${round(y)}H${round(x + width - 2 * f)}`);
    text(one, under, 'part-name', origin);
  }
}

function drawLinks(group: Group, links: readonly LayerLink[], motion: Motion): void {
  const marks = joinGroups(
    group,
    'link',
    links,
    ({ id }) => id,
    (entered) => {
      entered.attr('opacity', motion.ms === 0 ? 1 : 0);
      entered.append('path').attr('d', linkPath);
    },
    motion,
  );
  move(marks, motion, { opacity: () => 1 });
  move(marks.select<SVGPathElement>('path') as never, motion, { d: linkPath });
}

function linkPath({ fromX, fromY, toX, toY }: LayerLink): string {
  const middle = (fromX + toX) / 2;
  return `M${round(fromX)} ${round(fromY)}C${round(middle)} ${round(fromY)} ${round(middle)} ${round(toY)} ${round(toX)} ${round(toY)}`;
}
