/** The package index of CentOS: 7.9's repositories, and EPEL's. 6 and 8 have the same packages with the ending of their release. */
import { centos7, epel7 } from './centos.data.ts';
import { type Package, PackageIndex, packageFiles } from './package.ts';

const REPOSITORIES: Readonly<Record<string, string>> = { B: 'base', U: 'updates', E: 'extras', P: 'epel', i: 'CentOS' };

/** Other names that people install them by. */
const PROVIDES: Readonly<Record<string, readonly string[]>> = {
  'vim-enhanced': ['vim'],
  'nmap-ncat': ['nc'],
  'java-1.8.0-openjdk': ['java'],
  'gcc-c++': ['g++'],
  'openssh-clients': ['ssh'],
};

function read(line: string): Package {
  const [name = '', version = '', kind, size, installed, depends = '', repository = 'B', description = '', files = ''] = line.split('|');
  return {
    name,
    version: version.includes(':') ? version : `0:${version}`,
    arch: kind === 'n' ? 'noarch' : 'x86_64',
    same: false,
    section: '',
    priority: '',
    size: Number(size) * 1024,
    installedSize: Number(installed) * 1024,
    depends: depends.split(' ').join(', '),
    recommends: '',
    suggests: '',
    provides: PROVIDES[name] ?? [],
    base: repository === 'i',
    repository: REPOSITORIES[repository] ?? 'base',
    description,
    archive: '',
    source: '',
    maintainer: '',
    files: packageFiles(files),
  };
}

/** Names of repositories of CentOS 8, where base and updates became BaseOS and AppStream. */
const IN_EIGHT: Readonly<Record<string, string>> = { base: 'baseos', updates: 'appstream' };

function inRelease(one: Package, release: number): Package {
  if (release === 7) return one;
  return {
    ...one,
    version: one.version.replace(/\.el7[\w.]*?(?=\.\d*$|$)/, `.el${release}`).replace('.centos', ''),
    repository: (release === 8 ? IN_EIGHT[one.repository] : undefined) ?? one.repository,
  };
}

const indexes = new Map<number, PackageIndex>();

/** The packages of a release: 6, 7 or 8. */
export function centosIndex(release: number): PackageIndex {
  const made = indexes.get(release);
  if (made) return made;
  const packages = `${centos7.trim()}\n${epel7.trim()}`.split('\n').map((line) => inRelease(read(line), release));
  const index = new PackageIndex(packages);
  indexes.set(release, index);
  return index;
}

/** "1.7-2.el7" of "0:1.7-2.el7": as yum shows a version whose epoch is none. */
export const shownVersion = (version: string): string => version.replace(/^0:/, '');

/** "vim-enhanced-2:7.4…x86_64" without the epoch: the name of its file, and how rpm names it. */
export const nevra = ({ name, version, arch }: Package): string => `${name}-${version.replace(/^\d+:/, '')}.${arch}`;
