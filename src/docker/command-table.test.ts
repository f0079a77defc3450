import { expect, test } from 'vitest';
import { page, rows, written } from '../../test/oracle/cli/command-table.ts';

const FULL =
  /^docker (build|history|save|load|import|export|image prune|run|create|cp|update|stats|events|container prune|exec|logs|(volume|network|system|context) .*|login|push|pull|search)$/;

test('the table in docs/ is current', async () => {
  expect(written()).toBe(await page());
});

test('nine of ten flags of the everyday commands work', async () => {
  const flags = (await rows())
    .filter(({ path }) => FULL.test(path))
    .flatMap(({ path, flags: own }) => own.map((flag) => ({ path, ...flag })));
  const missing = flags.filter(({ state }) => state === 'not simulated').map(({ path, name }) => `${path} --${name}`);
  expect(missing).toEqual([]);
  expect(flags.filter(({ state }) => state === 'works').length / flags.length).toBeGreaterThanOrEqual(0.9);
});
