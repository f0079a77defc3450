import { FsError } from '../../fs/types.ts';
import { MAX_PROCESSES } from '../fork.ts';
import type { Kernel } from '../kernel.ts';
import type { Process, ProcessState } from '../process.ts';
import { kernelRelease, kernelVersion } from '../version.ts';
import type { Entry } from './generated-fs.ts';

/** A parameter's usual value; one that changes has an owner: the namespace it belongs to, or the machine. */
const PARAMETERS: Readonly<Record<string, string | number>> = {
  'fs.file-max': '9223372036854775807',
  'fs.file-nr': '1024\t0\t9223372036854775807',
  'fs.mqueue.msg_default': 10,
  'fs.mqueue.msg_max': 10,
  'fs.mqueue.msgsize_default': 8192,
  'fs.mqueue.msgsize_max': 8192,
  'fs.mqueue.queues_max': 256,
  'kernel.cap_last_cap': 40,
  'kernel.domainname': '',
  'kernel.hostname': '',
  'kernel.msgmax': 8192,
  'kernel.msgmnb': 16384,
  'kernel.msgmni': 32000,
  'kernel.osrelease': kernelRelease,
  'kernel.ostype': 'Linux',
  'kernel.pid_max': 4194304,
  'kernel.random.boot_id': '5d5a3c1e-9a3f-4d09-a6c2-0d1d2a0c7e11',
  'kernel.random.entropy_avail': 256,
  'kernel.sem': '32000\t1024000000\t500\t32000',
  'kernel.shm_rmid_forced': 0,
  'kernel.shmall': '18446744073692774399',
  'kernel.shmmax': '18446744073692774399',
  'kernel.shmmni': 4096,
  'kernel.threads-max': MAX_PROCESSES,
  'kernel.version': kernelVersion,
  'net.core.somaxconn': 4096,
  'net.core.rmem_max': 212992,
  'net.core.wmem_max': 212992,
  'net.ipv4.conf.all.forwarding': 1,
  'net.ipv4.conf.all.rp_filter': 0,
  'net.ipv4.icmp_echo_ignore_all': 0,
  'net.ipv4.ip_default_ttl': 64,
  'net.ipv4.ip_forward': 1,
  'net.ipv4.ip_local_port_range': '32768\t60999',
  'net.ipv4.ip_unprivileged_port_start': 1024,
  'net.ipv4.ping_group_range': '1\t0',
  'net.ipv4.tcp_fin_timeout': 60,
  'net.ipv4.tcp_keepalive_time': 7200,
  'net.ipv4.tcp_max_syn_backlog': 256,
  'net.ipv4.tcp_syncookies': 1,
  'net.ipv6.conf.all.disable_ipv6': 0,
  'net.ipv6.conf.all.forwarding': 0,
  'net.ipv6.conf.default.disable_ipv6': 0,
  'vm.max_map_count': 65530,
  'vm.overcommit_memory': 0,
  'vm.swappiness': 60,
};

/** What only the kernel itself sets. */
const CONSTANT = /^kernel\.(cap_last_cap|domainname|osrelease|ostype|random\..*|version)$|^fs\.file-nr$/;
const OF_IPC = /^kernel\.(msg|sem|shm)|^fs\.mqueue\./;

/** Where a process's value of a parameter is kept. */
function ownerOf(kernel: Kernel, state: ProcessState, name: string): Map<string, string> {
  if (name.startsWith('net.')) return state.network.sysctls;
  return OF_IPC.test(name) ? state.ipc.sysctls : kernel.sysctls;
}

/** Sets a parameter as a process sees it; whether there is one of that name. */
export function setSysctl(kernel: Kernel, state: ProcessState, name: string, value: string): boolean {
  if (PARAMETERS[name] === undefined) return false;
  ownerOf(kernel, state, name).set(name, value.replace(/\n$/, ''));
  return true;
}

/** /proc/sys: the kernel's parameters that people look at. */
export function sysFolder(kernel: Kernel): Entry {
  const current = (): Process => kernel.current ?? kernel.init;
  const read = (name: string): string | number => {
    const { state } = current();
    if (name === 'kernel.hostname') return state.uts.hostname;
    if (name === 'kernel.domainname') return state.uts.domainname;
    return ownerOf(kernel, state, name).get(name) ?? PARAMETERS[name] ?? '';
  };
  const write = (name: string, value: string): void => {
    const { state } = current();
    if (state.cred.uid !== 0) throw new FsError('EPERM', 'write', '');
    if (name === 'kernel.hostname') state.uts.hostname = value.trim();
    else setSysctl(kernel, state, name, value);
  };
  const file = (name: string): Entry => {
    const value = { type: 'file', mode: CONSTANT.test(name) ? 0o444 : 0o644, text: () => `${read(name)}\n` } as const;
    return CONSTANT.test(name) ? value : { ...value, write: (text) => write(name, text) };
  };
  const below = (prefix: string): Entry => ({
    type: 'dir',
    mode: 0o555,
    list: () => {
      const names = Object.keys(PARAMETERS).filter((name) => name.startsWith(prefix));
      return [...new Set(names.map((name) => name.slice(prefix.length).split('.')[0] ?? ''))];
    },
    get: (child) => {
      const name = `${prefix}${child}`;
      if (PARAMETERS[name] !== undefined) return file(name);
      return Object.keys(PARAMETERS).some((one) => one.startsWith(`${name}.`)) ? below(`${name}.`) : null;
    },
  });
  return below('');
}
