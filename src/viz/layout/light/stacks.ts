/** Places the two stacks: bands for what is there once, rows of cells for what is there for each instance. */
import { type LightScene, type Side, SIDES } from '../../model/light/scene.ts';
import { STACKS, type StackRow } from '../../model/light/stacks.ts';
import type { LightWords, StackPart } from '../../model/light/words.ts';
import { type Label, label, type Measure } from '../label.ts';
import type { Box } from '../stage.ts';
import { type LightMetrics, titleHeight } from './frame.ts';

/** One part of a stack over its whole width: a band, or the room of a row of cells with its name before it. */
export interface RowPlace extends Box {
  readonly id: string;
  readonly side: Side;
  readonly part: StackPart;
  readonly once: boolean;
  readonly title: Label;
  readonly detail: Label | null;
  readonly about: string;
}

export interface CellPlace extends Box {
  readonly id: string;
  readonly side: Side;
  readonly part: StackPart;
}

/** The outline of one instance, around its cells. */
export interface InstancePlace extends Box {
  readonly id: string;
  readonly side: Side;
}

export interface StackPlace extends Box {
  readonly side: Side;
  readonly title: Label;
  readonly note: Label | null;
  readonly rows: readonly RowPlace[];
  readonly cells: readonly CellPlace[];
  readonly instances: readonly InstancePlace[];
  /** "+12", when the last column stands for several. */
  readonly more: Label | null;
}

/** Narrower columns are not drawn: the last then stands for the rest. */
const LEAST_COLUMN = 3.5;

/** Wider ones would look like bands. */
const MOST_COLUMN = 64;

/** Space inside a part on its left, and between its icon and its name. */
const INSET = 8;
const ICON = 16;

/** Width of the names before the cells, the same for both stacks. */
export function gutterOf(scene: LightScene, width: number, m: LightMetrics, words: LightWords, measure: Measure): number {
  const small = { size: m.small, mono: false, bold: false };
  const named = SIDES.flatMap((side) => STACKS[side]).filter(({ there }) => there !== 'once');
  const names = named.map(({ part }) => measure(words.part(part, scene), small));
  return Math.min(width * 0.4, Math.max(...names) + (2 * INSET + ICON) * m.factor);
}

/** Places one stack in `box`. */
export function placeStack(
  scene: LightScene,
  side: Side,
  box: Box,
  gutter: number,
  m: LightMetrics,
  words: LightWords,
  measure: Measure,
): StackPlace {
  const f = m.factor;
  const bold = { size: m.text + f, mono: false, bold: true };
  const small = { size: m.small, mono: false, bold: false };
  const top = titleHeight(m);
  const plan = STACKS[side];
  const isOnce = ({ there }: StackRow): boolean => there === 'once' || (there === 'counted' && scene.sharing);
  const gap = (m.narrow ? 2 : 3) * f;
  const rowHeight = (box.height - top - gap * (plan.length - 1)) / plan.length;
  const inset = INSET * f;
  const rows = plan.map((row, index): RowPlace => {
    const once = isOnce(row);
    const y = box.y + box.height - (index + 1) * rowHeight - index * gap;
    const baseline = y + rowHeight / 2 + m.small * 0.36;
    const x = box.x + inset + ICON * f;
    const title = label(
      words.part(row.part, scene),
      x,
      baseline,
      once ? box.width - inset - (x - box.x) : gutter - (x - box.x),
      small,
      measure,
    );
    const detailText = once ? words.partDetail(row.part, scene) : '';
    const room = box.x + box.width - inset - (title.x + title.width + 12 * f);
    const detail =
      detailText === '' || room < 40 * f ? null : label(detailText, box.x + box.width - inset, baseline, room, small, measure, 'end');
    return {
      id: `${side}:${row.part}`,
      side,
      part: row.part,
      once,
      x: box.x,
      y,
      width: box.width,
      height: rowHeight,
      title,
      detail,
      about: words.aboutPart(row.part, scene),
    };
  });
  const columns = columnsOf(scene.count, { x: box.x + gutter, width: box.width - gutter }, f);
  const celled = rows.filter(({ once }) => !once);
  const inner = columns.width > 12 * f ? 2 * f : columns.width > 7 * f ? f : 0;
  const cells = celled.flatMap((row) =>
    columns.xs.map(
      (x, index): CellPlace => ({
        id: `${row.id}:${index}`,
        side,
        part: row.part,
        x: x + inner,
        y: row.y + (inner > 0 ? f : 0),
        width: columns.width - 2 * inner,
        height: row.height - (inner > 0 ? 2 * f : 0),
      }),
    ),
  );
  const first = celled.at(-1);
  const last = celled[0];
  const instances =
    first && last
      ? columns.xs.map(
          (x, index): InstancePlace => ({
            id: `${side}:${index}`,
            side,
            x,
            y: first.y - (inner > 0 ? f : 0),
            width: columns.width,
            height: last.y + last.height - first.y + (inner > 0 ? 2 * f : 0),
          }),
        )
      : [];
  const titleY = box.y + 14 * f;
  const title = label(words.stackTitle(side, scene.count), box.x, titleY, box.width, bold, measure);
  const rest = scene.count - columns.xs.length;
  return {
    ...box,
    side,
    title,
    note: m.narrow ? null : label(words.stackNote(side), box.x, titleY + 17 * f, box.width, small, measure),
    rows,
    cells,
    instances,
    more: rest > 0 ? label(`+${rest}`, box.x + box.width, titleY, box.width - title.width - 8 * f, small, measure, 'end') : null,
  };
}

/** Columns of equal width from the left, as many as there are instances or as fit. */
function columnsOf(count: number, { x, width }: { x: number; width: number }, f: number): { xs: number[]; width: number } {
  const shown = Math.max(1, Math.min(count, Math.floor(width / (LEAST_COLUMN * f))));
  const pitch = Math.min(width / shown, MOST_COLUMN * f);
  const gap = Math.min(6 * f, pitch * 0.22);
  return { xs: Array.from({ length: shown }, (_, index) => x + index * pitch), width: pitch - gap };
}
