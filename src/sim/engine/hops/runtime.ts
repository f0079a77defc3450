/** The runtime as the daemon uses it, with what containerd, runc and the kernel do for it written down, by the names these have for it. */
import type { Hop, HopFact } from '../../../api/hops.ts';
import type { Runtime, RuntimeContainer, RuntimeExit, RuntimeProcess, RuntimeSpec, RuntimeTask } from '../../kernel/runtime.ts';
import type { HopLog } from './log.ts';

const SHORT = 12;
/** BuildKit's containers: it runs runc itself, without containerd. */
const BUILDKIT = 'buildkitsandbox';
const line = (args: readonly string[]): string => args.join(' ');
const user = ({ user: name }: RuntimeProcess): HopFact[] => (name === '' ? [] : [['user', name]]);

/** Namespaces that the container gets for itself. */
function ownNamespaces({ pidNamespace = 'private', ipc = 'private', hostUts }: RuntimeSpec): string {
  return [
    'mnt',
    ...(pidNamespace === 'private' ? ['pid'] : []),
    ...(ipc === 'private' || ipc === 'none' ? ['ipc'] : []),
    ...(hostUts ? [] : ['uts']),
  ].join(' ');
}

/** What is told of one container. */
class Teller {
  readonly #log: HopLog;
  readonly #id: string;

  constructor(log: HopLog, id: string) {
    this.#log = log;
    this.#id = id;
  }

