/**
 * The contract between programs and the kernel. A process is an async function over system calls. Calls that cannot
 * block are synchronous; a killed process never comes back from its next asynchronous call (its promise stays pending and
 * the kernel cleans up after it), so programs need no code for dying.
 */
import type { NetworkChange } from './network/configure.ts';
import type { Service } from './service.ts';
import type { DirEntry, FileType, Stat, StatFs } from '../fs/types.ts';
import type { EditorRequest } from './files/editor-file.ts';

export type Signal =
  | 'HUP'
  | 'INT'
  | 'QUIT'
  | 'ILL'
  | 'TRAP'
  | 'ABRT'
  | 'BUS'
  | 'FPE'
  | 'KILL'
  | 'USR1'
  | 'SEGV'
  | 'USR2'
  | 'PIPE'
  | 'ALRM'
  | 'TERM'
  | 'STKFLT'
  | 'CHLD'
  | 'CONT'
  | 'STOP'
  | 'TSTP'
  | 'TTIN'
  | 'TTOU'
  | 'URG'
  | 'XCPU'
  | 'XFSZ'
  | 'VTALRM'
  | 'PROF'
  | 'WINCH'
  | 'IO'
  | 'PWR'
  | 'SYS';

/** How a child ended, or that it was stopped (^Z). */
export type WaitStatus =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signaled'; readonly signal: Signal }
  | { readonly kind: 'stopped'; readonly signal: Signal };

export interface OpenFlags {
  read?: boolean;
  write?: boolean;
  append?: boolean;
  create?: boolean;
  exclusive?: boolean;
  truncate?: boolean;
  /** ENOTDIR unless it is a directory. */
  directory?: boolean;
  noFollow?: boolean;
  /** Closed in an exec'd program. */
  closeOnExec?: boolean;
}

/** The part of termios(3) that programs here use. */
export interface Termios {
  /** ICANON: line by line with editing; false: byte by byte. */
  canonical: boolean;
  echo: boolean;
  /** ISIG: ^C ^\ ^Z make signals. */
  signals: boolean;
  /** ICRNL. */
  crToNl: boolean;
  /** OPOST|ONLCR. */
  nlToCrNl: boolean;
}

export interface WinSize {
  cols: number;
  rows: number;
}

/** A new process made from a program file (fork + exec in one, with what would be done between the two). */
/** Resource limits by name ("nofile"): soft and hard; -1 is none. */
export type ResourceLimits = Readonly<Record<string, readonly [soft: number, hard: number]>>;

/** What a process goes by instead of its file's name and its own words, as after prctl(PR_SET_NAME). */
export interface ProcessTitle {
  readonly comm: string;
  readonly argv?: readonly string[];
}

export interface SpawnSpec {
  /** Path of the program file; PATH is searched by the caller (see `kernel/path.ts`). */
  path: string;
  argv: readonly string[];
  env: Readonly<Record<string, string>>;
  /** File descriptors of the child: `{0: 5, 1: 1}` gives it our 5 as its 0 and our 1 as its 1. Default: 0, 1, 2 as they are. */
  fds?: Readonly<Record<number, number>>;
  cwd?: string;
  /** Process group to join: 0 a new one of its own, undefined ours. */
  pgid?: number;
  /** Make its group the terminal's foreground group before it runs. */
  foreground?: boolean;
  uid?: number;
  gid?: number;
  groups?: readonly number[];
  title?: ProcessTitle;
}

export interface ProcessInfo {
  /** In the PID namespace of who asks. */
  readonly pid: number;
  readonly ppid: number;
  readonly pgid: number;
  readonly sid: number;
  readonly uid: number;
  readonly gid: number;
  /** The name without folder, at most 15 characters, as in /proc/PID/comm. */
  readonly comm: string;
  readonly argv: readonly string[];
  /** R, S, D, T (stopped), Z (zombie). */
  readonly state: string;
  /** "pts/0" or "?" */
  readonly tty: string;
  /** Virtual time of start, ms since 1970. */
  readonly startedAt: number;
  /** Virtual CPU milliseconds used. */
  readonly cpuMs: number;
  /** Bytes. */
  readonly rss: number;
  readonly vsz: number;
}

export interface MountInfo {
  readonly source: string;
  readonly target: string;
  readonly type: string;
  /** "rw,relatime,lowerdir=…" */
  readonly options: string;
}

