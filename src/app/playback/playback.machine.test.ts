import { getShortestPaths } from '@xstate/graph';
import { describe, expect, test } from 'vitest';
import { createActor } from 'xstate';
import { type PlaybackEvent, playbackMachine } from './playback.machine.ts';

const events: PlaybackEvent[] = [
  { type: 'PAUSE' },
  { type: 'PLAY' },
  { type: 'BRANCH' },
  { type: 'GO', to: { at: 1 } },
  { type: 'GO', to: { at: 2, end: true } },
  { type: 'GO', to: { at: 3, undo: true } },
  { type: 'THERE' },
  { type: 'RESET' },
];

describe('playback', () => {
  const paths = getShortestPaths(playbackMachine, { events, stopWhen: ({ context }) => context.wanted !== null });

  test.each(paths.map((path) => [path.steps.map(({ event }) => event.type).join(' '), path] as const))('%s', (_, path) => {
    const actor = createActor(playbackMachine).start();
    for (const { event } of path.steps) if (!event.type.startsWith('xstate.')) actor.send(event as PlaybackEvent);
    const { value, context } = actor.getSnapshot();
    expect(value).toEqual(path.state.value);
    expect(context.going === null).toBe(value.place === 'here');
    // Wherever one is, arriving as often as asked for ends here, and going on makes time run.
    for (let n = 0; n < 2; n++) actor.send({ type: 'THERE' });
    actor.send({ type: 'PLAY' });
    expect(actor.getSnapshot().value).toEqual({ time: 'running', place: 'here' });
  });

  test('who goes back looks around; to the end or by an undo time runs; what a person paused stays paused', () => {
    const timeAfter = (...sent: PlaybackEvent[]): string => {
      const actor = createActor(playbackMachine).start();
      for (const event of sent) actor.send(event);
      return actor.getSnapshot().value.time;
    };
    const [back, end, undo] = [3, 4, 5].map((n) => events[n]) as [PlaybackEvent, PlaybackEvent, PlaybackEvent];
    expect(timeAfter(back)).toBe('past');
    expect(timeAfter(back, end)).toBe('running');
    expect(timeAfter(back, undo)).toBe('running');
    expect(timeAfter(back, { type: 'BRANCH' })).toBe('running');
    expect(timeAfter(undo)).toBe('running');
    expect(timeAfter({ type: 'PAUSE' }, back, undo, end, { type: 'BRANCH' })).toBe('paused');
  });

  test('while it is on the way the latest wish waits', () => {
    const actor = createActor(playbackMachine).start();
    for (const at of [1, 2, 3]) actor.send({ type: 'GO', to: { at } });
    expect(actor.getSnapshot().context).toEqual({ going: { at: 1 }, wanted: { at: 3 } });
    actor.send({ type: 'THERE' });
    expect(actor.getSnapshot().context).toEqual({ going: { at: 3 }, wanted: null });
    actor.send({ type: 'THERE' });
    expect(actor.getSnapshot()).toMatchObject({ context: { going: null }, value: { place: 'here' } });
  });
});
