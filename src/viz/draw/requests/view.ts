/** The picture of "Client and server": draws a layout, tells what is chosen in it, and sends a packet along a row. */
import { easeCubicInOut, transition } from 'd3';
import type { RequestLayout, RowBox } from '../../layout/requests/layout.ts';
import type { PanelLine } from '../../layout/requests/panel.ts';
import type { RequestMessages } from '../../model/requests/messages.ts';
import type { StationId } from '../../model/requests/scene.ts';
import { listenOn, markOf, marksIn, setTabStop } from '../roving.ts';
import { at, type Group, joinGroups, type Marks, type Motion, move, round, set, write, openPicture } from '../svg.ts';

export interface RequestViewOptions {
  /** A row has the focus, or was clicked. */
  readonly onSelect: (row: string) => void;
  /** Enter on a row: a fold opens, a packet travels again. */
  readonly onChoose: (row: string) => void;
  /** A station is looked at; null when no longer. */
  readonly onAbout: (station: StationId | null) => void;
  /** An earlier (-1) or later (1) command is asked for. */
  readonly onCommand: (step: -1 | 1) => void;
}

export interface RequestView {
  render(layout: RequestLayout, words: RequestMessages, speak: (row: RowBox) => string, motion: Motion): void;
  /** Sends a packet along a row, and the answer back; resolves when it is there. */
  travel(row: string, ms: number): Promise<void>;
  destroy(): void;
}

const LOOP = 16;

/** The line of a row's arrow, from whom to whom; a loop when somebody does it alone. */
function path({ x1, x2, line, row }: RowBox, f: number): string {
  const y = round(line);
  if (x1 === x2) return `M${round(x1)},${y - 4 * f}h${LOOP * f}v${8 * f}h${-LOOP * f}`;
  const back = x2 > x1 ? -6 * f : 6 * f;
  const end = row.to === 'socket' ? 0 : back;
  return `M${round(x1)},${y}H${round(x2 + end)}`;
}

function head({ x1, x2, line, row }: RowBox, f: number): string {
  const y = x1 === x2 ? line + 4 * f : line;
  const x = round(x2);
  // Nobody is there: the request ends with a cross.
  if (row.to === 'socket') return `M${x - 4 * f},${round(y - 4 * f)}l${8 * f},${8 * f}M${x - 4 * f},${round(y + 4 * f)}l${8 * f},${-8 * f}`;
  const way = x2 > x1 ? -1 : 1;
  return `M${x},${round(y)}l${way * 7 * f},${-4 * f}v${8 * f}z`;
}

