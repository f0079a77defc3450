/** `docker run --rm busybox true`: the simulator's real time beside the real engine's, in one run. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { newWorld } from '../../src/headless/world.ts';
import { oracleReason } from '../oracle/ready.ts';
import { type Figure, median } from './figures.ts';

const COMMAND = 'docker run --rm busybox true';

async function simulated(times: number): Promise<number> {
  const ended: number[] = [];
  const world = await newWorld({ catalog: 'fixtures', seed: 1, onExit: (_, code) => ended.push(code) });
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root' };
  const once = async (command: string): Promise<number> => {
    const before = ended.length;
    const started = performance.now();
    world.input({ kind: 'spawn', session: `${before}`, argv: ['/bin/sh', '-c', command], env, cwd: '/root', terminal: null });
    world.input({ kind: 'eof', session: `${before}` });
    await world.run(Number.POSITIVE_INFINITY, () => ended.length > before);
    if (ended.at(-1) !== 0) throw new Error(`${command} ended with ${ended.at(-1)}`);
    return performance.now() - started;
  };
  await once('docker pull -q busybox');
  for (let warm = 0; warm < 20; warm++) await once(COMMAND);
  const took: number[] = [];
  for (let n = 0; n < times; n++) took.push(await once(COMMAND));
  return median(took);
}

function real(times: number): number {
  const up = spawnSync('bash', [join(import.meta.dirname, '../oracle/up')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const host = /DOCKER_HOST=(\S+)/.exec(up.stdout)?.[1];
  if (up.status !== 0 || host === undefined) throw new Error('the real engine did not start');
  const env = { ...process.env, DOCKER_HOST: host };
  const once = (command: string): number => {
    const started = performance.now();
    const { status, stderr } = spawnSync('/bin/sh', ['-c', command], { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return performance.now() - started;
  };
  once('docker pull -q busybox');
  once(COMMAND);
  return median(Array.from({ length: times }, () => once(COMMAND)));
}

/** Medians in milliseconds, and how many times faster the simulator is. */
export async function dockerRun(): Promise<Figure[]> {
  const sim = await simulated(200);
  const reason = oracleReason();
  if (reason !== null) return [{ name: COMMAND, value: sim, unit: 'ms', note: `no real engine beside it: ${reason}` }];
  const engine = real(7);
  return [
    { name: `${COMMAND}, simulator`, value: sim, unit: 'ms' },
    { name: `${COMMAND}, real engine`, value: engine, unit: 'ms' },
    { name: `${COMMAND}, times faster`, value: engine / sim, unit: '×', goal: { least: 100 } },
  ];
}
