import { getSimplePaths } from '@xstate/graph';
import { expect, test } from 'vitest';
import { createActor } from 'xstate';
import { type LayerPushEvent, layerPushMachine } from './layer-push.machine.ts';

const events: LayerPushEvent[] = [
  { type: 'QUEUE' },
  { type: 'SLOT' },
  { type: 'FOUND' },
  { type: 'MOUNTED', from: 'library/centos' },
  { type: 'MISSING' },
  { type: 'COMMITTED' },
  { type: 'FAILED' },
];
const input = { id: '0c0feaa96752', size: 10, report: () => {} };
const ends = getSimplePaths(layerPushMachine, { events, input }).filter(({ state }) => state.status === 'done');
/** The last word on a layer, as recorded (test/oracle/golden-more/push-variants.json). */
const last: Readonly<Record<string, RegExp>> = {
  exists: /^Layer already exists$/,
  mounted: /^Mounted from library\/centos$/,
  pushed: /^Pushed$/,
  failed: /^(Preparing|Waiting)$/,
};

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
  const actor = createActor(layerPushMachine, { input: { ...input, report: ({ status = '' }) => said.push(status) } }).start();
  for (const { event } of path.steps) if ((event.type as string) !== 'xstate.init') actor.send(event);
  expect(said[0]).toBe('Preparing');
  expect(said.at(-1)).toMatch(last[String(actor.getSnapshot().value)] ?? /never/);
});

test('all ends are reached', () => {
  expect(ends).toHaveLength(11);
  expect(new Set(ends.map(({ state }) => state.value))).toEqual(new Set(Object.keys(last)));
});

test('a bar counts the archive, which is more than the files', () => {
  const said: unknown[] = [];
  const actor = createActor(layerPushMachine, {
    input: { id: 'fb9e38791ede', size: 1984234, report: (message) => said.push(message) },
  }).start();
  for (const type of ['SLOT', 'MISSING'] as const) actor.send({ type });
  for (const current of [43008, 2128384]) actor.send({ type: 'PROGRESS', current });
  // Recorded from the real engine.
  expect(said.slice(1)).toEqual([
    {
      status: 'Pushing',
      progressDetail: { current: 43008, total: 1984234 },
      progress: '[=>                                                 ]  43.01kB/1.984MB',
      id: 'fb9e38791ede',
    },
    {
      status: 'Pushing',
      progressDetail: { current: 2128384, total: 1984234 },
      progress: '[==================================================>]  2.128MB',
      id: 'fb9e38791ede',
    },
  ]);
});
