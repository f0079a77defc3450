/** Which paths a container's commands have touched, most recent last: what the columns are chosen from. */
import type { Observation } from '../../api/observation.ts';
import { ancestors } from './path.ts';

export interface Touch {
  readonly path: string;
  /** Sequence number of the last observation of it. */
  readonly seq: number;
  /** Number of the burst (roughly: the command) that touched it last. */
  readonly burst: number;
  /** True when it was changed and not only looked at. */
  readonly changed: boolean;
  /** True when it was looked up last and no layer had it. */
  readonly missed: boolean;
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
    const lookup = observation.kind === 'lookup';
    put(paths, observation.path, observation.seq, burst, !lookup, lookup && observation.found === null);
    if (observation.kind === 'rename') put(paths, observation.to, observation.seq, burst, true, false);
  }
  forget(paths);
  return { paths, burst, at };
}

/** The log with paths that are known to have changed before anybody watched. */
export function seed(log: TouchLog, changed: readonly string[]): TouchLog {
  const paths = new Map(log.paths);
  const folders = new Set(changed.flatMap(ancestors));
  for (const path of changed) {
    if (folders.has(path) || paths.has(path)) continue;
    paths.set(path, { path, seq: -1, burst: -1, changed: true, missed: false });
  }
  forget(paths);
  return { ...log, paths };
}

function put(paths: Map<string, Touch>, path: string, seq: number, burst: number, changed: boolean, missed: boolean): void {
  if (path === '/' || path === '') return;
  const before = paths.get(path);
  paths.delete(path);
  paths.set(path, { path, seq, burst, changed: changed || (before?.changed ?? false), missed });
}

function forget(paths: Map<string, Touch>): void {
  for (const path of paths.keys()) {
    if (paths.size <= REMEMBERED) return;
    paths.delete(path);
  }
}
