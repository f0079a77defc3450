/** Which programs wait in which chunk of code until one of them is first run. */
import type { Main } from './command.ts';

type Load = () => Promise<{ readonly programs: Readonly<Record<string, Main>> }>;

/** Programs of both flavours and of GNU systems: names and their chunk. */
export const chunks: readonly (readonly [names: readonly string[], load: Load])[] = [
  [
    '[ base64 cmp cut date dd df diff du find hexdump install mkfifo mknod mktemp nl od rev stat strings tac test tr truncate uniq unlink which yes'.split(
      ' ',
    ),
    () => import('./chunk-files.ts'),
  ],
  [
    'chroot clear curl dmesg free getent httpd ifconfig ip kill killall lsblk mount nano nc netstat nice nohup nproc nslookup pgrep pidof ping pkill reset route setsid su sync sysctl top tty umount uptime users vi vim w watch wget who'.split(
      ' ',
    ),
    () => import('./chunk-system.ts'),
  ],
  [
    'awk column comm expand expr fold join jq paste sed unexpand'.split(' '),
    async () => {
      const { bridged } = await import('./bridge.ts');
      return {
        programs: Object.fromEntries(
          'awk column comm expand expr fold join jq paste sed unexpand'.split(' ').map((name) => [name, bridged]),
        ),
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
  'hello java nginx redis-cli redis-server'.split(' '),
  () => import('./chunk-servers.ts'),
];
