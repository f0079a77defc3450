import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JournalEntry } from '../../sim/journal.ts';
import { axisOf } from './axis.ts';

const entry = (at: number): JournalEntry => ({ at, input: { kind: 'eof', session: 's' } });

test('short pauses are as long as they are, long ones are cut', () => {
  const axis = axisOf([entry(1000), entry(1500), entry(100_000)], 101_000);
  expect(axis.length).toBe(1000 + 500 + 3000 + 1000);
  expect([axis.of(0), axis.of(1250), axis.of(100_000), axis.of(999_999)]).toEqual([0, 1250, 4500, 5500]);
  expect(axis.at(3000)).toBeCloseTo(1500 + 98_500 / 2);
});

test('a place is a moment and the moment that place again, in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 20 }),
      fc.integer({ min: 0, max: 9000 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 9 }),
      (pauses, last, shares) => {
        let at = 0;
        const entries = pauses.map((pause) => entry((at += pause)));
        const axis = axisOf(entries, at + last);
        const places = shares.toSorted((a, b) => a - b).map((share) => share * axis.length);
        const moments = places.map((place) => axis.at(place));
        expect(moments).toEqual(moments.toSorted((a, b) => a - b));
        for (const [n, moment] of moments.entries()) expect(axis.of(moment)).toBeCloseTo(places[n] ?? 0, 3);
        expect([axis.at(0), axis.at(axis.length)]).toEqual([0, at + last]);
      },
    ),
  );
});
