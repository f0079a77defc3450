import type { Location } from '../../fs/mount.ts';
import { FsError } from '../../fs/types.ts';
import type { MountNamespace } from '../../fs/vfs.ts';
import { Cgroup } from '../cgroup.ts';
import type { Kernel } from '../kernel.ts';
import { finish } from '../lifecycle.ts';
import { Pid, PidNamespace } from '../pid.ts';
import type { Process, ProcessState } from '../process.ts';
import { type Runtime, type RuntimeContainer, RuntimeError, type RuntimeProcess, type RuntimeSpec, type RuntimeTask } from '../runtime.ts';
import type { Signal } from '../types.ts';
import { dockerInit } from './docker-init.ts';
import { makeFolders, mountRootfs } from './rootfs.ts';
import { type PreparedTask, prepare, type TaskPlace } from './task.ts';

/** How many numbers the threads of runc's init use up after its own, which is to be the process. */
const INIT_THREADS = 5;

/** What containerd and runc do for dockerd: containers from a root file system and a list of wishes. */
export class Runc implements Runtime {
  readonly #kernel: Kernel;
  readonly #namespaces = new Map<string, PidNamespace<Process>>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  run(spec: RuntimeSpec): RuntimeContainer {
    const kernel = this.#kernel;
    const pids = this.#pidNamespace(spec);
    const { mounts, devpts } = mountRootfs(kernel, spec, pids);
    makeCwd(mounts, spec.process.cwd);
    const cgroup = new Cgroup(`/docker/${spec.id}`);
    cgroup.memoryLimit = spec.memoryLimit ?? null;
    cgroup.pidsLimit = spec.pidsLimit ?? null;
    const { root } = mounts;
    const state: ProcessState = {
      ...kernel.init.state,
      mounts,
      root,
      cwd: root,
      cgroup,
      uts: { hostname: spec.hostname, domainname: spec.domainname ?? '(none)' },
      network: kernel.network.namespaceOf(spec.network),
      ...(spec.limits && { limits: spec.limits }),
    };
    const prepared = prepare(kernel, state, spec.process, spec.init ?? false);
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
      finish(shim, { kind: 'exited', code: 0 });
      return exit;
    });
    return {
      ...task,
      exited,
      exec: (process) => execIn(kernel, place, init, process),
      pause: () => cgroup.freeze(),
      resume: () => cgroup.thaw(),
      processes: () => [...cgroup.members].map((one) => one.info(kernel.pids)),
      killAll: (signal: Signal) => {
        for (const member of [...cgroup.members]) member.signal(signal);
      },
      stats: () => ({ memory: cgroup.memory, cpuMs: cgroup.cpuMs, pids: cgroup.members.size }),
    };
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
