/** Facts of the wire → the scene of one command. */
import type { Hop, HopFact } from '../../../api/hops.ts';
import type { Detail, RequestFacts, RequestScene, Row, Station, StationId, Summary, Tone } from './scene.ts';

const STATIONS: readonly StationId[] = ['client', 'socket', 'dockerd', 'containerd', 'runc', 'kernel', 'registry'];
const DEFAULT_ADDRESS = 'unix:///var/run/docker.sock';
/** So many of a kind, one after the other, are folded. */
const FOLDED = 3;

/** What a person chose to see. */
export interface RequestView {
  /** The command that is shown; null for the latest. */
  readonly command: number | null;
  /** A row's id, or null for the last. */
  readonly selected: string | null;
  /** Folds that are open. */
  readonly opened: ReadonlySet<string>;
  /** Hops up to this one have been told; null for all. */
  readonly upTo: number | null;
}

const stationOf = (actor: Hop['from']): StationId => (actor === 'terminal' ? 'client' : actor === 'storage' ? 'dockerd' : actor);

/** The commands that are known, oldest first. */
export function commandsOf(hops: readonly Hop[]): readonly number[] {
  const ids = new Set<number>();
  for (const { command } of hops) if (command) ids.add(command.id);
  return [...ids].sort((a, b) => a - b);
}

