import type { OpenFile } from './files/open-file.ts';
import { PipeEnd } from './files/pipe.ts';
import { RegularFile } from './files/regular.ts';
import type { Kernel } from './kernel.ts';
import { Socket } from './network/socket.ts';
import type { Process } from './process.ts';
import type { Tty } from './tty/tty.ts';

const list = (pieces: readonly Uint8Array[]): number[][] => pieces.map((piece) => [...piece]);

/**
 * All state of the kernel as plain data with a stable order, for the world's digest: two worlds are the same when this is
 * the same. Where a program is in its own code shows only by what it waits for.
 */
export function snapshot(kernel: Kernel): unknown {
  const processes = [...kernel.pids.processes.entries()].sort(([a], [b]) => a - b).map(([, process]) => process);
  return {
    processes: processes.map(processState),
    network: kernel.network.snapshot(),
    lastPid: kernel.pids.last,
    cpuMs: kernel.cpuMs,
    dmesg: kernel.dmesg,
    faults: kernel.faults,
    uts: kernel.uts,
  };
}

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
    cgroup: { path: cgroup.path, frozen: cgroup.frozen, cpuMs: cgroup.cpuMs },
    mounts: state.mounts === kernel.mounts ? 'host' : state.mounts.list(),
    status: process.status,
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

function ttyState(tty: Tty): unknown {
  const { input, line } = tty.pendingInput();
  return {
    name: tty.name,
    size: tty.size,
    termios: tty.termios,
    foreground: tty.foreground?.host ?? 0,
    input: list(input),
    line: [...line],
  };
}
