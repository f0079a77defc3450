import { can } from '../fs/access.ts';
import { FsError } from '../fs/types.ts';
import { crashed } from './crash.ts';
import { FdTable } from './files/fd-table.ts';
import type { Kernel } from './kernel.ts';
import { finish } from './lifecycle.ts';
import { Pid } from './pid.ts';
import { Process } from './process.ts';
import { makeSys } from './sys.ts';
import type { SpawnSpec, Sys } from './types.ts';

/** What a process runs, and how much CPU time it takes to get there. */
export interface Runnable {
  /** Milliseconds. */
  readonly cost: number;
  main(sys: Sys): Promise<number>;
}

/** Most processes of the whole machine (threads-max): a thousand containers have room, and a fork bomb ends while the tab still bears it. */
export const MAX_PROCESSES = 4096;
/** Of these, what only the host's own processes may use: who shares the machine with a container's fork bomb can still remove it. */
const HOST_RESERVE = 64;

/** A child with copies of everything that fork copies; it does not run yet. EAGAIN at the cgroup's or the machine's limit. */
export function forkProcess(parent: Process, spec: Pick<SpawnSpec, 'fds' | 'pgid' | 'foreground'>): Process {
  const { kernel, state } = parent;
  const { cgroup } = state;
  if (parent.status) throw new FsError('ESRCH', 'fork', '');
  if (cgroup.pidsLimit !== null && cgroup.members.size >= cgroup.pidsLimit) throw new FsError('EAGAIN', 'fork', '');
  const here = parent.pid.namespace;
  const inAll = MAX_PROCESSES - (here.level > 0 ? HOST_RESERVE : 0);
  if (kernel.pids.processes.size >= inAll) throw new FsError('EAGAIN', 'fork', '');
  const group = spec.pgid ? kernel.groupOf(spec.pgid, here) : state.group;
  if (!group) throw new FsError('EPERM', 'setpgid', String(spec.pgid));
  // The kernel never holds its own root to this limit.
  const most = state.cred.uid === 0 ? -1 : (state.limits?.['nproc']?.[0] ?? -1);
  if (most >= 0 && !can(state.cred, 'SYS_RESOURCE') && processesOf(kernel, state.cred.uid) >= most) throw new FsError('EAGAIN', 'fork', '');
  const fds = new FdTable();
  fds.limit = parent.fds.limit;
  parent.fds.copyTo(fds, spec.fds);
  const child = new Process(kernel, new Pid(here), parent, { ...state, group }, fds);
  if (spec.pgid === 0) child.state.group = child.pid;
  for (const [signal, action] of parent.actions) child.actions.set(signal, action);
  child.rss = parent.rss;
  child.vsz = parent.vsz;
  const { tty } = state.session;
  if (spec.foreground && tty) tty.foreground = child.state.group;
  return child;
}

/** How many processes a user has: what RLIMIT_NPROC counts. */
function processesOf(kernel: Kernel, uid: number): number {
  let count = 0;
  for (const { state } of kernel.pids.processes.values()) if (state.cred.uid === uid) count++;
  return count;
}

/** Lets a process run `what` from its beginning once the time for that has passed. */
export function start(process: Process, what: Runnable): void {
  const { execution } = process;
  const { clock } = process.kernel;
  const begin = clock.now() + what.cost;
  process.charge(what.cost);
  const run = async (): Promise<void> => {
    await execution.block({
      syscall: 'cpu',
      interruptible: false,
      until: begin,
      attempt: () => clock.now() >= begin || undefined,
    });
    const code = await what.main(makeSys(execution));
    if (!execution.over) finish(process, { kind: 'exited', code: code & 0xff });
  };
  run().catch((error: unknown) => {
    if (!execution.over) crashed(process, error);
  });
}
