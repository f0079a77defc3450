/** Session files: the form of the recorder's (test/oracle/capture.py), and running one on a world in virtual time. */
import type { World } from '../sim/world.ts';

export interface SessionStep {
  readonly cmd: string;
  readonly tty: boolean;
  /** Lines typed at a terminal command. */
  readonly input: readonly string[];
}

export interface Session {
  readonly about: string;
  readonly steps: readonly SessionStep[];
}

export interface StepResult {
  readonly cmd: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** Reads a session file; throws an Error naming the line that is none and its number. */
export function parseSession(text: string): Session {
  let about = '';
  const steps: { cmd: string; tty: boolean; input: string[] }[] = [];
  for (const [n, line] of text.split('\n').entries()) {
    if (line.startsWith('# ')) about ||= line.slice(2).trim();
    else if (line.startsWith('$ ')) steps.push({ cmd: line.slice(2), tty: false, input: [] });
    else if (line.startsWith('t$ ')) steps.push({ cmd: line.slice(3), tty: true, input: [] });
    else if (line.startsWith('< ') || line === '<') {
      const step = steps.at(-1);
      if (!step) throw new Error(`line ${n + 1} is typed at no command: ${JSON.stringify(line)}`);
      if (!step.tty) throw new Error(`line ${n + 1} is typed at a command without a terminal: ${JSON.stringify(line)}`);
      step.input.push(line.slice(2));
    } else if (line.trim() !== '') throw new Error(`line ${n + 1} is no session line: ${JSON.stringify(line)}`);
  }
  return { about, steps };
}

/** The keys that a typed line can name. */
export const KEYS: Readonly<Record<string, string>> = {
  '^C': '\x03',
  '^D': '\x04',
  '^P^Q': '\x10\x11',
  '^Z': '\x1a',
  '^P': '\x10',
  '^Q': '\x11',
};
/** As the recorder waits: a line is typed when the screen has been quiet so long (or has stayed empty for `EMPTY`). */
export const QUIET_MS = 900;
export const EMPTY_MS = 6000;
export const LIMIT_MS = 40_000;
const TICK_MS = 100;

const HOME = '/tmp/session';
const ENV: Readonly<Record<string, string>> = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME,
  TERM: 'xterm',
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
};

/**
 * Runs a session's steps in one shell of `world`, as the recorder does with a real bash. A step that has no end within
 * 40 s of virtual time gets the code -9; where it blocks the shell it is the last one.
 */
export async function runSession(world: World, session: Session): Promise<StepResult[]> {
  const collected = new Map<string, { chunks: Uint8Array[]; code: number | null; at: number }>();
  world.onOutput = (name, data) => {
    const entry = collected.get(name);
    entry?.chunks.push(data);
    if (entry) entry.at = world.clock.now();
  };
  world.onExit = (name, code) => {
    const entry = collected.get(name);
    if (entry) entry.code = code;
  };
  const start = (name: string, argv: readonly string[], cwd: string, terminal: { cols: number; rows: number } | null) => {
    const entry = { chunks: [] as Uint8Array[], code: null as number | null, at: world.clock.now() };
    collected.set(name, entry);
    world.input({ kind: 'spawn', session: name, argv, env: ENV, cwd, terminal });
    return entry;
  };
  const type = (name: string, text: string): void => void world.input({ kind: 'keys', session: name, text });
  const until = (done: () => boolean): Promise<void> => world.run(world.clock.now() + LIMIT_MS, done);

  const keep = (): void => void world.input({ kind: 'save', path: `${HOME}/.keep`, text: '' });
  keep();
  let shell = start('session', ['bash'], '/root', null);
  /** After a command that took the machine down there is another shell, on a machine that is up (again). */
  const afterwards = async (): Promise<void> => {
    if (world.isUp) return;
    await until(() => shell.code !== null);
    while (shell.code !== null) {
      shell = start('session', ['bash'], '/root', null);
      await until(() => world.isUp || shell.code !== null);
    }
    keep();
    await world.run(world.clock.now());
  };
  const results: StepResult[] = [];
  for (const [n, step] of session.steps.entries()) {
    const base = `${HOME}/${n}`;
    if (step.tty) {
      type('session', `pwd >${base}.cwd; touch ${base}.rc\n`);
      await until(() => world.readHostFile(`${base}.rc`) !== null);
      const cwd = (world.readHostFile(`${base}.cwd`) ?? '/root').trim();
      const terminal = start(`terminal ${n}`, ['bash', '-c', step.cmd], cwd, { cols: 80, rows: 24 });
      const pending = [...step.input];
      const end = world.clock.now() + LIMIT_MS;
      while (terminal.code === null && world.clock.now() < end) {
        await world.run(world.clock.now() + TICK_MS, () => terminal.code !== null);
        const quiet = world.clock.now() - terminal.at;
        const line = pending[0];
        if (line === undefined || terminal.code !== null || quiet <= (terminal.chunks.length > 0 ? QUIET_MS : EMPTY_MS)) continue;
        pending.shift();
        terminal.at = world.clock.now();
        type(`terminal ${n}`, KEYS[line] ?? `${line}\r`);
      }
      const stdout = decode(terminal.chunks);
      if (terminal.code === null) world.input({ kind: 'hangup', session: `terminal ${n}` });
      results.push({ cmd: step.cmd, stdout, stderr: '', code: terminal.code ?? -9 });
      await afterwards();
      continue;
    }
    world.input({ kind: 'save', path: `${base}.cmd`, text: step.cmd });
    type('session', `eval "$(<${base}.cmd)" >${base}.out 2>${base}.err </dev/null; echo $? >${base}.tmp; mv ${base}.tmp ${base}.rc\n`);
    await until(() => world.readHostFile(`${base}.rc`) !== null || (shell.code !== null && !world.isUp));
    const rc = world.readHostFile(`${base}.rc`);
    const ended = world.isUp ? null : shell.code;
    results.push({
      cmd: step.cmd,
      stdout: world.readHostFile(`${base}.out`) ?? '',
      stderr: world.readHostFile(`${base}.err`) ?? '',
      code: Number(rc ?? ended ?? -9),
    });
    if (rc === null && ended === null) break;
    await afterwards();
  }
  return results;
}

function decode(chunks: readonly Uint8Array[]): string {
  const decoder = new TextDecoder();
  return chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join('') + decoder.decode();
}
