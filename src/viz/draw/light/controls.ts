/** What can be set, drawn in the picture: a spin button, a slider and a switch, each a tab stop with the keys of its role. */
import { type Controls as Places, countAt } from '../../layout/light/controls.ts';
import type { LightLayout } from '../../layout/light/layout.ts';
import { type Group, round, write } from '../svg.ts';

export interface ControlsHeard {
  /** Another number of instances. */
  onCount(count: number): void;
  onSharing(sharing: boolean): void;
  /** The next image or container (1) or the one before (-1). */
  onStep(step: number): void;
}

export interface ControlsView {
  render(layout: LightLayout): void;
  destroy(): void;
}

/** So many instances more with one press of Page Up. */
const PAGE = 5;

const CHEVRON = { previous: 'M10 3 5 8l5 5', next: 'M6 3l5 5-5 5' };

/** Makes the controls in `group`, which they own. */
export function createControls(svg: SVGSVGElement, group: Group, heard: ControlsHeard): ControlsView {
  let places: Places | null = null;
  let width = 1;
  let dragged = false;
  const part = (name: string): Group => group.append('g').attr('class', `control ${name}`).attr('data-control', name).attr('tabindex', 0);
  const chooser = part('chooser');
  chooser.append('rect').attr('class', 'face');
  for (const name of ['previous', 'next'] as const) {
    const arrow = chooser.append('g').attr('class', `arrow ${name}`).attr('aria-hidden', 'true');
    arrow.append('rect').attr('class', 'hit');
    arrow.append('path').attr('d', CHEVRON[name]);
  }
  chooser.append('text').attr('class', 'value');
  chooser.append('text').attr('class', 'place');
  const slider = part('slider').attr('role', 'slider').attr('aria-orientation', 'horizontal').attr('aria-valuemin', 1);
  slider.append('rect').attr('class', 'hit');
  slider.append('rect').attr('class', 'track');
  slider.append('rect').attr('class', 'filled');
  slider.append('circle').attr('class', 'thumb face');
  slider.append('text').attr('class', 'value');
  const sharing = part('sharing').attr('role', 'switch');
  sharing.append('rect').attr('class', 'hit');
  sharing.append('rect').attr('class', 'face');
  sharing.append('path').attr('class', 'tick');
  sharing.append('text');

  const listen = new AbortController();
  const on = <K extends keyof SVGSVGElementEventMap>(type: K, run: (event: SVGSVGElementEventMap[K]) => void): void =>
    svg.addEventListener(type, run, { signal: listen.signal });
  const within = (event: Event, name: string): Element | null =>
    event.target instanceof Element ? event.target.closest(`[data-control="${name}"], .arrow.${name}`) : null;

  function slide(event: PointerEvent): void {
    if (!places) return;
    const box = svg.getBoundingClientRect();
    const count = countAt(places.slider, ((event.clientX - box.left) / Math.max(1, box.width)) * width);
    if (count !== places.slider.count) heard.onCount(count);
  }
  on('pointerdown', (event) => {
    if (!within(event, 'slider')) return;
    dragged = true;
    svg.setPointerCapture?.(event.pointerId);
    slide(event);
  });
  on('pointermove', (event) => {
    if (dragged) slide(event);
  });
  for (const type of ['pointerup', 'pointercancel'] as const) on(type, () => (dragged = false));
  on('click', (event) => {
    if (within(event, 'sharing') && places) heard.onSharing(!places.sharing.on);
    else if (within(event, 'previous')) heard.onStep(-1);
    else if (within(event, 'next')) heard.onStep(1);
  });
  on('keydown', (event) => {
    if (!places || event.altKey || event.ctrlKey || event.metaKey) return;
    if (within(event, 'slider')) {
      const count = countAfter(places.slider.count, places.slider.most, event.key);
      if (count === null) return;
      if (count !== places.slider.count) heard.onCount(count);
    } else if (within(event, 'sharing')) {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      heard.onSharing(!places.sharing.on);
    } else if (within(event, 'chooser')) {
      const step = /^(?:ArrowRight|ArrowDown|Enter| )$/.test(event.key) ? 1 : /^Arrow(?:Left|Up)$/.test(event.key) ? -1 : 0;
      if (step === 0) return;
      if (places.chooser.several) heard.onStep(step);
    } else return;
    event.preventDefault();
  });

  return {
    render({ controls, metrics, size }) {
      places = controls;
      width = size.width;
      renderChooser(chooser, controls.chooser, metrics.factor);
      renderSlider(slider, controls.slider, metrics.factor);
      renderSharing(sharing, controls.sharing, metrics.factor);
    },
    destroy: () => listen.abort(),
  };
}

