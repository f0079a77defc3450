/** Draws the grove: trunks, boughs and leaves, and disk counted once against counted apart. */
import type { StageLayout } from '../layout/stage.ts';
import { at, type Group, hueClass, joinGroups, type Motion, move, round, set, write } from './svg.ts';

/** Draws the grove of a layout. */
export function drawGrove(group: Group, layout: StageLayout, motion: Motion): void {
  const { grove, metrics } = layout;
  const f = metrics.factor;
  const boxes = joinGroups(
    group,
    'bough',
    grove.boxes,
    (box) => box.node.id,
    (entered) => {
      entered.attr('opacity', 0).attr('transform', (box) => at(box.x, box.y + 8));
      entered.append('rect').attr('width', (box) => round(Math.max(0, box.width)));
      entered.append('text');
    },
    motion,
  );
  set(boxes, {
    class: ({ node }) =>
      `bough bough-${node.kind} ${node.lit ? 'lit' : ''} state-${node.state === '' ? 'none' : node.state} ${hueClass(node.kind === 'container' ? 'warm' : node.depth)}`,
    'data-focus': ({ node }) => `grove:${node.id}`,
    role: ({ node }) => (node.target === null ? 'img' : 'button'),
    'aria-label': (box) => box.about,
  }).order();
  move(boxes, motion, { transform: (box) => at(box.x, box.y), opacity: () => 1 });
  move(boxes.select<SVGRectElement>('rect'), motion, { width: (box) => round(Math.max(0, box.width)), height: (box) => round(box.height) });
  set(boxes.select<SVGRectElement>('rect'), { rx: () => 5 * f });
  write(
    boxes.select<SVGTextElement>('text'),
    (box) => box.label,
    (box) => box,
  );
  const heads = joinGroups(
    group,
    'grove-text',
    [grove.title, grove.counts],
    (label) => (label === grove.title ? 'title' : 'counts'),
    (entered) => {
      entered.append('text');
    },
    motion,
  );
  heads.attr('class', (label) => `grove-text grove-${label === grove.title ? 'title' : 'counts'}`).attr('aria-hidden', 'true');
  write(heads.select<SVGTextElement>('text'), (label) => label);
  const bars = joinGroups(
    group,
    'bar',
    grove.bars,
    (bar) => bar.kind,
    (entered) => {
      entered.append('rect');
      entered.append('text');
    },
    motion,
  );
  bars.attr('class', (bar) => `bar bar-${bar.kind}`).attr('aria-hidden', 'true');
  move(bars.select<SVGRectElement>('rect'), motion, {
    x: (bar) => round(bar.box.x),
    y: (bar) => round(bar.box.y),
    width: (bar) => round(bar.box.width),
    height: (bar) => bar.box.height,
    rx: (bar) => bar.box.height / 2,
  });
  write(bars.select<SVGTextElement>('text'), (bar) => bar.label);
}
