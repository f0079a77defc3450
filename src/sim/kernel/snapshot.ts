import { MemFs } from '../fs/memfs.ts';
import type { OpenFile } from './files/open-file.ts';
import { PipeEnd } from './files/pipe.ts';
import { RegularFile } from './files/regular.ts';
import type { Kernel } from './kernel.ts';
import { Socket } from './network/socket.ts';
import type { Pid, PidNamespace } from './pid.ts';
import type { Process } from './process.ts';
import type { Devpts } from './tty/devpts.ts';
import type { Tty } from './tty/tty.ts';

/** Bytes as a string of as many characters; where one piece ends and the next begins counts, too. */
const list = (pieces: readonly Uint8Array[]): string[] => pieces.map((piece) => new TextDecoder('latin1').decode(piece));

/**
 * All state of the kernel as plain data with a stable order, for the world's digest: two worlds are the same when this is
 * the same. Where a program is in its own code shows only by what it waits for.
 */
export function snapshot(kernel: Kernel): unknown {
  const processes = [...kernel.pids.processes.entries()].sort(([a], [b]) => a - b).map(([, process]) => process);
  const namespaces = new Set<PidNamespace<Process>>(processes.map(({ pid }) => pid.namespace));
  return {
    processes: processes.map(processState),
    network: kernel.network.snapshot(),
    mounts: kernel.mounts.list(),
    pids: [kernel.pids.last, ...[...namespaces].map(({ id, last }) => [id, last])],
    numbers: kernel.numbers,
    cpuMs: kernel.cpuMs,
    dmesg: kernel.dmesg,
    faults: kernel.faults,
    uts: kernel.uts,
    sysctls: [...kernel.sysctls],
    terminals: terminals(kernel.devpts),
    editors: kernel.editors.snapshot(),
  };
}

/** File systems in memory that somebody sees, apart from the host's root: their content is state, too. */
export function memoryFileSystems(kernel: Kernel): MemFs[] {
  const root = kernel.mounts.mounts[0]?.fs;
  const found = new Set<MemFs>(kernel.disks.flatMap(({ fs }) => (fs instanceof MemFs && fs !== root ? [fs] : [])));
  for (const { state } of kernel.pids.processes.values())
    for (const { fs } of state.mounts.mounts) if (fs instanceof MemFs && fs !== root) found.add(fs);
  return [...found];
}

const host = (pid: Pid<Process> | null): number => pid?.host ?? 0;

function processState(process: Process): unknown {
  const { kernel, state } = process;
  const { cgroup, session } = state;
  return {
    ...process.info(kernel.pids),
    inside: process.pid.in(process.pid.namespace),
    exe: state.exe,
    env: state.env,
    cwd: state.mounts.tryPathOf(state.cwd),
    root: state.mounts.tryPathOf(state.root),
    cred: state.cred,
    umask: state.umask,
    uts: state.uts,
    network: state.network.id,
    cgroup: {
      path: cgroup.path,
      resources: cgroup.resources,
      members: cgroup.members.size,
      frozen: cgroup.frozen,
      oomKills: cgroup.oomKills,
      cpuMs: cgroup.cpuMs,
      throttledMs: cgroup.throttledMs,
      maxMemory: cgroup.maxMemory,
    },
    limits: state.limits ?? {},
    sysctls: [...state.network.sysctls, ...state.ipc.sysctls],
    rights: [state.noNewPrivileges ?? false, state.seccomp ?? false, state.oomScoreAdj ?? 0],
    mounts: state.mounts === kernel.mounts ? 'host' : state.mounts.list(),
    status: process.status,
    stopped: process.stopped,
    stopSignal: process.stopSignal,
    pending: process.pending,
    actions: [...process.actions].map(([signal, action]) => [signal, typeof action === 'function' ? 'handled' : action]).sort(),
    waitingIn: process.execution.waitingIn,
    fds: process.fds.entries().map(({ fd, file }) => ({ fd, ...fileState(file) })),
    terminal: session.id === process.pid && session.tty ? ttyState(session.tty) : null,
  };
}

function fileState(file: OpenFile): Readonly<Record<string, unknown>> {
  const base = { name: file.name, flags: file.flags, references: file.references };
  if (file instanceof RegularFile) return { ...base, ino: file.node.ino, offset: file.offset };
  if (file instanceof PipeEnd) {
    const { buffer } = file;
    return { ...base, readers: buffer.readers, writers: buffer.writers, bytes: list(buffer.peek()) };
  }
  if (file instanceof Socket) return { ...base, incoming: list(file.incoming.peek()), outgoing: list(file.outgoing.peek()) };
  return base;
}

const terminals = (devpts: Devpts): unknown[] => [...devpts.ttys.values()].map(ttyState);

function ttyState(tty: Tty): unknown {
  const { input, line } = tty.pendingInput();
  return {
    name: tty.name,
    size: tty.size,
    termios: tty.termios,
    session: host(tty.session?.id ?? null),
    foreground: host(tty.foreground),
    hungUp: tty.hungUp,
    input: list(input),
    line: [...line],
  };
}
