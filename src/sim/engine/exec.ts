import type { ExecCreateRequest, ExecInspect as Inspect, IdResponse } from '../../api/types.ts';
import { encodeFrame } from '../../api/frames.ts';
import type { Duplex } from '../../api/wire.ts';
import { ALL_CAPABILITIES } from '../fs/capabilities.ts';
import { RuntimeError, type RuntimeProcess } from '../kernel/runtime.ts';
import type { Signal } from '../kernel/types.ts';
import { attachStreams, parseDetachKeys, STREAM_HEADERS } from './attachment.ts';
import { RESIZE_TIME } from './container/change.ts';
import type { Container } from './container/container.ts';
import { emit } from './container/exit.ts';
import { capabilitiesOf } from './container/rights.ts';
import { environment } from './container/spec.ts';
import { translateRuntimeError } from './container/start.ts';
import type { Daemon } from './daemon.ts';
import { conflict, EngineError, invalidParameter, notFound, systemError } from '../errors.ts';
import { lastWords, ProcessIo } from './process-io.ts';
import { ByteStream } from './stream.ts';

const PREFIX = 'OCI runtime exec failed: exec failed: unable to start container process: ';
const FAILED = 126;

/** A further process of a container, as it was asked for and as it went. */
export class Exec {
  readonly id: string;
  readonly container: Container;
  readonly request: Partial<ExecCreateRequest> & { readonly Cmd: readonly string[] };
  readonly io = new ProcessIo();
  running = false;
  started = false;
  exitCode: number | null = null;
  pid = 0;

  constructor(id: string, container: Container, request: Exec['request']) {
    this.id = id;
    this.container = container;
    this.request = request;
  }

  /** As its events name it: "sh -c echo a"; a command alone keeps the space after it. */
  get line(): string {
    const [command = '', ...args] = this.request.Cmd;
    return `${command} ${args.join(' ')}`;
  }
}

function find(daemon: Daemon, id: string): Exec {
  const exec = daemon.execs.get(id);
  if (!exec) throw notFound(`No such exec instance: ${id}`);
  return exec;
}

/** POST /containers/{id}/exec */
export function ContainerExec(daemon: Daemon, id: string, request: Partial<ExecCreateRequest>): IdResponse {
  const { Cmd } = request;
  if (!Cmd || Cmd.length === 0) throw invalidParameter('No exec command specified');
  const container = daemon.containers.get(id);
  checkExecutable(container, id);
  if (request.DetachKeys) parseDetachKeys(request.DetachKeys, 'exec');
  const exec = new Exec(daemon.parts.random.hex(64), container, { ...request, Cmd });
  daemon.execs.set(exec.id, exec);
  container.execs.add(exec);
  emit(daemon, container, `exec_create: ${exec.line}`, { execID: exec.id });
  return { Id: exec.id };
}

function checkExecutable(container: Container, name: string): void {
  if (!container.running) throw conflict(`Container ${container.id} is not running`);
  if (container.phase === 'paused') throw conflict(`Container ${name} is paused, unpause the container before exec`);
  if (container.phase === 'restarting') throw conflict(`Container ${container.id} is restarting, wait until the container is running`);
}

/** POST /exec/{id}/start with `Detach`. */
export function ExecStart(daemon: Daemon, id: string): void {
  const exec = find(daemon, id);
  runExec(daemon, exec);
}

/** POST /exec/{id}/start without `Detach`: the streams of the process. */
export function ExecAttach(daemon: Daemon, id: string, tty: boolean): Duplex {
  const exec = find(daemon, id);
  const { request } = exec;
  const duplex = attachStreams({
    io: exec.io,
    tty,
    stdin: request.AttachStdin ?? false,
    stdout: request.AttachStdout ?? false,
    stderr: request.AttachStderr ?? false,
    detachKeys: parseDetachKeys(request.DetachKeys ?? '', 'exec'),
    closesStdin: true,
    onDetach: () => emit(daemon, exec.container, 'exec_detach', { execID: exec.id }),
  });
  try {
    runExec(daemon, exec);
    return duplex;
  } catch (error) {
    duplex.close();
    if (!(error instanceof EngineError)) throw error;
    return refusal(error.message, tty);
  }
}

