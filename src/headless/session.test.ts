import { describe, expect, test } from 'vitest';
import { parseSession, runSession } from './session.ts';
import { newWorld } from './world.ts';

const run = async (text: string) => runSession(await newWorld({ catalog: 'fixtures', seed: 1 }), parseSession(text));

describe('a session file', () => {
  test('has steps, terminal steps and what is typed at them', () => {
    const { about, steps } = parseSession('# what it shows\n# more\n\n$ ls\nt$ docker run -it busybox sh\n< echo hi\n<\n< ^D\n');
    expect(about).toBe('what it shows');
    expect(steps).toEqual([
      { cmd: 'ls', tty: false, input: [] },
      { cmd: 'docker run -it busybox sh', tty: true, input: ['echo hi', '', '^D'] },
    ]);
  });

  test.each([
    ['$ ls\nls -l\n', 'line 2 is no session line: "ls -l"'],
    ['< typed\n', 'line 1 is typed at no command: "< typed"'],
    ['$ cat\n< typed\n', 'line 2 is typed at a command without a terminal: "< typed"'],
  ])('%j is refused', (text, message) => {
    expect(() => parseSession(text)).toThrow(message);
  });
});

describe('a run of a session', () => {
  test('keeps one shell: folder, variables and functions go on, streams and codes are kept apart', async () => {
    const steps = await run('$ cd /tmp; x=5\n$ pwd; echo $x; echo no >&2; false\n$ nothing-of-this-name\n');
    expect(steps.map(({ stdout, stderr, code }) => ({ stdout, stderr, code }))).toEqual([
      { stdout: '', stderr: '', code: 0 },
      { stdout: '/tmp\n5\n', stderr: 'no\n', code: 1 },
      { stdout: '', stderr: expect.stringContaining('nothing-of-this-name: command not found'), code: 127 },
    ]);
  });

  test('types lines and keys at a terminal', async () => {
    const [step] = await run('t$ cat; echo "cat: $?"\n< hello\n< ^D\n');
    expect(step).toMatchObject({ stdout: 'hello\r\nhello\r\ncat: 0\r\n', stderr: '', code: 0 });
    const [interrupted] = await run('t$ sleep 1000\n< ^C\n');
    expect(interrupted).toMatchObject({ stdout: '^C', code: 130 });
  });

  test('leaves a container by ^P^Q', async () => {
    const steps = await run('t$ docker run -it --name box busybox sh\n< echo in\n< ^P^Q\n$ docker ps --format "{{.Names}}"\n');
    expect(steps[0]?.stdout).toContain('in\r\n');
    expect(steps[1]?.stdout).toBe('box\n');
  });

  test('cuts off what has no end, and says so', async () => {
    const steps = await run('$ echo a\n$ cat /dev/zero | sleep 1000\n$ echo b\n');
    expect(steps.map(({ code }) => code)).toEqual([0, -9]);
  });
});
