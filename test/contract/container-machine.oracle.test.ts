/** Every simple path of the container machine, walked on the real engine: what has been recorded still holds. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { call } from '../../src/api/request.ts';
import { readAll } from '../../src/api/bytes.ts';
import { httpTransport, parseHost } from '../../src/headless/http-transport.ts';
import { oracleReason } from '../oracle/ready.ts';
import { type Subject, type Walked, walkAll } from './container-paths.ts';

const recorded = JSON.parse(readFileSync(join(import.meta.dirname, 'container-paths.json'), 'utf8')) as Walked[];

describe.skipIf(oracleReason() !== null)('the container machine on the real engine', () => {
  let walked: ReadonlyMap<string, Promise<Walked>> = new Map();
  beforeAll(async () => {
    const up = execFileSync('./up', {
      cwd: join(import.meta.dirname, '../oracle'),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const wire = httpTransport(parseHost(/DOCKER_HOST=(\S+)/.exec(up)?.[1] ?? ''));
    await readAll((await call(wire, 'POST', '/images/create', { query: { fromImage: 'busybox', tag: 'latest' } })).body);
    const subject: Subject = { wire, sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) };
    walked = walkAll(
      subject,
      recorded.map(({ path }) => path),
    );
  });

  test.each(recorded)('$path', async (real) => {
    expect(await walked.get(real.path)).toEqual(real);
  });
});
