/**
 * Recorded sessions of the real engine, run on the simulator: stdout, stderr and exit codes must be the same.
 * Sessions that are not the same yet stand in known-behind.json with the steps that are; those may not become fewer.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runSession } from '../../src/headless/session.ts';
import { newWorld } from '../../src/headless/world.ts';
import { comparable } from './compare.ts';
import { goldenSessions, sameSteps } from './goldens.ts';

const sessions = goldenSessions();
const behind = JSON.parse(readFileSync(join(import.meta.dirname, 'known-behind.json'), 'utf8')) as Readonly<Record<string, number>>;

describe('golden sessions', () => {
  for (const { name, golden, session } of sessions) {
    test.concurrent(name, async () => {
      const world = await newWorld({ catalog: 'fixtures', seed: 1 });
      const { want, got } = comparable(golden, await runSession(world, session));
      const least = behind[name];
      if (least === undefined) expect(got).toEqual(want);
      else expect(sameSteps(want, got), `${name}: steps the same of ${want.length}`).toBeGreaterThanOrEqual(least);
      expect(world.kernel.faults).toEqual([]);
    });
  }
});

describe('replay', () => {
  for (const { name, session } of sessions) {
    test.concurrent(`${name}: the journal alone gives the same world`, async () => {
      const world = await newWorld({ catalog: 'fixtures', seed: 7 });
      await runSession(world, session);
      const again = await newWorld({ journal: world.journal() });
      await again.run(world.clock.now());
      expect(await again.digest()).toBe(await world.digest());
    });
  }
});
