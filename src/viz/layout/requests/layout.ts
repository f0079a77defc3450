/** Scene + size → where everything is: stations side by side, a row for each request, and beside or below them what a row is about. */
import type { RequestMessages } from '../../model/requests/messages.ts';
import type { RequestScene, Row, StationId, Summary } from '../../model/requests/scene.ts';
import { type Font, type Label, label, type Measure, wrap } from '../label.ts';
import type { Size } from '../metrics.ts';
import { layoutPanel, type PanelLine } from './panel.ts';
import { spellMs } from './words.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Zone extends Box {
  readonly id: 'client' | 'server' | 'network';
  readonly label: Label;
}

export interface Head extends Box {
  readonly id: StationId;
  readonly used: boolean;
  readonly down: boolean;
  readonly label: Label;
  /** Where its line begins and ends. */
  readonly lineX: number;
  readonly lineTop: number;
  readonly lineBottom: number;
}

export interface RowBox extends Box {
  readonly row: Row;
  readonly text: Label;
  readonly status: Label;
  readonly time: Label;
  readonly x1: number;
  readonly x2: number;
  /** Height of its arrow. */
  readonly line: number;
  /** Where it goes through the socket, or null. */
  readonly gate: number | null;
}

export interface RequestLayout {
  readonly size: Size;
  /** A row's words stand above its arrow, over the lines. */
  readonly narrow: boolean;
  readonly title: readonly PanelLine[];
  readonly zones: readonly Zone[];
  readonly heads: readonly Head[];
  readonly rows: readonly RowBox[];
  /** The ids of all rows, also of those that there is no room for. */
  readonly order: readonly string[];
  readonly more: readonly Label[];
  readonly panel: Box;
  readonly details: readonly PanelLine[];
  readonly selected: string | null;
  /** The station whose description is shown in the place of the row's. */
  readonly about: StationId | null;
}

export interface LayoutOptions {
  readonly size: Size;
  readonly words: RequestMessages;
  readonly measure: Measure;
  readonly about: StationId | null;
}

const WEIGHTS: Readonly<Record<StationId, number>> = {
  client: 1,
  socket: 0.9,
  dockerd: 1,
  containerd: 1.15,
  runc: 0.85,
  kernel: 0.95,
  registry: 1.15,
};
const ZONES: readonly { readonly id: Zone['id']; readonly stations: readonly StationId[] }[] = [
  { id: 'client', stations: ['client'] },
  { id: 'server', stations: ['socket', 'dockerd', 'containerd', 'runc', 'kernel'] },
  { id: 'network', stations: ['registry'] },
];

/** What became of the command, in words. */
export function summaryText(summary: Summary, words: RequestMessages): string {
  switch (summary.kind) {
    case 'nothing':
      return words.nothing;
    case 'plain-engine':
      return words.plainEngine;
    case 'by-itself':
      return words.byItself;
    case 'nobody':
      return words.nobody(summary.where);
    case 'refused':
      return words.refused(summary.note);
    case 'asked':
      return words.asked(summary.requests, summary.registry, summary.runtime);
  }
}

/** Which rows are shown when there is no room for all: the selected one and its neighbours. */
export function windowOf(count: number, selected: number, room: number): { readonly first: number; readonly last: number } {
  if (count <= room) return { first: 0, last: count };
  const first = Math.max(0, Math.min(count - room, selected - Math.floor(room * 0.6)));
  return { first, last: first + room };
}

/** On how many levels names must stand so that none is in its neighbour's way. */
function levelsFor(widths: readonly number[], columns: readonly number[]): number {
  const middles = columns.map((own, index) => columns.slice(0, index).reduce((sum, one) => sum + one, 0) + own / 2);
  for (const levels of [1, 2]) {
    // At the edges a name moves inwards, by less than half of it.
    const clear = middles.every((middle, index) => {
      const next = index + levels;
      const inwards = next === middles.length - 1 ? (widths[next] ?? 0) / 2 - (columns[next] ?? 0) / 2 : 0;
      return (
        next >= middles.length || (middles[next] ?? 0) - middle - Math.max(0, inwards) >= ((widths[index] ?? 0) + (widths[next] ?? 0)) / 2
      );
    });
    if (clear) return levels;
  }
  return 3;
}

