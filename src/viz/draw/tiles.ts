/** Draws tiles and lids; a tile that was copied up rises from its layer, a whiteout comes down as a lid. */
import type { StageLayout, StoryPath } from '../layout/stage.ts';
import type { TileBox } from '../layout/tiles.ts';
import { at, type Group, hueClass, joinGroups, type Marks, type Motion, move, round, set, write } from './svg.ts';

/** Draws the tiles; `delay` is when (ms) a story lets a tile appear. */
export function drawTiles(group: Group, layout: StageLayout, hatch: string, delay: (tile: TileBox) => number, motion: Motion): void {
  const tiles = joinGroups(
    group,
    'tile',
    layout.tiles,
    (box) => box.tile.id,
    (entered) => build(entered, layout),
    motion,
  );
  const f = layout.metrics.factor;
  set(tiles, {
    class: (box) => `tile tile-${box.tile.state} type-${box.tile.type} ${hueClass(box.tile.hue)}`,
    'data-focus': (box) => box.tile.id,
    role: () => 'button',
    'aria-label': (box) => box.about,
  }).order();
  move(tiles, motion, { transform: (box) => at(box.x, box.y), opacity: () => 1 }, delay);
  for (const name of ['rect.face', 'rect.hatch']) {
    move(tiles.select<SVGRectElement>(name), motion, { width: (box) => round(box.width), height: (box) => round(box.height) });
    set(tiles.select<SVGRectElement>(name), { rx: () => Math.min(7 * f, 7) });
  }
  set(tiles.select<SVGRectElement>('rect.hatch'), {
    fill: (box) => (box.tile.state === 'whiteout' || box.tile.opaque ? `url(#${hatch})` : 'none'),
  });
  write(
    tiles.select<SVGTextElement>('text.name'),
    (box) => box.label,
    (box) => box,
  );
  write(
    tiles.select<SVGTextElement>('text.sub'),
    (box) => box.sub,
    (box) => box,
  );
  drawParts(tiles, f);
}

/** Under a summary in the merged view: how much each layer gives, as a strip in the layers' hues. */
function drawParts(tiles: Marks<SVGGElement, TileBox>, f: number): void {
  const strips = tiles
    .selectAll<SVGRectElement, { box: TileBox; index: number }>('rect.part')
    .data((box) => (box.height < 26 * f ? [] : box.tile.parts.map((_, index) => ({ box, index }))));
  strips.exit().remove();
  const inset = 6 * f;
  const span = (box: TileBox, from: number, to: number): number => {
    const total = box.tile.parts.reduce((sum, part) => sum + part.count, 0);
    const some = box.tile.parts.slice(from, to).reduce((sum, part) => sum + part.count, 0);
    return total === 0 ? 0 : ((box.width - 2 * inset) * some) / total;
  };
  set(strips.enter().append('rect').merge(strips) as unknown as Marks<SVGRectElement, { box: TileBox; index: number }>, {
    class: ({ box, index }) => `part ${hueClass(box.tile.parts[index]?.hue ?? null)}`,
    x: ({ box, index }) => round(inset + span(box, 0, index)),
    y: ({ box }) => round(box.height - 6 * f),
    width: ({ box, index }) => round(Math.max(1, span(box, index, index + 1))),
    height: () => 3 * f,
  });
}

/** Draws the lids of opaque folders behind the tiles of their row. */
export function drawLids(group: Group, layout: StageLayout, hatch: string, motion: Motion): void {
  const lids = joinGroups(
    group,
    'lid',
    layout.lids,
    (box) => box.lid.id,
    (entered) => {
      entered
        .attr('opacity', 0)
        .attr('transform', (box) => at(box.x, box.y - 24))
        .append('rect')
        .attr('class', 'face');
      entered.append('rect').attr('class', 'hatch');
    },
    motion,
  );
  lids
    .attr('class', (box) => `lid ${hueClass(box.lid.hue)}`)
    .attr('role', 'img')
    .attr('aria-label', (box) => box.about);
  move(lids, motion, { transform: (box) => at(box.x, box.y), opacity: () => 1 });
  for (const name of ['rect.face', 'rect.hatch']) {
    move(lids.select<SVGRectElement>(name), motion, { width: (box) => round(box.width), height: (box) => round(box.height) });
    set(lids.select<SVGRectElement>(name), { rx: () => 9 });
  }
  lids.select('rect.hatch').attr('fill', `url(#${hatch})`);
}

/** The story that brings a tile onto the stage, if one does. */
export function storyOf(layout: StageLayout, box: TileBox): StoryPath | undefined {
  return layout.stories.find(({ story }) => story.column === box.tile.column && story.to === box.tile.row && story.kind !== 'lookup');
}

function build(entered: Marks<SVGGElement, TileBox>, layout: StageLayout): void {
  entered
    .attr('opacity', (box) => (storyOf(layout, box)?.story.kind === 'copy-up' ? 0.35 : 0))
    .attr('transform', (box) => at(box.x, box.y + rise(box, layout)));
  entered
    .append('rect')
    .attr('class', 'face')
    .attr('width', (box) => round(box.width))
    .attr('height', (box) => round(box.height));
  entered
    .append('rect')
    .attr('class', 'hatch')
    .attr('width', (box) => round(box.width))
    .attr('height', (box) => round(box.height));
  entered.append('text').attr('class', 'name');
  entered.append('text').attr('class', 'sub');
}

/** Where a new tile comes from, relative to its place: the layer it is copied from, or just above for a lid. */
function rise(box: TileBox, layout: StageLayout): number {
  const path = storyOf(layout, box);
  if (path?.story.kind === 'copy-up') return path.fromY - path.toY;
  return box.tile.state === 'whiteout' ? -18 : 0;
}
