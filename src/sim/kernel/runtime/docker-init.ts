import { FsError } from '../../fs/types.ts';
import { strerror } from '../../fs/errno.ts';
import { searchPath } from '../path.ts';
import { signalNames, signalNumber } from '../signals.ts';
import type { ProgramContext, Signal } from '../types.ts';

/** Signals that tini does not pass on: those that say something is wrong with tini itself, or that cannot be caught. */
const kept: ReadonlySet<Signal> = new Set<Signal>([
  'FPE',
  'ILL',
  'SEGV',
  'BUS',
  'ABRT',
  'TRAP',
  'SYS',
  'TTIN',
  'TTOU',
  'CHLD',
  'KILL',
  'STOP',
]);

/** docker-init (tini): starts the command, passes signals on to it, reaps orphans, exits as the command did. */
export async function dockerInit({ argv, env, sys }: ProgramContext): Promise<number> {
  const words = argv.slice(2);
  const [name = ''] = words;
  let child: number;
  try {
    const path = searchPath(sys, name, env['PATH'] ?? '');
    if (path === null) throw new FsError('ENOENT', 'execve', name);
    child = sys.spawn({ path, argv: words, env, pgid: 0, foreground: true });
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await sys.write(2, new TextEncoder().encode(`[FATAL tini (7)] exec ${name} failed: ${strerror(error.code)}\n`));
    return error.code === 'ENOENT' ? 127 : 126;
  }
  for (const signal of signalNames) {
    if (!kept.has(signal)) sys.sigaction(signal, () => void sys.kill(child, signal).catch(() => {}));
  }
  for (;;) {
    try {
      const ended = await sys.wait(-1);
      if (ended?.pid !== child || ended.status.kind === 'stopped') continue;
      return ended.status.kind === 'exited' ? ended.status.code : 128 + signalNumber(ended.status.signal);
    } catch (error) {
      if (!(error instanceof FsError && error.code === 'EINTR')) throw error;
    }
  }
}