/** Makes the picture inside `svg`, which it owns from then on. */
export function createRequestView(svg: SVGSVGElement, options: RequestViewOptions): RequestView {
  const { root, layer } = openPicture(svg, 'requests');
  const groups = {
    zones: layer('zones', true),
    lines: layer('lifelines', true),
    rows: layer('request-rows'),
    heads: layer('heads'),
    packets: layer('packets', true),
    panel: layer('panel', true),
    words: layer('words', true),
  };
  let shown: RequestLayout | null = null;
  let current = '';

  const find = (id: string): SVGElement | undefined => marksIn(svg).find((mark) => mark.dataset['focus'] === id);
  const rowOf = (id: string): string | null => (id.startsWith('row:') ? id.slice(4) : null);
  const stationOf = (id: string): StationId | null => shown?.heads.find((one) => `station:${one.id}` === id)?.id ?? null;

  function rove(id: string): void {
    current = find(id) ? id : shown?.selected ? `row:${shown.selected}` : 'station:client';
    setTabStop(marksIn(svg), current);
  }

  const focusOn = (id: string | undefined): void => {
    if (id === undefined) return;
    rove(id);
    find(id)?.focus();
  };

  /** Rows may be outside of what is shown: the selection moves, and the picture with it. */
  function step(row: string, by: -1 | 1): void {
    const order = shown?.order ?? [];
    const index = order.indexOf(row);
    const next = order[index + by];
    if (next !== undefined) {
      options.onSelect(next);
      focusOn(`row:${next}`);
    } else if (by < 0) focusOn('station:client');
  }

  function onStationKey(station: StationId, key: string): boolean {
    const ids = shown?.heads.map(({ id }) => id) ?? [];
    const index = ids.indexOf(station);
    if (key === 'ArrowRight' && ids[index + 1]) focusOn(`station:${ids[index + 1]}`);
    else if (key === 'ArrowLeft' && ids[index - 1]) focusOn(`station:${ids[index - 1]}`);
    else if (key === 'ArrowDown' && shown?.order[0] !== undefined) {
      options.onSelect(shown.order[0]);
      focusOn(`row:${shown.order[0]}`);
    } else return false;
    return true;
  }

  function onRowKey(row: string, key: string): boolean {
    const order = shown?.order ?? [];
    if (key === 'ArrowDown') step(row, 1);
    else if (key === 'ArrowUp') step(row, -1);
    else if (key === 'Home' || key === 'End') {
      const end = key === 'Home' ? order[0] : order.at(-1);
      if (end === undefined) return false;
      options.onSelect(end);
      focusOn(`row:${end}`);
    } else if (key === 'Enter' || key === ' ') options.onChoose(row);
    else if (key === 'ArrowLeft') options.onCommand(-1);
    else if (key === 'ArrowRight') options.onCommand(1);
    else return false;
    return true;
  }

  const listen = new AbortController();
  const on = listenOn(svg, listen.signal);
  on('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const id = markOf(event.target);
    const [row, station] = [rowOf(id), stationOf(id)];
    const done = row !== null ? onRowKey(row, event.key) : station !== null && onStationKey(station, event.key);
    if (done) event.preventDefault();
  });
  on('click', (event) => {
    const id = markOf(event.target);
    const row = rowOf(id);
    if (row === null) return;
    const again = shown?.selected === row;
    rove(id);
    options.onSelect(row);
    if (again || row.startsWith('fold:')) options.onChoose(row);
  });
  on('focusin', (event) => {
    const id = markOf(event.target);
    const row = rowOf(id);
    rove(id);
    options.onAbout(stationOf(id));
    if (row !== null && row !== shown?.selected) options.onSelect(row);
  });
  on('focusout', () => options.onAbout(null));
  on('pointerover', (event) => {
    const station = stationOf(markOf(event.target));
    if (station !== null || shown?.about != null) options.onAbout(station);
  });
  on('pointerleave', () => options.onAbout(null));

  function drawWords(group: Group, lines: readonly PanelLine[]): void {
    const texts = group
      .selectAll<SVGTextElement, PanelLine>('text')
      .data(lines)
      .join('text')
      .attr('class', ({ name }) => name);
    write(texts as unknown as Marks<SVGTextElement, PanelLine>, ({ label }) => label);
  }

  function drawStations(layout: RequestLayout, words: RequestMessages): void {
    const f = layout.size.factor;
    const zones = groups.zones
      .selectAll<SVGGElement, RequestLayout['zones'][number]>('g')
      .data(layout.zones, ({ id }) => id)
      .join((enter) => {
        const made = enter.append('g').attr('class', ({ id }) => `zone zone-${id}`);
        made.append('rect');
        made.append('text');
        return made;
      });
    set(zones.select<SVGRectElement>('rect') as unknown as Marks<SVGRectElement, Zoned>, {
      x: (zone) => round(zone.x),
      y: (zone) => round(zone.y),
      width: (zone) => round(zone.width),
      height: (zone) => round(zone.height),
      rx: () => 8 * f,
    });
    write(zones.select<SVGTextElement>('text') as unknown as Marks<SVGTextElement, Zoned>, ({ label }) => label);
    const heads = joinGroups(
      groups.heads,
      'station',
      layout.heads,
      ({ id }) => id,
      (entered) => {
        entered.attr('role', 'img').attr('data-focus', ({ id }) => `station:${id}`);
        entered.append('rect').attr('class', 'face');
        entered.append('text');
      },
      { ms: 0 },
    );
    heads
      .attr('class', ({ id, used, down }) => `station station-${id}${used ? ' used' : ''}${down ? ' down' : ''}`)
      .attr('aria-label', ({ id }) => words.about[id]);
    set(heads.select<SVGRectElement>('rect.face') as unknown as Marks<SVGRectElement, Headed>, {
      x: ({ x }) => round(x),
      y: ({ y }) => round(y),
      width: ({ width }) => round(width),
      height: ({ height }) => round(height),
      rx: () => 5 * f,
    });
    write(heads.select<SVGTextElement>('text') as unknown as Marks<SVGTextElement, Headed>, ({ label }) => label);
    const lines = groups.lines
      .selectAll<SVGLineElement, Headed>('line')
      .data(layout.heads, ({ id }) => id)
      .join('line')
      .attr('class', ({ id, used, down }) => `lifeline lifeline-${id}${used ? ' used' : ''}${down ? ' down' : ''}`);
    set(lines as unknown as Marks<SVGLineElement, Headed>, {
      x1: ({ lineX }) => round(lineX),
      x2: ({ lineX }) => round(lineX),
      y1: ({ lineTop }) => round(lineTop),
      y2: ({ lineBottom }) => round(lineBottom),
    });
  }

  function drawRows(layout: RequestLayout, speak: (row: RowBox) => string, motion: Motion): void {
    const f = layout.size.factor;
    const rows = joinGroups(
      groups.rows,
      'request',
      layout.rows,
      ({ row }) => row.id,
      (entered) => {
        entered.attr('role', 'button').attr('data-focus', ({ row }) => `row:${row.id}`);
        entered.attr('transform', ({ y }) => at(0, y)).attr('opacity', motion.ms > 0 ? 0 : 1);
        entered.append('rect').attr('class', 'band');
        entered.append('path').attr('class', 'arrow');
        entered.append('path').attr('class', 'point');
        entered.append('circle').attr('class', 'gate');
        for (const name of ['what', 'status', 'time']) entered.append('text').attr('class', name);
      },
      motion,
    );
    rows
      .attr('class', ({ row }) => `request to-${row.hop.to} tone-${row.tone}${row.id === layout.selected ? ' selected' : ''}`)
      .attr('aria-label', speak)
      .attr('aria-current', ({ row }) => (row.id === layout.selected ? 'step' : null));
    const inRow = ({ y }: RowBox): { x: number; y: number } => ({ x: 0, y });
    set(rows.select<SVGRectElement>('rect.band') as unknown as Marks<SVGRectElement, RowBox>, {
      x: ({ x }) => round(x),
      width: ({ width }) => round(width),
      height: ({ height }) => round(height - f),
      rx: () => 5 * f,
    });
    const relative = (box: RowBox): RowBox => ({ ...box, line: box.line - box.y });
    set(rows.select<SVGPathElement>('path.arrow') as unknown as Marks<SVGPathElement, RowBox>, { d: (box) => path(relative(box), f) });
    set(rows.select<SVGPathElement>('path.point') as unknown as Marks<SVGPathElement, RowBox>, { d: (box) => head(relative(box), f) });
    set(rows.select<SVGCircleElement>('circle.gate') as unknown as Marks<SVGCircleElement, RowBox>, {
      cx: ({ gate }) => round(gate ?? 0),
      cy: (box) => round(box.line - box.y),
      r: ({ gate }) => (gate === null ? 0 : 3 * f),
    });
    write(rows.select<SVGTextElement>('text.what') as unknown as Marks<SVGTextElement, RowBox>, ({ text }) => text, inRow);
    write(rows.select<SVGTextElement>('text.status') as unknown as Marks<SVGTextElement, RowBox>, ({ status }) => status, inRow);
    write(rows.select<SVGTextElement>('text.time') as unknown as Marks<SVGTextElement, RowBox>, ({ time }) => time, inRow);
    move(rows, motion, { transform: ({ y }) => at(0, y), opacity: () => 1 });
  }

  return {
    render(layout, words, speak, motion) {
      const focused = markOf(svg.ownerDocument.activeElement);
      shown = layout;
      root.classed('narrow', layout.narrow);
      root.attr('viewBox', `0 0 ${layout.size.width} ${layout.size.height}`).attr('aria-label', words.picture);
      drawStations(layout, words);
      drawRows(layout, speak, motion);
      const f = layout.size.factor;
      const panel = groups.panel.selectAll<SVGRectElement, unknown>('rect').data([layout.panel]).join('rect');
      panel
        .attr('x', ({ x }) => round(x))
        .attr('y', ({ y }) => round(y))
        .attr('width', ({ width }) => round(width))
        .attr('height', ({ height }) => round(height))
        .attr('rx', 8 * f);
      drawWords(groups.panel, layout.details);
      drawWords(groups.words, [...layout.title, ...layout.more.map((label) => ({ name: 'muted more', label }))]);
      rove(current);
      if (focused !== '' && !find(focused)) focusOn(current);
    },
    async travel(row, ms) {
      const box = shown?.rows.find((one) => one.row.id === row);
      if (!box || !shown || ms === 0) return;
      const f = shown.size.factor;
      const { x1, x2, line } = box;
      const packet = groups.packets
        .append('circle')
        .attr('class', `packet to-${box.row.hop.to} tone-${box.row.tone}`)
        .attr('r', 5 * f)
        .attr('cx', x1)
        .attr('cy', x1 === x2 ? line - 4 * f : line);
      const there = box.row.answers && box.row.tone !== 'open' && box.row.to !== 'socket' ? ms * 0.6 : ms;
      const going = packet.transition(transition().duration(there).ease(easeCubicInOut)).attr('cx', x1 === x2 ? x1 + LOOP * f : x2);
      try {
        await going.end();
        if (there < ms) {
          packet.classed('answer', true);
          await packet
            .transition(
              transition()
                .duration(ms - there)
                .ease(easeCubicInOut),
            )
            .attr('cx', x1)
            .end();
        }
      } catch {
        // Interrupted: something newer is told.
      }
      packet.remove();
    },
    destroy() {
      listen.abort();
      groups.packets.selectAll('*').interrupt();
      root.selectAll('*').remove();
      root.classed('requests', false);
    },
  };
}

type Zoned = RequestLayout['zones'][number];
type Headed = RequestLayout['heads'][number];
