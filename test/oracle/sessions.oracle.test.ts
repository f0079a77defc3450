/**
 * The recorded sessions three ways: (a) on the simulator, (b) the real docker client on our engine, (c) our client on the
 * real engine. (b) and (c) leave out what reaches for the ports, folders or files of the engine's machine. Nothing may fall
 * behind known-behind-wire.json; `UPDATE_KNOWN=1 npm run test:oracle` writes that file anew. `SESSIONS='networks more/logs-2'` plays those
 * alone.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { bundle, dockerProgram } from '../../src/headless/bundle.ts';
import { runSession } from '../../src/headless/session.ts';
import { newWorld } from '../../src/headless/world.ts';
import { type Golden, goldenSessions } from './goldens.ts';
import { hostTie } from './reach.ts';
import { judge, type Outcome, playAll, playOurClient, playRealClient } from './three-ways.ts';

const here = import.meta.dirname;
const KNOWN = join(here, 'known-behind-wire.json');
type Way = 'real client' | 'our client';
const known = JSON.parse(readFileSync(KNOWN, 'utf8')) as Readonly<Record<Way, Readonly<Record<string, number>>>>;
/** Sessions mostly wait: so many of them at once keep two processors busy. */
const AT_ONCE = 3;

const only = process.env['SESSIONS']?.split(' ');
const sessions = goldenSessions().filter(({ name }) => only?.includes(name) ?? true);
const onTheWire = sessions.filter(({ session }) => hostTie(session) === null);
const least =
  (way: Way) =>
  ({ name, golden }: Golden): number =>
    known[way][name] ?? golden.steps.length;

const folder = mkdtempSync(join(tmpdir(), 'huajuan-oracle-'));
const engines = inject('realEngines');

const done = new Map<string, Outcome[]>();
let played: Readonly<Record<Way, ReadonlyMap<string, Promise<Outcome>>>> | null = null;

function tell(way: string, all: readonly Outcome[]): void {
  const sum = (of: (outcome: Outcome) => number): number => all.reduce((total, outcome) => total + of(outcome), 0);
  const whole = all.filter(({ same, total }) => same === total).length;
  console.log(`${way}: ${whole} of ${all.length} sessions, ${sum(({ same }) => same)} of ${sum(({ total }) => total)} steps are the same`);
}

describe.skipIf(engines.length === 0)('three ways', () => {
  beforeAll(async () => {
    const engine = await bundle(join(here, '../../src/headless/engine.ts'), join(folder, 'engine'), 'engine');
    const docker = await dockerProgram(folder);
    // Both ways are under way from here on: one waits for the real engine, the other for its sleeps.
    const onOurs = (golden: Golden): Promise<Outcome> => playRealClient(golden, engine, join(folder, golden.name.replace('/', '-')));
    played = {
      'real client': playAll(
        onTheWire,
        Array.from({ length: AT_ONCE }, () => onOurs),
        least('real client'),
      ),
      'our client': playAll(
        onTheWire,
        engines.map((real) => (golden: Golden) => playOurClient(golden, docker, real)),
        least('our client'),
      ),
    };
  });

  afterAll(() => {
    for (const [way, all] of done) tell(way, all);
    console.log(`${sessions.length - onTheWire.length} sessions reach for the machine of their engine: only (a)`);
    if (process.env['UPDATE_KNOWN'] === '1' && !only) {
      const behind = (way: Way): [Way, Record<string, number>] => [
        way,
        Object.fromEntries((done.get(way) ?? []).filter(({ same, total }) => same < total).map(({ name, same }) => [name, same])),
      ];
      writeFileSync(KNOWN, `${JSON.stringify(Object.fromEntries([behind('our client'), behind('real client')]), null, 2)}\n`);
    }
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