/** Where a key leads on the slider; null for other keys. */
function countAfter(count: number, most: number, key: string): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowUp: 1,
    ArrowLeft: -1,
    ArrowDown: -1,
    PageUp: PAGE,
    PageDown: -PAGE,
    Home: -most,
    End: most,
  };
  const step = steps[key];
  return step === undefined ? null : Math.max(1, Math.min(most, count + step));
}

function box(parent: Group, which: string, place: { x: number; y: number; width: number; height: number }, radius: number): void {
  parent
    .select(which)
    .attr('x', round(place.x))
    .attr('y', round(place.y))
    .attr('width', round(place.width))
    .attr('height', round(place.height))
    .attr('rx', round(radius));
}

const text = (parent: Group, which: string, label: Places['chooser']['place']): void => {
  const found = parent.select<SVGTextElement>(which).attr('display', label ? null : 'none');
  if (label) write(found.datum(label) as never, () => label);
};

function renderChooser(group: Group, place: Places['chooser'], f: number): void {
  group
    .attr('role', place.several ? 'spinbutton' : 'img')
    .attr('aria-label', place.several ? place.name : `${place.name}: ${place.value}`)
    .attr('aria-valuetext', place.several ? place.value : null)
    .classed('several', place.several);
  box(group, '.face', place, 7 * f);
  for (const name of ['previous', 'next'] as const) {
    const arrow = place[name];
    box(group, `.${name} .hit`, arrow, 7 * f);
    group
      .select(`.${name} path`)
      .attr('transform', `translate(${round(arrow.x + arrow.width / 2 - 8 * f)},${round(arrow.y + arrow.height / 2 - 8 * f)}) scale(${f})`)
      .attr('display', place.several ? null : 'none');
  }
  text(group, '.value', place.title);
  text(group, '.place', place.place);
}

function renderSlider(group: Group, place: Places['slider'], f: number): void {
  group
    .attr('aria-label', place.name)
    .attr('aria-valuemax', place.most)
    .attr('aria-valuenow', place.count)
    .attr('aria-valuetext', place.value.text);
  box(group, '.hit', place, 0);
  const line = { x: place.from, y: place.middle - 2.5 * f, width: place.to - place.from, height: 5 * f };
  box(group, '.track', line, 2.5 * f);
  box(group, '.filled', { ...line, width: place.thumb - place.from }, 2.5 * f);
  group
    .select('.thumb')
    .attr('cx', round(place.thumb))
    .attr('cy', round(place.middle))
    .attr('r', 8 * f);
  text(group, '.value', place.value);
}

function renderSharing(group: Group, place: Places['sharing'], f: number): void {
  group.attr('aria-label', place.title.full).attr('aria-checked', String(place.on));
  box(group, '.hit', place, 5 * f);
  box(group, '.face', place.mark, 4 * f);
  group
    .select('.tick')
    .attr('d', 'M3.500 8.500 6.800 12l6-8')
    .attr('transform', `translate(${round(place.mark.x)},${round(place.mark.y)}) scale(${f})`)
    .attr('display', place.on ? null : 'none');
  text(group, 'text', place.title);
}
