import type { Command } from 'unbash';
import { parse } from 'unbash';
import { FsError } from '../fs/types.ts';
import type { ProcessTitle } from '../kernel/types.ts';
import { callFunction } from './command.ts';
import { commandText, runScript } from './interpret.ts';
import { addJob, waitForeground } from './jobs.ts';
import { reason, report } from './message.ts';
import type { Shell } from './shell.ts';
import { forkShell, persist } from './subshell.ts';
import { checkSyntax } from './syntax.ts';

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

function fileAt(sh: Shell, path: string): 'program' | 'file' | null {
  try {
    if (sh.sys.stat(path).type === 'dir') return null;
    sh.sys.access(path, 'x');
    return 'program';
  } catch (error) {
    return error instanceof FsError && error.code === 'EACCES' ? 'file' : null;
  }
}

/** The program files of that name along PATH, executable ones only unless there are none. */
export function searchProgram(sh: Shell, name: string, path?: string): string[] {
  if (name.includes('/')) return fileAt(sh, name) === 'program' ? [name] : [];
  const found: string[] = [];
  const plain: string[] = [];
  for (const folder of (path ?? sh.vars.get('PATH') ?? DEFAULT_PATH).split(':')) {
    const file = `${folder || '.'}${folder.endsWith('/') ? '' : '/'}${name}`;
    const kind = fileAt(sh, file);
    if (kind === 'program') found.push(file);
    else if (kind) plain.push(file);
  }
  return found.length > 0 ? found : plain;
}

/** Finds the program a command names: by its path, the hash table or PATH. */
export function findProgram(sh: Shell, name: string, path?: string): string | null {
  if (name.includes('/')) return name;
  const known = path === undefined ? sh.hash.get(name) : undefined;
  if (known && fileAt(sh, known.path) === 'program') {
    known.hits++;
    return known.path;
  }
  const [file] = searchProgram(sh, name, path);
  if (file === undefined) return null;
  if (path === undefined && file.startsWith('/')) sh.hash.set(name, { path: file, hits: 1 });
  return file;
}

/** Descriptors that a started program gets. */
export const inheritedFds = (sh: Shell): Record<number, number> =>
  Object.fromEntries([0, 1, 2, ...sh.extraFds].filter((fd) => isUsable(sh, fd)).map((fd) => [fd, fd]));

function isUsable(sh: Shell, fd: number): boolean {
  try {
    sh.sys.fstat(fd);
    return true;
  } catch {
    return false;
  }
}

/** Why a program could not be started: the message and the status 126 or 127. */
export function startError(sh: Shell, name: string, path: string, error: unknown): { message: string; status: number } {
  if (!(error instanceof FsError)) throw error;
  const bash = sh.flavour.kind === 'bash';
  if (!bash && name === '') return { message: `${name}: Permission denied`, status: 127 };
  if (!bash)
    return error.code === 'ENOENT' ? { message: `${name}: not found`, status: 127 } : { message: `${name}: ${reason(error)}`, status: 126 };
  if (error.code === 'ENOENT') {
    return fileAt(sh, path)
      ? { message: `${name}: cannot execute: required file not found`, status: 127 }
      : { message: `${name}: No such file or directory`, status: 127 };
  }
  if (isFolder(sh, path)) return { message: `${name}: Is a directory`, status: 126 };
  if (error.code === 'ENOEXEC') return { message: `${name}: cannot execute binary file: Exec format error`, status: 126 };
  return { message: `${name}: ${reason(error)}`, status: 126 };
}

function isFolder(sh: Shell, path: string): boolean {
  try {
    return sh.sys.stat(path).type === 'dir';
  } catch {
    return false;
  }
}

/** Runs a file without `#!` as a script in a copy of this shell. */
async function runAsScript(sub: Shell, path: string, argv: readonly string[]): Promise<number> {
  const text = new TextDecoder().decode(sub.sys.readFile(path));
  sub.arg0 = sub.errorPrefix = path;
  sub.args = argv.slice(1);
  sub.fromString = sub.atTerminal = false;
  sub.functions.clear();
  sub.source = { text, firstLine: 1 };
  const script = parse(text);
  checkSyntax(sub, script, text);
  return runScript(sub, script);
}

/** Can the file be a script: no NUL in its first line? */
function isText(sh: Shell, path: string): boolean {
  try {
    const head = sh.sys.readFile(path).subarray(0, 128);
    const end = head.indexOf(10);
    return !head.subarray(0, end < 0 ? head.length : end).includes(0);
  } catch {
    return false;
  }
}

/** Runs a program and waits for it; with `replace` it takes this process over. */
export async function runExternal(sh: Shell, argv: readonly string[], replace: boolean, node: Command, path?: string): Promise<number> {
  const name = argv[0] ?? '';
  let file = sh.applets.has(name) ? '/proc/self/exe' : name === '' ? null : findProgram(sh, name, path);
  if (file === '/proc/self/exe') file = selfPath(sh);
  if (file === null) {
    const handler = sh.flavour.kind === 'bash' && sh.functions.get('command_not_found_handle');
    if (handler) return callFunction(sh, 'command_not_found_handle', handler, argv);
    await report(sh, `${name}: ${sh.flavour.notFound}`);
    return 127;
  }
  const program = file;
  const title = appletTitle(sh, name);
  const env = { ...sh.vars.environment(), ...(sh.flavour.kind === 'bash' ? { _: program } : {}) };
  try {
    if (replace) {
      resetForExec(sh);
      await sh.sys.exec(program, argv, env, title);
    }
    const pid = await persist(sh, () =>
      sh.sys.spawn({
        path: program,
        argv,
        env,
        fds: inheritedFds(sh),
        ...(title && { title }),
        ...(sh.jobControl ? { pgid: 0, foreground: true } : {}),
      }),
    );
    return await waitForeground(sh, addJob(sh, [pid], commandText(sh, node), false));
  } catch (error) {
    if (error instanceof FsError && error.code === 'ENOEXEC' && isText(sh, program)) {
      if (replace) return runAsScript(sh, program, argv);
      const pid = await forkShell(sh, (sub) => runAsScript(sub, program, argv), sh.jobControl ? { pgid: 0, foreground: true } : {});
      return waitForeground(sh, addJob(sh, [pid], commandText(sh, node), false));
    }
    const { message, status } = startError(sh, name, program, error);
    await report(sh, message);
    return status;
  }
}

/** Applets that busybox runs in a fork of the shell without an execve: they keep the shell's words (its NOEXEC applets that can last). */
const NOEXEC: ReadonlySet<string> = new Set('ps sort head cut md5sum hexdump paste yes usleep rm cp mv'.split(' '));

/** What an applet that the shell runs goes by: its own name, not that of the file. Undefined for other programs. */
export function appletTitle(sh: Shell, comm: string): ProcessTitle | undefined {
  if (!sh.applets.has(comm)) return undefined;
  if (!NOEXEC.has(comm)) return { comm };
  const self = sh.sys.getpid();
  const argv = sh.sys.processes().find(({ pid }) => pid === self)?.argv;
  return argv ? { comm, argv } : { comm };
}

function selfPath(sh: Shell): string {
  try {
    return sh.sys.readlink('/proc/self/exe');
  } catch {
    return '/bin/busybox';
  }
}

/** Closes what a program that replaces this shell must not get. */
export function resetForExec(sh: Shell): void {
  for (const fd of sh.savedFds) if (isUsable(sh, fd)) sh.sys.close(fd);
  sh.savedFds.clear();
}
