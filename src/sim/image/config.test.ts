import { expect, test } from 'vitest';
import recorded from '../../../test/oracle/images/recorded.json' with { type: 'json' };
import { serializeConfig } from './config.ts';
import { chainId, chainOf, sha256 } from './digest.ts';
import { goJson } from './go-json.ts';
import type { ImageConfig } from './types.ts';

test.each(Object.entries(recorded.configs))(
  'the configuration of %s has the bytes, and so the ID, of the real engine',
  (_, { id, bytes }) => {
    expect(new TextDecoder().decode(serializeConfig(JSON.parse(bytes) as ImageConfig))).toBe(bytes);
    expect(sha256(bytes)).toBe(id);
  },
);

test('JSON as Go writes it', () => {
  expect(goJson({ a: '<&>\u2028\b\f\n\t\u0001"\\b\\' })).toBe(
    '{"a":"\\u003c\\u0026\\u003e\\u2028\\u0008\\u000c\\n\\t\\u0001\\"\\\\b\\\\"}',
  );
});

test('the ChainID of a base is its DiffID; above it is a digest of both', () => {
  const [a, b] = [sha256('a'), sha256('b')];
  expect(chainOf([])).toBeNull();
  expect(chainOf([a])).toBe(a);
  expect(chainOf([a, b])).toBe(sha256(`${a} ${b}`));
  expect(chainId(a, b)).not.toBe(chainId(b, a));
});
