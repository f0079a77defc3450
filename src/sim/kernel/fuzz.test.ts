/** Programs that call the kernel at random: it may refuse them, but never breaks. */
import { expect, test } from 'vitest';
import { FsError } from '../fs/types.ts';
import { Random } from '../random.ts';
import { makeWorld } from './testing.ts';
import type { Program, Signal, Sys } from './types.ts';

const STEPS = 20_000;
const WORKERS = 6;
/** With so many processes nobody makes another. */
const CROWD = 30;

const signals: readonly Signal[] = [
  'HUP',
  'INT',
  'QUIT',
  'KILL',
  'USR1',
  'PIPE',
  'ALRM',
  'TERM',
  'CHLD',
  'CONT',
  'STOP',
  'TSTP',
  'TTIN',
  'WINCH',
];
const names = [
  '/',
  '/tmp',
  '/tmp/a',
  '/tmp/b',
  '/tmp/d',
  '/tmp/d/e',
  '/tmp/l',
  '/tmp/fifo',
  '/tmp/m',
  '/bin/main',
  '/proc',
  '/proc/self/fd/0',
];
const more = [
  '/proc/self/status',
  '/dev/null',
  '/dev/tty',
  '/dev/pts/0',
  '/dev/zero',
  '/etc/passwd',
  '..',
  'a',
  '',
  'nosuch/x',
  '/proc/1/fd',
  '/sys',
];

function pick<T>(random: Random, list: readonly T[]): T {
  const one = list[random.int(list.length)];
  if (one === undefined) throw new Error('nothing to choose from');
  return one;
}

/** One random system call; asynchronous ones may be left pending. */
function step(sys: Sys, random: Random, worker: (sys: Sys) => Promise<number>): unknown {
  const path = (): string => pick(random, [...names, ...names, ...more]);
  const fd = (): number => random.int(12);
  const pid = (): number => pick(random, [0, -1, 1, 2, 3, -3, ...sys.processes().map((one) => one.pid)]);
  const bytes = (): Uint8Array => new Uint8Array(pick(random, [0, 1, 10, 5000, 70_000])).fill(random.int(256));
  const flags = () => ({
    read: random.int(2) === 0,
    write: random.int(2) === 0,
    create: random.int(3) === 0,
    truncate: random.int(5) === 0,
    append: random.int(5) === 0,
    exclusive: random.int(9) === 0,
    directory: random.int(9) === 0,
    noFollow: random.int(9) === 0,
    closeOnExec: random.int(4) === 0,
  });
  const calls: readonly (() => unknown)[] = [
    () => sys.open(path(), flags()),
    () => sys.open(path(), flags()),
    () => sys.close(fd()),
    () => sys.dup(fd()),
    () => sys.dup2(fd(), fd()),
    () => sys.pipe(),
    () => sys.read(fd(), pick(random, [0, 1, 100, 65536])),
    () => sys.read(fd()),
    () => sys.write(fd(), bytes()),
    () => sys.write(fd(), bytes()),
    () => sys.lseek(fd(), random.int(9000) - 10, pick(random, ['set', 'cur', 'end'])),
    () => sys.ftruncate(fd(), random.int(100_000)),
    () => [sys.fstat(fd()), sys.stat(path()), sys.lstat(path()), sys.statfs(path())],
    () => sys.readdir(path()),
    () => sys.mkdir(path(), random.int(0o1000)),
    () => sys.rmdir(path()),
    () => sys.unlink(path()),
    () => sys.rename(path(), path()),
    () => sys.link(path(), path()),
    () => sys.symlink(path(), path()),
    () => [sys.readlink(path()), sys.realpath(path())],
    () => sys.chmod(path(), 0o700 + random.int(0o100)),
    () => sys.mknod(path(), pick(random, ['fifo', 'char', 'socket']), [random.int(6), random.int(6)]),
    () => [sys.truncate(path(), random.int(10_000)), sys.readFile(path())],
    () => sys.setxattr(path(), 'user.x', bytes()),
    () => sys.chdir(path()),
    () => (random.int(20) === 0 ? sys.chroot(path()) : sys.getcwd()),
    () =>
      sys.mount(
        path(),
        pick(random, ['/tmp/m', '/tmp/d', '/tmp/a', '/tmp']),
        pick(random, ['tmpfs', 'proc', 'overlay', 'bind', 'nosuch']),
        mountOptions(random, path),
      ),
    () => sys.umount(path()),
    () =>
      sys.processes().length < CROWD &&
      sys.fork(worker, { ...(random.int(3) === 0 ? { pgid: pid() } : {}), ...(random.int(3) === 0 ? { fds: { 0: fd(), 1: fd() } } : {}) }),
    () =>
      sys.processes().length < CROWD &&
      sys.spawn({
        path: pick(random, ['/bin/main', path()]),
        argv: ['main'],
        env: {},
        ...(random.int(3) === 0 ? { pgid: 0, foreground: true } : {}),
      }),
    () => (random.int(8) === 0 ? sys.exec('/bin/main', ['main'], {}) : null),
    () => (random.int(30) === 0 ? sys.exit(random.int(300)) : null),
    () => sys.wait(pid(), { noHang: random.int(2) === 0, untraced: random.int(2) === 0 }),
    () => (random.int(4) === 0 ? sys.kill(pid(), pick(random, [...signals, 0])) : null),
    () => sys.sigaction(pick(random, signals), pick(random, ['default', 'ignore', () => {}])),
    () => sys.setpgid(pid(), pid()),
    () => (random.int(5) === 0 ? sys.setsid() : sys.getpgid(pid())),
    () => (random.int(30) === 0 ? sys.setuid(random.int(2) * 65534) : sys.getuid()),
    () => sys.sleep(random.int(20)),
    () => sys.cpu(random.int(8)),
    () => sys.allocate?.(random.int(1 << 20)),
    () => sys.tcsetattr(fd(), { canonical: random.int(2) === 0, echo: random.int(2) === 0, signals: true, crToNl: true, nlToCrNl: true }),
    () => sys.tcsetpgrp(fd(), pid()),
    () => [sys.tcgetattr(fd()), sys.winsize(fd()), sys.ttyname(fd())],
    () => sys.listen(pick(random, [0, 80, 8080]), '0.0.0.0'),
    () => sys.accept(fd()),
    () => sys.connect(pick(random, ['127.0.0.1', '10.0.0.1', 'nosuch']), pick(random, [80, 8080])),
  ];
  return pick(random, calls)();
}

