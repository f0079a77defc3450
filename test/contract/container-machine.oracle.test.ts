/** Every simple path of the container machine, walked on the real engine: what has been recorded still holds. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { call } from '../../src/api/request.ts';
import { readAll } from '../../src/api/bytes.ts';
import { httpTransport, parseHost } from '../../src/headless/http-transport.ts';
import { type Subject, type Walked, walkAll } from './container-paths.ts';

const recorded = JSON.parse(readFileSync(join(import.meta.dirname, 'container-paths.json'), 'utf8')) as Walked[];

const [engine] = inject('realEngines');

describe.skipIf(!engine)('the container machine on the real engine', () => {
  let walked: ReadonlyMap<string, Promise<Walked>> = new Map();
  beforeAll(async () => {
    const wire = httpTransport(parseHost(engine?.host ?? ''));
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
