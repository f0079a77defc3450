/** Runs a session's steps in a real bash of this machine, in real time, as the recorder does (test/oracle/capture.py). */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EMPTY_MS, KEYS, LIMIT_MS, QUIET_MS, type Session, type SessionStep, type StepResult } from './session.ts';

const TICK_MS = 20;

export interface HostSessionOptions {
  /** The program that the session calls `docker`. */
  readonly docker: string;
  /** Where its engine is, as in DOCKER_HOST. */
  readonly host: string;
  /** Makes of a command and its folder the command that runs it elsewhere (in other namespaces). */
  readonly elsewhere?: (command: readonly string[], cwd: string) => readonly string[];
}

type Start = (command: readonly string[], options: SpawnOptions & { readonly cwd: string }) => ChildProcess;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until `done` holds; false after the limit of a step. */
async function until(done: () => boolean): Promise<boolean> {
  for (const end = Date.now() + LIMIT_MS; Date.now() < end; await sleep(TICK_MS)) if (done()) return true;
  return done();
}

/**
 * Plays `session` with `docker` against the engine at `host`. A step that has no end within 40 s gets the code -9; where it
 * blocks the shell it is the last one.
 */
export async function runHostSession(session: Session, { docker, host, elsewhere }: HostSessionOptions): Promise<StepResult[]> {
  const home = mkdtempSync(join(tmpdir(), 'huajuan-session-'));
  mkdirSync(join(home, 'bin'));
  symlinkSync(docker, join(home, 'bin/docker'));
  const { DOCKER_CONTEXT: _, ...rest } = process.env;
  const env = {
    ...rest,
    PATH: `${join(home, 'bin')}:${process.env['PATH'] ?? ''}`,
    HOME: home,
    DOCKER_HOST: host,
    TERM: 'xterm',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
  };
  const cwd = process.getuid?.() === 0 && existsSync('/root') ? '/root' : home;
  const start: Start = (command, options) => {
    const [program = '', ...args] = elsewhere?.(command, options.cwd) ?? command;
    return spawn(program, args, options);
  };
  const shell = start(['bash'], { env, cwd, stdio: ['pipe', 'inherit', 'inherit'] });
  const results: StepResult[] = [];
  try {
    for (const [n, step] of session.steps.entries()) {
      const base = join(home, `${n}`);
      if (step.tty) {
        shell.stdin?.write(`pwd >${base}.cwd; touch ${base}.rc\n`);
        await until(() => existsSync(`${base}.rc`));
        results.push(await onTerminal(step, start, readFileSync(`${base}.cwd`, 'utf8').trim(), env));
        continue;
      }
      writeFileSync(`${base}.cmd`, step.cmd);
      shell.stdin?.write(`eval "$(<${base}.cmd)" >${base}.out 2>${base}.err </dev/null; echo $? >${base}.tmp; mv ${base}.tmp ${base}.rc\n`);
      const ended = await until(() => existsSync(`${base}.rc`));
      const read = (end: string): string => (existsSync(base + end) ? readFileSync(base + end, 'utf8') : '');
      results.push({ cmd: step.cmd, stdout: read('.out'), stderr: read('.err'), code: ended ? Number(read('.rc')) : -9 });
      if (!ended) break;
    }
    return results;
  } finally {
    shell.stdin?.end();
    await until(() => shell.exitCode !== null || results.length < session.steps.length);
    shell.kill('SIGKILL');
    rmSync(home, { recursive: true, force: true });
  }
}

/** A command on a terminal of 80 by 24; script(1) makes it. */
async function onTerminal(step: SessionStep, start: Start, cwd: string, env: NodeJS.ProcessEnv): Promise<StepResult> {
  const line = `stty cols 80 rows 24; exec bash -c ${quoted(step.cmd)}`;
  const terminal = start(['script', '-qefc', line, '/dev/null'], { cwd, env: { ...env, SHELL: '/bin/bash' } });
  const chunks: Buffer[] = [];
  let at = Date.now();
  let code: number | null = null;
  terminal.stdout?.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    at = Date.now();
  });
  terminal.on('close', (status) => {
    code = status ?? -9;
  });
  const pending = [...step.input];
  await until(() => {
    const quiet = Date.now() - at;
    if (pending[0] !== undefined && quiet > (chunks.length > 0 ? QUIET_MS : EMPTY_MS)) {
      const typed = pending.shift() ?? '';
      terminal.stdin?.write(KEYS[typed] ?? `${typed}\r`);
      at = Date.now();
    }
    return code !== null;
  });
  if (code === null) terminal.kill('SIGKILL');
  return { cmd: step.cmd, stdout: Buffer.concat(chunks).toString(), stderr: '', code: code ?? -9 };
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
