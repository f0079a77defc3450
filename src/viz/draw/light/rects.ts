/** Rectangles and labels of the scene, joined by id: what is new fades in, what stays moves, what is gone is gone at once. */
import type { Label } from '../../layout/label.ts';
import type { Box } from '../../layout/stage.ts';
import { type Group, type Marks, type Motion, move, round, set, write } from '../svg.ts';

/** Draws boxes. */
export function drawRects<D extends Box & { readonly id: string }>(
  group: Group,
  data: readonly D[],
  name: (d: D) => string,
  radius: number,
  motion: Motion,
): void {
  const place = { x: (d: D) => round(d.x), y: (d: D) => round(d.y), width: (d: D) => round(d.width), height: (d: D) => round(d.height) };
  const bound = group.selectAll<SVGRectElement, D>('rect').data(data, (d) => d.id);
  bound.exit().interrupt().remove();
  const entered = bound.enter().append('rect') as unknown as Marks<SVGRectElement, D>;
  set(entered, { ...place, opacity: () => (motion.ms === 0 ? 1 : 0) });
  const all = entered
    .merge(bound as unknown as Marks<SVGRectElement, D>)
    .attr('class', name)
    .order();
  move(all, motion, { ...place, rx: (d) => round(Math.min(radius, d.width / 2, d.height / 2)), opacity: () => 1 });
}

/** A label and the class it is drawn with. */
export interface Word {
  readonly name: string;
  readonly label: Label | null;
}

/** Draws labels. */
export function drawLabels(group: Group, words: readonly Word[]): void {
  const shown = words.flatMap(({ name, label }) => (label && label.text !== '' ? [{ name, label }] : []));
  const texts = group
    .selectAll<SVGTextElement, (typeof shown)[number]>('text')
    .data(shown)
    .join('text')
    .attr('class', ({ name }) => name);
  write(texts as unknown as Marks<SVGTextElement, (typeof shown)[number]>, ({ label }) => label);
}
