/** One tab stop for the whole picture; arrow keys walk its rows and columns. */
import type { StageLayout } from '../layout/stage.ts';

/** Something that can have the focus: its id (`data-focus`) and where its middle is. */
export interface Stop {
  readonly id: string;
  readonly x: number;
}

/** Lines of stops, top to bottom: brackets, each row (its name first, then its tiles), each level of the grove. */
export function stops(layout: StageLayout): Stop[][] {
  const lines: Stop[][] = [layout.brackets.map((bracket) => ({ id: `bracket:${bracket.group.id}`, x: bracket.x + bracket.width / 2 }))];
  for (const row of layout.rows) {
    const tiles = layout.tiles.filter((box) => box.tile.row === row.row.id).sort((a, b) => a.x - b.x);
    lines.push([{ id: row.row.id, x: row.x }, ...tiles.map((box) => ({ id: box.tile.id, x: box.x + box.width / 2 }))]);
  }
  const levels = new Map<number, Stop[]>();
  for (const box of layout.grove.boxes) {
    const level = Math.round(box.y);
    levels.set(level, [...(levels.get(level) ?? []), { id: `grove:${box.node.id}`, x: box.x + box.width / 2 }]);
  }
  for (const level of [...levels.keys()].sort((a, b) => a - b)) lines.push(levels.get(level) ?? []);
  return lines.filter((line) => line.length > 0);
}

/** Where a key leads from a stop; null for other keys and at the edges. Up and down keep to the column, as near as there is one. */
export function walk(lines: readonly (readonly Stop[])[], from: string, key: string): string | null {
  const y = lines.findIndex((line) => line.some((stop) => stop.id === from));
  const line = lines[y];
  if (!line) return lines[0]?.[0]?.id ?? null;
  const x = line.findIndex((stop) => stop.id === from);
  switch (key) {
    case 'ArrowLeft':
      return line[x - 1]?.id ?? null;
    case 'ArrowRight':
      return line[x + 1]?.id ?? null;
    case 'Home':
      return line[0]?.id ?? null;
    case 'End':
      return line.at(-1)?.id ?? null;
    case 'ArrowUp':
      return nearest(lines[y - 1], line[x]);
    case 'ArrowDown':
      return nearest(lines[y + 1], line[x]);
    default:
      return null;
  }
}

function nearest(line: readonly Stop[] | undefined, from: Stop | undefined): string | null {
  if (!line || !from) return null;
  return [...line].sort((a, b) => Math.abs(a.x - from.x) - Math.abs(b.x - from.x))[0]?.id ?? null;
}
