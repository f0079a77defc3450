import { become, findProgram, runnable } from './exec.ts';
import { SinkFile } from './files/host-file.ts';
import { FdTable } from './files/fd-table.ts';
import type { OpenFile } from './files/open-file.ts';
import { PipeFeed } from './files/pipe-feed.ts';
import { start } from './fork.ts';
import type { Kernel } from './kernel.ts';
import { Pid } from './pid.ts';
import { Process, type Session } from './process.ts';
import type { Signal, WaitStatus } from './types.ts';

/** A host program to be run from outside. */
export interface StartSpec {
  readonly path: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** All of its standard input; without it the caller writes as it goes and ends it with `closeStdin`. */
  readonly stdin?: Uint8Array;
  readonly onStdout: (bytes: Uint8Array) => void;
  readonly onStderr: (bytes: Uint8Array) => void;
}

/** A host program as seen from outside. */
export interface HostProcess {
  readonly pid: number;
  readonly exited: Promise<WaitStatus>;
  write(data: Uint8Array): void;
  closeStdin(): void;
  kill(signal: Signal): void;
}

/** Starts a program as a child of init with these files as its 0, 1 and 2, in a session of its own. Throws as spawn does. */
export function startHostProcess(
  kernel: Kernel,
  spec: Pick<StartSpec, 'path' | 'argv' | 'env' | 'cwd'>,
  files: readonly OpenFile[],
  prepare: (session: Session, process: Process) => void = () => {},
): { process: Process; exited: Promise<WaitStatus> } {
  const { init } = kernel;
  const base = { ...init.state, cwd: kernel.mounts.chdir(init.state, spec.cwd) };
  const program = findProgram(base, spec.path, spec.argv);
  const pid = new Pid(kernel.pids);
  const fds = new FdTable();
  for (const [fd, file] of files.entries()) fds.install(file, { at: fd });
  const session: Session = { id: pid, tty: null };
  const process = new Process(kernel, pid, init, { ...base, session, group: pid }, fds);
  prepare(session, process);
  become(process, program, spec.env);
  const exited = endOf(kernel, process);
  start(process, runnable(kernel, process, program));
  return { process, exited };
}

/** Resolves when a process has ended. */
export function endOf(kernel: Kernel, process: Process): Promise<WaitStatus> {
  return new Promise((resolve) => {
    const listener = (ended: Process): void => {
      if (ended !== process || !ended.status) return;
      kernel.onEnd.delete(listener);
      resolve(ended.status);
    };
    kernel.onEnd.add(listener);
  });
}

/** Implementation of `Kernel.start`. */
export function startFromOutside(kernel: Kernel, spec: StartSpec): HostProcess {
  const now = (): number => kernel.clock.now();
  const [reader, writer] = kernel.pipe();
  const feed = new PipeFeed(writer.retain());
  const stdout = new SinkFile('pipe:[1]', spec.onStdout, now);
  const stderr = new SinkFile('pipe:[2]', spec.onStderr, now);
  const { process, exited } = startHostProcess(kernel, spec, [reader, stdout, stderr]);
  if (spec.stdin) {
    feed.write(spec.stdin);
    feed.end();
  }
  return {
    pid: process.pid.host,
    exited,
    write: (data) => feed.write(data),
    closeStdin: () => feed.end(),
    kill: (signal) => process.signal(signal),
  };
}
