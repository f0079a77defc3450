/** Draws this machine: images, their names, and an arrow from each name to its image. */
import type { ImageBoxLayout, MachineLayout, NameBox } from '../../layout/names/machine.ts';
import { type Group, joinGroups, type Motion, move, round } from '../svg.ts';
import { drawBoxes, type Focusable, focusable, ICONS, icon, rect, text } from './kit.ts';

/** Draws the panel. */
export function drawMachine(
  groups: { readonly arrows: Group; readonly boxes: Group },
  { images, names, more, empty }: MachineLayout,
  f: number,
  words: (row: Focusable) => string,
  motion: Motion,
): void {
  const boxes = drawBoxes(
    groups.boxes,
    'image',
    images,
    ({ image }) => image.id,
    (group, box) => fillImage(group, box, f),
    motion,
  );
  boxes.attr('class', ({ image }) => `image${image.lit ? ' lit' : ''}${image.running ? ' running' : ''}`);
  focusable(boxes, ({ image }) => image, words);
  const tags = drawBoxes(
    groups.boxes,
    'called',
    names,
    ({ row }) => row.id,
    (group, box) => fillName(group, box, f),
    motion,
  );
  tags.attr('class', ({ row }) => `called${row.lit ? ' lit' : ''}${row.name === '' ? ' nameless' : ''}${row.fold ? ' fold' : ''}`);
  focusable(tags, ({ row }) => row, words);
  const folds = drawBoxes(
    groups.boxes,
    'machine-fold',
    more ? [more] : [],
    ({ row }) => row.id,
    (group, box) => {
      rect(group, { ...box, y: box.y + 2 * f, height: box.height - 4 * f }, 'hit', box, 5 * f);
      text(group, box.label, 'word', box);
    },
    motion,
  );
  focusable(folds, ({ row }) => row, words);
  drawArrows(groups.arrows, names, f, motion);
  const none = groups.boxes.selectAll('g.none').data([0]).join('g').attr('class', 'none') as unknown as Group;
  none.selectAll('*').remove();
  for (const label of empty) text(none, label, 'head-word', { x: 0, y: 0 });
}

function fillImage(group: Group, box: ImageBoxLayout, f: number): void {
  rect(group, box, 'face', box, 7 * f);
  icon(group, ICONS.stack, 8 * f, box.id.y - box.y - 4.3 * f, f);
  text(group, box.id, 'word', box);
  text(group, box.size, 'detail', box);
  text(group, box.containers, 'uses', box);
}

function fillName(group: Group, box: NameBox, f: number): void {
  rect(group, box, 'face', box, 5 * f);
  text(group, box.place, 'detail', box);
  text(group, box.own, 'word', box);
}

function drawArrows(group: Group, names: readonly NameBox[], f: number, motion: Motion): void {
  const arrows = names.filter(({ arrow }) => arrow !== null);
  const marks = joinGroups(
    group,
    'points',
    arrows,
    ({ row }) => row.id,
    (entered) => {
      entered.attr('opacity', motion.ms === 0 ? 1 : 0);
      entered
        .append('path')
        .attr('class', 'arrow')
        .attr('d', (box) => curve(box, f));
    },
    motion,
  );
  marks.attr('class', ({ row }) => `points${row.lit ? ' lit' : ''}`);
  move(marks, motion, { opacity: () => 1 });
  move(marks.select<SVGPathElement>('.arrow') as never, motion, { d: (box: NameBox) => curve(box, f) });
}

/** From the name to its image, with a head. */
function curve({ arrow }: NameBox, f: number): string {
  if (!arrow) return '';
  const { fromX, fromY, toX, toY } = arrow;
  const middle = (fromX + toX) / 2;
  const head = 4 * f;
  return (
    `M${round(fromX)} ${round(fromY)}C${round(middle)} ${round(fromY)} ${round(middle)} ${round(toY)} ${round(toX)} ${round(toY)}` +
    `M${round(toX + head)} ${round(toY - head)}L${round(toX)} ${round(toY)}L${round(toX + head)} ${round(toY + head)}`
  );
}
