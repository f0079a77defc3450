import { ALL_CAPABILITIES } from '../../fs/capabilities.ts';
import { RegularFile } from '../files/regular.ts';
import type { PidNamespace } from '../pid.ts';
import type { Process } from '../process.ts';
import { signalNumber } from '../signals.ts';
import { type Entry, text } from './generated-fs.ts';
import { CONTROLLERS } from './cgroupfs.ts';
import { FdNode } from './fd-node.ts';
import { limitsText } from './limits.ts';

/** Clock ticks a second, as the times in /proc/PID/stat count (sysconf(_SC_CLK_TCK)). */
const TICKS = 100;
const PAGE = 4096;

const stateNames: Readonly<Record<string, string>> = {
  R: 'running',
  S: 'sleeping',
  D: 'disk sleep',
  T: 'stopped',
  Z: 'zombie',
};

/** /proc/PID as seen from a PID namespace. */
export function processFolder(process: Process, namespace: PidNamespace<Process>): Entry {
  const { state } = process;
  const place = (path: () => string): Entry => ({ type: 'symlink', target: path });
  const entries: Readonly<Record<string, () => Entry>> = {
    cmdline: () => text(() => (process.status ? '' : state.argv.map((word) => `${word}\0`).join(''))),
    comm: () => text(() => `${process.comm}\n`),
    environ: () =>
      text(
        () =>
          Object.entries(state.env)
            .map(([name, value]) => `${name}=${value}\0`)
            .join(''),
        0o400,
      ),
    stat: () => text(() => statLine(process, namespace)),
    statm: () => text(() => `${pages(process.vsz)} ${pages(process.rss)} ${pages(process.rss / 2)} 1 0 ${pages(process.rss / 4)} 0\n`),
    status: () => text(() => statusText(process, namespace)),
    cgroup: () => text(() => cgroupLines(process)),
    limits: () => text(() => limitsText(state.limits ?? {})),
    oom_score_adj: () => text(() => `${state.oomScoreAdj ?? 0}\n`, 0o644),
    ns: () => namespaceFolder(process),
    mounts: () => text(() => mountLines(process)),
    mountinfo: () => text(() => mountLines(process)),
    cwd: () => place(() => state.mounts.pathOf(state.cwd, state.root)),
    root: () => place(() => state.mounts.pathOf(state.root)),
    exe: () => place(() => exePath(process)),
    fd: () => fdFolder(process),
  };
  const names = Object.keys(entries);
  return {
    type: 'dir',
    mode: 0o555,
    uid: state.cred.uid,
    gid: state.cred.gid,
    key: process,
    list: () => names,
    get: (name) => entries[name]?.() ?? null,
  };
}

/** One line a hierarchy of cgroup v1, the last one mounted first, and the empty one of version 2. */
function cgroupLines({ state: { cgroup } }: Process): string {
  const lines = CONTROLLERS.map((controller, i) => `${i + 1}:${controller === 'systemd' ? 'name=systemd' : controller}:${cgroup.path}\n`);
  return `${lines.reverse().join('')}0::${cgroup.path}\n`;
}

/** /proc/PID/ns: links that name the namespaces a process is in (namespaces(7)). */
function namespaceFolder({ kernel, state, pid }: Process): Entry {
  const spaces: Readonly<Record<string, object>> = {
    cgroup: kernel.rootCgroup,
    ipc: state.ipc,
    mnt: state.mounts,
    net: state.network,
    pid: pid.namespace,
    pid_for_children: pid.namespace,
    time: kernel.clock,
    time_for_children: kernel.clock,
    user: kernel,
    uts: state.uts,
  };
  return {
    type: 'dir',
    mode: 0o511,
    list: () => Object.keys(spaces),
    get: (name) => {
      const space = spaces[name];
      if (!space) return null;
      return { type: 'symlink', target: () => `${name.replace(/_.*/, '')}:[${kernel.namespaceNumber(space)}]` };
    },
  };
}

function exePath({ state }: Process): string {
  const at = state.mounts.find(state, state.exe);
  return at ? state.mounts.realpath(state, state.exe) : state.exe;
}

