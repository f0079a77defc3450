/** The base layers of the `hub` catalog. */
import { busyboxApplets } from '../../bin/applets.ts';
import { ALPINE_GROUP, ALPINE_PASSWD, CENTOS_GROUP, CENTOS_PASSWD } from './accounts.ts';
import type { LayerRecipe } from './catalog.ts';
import { addApk, addApt, addYum } from './package-managers.ts';
import { addDebian, addFolders, addPrograms, BOOKWORM } from './rootfs.ts';
import { Tree } from './tree.ts';

/** A layer recipe: `day` is the date of its files ("2023-09-20"). */
export function layer(name: string, day: string, fill: (tree: Tree) => void): LayerRecipe {
  return {
    name,
    entries() {
      const tree = new Tree(Date.parse(`${day}T00:00:00Z`));
      fill(tree);
      return tree.entries();
    },
  };
}

const X86 = 'usr/lib/x86_64-linux-gnu/';
const LIBRARIES = [
  'libcrypto.so.3',
  'libapt-pkg.so.6.0',
  'libstdc++.so.6',
  'libc.so.6',
  'libm.so.6',
  'libgnutls.so.30',
  'libsystemd.so.0',
  'libselinux.so.1',
  'ld-linux-x86-64.so.2',
]
  .map((name) => X86 + name)
  .join(' ');
/** What a slim image of Debian's family comes without. */
const NETWORK = ['curl', 'wget', 'ping', 'ip'];
const SLIM = [...NETWORK, 'ps', 'top', 'free', 'watch', 'kill'];

/** debian:bookworm-slim, 74.8 MB. */
export const debianSlim = layer('debian-12-slim', '2023-09-20', (tree) => {
  addDebian(tree, BOOKWORM, { without: SLIM });
  addApt(tree, 'bookworm', LIBRARIES);
  tree.fillTo(74_800_000, `usr/share/locale-archive usr/bin/perl ${LIBRARIES}`);
});

/** ubuntu:22.04, 77.8 MB. */
export const jammy = layer('ubuntu-22.04', '2023-10-04', (tree) => {
  addDebian(
    tree,
    {
      name: 'Ubuntu 22.04.3 LTS',
      version: 'bookworm/sid\n',
      osRelease: `PRETTY_NAME="Ubuntu 22.04.3 LTS"
NAME="Ubuntu"
VERSION_ID="22.04"
VERSION="22.04.3 LTS (Jammy Jellyfish)"
VERSION_CODENAME=jammy
ID=ubuntu
ID_LIKE=debian
HOME_URL="https://www.ubuntu.com/"
SUPPORT_URL="https://help.ubuntu.com/"
BUG_REPORT_URL="https://bugs.launchpad.net/ubuntu/"
PRIVACY_POLICY_URL="https://www.ubuntu.com/legal/terms-and-policies/privacy-policy"
UBUNTU_CODENAME=jammy
`,
    },
    { without: NETWORK },
  );
  tree.file(
    'etc/lsb-release',
    'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=22.04\nDISTRIB_CODENAME=jammy\nDISTRIB_DESCRIPTION="Ubuntu 22.04.3 LTS"\n',
  );
  addApt(tree, 'jammy', LIBRARIES);
  tree.fillTo(77_800_000, `usr/share/perl-base usr/bin/perl ${LIBRARIES}`);
});

const CENTOS_BASHRC = `# .bashrc
alias rm='rm -i'
alias cp='cp -i'
alias mv='mv -i'
if [ -f /etc/bashrc ]; then
	. /etc/bashrc
fi
`;
const CENTOS_ETC_BASHRC = `# /etc/bashrc
if [ "$PS1" ]; then
  shopt -s checkwinsize
  [ "$PS1" = "\\\\s-\\\\v\\\\\\$ " ] && PS1="[\\u@\\h \\W]\\\\$ "
fi
`;
const CENTOS_PROFILE = `# /etc/profile
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin
if [ "$PS1" ] && [ -f /etc/bashrc ]; then
  . /etc/bashrc
fi
`;
const CENTOS_LIBRARIES =
  'usr/lib/locale/locale-archive usr/lib64/libpython2.7.so.1.0 usr/lib64/libcrypto.so.10 usr/lib64/libstdc++.so.6 usr/lib64/libc.so.6 usr/lib64/librpm.so.3 usr/lib64/libm.so.6 usr/lib64/ld-linux-x86-64.so.2';
