import { expect, test } from 'vitest';
import type { RuntimeError, RuntimeContainer, RuntimeProcess, RuntimeSpec } from '../runtime.ts';
import { decode, encode, makeWorld, put, rootWith, type World } from '../testing.ts';
import type { Program } from '../types.ts';

const echo: Program = async ({ argv, sys }) => {
  await sys.write(1, encode(`${argv.slice(1).join(' ')}\n`));
  return 0;
};
const cat: Program = async ({ sys, argv }) => {
  if (argv[1]) {
    await sys.write(1, sys.readFile(argv[1]));
    return 0;
  }
  for (;;) {
    const data = await sys.read(0);
    if (data.length === 0) return 0;
    await sys.write(1, data);
  }
};
const sleep: Program = async ({ sys, argv }) => {
  await sys.sleep(1000 * Number(argv[1]));
  return 0;
};
const show: Program = async ({ sys, env }) => {
  const groups = sys.getgroups().join();
  await sys.write(
    1,
    encode(`${sys.getpid()} ${sys.getuid()}:${sys.getgid()} ${groups} ${sys.getcwd()} ${JSON.stringify(env)} ${sys.uname().nodename}\n`),
  );
  return 0;
};
const programs = { echo, cat, sleep, show };

const PATH = 'PATH=/usr/bin:/bin';
let boxes = 0;

function run(world: World, process: Partial<RuntimeProcess>, spec: Partial<RuntimeSpec> = {}): RuntimeContainer {
  const rootfs = rootWith(world.clock, Object.keys(programs), 100);
  return world.kernel.runtime.run({
    id: `c${boxes++}`,
    hostname: 'box',
    rootfs,
    readonlyRootfs: false,
    mounts: [],
    network: 'host',
    ...spec,
    process: { args: [], env: [PATH], cwd: '/', user: '', terminal: false, stdin: false, ...process },
  });
}

async function outcome(world: World, container: Pick<RuntimeContainer, 'io' | 'exited'>, ms = 1e6): Promise<string> {
  let out = '';
  const read = async (stream: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const piece of stream) out += decode(piece);
  };
  void read(container.io.stdout);
  void read(container.io.stderr);
  let code: number | null = null;
  void container.exited.then((exit) => {
    code = exit.code;
  });
  await world.clock.run(world.clock.now() + ms, () => code !== null);
  return `${out}=${code}`;
}

test('runs a program as pid 1 with its own host name, folder, user and environment', async () => {
  const world = makeWorld(programs);
  expect(await outcome(world, run(world, { args: ['show'] }))).toBe(`1 0:0 0 / {"PATH":"/usr/bin:/bin","HOME":"/root"} box\n=0`);
  const nobody = run(world, { args: ['show'], user: 'nobody', env: [PATH, 'HOME=', 'A=1'], cwd: '/new/place' });
  expect(await outcome(world, nobody)).toBe(`1 65534:65534 4,65534 /new/place {"PATH":"/usr/bin:/bin","A":"1","HOME":"/home"} box\n=0`);
  expect(await outcome(world, run(world, { args: ['show'], user: ':4' }))).toContain('1 0:4 4 /');
  expect(await outcome(world, run(world, { args: ['show'], user: '1000' }))).toContain('1 1000:0 0 / {"PATH":"/usr/bin:/bin","HOME":"/"}');
});

// Recorded: docker run --rm busybox … on Docker 20.10.24.
test.each([
  [{ args: ['nosuch'] }, 'not-found', 'exec: "nosuch": executable file not found in $PATH'],
  [{ args: [''] }, 'not-found', 'exec: "": executable file not found in $PATH'],
  [{ args: ['echo'], env: ['PATH='] }, 'not-found', 'exec: "echo": executable file not found in $PATH'],
  [{ args: ['/etc'] }, 'permission', 'exec: "/etc": permission denied'],
  [{ args: ['etc/passwd'] }, 'permission', 'exec: "etc/passwd": permission denied'],
  [{ args: ['./x'] }, 'not-found', 'exec: "./x": stat ./x: no such file or directory'],
  [{ args: ['/nosuch'] }, 'not-found', 'exec: "/nosuch": stat /nosuch: no such file or directory'],
  [{ args: ['echo'], user: 'nosuch' }, 'user', 'unable to find user nosuch: no matching entries in passwd file'],
  [{ args: ['echo'], user: '1000:nogrp' }, 'user', 'unable to find group nogrp: no matching entries in group file'],
  [{ args: ['echo'], user: '99999999999' }, 'user', 'uids and gids must be in range 0-2147483647'],
  [{ args: ['echo'], user: '-1' }, 'user', 'uids and gids must be in range 0-2147483647'],
  [{ args: ['echo'], cwd: '/etc/passwd' }, 'other', 'chdir to cwd ("/etc/passwd") set in config.json failed: not a directory'],
] as const)('%j is refused: %s, %s', (process, kind, message) => {
  const world = makeWorld(programs);
  const before = world.kernel.pids.processes.size;
  expect(() => run(world, process)).toThrow(expect.objectContaining({ kind, message }) as RuntimeError);
  expect(world.kernel.pids.processes.size).toBe(before);
});

