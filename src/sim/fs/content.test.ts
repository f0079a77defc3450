import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Content } from './content.ts';

const BLOCK = 4096;

it('is the same as a plain array of bytes, whatever is written, cut and cloned', () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('write' as const),
      at: fc.nat(3 * BLOCK),
      length: fc.nat(BLOCK + 9),
      fill: fc.integer({ min: 0, max: 255 }),
    }),
    fc.record({ kind: fc.constant('truncate' as const), at: fc.nat(3 * BLOCK), length: fc.constant(0), fill: fc.constant(0) }),
    fc.record({ kind: fc.constant('clone' as const), at: fc.constant(0), length: fc.constant(0), fill: fc.constant(0) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const pairs: [Content, number[]][] = [[new Content(), []]];
      for (const { kind, at, length, fill } of steps) {
        const [content, model] = pairs[pairs.length - 1] ?? [new Content(), []];
        if (kind === 'clone') pairs.push([content.clone(), [...model]]);
        else if (kind === 'truncate') {
          content.truncate(at);
          while (model.length < at) model.push(0);
          model.length = at;
        } else {
          content.write(at, new Uint8Array(length).fill(fill));
          if (length) while (model.length < at) model.push(0);
          for (let i = 0; i < length; i++) model[at + i] = fill;
        }
        for (const [each, bytes] of pairs) {
          expect(each.size).toBe(bytes.length);
          expect(Buffer.compare(each.read(0, bytes.length + 1), Uint8Array.from(bytes))).toBe(0);
        }
      }
    }),
    { numRuns: 40 },
  );
});

it('counts whole blocks for what is stored and nothing for holes', () => {
  expect(new Content(1 << 30).allocated).toBe(0);
  expect(Content.of('x').allocated).toBe(BLOCK);
  const sparse = new Content();
  sparse.write(10 * BLOCK, new Uint8Array(BLOCK + 1).fill(1));
  expect(sparse.size).toBe(11 * BLOCK + 1);
  expect(sparse.allocated).toBe(2 * BLOCK);
  expect(sparse.isHole(0, 10 * BLOCK)).toBe(true);
  expect([...sparse.extents()].map(({ offset, data }) => [offset, data.length])).toEqual([
    [10 * BLOCK, BLOCK],
    [11 * BLOCK, 1],
  ]);
});

it('zeros that are written count as stored but take no memory, and can be written over', () => {
  const content = new Content();
  content.write(0, new Uint8Array(3 * BLOCK));
  expect([content.size, content.allocated]).toEqual([3 * BLOCK, 3 * BLOCK]);
  expect([...content.extents()].reduce((sum, { data }) => sum + data.length, 0)).toBe(0);
  expect(content.isHole(BLOCK, BLOCK)).toBe(false);
  const copy = content.clone();
  copy.write(BLOCK + 1, Uint8Array.of(7));
  expect([...copy.read(BLOCK, 3)]).toEqual([0, 7, 0]);
  expect([...content.read(BLOCK, 3)]).toEqual([0, 0, 0]);
  copy.write(BLOCK, new Uint8Array(2));
  expect([...copy.read(BLOCK, 3)]).toEqual([0, 0, 0]);
  content.truncate(BLOCK);
  expect(content.allocated).toBe(BLOCK);
});