const IN_BIN = [
  'ls',
  'cat',
  'echo',
  'touch',
  'mkdir',
  'rmdir',
  'rm',
  'cp',
  'mv',
  'ln',
  'pwd',
  'date',
  'uname',
  'ps',
  'kill',
  'mount',
  'umount',
  'df',
  'stat',
  'chmod',
  'chown',
  'true',
  'false',
  'sleep',
  'sort',
  'cut',
  'grep',
  'sed',
  'tar',
  'hostname',
  'env',
  'dd',
  'readlink',
];

/** A release of CentOS: "6.8 (Final)", "7.9.2009 (Core)". */
function centos(name: string, day: string, release: string, size: number): LayerRecipe {
  const [version = ''] = release.split('.', 1);
  const merged = Number(version) >= 7;
  const title = Number(version) >= 7 ? 'CentOS Linux' : 'CentOS';
  return layer(name, day, (tree) => {
    addFolders(tree, merged);
    addPrograms(tree, { without: ['wget', 'ping', 'ip'], inRoot: merged ? [] : IN_BIN });
    tree.program(merged ? 'usr/bin/bash' : 'bin/bash', 'bash', 964536).symlink(merged ? 'usr/bin/sh' : 'bin/sh', 'bash');
    tree
      .file('etc/centos-release', `${title} release ${release}\n`)
      .symlink('etc/redhat-release', 'centos-release')
      .symlink('etc/system-release', 'centos-release');
    if (merged)
      tree.file(
        'etc/os-release',
        `NAME="CentOS Linux"\nVERSION="${version}${version === '7' ? ' (Core)' : ''}"\nID="centos"\nID_LIKE="rhel fedora"\nVERSION_ID="${version}"\nPRETTY_NAME="CentOS Linux ${version}${version === '7' ? ' (Core)' : ''}"\nANSI_COLOR="0;31"\nCPE_NAME="cpe:/o:centos:centos:${version}"\nHOME_URL="https://www.centos.org/"\n`,
      );
    tree.file('etc/passwd', CENTOS_PASSWD).file('etc/group', CENTOS_GROUP).file('etc/shadow', 'root:locked::0:99999:7:::\n', { mode: 0 });
    tree
      .file('etc/bashrc', CENTOS_ETC_BASHRC)
      .file('etc/profile', CENTOS_PROFILE)
      .dirs('etc/profile.d etc/yum.repos.d etc/sysconfig etc/skel');
    tree.file('etc/nsswitch.conf', 'passwd:     files\ngroup:      files\nhosts:      files dns\n').symlink('etc/mtab', '/proc/mounts');
    tree
      .file('root/.bashrc', CENTOS_BASHRC)
      .file('root/.bash_profile', 'if [ -f ~/.bashrc ]; then\n\t. ~/.bashrc\nfi\n')
      .file('etc/hosts', '127.0.0.1   localhost\n');
    addYum(tree, version === '6' ? 6 : version === '7' ? 7 : 8, Date.parse(`${day}T00:00:00Z`), CENTOS_LIBRARIES);
    tree.fillTo(size, CENTOS_LIBRARIES);
  });
}

/** The four CentOS releases of the catalog. */
export const centosLayers = {
  six8: centos('centos-6.8', '2016-05-25', '6.8 (Final)', 194_500_000),
  six: centos('centos-6.10', '2018-12-01', '6.10 (Final)', 194_000_000),
  seven: centos('centos-7', '2020-11-13', '7.9.2009 (Core)', 203_934_000),
  eight: centos('centos-8', '2021-09-15', '8.4.2105', 231_268_000),
};

