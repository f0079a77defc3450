/**
 * The recorded sessions three ways: (a) on the simulator, (b) the real docker client on our engine, (c) our client on the
 * real engine. (b) and (c) leave out what reaches for the ports, folders or files of the engine's machine. Nothing may fall
 * behind known-behind-wire.json; `UPDATE_KNOWN=1 npm run test:oracle` writes that file anew.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundle, dockerProgram } from '../../src/headless/bundle.ts';
import { runSession } from '../../src/headless/session.ts';
import { newWorld } from '../../src/headless/world.ts';
import { type Golden, goldenSessions } from './goldens.ts';
import { hostTie } from './reach.ts';
import { oracleReason } from './ready.ts';
import { judge, type Outcome, playAll, playOurClient, playRealClient } from './three-ways.ts';

const here = import.meta.dirname;
const KNOWN = join(here, 'known-behind-wire.json');
type Way = 'real client' | 'our client';
const known = JSON.parse(readFileSync(KNOWN, 'utf8')) as Readonly<Record<Way, Readonly<Record<string, number>>>>;
/** Sessions mostly wait: so many of them at once keep two processors busy. */
const AT_ONCE = 3;

const sessions = goldenSessions();
const onTheWire = sessions.filter(({ session }) => hostTie(session) === null);
const least =
  (way: Way) =>
  ({ name, golden }: Golden): number =>
    known[way][name] ?? golden.steps.length;

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

const done = new Map<string, Outcome[]>();
let played: Readonly<Record<Way, ReadonlyMap<string, Promise<Outcome>>>> | null = null;

function tell(way: string, all: readonly Outcome[]): void {
  const sum = (of: (outcome: Outcome) => number): number => all.reduce((total, outcome) => total + of(outcome), 0);
  const whole = all.filter(({ same, total }) => same === total).length;
  console.log(`${way}: ${whole} of ${all.length} sessions, ${sum(({ same }) => same)} of ${sum(({ total }) => total)} steps are the same`);
}

describe.skipIf(oracleReason() !== null)('three ways', () => {
  beforeAll(async () => {
    const up = execFileSync('./up', { cwd: here, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
    const host = /DOCKER_HOST=(\S+)/.exec(up)?.[1];
    if (host === undefined) throw new Error('the real engine did not start');
    const engine = await bundle(join(here, '../../src/headless/engine.ts'), join(folder, 'engine'), 'engine');
    const docker = await dockerProgram(join(folder));
    // Both ways are under way from here on: one waits for the real engine, the other for its sleeps.
    played = {
      'real client': playAll(onTheWire, AT_ONCE, least('real client'), (golden) =>
        playRealClient(golden, engine, join(folder, golden.name.replace('/', '-'))),
      ),
      'our client': playAll(onTheWire, 1, least('our client'), (golden) => playOurClient(golden, docker, host, oracle)),
    };
  });

  afterAll(() => {
    for (const [way, all] of done) tell(way, all);
    console.log(`${sessions.length - onTheWire.length} sessions reach for the machine of their engine: only (a)`);
    if (process.env['UPDATE_KNOWN'] === '1') {
      const behind = (way: Way): [Way, Record<string, number>] => [
        way,
        Object.fromEntries((done.get(way) ?? []).filter(({ same, total }) => same < total).map(({ name, same }) => [name, same])),
      ];
      writeFileSync(KNOWN, `${JSON.stringify(Object.fromEntries([behind('our client'), behind('real client')]), null, 2)}\n`);
    }
    if (!ranBefore) execFileSync('./down', { cwd: here, env, stdio: 'ignore' });
    rmSync(folder, { recursive: true, force: true });
  });

  test('(a) the simulator', async () => {
    const all: Outcome[] = [];
    for (const golden of sessions)
      all.push(judge(golden, await runSession(await newWorld({ catalog: 'fixtures', seed: 1 }), golden.session)));
    done.set('simulator', all);
  });

  for (const way of ['real client', 'our client'] as const) {
    test.each(onTheWire)(
      `${way === 'real client' ? '(b) the real client on our engine' : '(c) our client on the real engine'}: $name`,
      async (golden) => {
        const outcome = await played?.[way].get(golden.name);
        if (!outcome) throw new Error('was not played');
        done.set(way, [...(done.get(way) ?? []), outcome]);
        if (outcome.same < least(way)(golden)) {
          expect(outcome.differs?.got).toEqual(outcome.differs?.want);
          expect(outcome.same).toBeGreaterThanOrEqual(least(way)(golden));
        }
      },
    );
  }
});
