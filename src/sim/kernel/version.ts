/** Release of the simulated kernel: Debian 12's, the same in the host and in every container. */
export const kernelRelease = '6.1.0-18-amd64';
/** What `uname -v` prints. */
export const kernelVersion = '#1 SMP PREEMPT_DYNAMIC Debian 6.1.76-1 (2024-02-01)';
/** The line of /proc/version. */
export const procVersion =
  `Linux version ${kernelRelease} (debian-kernel@lists.debian.org) ` +
  `(gcc-12 (Debian 12.2.0-14) 12.2.0, GNU ld (GNU Binutils for Debian) 2.40) ${kernelVersion}`;
/** What the boot loader tells the kernel. */
export const bootCommandLine = `BOOT_IMAGE=/boot/vmlinuz-${kernelRelease} root=/dev/sda1 ro`;
