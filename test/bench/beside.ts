/** The same command on the simulator and on the real engine beside it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import type { World } from '../../src/sim/world.ts';
import { oracleReason } from '../oracle/ready.ts';
import { type Figure, median } from './figures.ts';

const ENV = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root' };

/** Runs command lines on a machine and measures them in real milliseconds. */
export interface Machine {
  run(command: string): Promise<number> | number;
}

/** The simulator, built as for the page: tsx, which runs these benches, has every function keep its name, and that costs time and heap. */
async function simulator(): Promise<typeof import('../../src/headless/world.ts')> {
  const root = join(import.meta.dirname, '../..');
  const outDir = mkdtempSync(join(tmpdir(), 'huajuan-bench-'));
  process.once('exit', () => rmSync(outDir, { recursive: true, force: true }));
  // What ends in .mjs tsx leaves as it is.
  const output = { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' };
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: { ssr: 'src/headless/world.ts', outDir, emptyOutDir: false, rolldownOptions: { output } },
    ssr: { noExternal: true },
  });
  return import(pathToFileURL(join(outDir, 'world.mjs')).href);
}

let built: ReturnType<typeof simulator> | null = null;

/** A simulated machine with its journal's world to look into. */
export async function simulatedMachine(): Promise<Machine & { readonly world: World }> {
  const ended: number[] = [];
  let said = '';
  const { newWorld } = await (built ??= simulator());
  const world = await newWorld({
    catalog: 'fixtures',
    seed: 1,
    onExit: (_, code) => void ended.push(code),
    onOutput: (_, data, error) => {
      if (error) said = new TextDecoder().decode(data);
    },
  });
  return {
    world,
    async run(command) {
      const before = ended.length;
      const started = performance.now();
      world.input({ kind: 'spawn', session: `${before}`, argv: ['/bin/sh', '-c', command], env: ENV, cwd: '/root', terminal: null });
      world.input({ kind: 'eof', session: `${before}` });
      await world.run(Number.POSITIVE_INFINITY, () => ended.length > before);
      if (ended.at(-1) !== 0) throw new Error(`${command} ended with ${ended.at(-1)}: ${said}`);
      return performance.now() - started;
    },
  };
}

/** The real engine, started if it does not run; null where there cannot be one. */
export function realMachine(): Machine | null {
  if (oracleReason() !== null) return null;
  const up = spawnSync('bash', [join(import.meta.dirname, '../oracle/up')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const host = /DOCKER_HOST=(\S+)/.exec(up.stdout)?.[1];
  if (up.status !== 0 || host === undefined) throw new Error('the real engine did not start');
  const env = { ...process.env, DOCKER_HOST: host };
  return {
    run(command) {
      const started = performance.now();
      const { status, stderr } = spawnSync('/bin/sh', ['-c', command], { env, encoding: 'utf8' });
      if (status !== 0) throw new Error(`${command}: ${stderr}`);
      return performance.now() - started;
    },
  };
}

/** How a command is measured: what must be there, what is run before each time, how often. */
export interface Measured {
  readonly name: string;
  readonly command: string;
  readonly setUp: readonly string[];
  readonly before?: string;
  readonly tearDown: readonly string[];
  readonly least: number;
}

async function took(machine: Machine, { command, setUp, before, tearDown }: Measured, warm: number, times: number): Promise<number> {
  for (const line of setUp) await machine.run(line);
  try {
    const all: number[] = [];
    for (let n = 0; n < warm + times; n++) {
      if (before !== undefined) await machine.run(before);
      const ms = await machine.run(command);
      if (n >= warm) all.push(ms);
    }
    return median(all);
  } finally {
    for (const line of tearDown) await machine.run(line);
  }
}

/** Medians in milliseconds, and how many times faster the simulator is. */
export async function beside(measured: Measured): Promise<Figure[]> {
  const sim = await took(await simulatedMachine(), measured, 20, 40);
  const real = realMachine();
  if (!real) return [{ name: `${measured.name}, simulator`, value: sim, unit: 'ms', note: `no real engine beside it: ${oracleReason()}` }];
  const engine = await took(real, measured, 1, 5);
  return [
    { name: `${measured.name}, simulator`, value: sim, unit: 'ms' },
    { name: `${measured.name}, real engine`, value: engine, unit: 'ms' },
    { name: `${measured.name}, times faster`, value: engine / sim, unit: '×', goal: { least: measured.least } },
  ];
}
