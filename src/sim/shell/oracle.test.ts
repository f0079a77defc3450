import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { shellWorld } from './testing.ts';

/** Where we still differ: messages of rare mistakes. Each must really differ, or it has no place here. */
const known = new Set<string>(
  JSON.parse(readFileSync(new URL('../../../test/oracle/shell/known.json', import.meta.url), 'utf8')) as string[],
);
/** Process numbers differ from run to run. */
const plain = (text: string): string => text.replace(/line (\d+): +\d+ /g, 'line $1: PID ');

interface Recorded {
  script: string;
  stdout: string;
  stderr: string;
  code: number;
}

for (const [kind, name] of [
  ['bash', 'bash'],
  ['ash', 'sh'],
] as const) {
  const rows = JSON.parse(readFileSync(new URL(`../../../test/oracle/shell/${kind}.json`, import.meta.url), 'utf8')) as Recorded[];
  describe(`as the real ${kind}`, () => {
    test.each(rows.filter(({ script }) => !known.has(script)))('$script', async ({ script, stdout, stderr, code }) => {
      const world = shellWorld();
      const got = await world.run(name, ['-c', script]);
      expect(world.kernel.faults).toEqual([]);
      expect({ ...got, stderr: plain(got.stderr) }).toEqual({ stdout, stderr: plain(stderr), code });
    });
  });
}
