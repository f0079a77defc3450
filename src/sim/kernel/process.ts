import type { Credentials, PathContext } from '../fs/access.ts';
import type { Location } from '../fs/mount.ts';
import type { MountNamespace } from '../fs/vfs.ts';
import type { Cgroup } from './cgroup.ts';
import { crashed } from './crash.ts';
import { Execution } from './execution.ts';
import type { FdTable } from './files/fd-table.ts';
import type { Kernel } from './kernel.ts';
import type { IpcNamespace } from './ipc.ts';
import { finish, isOrphaned } from './lifecycle.ts';
import type { NetworkNamespace } from './network/namespace.ts';
import type { Pid, PidNamespace } from './pid.ts';
import { defaultAction } from './signals.ts';
import type { Tty } from './tty/tty.ts';
import type { ProcessInfo, ResourceLimits, Signal, WaitStatus } from './types.ts';
import { WaitQueue } from './wait-queue.ts';

/** A session (setsid(2)); its controlling terminal is shared by all groups in it. */
export interface Session {
  readonly id: Pid<Process>;
  tty: Tty | null;
}

/** Host name and domain name, one set per UTS namespace. */
export interface UtsNamespace {
  hostname: string;
  domainname: string;
}

/** What a process keeps over fork and exec; it is the {@link PathContext} of its paths, too. */
export interface ProcessState extends PathContext {
  argv: readonly string[];
  env: Readonly<Record<string, string>>;
  /** Path of its program file (for a script, of its interpreter). */
  exe: string;
  /** Name of the program as started, at most 15 characters. */
  comm: string;
  cwd: Location;
  root: Location;
  mounts: MountNamespace;
  cred: Credentials;
  umask: number;
  session: Session;
  group: Pid<Process>;
  uts: UtsNamespace;
  network: NetworkNamespace;
  cgroup: Cgroup;
  ipc: IpcNamespace;
  noNewPrivileges?: boolean;
  /** Whether a seccomp filter is in force. */
  seccomp?: boolean;
  oomScoreAdj?: number;
  /** What setrlimit(2) has changed. */
  limits?: ResourceLimits;
}

export type Action = 'default' | 'ignore' | (() => void);

/** One process: its place among the others, what it owns, and how signals meet it. */
export class Process {
  readonly kernel: Kernel;
  readonly pid: Pid<Process>;
  parent: Process | null;
  readonly children = new Set<Process>();
  readonly fds: FdTable;
  readonly actions = new Map<Signal, Action>();
  readonly startedAt: number;
  state: ProcessState;
  execution: Execution;
  /** A part of the kernel's own making (init, dockerd): children that end are reaped at once. */
  reapsByItself = false;
  cpuMs = 0;
  /** Bytes. */
  rss = 1 << 20;
  vsz = 4 << 20;
  /** How it ended; it is a zombie until its parent has asked. */
  status: WaitStatus | null = null;
  stopped = false;
  /** Set by a stop, cleared when the parent has been told by wait(untraced). */
  stopSignal: Signal | null = null;
  /** Bytes it has allocated beyond its program. */
  heap = 0;
  readonly childChanged = new WaitQueue();
  readonly #pending: { signal: Signal; from: PidNamespace<Process> | null }[] = [];

  constructor(kernel: Kernel, pid: Pid<Process>, parent: Process | null, state: ProcessState, fds: FdTable) {
    this.kernel = kernel;
    this.pid = pid;
    this.parent = parent;
    this.state = state;
    this.fds = fds;
    this.startedAt = kernel.clock.now();
    this.execution = new Execution(this);
    parent?.children.add(this);
    state.cgroup.members.add(this);
    for (let ns: PidNamespace<Process> | null = pid.namespace; ns; ns = ns.parent) ns.processes.set(pid.in(ns), this);
  }

  /** Whether it may not run now. */
  get halted(): boolean {
    return this.stopped || this.state.cgroup.frozen;
  }

