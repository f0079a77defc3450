import type { AufsUnion } from '../fs/drivers/aufs.ts';
import type { Clock } from '../clock.ts';
import { MemFs } from '../fs/memfs.ts';
import type { FileSystem, Node, Stat } from '../fs/types.ts';
import { MountNamespace } from '../fs/vfs.ts';
import type { Random } from '../random.ts';
import { BOOT_MS, mountHost } from './boot.ts';
import { Cgroup } from './cgroup.ts';
import { type Disk, hostDisks } from './disks.ts';
import { Editors } from './editors.ts';
import { PipeBuffer, PipeEnd } from './files/pipe.ts';
import { anonymousStat } from './files/open-file.ts';
import { FdTable } from './files/fd-table.ts';
import type { AfterShutdown } from './host-boot.machine.ts';
import { type HostProcess, type StartSpec, startFromOutside } from './host-process.ts';
import { IpcNamespace } from './ipc.ts';
import { Network } from './network/network.ts';
import { Pid, PidNamespace } from './pid.ts';
import { Process, type UtsNamespace } from './process.ts';
import { memoryFileSystems, snapshot } from './snapshot.ts';
import { HostTerminal } from './terminal.ts';
import { Devpts } from './tty/devpts.ts';
import { Runc } from './runtime/runc.ts';
import type { Runtime } from './runtime.ts';
import type { Service } from './service.ts';
import type { Program, ProgramTable, WinSize } from './types.ts';

/** What a kernel is booted with. */
export interface KernelOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** The host's root file system, with its program files. */
  readonly rootfs: FileSystem;
  readonly programs: ProgramTable;
  readonly hostname: string;
  readonly memoryBytes: number;
}

/** What reboot(2) asks for, and when (milliseconds since 1970; null: what was planned is off). */
export type PowerSwitch = (then: AfterShutdown, at: number | null) => void;

/** So many messages fit into the kernel's ring. */
const MESSAGES_KEPT = 500;
/** The kernel's own namespaces have the numbers just below. */
const FIRST_NAMESPACE = 4026531835;

/** The kernel of the simulated host: one for the host and all containers. */
export class Kernel {
  readonly clock: Clock;
  readonly random: Random;
  readonly programs: ProgramTable;
  /** Lazy programs that have been loaded. */
  readonly loaded = new Map<string, Program>();
  readonly memoryBytes: number;
  /** When this kernel began to run. */
  bootedAt: number;
  /** The host's PID namespace: all processes. */
  readonly pids = new PidNamespace<Process>(4026531836, null);
  readonly mounts: MountNamespace;
  readonly uts: UtsNamespace;
  readonly network: Network;
  readonly disks: readonly Disk[];
  readonly rootCgroup = new Cgroup('/');
  /** All control groups but the root's. */
  readonly cgroups = new Set<Cgroup>();
  ipc: IpcNamespace;
  /** The parameters of the whole machine under /proc/sys that have been changed. */
  readonly sysctls = new Map<string, string>();
  devpts: Devpts;
  readonly editors = new Editors();
  /** Told of every line that somebody entered at a shell's prompt, and when; nothing in the machine depends on it. */
  onLine: (text: string, at: number) => void = () => {};
  init: Process;
  readonly runtime: Runtime = new Runc(this);
  /** Messages since it was up, in the words of dmesg(1); those of the boot itself are in `boot-log.ts`. */
  dmesg: readonly string[] = [];
  /** What the boot found: the host's name, and the bytes in use when the root file system was checked. */
  found: { readonly hostname: string; readonly rootUsed: number };
  /** Who sees to reboot(2). */
  power: PowerSwitch | null = null;
  /** Errors in this world's own code that ended a program; a correct world has none. */
  readonly faults: string[] = [];
  /** Who knows of unions that aufs has mounted. */
  readonly aufs = new Set<() => readonly AufsUnion[]>();
  /** Units of the host's systemd, by name. */
  readonly services = new Map<string, Service>();
  /** Called when a process has ended (after its descriptors are closed). */
  readonly onEnd = new Set<(process: Process) => void>();
  /** Whose system call on a path is being served: /proc/self. */
  current: Process | null = null;
  /** CPU milliseconds that all programs have used. */
  cpuMs = 0;
  readonly #fifos = new WeakMap<Node, PipeBuffer>();
  readonly #namespaces = new WeakMap<object, number>();
  #namespaceCount = 0;
  #devices = 20;
  #inodes = 20_000;

  constructor(options: KernelOptions) {
    this.clock = options.clock;
    this.random = options.random;
    this.programs = options.programs;
    this.memoryBytes = options.memoryBytes;
    // The journal of a world begins where one can log in.
    this.bootedAt = options.clock.now() - BOOT_MS;
    this.found = { hostname: options.hostname, rootUsed: options.rootfs.statfs().used };
    this.uts = { hostname: options.hostname, domainname: '(none)' };
    this.network = new Network(this);
    this.devpts = new Devpts(this);
    this.mounts = new MountNamespace(options.rootfs, { source: '/dev/sda1', type: 'ext4', options: 'relatime,errors=remount-ro' });
    this.disks = hostDisks(this, options.rootfs);
    this.ipc = new IpcNamespace(this.tmpfs({ mode: 0o1777 }), this.tmpfs({ mode: 0o1777, type: 'mqueue' }));
    mountHost(this);
    this.init = this.#firstProcess();
  }

