import type { Container } from '../container/container.ts';
import { ContainerStart } from '../container/start.ts';
import { ContainerStop } from '../container/stop.ts';
import type { Daemon } from '../daemon.ts';

/**
 * Docker's restartmanager when a daemon comes up: whether a container that is not running is started. `byHand`: it had been stopped
 * by somebody before the daemon was. What was never started is not; "on-failure" looks at how it ended, whoever ended it.
 */
function comesBack({ snapshot }: Container, byHand: boolean): boolean {
  const { policy, startedAt, exitCode, restartCount, maximumRetryCount } = snapshot.context;
  if (startedAt === null) return false;
  if (policy === 'always') return true;
  if (policy === 'unless-stopped') return !byHand;
  return policy === 'on-failure' && exitCode !== 0 && (maximumRetryCount === 0 || restartCount < maximumRetryCount);
}

/** What a stopping daemon does: ends all containers, each with its own grace. Resolves with the ids of those to be started when it comes up. */
export async function shutdown(daemon: Daemon): Promise<readonly string[]> {
  const all = daemon.containers.all();
  const byHand = new Set(all.filter(({ snapshot }) => snapshot.context.canceled));
  await Promise.all(all.filter(({ running }) => running).map(({ id }) => ContainerStop(daemon, id, null)));
  return daemon.containers
    .all()
    .filter((container) => comesBack(container, byHand.has(container)))
    .map(({ id }) => id);
}

/** What a daemon that has come up does: starts again what should always run. */
export function restore(daemon: Daemon, ids: readonly string[]): void {
  for (const id of ids) {
    try {
      ContainerStart(daemon, id);
    } catch {
      // It says so in its own state; the others come up all the same.
    }
  }
}
