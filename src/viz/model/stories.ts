/** Observations as moves on the stage, in their order; many at once become one move per layer. */
import type { Observation } from '../../api/observation.ts';
import { type Caption, layerParam } from './caption.ts';
import type { StageFacts } from './facts.ts';
import type { Rows } from './rows.ts';
import type { SceneColumn, Story } from './scene.ts';

/** More moves than this at once are batched. */
const MANY = 5;

/** Lookups told one by one between two changes: the last ones, the command's own. */
const LOOKUPS = 2;

/** The moves of the observations not told yet. */
export function tellStories(facts: StageFacts, rows: Rows, columns: readonly SceneColumn[]): Story[] {
  const shown = new Map(columns.filter((column) => column.kind === 'path').map((column) => [column.path, column.id]));
  const folders = new Map(columns.filter((column) => column.kind === 'folder').map((column) => [column.path, column.id]));
  const columnOf = (path: string): string | null => {
    const own = shown.get(path);
    if (own !== undefined) return own;
    for (const [folder, id] of folders) if (path.startsWith(`${folder}/`)) return id;
    return null;
  };
  const moves = joinWrites(fewLookups(facts.pending, columnOf)).map((observation) => story(facts, rows, observation, columnOf));
  return moves.length > MANY ? batch(facts, moves) : moves;
}

/** A move's sentence that stays in the caption: the last change, or the last lookup when nothing changed. */
export function mainCaption(stories: readonly Story[]): Caption | null {
  return (stories.findLast((told) => told.kind !== 'lookup') ?? stories.at(-1))?.caption ?? null;
}

type Told = Observation & { readonly joined?: number };

/** Lookups that lead to the next change of the same path stay; of the others only the last few with a column. */
function fewLookups(pending: readonly Observation[], columnOf: (path: string) => string | null): Observation[] {
  const changes = new Set(pending.filter((seen) => seen.kind !== 'lookup').map((seen) => seen.path));
  const latest = new Map<string, Observation>();
  for (const seen of pending) if (seen.kind === 'lookup' && !latest.has(seen.path)) latest.set(seen.path, seen);
  const candidates = [...latest.values()].filter((seen) => columnOf(seen.path) !== null);
  const kept = new Set([...candidates.filter((seen) => changes.has(seen.path)).slice(-LOOKUPS), ...candidates.slice(-LOOKUPS)]);
  return pending.filter((seen) => seen.kind !== 'lookup' || kept.has(seen));
}

/** Writes to a path that was just copied up, created or written belong to that move. */
function joinWrites(pending: readonly Observation[]): Told[] {
  const told: Told[] = [];
  for (const seen of pending) {
    const quiet = seen.kind === 'write' || seen.kind === 'attr';
    const index = quiet
      ? told.findLastIndex((other) => other.path === seen.path && other.kind !== 'lookup' && other.kind !== 'whiteout')
      : -1;
    const before = told[index];
    if (before && seen.kind === 'write') told[index] = { ...before, seq: seen.seq, joined: (before.joined ?? 0) + seen.bytes };
    else if (!before) told.push(seen);
  }
  return told;
}

function story(facts: StageFacts, rows: Rows, seen: Told, columnOf: (path: string) => string | null): Story {
  const layers = facts.stack?.layers ?? [];
  const top = layers.length - 1;
  const name = (index: number): string => layerParam(index, layers.length, layers[top]?.readonly === false);
  const rw = rows.rowOf[top] ?? 'merged';
  const row = (index: number): string => rows.rowOf[index] ?? 'ground';
  const path = seen.path;
  const told = (from: string, to: string, bytes: number, caption: Caption): Story => ({
    id: seen.seq,
    kind: seen.kind,
    path,
    column: columnOf(seen.kind === 'rename' ? seen.to : path),
    from,
    to,
    bytes,
    count: 1,
    caption,
  });
  switch (seen.kind) {
    case 'lookup':
      return seen.found === null
        ? told('merged', seen.whiteout ? rw : 'ground', 0, { key: 'story.miss', params: { path, whiteout: seen.whiteout } })
        : told('merged', row(seen.found), 0, { key: 'story.lookup', params: { path, layer: name(seen.found), from: name(top) } });
    case 'copy-up':
      return told(row(seen.from), rw, seen.bytes, {
        key: seen.joined === undefined ? 'story.copyUp' : 'story.copyUpWrite',
        params: { path, layer: name(seen.from), bytes: seen.bytes },
      });
    case 'create':
      return told(rw, rw, seen.joined ?? 0, { key: 'story.create', params: { path, folder: seen.type === 'dir' } });
    case 'write':
      return told(rw, rw, seen.bytes + (seen.joined ?? 0), {
        key: 'story.write',
        params: { path, bytes: seen.bytes + (seen.joined ?? 0) },
      });
    case 'attr':
      return told(rw, rw, 0, { key: 'story.attr', params: { path } });
    case 'whiteout':
      return told(row(seen.hides), rw, 0, { key: 'story.whiteout', params: { path, layer: name(seen.hides) } });
    case 'opaque':
      return told(row(seen.hides), rw, 0, { key: 'story.opaque', params: { path } });
    case 'remove':
      return told(rw, rw, 0, { key: 'story.remove', params: { path } });
    case 'rename':
      return told(rw, rw, 0, { key: 'story.rename', params: { path, to: seen.to } });
  }
}

function batch(facts: StageFacts, moves: readonly Story[]): Story[] {
  const layers = facts.stack?.layers ?? [];
  const groups = new Map<string, Story[]>();
  for (const move of moves) {
    if (move.kind === 'lookup') continue;
    const key = `${move.kind} ${move.from} ${move.to}`;
    groups.set(key, [...(groups.get(key) ?? []), move]);
  }
  return [...groups.values()].flatMap((group) => {
    const last = group.at(-1);
    if (!last || group.length === 1) return group;
    const bytes = group.reduce((sum, move) => sum + move.bytes, 0);
    const params = 'layer' in last.caption.params ? last.caption.params.layer : layerParam(layers.length - 1, layers.length, true);
    return [
      {
        ...last,
        column: null,
        bytes,
        count: group.length,
        caption: { key: 'story.many', params: { count: group.length, kind: last.kind, layer: params } },
      },
    ];
  });
}
