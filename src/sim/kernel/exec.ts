import { type PathContext, permits } from '../fs/access.ts';
import { noExec } from '../fs/mount.ts';
import { FsError } from '../fs/types.ts';
import type { MountNamespace } from '../fs/vfs.ts';
import { complain } from './crash.ts';
import { programOf } from './elf.ts';
import { Execution } from './execution.ts';
import type { Runnable } from './fork.ts';
import type { Kernel } from './kernel.ts';
import type { Process } from './process.ts';
import type { ProcessTitle, Program, Sys } from './types.ts';

/** A program found in the file system and ready to run. */
export interface FoundProgram {
  readonly name: string;
  readonly exe: string;
  readonly comm: string;
  /** As the program will see it: with the interpreter's words in front for a script. */
  readonly argv: readonly string[];
  /** Bytes of its file. */
  readonly size: number;
}

/** CPU milliseconds of fork, exec and the dynamic loader. */
const EXEC_COST = 0.7;
/** Linux's BINPRM_MAX_RECURSION. */
const MAX_INTERPRETERS = 4;
const HASH = 35;
const BANG = 33;

/** What execve(2) would run: ENOENT (also for a missing interpreter), EACCES, ENOEXEC, ELOOP. */
export function findProgram(ctx: PathContext & { mounts: MountNamespace }, path: string, argv: readonly string[]): FoundProgram {
  const comm = path.replace(/.*\//, '').slice(0, 15);
  let exe = path;
  let words = argv;
  for (let depth = 0; depth <= MAX_INTERPRETERS; depth++) {
    const head = readHead(ctx, exe, path);
    const name = programOf(head.bytes);
    if (name !== null) return { name, exe, comm, argv: words, size: head.size };
    if (head.bytes[0] !== HASH || head.bytes[1] !== BANG) throw new FsError('ENOEXEC', 'execve', path);
    const line = String.fromCharCode(...head.bytes.subarray(2)).split('\n', 1)[0] ?? '';
    const [, interpreter = '', option = ''] = /^[ \t]*([^ \t\0]*)[ \t]*([^\0]*?)[ \t]*$/.exec(line) ?? [];
    if (interpreter === '') throw new FsError('ENOEXEC', 'execve', path);
    words = [interpreter, ...(option ? [option] : []), exe, ...words.slice(1)];
    exe = interpreter;
  }
  throw new FsError('ELOOP', 'execve', path);
}

function readHead(ctx: PathContext & { mounts: MountNamespace }, exe: string, path: string): { bytes: Uint8Array; size: number } {
  const { node, mount } = ctx.mounts.resolve(ctx, exe, {}, 'execve');
  const stat = node.fs.stat(node);
  if (stat.type !== 'file' || noExec(mount) || !permits(stat, ctx.cred, 1)) throw new FsError('EACCES', 'execve', path);
  return { bytes: node.fs.read(node, 0, 256), size: stat.size };
}

/** Makes a process the one that runs `program`: name, environment, and handlers back to their defaults. */
export function become(process: Process, program: FoundProgram, env: Readonly<Record<string, string>>, title?: ProcessTitle): void {
  const { state, actions } = process;
  process.execution.end();
  process.execution = new Execution(process);
  state.argv = title?.argv ?? program.argv;
  state.env = env;
  state.exe = program.exe;
  state.comm = title?.comm.slice(0, 15) ?? program.comm;
  process.heap = 0;
  process.rss = 700_416 + Math.min(program.size, 64 << 20);
  process.vsz = 2_457_600 + program.size;
  for (const [signal, action] of actions) if (action !== 'ignore') actions.delete(signal);
}

/** What {@link become} leads to: the program of the table that the file names. */
export function runnable(kernel: Kernel, process: Process, program: FoundProgram): Runnable {
  return {
    cost: EXEC_COST,
    main: async (sys) => {
      const main = await load(kernel, program.name, sys);
      if (main) return main({ argv: program.argv, env: process.state.env, sys });
      complain(process, `${program.comm}: this file is the program "${program.name}", which this world does not have\n`);
      return 127;
    },
  };
}

async function load(kernel: Kernel, name: string, sys: Sys): Promise<Program | null> {
  const entry = kernel.programs.get(name);
  if (!entry || typeof entry === 'function') return entry ?? null;
  const loaded = kernel.loaded.get(name) ?? (await sys.hold(entry.load()));
  kernel.loaded.set(name, loaded);
  return loaded;
}
