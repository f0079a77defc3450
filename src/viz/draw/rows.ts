/** Draws rows: body, spine of the layer's hue, icon, name, facts, the mark of sharing. */
import type { RowBox } from '../layout/rows.ts';
import type { StageLayout } from '../layout/stage.ts';
import { ROW_ICONS } from './icons.ts';
import { at, type Group, hueClass, joinGroups, type Marks, type Motion, move, round, set, write } from './svg.ts';

/** Draws the rows of a layout; rows slide to their new places. */
export function drawRows(bodies: Group, words: Group, layout: StageLayout, name: (row: RowBox) => string, motion: Motion): void {
  const rows = joinGroups(
    bodies,
    'row',
    layout.rows,
    (box) => box.row.id,
    (entered) => {
      enter(entered);
      entered
        .append('rect')
        .attr('class', 'body')
        .attr('width', (box) => round(box.width))
        .attr('height', (box) => round(box.height));
      entered.append('rect').attr('class', 'spine');
    },
    motion,
  );
  set(rows, {
    class: (box) => `row row-${box.row.kind} ${hueClass(box.row.hue)}`,
    'data-focus': (box) => box.row.id,
    role: (box) => (box.row.kind === 'ground' ? 'img' : 'button'),
    'aria-label': name,
  }).order();
  move(rows, motion, { transform: (box) => at(box.x, box.y), opacity: () => 1 });
  const f = layout.metrics.factor;
  move(part<SVGRectElement>(rows, 'rect.body'), motion, {
    width: (box) => round(box.width),
    height: (box) => round(box.height),
    rx: () => layout.metrics.radius,
  });
  move(part<SVGRectElement>(rows, 'rect.spine'), motion, { height: (box) => Math.max(0, round(box.height - 16 * f)) });
  set(part<SVGRectElement>(rows, 'rect.spine'), { x: () => 4 * f, y: () => 8 * f, width: () => 3 * f, rx: () => 1.5 * f });
  drawWords(words, layout, motion);
}

/** Icon, name and facts: a layer of their own, so that a story's light passes behind them. */
function drawWords(group: Group, layout: StageLayout, motion: Motion): void {
  const f = layout.metrics.factor;
  const rows = joinGroups(
    group,
    'row',
    layout.rows,
    (box) => box.row.id,
    (entered) => {
      enter(entered);
      entered.append('path').attr('class', 'icon');
      entered.append('text').attr('class', 'title');
      entered.append('text').attr('class', 'detail');
      entered.append('rect').attr('class', 'badge');
      entered.append('text').attr('class', 'shared');
    },
    motion,
  );
  set(rows, { class: (box) => `row row-${box.row.kind} ${hueClass(box.row.hue)}` });
  move(rows, motion, { transform: (box) => at(box.x, box.y), opacity: () => 1 });
  set(part<SVGPathElement>(rows, 'path.icon'), {
    d: (box) => ROW_ICONS[box.row.kind],
    transform: (box) => `${at(box.icon.x - box.x, box.icon.y - box.y)} scale(${round(box.icon.size / 1.6) / 10})`,
  });
  write(
    part<SVGTextElement>(rows, 'text.title'),
    (box) => box.title,
    (box) => box,
  );
  write(
    part<SVGTextElement>(rows, 'text.detail'),
    (box) => box.detail,
    (box) => box,
  );
  write(
    part<SVGTextElement>(rows, 'text.shared'),
    (box) => box.shared,
    (box) => box,
  );
  set(part<SVGRectElement>(rows, 'rect.badge'), {
    x: (box) => round(box.shared.x - box.x - box.shared.width - 8 * f),
    y: (box) => round(box.shared.y - box.y - 13 * f),
    width: (box) => (box.shared.text === '' ? 0 : round(box.shared.width + 16 * f)),
    height: () => 18 * f,
    rx: () => 9 * f,
  });
}

function enter(entered: Marks<SVGGElement, RowBox>): void {
  entered.attr('opacity', 0).attr('transform', (box) => at(box.x, box.y - 14));
}

function part<E extends Element>(rows: Marks<SVGGElement, RowBox>, selector: string): Marks<E, RowBox> {
  return rows.select<E>(selector);
}
