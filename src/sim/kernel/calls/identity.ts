import { can } from '../../fs/access.ts';
import { FsError } from '../../fs/types.ts';
import type { Sys } from '../types.ts';
import { kernelRelease, kernelVersion } from '../version.ts';
import { CallContext } from './context.ts';

/** Who a process is and on which machine. */
export class IdentityCalls extends CallContext {
  getpid(): number {
    const { pid } = this.process;
    return pid.in(pid.namespace);
  }

  getppid(): number {
    const { pid, parent } = this.process;
    return parent?.pid.in(pid.namespace) ?? 0;
  }

  getuid(): number {
    return this.state.cred.uid;
  }

  geteuid(): number {
    return this.state.cred.uid;
  }

  getgid(): number {
    return this.state.cred.gid;
  }

  getgroups(): readonly number[] {
    return this.state.cred.groups;
  }

  setuid(uid: number): void {
    const { cred } = this.state;
    if (!can(cred, 'SETUID') && cred.uid !== uid) throw new FsError('EPERM', 'setuid', '');
    this.state.cred = { ...cred, uid };
  }

  setgid(gid: number): void {
    const { cred } = this.state;
    if (!can(cred, 'SETGID') && cred.gid !== gid) throw new FsError('EPERM', 'setgid', '');
    this.state.cred = { ...cred, gid };
  }

  umask(mask?: number): number {
    const before = this.state.umask;
    if (mask !== undefined) this.state.umask = mask & 0o777;
    return before;
  }

  uname(): ReturnType<Sys['uname']> {
    const { hostname } = this.state.uts;
    return { sysname: 'Linux', nodename: hostname, release: kernelRelease, version: kernelVersion, machine: 'x86_64' };
  }

  sethostname(name: string): void {
    if (!can(this.state.cred, 'SYS_ADMIN')) throw new FsError('EPERM', 'sethostname', name);
    this.state.uts.hostname = name;
  }

  dmesg(): ReturnType<Sys['dmesg']> {
    if (!can(this.state.cred, 'SYSLOG')) throw new FsError('EPERM', 'syslog', '');
    return { messages: this.kernel.dmesg, ...this.kernel.found };
  }

  reboot(then: Parameters<Sys['reboot']>[0], at: number | null): void {
    const { cred } = this.state;
    if (this.process.pid.namespace !== this.kernel.pids || !can(cred, 'SYS_BOOT')) throw new FsError('EPERM', 'reboot', '');
    this.kernel.power?.(then, at);
  }
}
