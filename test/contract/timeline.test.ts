/** Going back and forth in a journal: at every moment the world is the one that a straight replay makes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drain } from '../../src/headless/drain.ts';
import { EPOCH, newWorld } from '../../src/headless/world.ts';
import { loadCompleteDocker, loadDocker } from '../../src/docker/load.ts';
import type { Journal } from '../../src/sim/journal.ts';
import { Timeline } from '../../src/sim/timeline.ts';
import type { World } from '../../src/sim/world.ts';
import { input, pause, script, starts } from './scripts.ts';

const host = { drain, docker: loadDocker, completeDocker: loadCompleteDocker };
const empty = (seed: number): Journal => ({ version: 1, seed, epoch: EPOCH, catalog: 'fixtures', entries: [] });

/** The world after the first inputs of a journal, at a moment. */
async function straight(journal: Journal, count: number, at: number): Promise<World> {
  const world = await newWorld({ journal: { ...journal, entries: journal.entries.slice(0, count) } });
  await world.run(journal.epoch + at);
  return world;
}

const journalOf = (timeline: Timeline, seed: number): Journal => ({ ...empty(seed), entries: timeline.entries });

/** What somebody does with the timeline. */
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('go' as const), where: fc.double({ min: 0, max: 1, noNaN: true }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('before' as const), where: fc.double({ min: 0, max: 1, noNaN: true }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('live' as const), ms: fc.integer({ min: 0, max: 5000 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('prepare' as const), turns: fc.integer({ min: 1, max: 400 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('input' as const), input }) },
);

describe('timeline', () => {
  test('back, forth, lived on, branched: the same world as replayed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2 ** 31 }),
        script,
        fc.array(fc.tuple(act, pause), { minLength: 2, maxLength: 5 }),
        async (seed, steps, acts) => {
          // Many stops, so that worlds wait in the middle of things.
          const timeline = await Timeline.open(empty(seed), host, { stride: 8 });
          for (const one of starts) timeline.input(one);
          for (const [wait, one] of steps) {
            await timeline.live(timeline.now.at + wait);
            timeline.input(one);
          }
          await timeline.live(timeline.now.at + 2500);
          let end = timeline.now.at;
          for (const [one] of acts) {
            if (one.kind === 'go') await timeline.go(one.where * end);
            else if (one.kind === 'before') {
              const count = Math.floor(one.where * (timeline.entries.length - 1));
              await timeline.go(timeline.entries[count]?.at ?? 0, count);
              expect(timeline.now.inputs).toBe(count);
            } else if (one.kind === 'live') await timeline.live(timeline.now.at + one.ms);
            else if (one.kind === 'prepare') {
              let turns = one.turns;
              await timeline.prepare(() => turns-- <= 0);
            } else {
              const { inputs } = timeline.now;
              timeline.input(one.input);
              expect(timeline.entries.length).toBe(inputs + 1);
              await timeline.live(timeline.now.at);
            }
            end = Math.max(end, timeline.now.at);
            if (one.kind === 'prepare') continue;
            const { world, inputs, at } = timeline.now;
            const want = await straight(journalOf(timeline, seed), inputs, at);
            if ((await world.digest()) !== (await want.digest())) expect(await world.snapshot()).toEqual(await want.snapshot());
            expect(world.kernel.faults).toEqual([]);
          }
        },
      ),
      { numRuns: Number(process.env['REPLAY_RUNS'] ?? 2) },
    );
  }, 180_000);

  test('who takes a world over is told all that it has told', async () => {
    const timeline = await Timeline.open(empty(5), host, { stride: 8 });
    const type = async (text: string): Promise<void> => {
      timeline.input({ kind: 'keys', session: 'one', text });
      await timeline.live(timeline.now.at + 1000);
    };
    const [shell] = starts;
    if (shell) timeline.input(shell);
    await timeline.live(500);
    await type('echo first\r');
    const between = timeline.now.at - 1;
    await type('docker ps\r');
    await type('echo third\r');
    while (await timeline.prepare(() => false));
    await timeline.go(between);
    const heard = { output: '', lines: [] as string[], calls: 0 };
    const listener = {
      output: (_: string, data: Uint8Array) => void (heard.output += new TextDecoder().decode(data)),
      exit() {},
      editors() {},
      wire: () => void heard.calls++,
      line: ({ text }: { text: string }) => void heard.lines.push(text),
      refused() {},
    };
    timeline.now.tell(listener);
    expect(heard).toMatchObject({ lines: ['echo first'], calls: 0 });
    expect(heard.output).toContain('first\r\n');
    expect(heard.output).not.toContain('CONTAINER ID');
    await timeline.live(between + 900);
    expect(heard.output).toContain('CONTAINER ID');
    expect(heard).toMatchObject({ lines: ['echo first', 'docker ps'] });
    expect(heard.calls).toBeGreaterThan(0);
    expect(timeline.future).toBe(1);
    timeline.input({ kind: 'keys', session: 'one', text: 'echo other\r' });
    expect(timeline.future).toBe(0);
    await timeline.live(between + 4000);
    expect(heard.lines).toEqual(['echo first', 'docker ps', 'echo other']);
    expect(heard.output).not.toContain('third');
  });
});
