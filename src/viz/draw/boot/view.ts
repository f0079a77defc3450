/** The boot scene's picture: draws a layout into an SVG element and tells which step somebody wants. */
import { select } from 'd3';
import type { BlockBox, BootLayout, LogBox, Rect } from '../../layout/boot/layout.ts';
import type { Label } from '../../layout/label.ts';
import { CHIP, LOCK, PEN } from '../icons.ts';
import { type Group, joinGroups, type Marks, type Motion, move, round, set, write, openPicture } from '../svg.ts';

export interface BootViewOptions {
  /** Somebody wants another step: the next (1), the one before (-1), or the one with a number. */
  readonly onStep: (wanted: { readonly by: number } | { readonly to: number }) => void;
  readonly onPlay: () => void;
}

export interface BootView {
  render(layout: BootLayout, spoken: BootSpoken, motion: Motion): void;
  destroy(): void;
}

/** Names for those who cannot see it. */
export interface BootSpoken {
  readonly picture: string;
  readonly steps: string;
  /** "Step 4 of 8: Mounted read-only" */
  readonly step: string;
  readonly controls: Readonly<Record<'previous' | 'play' | 'next', string>>;
  readonly playing: boolean;
}

const PATHS = { lock: LOCK, pen: PEN, chip: CHIP };
const ARROWS = {
  previous: 'M10.5 3 5 8l5.5 5Z',
  next: 'M5.5 3 11 8l-5.5 5Z',
  play: 'M4.5 2.5 13 8l-8.5 5.5Z',
  pause: 'M4 3h3v10H4ZM9 3h3v10H9Z',
};

