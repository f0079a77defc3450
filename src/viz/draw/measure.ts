/** Text widths by the browser's own canvas, remembered. */
import type { Measure } from '../layout/label.ts';
import { roughMeasure } from '../layout/label.ts';

/** A measure for texts inside `host`, in the fonts its style sheet gives them; a rough one where there is no canvas. */
export function browserMeasure(host: Element): Measure {
  const context = canvasContext(host.ownerDocument);
  if (!context) return roughMeasure;
  const sans = getComputedStyle(host).fontFamily || 'sans-serif';
  const mono = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', monospace";
  const known = new Map<string, number>();
  return (text, font) => {
    const style = `${font.bold ? 650 : 400} ${font.size}px ${font.mono ? mono : sans}`;
    const key = `${style} ${text}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size > 4000) known.clear();
    context.font = style;
    const width = context.measureText(text).width;
    known.set(key, width);
    return width;
  };
}

function canvasContext(page: Document): CanvasRenderingContext2D | null {
  try {
    return page.createElement('canvas').getContext('2d');
  } catch {
    return null;
  }
}