  /** dockerd asks containerd. */
  ask(what: string, asked: readonly HopFact[] = [], parent?: Hop): Hop {
    const about = [this.#id, this.#log.nameOf(this.#id)];
    return this.#log.begin({
      from: 'dockerd',
      to: 'containerd',
      what,
      about,
      asked: [['id', this.#id.slice(0, SHORT)], ...asked],
      ...(parent && { parent }),
    });
  }

  done(hop: Hop, note = ''): void {
    this.#log.change(hop, { outcome: note === '' ? 'ok' : 'failed', note });
  }

  /** The shim runs runc. */
  runc(parent: Hop, verb: string, asked: readonly HopFact[] = []): Hop {
    return this.#log.begin({ from: 'containerd', to: 'runc', what: `runc ${verb}`, parent, asked });
  }

  /** runc asks the kernel. */
  kernel(parent: Hop, what: string, asked: readonly HopFact[] = [], note = ''): void {
    this.#log.tell({ from: 'runc', to: 'kernel', what, parent, asked }, note);
  }

  /** dockerd asks, the shim runs runc for it, and the kernel does it. */
  through(what: string, verb: string, call: string, asked: readonly HopFact[]): void {
    const task = this.ask(what, asked);
    const runc = this.runc(task, verb);
    this.kernel(runc, call);
    this.done(runc);
    this.done(task);
  }

  /** A process has ended: the shim hears it of the kernel, and dockerd of containerd. */
  ended({ code, oomKilled }: RuntimeExit, pid: number): Hop {
    const asked: HopFact[] = [['pid', String(pid)], ['exit_status', String(code)], ...(oomKilled ? [['oom', 'true'] as const] : [])];
    const about = [this.#id, this.#log.nameOf(this.#id)];
    const exit = this.#log.tell({ from: 'kernel', to: 'containerd', what: 'SIGCHLD, wait4', about, asked });
    return this.#log.tell({ from: 'containerd', to: 'dockerd', what: '/tasks/exit', about, asked, parent: exit });
  }
}

/** A process of the container, with the signals it is sent. */
function watchedTask<T extends RuntimeTask>(tell: Teller, task: T): T {
  return {
    ...task,
    kill(signal) {
      tell.through('Tasks.Kill', `kill ${signal}`, `kill(${task.pid}, SIG${signal})`, [['signal', signal]]);
      task.kill(signal);
    },
  };
}

/** What runc asks the kernel for until the container's process can be started. */
function tellOfIsolation(tell: Teller, create: Hop, spec: RuntimeSpec): void {
  tell.kernel(create, 'clone: namespaces', [
    ['new', ownNamespaces(spec)],
    ['net', spec.network === 'host' ? 'host' : 'setns'],
  ]);
  tell.kernel(create, 'mount, pivot_root', [
    ['rootfs', spec.rootMount?.type ?? ''],
    ['mounts', spec.mounts.map(({ destination }) => destination).join(' ')],
  ]);
  tell.kernel(create, 'cgroup', [['path', `${spec.cgroupParent ?? '/docker'}/${spec.id.slice(0, SHORT)}`]]);
}

function tellOfExec(tell: Teller, start: Hop, process: RuntimeProcess, pid: number, init = false): void {
  const asked: HopFact[] = [['args', line(process.args)], ...user(process), ['pid', String(pid)]];
  tell.kernel(start, `execve ${init ? '/sbin/docker-init' : (process.args[0] ?? '')}`, asked);
}

/** Runs a command of a build as BuildKit does it, telling of it. */
function runBuild(log: HopLog, runtime: Runtime, spec: RuntimeSpec): RuntimeContainer {
  const tell = new Teller(log, spec.id);
  const hop = log.begin({ from: 'dockerd', to: 'runc', what: 'runc run', asked: [['args', line(spec.process.args)]] });
  try {
    const container = runtime.run(spec);
    tellOfIsolation(tell, hop, spec);
    tellOfExec(tell, hop, spec.process, container.pid);
    void container.exited.then(({ code }) => log.change(hop, { outcome: 'ok', answered: [['exit_status', String(code)]] }));
    return container;
  } catch (error) {
    tell.done(hop, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

/** Starts a container, telling of it. */
function run(log: HopLog, runtime: Runtime, spec: RuntimeSpec): RuntimeContainer {
  const tell = new Teller(log, spec.id);
  const args = line(spec.process.args);
  tell.done(
    tell.ask('Containers.Create', [
      ['spec.process.args', args],
      ['runtime', 'io.containerd.runc.v2'],
    ]),
  );
  const created = tell.ask('Tasks.Create', [['terminal', String(spec.process.terminal)]]);
  const create = tell.runc(created, 'create', [['bundle', `/run/containerd/…/${spec.id.slice(0, SHORT)}`]]);
  let container: RuntimeContainer;
  try {
    container = runtime.run(spec);
  } catch (error) {
    const note = error instanceof Error ? error.message : String(error);
    tell.done(create, note);
    tell.done(created, note);
    throw error;
  }
  tellOfIsolation(tell, create, spec);
  tell.done(create);
  tell.done(created);
  const started = tell.ask('Tasks.Start');
  const start = tell.runc(started, 'start');
  tellOfExec(tell, start, spec.process, container.pid, spec.init);
  tell.done(start);
  tell.done(started);
  void container.exited.then((exit) => {
    const over = tell.ended(exit, container.pid);
    const deleted = tell.ask('Tasks.Delete', [], over);
    tell.done(tell.runc(deleted, 'delete'));
    tell.done(deleted);
    tell.done(tell.ask('Containers.Delete', [], over));
  });
  return {
    ...watchedTask(tell, container),
    // A health check is the daemon's own: it would fill the log.
    exec: (process) => (log.isAsked(/\/exec\/[^/]*\/start/) ? exec(tell, container, process) : container.exec(process)),
    pause() {
      tell.through('Tasks.Pause', 'pause', 'cgroup.freeze 1', []);
      container.pause();
    },
    resume() {
      tell.through('Tasks.Resume', 'resume', 'cgroup.freeze 0', []);
      container.resume();
    },
    update(resources) {
      tell.through(
        'Tasks.Update',
        'update',
        'cgroup',
        Object.entries(resources).map(([name, value]) => [name, String(value)]),
      );
      container.update(resources);
    },
    processes() {
      tell.done(tell.ask('Tasks.ListPids'));
      return container.processes();
    },
  };
}

/** Starts a further process in a container, telling of it. */
function exec(tell: Teller, container: RuntimeContainer, process: RuntimeProcess): RuntimeTask {
  const args = line(process.args);
  tell.done(
    tell.ask('Tasks.Exec', [
      ['spec.args', args],
      ['terminal', String(process.terminal)],
    ]),
  );
  const started = tell.ask('Tasks.Start');
  const start = tell.runc(started, 'exec', [['args', args]]);
  let task: RuntimeTask;
  try {
    task = container.exec(process);
  } catch (error) {
    const note = error instanceof Error ? error.message : String(error);
    tell.done(start, note);
    tell.done(started, note);
    throw error;
  }
  tell.kernel(start, 'setns: namespaces');
  tellOfExec(tell, start, process, task.pid);
  tell.done(start);
  tell.done(started);
  void task.exited.then((exit) => tell.done(tell.ask('Tasks.DeleteProcess', [], tell.ended(exit, task.pid))));
  return watchedTask(tell, task);
}

/** `runtime`, with all that is asked of it in the log. */
export const watchedRuntime = (log: HopLog, runtime: Runtime): Runtime => ({
  run: (spec) => (spec.hostname === BUILDKIT ? runBuild : run)(log, runtime, spec),
});
