/** A part of the fuzz; `npm run fuzz` is the whole of it. */
import { expect, test } from 'vitest';
import { fuzz } from './fuzz/fuzz.ts';

test.each([
  ['requests', 1000],
  ['lines', 250],
  ['dockerfiles', 100],
] as const)('%s: no crash, no hang, no slip, no changed state after an error', { timeout: 240_000 }, async (kind, count) => {
  const { faults } = await fuzz(kind, count, 1);
  expect(faults).toEqual([]);
});