  /** systemd, as process 1 of a kernel that has just mounted its root. */
  #firstProcess(): Process {
    const pid = new Pid(this.pids);
    const { root } = this.mounts;
    const state = {
      argv: ['/sbin/init'],
      env: {},
      exe: '/lib/systemd/systemd',
      comm: 'systemd',
      cwd: root,
      root,
      mounts: this.mounts,
      cred: { uid: 0, gid: 0, groups: [0] },
      umask: 0o022,
      session: { id: pid, tty: null },
      group: pid,
      uts: this.uts,
      network: this.network.host,
      cgroup: this.rootCgroup,
      ipc: this.ipc,
    };
    const init = new Process(this, pid, null, state, new FdTable());
    init.reapsByItself = true;
    init.rss = 12 << 20;
    init.vsz = 164 << 20;
    return init;
  }

  /** The machine was switched off and on: nothing is left but what is on its disks. All processes must have ended and all be unmounted. */
  restart(): void {
    this.bootedAt = this.clock.now();
    this.cpuMs = 0;
    this.dmesg = [];
    this.sysctls.clear();
    this.pids.restart();
    this.network.restart();
    this.devpts = new Devpts(this);
    this.ipc = new IpcNamespace(this.tmpfs({ mode: 0o1777 }), this.tmpfs({ mode: 0o1777, type: 'mqueue' }));
    this.rootCgroup.members.clear();
    this.init = this.#firstProcess();
  }

  /** The kernel says something: it can be read with dmesg(1). */
  log(text: string): void {
    const seconds = (this.clock.now() - this.bootedAt) / 1000;
    this.dmesg = [...this.dmesg, `[${seconds.toFixed(6).padStart(12)}] ${text}`].slice(-MESSAGES_KEPT);
  }

  /** Runs a host program from outside of the machine, its standard streams in the caller's hands. */
  start(spec: StartSpec): HostProcess {
    return startFromOutside(this, spec);
  }

  /** A terminal on the host's desk (/dev/pts/N). */
  terminal(size: WinSize): HostTerminal {
    return new HostTerminal(this, size);
  }

  /** A process of the kernel's own making that only shows in ps: dockerd, containerd, a shim. */
  addDaemon(argv: readonly string[], parent: Process = this.init): Process {
    const pid = new Pid(this.pids);
    const exe = argv[0] ?? '';
    const comm = exe.replace(/.*\//, '').slice(0, 15);
    const state = { ...this.init.state, argv, exe, comm, group: pid, session: { id: pid, tty: null } };
    const daemon = new Process(this, pid, parent, state, new FdTable());
    daemon.reapsByItself = true;
    return daemon;
  }

  /** All state as plain data, for the world's digest. */
  snapshot(): unknown {
    return snapshot(this);
  }

  /** File systems in memory that somebody sees, apart from the host's root. */
  memoryFileSystems(): MemFs[] {
    return memoryFileSystems(this);
  }

  /** Tells those who asked that a process has ended. */
  ended(process: Process): void {
    for (const listener of [...this.onEnd]) listener(process);
  }

  /** Both ends of a new pipe. */
  pipe(): [PipeEnd, PipeEnd] {
    const buffer = new PipeBuffer();
    const ino = this.newInode();
    const made = this.clock.now();
    const stat = (): Stat => anonymousStat('fifo', ino, made);
    const name = `pipe:[${ino}]`;
    return [new PipeEnd(buffer, { read: true }, name, stat), new PipeEnd(buffer, { write: true }, name, stat)];
  }

  /** The pipe behind a FIFO in a file system. */
  fifo(node: Node): PipeBuffer {
    const buffer = this.#fifos.get(node) ?? new PipeBuffer();
    this.#fifos.set(node, buffer);
    return buffer;
  }

  /** A number for a new file system (st_dev). */
  newDevice(): number {
    return this.#devices++;
  }

  /** A number for a pipe, socket or namespace. */
  newInode(): number {
    return this.#inodes++;
  }

  /** The numbers given last: of a file system, of a pipe, socket or namespace. */
  get numbers(): readonly [device: number, inode: number] {
    return [this.#devices, this.#inodes];
  }

  /** The number of a namespace as /proc/PID/ns shows it, given when it is first looked at. */
  namespaceNumber(namespace: object): number {
    const known = this.#namespaces.get(namespace) ?? FIRST_NAMESPACE + this.#namespaceCount++;
    this.#namespaces.set(namespace, known);
    return known;
  }

  /** A tmpfs. */
  tmpfs(options: { mode?: number; capacity?: number; type?: string } = {}): MemFs {
    return new MemFs({ type: 'tmpfs', dev: this.newDevice(), clock: this.clock, ...options });
  }

  /** The process group with a number, or null when no process is in it. */
  groupOf(pgid: number, from: PidNamespace<Process>): Pid<Process> | null {
    for (const process of from.processes.values()) {
      if (process.state.group.in(from) === pgid) return process.state.group;
    }
    return null;
  }

  /** Whom kill(2) means by a number. */
  targets(sender: Process, number: number): Process[] {
    const here = sender.pid.namespace;
    const all = [...here.processes.values()];
    if (number > 0) return all.filter((one) => one.pid.in(here) === number);
    if (number === -1) return all.filter((one) => one !== sender && !one.isInit && !one.status);
    const group = number === 0 ? sender.state.group : this.groupOf(-number, here);
    return all.filter((one) => one.state.group === group);
  }

  /** What free(1) tells, in bytes. */
  memory(): { total: number; free: number; available: number; swapTotal: number; swapFree: number } {
    let used = 180 << 20;
    for (const process of this.pids.processes.values()) if (!process.status) used += process.memory;
    const total = this.memoryBytes;
    const cached = Math.floor(total / 8);
    return { total, free: Math.max(0, total - used - cached), available: Math.max(0, total - used), swapTotal: 0, swapFree: 0 };
  }
}
