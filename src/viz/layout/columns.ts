/** Columns left to right, and the brackets of their folders. */
import type { Say } from '../model/caption.ts';
import type { LayerScene, SceneColumn, SceneGroup } from '../model/scene.ts';
import { type Font, type Label, label, type Measure, middleEllipsis } from './label.ts';
import { type Metrics, SLANT } from './metrics.ts';

export interface ColumnBox {
  readonly column: SceneColumn;
  readonly x: number;
  readonly width: number;
  /** Slanted above the column; only shown when `slanted`. */
  readonly name: Label;
}

export interface Bracket {
  readonly group: SceneGroup;
  readonly x: number;
  readonly width: number;
  /** Where the bracket's line is. */
  readonly y: number;
  readonly label: Label;
}

export interface ColumnsLayout {
  readonly columns: readonly ColumnBox[];
  readonly brackets: readonly Bracket[];
  /** True when the columns are too narrow for names on the tiles. */
  readonly slanted: boolean;
}

/** Spreads the columns over `area` (slanted names may reach `edge`); their heights are set later, when the first row is placed. */
export function layoutColumns(
  scene: LayerScene,
  area: { x: number; width: number; edge: number },
  m: Metrics,
  measure: Measure,
  say: Say,
): ColumnsLayout {
  const count = scene.columns.length;
  if (count === 0) return { columns: [], brackets: [], slanted: false };
  const gapsOf = (groupGap: number, columnGap: number): number =>
    (scene.groups.length - 1) * groupGap + (count - scene.groups.length) * columnGap;
  const needs = widthsWanted(scene, m, measure, say);
  const tight = share(needs, area.width - gapsOf(m.groupGap, m.columnGap)) < m.tileNamed;
  const groupGap = tight ? m.groupGap * 0.6 : m.groupGap;
  const columnGap = tight ? m.columnGap * 0.6 : m.columnGap;
  const room = area.width - gapsOf(groupGap, columnGap);
  const most = share(needs, room);
  const slanted = most < m.tileNamed;
  const widths = slanted
    ? needs.map(() => Math.min(m.tileMax, room / count))
    : widen(
        needs.map((need) => Math.min(need, most)),
        room,
        m,
      );
  const nameFont: Font = { size: m.small, mono: true, bold: false };
  const reach = (m.slantHeight - 14 * m.factor) / Math.sin((SLANT * Math.PI) / 180);
  const columns: ColumnBox[] = [];
  const brackets: Bracket[] = [];
  let x = area.x;
  for (const group of scene.groups) {
    const start = x;
    for (const column of scene.columns.filter((candidate) => candidate.group === group.id)) {
      const width = widths[scene.columns.indexOf(column)] ?? 0;
      const middle = x + width / 2;
      const reaching = Math.min(reach, (area.edge - middle) / Math.cos((SLANT * Math.PI) / 180));
      const name = slanted ? slantedName(column) : '';
      columns.push({ column, x, width, name: label(name, middle, 0, reaching, nameFont, measure) });
      x += width + columnGap;
    }
    const spread = x - columnGap - start;
    const font: Font = { size: m.small, mono: group.kind === 'folder', bold: false };
    brackets.push({
      group,
      x: start,
      width: spread,
      y: 0,
      label: slanted ? label('', start, 0, 0, font, measure) : bracketLabel(group, start, spread, font, measure, say),
    });
    x += groupGap - columnGap;
  }
  return { columns, brackets, slanted };
}

/** What each column needs for its name; a lone one also for the folder over it. */
function widthsWanted(scene: LayerScene, m: Metrics, measure: Measure, say: Say): number[] {
  const name: Font = { size: m.small, mono: true, bold: true };
  const folder: Font = { size: m.small, mono: true, bold: false };
  const words = Math.max(
    measure(say({ key: 'tile.whiteout', params: {} }), { ...name, mono: false }),
    measure(say({ key: 'tile.gone', params: {} }), { ...name, mono: false }),
  );
  return scene.columns.map((column) => {
    const alone = scene.columns.filter((other) => other.group === column.group).length === 1;
    const head = !alone
      ? 0
      : column.kind === 'rest'
        ? measure(say({ key: 'column.rest', params: {} }), { ...folder, mono: false })
        : Math.min(measure(`▾ ${column.group}`, folder), m.tileMax);
    return Math.max(m.tileNamed, words + 12 * m.factor, measure(`${column.name}/`, name) + 14 * m.factor, head);
  });
}

/** The most that one column can have so that all together fit `room`: the widest give way first. */
function share(needs: readonly number[], room: number): number {
  let left = room;
  const sorted = [...needs].sort((a, b) => a - b);
  for (const [index, need] of sorted.entries()) {
    const each = left / (sorted.length - index);
    if (need >= each) return each;
    left -= need;
  }
  return sorted.at(-1) ?? room;
}

/** Gives room that is left to all alike, up to the widest a tile gets. */
function widen(widths: readonly number[], room: number, m: Metrics): number[] {
  const left = room - widths.reduce((sum, width) => sum + width, 0);
  return widths.map((width) => Math.max(width, Math.min(m.tileMax, width + left / widths.length)));
}

/** With its folder, because brackets over narrow columns have no room for one: "etc/passwd". */
function slantedName(column: SceneColumn): string {
  if (column.kind === 'rest') return '';
  if (column.kind === 'folder') return `${column.name}/`;
  const folder = column.group.slice(column.group.lastIndexOf('/') + 1);
  return `${folder}/${column.name}`;
}

/** The folder's path with its open or close mark; only the mark when there is no room for more. */
function bracketLabel(group: SceneGroup, x: number, width: number, font: Font, measure: Measure, say: Say): Label {
  const text = group.kind === 'rest' ? say({ key: 'column.rest', params: {} }) : group.id;
  const mark = group.kind === 'rest' ? '' : group.open ? '▾ ' : '▸ ';
  const room = width - measure(mark, font);
  const shown = measure(text, font) <= room ? text : shorter(text, room, font, measure);
  const full = `${mark}${shown}`;
  return { text: full, full: text, x: x + width / 2, y: 0, width: measure(full, font), font, anchor: 'middle' };
}

/** A long path keeps its last name: "/usr/local/tomcat/logs" → "…/logs". */
function shorter(path: string, room: number, font: Font, measure: Measure): string {
  const last = `…/${path.slice(path.lastIndexOf('/') + 1)}`;
  return path.startsWith('/') && path.lastIndexOf('/') > 0 && measure(last, font) <= room
    ? last
    : middleEllipsis(path, room, font, measure);
}
