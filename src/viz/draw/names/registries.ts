/** Draws the registries: their cards, repositories, tags and manifests. */
import type { RegistriesLayout, RegistryRowBox } from '../../layout/names/registries.ts';
import { type Group, type Motion, round } from '../svg.ts';
import { drawBoxes, type Focusable, focusable, ICONS, icon, rect, text } from './kit.ts';

/** Draws the panel. */
export function drawRegistries(
  groups: { readonly cards: Group; readonly rows: Group },
  { rows, cards }: RegistriesLayout,
  f: number,
  words: (row: Focusable) => string,
  motion: Motion,
): void {
  const areas = drawBoxes(
    groups.cards,
    'card',
    cards,
    ({ id }) => id,
    (group, box) => rect(group, box, 'body', box, 8 * f),
    motion,
  );
  areas.classed('silent', ({ silent }) => silent);
  const marks = drawBoxes(
    groups.rows,
    'place',
    rows,
    ({ row }) => row.id,
    (group, box) => fill(group, box, f),
    motion,
  );
  marks.attr('class', ({ row }) => `place place-${row.kind}${row.kind === 'manifest' ? manifestClass(row) : ''}`);
  focusable(marks, ({ row }) => row, words);
}

const manifestClass = (row: { readonly lit: boolean; readonly here: boolean; readonly moved: boolean }): string =>
  `${row.lit ? ' lit' : ''}${row.moved ? ' moved' : row.here ? ' here' : ''}`;

function fill(group: Group, box: RegistryRowBox, f: number): void {
  const { row, title, detail, pills, chip, arrow } = box;
  rect(group, { x: box.x + 3 * f, y: box.y + 1 * f, width: box.width - 6 * f, height: box.height - 2 * f }, 'hit', box, 5 * f);
  if (row.kind === 'registry') icon(group, ICONS[row.role], 9 * f, box.height / 2, f);
  text(group, title, 'title', box);
  text(group, detail, 'detail', box);
  for (const pill of pills) {
    rect(group, pill, 'pill', box, pill.height / 2);
    text(group, pill.label, 'tag', box);
  }
  if (arrow) drawArrow(group, arrow.from - box.x, arrow.to - box.x, arrow.y - box.y, f);
  if (!chip) return;
  rect(group, chip, 'chip', box, 5 * f);
  icon(group, ICONS.page, chip.x - box.x + 5 * f, chip.y - box.y + chip.height / 2, f);
  text(group, chip.label, 'digest', box);
}

function drawArrow(group: Group, from: number, to: number, y: number, f: number): void {
  const [tip, head] = [to, 4 * f];
  group
    .append('path')
    .attr('class', 'arrow')
    .attr(
      'd',
      `M${round(from)} ${round(y)}H${round(tip)}M${round(tip - head)} ${round(y - head)}L${round(tip)} ${round(y)}L${round(tip - head)} ${round(y + head)}`,
    );
}