/** An open connection or listening socket lives behind a file descriptor. */
export interface Sys {
  // -- who am I
  getpid(): number;
  getppid(): number;
  getuid(): number;
  geteuid(): number;
  getgid(): number;
  getgroups(): readonly number[];
  setuid(uid: number): void;
  setgid(gid: number): void;
  umask(mask?: number): number;
  /** getrlimit(2), for limits that differ from the usual ones. */
  rlimits(): ResourceLimits;
  getcwd(): string;
  chdir(path: string): void;
  chroot(path: string): void;
  uname(): { sysname: string; nodename: string; release: string; version: string; machine: string };
  sethostname(name: string): void;

  // -- files (synchronous; FsError). Paths absolute or from the working directory.
  open(path: string, flags: OpenFlags, mode?: number): number;
  close(fd: number): void;
  dup(fd: number): number;
  dup2(from: number, to: number): void;
  pipe(): [read: number, write: number];
  /**
   * Up to `max` bytes (default 64 KiB); empty at end of file. Waits for a pipe, terminal or socket. EINTR when a handled signal came,
   * EAGAIN when nothing did until `deadline` (virtual time).
   */
  read(fd: number, max?: number, deadline?: number): Promise<Uint8Array>;
  /** Writes all of it; waits while a pipe is full. EPIPE (and SIGPIPE) when nobody reads. Returns the byte count. */
  write(fd: number, data: Uint8Array): Promise<number>;
  lseek(fd: number, offset: number, whence: 'set' | 'cur' | 'end'): number;
  ftruncate(fd: number, size: number): void;
  fstat(fd: number): Stat;
  stat(path: string): Stat;
  lstat(path: string): Stat;
  access(path: string, mode: 'r' | 'w' | 'x' | 'f'): void;
  readdir(path: string): DirEntry[];
  mkdir(path: string, mode?: number): void;
  rmdir(path: string): void;
  unlink(path: string): void;
  rename(from: string, to: string): void;
  link(existing: string, path: string): void;
  symlink(target: string, path: string): void;
  readlink(path: string): string;
  /** The canonical absolute path, ENOENT when a part is missing. */
  realpath(path: string): string;
  chmod(path: string, mode: number): void;
  chown(path: string, uid: number, gid: number, options?: { noFollow?: boolean }): void;
  utimes(path: string, atime: number, mtime: number, options?: { noFollow?: boolean }): void;
  mknod(path: string, type: Exclude<FileType, 'file' | 'dir' | 'symlink'>, rdev?: readonly [number, number], mode?: number): void;
  truncate(path: string, size: number): void;
  getxattr(path: string, name: string): Uint8Array | null;
  setxattr(path: string, name: string, value: Uint8Array): void;
  listxattr(path: string): string[];
  statfs(path: string): StatFs;
  /** Whole small file at once: open, read, close. Not for terminals and pipes. */
  readFile(path: string): Uint8Array;
  /** Creates or truncates and writes. */
  writeFile(path: string, data: Uint8Array, options?: { append?: boolean; mode?: number }): void;
  mounts(): readonly MountInfo[];
  mount(source: string, target: string, type: string, options: string): void;
  umount(target: string): void;

  // -- processes
  /** Starts a program file: ENOENT, EACCES, ENOEXEC thrown at once; `#!` lines are honoured. Returns the pid. */
  spawn(spec: SpawnSpec): number;
  /** A child that runs `main` with copies of our descriptors, folder, environment (a subshell). Returns the pid. */
  fork(main: (sys: Sys) => Promise<number>, options?: Pick<SpawnSpec, 'fds' | 'pgid' | 'foreground'>): number;
  /** Becomes another program; throws as spawn does, never returns otherwise. */
  exec(path: string, argv: readonly string[], env: Readonly<Record<string, string>>, title?: ProcessTitle): Promise<never>;
  exit(code: number): Promise<never>;
  /** Waits for one child (-1: any). ECHILD when there is none; null with `noHang` when none has changed. EINTR when a handled signal came. */
  wait(pid: number, options?: { noHang?: boolean; untraced?: boolean }): Promise<{ pid: number; status: WaitStatus } | null>;
  /** Positive: that process; 0: our group; -1: all; below -1: that group. `0` as signal only asks. ESRCH, EPERM. */
  kill(pid: number, signal: Signal | 0): Promise<void>;
  /** What a signal does to us. A handler is called when the signal comes (between system calls). KILL and STOP cannot be changed. */
  sigaction(signal: Signal, action: 'default' | 'ignore' | (() => void)): void;
  /** The action in force (a program started with a signal ignored keeps it ignored). */
  sigactionOf(signal: Signal): 'default' | 'ignore' | 'handled';
  getpgid(pid?: number): number;
  setpgid(pid: number, pgid: number): void;
  setsid(): number;
  /** Calls back once when we have ended, however that was: what the closing of a connection is to its other end. */
  atEnd(callback: () => void): void;
  processes(): readonly ProcessInfo[];

