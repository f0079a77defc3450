/** Starting other programs, as env, xargs, timeout, nohup and their like do. */
import { searchPath } from '../kernel/path.ts';
import { FsError } from '../fs/types.ts';
import { signalNames, signalNumber } from '../kernel/signals.ts';
import type { Signal, SpawnSpec, WaitStatus } from '../kernel/types.ts';
import { type Command, Exit, errno, reason } from './command.ts';

/** The exit status a shell gives for how a process ended: 128+n for a signal. */
export const statusCode = (status: WaitStatus): number => (status.kind === 'exited' ? status.code : 128 + signalNumber(status.signal));

/** The signal that "9", "KILL", "SIGKILL" or "kill" names; 0 for "0" and "EXIT"; null when there is none. */
export function parseSignal(text: string): Signal | 0 | null {
  if (/^\d+$/.test(text)) return Number(text) === 0 ? 0 : (signalNames[Number(text) - 1] ?? null);
  const name = text.toUpperCase().replace(/^SIG/, '');
  if (name === 'EXIT') return 0;
  if (name === 'CLD') return 'CHLD';
  if (name === 'POLL') return 'IO';
  return signalNames.find((signal) => signal === name) ?? null;
}

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

function find(cmd: Command, name: string, path: string | undefined): string {
  const found = searchPath(cmd.sys, name, path ?? DEFAULT_PATH);
  if (found === null) throw new FsError('ENOENT', 'execve', name);
  return found;
}

/** Starts a program found by PATH. Throws FsError (ENOENT, EACCES …). */
export function start(cmd: Command, argv: readonly string[], spec: Partial<SpawnSpec> = {}): number {
  const env = spec.env ?? cmd.env;
  const path = find(cmd, argv[0] ?? '', env['PATH']);
  return cmd.sys.spawn({ path, argv, env, ...spec });
}

/** Starts a program and waits for its end. */
export async function runAndWait(cmd: Command, argv: readonly string[], spec: Partial<SpawnSpec> = {}): Promise<WaitStatus> {
  await cmd.flush();
  const pid = start(cmd, argv, spec);
  const ended = await cmd.sys.wait(pid);
  return ended?.status ?? { kind: 'exited', code: 0 };
}

/** Becomes another program; says why it cannot, in GNU's words `text` or busybox's own, and ends with 126 or 127. */
export async function become(
  cmd: Command,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = cmd.env,
  text = (name: string): string => cmd.quote(name),
): Promise<never> {
  await cmd.flush();
  const name = argv[0] ?? '';
  try {
    const path = find(cmd, name, env['PATH']);
    return await cmd.sys.exec(path, argv, env);
  } catch (error) {
    const code = errno(error) === 'ENOENT' ? 127 : 126;
    cmd.warn(cmd.gnu ? `${text(name)}: ${reason(error)}` : `can't execute '${name}': ${reason(error)}`);
    throw new Exit(code);
  }
}
