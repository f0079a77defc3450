import { expect, test } from 'vitest';
import type { Input, JournalEntry } from '../../sim/journal.ts';
import { beforeEnter, beforeLastLine } from './undo.ts';

const keys = (at: number, text: string): JournalEntry => ({ at, input: { kind: 'keys', session: 'shell', text } });
const other = (at: number, kind: 'eof' | 'hangup'): JournalEntry => ({ at, input: { kind, session: 'x' } satisfies Input });

test('nothing was entered: nothing to undo', () => {
  expect(beforeLastLine([keys(1, 'a')], [])).toBeNull();
});

test('back to before the first key of the last line, as far as it has been entered', () => {
  const entries = [other(0, 'eof'), keys(1, 'l'), keys(2, 's'), keys(3, '\r'), keys(10, 'p'), keys(11, 's'), keys(12, '\r'), keys(20, 'x')];
  const lines = [
    { at: 3, text: 'ls' },
    { at: 12, text: 'ps' },
  ];
  expect(beforeLastLine(entries, lines)).toEqual({ at: 10, count: 4 });
  expect(beforeLastLine(entries, lines.slice(0, 1))).toEqual({ at: 1, count: 1 });
});

test('what came between two lines and is no key stays done', () => {
  const entries = [keys(1, 'ls\r'), other(5, 'hangup'), keys(6, 'ps\r')];
  const lines = [
    { at: 1, text: 'ls' },
    { at: 6, text: 'ps' },
  ];
  expect(beforeLastLine(entries, lines)).toEqual({ at: 6, count: 2 });
});

test('lines that were pasted at once are undone at once', () => {
  const lines = [
    { at: 1, text: 'ls' },
    { at: 4, text: 'ps' },
  ];
  expect(beforeLastLine([keys(1, 'ls\rps\r')], lines)).toEqual({ at: 1, count: 0 });
});

test('before Enter the line stands there', () => {
  const entries = [keys(1, 'l'), keys(2, 's'), keys(2, '\r'), keys(5, 'x')];
  expect(beforeEnter(entries, { at: 3, text: 'ls' })).toEqual({ at: 2, count: 2 });
  expect(beforeEnter([other(1, 'eof')], { at: 3, text: 'ls' })).toBeNull();
});