/** What a client that is already listening gets to read when the process could not be started. */
function refusal(message: string, tty: boolean): Duplex {
  const incoming = new ByteStream();
  const data = new TextEncoder().encode(`${message}\r\n`);
  incoming.push(tty ? data : encodeFrame(1, data));
  incoming.end();
  return { status: 101, headers: STREAM_HEADERS, incoming, write: () => {}, closeWrite: () => {}, close: () => {} };
}

/** A process that {@link runExec} has started. */
export interface RunningExec {
  /** Its exit code, once all its output has come. */
  readonly ended: Promise<number>;
  kill(signal: Signal): void;
}

/** Starts the process of an exec, with its events. */
export function runExec(daemon: Daemon, exec: Exec): RunningExec {
  const { container, request } = exec;
  if (exec.exitCode !== null) throw conflict(`Error: Exec command ${exec.id} has already run`);
  if (exec.running) throw conflict(`Error: Exec command ${exec.id} is already running`);
  checkExecutable(container, container.id);
  exec.started = true;
  emit(daemon, container, `exec_start: ${exec.line}`, { execID: exec.id });
  const tty = request.Tty ?? false;
  const process: RuntimeProcess = {
    args: request.Cmd,
    env: environment(container, tty, container.config.Env, request.Env ?? null),
    cwd: request.WorkingDir || container.config.WorkingDir || '/',
    capabilities: request.Privileged ? ALL_CAPABILITIES : capabilitiesOf(container.hostConfig),
    user: request.User || container.config.User,
    terminal: tty,
    stdin: request.AttachStdin ?? false,
  };
  try {
    if (!process.cwd.startsWith('/')) throw systemError('OCI runtime exec failed: exec failed: Cwd must be an absolute path: unknown');
    const task = container.task?.exec(process);
    if (!task) throw conflict(`Container ${container.id} is not running`);
    exec.running = true;
    exec.pid = task.pid;
    const drained = exec.io.run(task.io);
    const ended = task.exited.then(async ({ code }) => {
      await lastWords(daemon.clock, drained);
      exec.running = false;
      exec.exitCode = code;
      container.execs.delete(exec);
      exec.io.reset();
      emit(daemon, container, 'exec_die', { execID: exec.id, exitCode: String(code) });
      return code;
    });
    return { ended, kill: (signal) => task.kill(signal) };
  } catch (error) {
    exec.exitCode = FAILED;
    container.execs.delete(exec);
    throw error instanceof RuntimeError ? translateRuntimeError(error, request.Cmd[0] ?? '', PREFIX).error : error;
  }
}

/** POST /exec/{id}/resize */
export async function ExecResize(daemon: Daemon, id: string, size: { rows: number; cols: number }): Promise<void> {
  const { io } = find(daemon, id);
  await daemon.clock.sleep(RESIZE_TIME);
  io.resize(size);
}

/** GET /exec/{id}/json */
export function ExecInspect(daemon: Daemon, id: string): Inspect {
  const exec = find(daemon, id);
  const { request } = exec;
  const [entrypoint = '', ...args] = request.Cmd;
  return {
    ID: exec.id,
    Running: exec.running,
    ExitCode: exec.exitCode,
    ProcessConfig: {
      tty: request.Tty ?? false,
      entrypoint,
      arguments: args,
      privileged: request.Privileged ?? false,
      ...(request.User ? { user: request.User } : {}),
    },
    OpenStdin: request.AttachStdin ?? false,
    OpenStderr: request.AttachStderr ?? false,
    OpenStdout: request.AttachStdout ?? false,
    CanRemove: false,
    ContainerID: exec.container.id,
    DetachKeys: request.DetachKeys ?? '',
    Pid: exec.pid,
  };
}
