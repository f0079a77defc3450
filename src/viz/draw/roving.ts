/** One tab stop for a whole picture: which mark has it, what keys and pointers do with marks. A mark that can have the focus carries `data-focus`. */
import { type Stop, walk } from './keyboard.ts';

/** The id of the mark that something in the picture belongs to, "" for none. */
export const markOf = (target: EventTarget | null): string =>
  target instanceof Element ? (target.closest<SVGElement>('[data-focus]')?.dataset['focus'] ?? '') : '';

/** The marks that are there to stay. */
export const marksIn = (svg: SVGSVGElement): SVGElement[] => [...svg.querySelectorAll<SVGElement>('[data-focus]:not([data-leaving])')];

/** Gives one mark the tab stop. */
export function setTabStop(marks: readonly SVGElement[], current: string): void {
  for (const mark of marks) {
    const index = mark.dataset['focus'] === current ? '0' : '-1';
    if (mark.getAttribute('tabindex') !== index) mark.setAttribute('tabindex', index);
  }
}

/** Listens on a picture until `signal` says to stop. */
export const listenOn =
  (svg: SVGSVGElement, signal: AbortSignal) =>
  <K extends keyof SVGSVGElementEventMap>(type: K, heard: (event: SVGSVGElementEventMap[K]) => void): void =>
    svg.addEventListener(type, heard, { signal });

export interface RovingOptions {
  /** Lines of stops as they stand in the picture, top to bottom. */
  readonly stops: () => readonly (readonly Stop[])[];
  /** A mark was clicked, or Enter pressed on it. */
  readonly choose: (id: string) => void;
  /** A mark is focused or pointed at: its sentence is to be shown; "" hides it. */
  readonly tip: (id: string) => void;
}

export interface Roving {
  /** Draws, and gives the tab stop, the focus and its sentence back to the mark that had them. */
  redraw(draw: () => void): void;
  destroy(): void;
}

/** Makes the marks of a picture walkable with the arrow keys. */
export function createRoving(svg: SVGSVGElement, { stops, choose, tip }: RovingOptions): Roving {
  let current = '';

  function rove(id: string): void {
    const lines = stops();
    current = lines.some((line) => line.some((stop) => stop.id === id)) ? id : (lines[0]?.[0]?.id ?? '');
    setTabStop(marksIn(svg), current);
  }

  const listen = new AbortController();
  const on = listenOn(svg, listen.signal);
  on('click', (event) => {
    const id = markOf(event.target);
    if (id === '') return;
    rove(id);
    choose(id);
  });
  on('keydown', (event) => {
    const id = markOf(event.target);
    if (id === '' || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') choose(id);
    else if (event.key === 'Escape') tip('');
    else {
      const next = walk(stops(), id, event.key);
      if (next === null) return;
      rove(next);
      marksIn(svg)
        .find((mark) => mark.dataset['focus'] === next)
        ?.focus();
    }
    event.preventDefault();
  });
  on('focusin', (event) => {
    const id = markOf(event.target);
    if (id !== '') rove(id);
    tip(id);
  });
  on('focusout', () => tip(''));
  on('pointerover', (event) => tip(markOf(event.target)));
  on('pointerleave', () => tip(''));

  return {
    redraw(draw) {
      const { ownerDocument } = svg;
      const focused = markOf(ownerDocument.activeElement);
      draw();
      tip('');
      rove(current);
      if (focused !== '' && focused === current && svg.contains(ownerDocument.activeElement)) tip(current);
    },
    destroy: () => listen.abort(),
  };
}
