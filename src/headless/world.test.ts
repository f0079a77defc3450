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

test('in a Debian image every command is a file, as its dash has no applets', async () => {
  const seen: string[] = [];
  const world = await newWorld({ catalog: 'hub', seed: 1, onOutput: (_, data) => seen.push(new TextDecoder().decode(data)) });
  const command = 'docker pull -q nginx; docker run --rm nginx sh -c "touch /tmp/a; rm /tmp/a; ls /tmp | wc -l; rm /nosuch"';
  world.input({ kind: 'spawn', session: 's', argv: ['/bin/sh', '-c', command], env, cwd: '/root', terminal: null });
  await world.run(EPOCH + 600_000, () => world.sessions().length === 0);
  expect(seen.join('')).toBe("docker.io/library/nginx:latest\n0\nrm: cannot remove '/nosuch': No such file or directory\n");
});
