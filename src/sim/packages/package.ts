/** A package of a distribution, and what lies in it: the common ground of apt, yum and apk. */

/** A file of a package: a program, another file, a configuration file, or a symbolic link. */
export interface PackageFile {
  /** Without the leading slash. */
  readonly path: string;
  readonly kind: 'program' | 'file' | 'link';
  /** Bytes; 0 when the image has it and nobody here knows how big it is. */
  readonly size: number;
  /** Of a link. */
  readonly target: string;
}

export interface Package {
  readonly name: string;
  /** With its epoch where it has one: "2:9.0.1378-2+deb12u2". */
  readonly version: string;
  /** "amd64", "x86_64", "all", "noarch". */
  readonly arch: string;
  /** Multi-Arch: same: dpkg names it with its architecture. */
  readonly same: boolean;
  readonly section: string;
  readonly priority: string;
  /** Bytes of the archive. */
  readonly size: number;
  /** Bytes when installed. */
  readonly installedSize: number;
  /** As in a control file: "libc6 (>= 2.34), default-mta | mail-transport-agent". */
  readonly depends: string;
  readonly recommends: string;
  readonly suggests: string;
  readonly provides: readonly string[];
  /** It is in the distribution's base image. */
  readonly base: boolean;
  /** "main", "updates": where it comes from. */
  readonly repository: string;
  readonly description: string;
  /** Path of its archive in the repository. */
  readonly archive: string;
  readonly source: string;
  readonly maintainer: string;
  readonly files: readonly PackageFile[];
}

/** Reads "*usr/bin/vim:3646968 usr/bin/vi>vim etc/vimrc:20": programs have a star. */
export function packageFiles(text: string): PackageFile[] {
  return text
    .split(' ')
    .filter(Boolean)
    .map((word) => {
      const [, star, path = '', , size = '0', target = ''] = /^(\*?)([^:>]+)(?:(:)(\d+)|>(.*))?$/.exec(word) ?? [];
      return { path, kind: target ? 'link' : star ? 'program' : 'file', size: Number(size), target };
    });
}

/** The clauses of a dependency field, each a list of alternatives by name. */
export function clauses(field: string): readonly (readonly string[])[] {
  return field
    .split(',')
    .map((clause) => clause.split('|').map((name) => name.replace(/[(:].*/, '').trim()))
    .filter(([first]) => first !== undefined && first !== '');
}

/** Packages by name, and who provides what. */
export class PackageIndex {
  readonly #packages: ReadonlyMap<string, Package>;
  readonly #providers = new Map<string, Package[]>();

  constructor(packages: readonly Package[]) {
    this.#packages = new Map(packages.map((one) => [one.name, one]));
    for (const one of packages) for (const name of one.provides) this.#providers.set(name, [...(this.#providers.get(name) ?? []), one]);
  }

  get(name: string): Package | undefined {
    return this.#packages.get(name);
  }

  all(): Iterable<Package> {
    return this.#packages.values();
  }

  /** Who has that name or provides it, the real one first. */
  candidates(name: string): readonly Package[] {
    const own = this.#packages.get(name);
    return [...(own ? [own] : []), ...(this.#providers.get(name) ?? [])];
  }

  /**
   * What has to come with `wanted`, each after what it depends on. `installed` tells whether a name (or what is provided under
   * it) is there already; `recommends`: as apt does by itself.
   */
  closure(wanted: readonly Package[], installed: (name: string) => boolean, recommends: boolean): Package[] {
    const chosen = new Set(wanted);
    const provided = new Set(wanted.flatMap(({ name, provides }) => [name, ...provides]));
    const queue = [...wanted];
    const parents = new Map<Package, Package[]>();
    const need = (one: Package, field: string): void => {
      for (const names of clauses(field)) {
        if (names.some((name) => installed(name))) continue;
        const there = names.find((name) => provided.has(name));
        const pick = there === undefined ? names.flatMap((name) => this.candidates(name))[0] : this.#chosenAs(chosen, there);
        if (!pick) continue;
        parents.set(one, [...(parents.get(one) ?? []), pick]);
        if (chosen.has(pick)) continue;
        chosen.add(pick);
        for (const name of [pick.name, ...pick.provides]) provided.add(name);
        queue.push(pick);
      }
    };
    for (let one = queue.shift(); one; one = queue.shift()) {
      need(one, one.depends);
      if (!recommends) continue;
      for (const names of clauses(one.recommends)) {
        if (names.some((name) => installed(name) || provided.has(name))) continue;
        const pick = names.flatMap((name) => this.candidates(name))[0];
        if (!pick || chosen.has(pick)) continue;
        chosen.add(pick);
        for (const name of [pick.name, ...pick.provides]) provided.add(name);
        queue.push(pick);
      }
    }
    const order: Package[] = [];
    const seen = new Set<Package>();
    const visit = (one: Package): void => {
      if (seen.has(one)) return;
      seen.add(one);
      for (const below of parents.get(one) ?? []) visit(below);
      order.push(one);
    };
    for (const one of chosen) visit(one);
    return order;
  }

  #chosenAs(chosen: ReadonlySet<Package>, name: string): Package | undefined {
    for (const one of chosen) if (one.name === name || one.provides.includes(name)) return one;
    return undefined;
  }
}

/** Bytes of a usual copyright file. */
const COPYRIGHT = 1420;

/**
 * The files of a package that lie on the disk, with the sizes they get so that it takes what it says: what its known files leave
 * is given to one more, under the documentation.
 */
export function filesOnDisk({ name, files, installedSize }: Package): PackageFile[] {
  const left = Math.max(0, installedSize - files.reduce((sum, { size }) => sum + size, 0));
  const path = `usr/share/doc/${name}/copyright`;
  const text = files.some((file) => file.path === path) ? 0 : Math.min(left, COPYRIGHT);
  const add = (to: string, size: number): PackageFile[] => (size > 0 ? [{ path: to, kind: 'file', size, target: '' }] : []);
  return [...files, ...add(path, text), ...add(`usr/share/${name}/${name}.data`, left - text)];
}
