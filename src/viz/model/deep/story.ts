/** One file's story: what was seen of a path in a container, in its order, with what it cost. Follows renames back. */
import type { Observation, StorageCost } from '../../../api/observation.ts';
import { isBelow } from '../path.ts';

/** A step of the story; layers count from 0 at the bottom. */
export interface StoryStep {
  readonly seq: number;
  /** Virtual time, milliseconds since 1970. */
  readonly at: number;
  readonly kind: Observation['kind'] | StorageCost['kind'];
  /** The name it had then, or the folder above it that was deleted or made opaque. */
  readonly path: string;
  /** True when it happened to a folder above. */
  readonly above: boolean;
  /** Where a lookup ended, a copy came from, or what is hidden; null for nowhere. */
  readonly layer: number | null;
  /** How many layers a lookup went through. */
  readonly searched: number;
  /** A lookup that ended at a whiteout. */
  readonly whiteout: boolean;
  /** Bytes copied up, written or taken on the disk. */
  readonly bytes: number;
  /** Of `allocate`: extents or blocks; of `copy`: paths. */
  readonly pieces: number;
  readonly unit: 'extent' | 'block' | null;
  /** Of a rename: the new name. */
  readonly to: string;
  /** So often in a row, the last time at `at`. */
  readonly times: number;
}

export interface FileStory {
  readonly steps: readonly StoryStep[];
  readonly lookups: number;
  /** Bytes that copy-up copied, that programs wrote, and that the disk gave out for it. */
  readonly copied: number;
  readonly written: number;
  readonly taken: number;
}

/** The story of what is at `path` in `container` by the end of `seen` (oldest first), and of what was there before. */
export function fileStory(seen: readonly (Observation | StorageCost)[], container: string, path: string): FileStory {
  const names = new Set([path]);
  const found: StoryStep[] = [];
  for (let at = seen.length - 1; at >= 0; at--) {
    const one = seen[at];
    if (!one || one.container !== container) continue;
    if (one.kind === 'rename') {
      const before = [...names].flatMap((name) =>
        name === one.to ? [one.path] : isBelow(name, one.to) ? [one.path + name.slice(one.to.length)] : [],
      );
      if (before.length > 0 || names.has(one.path)) found.push(stepOf(one, before.length > 0 && !names.has(one.to)));
      for (const name of before) names.add(name);
    } else if (names.has(one.path) || one.kind === 'copy') found.push(stepOf(one, false));
    else if (one.kind === 'whiteout' || one.kind === 'opaque' || one.kind === 'remove') {
      if ([...names].some((name) => isBelow(name, one.path))) found.push(stepOf(one, true));
    }
  }
  const steps: StoryStep[] = [];
  for (const step of found.reverse()) {
    const last = steps.at(-1);
    if (last && repeats(last, step))
      steps[steps.length - 1] = { ...step, times: last.times + 1, bytes: joined(last, step), pieces: last.pieces + step.pieces };
    else steps.push(step);
  }
  const sum = (kind: StoryStep['kind']): number => steps.reduce((all, step) => all + (step.kind === kind ? step.bytes : 0), 0);
  const lookups = steps.reduce((all, step) => all + (step.kind === 'lookup' ? step.times : 0), 0);
  return { steps, lookups, copied: sum('copy-up'), written: sum('write'), taken: sum('allocate') };
}

const joined = (a: StoryStep, b: StoryStep): number => a.bytes + b.bytes;

function repeats(a: StoryStep, b: StoryStep): boolean {
  if (a.kind !== b.kind || a.path !== b.path) return false;
  if (a.kind === 'lookup') return a.layer === b.layer && a.whiteout === b.whiteout;
  return a.kind === 'write' || a.kind === 'attr' || a.kind === 'allocate';
}

function stepOf(one: Observation | StorageCost, above: boolean): StoryStep {
  const { seq, at, kind, path } = one;
  const step: StoryStep = {
    seq,
    at,
    kind,
    path,
    above,
    layer: null,
    searched: 0,
    whiteout: false,
    bytes: 0,
    pieces: 0,
    unit: null,
    to: '',
    times: 1,
  };
  switch (one.kind) {
    case 'lookup':
      // A whiteout in the read-write layer ends the search there.
      return { ...step, layer: one.found, searched: one.whiteout ? 1 : one.layers - (one.found ?? 0), whiteout: one.whiteout };
    case 'copy-up':
      return { ...step, layer: one.from, bytes: one.bytes };
    case 'write':
      return { ...step, bytes: one.bytes };
    case 'whiteout':
    case 'opaque':
      return { ...step, layer: one.hides };
    case 'rename':
      return { ...step, to: one.to };
    case 'allocate':
      return { ...step, bytes: one.bytes, pieces: one.count, unit: one.unit };
    case 'copy':
      return { ...step, bytes: one.bytes, pieces: one.entries };
    default:
      return step;
  }
}
