/** The panel of the registries: heads, repositories, tags and the manifests that they name. */
import type { NamesSay } from '../../model/names/caption.ts';
import type { ManifestRow, RegistryRow, RepositoryRow } from '../../model/names/scene.ts';
import { shortDigest } from '../../model/names/reading.ts';
import { type Font, type Label, label, type Measure } from '../label.ts';
import type { Box } from '../stage.ts';
import type { NamesMetrics, Panel } from './metrics.ts';

/** A pill with a tag in it. */
export interface TagPill extends Box {
  readonly label: Label;
}

export interface RegistryRowBox extends Box {
  readonly row: RegistryRow;
  /** The row's own words. */
  readonly title: Label;
  /** Beside it, quieter. */
  readonly detail: Label | null;
  readonly pills: readonly TagPill[];
  /** Of a manifest: its digest at the panel's edge, and the arrow of the tags that leads there. */
  readonly chip: TagPill | null;
  readonly arrow: { readonly from: number; readonly to: number; readonly y: number } | null;
}

/** A registry's rows together. */
export interface RegistryCard extends Box {
  readonly id: string;
  readonly silent: boolean;
}

export interface RegistriesLayout {
  readonly rows: readonly RegistryRowBox[];
  readonly cards: readonly RegistryCard[];
}

/** Lays the rows out from the panel's top. */
export function layoutRegistries(
  rows: readonly RegistryRow[],
  panel: Panel,
  m: NamesMetrics,
  say: NamesSay,
  measure: Measure,
): RegistriesLayout {
  const boxes = rows.map((row, at) => {
    const box: Box = { x: panel.x, y: panel.y + at * m.row, width: panel.width, height: m.row };
    return row.kind === 'manifest' ? manifestBox(row, box, m, measure) : wordsBox(row, box, m, say, measure);
  });
  const cards: RegistryCard[] = [];
  for (const box of boxes) {
    const last = cards.at(-1);
    if (box.row.kind === 'registry') {
      cards.push({
        id: box.row.host,
        silent: box.row.silent,
        x: box.x,
        y: box.y + 1.5 * m.factor,
        width: box.width,
        height: m.row - 3 * m.factor,
      });
    } else if (last && box.row.host === last.id) cards[cards.length - 1] = { ...last, height: last.height + m.row };
  }
  return { rows: boxes, cards };
}

function wordsBox(row: Exclude<RegistryRow, ManifestRow>, box: Box, m: NamesMetrics, say: NamesSay, measure: Measure): RegistryRowBox {
  const f = m.factor;
  const y = box.y + box.height / 2 + m.small * 0.36;
  const base = { row, ...box, pills: [], chip: null, arrow: null };
  const quiet: Font = { size: m.small, mono: false, bold: false };
  if (row.kind === 'registry') {
    const font: Font = { size: m.text, mono: false, bold: true };
    const x = box.x + 30 * f;
    const room = box.width - 38 * f;
    const words = row.detail ? say(row.detail) : '';
    const name = say(row.title);
    const most = Math.max(room * 0.5, room - measure(name, font) - 10 * f);
    const detail = words === '' ? null : label(words, box.x + box.width - 8 * f, y, most, quiet, measure, 'end');
    return { ...base, title: label(name, x, y, room - (detail ? detail.width + 10 * f : 0), font, measure), detail };
  }
  if (row.kind === 'fold')
    return { ...base, title: label(say(row.text), box.x + 14 * f, y, box.width - 22 * f, quiet, measure), detail: null };
  return { ...base, ...repositoryWords(row, box, y, m, say, measure) };
}

function repositoryWords(
  row: RepositoryRow,
  box: Box,
  y: number,
  m: NamesMetrics,
  say: NamesSay,
  measure: Measure,
): { title: Label; detail: Label | null } {
  const f = m.factor;
  const mono: Font = { size: m.small, mono: true, bold: true };
  const quiet: Font = { size: m.small, mono: true, bold: false };
  const room = box.width - 22 * f;
  const title = label(row.name, box.x + 14 * f, y, row.tags.length > 0 ? Math.max(room * 0.55, room - 90 * f) : room, mono, measure);
  const left = room - title.width - 12 * f;
  const words = row.tags.length + row.more === 0 ? '' : tagsIn(row.tags, row.more, left, quiet, measure, say);
  const detail = words === '' ? null : label(words, box.x + box.width - 8 * f, y, left, quiet, measure, 'end');
  return { title, detail };
}

/** As many tags as fit, then how many more. */
function tagsIn(tags: readonly string[], more: number, width: number, font: Font, measure: Measure, say: NamesSay): string {
  for (let shown = tags.length; shown >= 0; shown--) {
    const left = tags.length - shown + more;
    const words = tags.slice(0, shown).map((tag) => `:${tag}`);
    if (left > 0) words.push(shown === 0 ? say({ key: 'repository.more', params: { count: left } }) : `+${left}`);
    const text = words.join(' ');
    if (measure(text, font) <= width) return text;
  }
  return '';
}

function manifestBox(row: ManifestRow, box: Box, m: NamesMetrics, measure: Measure): RegistryRowBox {
  const f = m.factor;
  const font: Font = { size: m.small, mono: true, bold: false };
  const y = box.y + box.height / 2 + m.small * 0.36;
  const tall = m.row - 6 * f;
  const id = shortDigest(row.digest);
  const most = box.width * 0.42;
  const digits = measure(id, font) + 30 * f <= most ? id : id.slice(0, 7);
  const chipWidth = Math.min(most, measure(digits, font) + 30 * f);
  const right = box.x + box.width - 6 * f;
  const chip: TagPill = {
    x: right - chipWidth,
    y: box.y + 3 * f,
    width: chipWidth,
    height: tall,
    label: label(digits, right - chipWidth + 22 * f, y, chipWidth - 24 * f, font, measure),
  };
  const pills: TagPill[] = [];
  let x = box.x + 22 * f;
  const end = chip.x - 22 * f;
  row.tags.forEach((tag, at) => {
    const left = row.tags.length - at;
    const text = `:${tag}`;
    const wide = measure(text, font) + 12 * f;
    const rest = measure(`+${left}`, font) + 12 * f;
    const tail = left > 1 ? measure(`+${left - 1}`, font) + 12 * f : 0;
    if (pills.at(-1)?.label.text.startsWith('+')) return;
    const fits = x + wide + tail <= end;
    const shown = fits || at === 0 ? text : `+${left}`;
    const width = fits ? wide : at === 0 ? Math.max(20 * f, end - x - tail) : rest;
    if (x + width > end + 0.5 && at > 0) return;
    pills.push({ x, y: box.y + 3 * f, width, height: tall, label: label(shown, x + 6 * f, y, width - 10 * f, font, measure) });
    x += width + 4 * f;
  });
  const last = pills.at(-1);
  const from = last ? last.x + last.width + 3 * f : box.x + 22 * f;
  const arrow = chip.x - from > 8 * f ? { from, to: chip.x - 2 * f, y: box.y + box.height / 2 } : null;
  const title = label('', box.x + 22 * f, y, 0, font, measure);
  return { row, ...box, title, detail: null, pills, chip, arrow };
}
