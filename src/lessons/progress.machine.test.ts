import { getShortestPaths } from '@xstate/graph';
import { describe, expect, test } from 'vitest';
import { createActor } from 'xstate';
import { type ProgressEvent, progressMachine } from './progress.machine.ts';

const reason = { key: 'no-image', reference: 'busybox' } as const;

describe('progress', () => {
  test('a step is done when its checks hold; late answers change nothing', () => {
    const actor = createActor(progressMachine, { input: { steps: 2 } }).start();
    const context = () => actor.getSnapshot().context;
    actor.send({ type: 'HINT' });
    actor.send({ type: 'CHECKED', step: 0, reason });
    expect(context()).toEqual({ steps: 2, step: 0, hints: 1, reason });
    actor.send({ type: 'CHECKED', step: 0, reason: null });
    expect(context()).toEqual({ steps: 2, step: 1, hints: 0, reason: null });
    actor.send({ type: 'CHECKED', step: 0, reason });
    expect(context().reason).toBeNull();
    actor.send({ type: 'CHECKED', step: 1, reason: null });
    expect(actor.getSnapshot().value).toBe('complete');
    actor.send({ type: 'AGAIN' });
    expect(actor.getSnapshot().value).toBe('learning');
    expect(context().step).toBe(0);
  });

  test('goes on where it was left, even past the end', () => {
    expect(
      createActor(progressMachine, { input: { steps: 3, step: 2 } })
        .start()
        .getSnapshot().context.step,
    ).toBe(2);
    expect(
      createActor(progressMachine, { input: { steps: 3, step: 9 } })
        .start()
        .getSnapshot().value,
    ).toBe('complete');
  });

  test('no path leaves the steps there are', () => {
    const events: ProgressEvent[] = [
      { type: 'CHECKED', step: 0, reason: null },
      { type: 'CHECKED', step: 1, reason: null },
      { type: 'CHECKED', step: 1, reason },
      { type: 'AGAIN' },
    ];
    const paths = getShortestPaths(progressMachine, { events, input: { steps: 2 } });
    expect(paths.length).toBeGreaterThan(3);
    for (const { state } of paths) {
      expect(state.context.step).toBeLessThanOrEqual(2);
      expect(state.value === 'complete').toBe(state.context.step === 2);
    }
  });
});
