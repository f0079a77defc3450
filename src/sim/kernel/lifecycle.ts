import type { Kernel } from './kernel.ts';
import type { Pid, PidNamespace } from './pid.ts';
import type { Process } from './process.ts';
import type { Signal, WaitStatus } from './types.ts';

/** All live members of a process group. */
export function groupMembers(kernel: Kernel, group: Pid<Process>): Process[] {
  return [...kernel.pids.processes.values()].filter((process) => process.state.group === group && !process.status);
}

/** Signals a whole process group from the kernel (the terminal's ^C, a hang-up). */
export function signalGroup(kernel: Kernel, group: Pid<Process>, signal: Signal): void {
  for (const process of groupMembers(kernel, group)) process.signal(signal);
}

/** Whether no member has a parent outside the group but in its session (POSIX "orphaned process group"). */
export function isOrphaned(group: Pid<Process>, kernel: Kernel): boolean {
  return !groupMembers(kernel, group).some(
    ({ parent, state }) => parent !== null && parent.state.group !== group && parent.state.session === state.session,
  );
}

/** Ends a process: its program never comes back, its descriptors close, its children get a new parent, its parent is told. */
export function finish(process: Process, status: WaitStatus): void {
  if (process.status) return;
  const { kernel, state, parent } = process;
  process.status = status;
  process.stopped = false;
  process.execution.end();
  process.fds.closeAll();
  state.cgroup.members.delete(process);
  state.cgroup.memoryFreed.wake();
  if (process.isInit) endNamespace(process.pid.namespace, process);
  adopt(process);
  if (state.session.id === process.pid) hangUp(process);
  kernel.ended(process);
  if (!parent) {
    reap(process);
    return;
  }
  if (parent.reapsByItself || parent.actions.get('CHLD') === 'ignore') reap(process);
  parent.childChanged.wake();
  parent.signal('CHLD');
}

/** Takes a zombie out of the process table. */
export function reap(process: Process): void {
  process.parent?.children.delete(process);
  process.parent = null;
  for (let ns: PidNamespace<Process> | null = process.pid.namespace; ns; ns = ns.parent) {
    ns.processes.delete(process.pid.in(ns));
  }
}

/** With its init a PID namespace ends: everything in it is killed. */
function endNamespace(namespace: PidNamespace<Process>, init: Process): void {
  for (const process of [...namespace.processes.values()]) {
    if (process !== init) finish(process, { kind: 'signaled', signal: 'KILL' });
  }
}

/** Gives the children of a dead process to the init of its namespace (or, when that is dead too, to the host's). */
function adopt(dead: Process): void {
  if (dead.children.size === 0) return;
  const { kernel } = dead;
  let ns: PidNamespace<Process> | null = dead.pid.namespace;
  let heir: Process | undefined;
  for (; ns && (!heir || heir.status); ns = ns.parent) heir = ns.processes.get(1);
  const groups = new Set<Pid<Process>>();
  for (const child of dead.children) {
    groups.add(child.state.group);
    child.parent = heir ?? null;
    heir?.children.add(child);
    if (child.status && (!heir || heir.reapsByItself)) reap(child);
  }
  dead.children.clear();
  for (const group of groups) {
    const members = groupMembers(kernel, group);
    if (members.some((member) => member.stopped) && isOrphaned(group, kernel)) {
      signalGroup(kernel, group, 'HUP');
      signalGroup(kernel, group, 'CONT');
    }
  }
  heir?.childChanged.wake();
}

/** A session leader's end takes the controlling terminal away from its session and hangs up the foreground group. */
function hangUp(leader: Process): void {
  const { session } = leader.state;
  const { tty } = session;
  if (!tty) return;
  session.tty = null;
  const { foreground } = tty;
  tty.session = null;
  tty.foreground = null;
  if (foreground) {
    signalGroup(leader.kernel, foreground, 'HUP');
    signalGroup(leader.kernel, foreground, 'CONT');
  }
}
