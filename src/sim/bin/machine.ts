/** Programs that tell about the machine: free, uptime, nproc, dmesg, who, users, w, sync, tty, lsblk, sysctl. */
import { bootLines, stamped } from '../kernel/boot-log.ts';
import { cpusOf } from '../kernel/cgroup.ts';
import { type Main, errno, decode, reason } from './command.ts';
import { strftime } from './dates.ts';
import { getopt } from './getopt.ts';
import { humanSize } from './sizes.ts';

/** free(1): `-b -k -m -g -h`. */
export const free: Main = (cmd) => {
  const options = getopt(cmd, cmd.gnu ? 'bghkmltws:c:' : 'bkmgh', 'bytes=b kibi=k mebi=m gibi=g human=h total=t wide=w');
  const { total, free, available, swapTotal, swapFree } = cmd.sys.memory();
  const cached = Math.max(0, available - free);
  const used = cmd.gnu ? Math.max(0, total - available) : Math.max(0, total - free - cached);
  const unit = options.last('bkmgh') || 'k';
  const size = (bytes: number): string => {
    if (unit === 'h')
      return cmd.gnu
        ? humanSize(bytes, true)
            .replace(/([KMGTPE])$/, '$1i')
            .replace(/^(\d+)$/, '$1B')
        : humanSize(bytes, false);
    return String(Math.floor(bytes / ({ b: 1, k: 1024, m: 1048576, g: 1073741824 }[unit] ?? 1024)));
  };
  const row = (name: string, values: readonly number[]): string =>
    `${name.padEnd(cmd.gnu ? 8 : 4)}${values
      .map((value) => size(value).padStart(12))
      .join('')
      .slice(cmd.gnu ? 0 : 0)}\n`;
  if (cmd.gnu) {
    cmd.out('               total        used        free      shared  buff/cache   available\n');
    cmd.out(row('Mem:', [total, used, free, 0, cached, available]));
    cmd.out(row('Swap:', [swapTotal, swapTotal - swapFree, swapFree]));
    if (options.has('t')) cmd.out(row('Total:', [total + swapTotal, used + swapTotal - swapFree, free + swapFree]));
    return;
  }
  cmd.out('              total        used        free      shared  buff/cache   available\n');
  cmd.out(`Mem:   ${[total, used, free, 0, cached, available].map((value) => size(value).padStart(12)).join('')}\n`);
  cmd.out(`Swap:  ${[swapTotal, swapTotal - swapFree, swapFree].map((value) => size(value).padStart(12)).join('')}\n`);
};

/** uptime(1): `-p -s`. */
export const uptime: Main = (cmd) => {
  const options = getopt(cmd, cmd.gnu ? 'ps' : '', 'pretty=p since=s');
  const now = cmd.sys.now();
  const ms = cmd.sys.uptime();
  const minutes = Math.floor(ms / 60000);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (options.has('s')) return cmd.out(`${strftime('%F %T', now - ms)}\n`);
  if (options.has('p'))
    return cmd.out(
      `up ${[
        [days, 'day'],
        [hours, 'hour'],
        [rest, 'minute'],
      ]
        .filter(([count], i) => Number(count) > 0 || (i === 2 && minutes === 0))
        .map(([count, word]) => `${count} ${word}${count === 1 ? '' : 's'}`)
        .join(', ')}\n`,
    );
  const length =
    (days > 0 ? `${days} day${days === 1 ? '' : 's'}, ` : '') +
    (hours > 0 ? `${cmd.gnu ? String(hours).padStart(2) : String(hours).padStart(2)}:${String(rest).padStart(2, '0')}` : `${rest} min`);
  cmd.out(` ${strftime('%H:%M:%S', now)} up ${length},  ${cmd.gnu ? '0 users' : '0 users'},  load average: 0.00, 0.00, 0.00\n`);
};

/** nproc(1). */
export const nproc: Main = (cmd) => {
  const options = getopt(cmd, '', 'all ignore:');
  const status = new TextDecoder().decode(cmd.sys.readFile('/proc/self/status'));
  const allowed = options.has('all') ? '' : (/^Cpus_allowed_list:\t(.*)$/m.exec(status)?.[1] ?? '');
  cmd.out(`${Math.max(1, (allowed === '' ? 2 : cpusOf(allowed).length) - Number(options.get('ignore') ?? 0))}\n`);
};

/** dmesg(1): what the kernel said while it booted, and since. */
export const dmesg: Main = (cmd) => {
  const { sys } = cmd;
  getopt(cmd, cmd.gnu ? 'cCHLTtwn:l:f:x' : 'cn:s:r');
  try {
    const { messages, ...found } = sys.dmesg();
    const lines = bootLines({ ...found, memoryBytes: sys.memory().total }).filter(({ kernel }) => kernel);
    for (const { ms, text } of lines) cmd.out(`${stamped(ms, text)}\n`);
    for (const line of messages) cmd.out(`${line}\n`);
    return 0;
  } catch (error) {
    cmd.err(cmd.gnu ? `dmesg: read kernel buffer failed: ${reason(error)}\n` : `dmesg: klogctl: ${reason(error)}\n`);
    return 1;
  }
};

/** sync(1). */
export const sync: Main = () => 0;

/** tty(1): `-s`. */
export const tty: Main = (cmd) => {
  const options = getopt(cmd, 's', 'silent=s quiet=s', 2);
  const is = cmd.sys.isatty(0);
  if (!options.has('s')) cmd.out(`${is ? cmd.sys.ttyname(0) : 'not a tty'}\n`);
  return is ? 0 : 1;
};

/** users(1) and who(1): nobody is logged in by way of login; `who -b` tells when the machine was booted. */
export const users: Main = (cmd) => {
  const options = getopt(cmd, cmd.gnu ? 'abdHlmpqrstTu' : 'aH', 'boot=b');
  const { sys } = cmd;
  if (options.has('b')) cmd.out(`         system boot  ${strftime('%F %H:%M', sys.now() - sys.uptime())}\n`);
};

/** w(1). */
export const w: Main = async (cmd) => {
  await uptime(cmd);
  cmd.out('USER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU WHAT\n');
};

/** lsblk(8): the one disk. */
export const lsblk: Main = (cmd) => {
  const { total } = cmd.sys.statfs('/');
  cmd.out(
    `NAME   MAJ:MIN RM  SIZE RO TYPE MOUNTPOINTS\nsda      8:0    0  ${humanSize(total, true).padStart(4)}  0 disk \n└─sda1   8:1    0  ${humanSize(total, true).padStart(4)}  0 part /\n`,
  );
};

/** sysctl(8): reads below /proc/sys. */
export const sysctl: Main = (cmd) => {
  const options = getopt(cmd, 'aenNqwpb');
  for (const word of options.args) {
    const [name = '', value] = word.split('=');
    const path = `/proc/sys/${name.replaceAll('.', '/')}`;
    try {
      if (value !== undefined) cmd.sys.writeFile(path, new TextEncoder().encode(`${value}\n`));
      const text = decode(cmd.sys.readFile(path)).trimEnd();
      cmd.out(options.has('n') ? `${text}\n` : `${name} = ${text}\n`);
    } catch (error) {
      errno(error);
      cmd.status = cmd.gnu ? 255 : 1;
      cmd.err(cmd.gnu ? `sysctl: cannot stat ${path}: No such file or directory\n` : `sysctl: error: '${name}' is an unknown key\n`);
    }
  }
};
