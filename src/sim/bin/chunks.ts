/** Which programs wait in which chunk of code until one of them is first run. */
import type { Main } from './command.ts';

/** Brings a chunk. */
export type Load = () => Promise<{ readonly programs: Readonly<Record<string, Main>> }>;

/** Programs of both flavours and of GNU systems: names and their chunk. */
export const chunks: readonly (readonly [names: readonly string[], load: Load])[] = [
  [
    'arch basename cat chgrp chmod chown cp dirname echo egrep env false fgrep grep head hostname id ln ls mkdir mv printenv printf ps pwd readlink realpath rm rmdir seq sleep sort tail tee timeout touch true uname usleep wc whoami xargs'.split(
      ' ',
    ),
    () => import('./core.ts'),
  ],
  [
    '[ base64 cmp cut date dd df diff du find hexdump install mkfifo mknod mktemp nl od rev stat strings tac test tr truncate uniq unlink which yes'.split(
      ' ',
    ),
    () => import('./chunk-files.ts'),
  ],
  [
    'chroot clear curl dmesg free getent httpd ifconfig ip kill killall lsblk mount nc netstat nice nohup nproc nslookup pgrep pidof ping pkill reset route setsid su sync sysctl time top traceroute tty umount uptime users w watch wget who'.split(
      ' ',
    ),
    () => import('./chunk-system.ts'),
  ],
  ['file gunzip gzip ldd less more shuf split stty tar zcat'.split(' '), () => import('./chunk-extras.ts')],
  ['apk apt apt-cache apt-get apt-mark dnf dpkg dpkg-query rpm yum'.split(' '), () => import('./chunk-packages.ts')],
  ['halt journalctl poweroff reboot service shutdown systemctl'.split(' '), () => import('./chunk-services.ts')],
  ['nano vi vim'.split(' '), () => import('./chunk-editors.ts')],
  [
    ['sed'],
    async () => {
      const { sed } = await import('./sed.ts');
      return { programs: { sed } };
    },
  ],
  [
    ['awk'],
    async () => {
      const { awk } = await import('./awk.ts');
      return { programs: { awk } };
    },
  ],
  [
    'column comm expand expr fold join jq paste unexpand'.split(' '),
    async () => {
      const { bridged } = await import('./bridge.ts');
      return {
        programs: Object.fromEntries('column comm expand expr fold join jq paste unexpand'.split(' ').map((name) => [name, bridged])),
      };
    },
  ],
  [
    'md5sum sha1sum sha256sum sha512sum'.split(' '),
    async () => {
      const { digest } = await import('./digests.ts');
      return { programs: { md5sum: digest, sha1sum: digest, sha256sum: digest, sha512sum: digest } };
    },
  ],
];

/** Programs of hub images, which their files name without a flavour. */
export const servers: readonly [names: readonly string[], load: Load] = [
  'hello java nginx redis-cli redis-server tool'.split(' '),
  () => import('./chunk-servers.ts'),
];

/** The chunk that a program of {@link chunks} waits in. */
export const chunkOf = (name: string): Load | undefined => chunks.find(([names]) => names.includes(name))?.[1];
