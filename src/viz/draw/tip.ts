/** The whole sentence beside what is focused or pointed at. */
import { type Font, type Measure, wrap } from '../layout/label.ts';
import type { Box } from '../layout/stage.ts';
import { at, type Group, round } from './svg.ts';

/** What a tip needs to know of the picture it is in. */
export interface TipGround {
  readonly size: { readonly width: number };
  readonly metrics: { readonly factor: number; readonly text: number };
}

/** Shows `text` above (or below) `box`, inside the picture; an empty text hides it. */
export function drawTip(group: Group, layout: TipGround, text: string, box: Box | null, measure: Measure): void {
  group.selectAll('*').remove();
  if (text === '' || !box) return;
  const f = layout.metrics.factor;
  const font: Font = { size: layout.metrics.text, mono: false, bold: false };
  const most = Math.min(360 * f, layout.size.width - 48 * f);
  const lines = wrap(text, most, 3, font, measure);
  const width = Math.max(...lines.map((line) => measure(line, font))) + 24 * f;
  const height = lines.length * 19 * f + 12 * f;
  const x = Math.max(8 * f, Math.min(layout.size.width - width - 8 * f, box.x + box.width / 2 - width / 2));
  const above = box.y - height - 8 * f;
  group.attr('transform', at(x, above < 4 ? box.y + box.height + 8 * f : above));
  group
    .append('rect')
    .attr('width', round(width))
    .attr('height', round(height))
    .attr('rx', 8 * f);
  lines.forEach((line, index) => {
    group
      .append('text')
      .attr('x', 12 * f)
      .attr('y', round(21 * f + index * 19 * f))
      .attr('font-size', font.size)
      .text(line);
  });
}
