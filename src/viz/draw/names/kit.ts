/** Pieces that the panels of the scene of names share. */
import type { NamesCaption } from '../../model/names/caption.ts';
import type { Label } from '../../layout/label.ts';
import type { Box } from '../../layout/stage.ts';
import { at, type Group, joinGroups, type Marks, type Motion, move, round } from '../svg.ts';

/** What can have the focus: a row of the scene. */
export interface Focusable {
  readonly id: string;
  readonly about: NamesCaption | null;
}

/** The origin of a box's own coordinates. */
export type Origin = { readonly x: number; readonly y: number };

/** Joins boxes to groups that slide to their places and fade in and out; their contents are built anew by `fill`. */
export function drawBoxes<D extends Box>(
  parent: Group,
  name: string,
  boxes: readonly D[],
  key: (box: D) => string,
  fill: (group: Group, box: D) => void,
  motion: Motion,
): Marks<SVGGElement, D> {
  const marks = joinGroups(
    parent,
    name,
    boxes,
    key,
    (entered) => void entered.attr('transform', (box) => at(box.x, box.y)).attr('opacity', motion.ms === 0 ? 1 : 0),
    motion,
  );
  move(marks, motion, { transform: (box) => at(box.x, box.y), opacity: () => 1 });
  marks.each((box) => {
    const one = marks.filter((other) => other === box);
    one.selectAll('*').remove();
    fill(one as unknown as Group, box);
  });
  return marks;
}

/** Lets marks have the focus, with the words of their row. */
export function focusable<D>(marks: Marks<SVGGElement, D>, row: (d: D) => Focusable, words: (row: Focusable) => string): void {
  marks
    .attr('data-focus', (d) => row(d).id)
    .attr('role', 'button')
    .attr('aria-label', (d) => words(row(d)));
}

/** A text where its label says, in the coordinates of its box. */
export function text(group: Group, label: Label | null, name: string, origin: Origin): void {
  if (!label || label.text === '') return;
  group
    .append('text')
    .attr('class', `${name}${label.font.mono ? ' mono' : ''}${label.font.bold ? ' bold' : ''}`)
    .attr('x', round(label.x - origin.x))
    .attr('y', round(label.y - origin.y))
    .attr('text-anchor', label.anchor)
    .attr('font-size', label.font.size)
    .text(label.text);
}

/** A rectangle in the coordinates of a box. */
export function rect(group: Group, box: Box, name: string, origin: Origin, radius: number): void {
  group
    .append('rect')
    .attr('class', name)
    .attr('x', round(box.x - origin.x))
    .attr('y', round(box.y - origin.y))
    .attr('width', round(Math.max(0, box.width)))
    .attr('height', round(Math.max(0, box.height)))
    .attr('rx', round(radius));
}

/** An icon of 16 x 16 whose left edge and middle are given, in the coordinates of a box. */
export function icon(group: Group, path: string, x: number, middle: number, f: number): void {
  group
    .append('path')
    .attr('class', 'icon')
    .attr('transform', `${at(x, middle - 6 * f)} scale(${round(0.75 * f * 100) / 100})`)
    .attr('d', path);
}

const CLOUD = 'M4.5 13a3.5 3.5 0 0 1-.4-7 4.5 4.5 0 0 1 8.6 1.1A3 3 0 0 1 12.5 13h-8Z';
const MIRROR = 'M7.2 1h1.6v14H7.2V1ZM1 12V4l5 4-5 4Zm14 0V4l-5 4 5 4Z';
const HOUSE = 'M2 2h12v4.5H2V2Zm0 6h12v6H2V8Zm2-4v1h2V4H4Zm0 6.5v1h2v-1H4Z';
const PAGE = 'M3 1h6.5L13 4.5V15H3V1Zm2 6v1.3h6V7H5Zm0 3v1.3h6V10H5Z';
const LOCK =
  'M4 7V5a4 4 0 0 1 8 0v2h.5A1.5 1.5 0 0 1 14 8.5v5A1.5 1.5 0 0 1 12.5 15h-9A1.5 1.5 0 0 1 2 13.5v-5A1.5 1.5 0 0 1 3.5 7H4Zm1.7 0h4.6V5a2.3 2.3 0 0 0-4.6 0v2Z';
const STACK = 'M8 1 15 4.5 8 8 1 4.5 8 1Zm-7 7 2-1 5 2.5L13 7l2 1-7 3.5L1 8Zm0 3.5 2-1 5 2.5 5-2.5 2 1L8 15l-7-3.5Z';
const PACKED = 'M2 3h12v3.2H2V3Zm1 4.4h10V13H3V7.4Zm3 1.4v1.4h4V8.8H6Z';

/** What colour says is also said by shape. */
export const ICONS = { hub: CLOUD, mirror: MIRROR, private: HOUSE, page: PAGE, lock: LOCK, stack: STACK, packed: PACKED } as const;
