import { getSimplePaths } from '@xstate/graph';
import { expect, test } from 'vitest';
import { createActor } from 'xstate';
import { type LayerPullEvent, layerPullMachine } from './layer-pull.machine.ts';

const events: LayerPullEvent[] = [
  { type: 'FOUND' },
  { type: 'MISSING' },
  { type: 'QUEUE' },
  { type: 'SLOT' },
  { type: 'RECEIVED' },
  { type: 'VERIFIED' },
  { type: 'MISMATCH' },
  { type: 'PARENT' },
  { type: 'REGISTERED' },
];
const input = { id: '0c0feaa96752', size: 10, report: () => {} };
const ends = getSimplePaths(layerPullMachine, { events, input }).filter(({ state }) => state.status === 'done');
const pulled = ['Pulling fs layer', 'Verifying Checksum', 'Download complete', 'Pull complete'];

test.each(
  ends.map(
    (path) =>
      [
        path.steps
          .map(({ event }): string => event.type)
          .filter((type) => type !== 'xstate.init')
          .join(' '),
        path,
      ] as const,
  ),
)('%s', (_, path) => {
  const said: string[] = [];
  const actor = createActor(layerPullMachine, { input: { ...input, report: ({ status = '' }) => said.push(status) } }).start();
  for (const { event } of path.steps) if ((event.type as string) !== 'xstate.init') actor.send(event);
  const { value } = actor.getSnapshot();
  if (value === 'exists') expect(said).toEqual(['Already exists']);
  if (value === 'complete') expect(said.filter((line) => line !== 'Waiting')).toEqual(pulled);
  if (value === 'failed') expect(said).not.toContain('Download complete');
  expect(['exists', 'complete', 'failed']).toContain(value);
});

test('all ends are reached', () => {
  expect(new Set(ends.map(({ state }) => state.value))).toEqual(new Set(['exists', 'complete', 'failed']));
});