function fdFolder(process: Process): Entry {
  return {
    type: 'dir',
    mode: 0o500,
    list: () => process.fds.entries().map(({ fd }) => String(fd)),
    get: (name) => {
      const fd = Number(name);
      if (!/^\d+$/.test(name) || !process.fds.has(fd)) return null;
      const file = process.fds.get(fd, 'open');
      const { read, write } = file.flags;
      return {
        type: 'symlink',
        mode: (read ? 0o500 : 0) | (write ? 0o300 : 0),
        key: file,
        target: () => file.name,
        follow: (fs) => (file instanceof RegularFile ? file.node : new FdNode(fs, file.stat().ino, file)),
      };
    },
  };
}

const pages = (bytes: number): number => Math.floor(bytes / PAGE);

function mountLines({ state }: Process): string {
  return state.mounts
    .list(state.root)
    .map((one) => `${one.source} ${one.target} ${one.type} ${one.options} 0 0\n`)
    .join('');
}

function statLine(process: Process, namespace: PidNamespace<Process>): string {
  const { pid, ppid, pgid, sid, state } = process.info(namespace);
  const { tty } = process.state.session;
  const device = tty ? (136 << 8) | tty.index : 0;
  const foreground = tty?.foreground?.in(namespace) ?? -1;
  const ticks = Math.floor((process.cpuMs * TICKS) / 1000);
  const started = Math.floor(((process.startedAt - process.kernel.bootedAt) * TICKS) / 1000);
  const rest = `${process.vsz} ${pages(process.rss)} 18446744073709551615${' 0'.repeat(27)}`;
  return `${pid} (${process.comm}) ${state} ${ppid} ${pgid} ${sid} ${device} ${foreground} 4194304 0 0 0 0 ${ticks} 0 0 0 20 0 1 0 ${started} ${rest}\n`;
}

function statusText(process: Process, namespace: PidNamespace<Process>): string {
  const { state } = process;
  const { cred, umask } = state;
  const effective = cred.uid === 0 ? (cred.bounding ?? ALL_CAPABILITIES) : 0;
  const info = process.info(namespace);
  const kb = (bytes: number): string => `${String(Math.floor(bytes / 1024)).padStart(8)} kB`;
  const masks = { ignored: 0, caught: 0 };
  for (const [signal, action] of process.actions) {
    if (action === 'default') continue;
    masks[action === 'ignore' ? 'ignored' : 'caught'] += 2 ** (signalNumber(signal) - 1);
  }
  const mask = (bits: number): string => bits.toString(16).padStart(16, '0');
  const ids = (id: number): string => Array(4).fill(id).join('\t');
  const lines: (readonly [string, string])[] = [
    ['Name', process.comm],
    ['Umask', umask.toString(8).padStart(4, '0')],
    ['State', `${info.state} (${stateNames[info.state] ?? ''})`],
    ['Tgid', String(info.pid)],
    ['Ngid', '0'],
    ['Pid', String(info.pid)],
    ['PPid', String(info.ppid)],
    ['TracerPid', '0'],
    ['Uid', ids(cred.uid)],
    ['Gid', ids(cred.gid)],
    ['FDSize', '64'],
    ['Groups', `${cred.groups.join(' ')} `],
    ['VmPeak', kb(process.vsz)],
    ['VmSize', kb(process.vsz)],
    ['VmHWM', kb(process.rss)],
    ['VmRSS', kb(process.rss)],
    ['Threads', '1'],
    ['SigPnd', mask(0)],
    ['SigBlk', mask(0)],
    ['SigIgn', mask(masks.ignored)],
    ['SigCgt', mask(masks.caught)],
    ['CapInh', mask(0)],
    ['CapPrm', mask(effective)],
    ['CapEff', mask(effective)],
    ['CapBnd', mask(cred.bounding ?? ALL_CAPABILITIES)],
    ['CapAmb', mask(0)],
    ['NoNewPrivs', state.noNewPrivileges ? '1' : '0'],
    ['Seccomp', state.seccomp ? '2' : '0'],
    ['Cpus_allowed_list', state.cgroup.resources.cpusetCpus || '0-1'],
  ];
  const shown = process.status ? lines.filter(([name]) => !name.startsWith('Vm')) : lines;
  return shown.map(([name, value]) => `${name}:\t${value}\n`).join('');
}
