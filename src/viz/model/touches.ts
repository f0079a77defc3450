/** Which paths a container's commands have touched, most recent last: what the columns are chosen from. */
import type { Observation } from '../../api/observation.ts';
import { isBelow } from './path.ts';

export interface Touch {
  readonly path: string;
  /** Sequence number of the last observation of it. */
  readonly seq: number;
  /** Number of the burst (roughly: the command) that touched it last. */
  readonly burst: number;
  /** True when it was changed and not only looked at. */
  readonly changed: boolean;
  /** True when it is known from `docker diff`, not from an observation. */
  readonly seeded: boolean;
}

export interface TouchLog {
  readonly paths: ReadonlyMap<string, Touch>;
  readonly burst: number;
  /** Virtual time of the last observation, milliseconds. */
  readonly at: number;
}

/** Virtual milliseconds of quiet after which the next observation belongs to a new command. */
const QUIET_MS = 250;

/** Touches remembered per container; the oldest are forgotten first. */
const REMEMBERED = 400;

export const NO_TOUCHES: TouchLog = { paths: new Map(), burst: 0, at: 0 };

/** The log after some more observations of the same container. */
export function touch(log: TouchLog, seen: readonly Observation[]): TouchLog {
  if (seen.length === 0) return log;
  const paths = new Map(log.paths);
  let { burst, at } = log;
  for (const observation of seen) {
    if (observation.at - at > QUIET_MS) burst++;
    at = observation.at;
    const changed = observation.kind !== 'lookup';
    put(paths, observation.path, observation.seq, burst, changed);
    if (observation.kind === 'rename') put(paths, observation.to, observation.seq, burst, true);
  }
  while (paths.size > REMEMBERED) {
    const [oldest] = paths.keys();
    if (oldest === undefined) break;
    paths.delete(oldest);
  }
  return { paths, burst, at };
}

/** The log with paths that are known to have changed before anybody watched. */
export function seed(log: TouchLog, changed: readonly string[]): TouchLog {
  const paths = new Map(log.paths);
  for (const path of changed) {
    if (changed.some((other) => isBelow(other, path)) || paths.has(path)) continue;
    paths.set(path, { path, seq: -1, burst: -1, changed: true, seeded: true });
  }
  return { ...log, paths };
}

function put(paths: Map<string, Touch>, path: string, seq: number, burst: number, changed: boolean): void {
  if (path === '/' || path === '') return;
  const before = paths.get(path);
  paths.delete(path);
  paths.set(path, { path, seq, burst, changed: changed || (before?.changed ?? false), seeded: false });
}
