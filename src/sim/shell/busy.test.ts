import { describe, expect, test } from 'vitest';
import { MAX_PROCESSES } from '../kernel/fork.ts';
import { encode } from '../kernel/testing.ts';
import { shellWorld } from './testing.ts';

declare function setImmediate(callback: () => void): void;
declare const performance: { now(): number };

/** How long ^C may take in real time, milliseconds; the machines that test are slow and shared. */
const PROMPT = 1000;

/** Types a command at a bash whose virtual time follows real time, as in the page; ^C after `ms`; gives how long the prompt took to come back. */
async function interrupt(command: string, ms = 300): Promise<{ took: number; screen: string; alive: boolean; faults: readonly string[] }> {
  const world = shellWorld();
  const { clock, kernel } = world;
  const terminal = kernel.terminal({ cols: 80, rows: 24 });
  let screen = '';
  terminal.onOutput((bytes) => {
    screen = (screen + new TextDecoder().decode(bytes)).slice(-4000);
  });
  terminal.spawn({
    path: '/bin/bash',
    argv: ['bash'],
    env: { PATH: '/usr/bin:/bin', HOME: '/root', TERM: 'xterm', PS1: 'READY> ' },
    cwd: '/',
  });
  await clock.run(clock.now() + 500);
  const live = async (until: () => boolean): Promise<void> => {
    let realAt = performance.now();
    while (!until()) {
      const real = performance.now();
      const target = clock.now() + Math.min(real - realAt, 50);
      realAt = real;
      // The page looks for keys between steps: a run gives way as soon as real time has moved on.
      await clock.run(target, () => performance.now() - real > 20);
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  };
  screen = '';
  terminal.write(encode(`${command}\r`));
  const begun = performance.now();
  await live(() => performance.now() - begun > ms);
  screen = '';
  const pressed = performance.now();
  terminal.write(encode('\x03'));
  await live(() => screen.includes('READY> ') || performance.now() - pressed > 10 * PROMPT);
  const took = performance.now() - pressed;
  screen = '';
  terminal.write(encode('echo ali""ve\r'));
  const asked = performance.now();
  await live(() => screen.includes('alive') || performance.now() - asked > 10 * PROMPT);
  return { took, screen, alive: screen.includes('alive'), faults: kernel.faults };
}

describe('^C ends', () => {
  test.each([
    'while :; do :; done',
    'yes > /dev/null',
    'yes | cat > /dev/null',
    'cat /dev/zero | wc -c',
    'head -c 1G /dev/zero > /dev/null',
    'cat /dev/urandom | base64 > /dev/null',
    'seq 1 100000000 | tail -1',
    "awk 'BEGIN { while (1) i++ }'",
    "echo x | sed ':a;ba'",
    'yes | sed s/y/n/ > /dev/null',
    "yes | awk '{print $1}' > /dev/null",
    'yes | while read x; do :; done',
    'yes | tr y n | uniq > /dev/null',
    'tail -f /etc/passwd | grep nothing',
    'for ((;;)); do x=$((x+1)); done',
  ])(
    '%s',
    async (command) => {
      const { took, alive, faults } = await interrupt(command);
      expect(faults).toEqual([]);
      expect(alive).toBe(true);
      expect(took).toBeLessThan(PROMPT);
    },
    60_000,
  );
});

test('a fork bomb leaves another terminal alive', async () => {
  const { clock, kernel } = shellWorld();
  const open = (): { shown: () => string; type: (keys: string) => void } => {
    const terminal = kernel.terminal({ cols: 80, rows: 24 });
    let screen = '';
    terminal.onOutput((bytes) => {
      screen = (screen + new TextDecoder().decode(bytes)).slice(-20_000);
    });
    terminal.spawn({
      path: '/bin/bash',
      argv: ['bash', '--norc'],
      env: { PATH: '/usr/bin:/bin', HOME: '/root', TERM: 'xterm', PS1: 'READY> ' },
      cwd: '/',
    });
    return {
      shown: () => screen,
      type: (keys) => {
        screen = '';
        terminal.write(encode(keys));
      },
    };
  };
  const [bomb, other] = [open(), open()];
  const live = async (ms: number, until: () => boolean = () => false): Promise<number> => {
    const begun = performance.now();
    let realAt = begun;
    while (performance.now() - begun < ms && !until()) {
      const real = performance.now();
      const target = clock.now() + Math.min(real - realAt, 50);
      realAt = real;
      await clock.run(target, () => performance.now() - real > 20);
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    return performance.now() - begun;
  };
  await live(500);
  bomb.type(':(){ :|:& };:\r');
  await live(4000);
  expect(kernel.pids.processes.size).toBeGreaterThan(400);
  expect(kernel.pids.processes.size).toBeLessThanOrEqual(MAX_PROCESSES);
  expect(bomb.shown()).toContain('bash: fork: retry: Resource temporarily unavailable');
  other.type('echo ali""ve\r');
  expect(await live(10 * PROMPT, () => other.shown().includes('alive'))).toBeLessThan(PROMPT);
  expect(kernel.faults).toEqual([]);
}, 60_000);
