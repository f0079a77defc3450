/** Plays sessions with the real client on our engine, and with our client on the real engine. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runHostSession } from '../../src/headless/host-session.ts';
import { comparable, type Step } from './compare.ts';
import { beside, type RealEngine } from './engines.ts';
import { type Golden, sameSteps } from './goldens.ts';

const here = import.meta.dirname;

/** The fixtures' first layer bears the time it was packed at, so its name is another on each machine. */
const unnamed = (steps: readonly Step[]): Step[] =>
  JSON.parse(JSON.stringify(steps).replace(/ADD file:[0-9a-f]{17}/g, 'ADD file:')) as Step[];

/** How far a session came, and the first step that is not the same. */
export interface Outcome {
  readonly name: string;
  readonly same: number;
  readonly total: number;
  readonly differs: { readonly want: Step; readonly got: Step | undefined } | null;
}

/** Holds what was played against the recording. */
export function judge({ name, golden }: Golden, steps: readonly Step[]): Outcome {
  const { want, got } = comparable({ ...golden, steps: unnamed(golden.steps) }, unnamed(steps));
  const n = want.findIndex((step, at) => JSON.stringify(step) !== JSON.stringify(got[at]));
  const first = want[n];
  return { name, same: sameSteps(want, got), total: want.length, differs: first ? { want: first, got: got[n] } : null };
}

/** Runs a program to its end; rejects with what it said when it failed. */
const finished = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(said.trim() || `ended with ${code}`))));
  });

/** The file a session was read from. */
const fileOf = (name: string): string =>
  name.startsWith('more/') ? join(here, 'sessions-more', `${name.slice(5)}.session`) : join(here, 'sessions', `${name}.session`);

/** Starts an engine of ours (the bundle `script`) on a socket of its own in `folder`. */
async function startEngine(script: string, folder: string): Promise<{ host: string; stop(): Promise<void> }> {
  mkdirSync(folder, { recursive: true });
  const child = spawn(process.execPath, [script, '--socket', join(folder, 'docker.sock'), '--catalog', 'fixtures'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = finished(child);
  const host = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const [, at] = /listening on (\S+)/.exec(chunk.toString()) ?? [];
      if (at) resolve(at);
    });
    ended.catch(reject);
  });
  return {
    host,
    async stop() {
      child.kill();
      await ended;
    },
  };
}

/**
 * The recorder plays a session with the real client on a fresh engine of ours. Sessions write to /usr/tmp of the client's
 * machine; each gets one of its own, so that several can be played at the same time.
 */
export async function playRealClient(golden: Golden, engineScript: string, folder: string): Promise<Outcome> {
  const engine = await startEngine(engineScript, folder);
  try {
    const script = 'mkdir -p /usr/tmp && mount -t tmpfs tmpfs /usr/tmp && exec ./capture.py "$@"';
    const args = ['--mount', '--propagation', 'private', 'bash', '-c', script, '_', folder, fileOf(golden.name)];
    const env = { ...process.env, DOCKER_HOST: engine.host, ORACLE: folder };
    await finished(spawn('unshare', args, { cwd: here, env, stdio: ['ignore', 'ignore', 'pipe'] }));
    const played = JSON.parse(readFileSync(join(folder, `${golden.golden.session}.json`), 'utf8')) as { steps: Step[] };
    return judge(golden, played.steps);
  } finally {
    await engine.stop();
  }
}

/** Our client (the program `docker`) plays a session on a real engine, which is emptied first as the recorder does it. */
export async function playOurClient(golden: Golden, docker: string, engine: RealEngine): Promise<Outcome> {
  const env = { ...process.env, DOCKER_HOST: engine.host, ORACLE: engine.folder };
  const [program = '', ...args] = beside(engine, ['python3', '-c', 'import capture; capture.reset()'], here);
  await finished(spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] }));
  const elsewhere = (command: readonly string[], cwd: string): string[] => beside(engine, command, cwd);
  return judge(golden, await runHostSession(golden.session, { docker, host: engine.host, elsewhere }));
}

/** Plays sessions, one after the other. */
type Player = (golden: Golden) => Promise<Outcome>;

/** Plays every golden, each on the next player that is free; what falls below `least` is played again. */
export function playAll(
  goldens: readonly Golden[],
  players: readonly Player[],
  least: (golden: Golden) => number,
): ReadonlyMap<string, Promise<Outcome>> {
  const tell = new Map<string, (outcome: Outcome) => void>();
  const outcomes = new Map(goldens.map(({ name }) => [name, new Promise<Outcome>((resolve) => tell.set(name, resolve))]));
  const waiting = [...goldens];
  const plays = async (player: Player): Promise<void> => {
    for (let golden = waiting.shift(); golden; golden = waiting.shift())
      tell.get(golden.name)?.(await played(golden, player, least(golden)));
  };
  for (const player of players) void plays(player);
  return outcomes;
}

/** How often a session is played until it is good enough. */
const TRIES = 3;

/** What came of a golden: of the first try that has `least` steps the same, else of the best. */
async function played(golden: Golden, player: Player, least: number): Promise<Outcome> {
  const once = (): Promise<Outcome> => player(golden).catch((error: unknown) => failedToPlay(golden, error));
  let best = await once();
  for (let n = 1; n < TRIES && best.same < least; n++) {
    const next = await once();
    if (next.same > best.same) best = next;
  }
  return best;
}

function failedToPlay({ name, golden }: Golden, error: unknown): Outcome {
  const message = error instanceof Error ? error.message : String(error);
  const [want] = golden.steps;
  const got = { cmd: 'the session itself', stdout: '', stderr: message, code: -1 };
  return { name, same: 0, total: golden.steps.length, differs: want ? { want, got } : null };
}
