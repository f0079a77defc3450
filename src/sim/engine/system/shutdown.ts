import { ContainerStart } from '../container/start.ts';
import { ContainerStop } from '../container/stop.ts';
import type { Daemon } from '../daemon.ts';

/**
 * What a stopping daemon does: ends all containers, each with its own grace. Resolves with the ids of those to be started again
 * when it comes up: what ran and has a restart policy, and all of "always".
 */
export async function shutdown(daemon: Daemon): Promise<readonly string[]> {
  const all = daemon.containers.all();
  const again = all.filter(({ hostConfig, running }) => {
    const policy = hostConfig.RestartPolicy?.Name ?? '';
    return policy === 'always' || (running && (policy === 'unless-stopped' || policy === 'on-failure'));
  });
  await Promise.all(all.filter(({ running }) => running).map(({ id }) => ContainerStop(daemon, id, null)));
  return again.map(({ id }) => id);
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
