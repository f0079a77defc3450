import { expect, test } from 'vitest';
import { makeTestWorld } from './testing.ts';

const images = ['GET', '/images/json'] as const;
const volumes = ['GET', '/volumes'] as const;
const networks = ['GET', '/networks'] as const;
const prune = ['POST', '/images/prune'] as const;

// As the real engine of 20.10.24 answered.
test.each([
  [images, ['maybe'], 400, "Invalid filter 'dangling=[maybe]'"],
  [images, ['1'], 400, "Invalid filter 'dangling=[1]'"],
  [images, ['true', 'maybe'], 200, null],
  [volumes, ['maybe'], 400, "Invalid filter 'dangling=[maybe]'"],
  [volumes, ['0'], 200, null],
  [volumes, ['true', 'false'], 200, null],
  [networks, ['maybe'], 400, `invalid value for filter 'dangling', must be "true" (or "1"), or "false" (or "0")`],
  [networks, ['true', 'false'], 400, 'got more than one value for filter key "dangling"'],
  [networks, ['1'], 200, null],
  [prune, ['maybe'], 400, "Invalid filter 'dangling=[maybe]'"],
  [prune, ['true', 'maybe'], 200, null],
])('%j with dangling %j', async ([method, path], values, status, message) => {
  const answer = await makeTestWorld().call(method, `${path}?filters=${encodeURIComponent(JSON.stringify({ dangling: values }))}`);
  expect(answer.status).toBe(status);
  if (message !== null) expect(JSON.parse(answer.text)).toEqual({ message });
});
