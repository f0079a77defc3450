import { describe, expect, test } from 'vitest';
import { FsError } from '../../fs/types.ts';
import { MAX_PROCESSES } from '../fork.ts';
import { decode, encode, makeWorld } from '../testing.ts';
import type { Program, Sys } from '../types.ts';

const code = (call: () => unknown): string => {
  try {
    call();
    return 'done';
  } catch (error) {
    if (error instanceof FsError) return error.code;
    throw error;
  }
};

/** Runs as root on the host with /t/{a,b,c,d,m} there; `f` is in both a and b. */
async function onHost(main: (sys: Sys) => void): Promise<void> {
  const { kernel, run } = makeWorld();
  const program: Program = async ({ sys }) => {
    for (const path of ['/t', '/t/a', '/t/b', '/t/c', '/t/d', '/t/m']) sys.mkdir(path);
    sys.writeFile('/t/a/f', encode('upper of the two'));
    sys.writeFile('/t/b/f', encode('lower'));
    sys.writeFile('/t/b/g', encode('only there'));
    sys.chdir('/t');
    main(sys);
    return 0;
  };
  expect(await run(program)).toEqual({ out: '', err: '', code: 0 });
  expect(kernel.faults).toEqual([]);
}

describe('mount -t overlay, by hand', () => {
  test('lowerdir, upperdir and workdir make a union; its changes are in the upper folder', () =>
    onHost((sys) => {
      sys.mount('overlay', 'm', 'overlay', 'lowerdir=a:b,upperdir=c,workdir=d');
      expect(sys.mounts().at(-1)).toEqual({
        source: 'overlay',
        target: '/t/m',
        type: 'overlay',
        options: 'rw,relatime,lowerdir=a:b,upperdir=c,workdir=d',
      });
      expect(decode(sys.readFile('m/f'))).toBe('upper of the two');
      sys.unlink('m/f');
      sys.writeFile('m/g', encode('changed'));
      expect(sys.readdir('m').map(({ name }) => name)).toEqual(['g']);
      expect(sys.stat('c/f')).toMatchObject({ type: 'char', rdev: [0, 0] });
      expect([decode(sys.readFile('c/g')), decode(sys.readFile('b/g'))]).toEqual(['changed', 'only there']);
      expect(sys.readdir('d').map(({ name }) => name)).toEqual(['work']);
      sys.umount('m');
      expect(sys.readdir('m')).toEqual([]);
    }));

  test('without an upper folder it is read-only', () =>
    onHost((sys) => {
      sys.mount('x', 'm', 'overlay', 'lowerdir=a:b');
      expect(sys.mounts().at(-1)?.options).toBe('ro,relatime,lowerdir=a:b');
      expect(code(() => sys.writeFile('m/x', encode('')))).toBe('EROFS');
    }));

  // As the kernel of this machine answers.
  test.each([
    ['', 'EINVAL'],
    ['lowerdir=a', 'EINVAL'],
    ['lowerdir=a,upperdir=c', 'EINVAL'],
    ['lowerdir=nosuch,upperdir=c,workdir=d', 'ENOENT'],
    ['lowerdir=a,upperdir=c,workdir=c', 'EINVAL'],
  ])('-o "%s" is refused', (options, why) => onHost((sys) => expect(code(() => sys.mount('overlay', 'm', 'overlay', options))).toBe(why)));
});

test('what is in use, not mounted or of no known type is refused', () =>
  onHost((sys) => {
    expect(code(() => sys.mount('none', 'm', 'nosuch', ''))).toBe('ENODEV');
    expect(code(() => sys.mount('none', 'nosuch', 'tmpfs', ''))).toBe('ENOENT');
    expect(code(() => sys.umount('m'))).toBe('EINVAL');
    expect(code(() => sys.mount('', 'm', '', 'remount,ro'))).toBe('EINVAL');
    sys.mount('tmpfs', 'm', 'tmpfs', '');
    const fd = sys.open('m/x', { write: true, create: true });
    expect(code(() => sys.umount('m'))).toBe('EBUSY');
    sys.close(fd);
    sys.chdir('m');
    expect(code(() => sys.umount('/t/m'))).toBe('EBUSY');
    sys.chdir('..');
    sys.mount('', 'm', '', 'remount,ro');
    expect(code(() => sys.writeFile('m/y', encode('')))).toBe('EROFS');
    expect(code(() => sys.umount('m'))).toBe('done');
  }));

test('a fork bomb ends at the limit of the machine', async () => {
  const { kernel, run } = makeWorld();
  const sleeper = async (sys: Sys): Promise<number> => {
    await sys.sleep(1e6);
    return 0;
  };
  const { out } = await run(
    async ({ sys }) => {
      let made = 0;
      for (;;) {
        try {
          sys.fork(sleeper);
          made++;
        } catch (error) {
          await sys.write(1, encode(`${made} ${(error as FsError).code}`));
          return 0;
        }
      }
    },
    { ms: 5000 },
  );
  expect(out).toBe(`${MAX_PROCESSES - 2} EAGAIN`);
  expect(kernel.faults).toEqual([]);
});

test('a read that is still waiting when its program ends takes nothing from the next reader', async () => {
  const { kernel, clock } = makeWorld({
    early: async ({ sys }) => {
      void sys.read(0);
      await sys.sleep(5);
      return 0;
    },
    late: async ({ sys }) => {
      await sys.wait(sys.spawn({ path: '/bin/early', argv: ['early'], env: {} }));
      await sys.write(1, await sys.read(0));
      return 0;
    },
  });
  let out = '';
  const process = kernel.start({
    path: '/bin/late',
    argv: ['late'],
    env: {},
    cwd: '/',
    onStdout: (data) => {
      out += decode(data);
    },
    onStderr: () => {},
  });
  await clock.run(clock.now() + 100);
  process.write(encode('key'));
  await clock.run(clock.now() + 100);
  expect(out).toBe('key');
});
