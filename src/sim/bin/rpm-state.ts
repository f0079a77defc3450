/** rpm's database as yum, dnf and rpm see it. */
import type { Sys } from '../kernel/types.ts';
import { centosIndex } from '../packages/centos.ts';
import { filesOnDisk, type Package, type PackageIndex, packageFiles } from '../packages/package.ts';
import { readRpm, type RpmEntry, rpmEntryLine, rpmLine } from '../packages/rpm-database.ts';
import { addUser } from './package-users.ts';
import { placeFiles, putText, removeFiles, textOf } from './package-files.ts';

const DATABASE = '/var/lib/rpm/Packages';
const USERS: Readonly<Record<string, readonly [id: number, home: string]>> = {
  nginx: [998, '/var/lib/nginx'],
  redis: [998, '/var/lib/redis'],
  httpd: [48, '/usr/share/httpd'],
};
const MADE: Readonly<Record<string, string>> = {
  nginx: 'etc/nginx/nginx.conf:1 etc/nginx/mime.types:1 usr/share/nginx/html/index.html:1 var/log/nginx/access.log:0',
  'epel-release': 'etc/yum.repos.d/epel.repo:1',
};

/** "vim-enhanced-7.4.629-8.el7_9.x86_64": as rpm -q names a package. */
export const rpmName = ({ name, version, arch }: Pick<RpmEntry, 'name' | 'version' | 'arch'>): string =>
  `${name}-${version.replace(/^\d+:/, '')}.${arch}`;

/** The packages of a CentOS, read once for a run. */
export class RpmState {
  readonly #sys: Sys;
  entries: RpmEntry[];
  /** 6, 7 or 8. */
  readonly release: number;

  constructor(sys: Sys) {
    this.#sys = sys;
    this.entries = readRpm(textOf(sys, DATABASE));
    this.release = Number(/release (\d+)/.exec(textOf(sys, '/etc/centos-release'))?.[1] ?? 7);
  }

  get index(): PackageIndex {
    return centosIndex(this.release);
  }

  get(name: string): RpmEntry | undefined {
    return this.entries.find((one) => one.name === name);
  }

  /** Installed packages that need one of `names`; `names` themselves first. */
  dependents(names: readonly string[]): string[] {
    const gone = new Set(names);
    for (let grown = true; grown; ) {
      grown = false;
      for (const one of this.entries)
        if (!gone.has(one.name) && one.depends.some((name) => gone.has(name))) {
          gone.add(one.name);
          grown = true;
        }
    }
    return [...gone];
  }

  install(one: Package): void {
    const files = [...filesOnDisk(one), ...packageFiles(MADE[one.name] ?? '')];
    const user = USERS[one.name];
    if (user) addUser(this.#sys, one.name, user[0], user[1], '/sbin/nologin');
    placeFiles(this.#sys, files);
    const [entry] = readRpm(rpmLine(one, this.#sys.now(), files));
    if (entry) this.entries = [...this.entries.filter(({ name }) => name !== one.name), entry];
  }

  remove(name: string): void {
    const folders = (path: string): string[] => {
      const out = [path];
      for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) out.push(path.slice(0, slash));
      return out;
    };
    removeFiles(this.#sys, (this.get(name)?.files ?? []).flatMap(folders));
    this.entries = this.entries.filter((one) => one.name !== name);
  }

  save(): void {
    putText(this.#sys, DATABASE, this.entries.map((one) => `${rpmEntryLine(one)}\n`).join(''));
  }
}
