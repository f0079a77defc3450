/** The package index of Debian 12 (recorded from the real one), and Ubuntu 22.04's, which is made after it. */
import { bookworm } from './bookworm.data.ts';
import { type Package, PackageIndex, packageFiles } from './package.ts';

const PRIORITIES: Readonly<Record<string, string>> = { r: 'required', i: 'important', s: 'standard', o: 'optional', e: 'extra' };

function read(line: string): Package {
  const [
    name = '',
    version = '',
    kind = '',
    section = '',
    priority = 'o',
    size,
    installed,
    depends = '',
    recommends = '',
    suggests = '',
    ...rest
  ] = line.split('\t');
  const [provides = '', base = '', description = '', archive = '', source = '', maintainer = '', files = ''] = rest;
  return {
    name,
    version,
    arch: kind === 'a' ? 'all' : 'amd64',
    same: kind === 's',
    section,
    priority: PRIORITIES[priority] ?? 'optional',
    size: Number(size),
    installedSize: Number(installed) * 1024,
    depends,
    recommends,
    suggests,
    provides: provides.split(', ').filter(Boolean),
    base: base === 'b',
    repository: archive.startsWith('pool/updates/') ? 'security' : 'main',
    description,
    archive,
    source,
    maintainer,
    files: packageFiles(files),
  };
}

/** Versions in Ubuntu 22.04 of what people look at; the others are given a version of Ubuntu's form. */
const JAMMY: Readonly<Record<string, string>> = {
  vim: '2:8.2.3995-1ubuntu2.13',
  'vim-common': '2:8.2.3995-1ubuntu2.13',
  'vim-runtime': '2:8.2.3995-1ubuntu2.13',
  nano: '6.2-1',
  curl: '7.81.0-1ubuntu1.14',
  libcurl4: '7.81.0-1ubuntu1.14',
  wget: '1.21.2-2ubuntu1',
  git: '1:2.34.1-1ubuntu1.10',
  python3: '3.10.6-1~22.04',
  nginx: '1.18.0-6ubuntu14.4',
  gcc: '4:11.2.0-1ubuntu1',
  make: '4.3-4.1build1',
  procps: '2:3.3.17-6ubuntu2',
  'iputils-ping': '3:20211215-1',
  iproute2: '5.15.0-1ubuntu2',
  'net-tools': '1.60+git20181103.0eebece-1ubuntu5',
  less: '590-1ubuntu0.22.04.1',
  tree: '2.0.2-1',
  'redis-server': '5:6.0.16-1ubuntu1',
  htop: '3.0.5-7build2',
  jq: '1.6-2.1ubuntu3',
  bash: '5.1-6ubuntu1',
  apt: '2.4.10',
  coreutils: '8.32-4.1ubuntu1',
  libc6: '2.35-0ubuntu3.4',
  'libc-bin': '2.35-0ubuntu3.4',
  dpkg: '1.21.1ubuntu2.2',
  'base-files': '12ubuntu4.4',
};

const indexes = new Map<string, PackageIndex>();

/** The index of a release of Debian's family, by its code name. */
export function debianIndex(codename: string): PackageIndex {
  const made = indexes.get(codename);
  if (made) return made;
  const packages = bookworm.trim().split('\n').map(read);
  const index = new PackageIndex(codename === 'jammy' ? packages.map(ubuntu) : packages);
  indexes.set(codename, index);
  return index;
}

function ubuntu(one: Package): Package {
  const version = JAMMY[one.name] ?? one.version.replace(/\+b\d+$/, 'build1').replace(/[+~]deb12u(\d+)/, 'ubuntu0.$1');
  const archive = one.archive.replace('pool/updates/', 'pool/').replace(/_[^_]+_/, `_${version.replace(/^\d+:/, '')}_`);
  return { ...one, version, archive, repository: one.repository, maintainer: 'Ubuntu Developers' };
}
