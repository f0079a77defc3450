import { can } from '../../fs/access.ts';
import { FsError } from '../../fs/types.ts';
import { become, findProgram, runnable } from '../exec.ts';
import { forkProcess, start } from '../fork.ts';
import { finish, groupMembers, reap } from '../lifecycle.ts';
import type { PidNamespace } from '../pid.ts';
import type { Action, Process } from '../process.ts';
import type { ProcessInfo, ProcessTitle, ResourceLimits, Signal, SpawnSpec, Sys, WaitStatus } from '../types.ts';
import { MemoryCalls } from './memory.ts';

/** CPU milliseconds of a fork. */
const FORK_COST = 0.25;

/** Making, ending, waiting for and signalling processes. */
export class ProcessCalls extends MemoryCalls {
  spawn(spec: SpawnSpec): number {
    const { process, state, kernel } = this;
    kernel.current = process;
    const cwd = spec.cwd === undefined ? state.cwd : state.mounts.chdir(state, spec.cwd);
    const program = findProgram({ ...state, cwd }, spec.path, spec.argv);
    const child = forkProcess(process, spec);
    const { cred } = state;
    child.state.cwd = cwd;
    child.state.cred = { ...cred, uid: spec.uid ?? cred.uid, gid: spec.gid ?? cred.gid, groups: spec.groups ?? cred.groups };
    become(child, program, spec.env, spec.title);
    start(child, runnable(kernel, child, program));
    return child.pid.in(this.here);
  }

  fork(main: (sys: Sys) => Promise<number>, options: Pick<SpawnSpec, 'fds' | 'pgid' | 'foreground'> = {}): number {
    const child = forkProcess(this.process, options);
    start(child, { cost: FORK_COST, main });
    return child.pid.in(this.here);
  }

  async exec(path: string, argv: readonly string[], env: Readonly<Record<string, string>>, title?: ProcessTitle): Promise<never> {
    const { process, kernel } = this;
    kernel.current = process;
    const program = findProgram(this.state, path, argv);
    await this.execution.block({ syscall: 'execve', attempt: () => true });
    process.fds.closeOnExec();
    become(process, program, env, title);
    start(process, runnable(kernel, process, program));
    return new Promise<never>(() => {});
  }

  atEnd(callback: () => void): void {
    const { kernel, process } = this;
    const listener = (ended: Process): void => {
      if (ended !== process) return;
      kernel.onEnd.delete(listener);
      callback();
    };
    kernel.onEnd.add(listener);
  }

  exit(code: number): Promise<never> {
    if (!this.execution.over) finish(this.process, { kind: 'exited', code: code & 0xff });
    return new Promise<never>(() => {});
  }

  wait(number: number, options: { noHang?: boolean; untraced?: boolean } = {}): Promise<Waited> {
    const { process } = this;
    return this.execution.block({
      syscall: 'wait4',
      queues: [process.childChanged],
      attempt: () => waitFor(process, number, options),
    });
  }

  async kill(number: number, signal: Signal | 0): Promise<void> {
    const targets = this.kernel.targets(this.process, number);
    if (targets.length === 0) throw new FsError('ESRCH', 'kill', String(number));
    const { cred } = this.state;
    const allowed = targets.filter((one) => can(cred, 'KILL') || cred.uid === one.state.cred.uid);
    if (allowed.length === 0) throw new FsError('EPERM', 'kill', String(number));
    if (signal !== 0) for (const target of allowed) target.signal(signal, this.here);
    await this.execution.block({ syscall: 'kill', attempt: () => true });
  }

  sigaction(signal: Signal, action: Action): void {
    if (signal === 'KILL' || signal === 'STOP') throw new FsError('EINVAL', 'sigaction', signal);
    if (action === 'default') this.process.actions.delete(signal);
    else this.process.actions.set(signal, action);
  }

  sigactionOf(signal: Signal): 'default' | 'ignore' | 'handled' {
    const action = this.process.actions.get(signal) ?? 'default';
    return typeof action === 'function' ? 'handled' : action;
  }

  rlimits(): ResourceLimits {
    return this.state.limits ?? {};
  }

  getpgid(number = 0): number {
    return this.processOf(number, 'getpgid').state.group.in(this.here);
  }

  setpgid(number: number, pgid: number): void {
    const { process, kernel, here } = this;
    const target = this.processOf(number, 'setpgid');
    if (target !== process && target.parent !== process) throw new FsError('ESRCH', 'setpgid', String(number));
    if (target.state.session.id === target.pid) throw new FsError('EPERM', 'setpgid', String(number));
    const own = pgid === 0 || target.pid.in(here) === pgid;
    const wanted = own ? target.pid : kernel.groupOf(pgid, here);
    if (!wanted) throw new FsError('EPERM', 'setpgid', String(pgid));
    target.state.group = wanted;
  }

  setsid(): number {
    const { process, kernel } = this;
    if (groupMembers(kernel, process.pid).length > 0) throw new FsError('EPERM', 'setsid', '');
    process.state.session = { id: process.pid, tty: null };
    process.state.group = process.pid;
    return process.pid.in(this.here);
  }

  processes(): readonly ProcessInfo[] {
    return [...this.here.processes.values()].map((one) => one.info(this.here));
  }

  private get here(): PidNamespace<Process> {
    return this.process.pid.namespace;
  }

  private processOf(number: number, syscall: string): Process {
    const found = number === 0 ? this.process : this.here.processes.get(number);
    if (!found) throw new FsError('ESRCH', syscall, String(number));
    return found;
  }
}

type Waited = { pid: number; status: WaitStatus } | null;

function waitFor(process: Process, number: number, options: { noHang?: boolean; untraced?: boolean }): Waited | undefined {
  const here = process.pid.namespace;
  const group = number === 0 ? process.state.group : number < -1 ? process.kernel.groupOf(-number, here) : null;
  let any = false;
  for (const child of process.children) {
    const pid = child.pid.in(here);
    if (number > 0 ? pid !== number : number !== -1 && child.state.group !== group) continue;
    any = true;
    if (child.status) {
      const { status } = child;
      reap(child);
      return { pid, status };
    }
    if (options.untraced && child.stopSignal) {
      const signal = child.stopSignal;
      child.stopSignal = null;
      return { pid, status: { kind: 'stopped', signal } };
    }
  }
  if (!any) throw new FsError('ECHILD', 'wait4', String(number));
  return options.noHang ? null : undefined;
}