/** Makes the picture inside `svg`, which it owns from then on. */
export function createBootView(svg: SVGSVGElement, options: BootViewOptions): BootView {
  const { root, layer } = openPicture(svg, 'boot');
  const groups = {
    blocks: layer('blocks', true),
    frame: layer('frames', true),
    logs: layer('logs', true),
    words: layer('boot-words', true),
    controls: layer('controls'),
  };
  const steps = groups.controls.append('g').attr('class', 'steps').attr('role', 'slider').attr('tabindex', 0).attr('data-focus', 'steps');
  steps.append('rect').attr('class', 'hit');
  const listen = new AbortController();
  const { signal } = listen;
  svg.addEventListener(
    'click',
    (event) => {
      const target = event.target instanceof Element ? event.target : null;
      const control = target?.closest<SVGElement>('[data-control]')?.dataset['control'];
      const dot = target?.closest<SVGElement>('[data-step]')?.dataset['step'];
      if (control === 'previous') options.onStep({ by: -1 });
      else if (control === 'next') options.onStep({ by: 1 });
      else if (control === 'play') options.onPlay();
      else if (dot !== undefined) options.onStep({ to: Number(dot) });
    },
    { signal },
  );
  svg.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'ArrowRight' || event.key === 'ArrowUp') options.onStep({ by: 1 });
      else if (event.key === 'ArrowLeft' || event.key === 'ArrowDown') options.onStep({ by: -1 });
      else if (event.key === 'Home') options.onStep({ to: 0 });
      else if (event.key === 'End') options.onStep({ to: Number.MAX_SAFE_INTEGER });
      else if (event.key === 'Enter' || event.key === ' ') options.onPlay();
      else return;
      event.preventDefault();
    },
    { signal },
  );

  const box = <D extends Rect>(marks: Marks<SVGRectElement, D>, motion: Motion, radius: number): void =>
    move(marks, motion, {
      x: (d) => round(d.x),
      y: (d) => round(d.y),
      width: (d) => round(d.width),
      height: (d) => round(d.height),
      rx: () => radius,
    });

  function blocks(layout: BootLayout, motion: Motion): void {
    const f = layout.size.factor;
    const all = joinGroups(
      groups.blocks,
      'block',
      layout.blocks,
      (d) => d.id,
      (entered) => {
        const bodies = entered.append('rect').attr('class', 'body');
        set(bodies as unknown as Marks<SVGRectElement, BlockBox>, {
          x: (d) => round(d.x),
          y: (d) => round(d.y),
          width: (d) => round(d.width),
          height: (d) => round(d.height),
          rx: () => 6 * f,
        });
        entered.append('path').attr('class', 'seams');
        entered.append('path').attr('class', 'icon');
        entered.append('text');
      },
      motion,
    );
    all.attr('class', (d) => `block state-${d.block.state} row-${d.block.row}${d.block.now ? ' now' : ''}`);
    box(all.select<SVGRectElement>('.body') as unknown as Marks<SVGRectElement, BlockBox>, motion, 6 * f);
    all
      .select('.seams')
      // Beside the words, not through them.
      .attr('d', (d) => {
        const from = d.label.x + d.label.width + 10 * f;
        return d.seams.map((y) => `M${round(from)} ${round(y)}H${round(d.x + d.width - 5 * f)}`).join('') || null;
      });
    all
      .select('.icon')
      .attr('d', (d) => (d.icon ? PATHS[d.icon] : null))
      .attr('transform', (d) => `translate(${round(d.x + 9 * f)},${round(d.y + d.height / 2 - 6.5 * f)}) scale(${round(f * 0.82)})`);
    write(all.select<SVGTextElement>('text') as unknown as Marks<SVGTextElement, BlockBox>, (d) => d.label);
  }

  function logs(layout: BootLayout): void {
    const still = { ms: 0 };
    const all = joinGroups(
      groups.logs,
      'log',
      layout.logs,
      (d) => d.id,
      (entered) => {
        entered.append('rect').attr('class', 'body');
        entered.append('text').attr('class', 'title');
        entered.append('g').attr('class', 'lines');
      },
      still,
    );
    box(all.select<SVGRectElement>('.body') as unknown as Marks<SVGRectElement, LogBox>, still, 8 * layout.size.factor);
    write(all.select<SVGTextElement>('.title') as unknown as Marks<SVGTextElement, LogBox>, (d) => d.title);
    all.each(function (d) {
      texts(select<SVGGElement, unknown>(this).select<SVGGElement>('.lines') as unknown as Group, 'line', d.lines);
    });
  }

  return {
    render(layout, spoken, motion) {
      const f = layout.size.factor;
      root.attr('aria-label', spoken.picture);
      blocks(layout, motion);
      const frames = joinGroups(
        groups.frame,
        'frame',
        layout.frame ? [layout.frame] : [],
        () => 'frame',
        (entered) => {
          entered.append('rect');
          entered.append('text');
          if (motion.ms > 0) entered.attr('opacity', 0).transition().duration(motion.ms).attr('opacity', 1);
        },
        motion,
      );
      box(frames.select<SVGRectElement>('rect') as unknown as Marks<SVGRectElement, Rect>, { ms: 0 }, 10 * f);
      write(frames.select<SVGTextElement>('text') as unknown as Marks<SVGTextElement, { label: Label }>, (d) => d.label);
      logs(layout);
      for (const [name, labels] of [
        ['counter', [layout.counter]],
        ['heading', [layout.title]],
        ['side', layout.heads],
        ['time', layout.times],
        ['sentence', layout.sentences],
        ['hint', layout.hint],
      ] as const)
        texts(groups.words, name, labels);
      const buttons = joinGroups(
        groups.controls,
        'control',
        layout.controls,
        (d) => d.id,
        (entered) => {
          entered.attr('role', 'button').attr('tabindex', -1);
          entered.append('rect');
          entered.append('path');
        },
        { ms: 0 },
      );
      buttons.attr('data-control', (d) => d.id).attr('aria-label', (d) => spoken.controls[d.id]);
      box(buttons.select<SVGRectElement>('rect') as unknown as Marks<SVGRectElement, Rect>, { ms: 0 }, 7 * f);
      buttons
        .select('path')
        .attr('d', (d) => ARROWS[d.id === 'play' && spoken.playing ? 'pause' : d.id])
        .attr('transform', (d) => `translate(${round(d.x + d.width / 2 - 8 * f)},${round(d.y + d.height / 2 - 8 * f)}) scale(${f})`);
      const now = layout.dots.findIndex(({ state }) => state === 'now');
      steps
        .attr('aria-label', spoken.steps)
        .attr('aria-valuemin', 1)
        .attr('aria-valuemax', layout.dots.length)
        .attr('aria-valuenow', now + 1)
        .attr('aria-valuetext', spoken.step);
      const [first] = layout.dots;
      const last = layout.dots.at(-1);
      if (first && last)
        steps
          .select('.hit')
          .attr('x', round(first.x - 4 * f))
          .attr('y', round(first.y - 5 * f))
          .attr('width', round(last.x + last.width - first.x + 8 * f))
          .attr('height', round(first.height + 10 * f))
          .attr('rx', 6 * f);
      const dots = joinGroups(
        steps as unknown as Group,
        'dot',
        layout.dots,
        (d) => String(d.index),
        (entered) => {
          entered.append('rect').attr('class', 'reach');
          entered.append('rect').attr('class', 'bar');
        },
        { ms: 0 },
      );
      dots.attr('data-step', (d) => d.index).attr('data-state', (d) => d.state);
      box(dots.select<SVGRectElement>('.bar') as unknown as Marks<SVGRectElement, Rect>, { ms: 0 }, 3 * f);
      set(dots.select<SVGRectElement>('.reach') as unknown as Marks<SVGRectElement, Rect>, {
        x: (d) => round(d.x),
        y: (d) => round(d.y - 9 * f),
        width: (d) => round(d.width),
        height: (d) => round(d.height + 18 * f),
      });
    },
    destroy() {
      listen.abort();
      root.selectAll('*').remove();
      root.classed('boot', false).attr('aria-label', null);
    },
  };
}

/** Lines of text by their place in the list. */
function texts(parent: Group, name: string, labels: readonly Label[]): void {
  const marks = parent.selectAll<SVGTextElement, Label>(`text.${name}`).data(labels).join('text').attr('class', name) as unknown as Marks<
    SVGTextElement,
    Label
  >;
  write(marks, (d) => d);
}