  // -- time
  /** Milliseconds since 1970, virtual. */
  now(): number;
  /** EINTR when a handled signal came. */
  sleep(ms: number): Promise<void>;
  /** Books CPU time; now and then gives the others (and ^C) a turn. Loops without other asynchronous calls must call it. */
  cpu(ms: number): Promise<void>;
  /** Milliseconds since the (virtual) host booted. */
  uptime(): number;
  /** Waits for a thing of the real world (lazily loaded code) with virtual time standing still. */
  hold<T>(work: Promise<T>): Promise<T>;
  /** Whether the host's systemd can be reached: not from within a container. */
  systemd(): boolean;
  /** A unit of it ("docker"), or null when there is none of that name. */
  service(name: string): Service | null;
  /** Deterministic chance, from the world's seed: an integer in [0, below). */
  random(below: number): number;

  // -- terminals
  isatty(fd: number): boolean;
  ttyname(fd: number): string;
  tcgetattr(fd: number): Termios;
  tcsetattr(fd: number, termios: Termios): void;
  winsize(fd: number): WinSize;
  tcgetpgrp(fd: number): number;
  tcsetpgrp(fd: number, pgid: number): void;
  /** A shell has read a line at its prompt: for whoever looks on from outside. */
  lineEntered(text: string): void;
  /**
   * Shows an editor in the pane beside the terminal; ENXIO when there is none. Reads of the descriptor give what is done there
   * (EditorEvent as JSON), answers are written to it (EditorAnswer), and the pane is closed with it.
   */
  openEditor(request: Omit<EditorRequest, 'container'>): number;

  // -- network
  /** A listening TCP socket; port 0 picks one. EADDRINUSE. */
  listen(port: number, address?: string): number;
  /** The next connection of a listening socket. */
  accept(fd: number): Promise<{ fd: number; address: string; port: number }>;
  /** ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, ETIMEDOUT. */
  connect(host: string, port: number): Promise<number>;
  /** IPv4 addresses of a name by /etc/hosts and the network's DNS; empty when there are none. */
  resolve(name: string): Promise<readonly string[]>;
  interfaces(): readonly NetworkInterface[];
  /** EPERM without CAP_NET_ADMIN, ENODEV, EEXIST, EADDRNOTAVAIL, ENETUNREACH, ESRCH. */
  configureNetwork(change: NetworkChange): void;
  /**
   * One echo; its round-trip milliseconds, or null when nothing answered. With a raw socket (busybox) EPERM without CAP_NET_RAW.
   * ENETUNREACH without a way there.
   */
  ping(address: string, raw?: boolean): Promise<number | null>;

  // -- the machine
  memory(): { total: number; free: number; available: number; swapTotal: number; swapFree: number };
  /** Tells how many bytes of heap the program holds from now on; over its container's memory limit somebody is killed (OOM). */
  allocate?(bytes: number): Promise<void>;
  /** The kernel's messages since it was up, and what its boot found of the machine. EPERM without CAP_SYSLOG. */
  dmesg(): { readonly messages: readonly string[]; readonly hostname: string; readonly rootUsed: number };
  /** Has the host go down, and come up again for "reboot", at a moment; null takes back what was planned. EPERM but for its root. */
  reboot(then: 'reboot' | 'poweroff' | 'halt', at: number | null): void;
}

/** A device of a network namespace, as netlink tells of it. */
export interface NetworkInterface {
  readonly index: number;
  readonly name: string;
  /** Without an address "". */
  readonly address: string;
  readonly prefix: number;
  readonly more: readonly { readonly address: string; readonly prefix: number }[];
  readonly mac: string;
  readonly mtu: number;
  /** Whether something is plugged in, and whether it was set down by hand. */
  readonly up: boolean;
  readonly down: boolean;
  /** The other end of a veth pair: "if7". */
  readonly peer?: string;
  /** The bridge that the host's end of a pair is a port of. */
  readonly master?: string;
  /** The default gateway, if it is behind this device. */
  readonly gateway?: string;
}

/** What every program gets; `docker` and `bash` are programs like any other. */
export interface ProgramContext {
  /** argv[0] is the name it was called by. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly sys: Sys;
}

/** A program: runs to its end and returns its exit status (0 to 255). */
export type Program = (ctx: ProgramContext) => Promise<number>;

/**
 * What stands behind the program files: an executable file of this world begins with an ELF header that names one of
 * these (`kernel/elf.ts`). A lazy one is loaded on first use.
 */
export type ProgramTable = ReadonlyMap<string, Program | { readonly load: () => Promise<Program> }>;
