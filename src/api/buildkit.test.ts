import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeStatus, encodeStatus } from './buildkit.ts';

const time = fc.option(fc.integer({ min: 1, max: 4_000_000_000_000 }), { nil: null });
const status = fc.record({
  vertexes: fc.array(
    fc.record({
      digest: fc.string(),
      inputs: fc.array(fc.string({ minLength: 1 }), { maxLength: 3 }),
      name: fc.string({ unit: 'grapheme' }),
      cached: fc.boolean(),
      started: time,
      completed: time,
      error: fc.string(),
    }),
    { maxLength: 3 },
  ),
  statuses: fc.array(
    fc.record({
      id: fc.string(),
      vertex: fc.string(),
      current: fc.nat(),
      total: fc.nat(),
      timestamp: fc.integer({ min: 1, max: 4_000_000_000_000 }),
      started: time,
      completed: time,
    }),
    { maxLength: 3 },
  ),
  logs: fc.array(
    fc.record({
      vertex: fc.string(),
      timestamp: fc.integer({ min: 1, max: 4_000_000_000_000 }),
      stream: fc.constantFrom(1 as const, 2 as const),
      data: fc.uint8Array(),
    }),
    { maxLength: 3 },
  ),
});

test('what is written is read back the same', () => {
  fc.assert(
    fc.property(status, (value) => {
      expect(decodeStatus(encodeStatus(value))).toEqual(value);
    }),
  );
});

test('the bytes are those of protocol buffers', () => {
  const vertexes = [{ digest: 'd', inputs: [], name: 'n', cached: true, started: 1500, completed: null, error: '' }];
  expect([...encodeStatus({ vertexes, statuses: [], logs: [] })]).toEqual(
    // field 1 { 1: "d", 3: "n", 4: 1, 5: { 1: 1, 2: 500000000 } }
    [10, 18, 10, 1, 100, 26, 1, 110, 32, 1, 42, 8, 8, 1, 16, 128, 202, 181, 238, 1],
  );
});

test('noise is refused or read, never more', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      try {
        decodeStatus(bytes);
      } catch (error) {
        expect(String(error)).toMatch(/unexpected EOF|illegal wireType/);
      }
    }),
  );
});