test('scripts: a missing interpreter and a text file fail in the container', async () => {
  const world = makeWorld(programs);
  const rootfs = rootWith(world.clock, Object.keys(programs), 100);
  put(rootfs, '/k/s', '#!/nosuch\n', 0o755);
  put(rootfs, '/k/t', 'hello\n', 0o755);
  put(rootfs, '/k/u', '#!/bin/echo\n', 0o755);
  const env = ['PATH=/k:/bin'];
  expect(await outcome(world, run(world, { args: ['s'], env }, { rootfs }))).toBe('exec /k/s: no such file or directory\n=1');
  expect(await outcome(world, run(world, { args: ['/k/t'], env }, { rootfs }))).toBe('exec /k/t: exec format error\n=1');
  expect(await outcome(world, run(world, { args: ['u', 'a'], env }, { rootfs }))).toBe('/k/u a\n=0');
});

test('an init ignores TERM without a handler and dies of KILL', async () => {
  const world = makeWorld(programs);
  const container = run(world, { args: ['sleep', '100'] });
  await world.clock.run(world.clock.now() + 10);
  container.kill('TERM');
  await world.clock.run(world.clock.now() + 10);
  expect(container.processes()).toHaveLength(1);
  container.kill('KILL');
  expect(await outcome(world, container)).toBe('=137');
  expect(container.processes()).toHaveLength(0);
});

test('STOP and CONT from outside reach an init, too', async () => {
  const world = makeWorld(programs);
  const container = run(world, { args: ['sleep', '1'] });
  container.kill('STOP');
  expect(await outcome(world, container, 5000)).toBe('=null');
  expect(container.processes()[0]?.state).toBe('T');
  container.kill('CONT');
  expect(await outcome(world, container, 5000)).toBe('=0');
});

test('who needs more memory than the container may have is killed', async () => {
  const world = makeWorld({
    ...programs,
    eat: async ({ sys }) => {
      await sys.allocate?.(50 << 20);
      return 0;
    },
  });
  const rootfs = rootWith(world.clock, ['eat'], 100);
  const container = run(world, { args: ['eat'] }, { rootfs, resources: { memory: 6 << 20 } });
  expect(await outcome(world, container)).toBe('=137');
  expect((await container.exited).oomKilled).toBe(true);
});

test('exec joins the container and ends with it', async () => {
  const world = makeWorld(programs);
  const container = run(world, { args: ['sleep', '100'] });
  expect(
    await outcome(world, container.exec({ args: ['show'], env: [PATH], cwd: '/', user: '', terminal: false, stdin: false })),
  ).toContain('7 0:0');
  const piped = container.exec({ args: ['cat'], env: [PATH], cwd: '/', user: '', terminal: false, stdin: true });
  piped.io.write(encode('piped'));
  piped.io.closeStdin();
  expect(await outcome(world, piped)).toBe('piped=0');
  const left = container.exec({ args: ['sleep', '100'], env: [PATH], cwd: '/', user: '', terminal: false, stdin: false });
  container.kill('KILL');
  expect(await outcome(world, left)).toBe('=137');
});

test('a paused container does not move', async () => {
  const world = makeWorld(programs);
  const container = run(world, { args: ['sleep', '1'] });
  container.pause();
  expect(await outcome(world, container, 5000)).toBe('=null');
  container.resume();
  expect(await outcome(world, container, 5000)).toBe('=0');
});

test('bind mounts, made mount points, read-only roots', async () => {
  const world = makeWorld(programs);
  put(world.rootfs, '/srv/hosts', 'from the host\n');
  const rootfs = rootWith(world.clock, Object.keys(programs), 100);
  const bind = { type: 'bind', source: '/srv/hosts', destination: '/x/hosts', readonly: false } as const;
  const container = run(world, { args: ['cat', '/x/hosts'] }, { rootfs, mounts: [bind] });
  expect(await outcome(world, container)).toBe('from the host\n=0');
  expect(rootfs.lookup(rootfs.lookup(rootfs.root, 'x') ?? rootfs.root, 'hosts')?.type).toBe('file');
  const wrong = { ...bind, destination: '/etc' };
  expect(() => run(world, { args: ['echo'] }, { mounts: [wrong] })).toThrow(
    'error during container init: error mounting "/srv/hosts" to rootfs at "/etc": ' +
      'mount /srv/hosts:/etc (via /proc/self/fd/6), flags: 0x5000: not a directory',
  );
});

test('a terminal echoes, and ends with its programs', async () => {
  const world = makeWorld(programs);
  const container = run(world, { args: ['cat'], terminal: true, stdin: true });
  container.io.write(encode('hi\r'));
  container.io.write(encode('\x04'));
  expect(await outcome(world, container)).toBe('hi\r\nhi\r\n=0');
});

test('docker-init passes signals on and tells of a missing command', async () => {
  const world = makeWorld(programs);
  expect(await outcome(world, run(world, { args: ['nosuch'] }, { init: true }))).toBe(
    '[FATAL tini (7)] exec nosuch failed: No such file or directory\n=127',
  );
  const container = run(world, { args: ['sleep', '100'] }, { init: true });
  await world.clock.run(world.clock.now() + 10);
  container.kill('TERM');
  expect(await outcome(world, container)).toBe('=143');
});
