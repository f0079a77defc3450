/** What apt and dpkg know of the system: which packages are installed, which came by themselves, and which could be had. */
import type { Sys } from '../kernel/types.ts';
import { debianIndex } from '../packages/debian.ts';
import { baseDatabase, field, type StatusEntry, readStatus, writeStatus } from '../packages/dpkg-database.ts';
import { clauses, type Package, PackageIndex } from '../packages/package.ts';
import { type AptSource, aptSources, codename, knownSources } from './apt-sources.ts';
import { isThere, putText, textOf } from './package-files.ts';

/** Below it is dpkg's database. */
export const DPKG = '/var/lib/dpkg';
const EXTENDED = '/var/lib/apt/extended_states';
const NOTHING = new PackageIndex([]);

/** The packages of a system, read once for a run of a program. */
export class AptState {
  readonly #sys: Sys;
  readonly #entries: Map<string, StatusEntry>;
  #providers: Map<string, StatusEntry> | null = null;
  /** Packages that came because others needed them. */
  readonly auto: Set<string>;
  /** Sources whose lists are there. */
  readonly sources: readonly AptSource[];
  /** What those lists have. */
  readonly index: PackageIndex;

  constructor(sys: Sys) {
    this.#sys = sys;
    const text = isThere(sys, `${DPKG}/status`) ? textOf(sys, `${DPKG}/status`) : this.#asInstalled();
    this.#entries = new Map(readStatus(text).map((one) => [one.name, one]));
    this.auto = new Set([...textOf(sys, EXTENDED).matchAll(/^Package: (\S+)/gm)].map(([, name = '']) => name));
    this.sources = knownSources(sys);
    const [first] = this.sources;
    this.index = first ? debianIndex(codename(first.suite)) : NOTHING;
  }

  /** The database of a machine that was installed before anybody looked: written out when it is first needed. */
  #asInstalled(): string {
    const [first] = aptSources(this.#sys);
    const { status, lists } = baseDatabase(debianIndex(codename(first?.suite ?? '')).all(), (path) => isThere(this.#sys, `/${path}`));
    if (this.#sys.geteuid() === 0) for (const [path, text] of lists) putText(this.#sys, `${DPKG}/${path}`, text);
    return status;
  }

  /** Every paragraph, the removed ones with leftover configuration too. */
  entries(): readonly StatusEntry[] {
    return [...this.#entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  get(name: string): StatusEntry | undefined {
    return this.#entries.get(name);
  }

  /** The paragraph of a package that is installed. */
  installed(name: string): StatusEntry | undefined {
    const one = this.#entries.get(name);
    return one?.status.endsWith(' installed') ? one : undefined;
  }

  /** Whether a name, or what is provided under it, is installed. */
  provides(name: string): boolean {
    return this.installed(name) !== undefined || this.#provided().has(name);
  }

  /** Installed packages by what they provide. */
  #provided(): ReadonlyMap<string, StatusEntry> {
    if (this.#providers) return this.#providers;
    const names = new Map<string, StatusEntry>();
    for (const one of this.#entries.values())
      if (this.installed(one.name))
        for (const name of field(one.text, 'Provides').split(',')) names.set(name.replace(/\(.*/, '').trim(), one);
    this.#providers = names;
    return names;
  }

  /** Those that could be newer: what is installed, and what there is. */
  upgradable(): Package[] {
    return this.entries().flatMap(({ name, version }) => {
      const one = this.installed(name) ? this.index.get(name) : undefined;
      return one && one.version !== version ? [one] : [];
    });
  }

  /** Installed packages that need one of `names` and so cannot stay without them; `names` themselves first. */
  dependents(names: readonly string[]): string[] {
    const gone = new Set(names);
    for (let grown = true; grown; ) {
      grown = false;
      for (const { name, text } of this.#entries.values()) {
        if (gone.has(name) || !this.installed(name)) continue;
        const broken = clauses(field(text, 'Depends')).some(
          (alternatives) => alternatives.some((one) => gone.has(one)) && !alternatives.some((one) => !gone.has(one) && this.provides(one)),
        );
        if (!broken) continue;
        gone.add(name);
        grown = true;
      }
    }
    return [...gone];
  }

  /** Packages that came by themselves and that nobody needs once `gone` are away. */
  unneeded(gone: ReadonlySet<string> = new Set()): string[] {
    const kept = new Set<string>();
    const queue = this.entries().filter(({ name }) => this.installed(name) && !gone.has(name) && !this.auto.has(name));
    for (let one = queue.shift(); one; one = queue.shift()) {
      if (kept.has(one.name)) continue;
      kept.add(one.name);
      for (const alternatives of [...clauses(field(one.text, 'Depends')), ...clauses(field(one.text, 'Recommends'))])
        for (const wanted of alternatives) {
          const found = this.installed(wanted) ?? this.#provided().get(wanted);
          if (found && !gone.has(found.name)) queue.push(found);
        }
    }
    return this.entries().flatMap(({ name }) => (this.installed(name) && !gone.has(name) && !kept.has(name) ? [name] : []));
  }

  /** Sets a package's paragraph, or takes it out. */
  set(name: string, text: string | null): void {
    this.#providers = null;
    if (text === null) this.#entries.delete(name);
    else for (const one of readStatus(text)) this.#entries.set(name, one);
  }

  /** Writes the database back. */
  save(): void {
    putText(this.#sys, `${DPKG}/status`, writeStatus(this.entries()));
    const auto = [...this.auto].filter((name) => this.installed(name)).sort();
    putText(this.#sys, EXTENDED, auto.map((name) => `Package: ${name}\nArchitecture: amd64\nAuto-Installed: 1\n\n`).join(''));
  }
}
