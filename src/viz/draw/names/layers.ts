/** Draws the layers: two tiles a row, and between them what passes from one to the other. */
import type { FoldBox, LayerRowBox, LayersLayout, LayerTile } from '../../layout/names/layers.ts';
import { type Group, hueClass, joinGroups, type Marks, type Motion, at, move, round } from '../svg.ts';
import { drawBoxes, type Focusable, focusable, ICONS, icon, rect, text } from './kit.ts';

/** Draws the panel. */
export function drawLayers(
  group: Group,
  { rows, folds, heads, empty }: LayersLayout,
  f: number,
  words: (row: Focusable) => string,
  motion: Motion,
): void {
  const titles = group.selectAll('g.layer-heads').data([0]).join('g').attr('class', 'layer-heads') as unknown as Group;
  titles.selectAll('*').remove();
  for (const label of [...heads, ...(empty ? [empty] : [])]) text(titles, label, 'head-word', { x: 0, y: 0 });
  const enter = (entered: Marks<SVGGElement, LayerRowBox>): void => {
    entered.attr('transform', (box) => at(box.x, box.y)).attr('opacity', motion.ms === 0 ? 1 : 0);
    for (const side of ['there', 'here']) {
      const tile = entered.append('g').attr('class', `side ${side}`);
      tile.append('rect').attr('class', 'face');
      tile.append('rect').attr('class', 'fill').attr('width', 0);
      tile.append('g').attr('class', 'words');
    }
    entered.append('g').attr('class', 'between');
  };
  const marks = joinGroups(group, 'blob', rows, ({ row }) => row.id, enter, motion);
  marks.attr(
    'class',
    ({ row }) => `blob blob-${row.kind} ${hueClass(row.hue)}${row.lit ? ' lit' : ''}${row.going ? ` going-${row.going.phase}` : ''}`,
  );
  move(marks, motion, { transform: (box) => at(box.x, box.y), opacity: () => 1 });
  focusable(marks, ({ row }) => row, words);
  marks.each((box) => {
    const one = marks.filter((other) => other === box);
    for (const tile of box.tiles) drawTile(one, tile, box, f, motion);
    const between = one.select<SVGGElement>('.between') as unknown as Group;
    between.selectAll('*').remove();
    drawSign(between, box, f);
  });
  const more = drawBoxes(
    group,
    'blob-fold',
    folds,
    ({ fold }) => fold.id,
    (one, box) => fillFold(one, box, f),
    motion,
  );
  focusable(more, ({ fold }) => fold, words);
}

function drawTile(one: Marks<SVGGElement, LayerRowBox>, tile: LayerTile, box: LayerRowBox, f: number, motion: Motion): void {
  const side = one.select<SVGGElement>(`.${tile.side}`);
  side.attr('class', `side ${tile.side} ${tile.there ? 'full' : 'absent'}${tile.fill === null ? '' : ' arriving'}`);
  const [x, y] = [tile.x - box.x, tile.y - box.y];
  for (const name of ['face', 'fill']) {
    side
      .select(`.${name}`)
      .attr('y', round(y))
      .attr('height', round(tile.height))
      .attr('rx', 5 * f);
  }
  side.select('.face').attr('x', round(x)).attr('width', round(tile.width));
  const width = tile.width * (tile.fill ?? 0);
  // What is pulled fills from the left, where it comes from; what is pushed from the right.
  const left = tile.side === 'here' ? x : x + tile.width - width;
  const fill = side.select<SVGRectElement>('.fill') as unknown as Marks<SVGRectElement, LayerRowBox>;
  if (tile.fill === null || motion.ms === 0) {
    fill.interrupt().attr('x', round(left)).attr('width', round(width));
  } else move(fill, { ms: 160 }, { x: () => round(left), width: () => round(width) });
  const words = side.select<SVGGElement>('.words') as unknown as Group;
  words.selectAll('*').remove();
  if (tile.there && tile.label.anchor === 'start')
    icon(
      words,
      box.row.kind === 'config' ? ICONS.page : tile.side === 'there' ? ICONS.packed : ICONS.lock,
      x + 7 * f,
      y + tile.height / 2,
      f,
    );
  text(words, tile.label, 'word', box);
  text(words, tile.detail, 'detail', box);
}

function drawSign(group: Group, { sign, middle, row, ...box }: LayerRowBox, f: number): void {
  if (sign === null) return;
  const [x, y] = [middle.x - box.x, middle.y - box.y];
  const half = middle.width / 2 - 4 * f;
  const path = (d: string, name: string): void => void group.append('path').attr('class', name).attr('d', d);
  const p = (dx: number, dy: number): string => `${round(x + dx * f)} ${round(y + dy * f)}`;
  switch (sign) {
    case 'same':
      return path(`M${p(-5, -2.5)}L${p(5, -2.5)}M${p(-5, 2.5)}L${p(5, 2.5)}`, row.going ? 'sign news' : 'sign');
    case 'done':
      return path(`M${p(-5, 0)}L${p(-1.5, 4)}L${p(6, -4.5)}`, 'sign news');
    case 'failed':
      return path(`M${p(-4, -4)}L${p(4, 4)}M${p(4, -4)}L${p(-4, 4)}`, 'sign failed');
    case 'waiting':
      for (const dx of [-5, 0, 5])
        group
          .append('circle')
          .attr('class', 'dot')
          .attr('cx', round(x + dx * f))
          .attr('cy', round(y))
          .attr('r', 1.6 * f);
      return;
    case 'right':
    case 'left': {
      const way = sign === 'right' ? 1 : -1;
      const tip = x + way * half;
      path(`M${round(x - way * half)} ${round(y)}H${round(tip)}`, 'flow');
      path(
        `M${round(tip - way * 5 * f)} ${round(y - 5 * f)}L${round(tip)} ${round(y)}L${round(tip - way * 5 * f)} ${round(y + 5 * f)}`,
        'sign news',
      );
    }
  }
}

function fillFold(group: Group, box: FoldBox, f: number): void {
  rect(group, { x: box.x, y: box.y + 2 * f, width: box.width, height: box.height - 4 * f }, 'hit', box, 5 * f);
  text(group, box.label, 'word', box);
}
