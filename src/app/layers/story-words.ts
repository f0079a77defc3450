/** A step of a file's story in words. */
import { formatBytes } from '../../viz/bytes.ts';
import type { StoryStep } from '../../viz/model/deep/story.ts';
import type { LayerMessages } from './messages.ts';

/** A sign for each kind of step, beside its words. */
export const MARKS: Readonly<Record<StoryStep['kind'], string>> = {
  lookup: '↓',
  'copy-up': '↑',
  create: '+',
  write: '✎',
  attr: '≈',
  whiteout: '✕',
  opaque: '▤',
  remove: '−',
  rename: '→',
  allocate: '▣',
  copy: '▦',
};

/** What a step needs to be said: the names of layers, and the words. */
export interface StoryNames {
  readonly layer: (index: number) => string;
  readonly m: LayerMessages;
}

/** "copied up from layer 1 into the read-write layer"; the name it had then, when that was another one than `path`. */
export function sayStep(step: StoryStep, path: string, names: StoryNames): string {
  const what = bare(step, names);
  if (step.above) return names.m['step.above'](step.path, what);
  return step.path === path || step.kind === 'copy' ? what : `${step.path}: ${what}`;
}

function bare(step: StoryStep, { layer, m }: StoryNames): string {
  const of = step.layer === null ? '' : layer(step.layer);
  switch (step.kind) {
    case 'lookup':
      if (step.layer !== null) return m['step.lookup'](of);
      return step.whiteout ? m['step.missWhiteout'] : m['step.miss'];
    case 'copy-up':
    case 'whiteout':
    case 'opaque':
      return m[`step.${step.kind}`](of);
    case 'rename':
      return m['step.rename'](step.to);
    case 'allocate':
      return m[`step.allocate.${step.unit ?? 'block'}`](step.pieces);
    case 'copy':
      return step.bytes > 0 ? m['step.copy'](step.pieces) : m['step.snapshot'](step.pieces);
    default:
      return m[`step.${step.kind}`];
  }
}

/** What the step cost: layers searched, bytes copied, written or taken; "" for nothing. */
export function costOf(step: StoryStep, m: LayerMessages): string {
  switch (step.kind) {
    case 'lookup':
      return m['step.searched'](step.searched);
    case 'copy-up':
      return m['step.copied'](formatBytes(step.bytes));
    case 'copy':
      return step.bytes > 0 ? m['step.copied'](formatBytes(step.bytes)) : '';
    case 'write':
      return step.bytes > 0 ? m['step.written'](formatBytes(step.bytes)) : '';
    case 'allocate':
      return m['step.taken'](formatBytes(step.bytes));
    default:
      return '';
  }
}

/** "08:00:12.345", the machine's time. */
export const clock = (at: number): string => new Date(at).toISOString().slice(11, 23);
