/** A world is a function of its seed and its journal, however time was cut up and whoever looked on. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newWorld } from '../../src/headless/world.ts';
import type { Input, Journal } from '../../src/sim/journal.ts';
import type { World } from '../../src/sim/world.ts';
import { docker } from '../../src/docker/program.ts';
import { completeDocker } from '../../src/docker/complete.ts';
import { fresh, live, script, starts, TYPED } from './scripts.ts';

async function replayed(journal: Journal, until: number, options: Parameters<typeof newWorld>[0] | object = {}): Promise<World> {
  const world = await newWorld({ ...options, journal });
  await world.run(until);
  return world;
}

/** Keeps the real world waiting as a slow network would. */
const late = async <T>(ms: number, value: T): Promise<T> => {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return value;
};

const QUESTIONS = [
  '/v1.41/containers/json?all=1&size=1',
  '/v1.41/images/json',
  '/v1.41/info',
  '/v1.41/networks',
  '/v1.41/volumes',
  '/v1.41/system/df',
  '/v1.41/containers/ca/json',
  '/v1.41/containers/cb/changes',
  '/v1.41/containers/cb/logs?stdout=1',
  '/_huajuan/host',
  '/_huajuan/boot',
  '/v1.41/containers/ca/stats?stream=0&one-shot=1',
  '/_huajuan/registries',
  '/_huajuan/folder?path=/tmp',
  '/_huajuan/folder?path=/proc',
  '/_huajuan/content?path=/tmp/saved',
  '/_huajuan/content?path=/etc/passwd&container=cb',
  '/_huajuan/stack?container=ca',
  '/_huajuan/merged?container=ca&path=/etc',
  '/_huajuan/merged?container=cb&path=/',
];

/** Somebody looks on, as the stage and the lessons do, at moments of his own. */
function lookOn(world: World, every: number): () => Promise<void> {
  let on = true;
  const ask = async (): Promise<void> => {
    for (let n = 0; on; n++) {
      const url = QUESTIONS[n % QUESTIONS.length] ?? '';
      const { body } = await world.transport.fetch({ method: 'GET', url, headers: {} });
      for await (const piece of body ?? []) void piece;
      await late(every, null);
    }
  };
  const asking = ask();
  return () => {
    on = false;
    return asking;
  };
}

describe('replay', () => {
  test('in one go, in pieces, slowly loaded or looked at: the same world', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 2 ** 31 }), script, fc.integer({ min: 1, max: 900 }), async (seed, steps, step) => {
        const original = await fresh(seed);
        let cuts = seed;
        await live(original, steps, () => {
          cuts = (cuts * 1103515245 + 12345) % 2 ** 31;
          return (cuts / 2 ** 31) * step;
        });
        expect(original.kernel.faults).toEqual([]);
        const now = original.clock.now();
        const want = await original.snapshot();
        const journal = JSON.parse(JSON.stringify(original.journal())) as Journal;

        const atOnce = await replayed(journal, now);
        expect(await atOnce.snapshot()).toEqual(want);

        const slow = await replayed(journal, now, {
          docker: () => late(seed % 7, docker),
          completeDocker: () => late(seed % 5, completeDocker),
        });
        expect(await slow.snapshot()).toEqual(want);

        const watched = await newWorld({ journal: { ...journal, entries: [] } });
        const stop = lookOn(watched, seed % 3);
        for (const { at, input } of journal.entries) {
          await watched.run(journal.epoch + at);
          watched.input(input);
        }
        await watched.run(now);
        await stop();
        expect(await watched.snapshot()).toEqual(want);
      }),
      {
        numRuns: Number(process.env['REPLAY_RUNS'] ?? 5),
        // Found once: a look at a file was an access, and cat no longer the first.
        examples: [
          [
            0,
            [
              [0, { kind: 'save', path: '/tmp/saved', text: '' }],
              [7e-253, { kind: 'keys', session: 'one', text: 'cat /tmp/saved | grep o | wc\r' }],
            ],
            754,
          ],
        ],
      },
    );
  }, 120_000);
});

