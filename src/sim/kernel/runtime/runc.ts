import type { Location } from '../../fs/mount.ts';
import { FsError } from '../../fs/types.ts';
import type { MountNamespace } from '../../fs/vfs.ts';
import { Cgroup } from '../cgroup.ts';
import { IpcNamespace } from '../ipc.ts';
import type { Kernel } from '../kernel.ts';
import { finish } from '../lifecycle.ts';
import { Pid, PidNamespace } from '../pid.ts';
import type { Process, ProcessState } from '../process.ts';
import { setSysctl } from '../proc/sysctl.ts';
import {
  type Runtime,
  type RuntimeContainer,
  RuntimeError,
  type RuntimeProcess,
  type RuntimeResources,
  type RuntimeSpec,
  type RuntimeTask,
} from '../runtime.ts';
import type { Signal } from '../types.ts';
import { dockerInit } from './docker-init.ts';
import { DEFAULT_SHM, makeFolders, mountRootfs } from './rootfs.ts';
import { type PreparedTask, prepare, type TaskPlace } from './task.ts';

/** How many numbers the threads of runc's init use up after its own, which is to be the process. */
const INIT_THREADS = 5;

/** The kernel's least and greatest weight of a cgroup. */
const SHARES = [2, 262_144] as const;
const LEAST_QUOTA = 1000;
/** The kernel's nr_open: no process may have more descriptors. */
const MOST_FILES = 1048576;
const OPEN_NETWORK = [
  ['net.ipv4.ip_unprivileged_port_start', '0'],
  ['net.ipv4.ping_group_range', '0\t2147483647'],
] as const;

/** What containerd and runc do for dockerd: containers from a root file system and a list of wishes. */
export class Runc implements Runtime {
  readonly #kernel: Kernel;
  readonly #namespaces = new Map<string, PidNamespace<Process>>();
  readonly #ipc = new Map<string, IpcNamespace>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  run(spec: RuntimeSpec): RuntimeContainer {
    const kernel = this.#kernel;
    const pids = this.#pidNamespace(spec);
    const ipc = this.#ipcNamespace(spec);
    const cgroup = new Cgroup(`${spec.cgroupParent ?? '/docker'}/${spec.id}`);
    cgroup.update(spec.resources ?? {});
    const { mounts, devpts } = mountRootfs(kernel, spec, { pids, ipc, cgroup });
    makeCwd(mounts, spec.process.cwd);
    const { root } = mounts;
    const state: ProcessState = {
      ...kernel.init.state,
      mounts,
      root,
      cwd: root,
      cgroup,
      ipc,
      seccomp: spec.seccomp ?? true,
      oomScoreAdj: spec.oomScoreAdj ?? 0,
      uts: spec.hostUts ? kernel.uts : { hostname: spec.hostname, domainname: spec.domainname ?? '(none)' },
      network: kernel.network.namespaceOf(spec.network),
      ...(spec.limits && { limits: spec.limits }),
    };
    checkLimits(spec);
    checkShares(cgroup);
    checkQuota(cgroup);
    setParameters(kernel, state, spec);
    const prepared = prepare(kernel, state, spec.process, spec.init ?? false);
    kernel.cgroups.add(cgroup);
    this.#ipc.set(spec.id, ipc);
    const shim = kernel.addDaemon([
      '/usr/bin/containerd-shim-runc-v2',
      '-namespace',
      'moby',
      '-id',
      spec.id,
      '-address',
      '/run/containerd/containerd.sock',
    ]);
    const place: TaskPlace = { state, devpts, shim };
    const own = pids !== kernel.pids && pids.processes.size === 0;
    const { process: init, task } = prepared.start(
      spec.init
        ? { ...place, wrap: ({ cost }) => ({ cost, main: (sys) => dockerInit({ argv: init.state.argv, env: init.state.env, sys }) }) }
        : place,
      new Pid(pids),
    );
    consoleFor(place, init);
    if (own) {
      pids.skipTo(pids.last + 1 + INIT_THREADS);
      this.#namespaces.set(spec.id, pids);
    }
    const exited = task.exited.then((exit) => {
      this.#namespaces.delete(spec.id);
      this.#ipc.delete(spec.id);
      kernel.cgroups.delete(cgroup);
      finish(shim, { kind: 'exited', code: 0 });
      return exit;
    });
    const whose = (ours: object, hosts: object, shared: boolean): 'own' | 'host' | 'shared' =>
      ours === hosts ? 'host' : shared ? 'shared' : 'own';
    return {
      ...task,
      exited,
      made: {
        namespaces: {
          pid: whose(pids, kernel.pids, !own),
          mnt: 'own',
          net: whose(state.network, kernel.network.host, spec.networkShared ?? false),
          uts: whose(state.uts, kernel.uts, false),
          ipc: whose(ipc, kernel.ipc, typeof spec.ipc === 'object'),
        },
        cgroup: cgroup.path,
        mounts: mounts.list().map(({ target }) => target),
        pidInside: init.pid.in(pids),
      },
      exec: (process) => execIn(kernel, place, init, process),
      pause: () => cgroup.freeze(),
      resume: () => cgroup.thaw(),
      processes: () => [...cgroup.members].map((one) => one.info(kernel.pids)),
      killAll: (signal: Signal) => {
        for (const member of [...cgroup.members]) member.signal(signal);
      },
      stats: () => ({
        memory: cgroup.memory,
        maxMemory: Math.max(cgroup.maxMemory, cgroup.memory),
        cpuMs: cgroup.cpuMs,
        pids: cgroup.members.size,
        throttledMs: cgroup.throttledMs,
      }),
      update: (resources) => updateCgroup(cgroup, resources, kernel),
      onOom: (callback) => cgroup.onOom(callback),
    };
  }

  #ipcNamespace({ ipc = 'private', shmSize = DEFAULT_SHM }: RuntimeSpec): IpcNamespace {
    const kernel = this.#kernel;
    if (ipc === 'host') return kernel.ipc;
    if (typeof ipc === 'object') {
      const joined = this.#ipc.get(ipc.container);
      if (!joined) throw new RuntimeError('other', `cannot join IPC of a non running container: ${ipc.container}`);
      return joined;
    }
    const shm = ipc === 'none' ? null : kernel.tmpfs({ mode: 0o1777, capacity: shmSize });
    return new IpcNamespace(shm, kernel.tmpfs({ mode: 0o1777, type: 'mqueue' }));
  }

  #pidNamespace({ pidNamespace = 'private' }: RuntimeSpec): PidNamespace<Process> {
    const kernel = this.#kernel;
    if (pidNamespace === 'host') return kernel.pids;
    if (pidNamespace === 'private') return new PidNamespace(kernel.newInode(), kernel.pids);
    const joined = this.#namespaces.get(pidNamespace.container);
    if (!joined) throw new RuntimeError('other', `cannot join PID of a non running container: ${pidNamespace.container}`);
    return joined;
  }
}

