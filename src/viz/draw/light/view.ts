/** The picture: draws a layout into an SVG element, reports what people set in it, and says what is focused or pointed at. */
import { select } from 'd3';
import type { Measure } from '../../layout/label.ts';
import type { LightLayout } from '../../layout/light/layout.ts';
import type { RowPlace } from '../../layout/light/stacks.ts';
import type { Box } from '../../layout/stage.ts';
import type { Stop } from '../keyboard.ts';
import { createRoving } from '../roving.ts';
import { type Group, joinGroups, type Marks, type Motion, move, round, set, openPicture } from '../svg.ts';
import { drawTip } from '../tip.ts';
import { type ControlsHeard, createControls } from './controls.ts';
import { STACK_ICONS } from './icons.ts';
import { drawLabels, drawRects } from './rects.ts';

export interface LightViewOptions extends ControlsHeard {
  readonly measure: Measure;
}

export interface LightView {
  render(layout: LightLayout, motion: Motion): void;
  destroy(): void;
}

/** A thing with a sentence: a part of a stack, a quantity, the sources. */
interface Spot extends Box {
  readonly id: string;
  readonly about: string;
}

const SOURCES = 'sources';

const spotsOf = (layout: LightLayout): Spot[] => [
  ...layout.stacks.flatMap(({ rows }) => rows),
  ...layout.measures,
  { ...layout.sources, id: SOURCES },
];

/** Lines of stops as they stand in the picture, top to bottom. */
function stopsOf(layout: LightLayout): Stop[][] {
  const lines = new Map<number, Stop[]>();
  for (const { id, x, y, width } of spotsOf(layout))
    lines.set(Math.round(y), [...(lines.get(Math.round(y)) ?? []), { id, x: x + width / 2 }]);
  return [...lines].sort(([one], [other]) => one - other).map(([, line]) => line);
}

/** Makes the picture inside `svg`, which it owns from then on. */
export function createLightView(svg: SVGSVGElement, options: LightViewOptions): LightView {
  const { root, layer } = openPicture(svg, 'light-scene');
  const groups = {
    words: layer('words', true),
    controls: layer('controls'),
    rows: layer('parts'),
    instances: layer('instances', true),
    cells: layer('cells', true),
    names: layer('names', true),
    bars: layer('bars', true),
    measures: layer('measures'),
    tip: layer('tip', true),
  };
  const controls = createControls(svg, groups.controls, options);
  let shown: LightLayout | null = null;

  function tip(id: string): void {
    const spot = shown && spotsOf(shown).find((one) => one.id === id);
    if (shown) drawTip(groups.tip, shown, spot?.about ?? '', spot ?? null, options.measure, 7);
  }

  const roving = createRoving(svg, { stops: () => (shown ? stopsOf(shown) : []), choose: () => {}, tip });

  return {
    render(layout, motion) {
      shown = layout;
      root.attr('viewBox', `0 0 ${layout.size.width} ${layout.size.height}`).attr('aria-label', layout.name);
      roving.redraw(() => {
        drawWords(groups.words, layout);
        controls.render(layout);
        drawParts(groups.rows, layout, motion);
        drawRects(
          groups.instances,
          layout.stacks.flatMap(({ instances }) => instances),
          ({ side }) => `instance side-${side}`,
          4 * layout.metrics.factor,
          motion,
        );
        drawRects(
          groups.cells,
          layout.stacks.flatMap(({ cells }) => cells),
          ({ part }) => `cell part-${part}`,
          2.5 * layout.metrics.factor,
          motion,
        );
        drawNames(groups.names, layout, motion);
        drawRects(
          groups.bars,
          layout.measures.flatMap(({ bars }) => bars.flatMap(({ side, parts }) => parts.map((part) => ({ ...part, side })))),
          ({ kind, side }) => `bar-${kind} side-${side}`,
          2 * layout.metrics.factor,
          motion,
        );
        drawMeasures(groups.measures, layout, motion);
      });
    },
    destroy() {
      roving.destroy();
      controls.destroy();
      root.selectAll('*').interrupt().remove();
      root.classed('light-scene', false);
    },
  };
}

