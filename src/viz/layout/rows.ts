/** Rows bottom up: the ground stays, layers stack on it, the merged view floats on top. */
import type { Say } from '../model/caption.ts';
import type { SceneRow } from '../model/scene.ts';
import { type Font, type Label, label, type Measure } from './label.ts';
import type { Metrics } from './metrics.ts';
import type { Box } from './stage.ts';

export interface RowBox extends Box {
  readonly row: SceneRow;
  readonly title: Label;
  readonly detail: Label;
  /** "shared by 3", "" when it is not. */
  readonly shared: Label;
  /** Where the icon (lock, pen, eye) stands, and its size. */
  readonly icon: { readonly x: number; readonly y: number; readonly size: number };
  readonly tileY: number;
  readonly tileHeight: number;
}

/** Places the rows (given top first) in `area`, standing on its bottom. */
export function layoutRows(rows: readonly SceneRow[], area: Box, m: Metrics, say: Say, measure: Measure): RowBox[] {
  const above = rows.filter((row) => row.kind !== 'ground').length;
  const room = area.height - m.groundHeight;
  // Gaps: one under each row, and a wider one under the merged view, where one looks down.
  const shares = above + 1;
  const gap = above === 0 ? 0 : Math.max(m.gapMin, Math.min(m.gapMax, (room - above * m.rowMax) / shares, room * 0.025));
  const height = above === 0 ? 0 : Math.min(m.rowMax, (room - shares * gap) / above);
  const boxes: RowBox[] = [];
  let bottom = area.y + area.height;
  for (const row of [...rows].reverse()) {
    const tall = row.kind === 'ground' ? m.groundHeight : height;
    const y = bottom - tall;
    boxes.unshift(rowBox(row, { x: area.x, y, width: area.width, height: tall }, m, say, measure));
    const next = rows[rows.indexOf(row) - 1];
    bottom = y - (next?.kind === 'merged' ? gap * 2 : gap);
  }
  return boxes;
}

function rowBox(row: SceneRow, box: Box, m: Metrics, say: Say, measure: Measure): RowBox {
  const f = m.factor;
  const small: Font = { size: m.small, mono: false, bold: false };
  const titleFont: Font = { size: m.text, mono: row.title.key === 'row.ro', bold: row.title.key !== 'row.ro' };
  const sharedText = sharing(row, say, measure, small, box.width * 0.3);
  const facts = row.details.map(say).filter((fact) => fact !== '');
  const icon = { x: box.x + m.inset, y: 0, size: 13 * f };
  const left = icon.x + icon.size + 8 * f;
  const one = box.height < 44 * f;
  if (row.kind === 'ground' || !m.beside) {
    // One line: name left, facts right; tiles below it.
    const lineY =
      row.kind === 'ground' ? box.y + box.height / 2 + m.text * 0.36 : box.y + Math.min(22 * f, 16 * f + (box.height - m.rowMin) * 0.15);
    const right = box.x + box.width - m.inset;
    const room = right - left;
    const sharedWidth = sharedText === '' ? 0 : measure(sharedText, small) + 26 * f;
    const name = say(row.title);
    const most = Math.max(measure(facts[0] ?? '', small), Math.max(room * 0.45, room - measure(name, titleFont) - 14 * f) - sharedWidth);
    const detail = label(fitting(facts, most, small, measure), right - sharedWidth, lineY, most, small, measure, 'end');
    const title = label(name, left, lineY, room - detail.width - sharedWidth - 14 * f, titleFont, measure);
    const tileY = box.y + Math.min(30 * f, 21 * f + (box.height - m.rowMin) * 0.22);
    return {
      row,
      ...box,
      title,
      detail,
      shared: label(sharedText, right - 8 * f, lineY, room, small, measure, 'end'),
      icon: { ...icon, y: lineY - m.text * 0.36 - icon.size / 2 },
      tileY,
      tileHeight: row.kind === 'ground' ? 0 : box.y + box.height - Math.min(10 * f, 4 * f + (box.height - m.rowMin) * 0.15) - tileY,
    };
  }
  const room = m.nameWidth - (left - box.x - m.inset) - 16 * f;
  // A low row has one line beside its tiles: the instruction gets it; sharing is told by the grove.
  const sharedWidth = sharedText === '' || one ? 0 : measure(sharedText, small) + 24 * f;
  const titleY = one ? box.y + box.height / 2 + m.text * 0.36 : box.y + box.height / 2 - 4 * f;
  const detailY = one ? titleY : titleY + 18 * f;
  const detail = label(one ? '' : fitting(facts, room - sharedWidth, small, measure), left, detailY, room - sharedWidth, small, measure);
  const tileHeight = Math.min(40 * f, box.height - 10 * f);
  return {
    row,
    ...box,
    title: label(say(row.title), left, titleY, one ? room - sharedWidth : room, titleFont, measure),
    detail,
    shared: label(one ? '' : sharedText, left + room - 8 * f, detailY, room, small, measure, 'end'),
    icon: { ...icon, y: titleY - m.text * 0.36 - icon.size / 2 },
    tileY: box.y + (box.height - tileHeight) / 2,
    tileHeight,
  };
}

/** Who stands on the layer, in as many words as `room` allows; "" when that is one image and at most one container. */
function sharing(row: SceneRow, say: Say, measure: Measure, font: Font, room: number): string {
  const { images, containers } = row.sharedBy;
  if (images < 2 && containers < 2) return '';
  const text = say({ key: 'row.shared', params: row.sharedBy });
  const count = images < 2 ? containers : images + containers;
  return measure(text, font) <= room ? text : say({ key: 'row.shared.short', params: { count } });
}

/** As many facts as there is room for, the first always. */
function fitting(facts: readonly string[], room: number, font: Font, measure: Measure): string {
  for (let count = facts.length; count > 1; count--) {
    const text = facts.slice(0, count).join(' · ');
    if (measure(text, font) <= room) return text;
  }
  return facts[0] ?? '';
}
