/** Every simple path of the container machine, walked on the real engine: what has been recorded still holds. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { call } from '../../src/api/request.ts';
import { readAll } from '../../src/api/bytes.ts';
import { httpTransport, parseHost } from '../../src/headless/http-transport.ts';
import { oracleReason } from '../oracle/ready.ts';
import { type Subject, type Walked, walk } from './container-paths.ts';

const recorded = JSON.parse(readFileSync(join(import.meta.dirname, 'container-paths.json'), 'utf8')) as Walked[];
/** Containers mostly wait. */
const AT_ONCE = 4;

describe.skipIf(oracleReason() !== null)('the container machine on the real engine', () => {
  const walked = new Map<string, Promise<Walked>>();
  beforeAll(async () => {
    const up = execFileSync('./up', {
      cwd: join(import.meta.dirname, '../oracle'),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const wire = httpTransport(parseHost(/DOCKER_HOST=(\S+)/.exec(up)?.[1] ?? ''));
    await readAll((await call(wire, 'POST', '/images/create', { query: { fromImage: 'busybox', tag: 'latest' } })).body);
    const subject: Subject = { wire, sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) };
    const lanes: Promise<unknown>[] = Array.from({ length: AT_ONCE }, () => Promise.resolve());
    for (const [n, { path }] of recorded.entries()) {
      const lane = n % AT_ONCE;
      const one = (lanes[lane] ?? Promise.resolve()).then(() => walk(subject, path));
      lanes[lane] = one.catch(() => {});
      walked.set(path, one);
    }
  });

  test.each(recorded)('$path', async (real) => {
    expect(await walked.get(real.path)).toEqual(real);
  });
});
