/** What the two stacks are made of, bottom first: what is there once is a band, what is there for each instance a row of cells. */
import type { Side } from './scene.ts';
import type { StackPart } from './words.ts';

export interface StackRow {
  readonly part: StackPart;
  /** Once for all, once for each, or (the image's layers) as they are counted. */
  readonly there: 'once' | 'each' | 'counted';
}

const once = (part: StackPart): StackRow => ({ part, there: 'once' });
const each = (part: StackPart): StackRow => ({ part, there: 'each' });

/** Of the same height, so that the same hardware stands under both. */
export const STACKS: Readonly<Record<Side, readonly StackRow[]>> = {
  vm: [once('hardware'), once('hypervisor'), each('guest-kernel'), each('guest-system'), each('guest-libraries'), each('guest-app')],
  container: [once('hardware'), once('host-kernel'), once('engine'), { part: 'image', there: 'counted' }, each('rw'), each('process')],
};
