/** Going back in the journal of a long session, as the page does it: with the worlds that wait along the way. */
import { drain } from '../../src/headless/drain.ts';
import { EPOCH } from '../../src/headless/world.ts';
import { loadCompleteDocker, loadDocker } from '../../src/docker/load.ts';
import { Timeline } from '../../src/sim/timeline.ts';
import type { Figure } from './figures.ts';

const COMMANDS = 1000;
const ENV = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', TERM: 'xterm', TZ: 'UTC' };
/** What is typed over and over; N is a number of its own for each round. */
const TYPED = [
  'ls -l /',
  'docker ps -a',
  'docker images',
  'docker run --rm busybox true',
  'echo hello > /tmp/f',
  'cat /tmp/f',
  'docker run -d --name cN busybox sleep 1000',
  'docker exec cN touch /x',
  'docker diff cN',
  'docker rm -f cN',
];

export async function* rewind(): AsyncGenerator<Figure> {
  const timeline = await Timeline.open(
    { version: 1, seed: 1, epoch: EPOCH, catalog: 'hub', entries: [] },
    { drain, docker: loadDocker, completeDocker: loadCompleteDocker },
  );
  timeline.input({
    kind: 'spawn',
    session: 'shell',
    argv: ['/bin/bash', '--login'],
    env: ENV,
    cwd: '/root',
    terminal: { cols: 80, rows: 24 },
    pane: true,
  });
  await timeline.live(1000);
  const starts: { at: number; count: number }[] = [];
  const type = async (line: string, ms: number): Promise<void> => {
    starts.push({ at: timeline.now.at, count: timeline.now.inputs });
    for (const text of `${line}\r`) {
      timeline.input({ kind: 'keys', session: 'shell', text });
      await timeline.live(timeline.now.at + 60);
    }
    await timeline.live(timeline.now.at + ms);
  };
  await type('docker pull busybox', 20_000);
  for (let n = 0; n < COMMANDS; n++) await type((TYPED[n % TYPED.length] ?? '').replace('N', String(n - (n % TYPED.length))), 3000);

  const end = timeline.now.at;
  const timed = async (n: number): Promise<number> => {
    const { at, count } = starts[n] ?? { at: 0, count: 0 };
    const began = performance.now();
    await timeline.go(at, count);
    const took = performance.now() - began;
    await timeline.go(end);
    while (await timeline.prepare(() => false));
    return took;
  };
  const cold = await timed(COMMANDS);
  const last = await timed(COMMANDS);
  const anywhere: number[] = [];
  for (let n = 1; n <= 20; n++) anywhere.push(await timed(Math.floor((COMMANDS * n) / 20.5)));
  const unit = 'ms';
  yield { name: `undo the last of ${COMMANDS.toLocaleString('en')} commands`, value: last, unit, goal: { most: 1000 } };
  yield { name: 'rewind to 20 places among them, the slowest', value: Math.max(...anywhere), unit, goal: { most: 1000 } };
  yield { name: 'rewind to the beginning of 1,000 commands', value: await timed(0), unit, goal: { most: 1000 } };
  yield { name: 'the same undo when no world waits (all is lived again)', value: cold, unit };
}
