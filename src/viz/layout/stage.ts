/** Scene + size → positions of everything in the picture. Pure; coordinates are CSS pixels from the top left. */
import type { Caption, Say } from '../model/caption.ts';
import type { LayerScene, SceneLid, SceneRow, Story } from '../model/scene.ts';
import { type ColumnsLayout, layoutColumns } from './columns.ts';
import { type GroveLayout, groveNeeds, layoutGrove } from './grove.ts';
import { type Label, label, type Measure, wrap } from './label.ts';
import { GROVE_TITLE, metrics, type Metrics, type Size } from './metrics.ts';
import { layoutRows, type RowBox } from './rows.ts';
import { layoutTiles, type TileBox } from './tiles.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A story with the places it moves between (centres of tiles, or of rows for a batch). */
export interface StoryPath {
  readonly story: Story;
  readonly x: number;
  readonly fromY: number;
  readonly toY: number;
  /** Width and height of what moves. */
  readonly width: number;
  readonly height: number;
  readonly hue: SceneRow['hue'];
  readonly label: Label;
}

export interface LidBox extends Box {
  readonly lid: SceneLid;
  readonly about: string;
}

export interface StageLayout extends ColumnsLayout {
  readonly size: Size;
  readonly metrics: Metrics;
  readonly title: Label | null;
  readonly subtitle: Label | null;
  readonly caption: readonly Label[];
  readonly hint: readonly Label[];
  readonly rows: readonly RowBox[];
  readonly tiles: readonly TileBox[];
  readonly lids: readonly LidBox[];
  readonly stories: readonly StoryPath[];
  readonly grove: GroveLayout;
}

export interface LayoutInput {
  readonly size: Size;
  readonly say: Say;
  readonly measure: Measure;
}

/** Lays the whole scene out. */
export function layoutStage(scene: LayerScene, input: LayoutInput): StageLayout {
  const { size, say, measure } = input;
  const m = metrics(size);
  const inner = size.width - 2 * m.pad;
  const groveHeight = groveShare(scene, m, size.height);
  const grove = layoutGrove(
    scene.grove,
    { x: m.pad, y: size.height - m.pad - groveHeight, width: inner, height: groveHeight },
    m,
    say,
    measure,
  );
  const columns = layoutColumns(
    scene,
    { x: m.pad + m.inset + m.nameWidth, width: inner - 2 * m.inset - m.nameWidth, edge: size.width - 4 },
    m,
    measure,
    say,
  );
  const heads = scene.columns.length === 0 ? 0 : columns.slanted ? m.slantHeight : m.bracketHeight;
  const top = m.pad + m.headHeight + m.captionHeight + heads;
  const rows = layoutRows(
    scene.rows,
    { x: m.pad, y: top, width: inner, height: size.height - m.pad - groveHeight - 14 * m.factor - top },
    m,
    say,
    measure,
  );
  const first = rows[0]?.y ?? top;
  const placed = placeHeads(columns, first, m);
  const tiles = layoutTiles(scene.tiles, rows, placed.columns, columns.slanted, m, say, measure);
  return {
    size,
    metrics: m,
    ...placed,
    ...headings(scene, m, inner, say, measure),
    caption: sentence(scene.caption, m, inner, say, measure),
    hint: hintLines(scene, rows, m, size, say, measure),
    rows,
    tiles,
    lids: lids(scene, rows, placed, m, say),
    stories: scene.stories.flatMap((story) => storyPath(stopAtLid(story, scene), rows, placed, tiles, m, measure)),
    grove,
  };
}

/** Below this (at factor 1) a row is no longer easy to read: the grove does not press rows further. */
const EASY_ROW = 50;

/** What the grove gets of the height: what it needs, and in a low pane only what rows of an easy height leave over. */
function groveShare(scene: LayerScene, m: Metrics, height: number): number {
  const needs = groveNeeds(scene.grove, m);
  if (!m.groveYields) return needs;
  const above = scene.rows.filter((row) => row.kind !== 'ground').length;
  const fixed = 2 * m.pad + m.headHeight + m.captionHeight + m.bracketHeight + m.groundHeight + 14 * m.factor;
  return height - fixed - above * EASY_ROW * m.factor >= needs ? needs : Math.min(needs, GROVE_TITLE * m.factor);
}

/** Brackets and slanted names stand right on the first row, wherever that is. */
function placeHeads(columns: ColumnsLayout, first: number, m: Metrics): ColumnsLayout {
  const bottom = first - 6 * m.factor;
  return {
    ...columns,
    columns: columns.columns.map((column) => ({ ...column, name: { ...column.name, y: bottom - 8 * m.factor } })),
    brackets: columns.brackets.map((bracket) => ({ ...bracket, y: bottom, label: { ...bracket.label, y: bottom - 10 * m.factor } })),
  };
}

