import { getSimplePaths, getShortestPaths } from '@xstate/graph';
import { createActor } from 'xstate';
import { describe, expect, it } from 'vitest';
import { type ContainerEvent, containerMachine } from './container.machine.ts';

const events: ContainerEvent[] = [
  { type: 'START' },
  { type: 'MOUNTED' },
  { type: 'LAYERED' },
  { type: 'ISOLATED' },
  { type: 'EXECUTED', pid: 7, at: 1000 },
  { type: 'FAILED', error: 'no', exitCode: 127 },
  { type: 'PAUSE' },
  { type: 'UNPAUSE' },
  { type: 'STOP' },
  { type: 'EXITED', exitCode: 1, oomKilled: false, at: 2000 },
  { type: 'RESTART' },
  { type: 'REMOVE' },
  { type: 'REMOVED' },
  { type: 'REMOVE_FAILED' },
];

const nameOf = (value: unknown): string => (typeof value === 'string' ? value : (Object.keys(value as object)[0] ?? ''));

describe('the container machine', () => {
  const options = {
    events,
    input: { policy: 'on-failure', maximumRetryCount: 1 },
    serializeState: (state: { value: unknown }) => JSON.stringify(state.value),
    limit: 100_000,
  };

  it('reaches every state of a container', () => {
    const reached = new Set(getShortestPaths(containerMachine, options).map((path) => nameOf(path.state.value)));
    expect([...reached].sort()).toEqual([
      'created',
      'dead',
      'exited',
      'paused',
      'removed',
      'removing',
      'restarting',
      'running',
      'starting',
      'stopping',
    ]);
  });

  it('ends every simple path where the path says', () => {
    const paths = getSimplePaths(containerMachine, options);
    expect(paths.length).toBeGreaterThan(20);
    for (const path of paths) {
      const actor = createActor(containerMachine, { input: options.input });
      actor.start();
      for (const { event } of path.steps) if ((event.type as string) !== 'xstate.init') actor.send(event);
      expect(actor.getSnapshot().value).toEqual(path.state.value);
    }
  });

  const having = (...sent: ContainerEvent[]) => {
    const actor = createActor(containerMachine, { input: { policy: 'on-failure', maximumRetryCount: 1 } });
    actor.start();
    for (const event of sent) actor.send(event);
    return actor.getSnapshot();
  };
  const started: ContainerEvent[] = [
    { type: 'START' },
    { type: 'MOUNTED' },
    { type: 'LAYERED' },
    { type: 'ISOLATED' },
    { type: 'EXECUTED', pid: 7, at: 1000 },
  ];
  const again: ContainerEvent[] = [{ type: 'RESTART' }, ...started.slice(1)];
  const failed: ContainerEvent = { type: 'EXITED', exitCode: 1, oomKilled: false, at: 1500 };

  it('comes back after a failure as often as its policy says', () => {
    expect(having(...started, failed).value).toBe('restarting');
    const last = having(...started, failed, ...again, failed);
    expect(last.value).toBe('exited');
    expect(last.context.restartCount).toBe(1);
  });

  it('stays down after a stop by hand', () => {
    expect(having(...started, { type: 'STOP' }, failed).value).toBe('exited');
    expect(having(...started, { type: 'CANCEL' }, failed).value).toBe('exited');
  });

  it('doubles the time before it comes back, up to a minute, and forgets it after ten good seconds', () => {
    const actor = createActor(containerMachine, { input: { policy: 'always', maximumRetryCount: 0 } });
    actor.start();
    const backoffs: number[] = [];
    for (const event of started) actor.send(event);
    for (let round = 0; round < 12; round++) {
      actor.send(failed);
      backoffs.push(actor.getSnapshot().context.backoff);
      for (const event of again) actor.send(event);
    }
    expect(backoffs).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600, 51200, 60000, 60000]);
    actor.send({ ...failed, at: 11_000 });
    expect(actor.getSnapshot().context.backoff).toBe(100);
  });

  it('falls back to where it was when a start fails', () => {
    expect(having({ type: 'START' }, { type: 'FAILED', error: 'no', exitCode: 127 }).value).toBe('created');
    const second = having(...started, { type: 'STOP' }, failed, { type: 'START' }, { type: 'FAILED', error: 'no', exitCode: 127 });
    expect(second.value).toBe('exited');
    expect(second.context.exitCode).toBe(127);
  });
});
