import { FsError } from '../../fs/types.ts';
import { strerror } from '../../fs/errno.ts';
import { complain } from '../crash.ts';
import { become, type FoundProgram, findProgram, runnable } from '../exec.ts';
import { MemoryDevice } from '../files/devices.ts';
import { FdTable } from '../files/fd-table.ts';
import { anonymousStat, type OpenFile } from '../files/open-file.ts';
import { PipeFeed } from '../files/pipe-feed.ts';
import { TtyFile } from '../files/tty-file.ts';
import { type Runnable, start } from '../fork.ts';
import { endOf } from '../host-process.ts';
import type { Kernel } from '../kernel.ts';
import type { Pid } from '../pid.ts';
import { Process, type ProcessState } from '../process.ts';
import { RuntimeError, type RuntimeExit, type RuntimeIo, type RuntimeProcess, type RuntimeTask } from '../runtime.ts';
import { signalNumber } from '../signals.ts';
import type { Devpts } from '../tty/devpts.ts';
import { lookPath } from './lookup.ts';
import { drain, nothing, Screen } from './streams.ts';
import { execUser } from './user.ts';

/** Where a task runs: the namespaces and root of its container, as the state of a process still to be made. */
export interface TaskPlace {
  readonly state: ProcessState;
  readonly devpts: Devpts;
  /** The shim that becomes its parent. */
  readonly shim: Process;
  /** Wraps the program: docker-init in front of it. */
  readonly wrap?: (what: Runnable) => Runnable;
}

/** A task ready to be started: everything that can fail has been tried. */
export interface PreparedTask {
  start(place: TaskPlace, pid: Pid<Process>): { process: Process; task: RuntimeTask };
}

/** Looks everything up for `spec` in a container: user, folder, program. Throws RuntimeError; changes nothing. */
export function prepare(kernel: Kernel, at: ProcessState, spec: RuntimeProcess, init: boolean): PreparedTask {
  const { mounts } = at;
  const read = (path: string): string => {
    const root = mounts.superuser(at.root);
    return mounts.find(root, path) ? new TextDecoder().decode(mounts.readFile(root, path)) : '';
  };
  const { home, ...cred } = execUser(spec.user, spec.additionalGroups ?? [], read('/etc/passwd'), read('/etc/group'));
  const env = environment(spec.env, home);
  const { capabilities, noNewPrivileges = at.noNewPrivileges ?? false } = spec;
  const state: ProcessState = {
    ...at,
    cred: capabilities === undefined ? cred : { ...cred, bounding: capabilities },
    noNewPrivileges,
    env,
  };
  try {
    state.cwd = mounts.chdir(state, spec.cwd || '/');
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    const why = strerror(error.code).toLowerCase();
    throw new RuntimeError('other', `chdir to cwd ("${spec.cwd}") set in config.json failed: ${why}`);
  }
  const [name = ''] = spec.args;
  const path = init ? '/sbin/docker-init' : lookPath(state, name, env['PATH'] ?? '');
  const program = init ? null : tryProgram(state, path, spec.args);
  return { start: (place, pid) => startTask(kernel, place, pid, spec, state, path, program) };
}

function environment(words: readonly string[], home: string): Record<string, string> {
  const env: Record<string, string> = {};
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals > 0) env[word.slice(0, equals)] = word.slice(equals + 1);
  }
  if (env['HOME']) return env;
  const { HOME: _, ...rest } = env;
  return { ...rest, HOME: home };
}

/** exec's own failures come too late for runc to tell the daemon: its init prints them and exits 1. */
function tryProgram(state: ProcessState, path: string, argv: readonly string[]): FoundProgram | string {
  try {
    return findProgram(state, path, argv);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    const why = error.code === 'ENOEXEC' ? 'exec format error' : strerror(error.code).toLowerCase();
    return `exec ${path}: ${why}\n`;
  }
}

function startTask(
  kernel: Kernel,
  place: TaskPlace,
  pid: Pid<Process>,
  spec: RuntimeProcess,
  state: ProcessState,
  path: string,
  program: FoundProgram | string | null,
): { process: Process; task: RuntimeTask } {
  const { files, io, attach } = spec.terminal ? terminalIo(place.devpts, spec) : pipeIo(kernel, spec);
  const fds = new FdTable();
  fds.limit = state.limits?.['nofile']?.[0] ?? fds.limit;
  for (const [fd, file] of files.entries()) fds.install(file, { at: fd });
  const process = new Process(kernel, pid, place.shim, { ...state, session: { id: pid, tty: null }, group: pid }, fds);
  attach(process);
  const what = launch(process, program, path, spec.args);
  start(process, place.wrap ? place.wrap(what) : what);
  const exited = endOf(kernel, process).then((status): RuntimeExit => {
    const code = status.kind === 'exited' ? status.code : 128 + signalNumber(status.signal);
    return { code, oomKilled: process.state.cgroup.oomKills > 0 };
  });
  return { process, task: { pid: pid.host, io, exited, kill: (signal) => process.signal(signal) } };
}

function launch(process: Process, program: FoundProgram | string | null, path: string, args: readonly string[]): Runnable {
  const { kernel, state } = process;
  if (program === null) {
    become(process, { name: 'docker-init', exe: path, comm: 'docker-init', argv: [path, '--', ...args], size: 1 << 20 }, state.env);
    return { cost: 0.7, main: async () => 0 };
  }
  if (typeof program !== 'string') {
    become(process, program, state.env);
    return runnable(kernel, process, program);
  }
  return {
    cost: 0.7,
    main: async () => {
      complain(process, program);
      return 1;
    },
  };
}

interface Streams {
  readonly files: readonly OpenFile[];
  readonly io: RuntimeIo;
  attach(process: Process): void;
}

function terminalIo(devpts: Devpts, spec: RuntimeProcess): Streams {
  const screen = new Screen();
  const tty = devpts.allocate(spec.winsize ?? { cols: 0, rows: 0 }, (bytes) => screen.push(bytes));
  const file = new TtyFile(tty, { read: true, write: true });
  tty.onClosed = () => {
    screen.close();
    devpts.free(tty);
  };
  return {
    files: [file, file, file],
    io: {
      stdout: screen,
      stderr: nothing(),
      write: (data) => tty.input(data),
      closeStdin: () => {},
      resize: (size) => tty.resize(size),
    },
    attach: ({ state }) => {
      state.session.tty = tty;
      tty.session = state.session;
      tty.foreground = state.group;
    },
  };
}

function pipeIo(kernel: Kernel, spec: RuntimeProcess): Streams {
  const [outReader, stdout] = kernel.pipe();
  const [errReader, stderr] = kernel.pipe();
  const [stdin, writer] = kernel.pipe();
  const feed = spec.stdin ? new PipeFeed(writer.retain()) : null;
  const made = kernel.clock.now();
  const devNull = new MemoryDevice('null', kernel.random, { read: true }, '/dev/null', () => anonymousStat('char', 5, made, [1, 3]));
  return {
    files: [feed ? stdin : devNull, stdout, stderr],
    io: {
      stdout: drain(outReader.buffer),
      stderr: drain(errReader.buffer),
      write: (data) => feed?.write(data),
      closeStdin: () => feed?.end(),
      resize: () => {},
    },
    attach: () => {},
  };
}
