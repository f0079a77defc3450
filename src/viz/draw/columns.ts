/** Draws columns: faint guides from the merged view to the ground, brackets with their folders, slanted names. */
import type { Bracket, ColumnBox } from '../layout/columns.ts';
import { SLANT } from '../layout/metrics.ts';
import type { StageLayout } from '../layout/stage.ts';
import { at, type Group, joinGroups, type Motion, move, round, write } from './svg.ts';

/** Guides stand behind the rows' tiles, brackets and names above the first row. */
export function drawColumns(guides: Group, heads: Group, layout: StageLayout, about: (bracket: Bracket) => string, motion: Motion): void {
  const top = layout.rows[0]?.y ?? 0;
  const bottom = layout.rows.at(-1)?.y ?? 0;
  const lines = joinGroups(
    guides,
    'guide',
    layout.columns,
    (box) => box.column.id,
    (entered) => {
      entered
        .attr('opacity', 0)
        .attr('transform', (box) => at(box.x, top))
        .append('rect');
    },
    motion,
  );
  move(lines, motion, { transform: (box) => at(box.x, top), opacity: () => 1 });
  move(lines.select<SVGRectElement>('rect'), motion, { width: (box) => round(box.width), height: () => round(Math.max(0, bottom - top)) });
  drawNames(heads, layout, motion);
  const brackets = joinGroups(
    heads,
    'bracket',
    layout.brackets,
    (bracket) => bracket.group.id,
    (entered) => {
      entered.attr('opacity', 0).attr('transform', (bracket) => at(bracket.x, bracket.y));
      entered.append('rect').attr('class', 'hit');
      entered.append('path');
      entered.append('text');
    },
    motion,
  );
  const f = layout.metrics.factor;
  brackets
    .attr('class', (bracket) => `bracket bracket-${bracket.group.kind}`)
    .attr('data-focus', (bracket) => `bracket:${bracket.group.id}`)
    .attr('role', 'button')
    .attr('aria-label', about)
    .attr('aria-expanded', (bracket) => String(bracket.group.open));
  move(brackets, motion, { transform: (bracket) => at(bracket.x, bracket.y), opacity: () => 1 });
  move(brackets.select<SVGPathElement>('path'), motion, { d: (bracket) => `M0 0V${-4 * f}H${round(bracket.width)}V0` });
  brackets
    .select<SVGRectElement>('rect.hit')
    .attr('y', -26 * f)
    .attr('height', 27 * f)
    .attr('width', (bracket) => round(bracket.width));
  write(
    brackets.select<SVGTextElement>('text'),
    (bracket) => bracket.label,
    (bracket) => bracket,
  );
}

function drawNames(heads: Group, layout: StageLayout, motion: Motion): void {
  const shown: readonly ColumnBox[] = layout.slanted ? layout.columns : [];
  const names = joinGroups(
    heads,
    'name',
    shown,
    (box) => box.column.id,
    (entered) => {
      entered
        .attr('opacity', 0)
        .attr('transform', (box) => `${at(box.name.x, box.name.y)} rotate(${-SLANT})`)
        .append('text');
    },
    motion,
  );
  names.attr('aria-hidden', 'true');
  move(names, motion, { transform: (box) => `${at(box.name.x, box.name.y)} rotate(${-SLANT})`, opacity: () => 1 });
  write(names.select<SVGTextElement>('text'), (box) => ({ ...box.name, x: 0, y: 0 }));
}
