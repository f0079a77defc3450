/** Loaded on first use: programs about processes, the machine and the network. */
import type { Main } from './command.ts';
import { curl } from './curl.ts';
import { httpd } from './httpd.ts';
import { kill, killall, pgrep, pidof } from './kill.ts';
import { chroot, clear, nice, nohup, setsid, su, watch } from './launchers.ts';
import { dmesg, free, lsblk, nproc, sync, sysctl, tty, uptime, users, w } from './machine.ts';
import { mount, umount } from './mount.ts';
import { ifconfig, route } from './ifconfig.ts';
import { ip } from './ip.ts';
import { getent, nc, netstat, nslookup, ping } from './net.ts';
import { time } from './time.ts';
import { top } from './top.ts';
import { traceroute } from './traceroute.ts';
import { wget } from './wget.ts';

/** Name → body. */
export const programs: Readonly<Record<string, Main>> = {
  chroot,
  clear,
  curl,
  dmesg,
  free,
  getent,
  httpd,
  ifconfig,
  ip,
  kill,
  killall,
  lsblk,
  mount,
  nc,
  netstat,
  nice,
  nohup,
  nproc,
  nslookup,
  pgrep,
  pidof,
  ping,
  pkill: pgrep,
  reset: clear,
  route,
  setsid,
  su,
  sync,
  sysctl,
  time,
  top,
  traceroute,
  tty,
  umount,
  uptime,
  users,
  w,
  watch,
  wget,
  who: users,
};
