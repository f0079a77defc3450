/**
 * Our docker client on a real engine: the recorder plays sessions with it in the place of the real client, and what it
 * prints must be what the real one printed.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparable, type Recorded } from './compare.ts';
import { sameSteps } from './goldens.ts';
import { oracleReason } from './ready.ts';

const here = import.meta.dirname;
/**
 * What needs neither the host's ports nor its folders, and nothing whose pace a slower client could change (run-detached-logs counts
 * ticks). Not logs-options: in
 * which order a real engine logs the two streams is a race.
 */
const SESSIONS = [
  'commit-and-tag',
  'create-start-rename-top',
  'diff-copy-up',
  'errors',
  'exec',
  'exit-codes',
  'lifecycle',
  'ps-filters-and-formats',
  'pull-and-images',
  'remove',
];
/** The fixtures' first layer bears the time it was packed at, so its name is another on each machine. */
const unnamed = (text: string): string => text.replace(/ADD file:[0-9a-f]{17}/g, 'ADD file:');
const folder = mkdtempSync(join(tmpdir(), 'huajuan-oracle-'));
const oracle = process.env['ORACLE'] ?? '/tmp/oracle';
const env: NodeJS.ProcessEnv = { ...process.env, ORACLE: oracle };
/** Whether an engine runs already: then it is left running. Its file of the process's number may outlive it. */
const ranBefore = (() => {
  try {
    return process.kill(Number(readFileSync(join(oracle, 'docker.pid'), 'utf8')), 0);
  } catch {
    return false;
  }
})();

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

  test.each(SESSIONS)('%s', { retry: 1 }, (name) => {
    const { status, stderr } = spawnSync('python3', ['capture.py', folder, `sessions/${name}.session`], {
      cwd: here,
      env,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const read = (path: string): Recorded => JSON.parse(unnamed(readFileSync(path, 'utf8'))) as Recorded;
    const { want, got } = comparable(read(join(here, 'golden', `${name}.json`)), read(join(folder, `${name}.json`)).steps);
    console.log(`${name}: ${sameSteps(want, got)} of ${want.length} steps are the same`);
    expect(got).toEqual(want);
  });
});
