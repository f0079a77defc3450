/** Observations as moves on the stage, in their order; many at once become one move per layer. */
import type { Observation } from '../../api/observation.ts';
import { type Caption, layerParam } from './caption.ts';
import type { StageFacts } from './facts.ts';
import { ancestors } from './path.ts';
import type { Rows } from './rows.ts';
import type { SceneColumn, Story } from './scene.ts';

/** More moves than this at once are batched. */
const MANY = 5;

/** Lookups told one by one between two changes: the last ones, the command's own. */
const LOOKUPS = 2;

/** The moves of the observations not told yet; a batch goes on with the one of the same command that is on the stage. */
export function tellStories(facts: StageFacts, rows: Rows, columns: readonly SceneColumn[], before: readonly Story[] = []): Story[] {
  const shown = new Map(columns.filter((column) => column.kind === 'path').map((column) => [column.path, column.id]));
  const folders = new Map(columns.filter((column) => column.kind === 'folder').map((column) => [column.path, column.id]));
  const columnOf = (path: string): string | null => {
    const own = shown.get(path);
    if (own !== undefined || folders.size === 0) return own ?? null;
    return folders.get(ancestors(path).findLast((folder) => folders.has(folder)) ?? '') ?? null;
  };
  const top = (facts.stack?.layers.length ?? 0) - 1;
  const telling = joinWrites(fewLookups(withoutParents(facts.pending, top), columnOf));
  const moves = telling.map((observation) => story(facts, rows, observation, columnOf));
  const many = moves.length > MANY || (moves.length > 0 && before.some((told) => told.count > 1 && told.burst === facts.touches.burst));
  return many ? batch(facts, moves, before) : moves;
}

/** A move's sentence that stays in the caption: the last change, or the last lookup when nothing changed. */
export function mainCaption(stories: readonly Story[]): Caption | null {
  return (stories.findLast((told) => told.kind !== 'lookup') ?? stories.at(-1))?.caption ?? null;
}

type Told = Observation & { readonly joined?: number };

/** Folders that were copied up only so that something in them could be are no story of their own. */
function withoutParents(pending: readonly Observation[], top: number): Observation[] {
  const parents = new Set<string>();
  for (const seen of pending) if (seen.kind !== 'lookup') for (const folder of ancestors(seen.path)) parents.add(folder);
  return pending.filter((seen) => seen.kind !== 'copy-up' || (seen.from !== top && !(seen.type === 'dir' && parents.has(seen.path))));
}

/** Lookups of paths that are then changed stay; when nothing was changed, the last few that have a column. */
function fewLookups(pending: readonly Observation[], columnOf: (path: string) => string | null): Observation[] {
  const changes = new Set(pending.filter((seen) => seen.kind !== 'lookup').map((seen) => seen.path));
  const first = new Map<string, Observation>();
  for (const seen of pending) if (seen.kind === 'lookup' && !first.has(seen.path)) first.set(seen.path, seen);
  const candidates = [...first.values()].filter((seen) => (changes.size === 0 || changes.has(seen.path)) && columnOf(seen.path) !== null);
  const kept = new Set(candidates.slice(-LOOKUPS));
  return pending.filter((seen) => seen.kind !== 'lookup' || kept.has(seen));
}

/** Writes to a path that was just copied up, created or written belong to that move. */
function joinWrites(pending: readonly Observation[]): Told[] {
  const told: Told[] = [];
  const latest = new Map<string, number>();
  for (const seen of pending) {
    const index = seen.kind === 'write' || seen.kind === 'attr' ? latest.get(seen.path) : undefined;
    const before = index === undefined ? undefined : told[index];
    if (index !== undefined && before) {
      if (seen.kind === 'write') told[index] = { ...before, seq: seen.seq, joined: (before.joined ?? 0) + seen.bytes };
      continue;
    }
    if (seen.kind === 'whiteout') latest.delete(seen.path);
    else if (seen.kind !== 'lookup') latest.set(seen.path, told.length);
    told.push(seen);
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
    burst: facts.touches.burst,
    goesOn: false,
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

function batch(facts: StageFacts, moves: readonly Story[], before: readonly Story[]): Story[] {
  const layers = facts.stack?.layers ?? [];
  const groups = new Map<string, Story[]>();
  const keyOf = (move: Story): string => `${move.kind} ${move.from} ${move.to}`;
  for (const move of moves) {
    if (move.kind === 'lookup') continue;
    const group = groups.get(keyOf(move));
    if (group) group.push(move);
    else groups.set(keyOf(move), [move]);
  }
  return [...groups].flatMap(([key, group]) => {
    const last = group.at(-1);
    const so = before.find((told) => told.burst === facts.touches.burst && keyOf(told) === key);
    if (!last || (group.length === 1 && !so)) return group;
    const count = group.length + (so?.count ?? 0);
    const layer = 'layer' in last.caption.params ? last.caption.params.layer : layerParam(layers.length - 1, layers.length, true);
    return [
      {
        ...last,
        column: null,
        bytes: group.reduce((sum, move) => sum + move.bytes, so?.bytes ?? 0),
        count,
        goesOn: so !== undefined && so.count > 1,
        caption: { key: 'story.many', params: { count, kind: last.kind, layer } },
      },
    ];
  });
}
