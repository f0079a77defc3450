/**
 * The recorded sessions three ways: (a) on the simulator, (b) the real docker client on our engine, (c) our client on the
 * real engine. (b) and (c) leave out what reaches for the ports, folders or files of the engine's machine, and of our own sessions they
 * play two of three: in real time all of them take three quarters of an hour. `SESSIONS=all` plays all, `SESSIONS='networks more/logs-2'`
 * those. Nothing may fall behind known-behind-wire.json; `UPDATE_KNOWN=1 SESSIONS=all npm run test:oracle` writes that file anew.
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

const asked = process.env['SESSIONS'];
const sessions = goldenSessions().filter(({ name }) => !asked || asked === 'all' || asked.split(' ').includes(name));
const overTheWire = sessions.filter(({ session }) => hostTie(session) === null);
const onTheWire = overTheWire.filter(({ name }, n) => asked || !name.startsWith('more/') || n % 3 !== 0);
/** In real time now and then one step of a session comes out otherwise: an event falls into the next second. More is no chance. */
const BY_CHANCE = { steps: 1, sessions: 4 };
const least =
  (way: Way) =>
  ({ name, golden }: Golden): number =>
    known[way][name] ?? golden.steps.length;

const folder = mkdtempSync(join(tmpdir(), 'huajuan-oracle-'));
const engines = inject('realEngines');

const done = new Map<string, Outcome[]>();
/** The sessions that came less far than the last time. */
const fell = new Map<Way, string[]>();
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
    console.log(`${sessions.length - overTheWire.length} sessions reach for the machine of their engine: only (a)`);
    console.log(`${overTheWire.length - onTheWire.length} sessions were left out of (b) and (c)`);
    if (process.env['UPDATE_KNOWN'] === '1' && asked === 'all') {
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
        const behind = least(way)(golden) - outcome.same;
        if (behind <= 0) return;
        fell.set(way, [...(fell.get(way) ?? []), golden.name]);
        if (behind > BY_CHANCE.steps) {
          expect(outcome.differs?.got).toEqual(outcome.differs?.want);
          expect(behind).toBeLessThanOrEqual(BY_CHANCE.steps);
        }
      },
    );
    test(`${way}: few sessions are behind by chance`, () => {
      expect((fell.get(way) ?? []).length, (fell.get(way) ?? []).join(' ')).toBeLessThanOrEqual(BY_CHANCE.sessions);
    });
  }
});
