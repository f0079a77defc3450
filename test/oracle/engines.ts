/**
 * Real engines for the tests, each with its registries in namespaces of its own: they do not meet each other or what this
 * machine runs, and nothing of them is left when they stop, whatever happened to the tests.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const here = import.meta.dirname;

/** A real engine, as plain data that goes to the processes of the tests. */
export interface RealEngine {
  /** Where it listens, as in DOCKER_HOST. */
  readonly host: string;
  /** Its folder: what the recorder calls ORACLE. */
  readonly folder: string;
  /** Its first process, whose namespaces are the engine's. */
  readonly pid: number;
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** Empty where a real engine cannot run. */
    readonly realEngines: readonly RealEngine[];
  }
}

/** Installs what a real engine needs; it has no way out to the network afterwards. */
export const install = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn('./up', ['install'], { cwd: here, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error('the real engine could not be installed'))));
  });

// It lives as long as somebody holds the other end of its stdin, and all its processes with it.
const SCRIPT = `
/bin/busybox ip link set lo up
for folder in /run/docker /usr/tmp; do mkdir -p $folder && mount -t tmpfs tmpfs $folder; done
./up </dev/null && exec cat`;
const NAMESPACES = ['--net', '--mount', '--propagation', 'private', '--pid', '--fork', '--kill-child', '--mount-proc'];

/** Starts an engine; rejects when it does not come up. */
export async function startRealEngine(): Promise<{ readonly engine: RealEngine; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'huajuan-engine-'));
  const child = spawn('unshare', [...NAMESPACES, 'bash', '-c', SCRIPT], {
    cwd: here,
    env: { ...process.env, ORACLE: folder },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const host = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.on('error', reject);
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /DOCKER_HOST=(\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    });
    void ended.then(() => reject(new Error('the real engine did not start')));
  });
  return {
    engine: { host, folder, pid: firstProcess(child) },
    async stop() {
      child.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The process that is number 1 in there, by its number out here. */
function firstProcess({ pid }: ChildProcess): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'));
}

/** The command that runs `command` in the folder `cwd` beside an engine, where its ports and its /usr/tmp are. */
export const beside = ({ pid }: RealEngine, command: readonly string[], cwd: string): string[] => [
  'nsenter',
  '-t',
  `${pid}`,
  '-n',
  '-m',
  '-p',
  '--',
  'env',
  `--chdir=${cwd}`,
  ...command,
];
