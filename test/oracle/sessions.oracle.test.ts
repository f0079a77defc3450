/**
 * Our docker client on a real engine: the recorder plays sessions with it in the place of the real client, and what it
 * prints must be what the real one printed.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparable, type Recorded } from './compare.ts';
import { sameSteps } from './goldens.ts';
import { oracleReason } from './ready.ts';

const here = import.meta.dirname;
/** What needs neither the host's ports nor its folders, and no typing whose pace a slower client could change. */
const SESSIONS = [
  'commit-and-tag',
  'create-start-rename-top',
  'diff-copy-up',
  'errors',
  'exec',
  'exit-codes',
  'lifecycle',
  'logs-options',
  'ps-filters-and-formats',
  'pull-and-images',
  'remove',
  'run-detached-logs',
];
const folder = mkdtempSync(join(tmpdir(), 'huajuan-oracle-'));
const oracle = process.env['ORACLE'] ?? '/tmp/oracle';
const env: NodeJS.ProcessEnv = { ...process.env, ORACLE: oracle };
/** An engine that ran before us is left running. */
const ranBefore = existsSync(join(oracle, 'docker.pid'));

describe.skipIf(oracleReason() !== null)('our client on the real engine', () => {
  beforeAll(async () => {
    const up = execFileSync('./up', { cwd: here, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
    env['DOCKER_HOST'] = /DOCKER_HOST=(\S+)/.exec(up)?.[1];
    await build({
      configFile: false,
      logLevel: 'error',
      publicDir: false,
      build: {
        ssr: join(here, 'our-docker.ts'),
        outDir: folder,
        emptyOutDir: false,
        rollupOptions: { output: { entryFileNames: 'docker.mjs', codeSplitting: false } },
      },
    });
    const client = join(folder, 'docker');
    writeFileSync(client, `#!/bin/sh\nexec ${process.execPath} ${folder}/docker.mjs "$@"\n`);
    chmodSync(client, 0o755);
    env['CLIENT'] = client;
  });

  afterAll(() => {
    if (!ranBefore) execFileSync('./down', { cwd: here, env, stdio: 'ignore' });
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(SESSIONS)('%s', (name) => {
    const { status, stderr } = spawnSync('python3', ['capture.py', folder, `sessions/${name}.session`], {
      cwd: here,
      env,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const read = (path: string): Recorded => JSON.parse(readFileSync(path, 'utf8')) as Recorded;
    const { want, got } = comparable(read(join(here, 'golden', `${name}.json`)), read(join(folder, `${name}.json`)).steps);
    console.log(`${name}: ${sameSteps(want, got)} of ${want.length} steps are the same`);
    expect(got).toEqual(want);
  });
});
