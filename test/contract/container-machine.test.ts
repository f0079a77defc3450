/**
 * Every simple path of the container machine, walked on the simulated engine through the API: the states, status codes and
 * messages that the real engine gave (container-paths.json; record-container-paths.ts records them).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Walked, walk, walkablePaths } from './container-paths.ts';
import { type SimulatedSubject, simulatedSubject } from './simulated-subject.ts';

const recorded = JSON.parse(readFileSync(join(import.meta.dirname, 'container-paths.json'), 'utf8')) as Walked[];

describe('the container machine', () => {
  let subject: SimulatedSubject;
  beforeAll(async () => {
    subject = await simulatedSubject();
  }, 60_000);

  test('every path that can be walked has been recorded', () => {
    expect(recorded.map(({ path }) => path)).toEqual(walkablePaths());
  });

  test.each(recorded)('$path', { timeout: 120_000 }, async (real) => {
    expect(await walk(subject, real.path)).toEqual(real);
  });
});
