/** The normaliser of the tests against the recorder's own, on what the simulator really printed and on odd texts. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { runSession } from '../../src/headless/session.ts';
import { newWorld } from '../../src/headless/world.ts';
import { goldenSessions } from './goldens.ts';
import { normaliser } from './normalise.ts';

const PYTHON = `
import json, sys
sys.path.insert(0, ${JSON.stringify(import.meta.dirname)})
from normalise import Normaliser
out = []
for commands, texts in json.load(sys.stdin):
    norm = Normaliser(commands)
    out.append([norm(text) for text in texts])
json.dump(out, sys.stdout)
`;

const ODD = [
  'a  b\t\tc   \r\nd\re',
  '\x1b[31mred\x1b[0m \x1b]0;title\x07x',
  '0123456789ab: Pull complete\nba9876543210: Pull complete\nx: Pull complete',
  '2026-06-01T08:00:00.123456789Z 2026-06-01 08:00:00 +0000 UTC Mon Jun  1 08:00:00 UTC 2026',
  'Up 3 minutes (Paused) Exited (0) About a minute ago Less than a second ago 12 weeks ago',
  '4.26MB 0B 13.3kB 1.2GiB 12.34% :32768 :8080 0.0.0.0:49153-> size: 943',
  'quirky_turing /bin/quirky_turing http_proxy naughty_lovelace2 é_ü',
  'deadbeefcafe 123456789012 abcdefabcdef sha256:7256816f6d358d339aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
];

const hasPython = spawnSync('python3', ['--version']).status === 0;

test.skipIf(!hasPython)('says the same as normalise.py', async () => {
  const cases: [string[], string[]][] = [[['docker run --name quirky_turing'], ODD]];
  for (const { session } of goldenSessions().slice(0, 12)) {
    const steps = await runSession(await newWorld({ catalog: 'fixtures', seed: 1 }), session);
    cases.push([steps.map(({ cmd }) => cmd), steps.flatMap(({ stdout, stderr }) => [stdout, stderr])]);
  }
  const { stdout, stderr, status } = spawnSync('python3', ['-c', PYTHON], { input: JSON.stringify(cases), encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const ours = cases.map(([commands, texts]) => texts.map(normaliser(commands)));
  expect(ours).toEqual(JSON.parse(stdout));
});
