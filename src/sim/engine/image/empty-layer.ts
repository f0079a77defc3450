import { chainOf } from '../../image/digest.ts';
import type { Digest } from '../../image/types.ts';
import type { Daemon } from '../daemon.ts';

/** The DiffID of an archive of nothing: such a layer is not kept. */
export const EMPTY = 'sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef';

/** An image without a layer of its own still holds the topmost of its parent. */
export function holdTop(daemon: Daemon, below: readonly Digest[]): void {
  const diffId = below.at(-1);
  if (diffId) daemon.parts.layers.register({ diffId, tarSize: 0, entries: () => [] }, chainOf(below.slice(0, -1)));
}
