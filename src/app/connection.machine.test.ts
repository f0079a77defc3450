import { getShortestPaths } from '@xstate/graph';
import { describe, expect, test } from 'vitest';
import { createActor } from 'xstate';
import { type ConnectionEvent, connectionMachine } from './connection.machine.ts';

const events: ConnectionEvent[] = [{ type: 'READY' }, { type: 'FAILED', reason: 'boom' }, { type: 'RESTORE' }, { type: 'RESTART' }];

describe('connection', () => {
  const paths = getShortestPaths(connectionMachine, { events });

  test('every state can be reached, and no others', () => {
    expect([...new Set(paths.map(({ state }) => state.value))].sort()).toEqual(['lost', 'ready', 'restoring', 'starting']);
  });

  test.each(paths.map((path) => [path.steps.map(({ event }) => event.type).join(' '), path] as const))('%s', (_, path) => {
    const actor = createActor(connectionMachine).start();
    for (const { event } of path.steps) if (!event.type.startsWith('xstate.')) actor.send(event as ConnectionEvent);
    const { value, context } = actor.getSnapshot();
    expect(value).toBe(path.state.value);
    // From everywhere there is a way back to a machine that is ready.
    if (value === 'lost') actor.send({ type: 'RESTORE' });
    actor.send({ type: 'READY' });
    expect(actor.getSnapshot().value).toBe('ready');
    if (value === 'lost') expect(context.reason).toBe('boom');
  });

  test('a lost machine hears nothing of the worker that was', () => {
    const actor = createActor(connectionMachine).start();
    actor.send({ type: 'FAILED', reason: 'first' });
    actor.send({ type: 'READY' });
    actor.send({ type: 'FAILED', reason: 'second' });
    expect(actor.getSnapshot()).toMatchObject({ value: 'lost', context: { reason: 'first' } });
  });
});
