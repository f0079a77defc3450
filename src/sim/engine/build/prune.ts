import type { BuildPruneResponse } from '../../../api/types.ts';
import { EngineError, invalidParameter } from '../../errors.ts';
import type { Daemon } from '../daemon.ts';
import { Filters } from '../filters.ts';

const ACCEPTED = ['until', 'id', 'parent', 'type', 'description', 'inuse', 'shared', 'private'];

/** POST /build/prune: forgets BuildKit's cache; the classic builder's is in its images. */
export function BuildPrune(daemon: Daemon, filterText: string | null): BuildPruneResponse {
  try {
    Filters.parse(filterText, ACCEPTED);
  } catch (error) {
    throw error instanceof EngineError ? invalidParameter(`failed to prune build cache: ${error.message}`) : error;
  }
  const { keys, bytes } = daemon.buildCache.clear(daemon.parts.layers);
  return { CachesDeleted: keys.length > 0 ? keys : null, SpaceReclaimed: bytes };
}