/** The sentence, the hint, titles of the stacks. */
function drawWords(group: Group, layout: LightLayout): void {
  drawLabels(group, [
    ...layout.sentence.map((label) => ({ name: 'sentence', label })),
    ...layout.hint.map((label) => ({ name: 'hint', label })),
    ...layout.stacks.flatMap(({ title, note, more }) => [
      { name: 'title', label: title },
      { name: 'note', label: note },
      { name: 'note', label: more },
    ]),
  ]);
}

/** The body of every part: a band, or the faint ground of a row of cells. */
function drawParts(group: Group, layout: LightLayout, motion: Motion): void {
  const rows = layout.stacks.flatMap((stack) => stack.rows);
  const marks = joinGroups(
    group,
    'part',
    rows,
    ({ id }) => id,
    (entered) => {
      entered.attr('data-focus', ({ id }) => id).attr('role', 'img');
      set(entered.append('rect').attr('class', 'face') as unknown as Marks<SVGRectElement, RowPlace>, { x: ({ x }) => x, y: ({ y }) => y });
    },
    motion,
  );
  marks
    .attr('class', ({ part, once }) => `part part-${part}${once ? ' once' : ' each'}`)
    .attr('aria-label', ({ title, about }) => `${title.full}: ${about}`)
    .order();
  move(marks.select<SVGRectElement>('.face') as unknown as Marks<SVGRectElement, RowPlace>, motion, {
    x: ({ x }) => round(x),
    y: ({ y }) => round(y),
    width: ({ width }) => round(width),
    height: ({ height }) => round(height),
    rx: () => layout.metrics.radius,
  });
}

/** Icons and names, over the cells. */
function drawNames(group: Group, layout: LightLayout, motion: Motion): void {
  const f = layout.metrics.factor;
  const rows = layout.stacks.flatMap((stack) => stack.rows);
  const marks = joinGroups(
    group,
    'part-name',
    rows,
    ({ id }) => id,
    (entered) => {
      entered.append('path').attr('class', 'icon').attr('fill-rule', 'evenodd');
      entered.append('g').attr('class', 'labels');
    },
    motion,
  );
  marks.attr('class', ({ part, once }) => `part-name part-${part}${once ? ' once' : ' each'}`);
  marks
    .select('.icon')
    .attr('d', ({ part }) => STACK_ICONS[part])
    .attr(
      'transform',
      ({ x, y, height }) => `translate(${round(x + 7 * f)},${round(y + height / 2 - 6 * f)}) scale(${round(0.75 * f * 100) / 100})`,
    );
  marks.each(function ({ title, detail }) {
    drawLabels(select(this).select<SVGGElement>('.labels') as unknown as Group, [
      { name: 'name', label: title },
      { name: 'detail', label: detail },
    ]);
  });
}

/** Names, numbers and ratios of the bars, and the sources under them. */
function drawMeasures(group: Group, layout: LightLayout, motion: Motion): void {
  const spots = [
    ...layout.measures.map((place) => ({
      ...place,
      labels: [
        { name: 'quantity', label: place.title },
        { name: 'ratio', label: place.ratio },
        ...place.bars.flatMap(({ name, value }) => [
          { name: 'side', label: name },
          { name: 'number', label: value },
        ]),
      ],
    })),
    { ...layout.sources, id: SOURCES, labels: layout.sources.lines.map((label) => ({ name: 'source', label })) },
  ];
  const marks = joinGroups(
    group,
    'measure',
    spots,
    ({ id }) => id,
    (entered) => {
      entered.attr('data-focus', ({ id }) => id).attr('role', 'img');
      entered.append('rect').attr('class', 'face');
      entered.append('g').attr('class', 'labels');
    },
    motion,
  );
  const f = layout.metrics.factor;
  marks.attr('aria-label', ({ about }) => about).order();
  set(marks.select<SVGRectElement>('.face') as unknown as Marks<SVGRectElement, (typeof spots)[number]>, {
    x: ({ x }) => round(x - 4 * f),
    y: ({ y }) => round(y - 2 * f),
    width: ({ width }) => round(width + 8 * f),
    height: ({ height }) => round(height + 2 * f),
    rx: () => layout.metrics.radius,
  });
  marks.each(function ({ labels }) {
    drawLabels(select(this).select<SVGGElement>('.labels') as unknown as Group, labels);
  });
}