/** busybox with glibc, 4.26 MB: every applet is a hard link of one file. */
export const busyboxRoot = layer('busybox-1.36', '2023-05-18', (tree) => {
  tree.dirs('dev etc home usr/bin usr/sbin var/spool/mail var/www lib').dirs('root', { mode: 0o700 }).dirs('tmp', { mode: 0o1777 });
  const [first = '', ...others] = [...new Set([...busyboxApplets, 'busybox'])].sort();
  tree.program(`bin/${first}`, 'busybox', 1131168);
  for (const name of others) tree.hardlink(`bin/${name}`, `bin/${first}`);
  tree.symlink('usr/bin/env', '../../bin/env').symlink('lib64', 'lib');
  tree.file(
    'etc/passwd',
    'root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/usr/sbin:/bin/false\nbin:x:2:2:bin:/bin:/bin/false\nsys:x:3:3:sys:/dev:/bin/false\nsync:x:4:100:sync:/bin:/bin/sync\nmail:x:8:8:mail:/var/spool/mail:/bin/false\nwww-data:x:33:33:www-data:/var/www:/bin/false\noperator:x:37:37:Operator:/var:/bin/false\nnobody:x:65534:65534:nobody:/home:/bin/false\n',
  );
  tree.file(
    'etc/group',
    'root:x:0:\ndaemon:x:1:\nbin:x:2:\nsys:x:3:\nadm:x:4:\ntty:x:5:\ndisk:x:6:\nlp:x:7:\nmail:x:8:\nkmem:x:9:\nwheel:x:10:root\ncdrom:x:11:\ndialout:x:18:\nfloppy:x:19:\nvideo:x:28:\naudio:x:29:\ntape:x:32:\nwww-data:x:33:\noperator:x:37:\nutmp:x:43:\nplugdev:x:46:\nstaff:x:50:\nlock:x:54:\nnetdev:x:82:\nusers:x:100:\nnobody:x:65534:\n',
  );
  tree.fillTo(4_261_550, 'lib/libc.so.6 lib/libm.so.6 lib/ld-linux-x86-64.so.2 lib/libresolv.so.2 lib/libnss_files.so.2');
});

const ALPINE_LIBRARIES = 'lib/libcrypto.so.3 lib/libssl.so.3 lib/ld-musl-x86_64.so.1 lib/libapk.so.2.14.0 lib/libz.so.1.2.13';

/** alpine:3.18, 7.34 MB. */
export const alpineRoot = layer('alpine-3.18', '2023-09-28', (tree) => {
  tree
    .dirs(
      'dev home media/cdrom media/floppy media/usb mnt opt proc run srv sys usr/bin usr/lib usr/local/bin usr/sbin usr/share var/cache/apk var/empty var/lib var/local var/log var/mail var/opt var/spool',
    )
    .dirs('root', { mode: 0o700 });
  tree.dirs('tmp var/tmp', { mode: 0o1777 }).symlink('var/run', '../run').symlink('var/lock', '../run/lock');
  tree.program('bin/busybox', 'busybox', 841320);
  for (const name of busyboxApplets) if (name !== 'busybox') tree.symlink(`bin/${name}`, '/bin/busybox');
  tree.symlink('usr/bin/env', '/bin/busybox').symlink('sbin/init', '/bin/busybox');
  tree
    .file('etc/alpine-release', '3.18.4\n')
    .file('etc/hostname', 'localhost\n')
    .file('etc/hosts', '127.0.0.1\tlocalhost localhost.localdomain\n::1\t\tlocalhost localhost.localdomain\n');
  tree
    .file(
      'usr/lib/os-release',
      'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.18.4\nPRETTY_NAME="Alpine Linux v3.18"\nHOME_URL="https://alpinelinux.org/"\nBUG_REPORT_URL="https://gitlab.alpinelinux.org/alpine/aports/-/issues"\n',
    )
    .symlink('etc/os-release', '../usr/lib/os-release');
  tree
    .file('etc/issue', 'Welcome to Alpine Linux 3.18\nKernel \\r on an \\m (\\l)\n\n')
    .file('etc/shells', '# valid login shells\n/bin/sh\n/bin/ash\n');
  tree.file('etc/passwd', ALPINE_PASSWD).file('etc/group', ALPINE_GROUP);
  tree
    .file(
      'etc/profile',
      "export PATH='/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'\nexport PAGER=less\numask 022\nPS1='\\h:\\w\\$ '\n",
    )
    .file(
      'etc/apk/repositories',
      'https://dl-cdn.alpinelinux.org/alpine/v3.18/main\nhttps://dl-cdn.alpinelinux.org/alpine/v3.18/community\n',
    );
  tree.symlink('lib/libc.musl-x86_64.so.1', 'ld-musl-x86_64.so.1');
  addApk(tree, ALPINE_LIBRARIES);
  tree.fillTo(7_340_000, ALPINE_LIBRARIES);
});

/** hello-world: one program in an empty root. */
export const helloRoot = layer('hello', '2023-05-04', (tree) => tree.program('hello', 'hello', 13256));
