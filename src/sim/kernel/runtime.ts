/** The contract between the engine and the kernel: what runc does for dockerd. Implemented in this room. */
import type { FileSystem } from '../fs/types.ts';
import type { ProcessInfo, ResourceLimits, Signal, WinSize } from './types.ts';

export interface RuntimeMount {
  /** "bind": `source` is a host path; "tmpfs", "proc", "sysfs", "devpts", "mqueue" need none. */
  readonly type: 'bind' | 'tmpfs' | 'proc' | 'sysfs' | 'devtmpfs' | 'devpts' | 'mqueue' | 'cgroup';
  readonly source: string;
  readonly destination: string;
  readonly readonly: boolean;
  readonly options?: string;
}

export interface RuntimeProcess {
  readonly args: readonly string[];
  readonly env: readonly string[];
  readonly cwd: string;
  /** As given to docker: "", "nobody", "1000:1000", "root:adm"; looked up in the container's /etc/passwd and /etc/group. */
  readonly user: string;
  readonly additionalGroups?: readonly string[];
  readonly terminal: boolean;
  readonly winsize?: WinSize;
  /** Whether anything will write to its standard input; otherwise it reads /dev/null. */
  readonly stdin: boolean;
  /** What it may at most, a bit for each capability (`fs/capabilities.ts`); all of them when it is missing. */
  readonly capabilities?: number;
  readonly noNewPrivileges?: boolean;
}

/** What a container may have of the machine; what is missing is not limited. */
export interface RuntimeResources {
  /** Bytes, as are the other sizes; -1 is no limit. */
  readonly memory?: number;
  readonly memorySwap?: number;
  readonly memoryReservation?: number;
  readonly kernelMemory?: number;
  readonly memorySwappiness?: number;
  /** Whoever wants more waits instead of being killed. */
  readonly oomKillDisable?: boolean;
  readonly cpuShares?: number;
  /** Microseconds of CPU time in each `cpuPeriod` (100,000). */
  readonly cpuQuota?: number;
  readonly cpuPeriod?: number;
  /** "0-1,3" */
  readonly cpusetCpus?: string;
  readonly cpusetMems?: string;
  readonly pids?: number;
  readonly blkioWeight?: number;
}

/** A device file of the container. */
export interface RuntimeDevice {
  readonly path: string;
  readonly type: 'char' | 'block';
  readonly rdev: readonly [major: number, minor: number];
  readonly mode: number;
  /** Of "rwm", what the devices cgroup allows. */
  readonly access: string;
}

export interface RuntimeSpec {
  readonly id: string;
  readonly hostname: string;
  readonly domainname?: string;
  readonly rootfs: FileSystem;
  readonly readonlyRootfs: boolean;
  /** What /proc/mounts tells of the root, as the storage driver mounted it. */
  readonly rootMount?: { readonly source: string; readonly type: string; readonly options: string; readonly target?: string | null };
  readonly mounts: readonly RuntimeMount[];
  readonly process: RuntimeProcess;
  /** A network namespace made by `network.ts`; "host" shares the host's. */
  readonly network: NetworkHandle | 'host';
  /** Whether that is another container's. */
  readonly networkShared?: boolean;
  readonly pidNamespace?: 'private' | 'host' | { readonly container: string };
  readonly init?: boolean;
  readonly resources?: RuntimeResources;
  /** Where its control group is; "/docker" when it is missing. */
  readonly cgroupParent?: string;
  /** /sys and /proc are writable, nothing of them is covered. */
  readonly privileged?: boolean;
  readonly seccomp?: boolean;
  readonly oomScoreAdj?: number;
  /** Parameters under /proc/sys, by name ("net.ipv4.ip_forward"). */
  readonly sysctls?: Readonly<Record<string, string>>;
  /** Whose /dev/shm and message queues it has; "none" has no /dev/shm at all. */
  readonly ipc?: 'private' | 'host' | 'none' | { readonly container: string };
  /** Whether it shares the host's host name. */
  readonly hostUts?: boolean;
  /** Bytes of a private /dev/shm; 64 MiB when it is missing. */
  readonly shmSize?: number;
  readonly devices?: readonly RuntimeDevice[];
  /** setrlimit(2) before the program: "nofile" … to its soft and hard limit. */
  readonly limits?: ResourceLimits;
  /** A tty's or pipe's output, piece by piece as written. */
}

/** Opaque handle of a network namespace. */
export interface NetworkHandle {
  readonly id: number;
}

/** Ends of the standard streams of a container's or exec's first process, as the engine holds them. */
export interface RuntimeIo {
  /** stdout (on a terminal: everything); ends when all writers have gone. */
  readonly stdout: AsyncIterable<Uint8Array>;
  /** Empty on a terminal. */
  readonly stderr: AsyncIterable<Uint8Array>;
  write(data: Uint8Array): void;
  closeStdin(): void;
  resize(size: WinSize): void;
}

export interface RuntimeExit {
  /** 0–255; 128+n when signal n ended it. */
  readonly code: number;
  readonly oomKilled: boolean;
}

/** A started process. */
export interface RuntimeTask {
  /** In the host's PID namespace. */
  readonly pid: number;
  readonly io: RuntimeIo;
  readonly exited: Promise<RuntimeExit>;
  kill(signal: Signal): void;
}

/** What a container uses at a moment, and has used in all. */
export interface RuntimeStats {
  readonly memory: number;
  readonly maxMemory: number;
  readonly cpuMs: number;
  readonly pids: number;
  readonly throttledMs: number;
}

/** What was made for a container: whose namespaces it has, where its control group is, and what is mounted in it. */
export interface RuntimeMade {
  readonly namespaces: Readonly<Record<'pid' | 'mnt' | 'net' | 'uts' | 'ipc', 'own' | 'host' | 'shared'>>;
  readonly cgroup: string;
  /** Paths, in the order of mounting; the first is the root. */
  readonly mounts: readonly string[];
  /** The first process's number in its own PID namespace. */
  readonly pidInside: number;
}

export interface RuntimeContainer extends RuntimeTask {
  readonly made: RuntimeMade;
  /** Starts a further process inside (docker exec). Throws RuntimeError. */
  exec(process: RuntimeProcess): RuntimeTask;
  pause(): void;
  resume(): void;
  /** pids are the host's. */
  processes(): readonly ProcessInfo[];
  /** Signals every process in it. */
  killAll(signal: Signal): void;
  stats(): RuntimeStats;
  update(resources: RuntimeResources): void;
  /** Calls back whenever the OOM killer was here. */
  onOom(callback: () => void): void;
}

/**
 * Why a process could not be started, in runc's words, e.g. `exec: "nosuch": executable file not found in $PATH`,
 * `exec: "/etc": permission denied`, `exec: "/x": no such file or directory`, `unable to find user nobody2: no matching entries in passwd file`,
 * `chdir to cwd ("/etc/passwd") set in config.json failed: not a directory`.
 */
export class RuntimeError extends Error {
  /** What kind it is: decides the exit code 126, 127 or 125 and the daemon's wrapping words. */
  readonly kind: 'not-found' | 'permission' | 'user' | 'mount' | 'other';
  constructor(kind: RuntimeError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

export interface Runtime {
  /** Mounts, namespaces, cgroup, exec of PID 1. Throws RuntimeError; then nothing is left behind. */
  run(spec: RuntimeSpec): RuntimeContainer;
}