export function layoutRequests(scene: RequestScene, { size, words, measure, about }: LayoutOptions): RequestLayout {
  const { width, height, factor: f } = size;
  const beside = width >= 620 * f;
  const wide = width >= 900 * f;
  const low = height < 330 * f;
  const pad = (beside ? 16 : 10) * f;
  const small: Font = { size: 12 * f, mono: false, bold: false };
  const text: Font = { size: 13 * f, mono: false, bold: false };
  const strong: Font = { size: (beside ? 16 : 15) * f, mono: true, bold: true };

  // -- title
  const title: PanelLine[] = [];
  const inner = width - 2 * pad;
  let y = pad + 14 * f;
  const address = scene.command ? words.speaksTo(scene.address) : '';
  const addressLabel = label(
    address,
    beside ? width - pad : pad,
    beside ? y : y + 18 * f,
    inner * (beside ? 0.42 : 1),
    small,
    measure,
    beside ? 'end' : 'start',
  );
  const named = scene.command ? strong : { ...strong, mono: false };
  const commandWidth = inner - (beside && address !== '' ? addressLabel.width + 16 * f : 0);
  title.push({ name: 'command', label: label(scene.command?.line ?? words.tree, pad, y, commandWidth, named, measure) });
  if (address !== '') title.push({ name: 'muted', label: addressLabel });
  y += (beside || address === '' ? 20 : 36) * f;
  for (const line of wrap(summaryText(scene.summary, words), inner, low ? 1 : beside || height < 480 * f ? 2 : 3, text, measure)) {
    title.push({ name: 'summary', label: label(line, pad, y, inner, text, measure) });
    y += 17 * f;
  }
  const top = y - 5 * f;

  // -- where the details are
  const panelWidth = Math.min(310 * f, width * 0.29);
  const panelHeight = (wide ? 0 : low ? 84 : beside ? 104 : height < 480 * f ? 92 : 138) * f;
  const panel: Box = wide
    ? { x: width - pad - panelWidth, y: top, width: panelWidth, height: height - top - pad }
    : { x: pad, y: height - pad - panelHeight, width: inner, height: panelHeight };
  const right = wide ? panel.x - 14 * f : width - pad;
  const bottom = wide ? height - pad : panel.y - 8 * f;

  // -- stations
  const diagram = right - pad;
  const textWidth = beside ? Math.min(430 * f, diagram * (wide ? 0.5 : 0.48)) : 0;
  const left = pad + textWidth + (beside ? 10 * f : 0);
  const total = Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0);
  const gap = 4 * f;
  const unit = (right - left - 2 * gap) / total;
  const zoneHead = 17 * f;
  const bold: Font = { ...small, bold: true };
  const widths = scene.stations.map(({ id }) => measure(words.stations[id], bold) + 10 * f);
  const levels = levelsFor(
    widths,
    scene.stations.map(({ id }) => WEIGHTS[id] * unit),
  );
  const headHeight = 19 * levels * f;
  const rowsTop = top + zoneHead + headHeight + 4 * f;
  const zones: Zone[] = [];
  const heads: Head[] = [];
  let x = left;
  for (const { id, stations } of ZONES) {
    const begin = x;
    for (const station of scene.stations.filter((one) => stations.includes(one.id))) {
      const own = WEIGHTS[station.id] * unit;
      const level = heads.length % levels;
      const middle = x + own / 2;
      const room = widths[heads.length] ?? own;
      const taken = room / 2;
      const centre = Math.max(left + taken, Math.min(right - taken, middle));
      const shown = label(words.stations[station.id], centre, top + zoneHead + (14 + 19 * level) * f, room, bold, measure, 'middle');
      heads.push({
        ...station,
        x: centre - shown.width / 2 - 4 * f,
        y: shown.y - 13 * f,
        width: shown.width + 8 * f,
        height: 17 * f,
        label: shown,
        lineX: middle,
        lineTop: shown.y + 5 * f,
        lineBottom: bottom,
      });
      x += own;
    }
    const own: Box = { x: begin, y: top, width: x - begin, height: bottom - top };
    zones.push({
      ...own,
      id,
      label: label(words.zones[id], begin + own.width / 2, top + 13 * f, own.width - 2 * f, small, measure, 'middle'),
    });
    x += gap;
  }
  const lineOf = (id: StationId): number => heads.find((head) => head.id === id)?.lineX ?? left;

  // -- rows
  const rowHeight = (beside ? (height < 460 * f ? 21 : 23) : 37) * f;
  // Beside the stations there is room for what is not shown; else it has lines of its own.
  const aside = (beside ? 0 : 16) * f;
  const area = bottom - rowsTop - 2 * f;
  const all = Math.max(1, Math.floor(area / rowHeight));
  const fits = scene.rows.length <= all;
  const room = fits ? all : Math.max(1, Math.floor((area - 2 * aside) / rowHeight));
  const at = Math.max(
    0,
    scene.rows.findIndex(({ id }) => id === scene.selected),
  );
  const { first, last } = windowOf(scene.rows.length, at, room);
  const begin = rowsTop + (fits ? 0 : aside);
  const more: Label[] = [];
  const [above, below] = [
    first > 0 ? words.earlierRows(first) : '',
    last < scene.rows.length ? words.laterRows(scene.rows.length - last) : '',
  ];
  if (beside) {
    if (scene.rows.length > 0)
      more.push(label(words.keys(scene.earlier, scene.later), pad + 6 * f, top + 13 * f, textWidth, small, measure));
    const hidden = [above, below].filter((part) => part !== '').join('   ');
    if (hidden !== '') more.push(label(hidden, pad + 6 * f, rowsTop - 6 * f, textWidth, small, measure));
  } else {
    if (above !== '') more.push(label(above, pad + 4 * f, rowsTop + 11 * f, diagram, small, measure));
    if (below !== '') more.push(label(below, pad + 4 * f, begin + room * rowHeight + 12 * f, diagram, small, measure));
  }
  const mono: Font = { size: 12 * f, mono: true, bold: false };
  const timeOf = (row: Row): string => (row.tone === 'open' ? '…' : spellMs(row.ms, row.answers));
  const visible = scene.rows.slice(first, last);
  const timeWidth = Math.max(34 * f, ...visible.map((row) => measure(timeOf(row), small)));
  const rows = visible.map((row, index): RowBox => {
    const y = begin + index * rowHeight;
    const end = beside ? pad + textWidth - 4 * f : right - 4 * f;
    const base = y + (beside ? rowHeight / f / 2 + 4 : 13) * f;
    const time = label(timeOf(row), end, base, timeWidth, small, measure, 'end');
    const status = label(row.status, end - timeWidth - 8 * f, base, 34 * f, { ...mono, bold: true }, measure, 'end');
    const start = pad + 6 * f + row.depth * (beside ? 10 : 8) * f;
    const whole = row.count > 1 ? `${row.opened ? '▾' : '▸'} ${words.times(row.count)} ${row.what}` : row.what;
    const narrowest = Math.min(status.x - status.width, time.x - time.width) - 8 * f;
    // What is asked of whom comes first: parameters are in the details.
    const what = measure(whole, mono) > narrowest - start ? whole.replace(/\?.*/s, '?…') : whole;
    const [x1, x2] = [lineOf(row.from), lineOf(row.to)];
    const socket = lineOf('socket');
    return {
      row,
      x: pad,
      y,
      width: diagram,
      height: rowHeight,
      text: label(what, start, base, narrowest - start, mono, measure),
      status,
      time,
      x1,
      x2,
      line: y + (beside ? rowHeight / 2 : 27 * f),
      gate: row.from === 'client' && row.to === 'dockerd' ? socket : null,
    };
  });
  const details = layoutPanel(scene, { box: panel, factor: f, columns: !wide && beside, words, measure, about });
  return {
    size,
    narrow: !beside,
    title,
    zones,
    heads,
    rows,
    order: scene.rows.map(({ id }) => id),
    more,
    panel,
    details,
    selected: scene.selected,
    about,
  };
}
