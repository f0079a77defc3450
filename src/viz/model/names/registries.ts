/** The rows of the registries: what matters here has rows of its own, the rest is folded. */
import type { ManifestView, RegistryView, RepositoryView } from '../../../api/transfer.ts';
import type { NamesCaption } from './caption.ts';
import type { LocalImage, NamesFacts } from './facts.ts';
import type { Focus } from './focus.ts';
import { hostOf, repositoryOf, shortDigest } from './reading.ts';
import type { ManifestRow, RegistryHead, RegistryRow, RepositoryRow } from './scene.ts';

/** How much a repository matters: it is looked at, somebody opened it, this machine has names of it. */
const [LOOKED, OPEN, OURS, OTHER] = [0, 1, 2, 3] as const;

/** Rows that only make sense together. */
interface Unit {
  readonly rank: 0 | 1 | 2 | 3;
  readonly rows: readonly RegistryRow[];
  /** The same in one row. */
  readonly short: readonly RegistryRow[];
}

interface Section {
  readonly head: RegistryHead;
  readonly units: readonly Unit[];
  /** Repositories that the registry has beside those it tells of. */
  readonly more: number;
}

function headOf({ host, kind, reachable, tls, user, repositories, more }: RegistryView): RegistryHead {
  const title: NamesCaption =
    kind === 'hub'
      ? { key: 'registry.hub', params: {} }
      : kind === 'mirror'
        ? { key: 'registry.mirror', params: { host } }
        : { key: 'registry.private', params: { host } };
  const detail: NamesCaption | null = !reachable
    ? { key: 'registry.silent', params: {} }
    : user !== null
      ? { key: 'registry.user', params: { user } }
      : kind === 'private' && repositories.length === 0
        ? { key: 'registry.empty', params: {} }
        : !tls
          ? { key: 'registry.plain', params: {} }
          : null;
  const count = repositories.length + more;
  const about: NamesCaption = !reachable
    ? { key: 'about.silent', params: { host } }
    : kind === 'hub'
      ? { key: 'about.hub', params: { repositories: count, user: user ?? '' } }
      : kind === 'mirror'
        ? { key: 'about.mirror', params: { host } }
        : { key: 'about.private', params: { host, repositories: count, user: user ?? '' } };
  return { kind: 'registry', id: `r:${host}`, host, role: kind, title, detail, silent: !reachable, about };
}

function manifestRow(
  host: string,
  { name: repository, tags }: RepositoryView,
  manifest: ManifestView,
  images: readonly LocalImage[],
  focus: Focus,
): ManifestRow {
  const { digest, config, layers } = manifest;
  const names = tags.filter((tag) => tag.digest === digest && tag.name !== '').map((tag) => tag.name);
  const full = names.map((name) => `${host}/${repository}:${name}`);
  const here = images.some(({ id }) => id === config);
  const moved = images.some(({ id, tags: own }) => id !== config && own.some((name) => full.includes(name)));
  const bytes = layers.reduce((sum, layer) => sum + layer.size, 0);
  const lit = focus.placed?.host === host && focus.placed.repository === repository && focus.placed.manifest.digest === digest;
  // The name in question first: it must not be among those that are left out.
  const tag = focus.name?.startsWith(`${host}/${repository}:`) ? focus.name.slice(host.length + repository.length + 2) : null;
  const shown = lit && tag !== null && names.includes(tag) ? [tag, ...names.filter((one) => one !== tag)] : names;
  return {
    kind: 'manifest',
    id: `m:${host}/${repository}@${digest}`,
    host,
    repository,
    digest,
    tags: shown,
    lit,
    here,
    moved,
    about: {
      key: 'about.manifest',
      params: { names: full, digest, image: shortDigest(config), layers: layers.length, bytes, here, moved },
    },
  };
}

function unitOf(host: string, repository: RepositoryView, facts: NamesFacts, focus: Focus): Unit {
  const { name, tags, more, manifests } = repository;
  const full = `${host}/${name}`;
  const open = facts.open === full;
  const ours = facts.images.some((image) => image.tags.some((tag) => repositoryOf(tag) === full));
  const looked =
    (focus.name !== null && repositoryOf(focus.name) === full) || (focus.placed?.host === host && focus.placed.repository === name);
  const rows = manifests.map((manifest) => manifestRow(host, repository, manifest, facts.images, focus));
  const own = open ? rows : rows.filter((row) => row.lit || (ours && (row.here || row.moved)));
  const named = tags.map((tag) => tag.name).filter((tag) => tag !== '');
  const left = named.filter((tag) => !own.some((row) => row.tags.includes(tag)));
  const about: NamesCaption = { key: 'about.repository', params: { name, host, tags: named, more } };
  const row: RepositoryRow = { kind: 'repository', id: `p:${full}`, host, name, tags: left, more, open, about };
  const lit = own.filter((one) => one.lit);
  return {
    rank: looked ? LOOKED : open ? OPEN : ours ? OURS : OTHER,
    rows: [row, ...own],
    short:
      lit.length > 0
        ? [{ ...row, tags: named.filter((tag) => !lit[0]?.tags.includes(tag)) }, ...lit.slice(0, 1)]
        : [{ ...row, tags: named }],
  };
}

