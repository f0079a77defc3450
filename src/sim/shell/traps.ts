import { parse } from 'unbash';
import { runScript } from './interpret.ts';
import type { Shell } from './shell.ts';

/** Runs the EXIT trap once; gives the status the shell ends with. */
export async function runExitTrap(sh: Shell): Promise<number> {
  const command = sh.traps.get('EXIT');
  sh.traps.delete('EXIT');
  const { status } = sh;
  if (command) await runTrap(sh, command);
  return status;
}

/** Runs a trap's command; `$?` is as before afterwards. */
export async function runTrap(sh: Shell, command: string): Promise<void> {
  const { status, source, loopDepth } = sh;
  sh.source = { text: command, firstLine: 1 };
  sh.loopDepth = 0;
  try {
    await runScript(sh, parse(command));
  } finally {
    sh.source = source;
    sh.loopDepth = loopDepth;
  }
  sh.status = status;
}

/** Runs the traps of signals that came meanwhile. */
export async function runPendingTraps(sh: Shell): Promise<void> {
  for (let signal = sh.pending.shift(); signal !== undefined; signal = sh.pending.shift()) {
    const command = sh.traps.get(signal);
    if (command) await runTrap(sh, command);
  }
}
