import { loadCompleteDocker, loadDocker } from '../docker/load.ts';
import type { CatalogName, Journal } from '../sim/journal.ts';
import { World, type WorldOptions } from '../sim/world.ts';
import { drain } from './drain.ts';

/** First moment of headless worlds: 1 June 2026, 08:00 UTC. Fixed, so that the same session gives the same world. */
export const EPOCH = Date.UTC(2026, 5, 1, 8);

/** A machine in Node: a fresh one, or the one a journal tells of. */
export function newWorld(
  options: ({ catalog: CatalogName; seed: number; bandwidth?: number | null } | { journal: Journal }) & Partial<WorldOptions>,
): Promise<World> {
  const journal: Journal =
    'journal' in options
      ? options.journal
      : {
          version: 1,
          epoch: EPOCH,
          entries: [],
          seed: options.seed,
          catalog: options.catalog,
          ...(options.bandwidth === undefined ? {} : { bandwidth: options.bandwidth }),
        };
  return World.replay(journal, { drain, docker: loadDocker, completeDocker: loadCompleteDocker, ...options });
}
