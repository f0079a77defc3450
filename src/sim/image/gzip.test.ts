import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gunzip, gzipPieces } from './gzip.ts';
import type { TarPiece } from './tar.ts';

const piece: fc.Arbitrary<TarPiece> = fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 2000 }), fc.integer({ min: 1, max: 80_000 }));
const bytesOf = (pieces: readonly TarPiece[]): Buffer =>
  Buffer.concat(pieces.map((part) => (typeof part === 'number' ? Buffer.alloc(part) : part)));

test('zlib and we read what we compressed; same pieces, same bytes', () => {
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
      const blob = Buffer.concat([...gzipPieces(pieces)]);
      const expected = bytesOf(pieces);
      expect(gunzipSync(blob).equals(expected)).toBe(true);
      expect(Buffer.from(gunzip(blob)).equals(expected)).toBe(true);
      expect(Buffer.concat([...gzipPieces(pieces)]).equals(blob)).toBe(true);
    }),
    { numRuns: 15 },
  );
}, 60_000);

test('we read what zlib compressed', () => {
  const text = Buffer.from('layer '.repeat(10_000));
  expect(Buffer.from(gunzip(gzipSync(text))).equals(text)).toBe(true);
});

test('a hole of libraries shrinks as libraries do', () => {
  let size = 0;
  for (const part of gzipPieces([50_000_000])) size += part.length;
  expect(size / 50_000_000).toBeGreaterThan(0.38);
  expect(size / 50_000_000).toBeLessThan(0.4);
});
