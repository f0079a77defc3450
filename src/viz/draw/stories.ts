/** Draws stories: the light of a lookup falling, the arc of a copy-up, the pulse of a write; they leave a quiet trail. */
import { easeCubicInOut, easeQuadOut, interpolateString } from 'd3';
import type { StageLayout, StoryPath } from '../layout/stage.ts';
import { type Group, hueClass, type Marks, type Motion, round, write } from './svg.ts';

/** All moves of one command together take about this long, milliseconds; each one at least 200. */
const WHOLE_MS = 1200;

/** How long each of `count` moves takes, milliseconds. */
export function moveMs(count: number, motion: Motion): number {
  return motion.ms === 0 ? 0 : Math.max(200, Math.min(460, WHOLE_MS / Math.max(1, count)));
}

/** What a picture shows of stories: the same ones go on as they are. */
const drawn = new WeakMap<Element, string>();

/** Draws the trails; stories newer than `toldUpTo` also play, one after the other. Lookups pass behind the tiles, which stop them. */
export function drawStories(groups: { behind: Group; before: Group }, layout: StageLayout, toldUpTo: number, motion: Motion): void {
  const fresh = layout.stories.filter(({ story }) => story.id > toldUpTo && !story.goesOn);
  const each = moveMs(fresh.length, motion);
  const now = JSON.stringify([layout.stories, layout.metrics.factor]);
  const mark = groups.before.node();
  if (fresh.length === 0 && motion.ms > 0 && mark && drawn.get(mark) === now) return;
  if (mark) drawn.set(mark, now);
  for (const group of [groups.behind, groups.before]) {
    group.selectAll('*').interrupt().remove();
    const mine = layout.stories.filter(({ story }) => (story.kind === 'lookup') === (group === groups.behind));
    const marks = group
      .selectAll<SVGGElement, StoryPath>('g')
      .data(mine)
      .join('g')
      .attr('class', ({ story, hue }) => `story story-${story.kind} ${hueClass(hue)}`) as unknown as Marks<SVGGElement, StoryPath>;
    marks.each((path) => {
      const turn = fresh.indexOf(path);
      const one = marks.filter((other) => other === path);
      drawTrail(one, path, layout.metrics.factor, turn < 0 ? 0 : each, Math.max(0, turn) * each);
    });
  }
}

function drawTrail(one: Marks<SVGGElement, StoryPath>, path: StoryPath, f: number, ms: number, delay: number): void {
  if (path.story.count > 1) return drawBand(one, path, f, ms, delay);
  switch (path.story.kind) {
    case 'lookup':
      return drawFall(one, path, f, ms, delay);
    case 'copy-up':
    case 'whiteout':
      drawArc(one, path, f, ms, delay);
      return drawPulse(one, path, f, ms, delay + ms * 0.8);
    default:
      return drawPulse(one, path, f, ms, delay);
  }
}

/** A light that falls down the column until it meets a tile or the ground. */
function drawFall(
  one: Marks<SVGGElement, StoryPath>,
  { x, fromY, toY, height, story }: StoryPath,
  f: number,
  ms: number,
  delay: number,
): void {
  // The light stays just above the tile that stopped it.
  const stop = story.to === 'ground' ? toY : toY - height / 2 - 4 * f;
  const start = fromY + height / 2;
  const line = one
    .append('line')
    .attr('class', 'fall')
    .attr('x1', round(x))
    .attr('x2', round(x))
    .attr('y1', round(start))
    .attr('y2', round(stop));
  const light = one
    .append('circle')
    .attr('class', 'light')
    .attr('r', 5 * f)
    .attr('cx', round(x))
    .attr('cy', round(stop));
  if (story.to === 'ground') {
    const s = 5 * f;
    const cross = one
      .append('path')
      .attr('class', 'miss')
      .attr('d', `M${round(x - s)} ${round(stop - s)}l${2 * s} ${2 * s}m0 ${-2 * s}l${-2 * s} ${2 * s}`);
    light.attr('r', 0);
    if (ms > 0)
      cross
        .attr('opacity', 0)
        .transition()
        .delay(delay + ms)
        .duration(120)
        .attr('opacity', 1);
  }
  if (ms === 0) return;
  line.attr('y2', round(start)).transition().delay(delay).duration(ms).ease(easeQuadOut).attr('y2', round(stop));
  const radius = Number(light.attr('r'));
  light
    .attr('cy', round(start))
    .attr('r', 7 * f)
    .transition()
    .delay(delay)
    .duration(ms)
    .ease(easeQuadOut)
    .attr('cy', round(stop))
    .transition()
    .duration(260)
    .attr('r', radius);
}