/** Rows for at most `room`; what does not fit is counted in a last row of its registry. */
export function registryRows(registries: readonly RegistryView[], facts: NamesFacts, focus: Focus, room: number): RegistryRow[] {
  const matters = (view: RegistryView): number =>
    view.host === focus.host
      ? 0
      : facts.images.some(({ tags }) => tags.some((tag) => hostOf(tag) === view.host))
        ? 1
        : view.contacted
          ? 2
          : 3;
  // Each registry needs a head and perhaps a fold; if there are too many, the least important are only counted.
  const most = Math.max(1, Math.floor(room / 2));
  const kept = new Set([...registries].sort((a, b) => matters(a) - matters(b)).slice(0, registries.length > most ? most - 1 || 1 : most));
  const sections = registries
    .filter((view) => kept.has(view))
    .map((view): Section => {
      const units = view.repositories.map((repository) => unitOf(view.host, repository, facts, focus));
      return { head: headOf(view), units, more: view.more };
    });
  const hidden = registries.length - sections.length;
  const taken = new Map<Unit, readonly RegistryRow[]>();
  const used = (): number =>
    sections.reduce(
      (sum, { units, more }) => {
        const rows = units.reduce((all, unit) => all + (taken.get(unit)?.length ?? 0), 1);
        return sum + rows + (units.some((unit) => !taken.has(unit)) || more > 0 ? 1 : 0);
      },
      hidden > 0 ? 1 : 0,
    );
  const opened = (section: Section): number => Number(section.head.host !== facts.open);
  const queue = sections
    .flatMap((section) => section.units.map((unit) => ({ unit, rank: unit.rank * 2 + opened(section) })))
    .sort((a, b) => a.rank - b.rank);
  const take = (unit: Unit, rows: readonly RegistryRow[]): void => {
    const before = taken.get(unit);
    taken.set(unit, rows);
    if (used() <= room) return;
    if (before) taken.set(unit, before);
    else taken.delete(unit);
  };
  // What is looked at in full; then all that are of this machine, first in short, so that none takes another's only row; then the rest.
  const ranked = (...ranks: readonly Unit['rank'][]): Unit[] => queue.map(({ unit }) => unit).filter(({ rank }) => ranks.includes(rank));
  for (const unit of ranked(LOOKED, OPEN)) {
    take(unit, unit.short);
    take(unit, unit.rows);
  }
  for (const unit of ranked(OURS)) take(unit, unit.short);
  for (const unit of ranked(OURS)) take(unit, unit.rows);
  for (const unit of ranked(OTHER)) take(unit, unit.short);
  const rows = [
    ...sections.flatMap(({ head, units, more }): RegistryRow[] => {
      const left = units.filter((unit) => !taken.has(unit)).length + more;
      const fold: NamesCaption = { key: 'more.repositories', params: { count: left } };
      const last: RegistryRow[] = left > 0 ? [{ kind: 'fold', id: `f:${head.host}`, host: head.host, text: fold, about: fold }] : [];
      return [head, ...units.flatMap((unit) => taken.get(unit) ?? []), ...last];
    }),
    ...(hidden > 0 ? [moreRegistries(hidden)] : []),
  ];
  return trim(rows, focus.host, room);
}

/** On the smallest panes counts go first, then what is not looked at. */
function trim(rows: RegistryRow[], host: string, room: number): RegistryRow[] {
  const spare = [
    (row: RegistryRow): boolean => row.kind === 'fold',
    (row: RegistryRow): boolean => row.host !== host,
    (row: RegistryRow): boolean => row.kind === 'repository',
  ];
  let left = rows;
  for (const test of spare) {
    while (left.length > room) {
      const at = left.findLastIndex(test);
      if (at < 0) break;
      left = left.filter((_, n) => n !== at);
    }
  }
  return left.slice(0, room);
}

function moreRegistries(count: number): RegistryRow {
  const text: NamesCaption = { key: 'more.registries', params: { count } };
  return { kind: 'fold', id: 'f:registries', host: '', text, about: text };
}
