/**
 * Writes known-behind.json anew: the sessions that are not the same yet, with the count of steps that are.
 *
 * usage: tsx test/oracle/update-known-behind.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runSession } from '../../src/headless/session.ts';
import { newWorld } from '../../src/headless/world.ts';
import { comparable } from './compare.ts';
import { goldenSessions, sameSteps } from './goldens.ts';

const behind: Record<string, number> = {};
const all = goldenSessions();
for (const { name, golden, session } of all) {
  const steps = await runSession(await newWorld({ catalog: 'fixtures', seed: 1 }), session);
  const { want, got } = comparable(golden, steps);
  const same = sameSteps(want, got);
  if (same === want.length) continue;
  behind[name] = same;
  console.log(`${name}: ${same} of ${want.length}`);
}
writeFileSync(join(import.meta.dirname, 'known-behind.json'), `${JSON.stringify(behind, null, 2)}\n`);
console.log(`${all.length - Object.keys(behind).length} of ${all.length} sessions are the same`);
