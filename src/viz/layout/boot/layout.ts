/** Where everything of the boot scene stands: two pictures side by side, their rows at the same heights. Pure. */
import type { BlockState, BootBlock, BootRow, BootScene } from '../../model/boot/scene.ts';
import { BOOT_STEPS } from '../../model/boot/scene.ts';
import type { BootWords } from '../../scenes/boot.messages.ts';
import { type Font, label, type Label, type Measure, wrap } from '../label.ts';
import { metrics, type Size } from '../metrics.ts';

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One block of a picture. */
export interface BlockBox extends Rect {
  /** "host:root", "container:kernel" */
  readonly id: string;
  readonly block: BootBlock;
  readonly icon: 'lock' | 'pen' | 'chip' | null;
  readonly label: Label;
  /** Lines between its layers, from the top. */
  readonly seams: readonly number[];
}

/** A button or a step's dot. */
export interface ControlBox extends Rect {
  readonly id: 'previous' | 'play' | 'next';
}

export interface DotBox extends Rect {
  readonly index: number;
  readonly state: 'done' | 'now' | 'to come';
}

/** A box with lines of a log. */
export interface LogBox extends Rect {
  readonly id: 'host' | 'container';
  readonly title: Label;
  readonly lines: readonly Label[];
}

export interface BootLayout {
  readonly size: Size;
  readonly title: Label;
  readonly counter: Label;
  readonly controls: readonly ControlBox[];
  readonly dots: readonly DotBox[];
  readonly heads: readonly Label[];
  readonly times: readonly Label[];
  readonly sentences: readonly Label[];
  readonly blocks: readonly BlockBox[];
  /** Around the container once it is isolated. */
  readonly frame: (Rect & { readonly label: Label }) | null;
  readonly logs: readonly LogBox[];
  readonly hint: readonly Label[];
}

/** Rows of the pictures, top first, with their share of the height. */
const ROWS: readonly (readonly [row: BootRow, share: number])[] = [
  ['process', 1],
  ['writable', 1],
  ['root', 1.7],
  ['bootfs', 1],
  ['kernel', 1],
];

const ICONS: Readonly<Record<BlockState, BlockBox['icon']>> = {
  ghost: null,
  gone: null,
  none: null,
  ground: 'chip',
  'read-only': 'lock',
  'read-write': 'pen',
  process: null,
};

/** Where a container would be: the kernel is there. */
const NO_CONTAINER: readonly BootBlock[] = ROWS.map(([row]) => ({
  row,
  state: row === 'kernel' ? 'ground' : row === 'bootfs' ? 'none' : 'ghost',
  layers: 0,
  now: false,
}));

export interface LayoutOptions {
  readonly size: Size;
  readonly words: BootWords;
  readonly measure: Measure;
}

