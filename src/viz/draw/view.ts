/** The picture: draws a layout into an SVG element and reports what people choose in it. */
import type { Caption, Say } from '../model/caption.ts';
import type { Measure } from '../layout/label.ts';
import type { Box, StageLayout } from '../layout/stage.ts';
import { drawColumns } from './columns.ts';
import { drawGrove } from './grove.ts';
import { stops } from './keyboard.ts';
import { createRoving } from './roving.ts';
import { drawRows } from './rows.ts';
import { drawStories, moveMs } from './stories.ts';
import { type Group, type Marks, type Motion, write, openPicture } from './svg.ts';
import { drawLids, drawTiles, storyOf } from './tiles.ts';
import { drawTip } from './tip.ts';

export interface ViewOptions {
  readonly say: Say;
  readonly measure: Measure;
  /** A tile of a file, or a row as a whole ("") was chosen: the path in the container, and the id of the row ("merged" or a layer's). */
  readonly onOpenFile: (path: string, row: string) => void;
  /** A bracket or the tile of a folder was chosen: it opens or closes. */
  readonly onToggleFolder: (path: string) => void;
  readonly onSelectContainer: (id: string) => void;
  readonly onSelectImage: (name: string) => void;
}

export interface StageView {
  /** Draws; moves take `motion.ms` (0: none). */
  render(layout: StageLayout, rowText: (row: string) => Caption | null, motion: Motion): void;
  /** New words: takes effect with the next `render`. */
  setSay(say: Say): void;
  destroy(): void;
}

let instances = 0;

/** Makes the picture inside `svg`, which it owns from then on. */
export function createView(svg: SVGSVGElement, options: ViewOptions): StageView {
  const { root, layer } = openPicture(svg);
  const hatch = `stage-hatch-${instances++}`;
  const defs = root
    .append('defs')
    .append('pattern')
    .attr('id', hatch)
    .attr('width', 7)
    .attr('height', 7)
    .attr('patternUnits', 'userSpaceOnUse')
    .attr('patternTransform', 'rotate(45)');
  defs.append('rect').attr('class', 'hatch-line').attr('width', 2.4).attr('height', 7);
  const groups = {
    rows: layer('rows'),
    guides: layer('guides', true),
    lids: layer('lids'),
    falls: layer('stories', true),
    tiles: layer('tiles'),
    stories: layer('stories', true),
    rowWords: layer('row-words', true),
    heads: layer('heads'),
    words: layer('words', true),
    grove: layer('grove'),
    tip: layer('tip', true),
  };
  let say = options.say;
  let shown: StageLayout | null = null;
  let told = -1;
  let rowText: (row: string) => Caption | null = () => null;

  function tip(id: string): void {
    if (!shown) return;
    const [text, box] = tipOf(shown, id, rowText, say);
    drawTip(groups.tip, shown, text, box, options.measure);
  }

  function choose(id: string): void {
    const bracket = shown?.brackets.find(({ group }) => `bracket:${group.id}` === id);
    if (bracket) return options.onToggleFolder(bracket.group.kind === 'rest' ? '/' : bracket.group.id);
    const tile = shown?.tiles.find((box) => box.tile.id === id);
    if (tile) {
      if (tile.column.kind !== 'path' || (tile.tile.type === 'dir' && tile.tile.state !== 'gone' && tile.tile.state !== 'absent'))
        return options.onToggleFolder(tile.column.path);
      return options.onOpenFile(tile.column.path, tile.tile.row);
    }
    const row = shown?.rows.find((box) => box.row.id === id)?.row;
    if (row && row.kind !== 'ground') return options.onOpenFile('', id);
    const node = shown?.grove.boxes.find((box) => `grove:${box.node.id}` === id)?.node;
    if (node?.target == null) return;
    if (node.kind === 'container') options.onSelectContainer(node.target);
    else options.onSelectImage(node.target);
  }

  const roving = createRoving(svg, { stops: () => (shown ? stops(shown) : []), choose, tip });

  return {
    render(layout, text, motion) {
      const fresh = layout.stories.filter(({ story }) => story.id > told && !story.goesOn);
      const each = moveMs(fresh.length, motion);
      shown = layout;
      rowText = text;
      root.attr('viewBox', `0 0 ${layout.size.width} ${layout.size.height}`).attr('aria-label', say({ key: 'stage.name', params: {} }));
      roving.redraw(() => {
        drawRows(groups.rows, groups.rowWords, layout, (box) => words(text(box.row.id), say), motion);
        drawColumns(
          groups.guides,
          groups.heads,
          layout,
          (bracket) => say({ key: 'about.bracket', params: { path: bracket.label.full, open: bracket.group.open } }),
          motion,
        );
        drawLids(groups.lids, layout, hatch, motion);
        drawTiles(
          groups.tiles,
          layout,
          hatch,
          (box) => {
            const path = storyOf(layout, box);
            return path ? Math.max(0, fresh.indexOf(path)) * each : 0;
          },
          motion,
        );
        drawStories({ behind: groups.falls, before: groups.stories }, layout, told, motion);
        drawWords(groups.words, layout);
        drawGrove(groups.grove, layout, motion);
      });
      told = layout.stories.reduce((last, { story }) => Math.max(last, story.id), told);
    },
    setSay(next) {
      say = next;
    },
    destroy() {
      roving.destroy();
      root.selectAll('*').interrupt().remove();
    },
  };
}

function tipOf(layout: StageLayout, id: string, rowText: (row: string) => Caption | null, say: Say): [string, Box | null] {
  const tile = layout.tiles.find((box) => box.tile.id === id);
  if (tile) return [tile.about, tile];
  const row = layout.rows.find((box) => box.row.id === id);
  if (row) return [words(rowText(id), say), { ...row, height: row.tileY - row.y || row.height }];
  const bough = layout.grove.boxes.find((box) => `grove:${box.node.id}` === id);
  if (bough) return [bough.about, bough];
  const bracket = layout.brackets.find((box) => `bracket:${box.group.id}` === id);
  return bracket ? [bracket.label.full, { x: bracket.x, y: bracket.y - 24, width: bracket.width, height: 26 }] : ['', null];
}

function words(caption: Caption | null, say: Say): string {
  return caption ? say(caption) : '';
}

/** Title, subtitle, caption and hint. */
function drawWords(group: Group, layout: StageLayout): void {
  const lines = [
    ...(layout.title ? [{ name: 'title', label: layout.title }] : []),
    ...(layout.subtitle ? [{ name: 'subtitle', label: layout.subtitle }] : []),
    ...layout.caption.map((label) => ({ name: 'caption', label })),
    ...(layout.caption.length > 0 ? [] : layout.hint.map((label) => ({ name: 'hint', label }))),
  ];
  const texts = group
    .selectAll<SVGTextElement, (typeof lines)[number]>('text')
    .data(lines)
    .join('text')
    .attr('class', ({ name }) => name);
  write(texts as unknown as Marks<SVGTextElement, (typeof lines)[number]>, ({ label }) => label);
  const [first] = layout.caption;
  const f = layout.metrics.factor;
  group
    .selectAll('circle')
    .data(first ? [first] : [])
    .join('circle')
    .attr('class', 'mark')
    .attr('r', 4 * f)
    .attr('cx', (label) => label.x - 10 * f)
    .attr('cy', (label) => label.y - label.font.size * 0.36);
}
