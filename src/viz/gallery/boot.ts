/** Examples of what the boot scene is drawn from. */
import type { BootFacts, StartFacts } from '../model/boot/facts.ts';

const FROM = [
  ['firmware', 0, 'none', ['SeaBIOS (version 1.16.2-debian-1.16.2-1)', 'Booting from Hard Disk...']],
  ['bootloader', 700, 'none', ['Welcome to GRUB!', 'Loading Linux 6.1.0-18-amd64 ...', 'Loading initial ramdisk ...']],
  [
    'kernel',
    1500,
    'none',
    ['[    0.000000] Linux version 6.1.0-18-amd64 (debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14) 12.2.0)'],
  ],
  ['bootfsUnmounted', 2480, 'none', ['[    0.980000] Freeing initrd memory: 35668K']],
  ['rootReadOnly', 2960, 'ro', ['[    1.460000] EXT4-fs (sda1): mounted filesystem with ordered data mode. Quota mode: none.']],
  ['selfCheck', 3480, 'ro', ['systemd-fsck[241]: /dev/sda1: clean, 43623/16777216 blocks']],
  ['rootReadWrite', 3920, 'rw', ['[    2.420000] EXT4-fs (sda1): re-mounted. Quota mode: none.']],
  ['init', 4200, 'rw', ['[  OK  ] Reached target sysinit.target - System Initialization.']],
  ['services', 4800, 'rw', ['[  OK  ] Started containerd.service - containerd container runtime.']],
  ['up', 5700, 'rw', ['[  OK  ] Reached target multi-user.target - Multi-User System.']],
] as const;

const host: Omit<BootFacts, 'start'> = {
  kernel: 'Linux 6.1.0-18-amd64',
  poweredOn: 1000,
  stages: FROM.map(([stage, ms, rootfs, lines]) => ({ stage, ms, rootfs, lines, bootfs: stage === 'bootloader' || stage === 'kernel' })),
};

const web: StartFacts = {
  name: 'web',
  image: 'tomcat:8.5',
  command: 'catalina.sh run',
  layers: [
    { size: 124_000_000, createdBy: '/bin/sh -c #(nop) ADD file:0123456789abcdef in / ' },
    { size: 17_000_000, createdBy: '/bin/sh -c apt-get update && apt-get install -y --no-install-recommends ca-certificates' },
    { size: 21_000_000, createdBy: '/bin/sh -c #(nop) COPY dir:89abcdef01234567 in /usr/local/tomcat ' },
  ],
  first: true,
  readonly: false,
  running: true,
  ms: 0.4,
  made: {
    namespaces: { pid: 'own', mnt: 'own', net: 'own', uts: 'own', ipc: 'own' },
    cgroup: `/docker/${'1f6d139a9ea3'.repeat(5)}abcd`,
    mounts: [
      '/',
      '/proc',
      '/dev',
      '/dev/pts',
      '/sys',
      '/sys/fs/cgroup',
      '/dev/mqueue',
      '/dev/shm',
      '/etc/resolv.conf',
      '/etc/hostname',
      '/etc/hosts',
    ],
    pid: 634,
    pidInside: 1,
    driver: 'overlay2',
  },
};

export const BOOTS = {
  'no container': { ...host, start: null },
  container: { ...host, start: web },
  'many layers': {
    ...host,
    start: {
      ...web,
      name: 'a-container-with-quite-a-long-name-that-has-no-room-anywhere',
      command: 'java -Xmx512m -Djava.security.egd=file:/dev/./urandom -jar /opt/application/application.jar --server.port=8080',
      layers: Array.from({ length: 24 }, (_, n) => ({ size: (n + 1) * 1e6, createdBy: `/bin/sh -c echo ${n} > /${n}` })),
    },
  },
  again: { ...host, start: { ...web, first: false } },
  'true engine': { kernel: 'Linux 5.15.0-91-generic', poweredOn: null, stages: [], start: { ...web, ms: null, made: null } },
} satisfies Readonly<Record<string, BootFacts>>;

export type BootName = keyof typeof BOOTS;
