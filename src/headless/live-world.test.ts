import { afterEach, expect, test, vi } from 'vitest';
import { LiveWorld } from './live-world.ts';
import { EPOCH, newWorld } from './world.ts';

afterEach(() => vi.useRealTimers());

const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root' };

/** Lets the world come to rest in the time that it is. */
const rest = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};

test.each([
  ['nothing is due', 'true'],
  ['something is due every few seconds', 'while :; do sleep 7; done'],
  ['a timer is far away', 'sleep 100000'],
])('its time keeps step with the real one while nobody asks: %s', async (_, command) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const world = await newWorld({ catalog: 'fixtures', seed: 1 });
  await world.prefetch();
  let real = 0;
  const living = new LiveWorld(world, () => real);
  const ended = living.live();
  await living.happen(() =>
    world.input({ kind: 'spawn', session: 's', argv: ['/bin/sh', '-c', command], env, cwd: '/root', terminal: null }),
  );
  const began = world.clock.now();
  for (const ms of [500, 90_000, 4000]) {
    const before = await living.happen(() => world.clock.now());
    for (let passed = 0; passed < ms; passed += 500) {
      await rest();
      real += 500;
      await vi.advanceTimersByTimeAsync(500);
    }
    expect((await living.happen(() => world.clock.now())) - before).toBe(ms);
  }
  expect(began).toBe(EPOCH);
  living.stop();
  await ended;
});
