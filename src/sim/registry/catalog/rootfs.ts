/** Root file systems of distributions in a compact form: the folders, the /etc files and the programs people look at. */
import { debianGroup, debianPasswd } from './accounts.ts';
import type { Tree } from './tree.ts';

const MERGED = 'bin lib lib64 sbin';
const FOLDERS =
  'boot dev home media mnt opt proc run srv sys usr/bin usr/games usr/include usr/lib usr/lib64 usr/local/bin usr/local/etc usr/local/lib usr/local/sbin usr/local/share usr/sbin usr/share usr/src var/cache var/lib var/log var/opt var/spool';
/**
 * The programs of a small Debian, as Debian's packages have them. Fixed here and not taken from the programs room, so that
 * a program that is added there changes no image (and no digest) by itself.
 */
const PROGRAMS =
  '[ arch awk basename cat chgrp chmod chown clear cp curl cut date dd df dirname du echo egrep env false fgrep find free grep gunzip gzip head hostname id kill ln ls mkdir more mount mv ping printenv printf ps pwd readlink realpath rm rmdir sed seq shuf sleep sort split stat stty tail tar tee test timeout top touch tr true umount uname uniq watch wc wget which whoami xargs zcat';
const SBIN_PROGRAMS = 'ip';
/** Bytes, as on a Debian 12 for amd64; others are about as big as most of coreutils. */
const SIZES: Readonly<Record<string, number>> = {
  ls: 151344,
  cat: 44016,
  grep: 203152,
  sed: 126424,
  ps: 146360,
  free: 26936,
  curl: 280800,
  wget: 470384,
  ip: 691016,
  mount: 59704,
  umount: 35128,
  tar: 531984,
  find: 224848,
  awk: 158376,
  kill: 22840,
  top: 134736,
  watch: 27352,
  hostname: 22680,
};
const PROGRAM_SIZE = 43856;

/** What a system gets its shells and programs from. */
export interface ProgramsOptions {
  /** Programs this system does not have. */
  readonly without?: readonly string[];
  /** Folders of the system are not merged into /usr: these programs lie in /bin. */
  readonly inRoot?: readonly string[];
}

/** Puts the GNU programs into a tree. */
export function addPrograms(tree: Tree, { without = [], inRoot = [] }: ProgramsOptions = {}): void {
  const add = (names: string, folder: string): void => {
    for (const name of names.split(' ')) {
      if (without.includes(name)) continue;
      tree.program(`${inRoot.includes(name) ? '' : 'usr/'}${folder}/${name}`, `gnu:${name}`, SIZES[name] ?? PROGRAM_SIZE);
    }
  };
  add(PROGRAMS, 'bin');
  add(SBIN_PROGRAMS, 'sbin');
}

/** The folders every Linux system has; with /bin, /sbin and /lib as links into /usr when `merged`. */
export function addFolders(tree: Tree, merged: boolean): void {
  tree.dirs(FOLDERS).dirs('tmp var/tmp', { mode: 0o1777 }).dirs('root', { mode: 0o700 });
  tree.dirs('var/local', { mode: 0o2775, gid: 50 }).dirs('var/mail', { mode: 0o2775, gid: 8 });
  tree.symlink('var/run', '/run').symlink('var/lock', '/run/lock');
  for (const name of MERGED.split(' ')) {
    if (merged) tree.symlink(name, `usr/${name}`);
    else tree.dirs(name);
  }
}

const DEBIAN_BASHRC = `# ~/.bashrc: read by interactive shells that are no login shells.
# PS1='\${debian_chroot:+($debian_chroot)}\\h:\\w\\$ '
# umask 022
# alias ll='ls $LS_OPTIONS -l'
`;
const DEBIAN_BASH_BASHRC = `# Read by every interactive bash.
[ -z "$PS1" ] && return
shopt -s checkwinsize
if [ -z "\${debian_chroot:-}" ] && [ -r /etc/debian_chroot ]; then
    debian_chroot=$(cat /etc/debian_chroot)
fi
PS1='\${debian_chroot:+($debian_chroot)}\\u@\\h:\\w\\$ '
`;
const PROFILE = `# Read by login shells.
if [ "$(id -u)" -eq 0 ]; then
  PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
else
  PATH="/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games"
fi
export PATH
if [ "\${PS1-}" ]; then
  if [ "\${BASH-}" ] && [ "$BASH" != "/bin/sh" ]; then
    if [ -f /etc/bash.bashrc ]; then
      . /etc/bash.bashrc
    fi
  else
    if [ "$(id -u)" -eq 0 ]; then PS1='# '; else PS1='$ '; fi
  fi
fi
`;
const ROOT_PROFILE = `if [ "$BASH" ]; then
  if [ -f ~/.bashrc ]; then
    . ~/.bashrc
  fi
fi
`;
const SHELLS = '# valid login shells\n/bin/sh\n/usr/bin/sh\n/bin/bash\n/usr/bin/bash\n/bin/dash\n/usr/bin/dash\n';
const NSSWITCH = 'passwd:         files\ngroup:          files\nshadow:         files\nhosts:          files dns\nnetworks:       files\n';

/** One release of Debian's family. */
export interface DebianRelease {
  /** /etc/os-release */
  readonly osRelease: string;
  /** /etc/debian_version */
  readonly version: string;
  /** /etc/issue's first words */
  readonly name: string;
  readonly passwd?: string;
  readonly group?: string;
}

/** Debian 12's /etc/os-release. */
export const BOOKWORM: DebianRelease = {
  name: 'Debian GNU/Linux 12',
  version: '12.5\n',
  osRelease: `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
HOME_URL="https://www.debian.org/"
SUPPORT_URL="https://www.debian.org/support"
BUG_REPORT_URL="https://bugs.debian.org/"
`,
};

/** Debian's root file system: folders, /etc, shells and programs. */
export function addDebian(tree: Tree, release: DebianRelease, programs: ProgramsOptions = {}): void {
  addFolders(tree, true);
  addPrograms(tree, programs);
  tree.program('usr/bin/bash', 'bash', 1265648).program('usr/bin/dash', 'ash', 125640).symlink('usr/bin/sh', 'dash');
  tree.file('usr/lib/os-release', release.osRelease).symlink('etc/os-release', '../usr/lib/os-release');
  tree.file('etc/debian_version', release.version).file('etc/issue', `${release.name} \\n \\l\n\n`);
  tree.file('etc/passwd', release.passwd ?? debianPasswd()).file('etc/group', release.group ?? debianGroup());
  tree.file('etc/shadow', 'root:*:19457:0:99999:7:::\n', { mode: 0o640, gid: 42 });
  tree
    .file('etc/bash.bashrc', DEBIAN_BASH_BASHRC)
    .file('etc/profile', PROFILE)
    .dirs('etc/profile.d etc/default etc/init.d etc/apt etc/skel');
  tree.file('etc/shells', SHELLS).file('etc/nsswitch.conf', NSSWITCH).file('etc/host.conf', 'multi on\n');
  tree.file('etc/apt/sources.list', '').symlink('etc/mtab', '/proc/mounts').symlink('etc/localtime', '/usr/share/zoneinfo/Etc/UTC');
  tree.file('etc/timezone', 'Etc/UTC\n').file('etc/ld.so.conf', 'include /etc/ld.so.conf.d/*.conf\n');
  tree.file('root/.bashrc', DEBIAN_BASHRC).file('root/.profile', ROOT_PROFILE);
  tree.hole('usr/share/zoneinfo/Etc/UTC', 114);
}