/** An arc beside the column from the layer up to the read-write row; for a whiteout the hidden tile is pointed at. */
function drawArc(
  one: Marks<SVGGElement, StoryPath>,
  { x, fromY, toY, width, height, story }: StoryPath,
  f: number,
  ms: number,
  delay: number,
): void {
  if (Math.abs(fromY - toY) < height) return;
  const up = story.kind === 'copy-up';
  const side = x + Math.min(width * 0.32, 34 * f);
  const [startY, endY] = up ? [fromY - height / 2, toY + height / 2 + 2 * f] : [toY + height / 2, fromY - height / 2 - 2 * f];
  const bow = Math.min(20 * f, width * 0.3);
  const d = `M${round(side)} ${round(startY)}C${round(side + bow)} ${round(startY + (endY - startY) * 0.33)} ${round(side + bow)} ${round(startY + (endY - startY) * 0.66)} ${round(side)} ${round(endY)}`;
  const arc = one.append('path').attr('class', 'arc').attr('d', d).attr('pathLength', 1);
  const s = 4.5 * f;
  const turn = up ? 1 : -1;
  const head = one
    .append('path')
    .attr('class', 'head')
    .attr('d', `M${round(side)} ${round(endY - turn * f)}l${-s} ${turn * s * 1.5}h${2 * s}Z`);
  if (ms === 0) return;
  arc
    .attr('stroke-dasharray', '1 1')
    .attr('stroke-dashoffset', 1)
    .transition()
    .delay(delay)
    .duration(ms)
    .ease(easeCubicInOut)
    .attr('stroke-dashoffset', 0)
    .on('end', () => arc.attr('stroke-dasharray', null));
  head
    .attr('opacity', 0)
    .transition()
    .delay(delay + ms * 0.8)
    .duration(160)
    .attr('opacity', 1);
}

/** A ring around the tile in the read-write row. */
function drawPulse(one: Marks<SVGGElement, StoryPath>, { x, toY, width, height }: StoryPath, f: number, ms: number, delay: number): void {
  const grow = 3 * f;
  const ring = one
    .append('rect')
    .attr('class', 'ring')
    .attr('x', round(x - width / 2 - grow))
    .attr('y', round(toY - height / 2 - grow))
    .attr('width', round(width + 2 * grow))
    .attr('height', round(height + 2 * grow))
    .attr('rx', 9 * f);
  if (ms === 0) return;
  ring.attr('opacity', 0).transition().delay(delay).duration(200).attr('opacity', 1);
}

/** Many at once: one band that goes from layer to layer, with how many. */
function drawBand(one: Marks<SVGGElement, StoryPath>, path: StoryPath, f: number, ms: number, delay: number): void {
  const { x, fromY, toY, width, height, label } = path;
  const pill = Math.max(label.width + 20 * f, 40 * f);
  const place = (y: number): string => `translate(0,${round(y - toY)})`;
  const band = one.append('g').attr('class', 'band');
  band
    .append('rect')
    .attr('class', 'ring')
    .attr('x', round(x - width / 2))
    .attr('y', round(toY - height / 2))
    .attr('width', round(width))
    .attr('height', round(height))
    .attr('rx', 9 * f);
  band
    .append('rect')
    .attr('class', 'pill')
    .attr('x', round(x - pill / 2))
    .attr('y', round(toY - height / 2 - 11 * f))
    .attr('width', round(pill))
    .attr('height', 22 * f)
    .attr('rx', 11 * f);
  const text = band.append('text').attr('class', 'many') as unknown as Marks<SVGTextElement, StoryPath>;
  write(text, () => ({ ...label, y: toY - height / 2 + label.font.size * 0.36 }));
  if (ms === 0) return;
  band
    .attr('transform', place(fromY))
    .attr('opacity', 0.4)
    .transition()
    .delay(delay)
    .duration(ms)
    .ease(easeCubicInOut)
    .attrTween('transform', () => interpolateString(place(fromY), place(toY)))
    .attr('opacity', 1);
}