/** Lays a scene out. */
export function layoutBoot(scene: BootScene, { size, words, measure }: LayoutOptions): BootLayout {
  const m = metrics(size);
  const { factor: f } = size;
  const narrow = size.width < 560 * f;
  const small: Font = { size: m.small, mono: false, bold: false };
  const text: Font = { size: m.text, mono: false, bold: false };
  const strong: Font = { size: m.text, mono: false, bold: true };
  const mono: Font = { size: m.small, mono: true, bold: false };
  const gap = (narrow ? 12 : 28) * f;
  const wide = (size.width - 2 * m.pad - gap) / 2;
  const left = m.pad;
  const right = m.pad + wide + gap;
  const terms = {
    kernel: scene.kernel,
    layers: scene.container?.start.layers.length ?? 0,
    first: scene.container?.start.first ?? true,
    readonly: scene.container?.start.readonly ?? false,
  };

  // The head: what step it is, the buttons, and one dot a step.
  const button = 28 * f;
  const top = 10 * f;
  const ids = ['previous', 'play', 'next'] as const;
  const controls = ids.map((id, n) => ({
    id,
    x: size.width - m.pad - (ids.length - n) * (button + 4 * f) + 4 * f,
    y: top,
    width: button,
    height: button,
  }));
  const counterText = words.stepOf(scene.index + 1, BOOT_STEPS.length);
  const titleFont: Font = { size: m.title * 0.9, mono: false, bold: true };
  const first = controls[0]?.x ?? size.width;
  const counter = label(counterText, left, top + 19 * f, first - left - 10 * f, small, measure);
  const title = label(
    words.title[scene.step],
    left + counter.width + 10 * f,
    top + 20 * f,
    first - left - counter.width - 20 * f,
    titleFont,
    measure,
  );
  const dotsY = top + button + 7 * f;
  const dotGap = 4 * f;
  const dotWidth = (size.width - 2 * m.pad - (BOOT_STEPS.length - 1) * dotGap) / BOOT_STEPS.length;
  const dots = BOOT_STEPS.map(
    (_, index): DotBox => ({
      index,
      state: index < scene.index ? 'done' : index === scene.index ? 'now' : 'to come',
      x: left + index * (dotWidth + dotGap),
      y: dotsY,
      width: dotWidth,
      height: 6 * f,
    }),
  );

  // The names of both sides, and a sentence each.
  const headY = dotsY + 26 * f;
  const timeOf = (ms: number | null): string => (ms === null ? '' : words.time(ms));
  const sides = [
    { x: left, name: words.hostName, time: timeOf(scene.host.ms), sentence: words.host[scene.step]({ ...terms, ms: scene.host.ms }) },
    scene.container && {
      x: right,
      name: words.containerName(scene.container.start.name),
      time: timeOf(scene.container.ms),
      sentence: words.container[scene.step]({ ...terms, ms: scene.container.ms }),
    },
  ];
  const times: Label[] = [];
  const heads: Label[] = [];
  const sentences: Label[] = [];
  const lineHeight = 17 * f;
  const most = narrow ? 4 : 2;
  let deepest = 0;
  for (const side of sides) {
    if (!side) continue;
    const time = label(side.time, side.x + wide, headY, wide * 0.5, small, measure, 'end');
    times.push(time);
    heads.push(label(side.name, side.x, headY, wide - time.width - 8 * f, strong, measure));
    for (const [n, line] of wrap(side.sentence, wide, most, text, measure).entries())
      sentences.push(label(line, side.x, headY + 19 * f + n * lineHeight, wide, text, measure));
  }
  for (const words of BOOT_STEPS) deepest = Math.max(deepest, linesOf(words));
  function linesOf(step: (typeof BOOT_STEPS)[number]): number {
    const all = [words.host[step]({ ...terms, ms: 9999 }), words.container[step]({ ...terms, ms: 99 })];
    return Math.max(...all.map((one) => wrap(one, wide, most, text, measure).length));
  }

  // The pictures keep their place in all steps.
  // The frame around a container has its name above the first row.
  const frameHead = 18 * f;
  const pictureTop = headY + 19 * f + (deepest - 1) * lineHeight + 8 * f + frameHead;
  const logsLeast = (narrow ? 170 : 130) * f;
  const shares = ROWS.reduce((sum, [, share]) => sum + share, 0);
  const between = 5 * f;
  const room = size.height - pictureTop - m.pad - logsLeast - 12 * f - (ROWS.length - 1) * between;
  const unit = Math.max(20 * f, Math.min(40 * f, room / shares));
  const blocks: BlockBox[] = [];
  const place = (side: 'host' | 'container', x: number, all: readonly BootBlock[], name: (block: BootBlock) => string): void => {
    let y = pictureTop;
    for (const [row, share] of ROWS) {
      const block = all.find((one) => one.row === row);
      const height = unit * share;
      const box = { x, y, width: wide, height };
      y += height + between;
      if (!block || (block.state === 'none' && row !== 'bootfs')) continue;
      const icon = ICONS[block.state];
      const inset = (icon ? 30 : 12) * f;
      const strips = block.layers > 1 && block.state !== 'ghost' ? Math.min(block.layers, Math.floor(height / (5 * f))) : 0;
      blocks.push({
        id: `${side}:${row}`,
        ...box,
        block,
        icon,
        label: label(
          name(block),
          x + inset,
          box.y + height / 2 + m.small * 0.36,
          wide - inset - 8 * f,
          row === 'process' ? mono : small,
          measure,
        ),
        seams: Array.from({ length: Math.max(0, strips - 1) }, (_, n) => box.y + ((n + 1) * height) / strips),
      });
    }
  };
  place('host', left, scene.host.blocks, ({ row, state }) => words.hostBlock(row, state, scene.kernel));
  const container = scene.container;
  place('container', right, container?.blocks ?? NO_CONTAINER, ({ row, state }) =>
    words.containerBlock(row, state, { ...terms, ms: null, command: container?.start.command ?? '' }),
  );
  const pictureEnd = pictureTop + shares * unit + (ROWS.length - 1) * between;
  const frameEnd = pictureTop + unit * 3.7 + 2 * between;
  const edge = 5 * f;
  const frame =
    container?.isolated === true
      ? {
          x: right - edge,
          y: pictureTop - frameHead,
          width: wide + 2 * edge,
          height: frameEnd - pictureTop + frameHead + 3 * f,
          label: label(words.isolation, right + 6 * f, pictureTop - 5 * f, wide - 12 * f, small, measure),
        }
      : null;

  // What was said: beside each other, or one below the other.
  const logTop = pictureEnd + 12 * f;
  const logEnd = size.height - m.pad * 0.7;
  const both = container !== null;
  const log = (id: LogBox['id'], name: string, lines: readonly string[], box: Rect): LogBox | null => {
    const room = Math.floor((box.height - 26 * f) / (15 * f));
    if (room < 1 || lines.length === 0) return null;
    const inner = box.width - 20 * f;
    // In full where there is room for it; else a line each, and of those what fits of the beginning and of the end.
    const whole = lines.flatMap((line) => broken(line, inner, mono, measure));
    const shown = whole.length <= room ? whole : ends(lines, room);
    return {
      id,
      ...box,
      title: label(name, box.x + 10 * f, box.y + 16 * f, inner, { ...small, bold: true }, measure),
      lines: shown.map((line, n) => label(line, box.x + 10 * f, box.y + 32 * f + n * 15 * f, inner, mono, measure)),
    };
  };
  const total = logEnd - logTop;
  const notes = container?.notes ?? [];
  const upper = Math.round(total * 0.6);
  // The console's lines are long.
  const notesWidth = both ? (size.width - 2 * m.pad - gap / 2) * 0.38 : 0;
  const consoleWidth = size.width - 2 * m.pad - (both ? notesWidth + gap / 2 : 0);
  const logs = narrow
    ? [
        log('host', words.console, scene.host.console, { x: left, y: logTop, width: size.width - 2 * m.pad, height: upper }),
        both
          ? log('container', words.engine, notes, {
              x: left,
              y: logTop + upper + 6 * f,
              width: size.width - 2 * m.pad,
              height: total - upper - 6 * f,
            })
          : null,
      ]
    : [
        log('host', words.console, scene.host.console, { x: left, y: logTop, width: consoleWidth, height: total }),
        both
          ? log('container', words.engine, notes, { x: left + consoleWidth + gap / 2, y: logTop, width: notesWidth, height: total })
          : null,
      ];
  const hintLines = both ? [] : wrap(words.hint, wide, narrow ? 6 : 4, text, measure);
  return {
    size,
    title,
    counter,
    controls,
    dots,
    heads: both ? heads : [...heads, label(words.noContainer, right, headY, wide, strong, measure)],
    times: times.filter((one) => one.text !== ''),
    sentences,
    blocks,
    frame,
    logs: logs.filter((one) => one !== null),
    hint: hintLines.map((line, n) => label(line, right, headY + 19 * f + n * lineHeight, wide, text, measure)),
  };
}

/** The first and last lines, at most `room` of them, with what is left out between them counted. */
function ends(lines: readonly string[], room: number): string[] {
  if (lines.length <= room) return [...lines];
  const last = Math.floor((room - 1) * 0.4);
  const first = room - 1 - last;
  return [...lines.slice(0, first), `… +${lines.length - first - last}`, ...(last > 0 ? lines.slice(-last) : [])];
}

/** A line of a log in pieces of at most `width`, broken at spaces where there are some; what goes on is indented. */
function broken(line: string, width: number, font: Font, measure: Measure): string[] {
  const pieces: string[] = [];
  let rest = line;
  while (rest !== '' && pieces.length < 6) {
    const most = Math.max(8, Math.floor(width / measure('0', font)));
    if (rest.length <= most) {
      pieces.push(rest);
      return pieces;
    }
    const space = rest.lastIndexOf(' ', most);
    const end = space > most * 0.5 ? space : most;
    pieces.push(rest.slice(0, end));
    rest = `  ${rest.slice(end).trimStart()}`;
  }
  return pieces;
}
