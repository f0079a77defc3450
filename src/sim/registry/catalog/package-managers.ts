/** What makes a root file system one that packages can be installed into: the package manager, where its repositories are, its database. */
import { alpineIndex } from '../../packages/alpine.ts';
import { apkBase } from '../../packages/apk-database.ts';
import { centosIndex } from '../../packages/centos.ts';
import { debianIndex } from '../../packages/debian.ts';
import { baseDatabase } from '../../packages/dpkg-database.ts';
import { CENTOS_8, centosBase, DEBIAN_SOURCES, DOCKER_APT, UBUNTU_SOURCES } from '../../packages/repository-files.ts';
import { rpmBase } from '../../packages/rpm-database.ts';
import type { Tree } from './tree.ts';

/** Bytes of apt's and dpkg's programs. */
const APT: Readonly<Record<string, number>> = {
  apt: 18752,
  'apt-cache': 88544,
  'apt-get': 51680,
  'apt-mark': 59872,
  dpkg: 318176,
  'dpkg-query': 146240,
};

/** apt and dpkg, as Docker's image of a Debian or Ubuntu has them; `later`: files that the tree gets afterwards. */
export function addApt(tree: Tree, codename: 'bookworm' | 'jammy', later: string): void {
  for (const [name, size] of Object.entries(APT)) tree.program(`usr/bin/${name}`, `gnu:${name}`, size);
  if (codename === 'jammy') tree.file('etc/apt/sources.list', UBUNTU_SOURCES);
  else tree.file('etc/apt/sources.list.d/debian.sources', DEBIAN_SOURCES);
  for (const [name, text] of Object.entries(DOCKER_APT)) tree.file(`etc/apt/apt.conf.d/${name}`, text);
  tree.dirs('var/lib/apt/lists/partial var/cache/apt/archives/partial', { mode: 0o700, uid: 42 });
  const paths = new Set(later.split(' '));
  const { status, lists } = baseDatabase(debianIndex(codename).all(), (path) => tree.has(path) || paths.has(path));
  tree.file('var/lib/dpkg/status', status);
  for (const [path, text] of lists) tree.file(`var/lib/dpkg/${path}`, text);
  tree.file('var/lib/dpkg/arch', 'amd64\n').dirs('var/lib/dpkg/updates var/lib/dpkg/triggers');
}

/** yum (and dnf, in 8) and rpm, as CentOS's image has them. */
export function addYum(tree: Tree, release: 6 | 7 | 8, at: number, later: string): void {
  const bin = release === 6 ? 'bin' : 'usr/bin';
  tree.program(`${bin}/rpm`, 'gnu:rpm', 20640);
  if (release === 8) tree.program('usr/bin/dnf-3', 'gnu:dnf', 2094).symlink('usr/bin/dnf', 'dnf-3').symlink('usr/bin/yum', 'dnf-3');
  else tree.program('usr/bin/yum', 'gnu:yum', 801);
  tree.program(release === 6 ? 'bin/vi' : 'usr/bin/vi', 'gnu:vi', 928_056);
  if (release === 8) for (const [name, text] of CENTOS_8) tree.file(`etc/yum.repos.d/${name}`, text);
  else tree.file('etc/yum.repos.d/CentOS-Base.repo', centosBase(release));
  tree.file('etc/yum.conf', '[main]\ncachedir=/var/cache/yum/$basearch/$releasever\nkeepcache=0\nobsoletes=1\ngpgcheck=1\nplugins=1\n');
  const paths = new Set(later.split(' '));
  tree.file(
    'var/lib/rpm/Packages',
    rpmBase(centosIndex(release).all(), at, (path) => tree.has(path) || paths.has(path)),
  );
}

/** apk, as Alpine's image has it. */
export function addApk(tree: Tree, later: string): void {
  tree.program('sbin/apk', 'gnu:apk', 69832).file('etc/apk/arch', 'x86_64\n');
  const world = ['alpine-baselayout', 'alpine-keys', 'apk-tools', 'busybox', 'libc-utils'];
  tree.file('etc/apk/world', `${world.join('\n')}\n`);
  const paths = new Set(later.split(' '));
  tree.file(
    'lib/apk/db/installed',
    apkBase(alpineIndex().all(), (path) => tree.has(path) || paths.has(path)),
  );
}
