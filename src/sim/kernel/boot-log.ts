/** What a host says while it boots, stage by stage, each line at its moment: firmware, GRUB, a Debian 12 kernel, systemd. */
import { BOOT_MS } from './boot.ts';
import type { HostBootEvent, HostStage } from './host-boot.machine.ts';
import { bootCommandLine, kernelRelease, procVersion } from './version.ts';

/** Bytes of a block of the root file system, and how many it has. */
const BLOCK = 4096;
const ROOT_BLOCKS = 2 ** 24;

/** A line of the console. */
export interface BootLine {
  readonly stage: HostStage;
  /** Milliseconds since the kernel began; below 0 before it. */
  readonly ms: number;
  /** Whether the kernel says it (or systemd by way of the kernel): it is in dmesg then. */
  readonly kernel: boolean;
  readonly text: string;
}

/** What of the machine shows in its messages. */
export interface BootFacts {
  readonly hostname: string;
  readonly memoryBytes: number;
  /** Bytes that the check of the root file system finds in use. */
  readonly rootUsed: number;
}

/** A stage of a boot, when it begins (milliseconds since the kernel began), and what leads into it. */
type PlannedStage = readonly [stage: HostStage, ms: number, event: DistributiveOmit<HostBootEvent, 'at'>];
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** How a boot goes when nothing is wrong. */
export const BOOT_PLAN: readonly PlannedStage[] = [
  ['firmware', -1500, { type: 'POWER_ON' }],
  ['bootloader', -800, { type: 'POSTED' }],
  ['kernel', 0, { type: 'KERNEL_LOADED' }],
  ['bootfsUnmounted', 980, { type: 'BOOTFS_UNMOUNTED' }],
  ['rootReadOnly', 1460, { type: 'ROOT_MOUNTED' }],
  ['selfCheck', 1980, { type: 'CHECK_BEGUN' }],
  ['rootReadWrite', 2420, { type: 'CHECKED', clean: true }],
  ['init', 2700, { type: 'ROOT_REMOUNTED' }],
  ['services', 3300, { type: 'BASIC_REACHED' }],
  ['up', BOOT_MS, { type: 'SERVICES_STARTED' }],
];

const ok = (text: string): string => `[  OK  ] ${text}`;

/** A kernel message's time stamp and text, as dmesg(1) and the console show them. */
export const stamped = (ms: number, text: string): string => `[${(ms / 1000).toFixed(6).padStart(12)}] ${text}`;

