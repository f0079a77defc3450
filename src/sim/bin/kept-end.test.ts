import { expect, it } from 'vitest';
import { concat } from '../../api/bytes.ts';
import { KeptEnd, type Wanted } from './kept-end.ts';

const encoder = new TextEncoder();

function end(wanted: Wanted, ...pieces: (string | Uint8Array)[]): string {
  const kept = new KeptEnd(wanted);
  for (const piece of pieces) kept.add(typeof piece === 'string' ? encoder.encode(piece) : piece);
  return new TextDecoder().decode(concat(kept.pieces()));
}

it('keeps the last lines, wherever the pieces are cut', () => {
  expect(end({ lines: 2, separator: 10 }, 'one\ntw', 'o\nth', 'ree\n')).toBe('two\nthree\n');
  expect(end({ lines: 2, separator: 10 }, 'one\ntwo\nthree')).toBe('two\nthree');
  expect(end({ lines: 5, separator: 10 }, 'one\n', 'two\n')).toBe('one\ntwo\n');
  expect(end({ lines: 0, separator: 10 }, 'one\n', 'two\n')).toBe('');
  expect(end({ lines: 1, separator: 10 }, '\n', '\n', '\n')).toBe('\n');
});

it('keeps the last bytes', () => {
  expect(end({ bytes: 4 }, 'abc', 'def')).toBe('cdef');
  expect(end({ bytes: 9 }, 'abc', 'def')).toBe('abcdef');
  expect(end({ bytes: 0 }, 'abc')).toBe('');
});

it('counts zeros without holding them', () => {
  const kept = new KeptEnd({ lines: 10, separator: 10 });
  for (let i = 0; i < 1000; i++) kept.add(new Uint8Array(1 << 16));
  expect(kept.size).toBe(1000 << 16);
});
