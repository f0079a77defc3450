/** Accounts and the /etc files about them, of Debian's and of CentOS's families. */
import { groupNames, userNames } from '../../image/owner-names.ts';

const HOMES: Readonly<Record<string, string>> = {
  root: '/root',
  daemon: '/usr/sbin',
  bin: '/bin',
  sys: '/dev',
  sync: '/bin',
  games: '/usr/games',
  man: '/var/cache/man',
  lp: '/var/spool/lpd',
  mail: '/var/mail',
  news: '/var/spool/news',
  uucp: '/var/spool/uucp',
  proxy: '/bin',
  'www-data': '/var/www',
  backup: '/var/backups',
  list: '/var/list',
  irc: '/run/ircd',
};
const GROUP_OF: Readonly<Record<string, number>> = { sync: 65534, games: 60, man: 12, _apt: 65534 };
const GECOS: Readonly<Record<string, string>> = { list: 'Mailing List Manager', irc: 'ircd', _apt: '' };

/** Debian's /etc/passwd; `more` are further lines. */
export function debianPasswd(more = ''): string {
  const lines = [...userNames].map(([uid, name]) => {
    const shell = name === 'root' ? '/bin/bash' : name === 'sync' ? '/bin/sync' : '/usr/sbin/nologin';
    return `${name}:x:${uid}:${GROUP_OF[name] ?? uid}:${GECOS[name] ?? name}:${HOMES[name] ?? '/nonexistent'}:${shell}\n`;
  });
  return lines.join('') + more;
}

/** Debian's /etc/group; `more` are further lines. */
export function debianGroup(more = ''): string {
  return [...groupNames].map(([gid, name]) => `${name}:x:${gid}:\n`).join('') + more;
}

/** CentOS 7's /etc/passwd. */
export const CENTOS_PASSWD = `root:x:0:0:root:/root:/bin/bash
bin:x:1:1:bin:/bin:/sbin/nologin
daemon:x:2:2:daemon:/sbin:/sbin/nologin
adm:x:3:4:adm:/var/adm:/sbin/nologin
lp:x:4:7:lp:/var/spool/lpd:/sbin/nologin
sync:x:5:0:sync:/sbin:/bin/sync
shutdown:x:6:0:shutdown:/sbin:/sbin/shutdown
halt:x:7:0:halt:/sbin:/sbin/halt
mail:x:8:12:mail:/var/spool/mail:/sbin/nologin
operator:x:11:0:operator:/root:/sbin/nologin
games:x:12:100:games:/usr/games:/sbin/nologin
ftp:x:14:50:FTP User:/var/ftp:/sbin/nologin
nobody:x:99:99:Nobody:/:/sbin/nologin
`;

/** CentOS 7's /etc/group. */
export const CENTOS_GROUP =
  'root:0 bin:1 daemon:2 sys:3 adm:4 tty:5 disk:6 lp:7 mem:8 kmem:9 wheel:10 cdrom:11 mail:12 man:15 dialout:18 floppy:19 games:20 tape:33 video:39 ftp:50 lock:54 audio:63 nobody:99 users:100 utmp:22 utempter:35'
    .split(' ')
    .map((row) => `${row.replace(':', ':x:')}:\n`)
    .join('');

/** Alpine's /etc/passwd. */
export const ALPINE_PASSWD =
  'root:x:0:0:root:/root:/bin/ash\nbin:x:1:1:bin:/bin:/sbin/nologin\ndaemon:x:2:2:daemon:/sbin:/sbin/nologin\nmail:x:8:12:mail:/var/mail:/sbin/nologin\noperator:x:11:0:operator:/root:/sbin/nologin\nguest:x:405:100:guest:/dev/null:/sbin/nologin\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n';

/** Alpine's /etc/group. */
export const ALPINE_GROUP =
  'root:x:0:root\nbin:x:1:root,bin,daemon\ndaemon:x:2:root,bin,daemon\nsys:x:3:root,bin\nadm:x:4:root,daemon\ntty:x:5:\ndisk:x:6:root\nmail:x:12:mail\nwheel:x:10:root\nusers:x:100:games\nnogroup:x:65533:\nnobody:x:65534:\n';