function mountOptions(random: Random, path: () => string): string {
  return pick(random, ['', 'ro', 'bind', 'remount,ro', 'size=4k', `lowerdir=${path()}:${path()},upperdir=${path()},workdir=${path()}`]);
}

test(`${STEPS} random steps of several programs leave the kernel whole`, async () => {
  const lost: unknown[] = [];
  const onLost = (reason: unknown): void => {
    lost.push(reason);
  };
  process.on('unhandledRejection', onLost);
  const random = new Random(20_260_601);
  let steps = 0;
  const refused = (error: unknown): void => {
    if (!(error instanceof FsError)) throw error;
  };
  const strange: unknown[] = [];
  const worker = async (sys: Sys): Promise<number> => {
    while (steps < STEPS) {
      steps++;
      try {
        const result = step(sys, random, worker);
        if (result instanceof Promise) {
          const settled = result.then(() => {}, refused).catch((error: unknown) => strange.push(error));
          // A blocked call may stay behind while the program goes on; every program ends or waits some time.
          if (random.int(3) > 0) await settled;
        }
        if (random.int(4) === 0) await sys.sleep(1);
      } catch (error) {
        refused(error);
      }
    }
    return 0;
  };
  const main: Program = ({ sys }) => worker(sys);
  const { kernel, clock, run } = makeWorld({ safe: main });
  const started = kernel.bootedAt;
  await run(({ sys }) => sys.mkdir('/tmp/d', 0o777) ?? Promise.resolve(0), { ms: 1000 });
  const terminal = kernel.terminal({ cols: 80, rows: 24 });
  (kernel.programs as Map<string, Program>).set('main', main);
  for (let round = 0; steps < STEPS && round < 5000; round++) {
    const live = [...kernel.pids.processes.values()].filter((one) => !one.status && !one.halted).length;
    if (live < WORKERS) {
      const spec = { path: '/bin/safe', argv: ['main'], env: {}, cwd: '/' };
      if (round % 2) terminal.spawn(spec);
      else kernel.start({ ...spec, onStdout: () => {}, onStderr: () => {} });
    }
    terminal.write(Uint8Array.from([pick(random, [3, 4, 10, 26, 97])]));
    await clock.run(clock.now() + 10);
    // Processes that wait for what never comes make room for others.
    if (round % 4 === 3) for (const one of [...kernel.init.children]) if (one.pid.host > 2 && random.int(2)) one.signal('KILL');
    if (round % 50 === 0) expect(JSON.stringify(kernel.snapshot()).length).toBeGreaterThan(0);
  }
  process.off('unhandledRejection', onLost);
  expect(steps).toBeGreaterThanOrEqual(STEPS);
  expect({ faults: kernel.faults, strange, lost }).toEqual({ faults: [], strange: [], lost: [] });
  expect(clock.now()).toBeGreaterThan(started);
}, 40_000);