  get isInit(): boolean {
    return this.pid.in(this.pid.namespace) === 1;
  }

  get comm(): string {
    return this.state.comm;
  }

  /** Bytes in memory, program and heap. */
  get memory(): number {
    return this.rss + this.heap;
  }

  /** Sends it a signal; `from` is the sender's PID namespace, null the kernel itself. */
  signal(signal: Signal, from: PidNamespace<Process> | null = null): void {
    if (this.status) return;
    const action = this.actions.get(signal) ?? 'default';
    if (signal === 'CONT') this.#continue();
    const forced = signal === 'KILL' || signal === 'STOP';
    // pid_namespaces(7): an init is only hit by what it handles, or by KILL and STOP from outside.
    if (this.isInit && action === 'default' && (!forced || from === this.pid.namespace)) return;
    if (signal === 'KILL') {
      finish(this, { kind: 'signaled', signal });
      return;
    }
    if (this.halted) this.#pending.push({ signal, from });
    else this.#deliver(signal, action);
  }

  /** What came while it was stopped or frozen is delivered, then its calls go on. */
  resume(): void {
    while (!this.halted && !this.status) {
      const next = this.#pending.shift();
      if (!next) break;
      this.#deliver(next.signal, this.actions.get(next.signal) ?? 'default');
    }
    if (!this.halted && !this.status) this.execution.resume();
  }

  /** Books CPU milliseconds. */
  charge(ms: number): void {
    this.cpuMs += ms;
    this.state.cgroup.cpuMs += ms;
    this.kernel.cpuMs += ms;
    const [soft, hard] = this.state.limits?.['cpu'] ?? [-1, -1];
    if (hard >= 0 && this.cpuMs >= hard * 1000) this.signal('KILL');
    else if (soft >= 0 && this.cpuMs >= soft * 1000) this.signal('XCPU');
  }

  /** Signals that wait for it to go on. */
  get pending(): readonly Signal[] {
    return this.#pending.map((one) => one.signal);
  }

  /** As `ps` sees it from a PID namespace. */
  info(from: PidNamespace<Process>): ProcessInfo {
    const { session, group, cred, argv } = this.state;
    return {
      pid: this.pid.in(from),
      ppid: this.parent?.pid.in(from) ?? 0,
      pgid: group.in(from),
      sid: session.id.in(from),
      uid: cred.uid,
      gid: cred.gid,
      comm: this.comm,
      argv: this.status ? [] : argv,
      state: this.stateLetter,
      tty: session.tty?.name ?? '?',
      startedAt: this.startedAt,
      cpuMs: this.cpuMs,
      rss: this.status ? 0 : this.memory,
      vsz: this.status ? 0 : this.vsz + this.heap,
    };
  }

  /** R, S, D, T, Z as in the `stat` column of ps. */
  get stateLetter(): string {
    if (this.status) return 'Z';
    if (this.stopped) return 'T';
    if (this.state.cgroup.frozen) return 'D';
    const waiting = this.execution.waitingIn;
    return waiting.length === 0 || waiting.includes('cpu') ? 'R' : 'S';
  }

  #continue(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.stopSignal = null;
    this.resume();
  }

  #deliver(signal: Signal, action: Action): void {
    if (action === 'ignore') return;
    if (typeof action === 'function') {
      try {
        action();
      } catch (error) {
        crashed(this, error);
        return;
      }
      this.execution.interrupt();
      return;
    }
    switch (defaultAction(signal)) {
      case 'terminate':
        finish(this, { kind: 'signaled', signal });
        break;
      case 'stop':
        // Nobody could ever continue an orphaned group, so the terminal cannot stop it (setpgid(2)).
        if (signal !== 'STOP' && isOrphaned(this.state.group, this.kernel)) break;
        this.stopped = true;
        this.stopSignal = signal;
        this.parent?.childChanged.wake();
        this.parent?.signal('CHLD');
        break;
      case 'continue':
      case 'ignore':
        break;
    }
  }
}
