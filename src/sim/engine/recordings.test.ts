import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { makeTestWorld } from './testing.ts';

type Request = ['GET' | 'POST' | 'PUT' | 'DELETE', string, unknown?];
const load = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../../test/oracle/api/${name}.json`, import.meta.url), 'utf8')) as T;
const requests = load<Request[]>('requests');
const answers = load<{ status: number; body: unknown }[]>('answers');

/** The recorded engine has a registry mirror, ours has none. */
const known = (line: string): boolean => !line.includes('Mirrors[]');

/** Members as paths with the kind of their values; of lists the first counts, maps by name are left to the values tests. */
function shape(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.length > 0 ? shape(value[0], `${path}[]`) : [];
  if (value === null || typeof value !== 'object') return [`${path}: ${value === null ? 'null' : typeof value}`];
  return Object.entries(value).flatMap(([key, inner]) => shape(inner, `${path}.${key}`));
}

/** An error's words with what differs from run to run taken out. */
const words = (body: unknown): unknown => {
  const text = body !== null && typeof body === 'object' && 'message' in body ? String(body.message) : body;
  return typeof text === 'string' ? text.replace(/\b[0-9a-f]{64}\b/g, 'ID').trim() : text;
};

it('answers as a real engine did', { timeout: 120_000 }, async () => {
  const world = makeTestWorld();
  await world.call('POST', '/images/create?fromImage=busybox&tag=latest');
  const differences: unknown[] = [];
  for (const [at, [method, path, body]] of requests.entries()) {
    const real = answers[at];
    const ours = await world.call(method, path, body);
    const value: unknown = /^[{[n]/.test(ours.text) ? JSON.parse(ours.text) : ours.text;
    const told =
      real?.status !== ours.status || (real && real.status >= 400)
        ? [real?.status, words(real?.body), ours.status, words(value)]
        : [0, shape(real?.body).filter(known).sort(), 0, shape(value).sort()];
    if (JSON.stringify(told[0]) !== JSON.stringify(told[2]) || JSON.stringify(told[1]) !== JSON.stringify(told[3])) {
      const lists = [told[1], told[3]].map((one) => (Array.isArray(one) ? (one as string[]) : [JSON.stringify(one)]));
      const [expected = [], got = []] = lists;
      differences.push({
        request: `${method} ${path} ${JSON.stringify(body) ?? ''}`,
        status: [told[0], told[2]],
        missing: expected.filter((one) => !got.includes(one)),
        extra: got.filter((one) => !expected.includes(one)),
      });
    }
  }
  expect(differences).toEqual([]);
});
