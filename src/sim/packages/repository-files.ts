/** The files that tell a package manager where its repositories are: in the images, and as mirrors hand them out. */

/** /etc/apt/sources.list.d/debian.sources of Debian 12's images. */
export const DEBIAN_SOURCES = `Types: deb
# http://snapshot.debian.org/archive/debian/20230919T000000Z
URIs: http://deb.debian.org/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
# http://snapshot.debian.org/archive/debian-security/20230919T000000Z
URIs: http://deb.debian.org/debian-security
Suites: bookworm-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`;

/** /etc/apt/sources.list of Ubuntu 22.04. */
export const UBUNTU_SOURCES = `deb http://archive.ubuntu.com/ubuntu/ jammy main universe
deb http://archive.ubuntu.com/ubuntu/ jammy-updates main universe
deb http://archive.ubuntu.com/ubuntu/ jammy-backports main universe
deb http://security.ubuntu.com/ubuntu/ jammy-security main universe
`;

/** What Docker's Debian images add to /etc/apt/apt.conf.d: archives are not kept, lists stay compressed. */
export const DOCKER_APT: Readonly<Record<string, string>> = {
  'docker-clean': `DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
APT::Update::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
`,
  'docker-gzip-indexes': 'Acquire::GzipIndexes "true";\n',
  'docker-no-languages': 'Acquire::Languages "none";\n',
  'docker-autoremove-suggests': 'Apt::AutoRemove::SuggestsImportant "false";\n',
};

const section = (id: string, name: string, lines: readonly string[]): string => `[${id}]\nname=${name}\n${lines.join('\n')}\n`;

/** CentOS-Base.repo of a release, with its mirrorlist on and the base URL commented out, as in the images. */
export function centosBase(release: number): string {
  return (
    [
      ['base', 'Base', 'os'],
      ['updates', 'Updates', 'updates'],
      ['extras', 'Extras', 'extras'],
    ] as const
  )
    .map(([id, name, repo]) =>
      section(id, `CentOS-$releasever - ${name}`, [
        `mirrorlist=http://mirrorlist.centos.org/?release=$releasever&arch=$basearch&repo=${repo}${release === 7 ? '&infra=$infra' : ''}`,
        `#baseurl=http://mirror.centos.org/centos/$releasever/${repo}/$basearch/`,
        'gpgcheck=1',
        `gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-CentOS-${release}`,
      ]),
    )
    .join('\n');
}

/** CentOS 8's repositories: name of the file, and its text. */
export const CENTOS_8: readonly (readonly [file: string, text: string])[] = (
  [
    ['baseos', 'BaseOS'],
    ['appstream', 'AppStream'],
    ['extras', 'extras'],
  ] as const
).map(([id, repo]) => [
  `CentOS-Linux-${id === 'extras' ? 'Extras' : repo}.repo`,
  section(id, `CentOS Linux $releasever - ${id === 'extras' ? 'Extras' : repo}`, [
    `mirrorlist=http://mirrorlist.centos.org/?release=$releasever&arch=$basearch&repo=${repo}&infra=$infra`,
    `#baseurl=http://mirror.centos.org/$contentdir/$releasever/${repo}/$basearch/os/`,
    'gpgcheck=1',
    'enabled=1',
    'gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-centosofficial',
  ]),
]);

/** What mirrors have below /repo/: "Centos-7.repo", "Centos-vault-8.5.2111.repo", "epel-7.repo"; null: no such file. */
export function repositoryFile(name: string): string | null {
  const [, kind = '', version = ''] = /^(Centos|Centos-vault|epel)-([\d.]+)\.repo$/.exec(name) ?? [];
  if (kind === '') return null;
  const host = 'http://mirrors.aliyun.com';
  if (kind === 'epel')
    return section('epel', `Extra Packages for Enterprise Linux ${version} - $basearch`, [
      `baseurl=${host}/epel/${version}/$basearch`,
      'enabled=1',
      'gpgcheck=0',
    ]);
  const root = kind === 'Centos' ? `${host}/centos/${version}` : `${host}/centos-vault/${version}`;
  const repos = version.startsWith('8') ? (['BaseOS', 'AppStream', 'extras'] as const) : (['os', 'updates', 'extras'] as const);
  return repos
    .map((repo) =>
      section(repo === 'os' ? 'base' : repo.toLowerCase(), `CentOS-${version} - ${repo} - mirrors.aliyun.com`, [
        `baseurl=${root}/${repo}/$basearch/${version.startsWith('8') ? 'os/' : ''}`,
        'gpgcheck=1',
        `gpgkey=${host}/centos/RPM-GPG-KEY-CentOS-Official`,
      ]),
    )
    .join('\n');
}
