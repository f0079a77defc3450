import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Timer, VirtualClock } from './clock.ts';

declare function setImmediate(callback: () => void): void;
const make = (): VirtualClock => new VirtualClock(1000, () => new Promise((resolve) => setImmediate(resolve)));
const set = (clock: VirtualClock, ms: number, callback: () => void): Timer => clock.after(ms, callback);

describe('VirtualClock', () => {
  test('timers run in order of time, then of their making; cancelled ones not at all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean()), { maxLength: 300 }), async (timers) => {
        const clock = make();
        const ran: number[] = [];
        const all = timers.map(([ms], n) => set(clock, ms, () => ran.push(n)));
        timers.forEach(([, cancel], n) => {
          if (cancel) all[n]?.cancel();
        });
        const left = timers.flatMap(([ms, cancel], n) => (cancel ? [] : [{ ms, n }]));
        expect(clock.pending).toEqual(left.map(({ ms }) => 1000 + ms).sort((a, b) => a - b));
        await clock.run(2000);
        expect(ran).toEqual(left.sort((a, b) => a.ms - b.ms || a.n - b.n).map(({ n }) => n));
        expect(clock.pending).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test('timers that are set and cancelled for ever leave nothing behind', () => {
    const clock = make();
    set(clock, 5, () => {});
    for (let n = 0; n < 200_000; n++) set(clock, 1e9 + n, () => {}).cancel();
    const started = performance.now();
    for (let n = 0; n < 1000; n++) expect(clock.pending).toEqual([1005]);
    // Two hundred thousand entries could not be looked through a thousand times in that.
    expect(performance.now() - started).toBeLessThan(1500);
  });

  test('cancelling after it ran, or twice, is nothing', async () => {
    const clock = make();
    let ran = 0;
    const timer = set(clock, 1, () => ran++);
    await clock.run(1001);
    timer.cancel();
    timer.cancel();
    set(clock, 1, () => ran++);
    await clock.run(1002);
    expect(ran).toBe(2);
  });

  test('what arrives happens at that moment, after all that is due then', async () => {
    const clock = make();
    const seen: string[] = [];
    set(clock, 10, () => {
      seen.push('due');
      set(clock, 0, () => seen.push('due of due'));
    });
    set(clock, 10, () => seen.push('due too'));
    await clock.run(1010, () => seen.length > 0);
    clock.arrive(() => {
      seen.push(`arrival at ${clock.now()}`);
      set(clock, 0, () => seen.push('of arrival'));
    });
    clock.arrive(() => seen.push('next arrival'));
    await clock.run(1011);
    expect(seen).toEqual(['due', 'due too', 'due of due', 'arrival at 1010', 'of arrival', 'next arrival']);
  });

  test('held work is handed over in the order it was asked for, with time standing still', async () => {
    const clock = make();
    const seen: string[] = [];
    const arriving = (real: number, value: string): Promise<string> => new Promise((resolve) => setTimeout(() => resolve(value), real));
    set(clock, 1, () => seen.push('timer'));
    void clock.hold(arriving(20, 'slow')).then((value) => seen.push(value));
    void clock.hold(arriving(1, 'fast')).then((value) => seen.push(value));
    void clock.hold(Promise.reject(new Error('lost'))).catch((error: Error) => seen.push(error.message));
    await clock.run(1001);
    expect(seen).toEqual(['slow', 'fast', 'lost', 'timer']);
  });
});