/** A request as it is written in a row: no API version, IDs and digests so short as one can still tell them apart, parameters decoded. */
export function shortened(what: string): string {
  const plain = what
    .replace(/ \/v1\.\d+(?=\/)/, ' ')
    .replace(/\bsha256:([0-9a-f]{7})[0-9a-f]{5,57}\b/g, 'sha256:$1…')
    .replace(/\b([0-9a-f]{7})[0-9a-f]{57}\b/g, '$1…');
  return plain.length < 2000 ? decoded(plain) : plain;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** A word of a command line as one would type it. */
const word = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

function toneOf({ outcome, status }: Hop): Tone {
  if (status === 401 && outcome === 'ok') return 'asks';
  return outcome;
}

function statusOf(hop: Hop): string {
  if (hop.status !== null) return String(hop.status);
  return hop.outcome === 'open' ? '…' : hop.outcome === 'ok' ? '✓' : '✕';
}

const failedToConnect = (hop: Hop): boolean =>
  hop.from === 'client' && hop.to === 'dockerd' && hop.outcome === 'failed' && hop.status === null;

/** A request of the client, or something done inside the server. */
const isRequest = ({ from, to }: Hop): boolean => from === 'client' && to === 'dockerd';

function rowOf(hop: Hop, depth: number): Row {
  return {
    id: String(hop.id),
    hop,
    count: 1,
    opened: false,
    from: stationOf(hop.from),
    to: failedToConnect(hop) ? 'socket' : stationOf(hop.to),
    depth,
    what: shortened(hop.what),
    status: statusOf(hop),
    tone: toneOf(hop),
    answers: isRequest(hop) || hop.to === 'registry',
    ms: hop.ms,
    bytes: hop.sent + hop.received,
  };
}

/** What two hops have in common when they are of one kind. */
const kindOf = ({ hop, what }: Row): string =>
  `${hop.from}>${hop.to} ${what.replace(/\?.*/, '').replace(/sha256:[0-9a-f]+…?|\b[0-9a-f]{7}…/g, '#')}`;

function folded(rows: readonly Row[], opened: ReadonlySet<string>): Row[] {
  const shown: Row[] = [];
  for (let at = 0; at < rows.length; ) {
    const first = rows[at];
    if (!first) break;
    let end = at + 1;
    for (let next = rows[end]; next && kindOf(next) === kindOf(first); next = rows[end]) end++;
    const group = rows.slice(at, end);
    at = end;
    if (group.length < FOLDED) {
      shown.push(...group);
      continue;
    }
    const id = `fold:${first.id}`;
    const open = opened.has(id);
    const worst = group.find(({ tone }) => tone === 'failed') ?? group.find(({ tone }) => tone === 'open') ?? first;
    const begun = Math.min(...group.map(({ hop }) => hop.at));
    shown.push({
      ...first,
      id,
      count: group.length,
      opened: open,
      what: first.what.replace(/sha256:[0-9a-f]+…?/, '…'),
      tone: worst.tone,
      status: worst.status,
      ms: Math.max(...group.map(({ hop }) => hop.at + hop.ms)) - begun,
      bytes: group.reduce((sum, { bytes }) => sum + bytes, 0),
    });
    if (open) shown.push(...group.map((row) => ({ ...row, depth: row.depth + 1 })));
  }
  return shown;
}

/** What matters most of a container's configuration comes first. */
const FIRST = [
  'name',
  'fromImage',
  'tag',
  't',
  'Image',
  'Entrypoint',
  'Cmd',
  'Tty',
  'OpenStdin',
  'HostConfig.Binds',
  'HostConfig.PortBindings',
  'Env',
];
const rank = ([name]: HopFact): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
const byWeight = (facts: readonly HopFact[]): readonly HopFact[] => [...facts].sort((a, b) => rank(a) - rank(b));

const detailOf = ({ hop, tone, ms }: Row): Detail => ({
  what: decoded(hop.what),
  where: hop.where,
  status: hop.status,
  tone,
  ms,
  sent: hop.sent,
  received: hop.received,
  asked: byWeight(hop.asked),
  answered: hop.answered,
  note: hop.note,
});

function summaryOf(hops: readonly Hop[]): Summary {
  const requests = hops.filter(isRequest);
  const lost = requests.find(failedToConnect);
  if (lost) return { kind: 'nobody', where: lost.where, note: lost.note };
  if (requests.length === 0 && !hops.some(({ to }) => to === 'registry')) return { kind: 'by-itself' };
  const last = requests.at(-1);
  if (last?.outcome === 'failed') return { kind: 'refused', where: last.where, note: last.note };
  return {
    kind: 'asked',
    requests: requests.length,
    registry: hops.filter(({ to }) => to === 'registry').length,
    runtime: hops.filter(({ from, to }) => from === 'dockerd' && (to === 'containerd' || to === 'runc')).length,
  };
}

/** The scene of a command: the latest, or the one that was chosen. */
export function buildRequests({ extended, hops }: RequestFacts, view: RequestView): RequestScene {
  const commands = commandsOf(hops);
  const shown = view.command !== null && commands.includes(view.command) ? view.command : (commands.at(-1) ?? null);
  const own = hops.filter(({ command }) => command !== null && command.id === shown);
  const argv = own[0]?.command?.argv ?? null;
  const depths = new Map<number, number>();
  const told = view.upTo;
  const all = own.flatMap((hop) => {
    if (hop.to === 'client') return [];
    const depth = hop.parent === null ? 0 : (depths.get(hop.parent) ?? 0) + 1;
    depths.set(hop.id, depth);
    return told !== null && hop.id > told ? [] : [rowOf(hop, Math.min(depth, 3))];
  });
  const rows = folded(all, view.opened);
  const selected = rows.find(({ id }) => id === view.selected) ?? rows.at(-1) ?? null;
  const used = new Set<StationId>(rows.flatMap(({ from, to, hop }) => [from, to, ...(isRequest(hop) ? (['socket'] as const) : [])]));
  if (shown !== null) used.add('client');
  const down = own.some(failedToConnect);
  const at = shown === null ? -1 : commands.indexOf(shown);
  return {
    extended,
    command: shown === null || argv === null ? null : { id: shown, line: argv.map(word).join(' ') },
    earlier: Math.max(0, at),
    later: at < 0 ? 0 : commands.length - 1 - at,
    address: own.find(isRequest)?.where ?? DEFAULT_ADDRESS,
    stations: STATIONS.map((id): Station => ({ id, used: used.has(id), down: down && id === 'dockerd' })),
    rows,
    selected: selected?.id ?? null,
    detail: selected && detailOf(selected),
    summary: !extended ? { kind: 'plain-engine' } : shown === null ? { kind: 'nothing' } : summaryOf(own),
  };
}
