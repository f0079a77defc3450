import type { Cli } from '../command.ts';
import { StatusError } from '../errors.ts';

const INTERRUPTED = 130;

/** Does what listens to the engine; a ^C leaves that, so that the engine stops its work, and ends the command as the signal would. */
export async function untilInterrupted(cli: Cli, leave: () => void, work: () => Promise<void>): Promise<void> {
  let interrupted = false;
  const stop = cli.onSignal(['INT', 'TERM'], () => {
    interrupted = true;
    leave();
  });
  try {
    await work();
  } finally {
    stop();
  }
  if (!interrupted) return;
  if (cli.stdout.isTTY) await cli.complain('');
  throw new StatusError(INTERRUPTED);
}
