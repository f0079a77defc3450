/** A journal that was cut off anywhere still makes the world up to the cut; one that is damaged is refused with the reason, or is another whole journal. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newWorld } from '../../src/headless/world.ts';
import { type Journal, parseJournal } from '../../src/sim/journal.ts';
import { fresh, live, script } from './scripts.ts';

describe('a cut journal', () => {
  test('replays up to the cut as the world was then', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2 ** 31 }),
        script,
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (seed, steps, where) => {
          const whole = await fresh(seed);
          await live(whole, steps, () => 700);
          const journal = parseJournal(JSON.parse(JSON.stringify(whole.journal())));
          const count = Math.floor(where * (journal.entries.length + 1));
          const cut: Journal = { ...journal, entries: journal.entries.slice(0, count) };
          const at = journal.epoch + (journal.entries[count - 1]?.at ?? 0);

          const short = await newWorld({ journal: cut });
          await short.run(at);
          // The same moment on the way of the whole one.
          const watched = await newWorld({ journal: { ...journal, entries: [] } });
          for (const entry of cut.entries) await watched.again(entry);
          await watched.run(at);
          expect(short.kernel.faults).toEqual([]);
          expect(await short.digest()).toBe(await watched.digest());
          // And the world that was cut off lives on.
          short.input({ kind: 'keys', session: 'two', text: 'echo on\r' });
          await short.run(at + 2000);
          expect(short.kernel.faults).toEqual([]);
        },
      ),
      { numRuns: Number(process.env['REPLAY_RUNS'] ?? 3) },
    );
  }, 120_000);

  test('cut as text it is refused; with a byte changed it is refused with a reason, or whole', async () => {
    const world = await fresh(1);
    await live(world, [[10, { kind: 'keys', session: 'one', text: 'ls\r' }]], () => 500);
    const text = JSON.stringify(world.journal());
    const reasonOf = (damaged: string): string | null => {
      try {
        const read = parseJournal(JSON.parse(damaged));
        expect(parseJournal(JSON.parse(JSON.stringify(read)))).toEqual(read);
        return null;
      } catch (error) {
        return error instanceof SyntaxError
          ? error.message
          : error instanceof Error && /^not a journal: ./.test(error.message)
            ? error.message
            : '';
      }
    };
    for (let end = 0; end < text.length; end++) expect(reasonOf(text.slice(0, end))).toMatch(/./);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: text.length - 1 }), fc.string({ minLength: 0, maxLength: 2 }), (place, other) => {
        expect(reasonOf(text.slice(0, place) + other + text.slice(place + 1))).not.toBe('');
      }),
      { numRuns: 2000 },
    );
  });
});
