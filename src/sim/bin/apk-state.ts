/** What apk knows: /lib/apk/db/installed, /etc/apk/world, and the indexes of the repositories. */
import { type ApkEntry, apkText, readApk } from '../packages/apk-database.ts';
import { alpineIndex } from '../packages/alpine.ts';
import { filesOnDisk, type Package, PackageIndex, packageFiles } from '../packages/package.ts';
import type { Command } from './command.ts';
import { Download, type DownloadFailure, failed } from './package-download.ts';
import { addUser } from './package-users.ts';
import { isThere, makeFolder, placeFiles, putText, removeFiles, textOf, writeHole } from './package-files.ts';

const DATABASE = '/lib/apk/db/installed';
const WORLD = '/etc/apk/world';
const CACHE = '/var/cache/apk';
const UNPACKING = 200e6;
/** Accounts that pre-install scripts add. */
const USERS: Readonly<Record<string, readonly [id: number, home: string]>> = {
  nginx: [100, '/var/lib/nginx'],
  redis: [101, '/var/lib/redis'],
};
const MADE: Readonly<Record<string, string>> = {
  nginx: 'etc/nginx/nginx.conf:1 etc/nginx/mime.types:1 usr/share/nginx/html/index.html:1 var/log/nginx/access.log:0',
  redis: 'etc/redis.conf:1',
};

/** "temporary error (try again later)", as apk says why a repository cannot be had. */
const reasonOf = ({ kind, why }: DownloadFailure): string =>
  kind === 'lookup'
    ? 'temporary error (try again later)'
    : kind === 'name'
      ? 'DNS lookup error'
      : kind === 'status'
        ? 'HTTP error 404: Not Found'
        : why.toLowerCase();

/** The packages of an Alpine, read once for a run. */
export class ApkState {
  readonly #cmd: Command;
  entries: ApkEntry[];
  world: string[];
  /** What the repositories have, once {@link refresh} has run. */
  index = new PackageIndex([]);

  constructor(cmd: Command) {
    this.#cmd = cmd;
    this.entries = readApk(textOf(cmd.sys, DATABASE));
    this.world = textOf(cmd.sys, WORLD).split(/\s+/).filter(Boolean);
  }

  get(name: string): ApkEntry | undefined {
    return this.entries.find((one) => one.name === name);
  }

  /** The repositories of /etc/apk/repositories. */
  repositories(): string[] {
    return textOf(this.#cmd.sys, '/etc/apk/repositories')
      .split('\n')
      .map((line) => line.replace(/#.*/, '').trim())
      .filter(Boolean);
  }

  /** Reads the indexes: fetched when `fetch`, else those of the cache. Returns how many could not be had. */
  async refresh(fetch: boolean, keep: boolean, quiet = false): Promise<number> {
    const { sys } = this.#cmd;
    const download = new Download(sys);
    let missing = 0;
    for (const repository of this.repositories()) {
      const url = `${repository}/x86_64/APKINDEX.tar.gz`;
      const file = `${CACHE}/APKINDEX.${key(url)}.tar.gz`;
      if (!fetch) {
        if (isThere(sys, file)) continue;
        missing++;
        this.#cmd.err(`WARNING: opening from cache ${repository}: No such file or directory\n`);
        continue;
      }
      if (!quiet) this.#cmd.out(`fetch ${url}\n`);
      await this.#cmd.flush();
      const answer = await download.head(url);
      if (failed(answer)) {
        missing++;
        if (answer.kind === 'lookup' || answer.kind === 'name') await sys.sleep(5000);
        this.#cmd.err(`WARNING: ${keep ? 'fetching' : 'updating and opening'} ${repository}: ${reasonOf(answer)}\n`);
        continue;
      }
      await download.transfer(answer.size);
      if (!keep) continue;
      makeFolder(sys, CACHE);
      writeHole(sys, file, answer.size);
    }
    download.close();
    if (missing < this.repositories().length) this.index = alpineIndex();
    return missing;
  }

  /** Fetches and places a package. */
  async install(one: Package, download: Download): Promise<boolean> {
    const { sys } = this.#cmd;
    const repository = this.repositories().find((url) => url.endsWith(`/${one.repository}`)) ?? this.repositories()[0] ?? '';
    const answer = await download.head(`${repository}/x86_64/${one.archive}`);
    if (failed(answer)) {
      this.#cmd.err(`ERROR: ${one.name}-${one.version}: ${reasonOf(answer)}\n`);
      return false;
    }
    await download.transfer(one.size);
    await sys.sleep(3 + (one.installedSize / UNPACKING) * 1000);
    const user = USERS[one.name];
    if (user) {
      this.#cmd.out(`Executing ${one.name}-${one.version}.pre-install\n`);
      addUser(sys, one.name, user[0], user[1], '/sbin/nologin');
    }
    const files = [...filesOnDisk(one), ...packageFiles(MADE[one.name] ?? '')];
    placeFiles(sys, files);
    this.#put(apkText(one, files));
    return true;
  }

  /** Takes a package away. */
  remove(name: string): void {
    removeFiles(
      this.#cmd.sys,
      (this.get(name)?.files ?? []).flatMap((file) => withFolders(file)),
    );
    this.entries = this.entries.filter((one) => one.name !== name);
  }

  /** A package without files that stands for others (-t NAME). */
  addVirtual(name: string, version: string, depends: readonly string[]): void {
    this.#put(`P:${name}\nV:${version}\nA:noarch\nS:0\nI:0\nT:virtual meta package\nD:${depends.join(' ')}`);
  }

  #put(text: string): void {
    const [entry] = readApk(text);
    if (entry) this.entries = [...this.entries.filter(({ name }) => name !== entry.name), entry];
  }

  /** Installed packages that nothing in the world needs, each before what it needs. */
  unneeded(): string[] {
    const kept = new Set<string>();
    // Installed whenever busybox and the library are: nothing names it.
    const queue = [...this.world.map(wordName), 'ssl_client'];
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      const entry = this.get(name);
      if (!entry || kept.has(name)) continue;
      kept.add(name);
      queue.push(...entry.depends);
    }
    const left = this.entries.filter(({ name }) => !kept.has(name));
    const order: string[] = [];
    while (left.length > 0) {
      const free = left.findIndex(({ name }) => !left.some(({ depends }) => depends.includes(name)));
      order.push(...left.splice(Math.max(0, free), 1).map(({ name }) => name));
    }
    return order;
  }

  save(): void {
    const { sys } = this.#cmd;
    putText(
      sys,
      DATABASE,
      [...this.entries]
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map(({ text }) => `${text}\n\n`)
        .join(''),
    );
    putText(sys, WORLD, `${[...new Set(this.world)].sort().join('\n')}\n`);
  }

  /** "OK: 7 MiB in 15 packages". */
  summary(): string {
    const bytes = this.entries.reduce((sum, one) => sum + one.installedSize, 0);
    return `OK: ${Math.floor(bytes / 1024 / 1024)} MiB in ${this.entries.length} packages\n`;
  }
}

/** The name in a word as the world has it: "curl" of "curl>8". */
export const wordName = (word: string): string => word.replace(/[<>=~@].*/, '');

/** A path and the folders above it, with their slash, for taking away. */
function withFolders(file: string): string[] {
  const out = [`/${file}`];
  for (let slash = file.lastIndexOf('/'); slash > 0; slash = file.lastIndexOf('/', slash - 1)) out.push(`/${file.slice(0, slash)}`);
  return out;
}

/** Eight hexadecimal digits of a URL, as the names of cached indexes have. */
function key(url: string): string {
  let hash = 0x811c9dc5;
  for (const char of url) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}
