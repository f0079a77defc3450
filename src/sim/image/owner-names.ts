/** Debian's fixed users and groups (base-passwd): what the simulated host calls the owners of files. */
const USERS =
  '0 root,1 daemon,2 bin,3 sys,4 sync,5 games,6 man,7 lp,8 mail,9 news,10 uucp,13 proxy,33 www-data,34 backup,38 list,39 irc,42 _apt,65534 nobody';
const GROUPS =
  '0 root,1 daemon,2 bin,3 sys,4 adm,5 tty,6 disk,7 lp,8 mail,9 news,10 uucp,12 man,13 proxy,15 kmem,20 dialout,21 fax,22 voice,24 cdrom,25 floppy,26 tape,27 sudo,29 audio,30 dip,33 www-data,34 backup,37 operator,38 list,39 irc,40 src,42 shadow,43 utmp,44 video,45 sasl,46 plugdev,50 staff,60 games,100 users,65534 nogroup';

const table = (text: string): ReadonlyMap<number, string> =>
  new Map(text.split(',').map((row) => [Number.parseInt(row, 10), row.slice(row.indexOf(' ') + 1)]));

/** Names of the host's users by number. */
export const userNames = table(USERS);
/** Names of the host's groups by number. */
export const groupNames = table(GROUPS);
