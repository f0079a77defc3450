import { chunks } from './chunks.ts';

/** Programs of a Debian system that lie in /usr/sbin. */
const SBIN = new Set('chroot halt ifconfig poweroff reboot route service shutdown sysctl'.split(' '));
/** What only busybox has, or a server image. */
const FOREIGN = new Set('usleep httpd apk dnf rpm yum'.split(' '));

/** The GNU programs with the paths that Debian gives them (/bin and /sbin are links to usr/bin and usr/sbin). */
export const gnuPrograms: readonly { readonly name: string; readonly path: string }[] = chunks
  .flatMap(([names]) => names)
  .filter((name) => !FOREIGN.has(name))
  .map((name) => ({ name: `gnu:${name}`, path: `/usr/${SBIN.has(name) ? 'sbin' : 'bin'}/${name}` }));