/** Limits at the container's start that the kernel refuses. */
function checkLimits({ limits }: RuntimeSpec): void {
  const [soft = 0, hard = 0] = limits?.['nofile'] ?? [];
  if (soft < 0 || hard < 0 || hard > MOST_FILES)
    throw new RuntimeError(
      'other',
      'error during container init: error setting rlimits for ready process: error setting rlimit type 7: operation not permitted',
    );
}

/** runc reads the weight back that the kernel made of the one asked for. */
function checkShares({ resources: { cpuShares = 0 } }: Cgroup): void {
  const [least, most] = SHARES;
  if (cpuShares === 0 || (cpuShares >= least && cpuShares <= most)) return;
  const why = cpuShares < least ? `the minimum allowed cpu-shares is ${least}` : `the maximum allowed cpu-shares is ${most}`;
  throw new RuntimeError('other', `error during container init: error setting cgroup config for procHooks process: ${why}`);
}

/** The scheduler gives no less than a millisecond of each period. */
function checkQuota({ path, resources: { cpuQuota = 0 } }: Cgroup): void {
  if (cpuQuota <= 0 || cpuQuota >= LEAST_QUOTA) return;
  const file = `/sys/fs/cgroup/cpu${path}/cpu.cfs_quota_us`;
  const why = `failed to write "${cpuQuota}": write ${file}: invalid argument`;
  throw new RuntimeError('other', `error during container init: error setting cgroup config for procHooks process: ${why}`);
}

function setParameters(kernel: Kernel, state: ProcessState, { sysctls = {}, network }: RuntimeSpec): void {
  // Since 20.10 dockerd lets everybody ping and listen on any port, where the namespace is the container's own.
  if (network !== 'host') for (const [name, value] of OPEN_NETWORK) state.network.sysctls.set(name, value);
  for (const [name, value] of Object.entries(sysctls))
    if (!setSysctl(kernel, state, name, value))
      throw new RuntimeError(
        'not-found',
        `error during container init: open /proc/sys/${name.replaceAll('.', '/')}: no such file or directory`,
      );
}

function updateCgroup(cgroup: Cgroup, resources: RuntimeResources, kernel: Kernel): void {
  cgroup.update(resources);
  cgroup.enforceMemory(kernel);
}

/** The working directory is made when it is missing; whatever prevents that is told by the chdir that follows. */
function makeCwd(mounts: MountNamespace, cwd: string): void {
  try {
    makeFolders(mounts, cwd);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
  }
}

/** A container with a terminal sees it as /dev/console, too. */
function consoleFor({ state: { mounts }, devpts }: TaskPlace, init: Process): void {
  const { tty } = init.state.session;
  if (!tty) return;
  const root = mounts.superuser();
  mounts.writeFile(root, '/dev/console', new Uint8Array(0), { mode: 0o600 });
  const at: Location = mounts.resolve(root, `/dev/pts/${tty.index}`);
  mounts.bind(root, at, '/dev/console', {
    source: 'devpts',
    type: devpts.type,
    options: 'nosuid,noexec,relatime,gid=5,mode=620,ptmxmode=666',
  });
}

function execIn(kernel: Kernel, place: TaskPlace, init: Process, spec: RuntimeProcess): RuntimeTask {
  if (init.status) throw new RuntimeError('other', 'cannot exec in a stopped container');
  const { namespace } = init.pid;
  let prepared: PreparedTask;
  try {
    prepared = prepare(kernel, { ...place.state, cwd: place.state.root }, spec, false);
  } catch (error) {
    if (error instanceof RuntimeError && error.kind !== 'user') namespace.skipTo(namespace.last + 2 + INIT_THREADS);
    throw error;
  }
  const { task } = prepared.start(place, new Pid(namespace));
  namespace.skipTo(namespace.last + 1 + INIT_THREADS);
  return task;
}