/** All lines of a boot, oldest first. */
export function bootLines({ hostname, memoryBytes, rootUsed }: BootFacts): BootLine[] {
  const kilobytes = memoryBytes / 1024;
  const lines: readonly (readonly [stage: HostStage, ms: number, from: 'kernel' | 'console', ...texts: readonly string[]])[] = [
    ['firmware', -1500, 'console', 'SeaBIOS (version 1.16.2-debian-1.16.2-1)'],
    ['firmware', -900, 'console', 'Booting from Hard Disk...'],
    ['bootloader', -800, 'console', 'Welcome to GRUB!', '', "  Booting `Debian GNU/Linux'", ''],
    ['bootloader', -600, 'console', `Loading Linux ${kernelRelease} ...`],
    ['bootloader', -350, 'console', 'Loading initial ramdisk ...'],
    ['kernel', 0, 'kernel', procVersion, `Command line: ${bootCommandLine}`, 'BIOS-provided physical RAM map:'],
    ['kernel', 0, 'kernel', 'BIOS-e820: [mem 0x0000000000000000-0x000000000009fbff] usable'],
    ['kernel', 0, 'kernel', 'BIOS-e820: [mem 0x0000000000100000-0x00000000bffd9fff] usable'],
    ['kernel', 0, 'kernel', 'BIOS-e820: [mem 0x0000000100000000-0x000000013fffffff] usable'],
    ['kernel', 0, 'kernel', 'DMI: QEMU Standard PC (i440FX + PIIX, 1996), BIOS 1.16.2-debian-1.16.2-1 04/01/2014'],
    ['kernel', 0.004, 'kernel', 'Hypervisor detected: KVM', 'tsc: Detected 2500.000 MHz processor'],
    ['kernel', 41.532, 'kernel', `Kernel command line: ${bootCommandLine}`],
    ['kernel', 102.418, 'kernel', `Memory: ${Math.floor(kilobytes * 0.958)}K/${kilobytes}K available`],
    ['kernel', 231.706, 'kernel', 'Mount-cache hash table entries: 8192 (order: 4, 65536 bytes, linear)'],
    ['kernel', 318.29, 'kernel', 'smpboot: CPU0: Intel(R) Xeon(R) CPU @ 2.50GHz (family: 0x6, model: 0x55, stepping: 0x7)'],
    ['kernel', 360.117, 'kernel', 'smp: Brought up 1 node, 2 CPUs', 'devtmpfs: initialized'],
    ['kernel', 462.004, 'kernel', 'NET: Registered PF_INET protocol family'],
    ['kernel', 523.871, 'kernel', 'Trying to unpack rootfs image as initramfs...'],
    ['bootfsUnmounted', 980, 'kernel', 'Freeing initrd memory: 35668K'],
    ['bootfsUnmounted', 1021.88, 'kernel', 'Freeing unused kernel image (initmem) memory: 2796K'],
    ['bootfsUnmounted', 1033.402, 'kernel', 'Write protecting the kernel read-only data: 26624k', 'Run /init as init process'],
    ['bootfsUnmounted', 1214.65, 'kernel', 'sd 0:0:0:0: [sda] Attached SCSI disk', 'sd 1:0:0:0: [sdb] Attached SCSI disk'],
    ['rootReadOnly', 1460, 'kernel', 'EXT4-fs (sda1): mounted filesystem with ordered data mode. Quota mode: none.'],
    [
      'rootReadOnly',
      1702.313,
      'kernel',
      'systemd[1]: systemd 252.22-1~deb12u1 running in system mode',
      'systemd[1]: Detected virtualization kvm.',
    ],
    ['rootReadOnly', 1731.09, 'kernel', `systemd[1]: Hostname set to <${hostname}>.`],
    ['rootReadOnly', 1731.09, 'console', '', 'Welcome to Debian GNU/Linux 12 (bookworm)!', ''],
    ['selfCheck', 1980, 'kernel', 'systemd[1]: Starting systemd-fsck-root.service - File System Check on Root Device...'],
    ['selfCheck', 2210, 'console', `systemd-fsck[241]: /dev/sda1: clean, ${Math.ceil(rootUsed / BLOCK)}/${ROOT_BLOCKS} blocks`],
    ['selfCheck', 2288.7, 'kernel', 'systemd[1]: Finished systemd-fsck-root.service - File System Check on Root Device.'],
    ['rootReadWrite', 2420, 'kernel', 'EXT4-fs (sda1): re-mounted. Quota mode: none.'],
    ['rootReadWrite', 2461.02, 'kernel', 'systemd[1]: Finished systemd-remount-fs.service - Remount Root and Kernel File Systems.'],
    ['init', 2700, 'kernel', 'systemd[1]: Started systemd-journald.service - Journal Service.'],
    ['init', 2860, 'console', ok('Finished systemd-tmpfiles-setup.service - Create Volatile Files and Directories.')],
    ['init', 3010, 'console', ok('Reached target sysinit.target - System Initialization.')],
    ['init', 3140, 'console', ok('Reached target basic.target - Basic System.')],
    ['services', 3300, 'console', ok('Finished networking.service - Raise network interfaces.')],
    ['services', 3450, 'console', ok('Started containerd.service - containerd container runtime.')],
    ['services', 3520, 'console', '         Starting docker.service - Docker Application Container Engine...'],
    ['services', 3611.44, 'kernel', 'Bridge firewalling registered', 'Initializing XFRM netlink socket'],
    ['up', BOOT_MS, 'console', ok('Reached target multi-user.target - Multi-User System.')],
  ];
  return lines.flatMap(([stage, ms, from, ...texts]) => texts.map((text) => ({ stage, ms, kernel: from === 'kernel', text })));
}
