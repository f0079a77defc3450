/** apk's database, /lib/apk/db/installed: a paragraph for each package, with its files. */
import { filesOnDisk, type Package, type PackageFile } from './package.ts';

/** An installed package. */
export interface ApkEntry {
  readonly name: string;
  readonly version: string;
  /** Names it depends on. */
  readonly depends: readonly string[];
  readonly installedSize: number;
  readonly description: string;
  /** Without the leading slash. */
  readonly files: readonly string[];
  readonly text: string;
}

/** The paragraph of a package. */
export function apkText(one: Package, files: readonly PackageFile[] = filesOnDisk(one)): string {
  const rows = [
    `P:${one.name}`,
    `V:${one.version}`,
    `A:${one.arch}`,
    `S:${one.size}`,
    `I:${one.installedSize}`,
    `T:${one.description}`,
    `U:https://pkgs.alpinelinux.org/package/v3.18/${one.repository}/x86_64/${one.name}`,
    'L:GPL-2.0-only',
    `o:${one.name}`,
    `m:${one.maintainer}`,
    ...(one.depends ? [`D:${one.depends.replaceAll(', ', ' ')}`] : []),
  ];
  let folder: string | null = null;
  for (const { path } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const slash = path.lastIndexOf('/');
    const here = slash < 0 ? '' : path.slice(0, slash);
    if (here !== folder) rows.push(`F:${here}`);
    folder = here;
    rows.push(`R:${path.slice(slash + 1)}`);
  }
  return rows.join('\n');
}

/** Reads the database. */
export function readApk(text: string): ApkEntry[] {
  return text
    .split(/\n\n+/)
    .filter((one) => one.trim() !== '')
    .map((one) => {
      const get = (letter: string): string => new RegExp(`^${letter}:(.*)$`, 'm').exec(one)?.[1] ?? '';
      const files: string[] = [];
      let folder = '';
      for (const line of one.split('\n')) {
        if (line.startsWith('F:')) folder = line.slice(2);
        else if (line.startsWith('R:')) files.push(folder ? `${folder}/${line.slice(2)}` : line.slice(2));
      }
      return {
        name: get('P'),
        version: get('V'),
        depends: get('D').split(' ').filter(Boolean),
        installedSize: Number(get('I')),
        description: get('T'),
        files,
        text: one.trim(),
      };
    });
}

/** The database of a base image; `has`: what the image has. */
export const apkBase = (packages: Iterable<Package>, has: (path: string) => boolean): string =>
  [...packages]
    .filter((one) => one.base)
    .map(
      (one) =>
        `${apkText(
          one,
          filesOnDisk(one).filter(({ path }) => has(path)),
        )}\n\n`,
    )
    .join('');