function headings(scene: LayerScene, m: Metrics, inner: number, say: Say, measure: Measure): Pick<StageLayout, 'title' | 'subtitle'> {
  const subject = scene.subject;
  if (!subject) return { title: null, subtitle: null };
  const y = m.pad + m.title;
  const title = label(subject.name, m.pad + 2, y, inner * 0.6, { size: m.title, mono: false, bold: true }, measure);
  const x = title.x + title.width + 12 * m.factor;
  const parts = [
    say({ key: 'subject.state', params: { state: subject.state } }),
    ...(subject.kind === 'container' ? [subject.image] : []),
    subject.driver,
  ];
  return {
    title,
    subtitle: label(
      parts.filter((part) => part !== '').join(' · '),
      x,
      y,
      m.pad + inner - x,
      { size: m.text, mono: false, bold: false },
      measure,
    ),
  };
}

function sentence(caption: Caption | null, m: Metrics, inner: number, say: Say, measure: Measure): Label[] {
  if (!caption) return [];
  const font = { size: m.text + m.factor, mono: false, bold: false };
  const x = m.pad + 16 * m.factor;
  const lines = wrap(say(caption), inner - 18 * m.factor, m.captionHeight > 40 * m.factor ? 2 : 1, font, measure);
  return lines.map((line, index) => label(line, x, m.pad + m.headHeight + (index + 1) * 19 * m.factor, inner, font, measure));
}

function hintLines(scene: LayerScene, rows: readonly RowBox[], m: Metrics, size: Size, say: Say, measure: Measure): Label[] {
  if (!scene.hint) return [];
  const font = { size: m.text + (scene.subject ? 1 : 3) * m.factor, mono: false, bold: false };
  const lines = wrap(say(scene.hint), Math.min(560 * m.factor, size.width - 2 * m.pad - 16 * m.factor), 2, font, measure);
  const sky = (rows[0]?.y ?? size.height / 2) - (scene.columns.length > 0 ? m.bracketHeight + 18 * m.factor : 0);
  const from = scene.subject ? m.pad + m.headHeight : m.pad;
  const middle = scene.columns.length > 0 ? m.pad + m.headHeight + 19 * m.factor : from + (sky - from) / 2;
  return lines.map((line, index) => {
    const y = middle + (scene.columns.length > 0 ? index : index - (lines.length - 1) / 2) * 22 * m.factor;
    return scene.columns.length > 0
      ? label(line, m.pad + 2, y, size.width, font, measure)
      : label(line, size.width / 2, y, size.width, font, measure, 'middle');
  });
}

function lids(scene: LayerScene, rows: readonly RowBox[], heads: ColumnsLayout, m: Metrics, say: Say): LidBox[] {
  return scene.lids.flatMap((lid) => {
    const row = rows.find((box) => box.row.id === lid.row);
    const covered = heads.columns.filter((box) => lid.columns.includes(box.column.id));
    const [first] = covered;
    const last = covered.at(-1);
    if (!row || !first || !last) return [];
    const grow = 3 * m.factor;
    return [
      {
        lid,
        about: say(lid.about),
        x: first.x - grow,
        width: last.x + last.width - first.x + 2 * grow,
        y: row.tileY - grow,
        height: row.tileHeight + 2 * grow,
      },
    ];
  });
}

/** A lookup that misses ends at the lid of an opaque folder, when there is one over its column. */
function stopAtLid(story: Story, scene: LayerScene): Story {
  if (story.kind !== 'lookup' || story.to !== 'ground') return story;
  const lid = scene.lids.findLast((over) => story.column !== null && over.columns.includes(story.column));
  return lid ? { ...story, to: lid.row } : story;
}

function storyPath(
  story: Story,
  rows: readonly RowBox[],
  heads: ColumnsLayout,
  tiles: readonly TileBox[],
  m: Metrics,
  measure: Measure,
): StoryPath[] {
  const from = rows.find((box) => box.row.id === story.from);
  const to = rows.find((box) => box.row.id === story.to);
  const column = heads.columns.find((box) => box.column.id === story.column);
  const [first] = heads.columns;
  const last = heads.columns.at(-1);
  if (!from || !to || !first || !last || (!column && story.count === 1)) return [];
  const landed =
    story.count > 1 || story.kind === 'lookup' || tiles.some((box) => box.tile.row === story.to && box.tile.column === story.column);
  if (!landed) return [];
  const middle = (box: RowBox): number => (box.row.kind === 'ground' ? box.y + 3 * m.factor : box.tileY + box.tileHeight / 2);
  const x = column ? column.x + column.width / 2 : (first.x + last.x + last.width) / 2;
  const width = column ? column.width : last.x + last.width - first.x;
  const hue = story.kind === 'copy-up' ? from.row.hue : to.row.hue;
  return [
    {
      story,
      x,
      fromY: middle(from),
      toY: middle(to),
      width,
      height: to.tileHeight || from.tileHeight,
      hue,
      label: label(
        story.count > 1 ? `×${story.count}` : '',
        x,
        middle(to),
        width,
        { size: m.text, mono: false, bold: true },
        measure,
        'middle',
      ),
    },
  ];
}
