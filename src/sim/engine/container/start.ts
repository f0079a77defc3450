import { RuntimeError } from '../../kernel/runtime.ts';
import type { Daemon } from '../daemon.ts';
import { conflict, EngineError, invalidParameter, notModified, systemError } from '../../errors.ts';
import { tellOfNetwork } from '../hops/steps.ts';
import type { Container } from './container.ts';
import { containerAttributes, makeBindSources } from './create.ts';
import { emit, handleExit, mountVolumes, unmountVolumes } from './exit.ts';
import { layersOf } from '../image/read.ts';
import { writeContainerFiles } from './files.ts';
import { startHealthChecks } from './health.ts';
import { ContainerDelete } from './remove.ts';
import { unmountRoot } from './root.ts';
import { saveContainer } from './saved.ts';
import { closeSandbox, openSandbox } from './sandbox.ts';
import { lastWords } from '../process-io.ts';
import { runtimeSpec } from './spec.ts';
import { openLog } from './validate-log.ts';

const SHIM = 'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ';
const MISMATCH =
  ': Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type';

/** Milliseconds until the log's copiers read what a container says. */
const COPIERS_START = 20;

/** What the daemon makes of runc's refusal: the words around it, the exit code, the kind (translateContainerdStartErr). */
export function translateRuntimeError(error: RuntimeError, command: string, prefix: string): { error: EngineError; exitCode: number } {
  if (error.kind === 'user') return { error: systemError(error.message), exitCode: 128 };
  const text = `${prefix}${error.message}: unknown`;
  if (text.includes('not a directory')) return { error: invalidParameter(text + MISMATCH), exitCode: 127 };
  if (text.includes('permission denied')) return { error: invalidParameter(text), exitCode: 126 };
  if (text.includes(command) && /executable file not found|no such file or directory/.test(text))
    return { error: invalidParameter(text), exitCode: 127 };
  return { error: systemError(text), exitCode: 128 };
}

/** POST /containers/{id}/start */
export function ContainerStart(daemon: Daemon, id: string): void {
  const container = daemon.containers.get(id);
  const { phase } = container;
  if (phase === 'paused') throw conflict('cannot start a paused container, try unpause instead');
  if (container.running) throw notModified();
  if (phase === 'removing' || phase === 'dead') throw conflict('container is marked for removal and cannot be started');
  start(daemon, container);
}

/** What is linked to must be running by then. */
function checkLinks(daemon: Daemon, { name, hostConfig }: Container): void {
  for (const link of hostConfig.Links ?? []) {
    const [target = '', shown = target] = link.split(':');
    const alias = shown.replace(/^.*\//, '');
    const other = daemon.containers.get(target);
    if (!other.running) throw systemError(`Cannot link to a non running container: /${other.name} AS /${name}/${alias}`);
  }
}

/** Starts a container, by hand or (`again`) by its policy. */
export function start(daemon: Daemon, container: Container, again = false): void {
  container.send({ type: again ? 'RESTART' : 'START' });
  try {
    checkLinks(daemon, container);
    run(daemon, container);
  } catch (thrown) {
    const { error, exitCode } =
      thrown instanceof RuntimeError
        ? translateRuntimeError(thrown, container.path, SHIM)
        : {
            error: thrown instanceof EngineError ? thrown : systemError(thrown instanceof Error ? thrown.message : String(thrown)),
            exitCode: 128,
          };
    closeSandbox(daemon, container);
    unmountVolumes(daemon, container);
    unmountRoot(daemon, container);
    container.send({ type: 'FAILED', error: error.message, exitCode });
    saveContainer(daemon, container);
    container.io.reset();
    if (container.hostConfig.AutoRemove && !container.beingRestarted)
      void ContainerDelete(daemon, container.id, { force: true, volumes: true });
    throw error;
  }
}

function run(daemon: Daemon, container: Container): void {
  const { parts, clock, starts } = daemon;
  const image = container.imageId === '' ? null : parts.images.get(container.imageId);
  const record = starts.begin({
    container: container.id,
    layers: image ? layersOf(image) : [],
    first: container.snapshot.context.startedAt === null,
    steps: { asked: clock.now() },
    made: null,
    pid: 0,
  });
  makeBindSources(daemon, container);
  container.send({ type: 'MOUNTED' });
  container.send({ type: 'LAYERED' });
  for (const { Driver, Capabilities } of container.hostConfig.DeviceRequests ?? [])
    throw systemError(
      `could not select device driver ${JSON.stringify(Driver)} with capabilities: [${(Capabilities ?? []).map((all) => `[${all.join(' ')}]`).join(' ')}]`,
    );
  const { handle, own } = openSandbox(daemon, container);
  record.steps.network = clock.now();
  tellOfNetwork(daemon, container);
  container.send({ type: 'ISOLATED' });
  writeContainerFiles(daemon, container);
  mountVolumes(daemon, container);
  container.log.bound(openLog(container.hostConfig.LogConfig));
  const spec = { ...runtimeSpec(daemon, container, handle), networkShared: !own };
  record.steps.mounted = clock.now();
  const task = parts.runtime.run(spec);
  container.task = task;
  record.steps.executed = clock.now();
  record.made = task.made;
  record.pid = task.pid;
  task.onOom(() => emit(daemon, container, 'oom'));
  container.send({ type: 'EXECUTED', pid: task.pid, at: daemon.stamps.next() });
  saveContainer(daemon, container);
  const stopListening = container.io.listen({ output: (stream, data) => container.log.append(stream, data), end: () => stopListening() });
  container.log.hold();
  daemon.clock.after(COPIERS_START, () => container.log.release());
  const drained = container.io.run(task.io);
  daemon.events.emit('container', 'start', container.id, containerAttributes(container), container.image);
  startHealthChecks(daemon, container);
  void task.exited.then(async (exit) => {
    await lastWords(daemon.clock, drained);
    handleExit(daemon, container, exit);
  });
}
