/**
 * rpm's database. The real one is Berkeley DB; here /var/lib/rpm/Packages has a line for each package: name, version, architecture,
 * bytes, time of installation, repository, summary, what it depends on, and its files.
 */
import { filesOnDisk, type Package, type PackageFile } from './package.ts';

/** An installed package. */
export interface RpmEntry {
  readonly name: string;
  /** With its epoch: "0:2.20-7.el7". */
  readonly version: string;
  readonly arch: string;
  readonly installedSize: number;
  /** Milliseconds since 1970. */
  readonly installedAt: number;
  readonly repository: string;
  readonly description: string;
  readonly depends: readonly string[];
  /** With the leading slash. */
  readonly files: readonly string[];
}

/** The line of a package. */
export const rpmLine = (one: Package, at: number, files: readonly PackageFile[] = filesOnDisk(one)): string =>
  [
    one.name,
    one.version,
    one.arch,
    one.installedSize,
    at,
    one.repository,
    one.description,
    one.depends.replaceAll(', ', ' '),
    files.map(({ path }) => `/${path}`).join(' '),
  ].join('\t');

/** Reads the database. */
export function readRpm(text: string): RpmEntry[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [name = '', version = '', arch = '', size, at, repository = '', description = '', depends = '', files = ''] = line.split('\t');
      return {
        name,
        version,
        arch,
        installedSize: Number(size),
        installedAt: Number(at),
        repository,
        description,
        depends: depends.split(' ').filter(Boolean),
        files: files.split(' ').filter(Boolean),
      };
    });
}

/** The lines of an entry as they were read. */
export const rpmEntryLine = (one: RpmEntry): string =>
  [
    one.name,
    one.version,
    one.arch,
    one.installedSize,
    one.installedAt,
    one.repository,
    one.description,
    one.depends.join(' '),
    one.files.join(' '),
  ].join('\t');

/** The database of a base image; `has`: what the image has. */
export const rpmBase = (packages: Iterable<Package>, at: number, has: (path: string) => boolean): string =>
  [...packages]
    .filter((one) => one.base)
    .map(
      (one) =>
        `${rpmLine(
          one,
          at,
          filesOnDisk(one).filter(({ path }) => has(path)),
        )}\n`,
    )
    .join('');
