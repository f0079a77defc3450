import { expect, test } from 'vitest';
import { isWayOut, parseEx } from './ex-command.ts';

test.each([
  [':wq', { kind: 'write', name: '', force: false, leave: true }],
  ['wq!', { kind: 'write', name: '', force: true, leave: true }],
  [':x', { kind: 'write', name: '', force: false, leave: true }],
  [':w /tmp/copy', { kind: 'write', name: '/tmp/copy', force: false, leave: false }],
  ['::q!', { kind: 'quit', force: true, code: 0 }],
  [':cq', { kind: 'quit', force: true, code: 1 }],
  ['42', { kind: 'line', line: 42 }],
  [':$', { kind: 'line', line: Number.POSITIVE_INFINITY }],
  ['/RUN apt', { kind: 'find', text: 'RUN apt' }],
  [':n', { kind: 'next', step: 1 }],
  ['i', { kind: 'text' }],
  [':set number', { kind: 'nothing' }],
  ['', { kind: 'nothing' }],
  [':wqq', { kind: 'unknown', line: 'wqq' }],
])('%s', (typed, wanted) => {
  expect(parseEx(typed)).toEqual(wanted);
});

test('only whole lines are ways out', () => {
  expect([':wq', ':q!', ' :wq', ':wq ', 'a :wq', ':foo'].map(isWayOut)).toEqual([true, true, false, false, false, false]);
});
