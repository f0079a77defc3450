/** The engine comes late, on first use: whether and when somebody outside asks it must not show in the world. */
import { expect, test } from 'vitest';
import { SystemInfo } from '../api/client.ts';
import type { Journal } from '../sim/journal.ts';
import type { World } from '../sim/world.ts';
import { EPOCH, newWorld } from './world.ts';

const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root' };

function journal(command: string): Journal {
  const spawn = { kind: 'spawn', session: 's', argv: ['/bin/sh', '-c', command], env, cwd: '/root', terminal: null } as const;
  return { version: 1, epoch: EPOCH, seed: 3, catalog: 'fixtures', entries: [{ at: 50, input: spawn }] };
}

async function after(command: string, look: (world: World) => Promise<unknown>): Promise<string> {
  const { entries, ...begun } = journal(command);
  const world = await newWorld({ journal: { ...begun, entries: [] } });
  await look(world);
  for (const { at, input } of entries) {
    await world.run(EPOCH + at);
    world.input(input);
  }
  await world.run(EPOCH + 60_000);
  return world.digest();
}

for (const command of [
  'true',
  'docker run -d --name c busybox sh -c "echo hi; sleep 5"; ls -la /var/lib/docker',
  'rm -rf /var/lib/docker',
]) {
  test(`looking on changes nothing: ${command}`, async () => {
    const unseen = await after(command, async () => {});
    expect(await after(command, (world) => world.prefetch())).toBe(unseen);
    expect(await after(command, (world) => SystemInfo(world.transport))).toBe(unseen);
    const replayed = await newWorld({ journal: journal(command) });
    await replayed.run(EPOCH + 60_000);
    expect(await replayed.digest()).toBe(unseen);
  });
}
