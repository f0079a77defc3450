/** Small shared pieces of drawing: selections of marks, moves that may be instant, labels. */
import { easeCubicInOut, interpolateString, type Selection, select, transition } from 'd3';
import type { Label } from '../layout/label.ts';
import type { Hue } from '../model/scene.ts';

/** A selection of marks that carry data D. */
export type Marks<E extends Element, D> = Selection<E, D, SVGGElement, unknown>;

/** A plain group of the picture. */
export type Group = Selection<SVGGElement, unknown, null, undefined>;

/** An element that a scene draws in, empty, and how to lay a group over those that are there. */
export interface Picture {
  readonly root: Selection<SVGSVGElement, unknown, null, undefined>;
  /** @param hidden from the accessibility tree: what it shows is said elsewhere */
  layer(name: string, hidden?: boolean): Group;
}

/** Makes `svg` a picture of the stage; `scene` is its own class. */
export function openPicture(svg: SVGSVGElement, scene = ''): Picture {
  const root = select(svg);
  root.selectAll('*').remove();
  // Listening for focus would make the root itself a tab stop in Chromium.
  root.classed('stage', true).attr('role', 'group').attr('tabindex', -1);
  if (scene !== '') root.classed(scene, true);
  return {
    root,
    layer: (name, hidden = false) =>
      root
        .append('g')
        .attr('class', name)
        .attr('aria-hidden', hidden ? 'true' : null),
  };
}

/** How long moves take, milliseconds; 0 draws the end state at once. */
export interface Motion {
  readonly ms: number;
}

export type Values<D> = Readonly<Record<string, (d: D) => string | number>>;

/** What the attributes of a mark are, or are on their way to: most of a picture stays as it is from one drawing to the next. */
const targets = new WeakMap<Element, Map<string, string>>();

/** Takes note of a mark's new values; whether any of them differs from before. */
function news<D>(mark: Element, d: D, values: Values<D>): boolean {
  const known = targets.get(mark) ?? new Map<string, string>();
  targets.set(mark, known);
  let fresh = false;
  for (const name in values) {
    const value = String(values[name]?.(d));
    if (known.get(name) === value) continue;
    known.set(name, value);
    fresh = true;
  }
  return fresh;
}

/** Sets attributes now. */
export function set<E extends Element, D>(marks: Marks<E, D>, values: Values<D>): Marks<E, D> {
  const changed = marks.filter(function (d) {
    return news(this, d, values);
  });
  for (const [name, value] of Object.entries(values)) changed.attr(name, value);
  return marks;
}

/** Moves attributes to their new values; a newer move of the same marks to other values takes over from where they are. */
export function move<E extends Element, D>(marks: Marks<E, D>, motion: Motion, values: Values<D>, delay: (d: D) => number = () => 0): void {
  const changed = marks.filter(function (d) {
    return news(this, d, values);
  });
  if (motion.ms === 0) {
    // What was on its way to the same place must be there now.
    marks.interrupt();
    for (const [name, value] of Object.entries(values)) marks.attr(name, value);
    return;
  }
  const moving = changed.transition(transition().duration(motion.ms).ease(easeCubicInOut)).delay(delay);
  for (const [name, value] of Object.entries(values)) {
    // As text, number by number: the default for transforms asks the browser's SVG for every one of them.
    if (name === 'transform') {
      moving.attrTween(name, function (d) {
        const to = String(value(d));
        return interpolateString(this.getAttribute(name) ?? to, to);
      });
    } else moving.attr(name, value);
  }
}

/** Fades marks out and removes them. */
function leave<E extends Element, D>(marks: Marks<E, D>, motion: Motion): void {
  marks.attr('aria-hidden', 'true').attr('tabindex', null).attr('data-leaving', '');
  if (motion.ms === 0) marks.interrupt().remove();
  else
    marks
      .transition()
      .duration(motion.ms * 0.7)
      .attr('opacity', 0)
      .remove();
}

/** Joins data to groups of a class by key; new ones are built by `build`, old ones fade. Returns all that stay. */
export function joinGroups<D>(
  parent: Group,
  name: string,
  data: readonly D[],
  key: (d: D) => string,
  build: (entered: Marks<SVGGElement, D>) => void,
  motion: Motion,
): Marks<SVGGElement, D> {
  const bound = parent.selectAll<SVGGElement, D>(`g.${name}:not([data-leaving])`).data(data, key);
  leave(bound.exit<D>() as unknown as Marks<SVGGElement, D>, motion);
  const entered = bound.enter().append('g').attr('class', name) as unknown as Marks<SVGGElement, D>;
  build(entered);
  return entered.merge(bound as unknown as Marks<SVGGElement, D>);
}

/** Writes a label into a text element at the label's own place, or relative to an origin. */
export function write<D>(
  texts: Marks<SVGTextElement, D>,
  pick: (d: D) => Label,
  origin: (d: D) => { x: number; y: number } = () => ({ x: 0, y: 0 }),
): void {
  texts.each(function (d) {
    const { text } = pick(d);
    if (this.textContent !== text) this.textContent = text;
  });
  set(texts, {
    x: (d) => round(pick(d).x - origin(d).x),
    y: (d) => round(pick(d).y - origin(d).y),
    'text-anchor': (d) => pick(d).anchor,
    'font-size': (d) => pick(d).font.size,
  });
  texts.classed('mono', (d) => pick(d).font.mono).classed('bold', (d) => pick(d).font.bold);
}

/** The class that gives a mark its origin's colour. */
export function hueClass(hue: Hue): string {
  return hue === null ? 'hue-none' : hue === 'warm' ? 'hue-warm' : `hue-${hue % 8}`;
}

/** Coordinates to a tenth of a pixel: enough for the eye, short in the document. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A translation. */
export function at(x: number, y: number): string {
  return `translate(${round(x)},${round(y)})`;
}
