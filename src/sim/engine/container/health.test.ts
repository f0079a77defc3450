import { expect, it } from 'vitest';
import { makeTestWorld, type TestWorld } from '../testing.ts';

const SECOND = 1e9;

async function running(world: TestWorld, command: string, check: object): Promise<string> {
  await world.call('POST', '/images/create?fromImage=busybox&tag=latest');
  const { text } = await world.call('POST', '/containers/create', {
    Image: 'busybox',
    Cmd: ['sh', '-c', command],
    Healthcheck: { Interval: SECOND, Timeout: SECOND, Retries: 2, ...check },
  });
  const id: string = JSON.parse(text).Id;
  await world.call('POST', `/containers/${id}/start`);
  return id;
}

const pass = (world: TestWorld, ms: number): Promise<void> => world.settle(world.clock.sleep(ms));

async function health(
  world: TestWorld,
  id: string,
): Promise<{ Status: string; FailingStreak: number; Log: { ExitCode: number; Output: string }[] }> {
  return JSON.parse((await world.call('GET', `/containers/${id}/json`)).text).State.Health;
}

it('goes from starting to healthy to unhealthy, and tells each change', async () => {
  const world = makeTestWorld();
  const told: string[] = [];
  world.engine.events.subscribe(({ Action }) => Action.startsWith('health_status') && told.push(Action));
  const id = await running(world, 'touch /ok; sleep 3; rm /ok; sleep 1000', { Test: ['CMD-SHELL', 'test -f /ok && echo fine'] });
  expect((await health(world, id)).Status).toBe('starting');
  await pass(world, 2000);
  expect(await health(world, id)).toMatchObject({ Status: 'healthy', FailingStreak: 0, Log: [{ ExitCode: 0, Output: 'fine\n' }] });
  await pass(world, 4000);
  expect((await health(world, id)).Status).toBe('unhealthy');
  expect(told).toEqual(['health_status: healthy', 'health_status: unhealthy']);
});

it('kills a check that takes too long, and forgives what fails while it starts', async () => {
  const world = makeTestWorld();
  const slow = await running(world, 'sleep 1000', { Test: ['CMD', 'sleep', '10'], Retries: 1 });
  const early = await running(world, 'sleep 1000', { Test: ['CMD', 'false'], Retries: 1, StartPeriod: 30 * SECOND });
  await pass(world, 5000);
  expect(await health(world, slow)).toMatchObject({
    Status: 'unhealthy',
    Log: [{ ExitCode: -1, Output: 'Health check exceeded timeout (1s)' }, {}],
  });
  expect(await health(world, early)).toMatchObject({ Status: 'starting', FailingStreak: 0 });
});