describe('digest', () => {
  const lived = async (): Promise<World> => {
    const world = await fresh(3);
    await live(
      world,
      [
        [500, { kind: 'keys', session: 'one', text: 'docker run -d --name ca busybox sleep 1000; echo x > /tmp/f; touch /dev/shm/s\r' }],
        [500, { kind: 'keys', session: 'piped', text: 'X=1 sleep 1000 &\n' }],
      ],
      () => 100,
    );
    return world;
  };

  test('one change anywhere is another digest', async () => {
    const world = await lived();
    const { kernel, clock } = world;
    const root = kernel.mounts.superuser();
    const find = (argv: string) => [...kernel.pids.processes.values()].find(({ state }) => state.argv.join(' ') === argv);
    const asleep = find('sleep 1000');
    const tty = [...kernel.devpts.ttys.values()][0];
    if (!asleep || !tty) throw new Error('the world did not come so far');
    const json = { 'content-type': 'application/json' };
    const post = (url: string) => world.transport.fetch({ method: 'POST', url, headers: json, body: new TextEncoder().encode('{}') });
    const changes: Readonly<Record<string, () => unknown>> = {
      'a byte of a file': () => kernel.mounts.writeFile(root, '/tmp/f', Uint8Array.of(0x79, 10)),
      'a time of a file': () => kernel.mounts.utimes(root, '/tmp/f', 0, 0),
      'a byte of a file in memory': () => kernel.mounts.writeFile(root, '/dev/shm/s', Uint8Array.of(1)),
      'a variable of a process': () => (asleep.state.env = { ...asleep.state.env, X: '2' }),
      'the folder of a process': () => (asleep.state.cwd = kernel.mounts.chdir(root, '/tmp')),
      'what a signal does': () => asleep.actions.set('USR1', 'ignore'),
      'a limit of a group': () => (asleep.state.cgroup.resources = { pids: 77 }),
      'the heap of a process': () => asleep.heap++,
      'an open file': () => asleep.fds.install(kernel.pipe()[0]),
      'a mode of a terminal': () => (tty.termios = { ...tty.termios, echo: !tty.termios.echo }),
      'the size of a terminal': () => (tty.size = { cols: 3, rows: 3 }),
      'a typed key': () => tty.input(Uint8Array.of(97)),
      'a timer': () => clock.after(1e6, () => {}),
      'a mount': () => kernel.mounts.mount(root, kernel.tmpfs(), '/tmp'),
      'a drawn number': () => kernel.random.int(2),
      'a name of a container': () => post('/v1.41/containers/ca/rename?name=cz'),
      'the life of a container': () => post('/v1.41/containers/cz/pause'),
      'a volume': () => post('/v1.41/volumes/create'),
    };
    let before = await world.digest();
    expect(await world.digest()).toBe(before);
    for (const [what, change] of Object.entries(changes)) {
      await change();
      const after = await world.digest();
      expect(after, what).not.toBe(before);
      before = after;
    }
  }, 60_000);

  test('a journal cut anywhere replays up to the cut', async () => {
    const world = await fresh(5);
    const seen: string[] = [];
    const inputs: Input[] = [...starts, ...TYPED.slice(0, 8).map((text): Input => ({ kind: 'keys', session: 'one', text }))];
    for (const input of inputs) {
      world.input(input);
      await world.run(world.clock.now() + 700);
      seen.push(await world.digest());
    }
    const journal = world.journal();
    for (const cut of [1, 4, 7, inputs.length]) {
      const part = await replayed({ ...journal, entries: journal.entries.slice(0, cut) }, journal.epoch + 700 * cut);
      expect(await part.digest(), `cut after ${cut}`).toBe(seen[cut - 1]);
    }
  }, 60_000);
});
