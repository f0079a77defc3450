/** dpkg's database as it lies below /var/lib/dpkg: the status file, and a list of files for each package. */
import { filesOnDisk, type Package, type PackageFile } from './package.ts';

/** A paragraph of /var/lib/dpkg/status. */
export interface StatusEntry {
  readonly name: string;
  readonly version: string;
  readonly arch: string;
  /** "install ok installed", "deinstall ok config-files". */
  readonly status: string;
  /** The whole paragraph without the empty line after it. */
  readonly text: string;
}

/** One field of a paragraph, "" when it has none. */
export const field = (text: string, name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? '';

/** The paragraph of an installed package. */
export function statusText(one: Package, status = 'install ok installed'): string {
  const rows: readonly (readonly [name: string, value: string])[] = [
    ['Package', one.name],
    ['Status', status],
    ['Priority', one.priority],
    ['Section', one.section],
    ['Installed-Size', String(Math.ceil(one.installedSize / 1024))],
    ['Maintainer', one.maintainer],
    ['Architecture', one.arch],
    ['Multi-Arch', one.same ? 'same' : ''],
    ['Source', one.source],
    ['Version', one.version],
    ['Provides', one.provides.join(', ')],
    ['Depends', one.depends],
    ['Recommends', one.recommends],
    ['Suggests', one.suggests],
    ['Description', one.description],
  ];
  return rows
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

/** Reads a status file. */
export function readStatus(text: string): StatusEntry[] {
  return text
    .split(/\n\n+/)
    .map((one) => one.trim())
    .filter(Boolean)
    .map((one) => ({
      name: field(one, 'Package'),
      version: field(one, 'Version'),
      arch: field(one, 'Architecture'),
      status: field(one, 'Status'),
      text: one,
    }));
}

/** The status file of these paragraphs, in the order of their names. */
export const writeStatus = (entries: readonly { readonly name: string; readonly text: string }[]): string =>
  [...entries]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ text }) => `${text}\n\n`)
    .join('');

/** The name of a package's list below /var/lib/dpkg/info, without its ending. */
export const infoName = ({ name, same, arch }: Pick<Package, 'name' | 'same' | 'arch'>): string => (same ? `${name}:${arch}` : name);

/** A .list file: folders before what lies in them. */
export function listText(files: readonly PackageFile[]): string {
  const lines = new Set(['/.']);
  for (const { path } of files) {
    for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) lines.add(`/${path.slice(0, slash)}`);
    lines.add(`/${path}`);
  }
  return `${[...lines].join('\n')}\n`;
}

/** The database of a base image: its status file, and the lists by their path below /var/lib/dpkg. `has`: what the image has. */
export function baseDatabase(packages: Iterable<Package>, has: (path: string) => boolean): { status: string; lists: Map<string, string> } {
  const lists = new Map<string, string>();
  const base = [...packages].filter((one) => one.base);
  for (const one of base) lists.set(`info/${infoName(one)}.list`, listText(filesOnDisk(one).filter(({ path }) => has(path))));
  return { status: writeStatus(base.map((one) => ({ name: one.name, text: statusText(one) }))), lists };
}
