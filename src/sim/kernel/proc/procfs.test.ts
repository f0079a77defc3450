import { expect, test } from 'vitest';
import { decode, encode, makeWorld } from '../testing.ts';
import type { Program } from '../types.ts';

const cat: Program = async ({ sys, argv }) => {
  for (const path of argv.slice(1)) await sys.write(1, sys.readFile(path));
  return 0;
};

const out = async (main: Program): Promise<string> => (await makeWorld({ cat }).run(main)).out;

test('/proc/self is whose call it is', async () => {
  expect(
    await out(async ({ sys }) => {
      await sys.write(1, encode(`${sys.readlink('/proc/self')}=${sys.getpid()} `));
      await sys.wait(sys.spawn({ path: '/bin/cat', argv: ['cat', '/proc/self/comm'], env: {} }));
      await sys.write(1, sys.readFile('/proc/self/comm'));
      return 0;
    }),
  ).toBe('2=2 cat\nmain\n');
});

test('descriptors: links tell what they are, and opening one reaches what stands behind', async () => {
  expect(
    await out(async ({ sys }) => {
      sys.writeFile('/file', encode('bytes'));
      const fd = sys.open('/file', { read: true });
      const again = sys.open(`/proc/self/fd/${fd}`, { read: true });
      const text = decode(await sys.read(again));
      const stdout = sys.open('/dev/stdout', { write: true });
      await sys.write(stdout, encode(`${sys.readlink(`/proc/self/fd/${fd}`)} ${text} ${/^pipe:\[\d+\]$/.test(sys.readlink('/dev/fd/1'))}`));
      return 0;
    }),
  ).toBe('/file bytes true');
});

test('a program that is gone leaves no folder behind', async () => {
  expect(
    await out(async ({ sys }) => {
      const pid = sys.fork(async (child) => {
        await child.sleep(10);
        return 0;
      });
      const before = sys.readdir('/proc').some(({ name }) => name === String(pid));
      await sys.wait(pid);
      const after = sys.readdir('/proc').some(({ name }) => name === String(pid));
      await sys.write(1, encode(`${before} ${after}`));
      return 0;
    }),
  ).toBe('true false');
});

test('stat, status and cmdline have the fields that ps reads', async () => {
  const text = await out(async ({ sys }) => {
    for (const name of ['cmdline', 'stat', 'status']) await sys.write(1, sys.readFile(`/proc/self/${name}`));
    return 0;
  });
  expect(text).toMatch(/^main\0/);
  const fields = /^main\0(.*)$/m.exec(text)?.[1]?.split(' ') ?? [];
  expect(fields).toHaveLength(52);
  expect(fields.slice(0, 4)).toEqual(['2', '(main)', 'R', '1']);
  expect(text).toContain('\nUid:\t0\t0\t0\t0\n');
});

test('what cannot be written is refused', async () => {
  const { err, code } = await makeWorld().run(async ({ sys }) => {
    sys.writeFile('/proc/version', encode('x'));
    return 0;
  });
  expect([err.includes('EACCES'), code]).toEqual([true, 1]);
});
