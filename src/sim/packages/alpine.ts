/** The package index of Alpine 3.18. */
import { alpine318 } from './alpine.data.ts';
import { type Package, PackageIndex, packageFiles } from './package.ts';

function read(line: string): Package {
  const [name = '', version = '', size, installed, depends = '', repository, description = '', files = ''] = line.split('|');
  return {
    name,
    version,
    arch: 'x86_64',
    same: false,
    section: '',
    priority: '',
    size: Number(size) * 1000,
    installedSize: Number(installed) * 1024,
    depends: depends.split(' ').join(', '),
    recommends: '',
    suggests: '',
    provides: name === 'busybox' ? ['/bin/sh'] : name === 'procps-ng' ? ['procps'] : name === 'vim' ? ['vi'] : [],
    base: repository === 'b',
    repository: repository === 'c' ? 'community' : 'main',
    description,
    archive: `${name}-${version}.apk`,
    source: '',
    maintainer: 'Natanael Copa <ncopa@alpinelinux.org>',
    files: packageFiles(files),
  };
}

let index: PackageIndex | null = null;

/** Alpine's packages, main and community. */
export function alpineIndex(): PackageIndex {
  index ??= new PackageIndex(alpine318.trim().split('\n').map(read));
  return index;
}
