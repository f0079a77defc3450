/** Random inputs of a world: what may be typed, saved and pressed, and when. */
import fc from 'fast-check';
import { newWorld } from '../../src/headless/world.ts';
import type { Input } from '../../src/sim/journal.ts';
import type { World } from '../../src/sim/world.ts';

const ENV = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', TERM: 'xterm', TZ: 'UTC' };

/** What may be typed, with its Enter where it is a line. */
export const TYPED = [
  'docker run -d --name ca busybox sleep 2\r',
  'docker run -d --name cb busybox sh -c "while sleep 1; do date; done"\r',
  'docker run -it --name cc busybox sh\r',
  'docker run --rm busybox sh -c "echo $RANDOM; head -c 4 /dev/urandom | od -x; hostname"\r',
  'docker run -d -p 8080:80 --name web busybox httpd -f\r',
  'docker exec ca touch /x\r',
  'docker exec -it cb sh\r',
  'docker logs -f cb\r',
  'docker stop -t 1 cb\r',
  'docker kill ca; docker rm -f cb cc\r',
  'docker pause ca; docker unpause ca\r',
  'docker rm -f $(docker ps -aq)\r',
  'docker commit cb img:1 && docker run --rm img:1 ls -la /\r',
  'docker ps -a; docker images; docker diff cb\r',
  'docker events --since 0\r',
  `echo '{"storage-driver":"vfs"}' >/etc/docker/daemon.json; systemctl restart docker\r`,
  'rm -f /etc/docker/daemon.json; service docker restart; journalctl -u docker | tail\r',
  'reboot\r',
  'docker update --restart always ca; shutdown -r now\r',
  'poweroff\r',
  'dmesg | tail; uptime; mount | tail -3\r',
  'docker volume create vol; docker run --rm -v vol:/data busybox sh -c "date > /data/f; ls -l /data"\r',
  'echo $$ $RANDOM; ls -l /tmp; ps\r',
  'sleep 3 & sleep 1; jobs; wait\r',
  'cat > /tmp/file\r',
  'for i in 1 2 3; do date >> /tmp/log; sleep 0.3; done\r',
  'cat /tmp/saved | grep o | wc\r',
  'vim /tmp/file\r',
  'docker exec -it cb vi /etc/passwd\r',
  'iwritten\x1b:wq\r',
  'exit\r',
  'hello',
  '\t\t',
  '\x03',
  '\x04',
  '\x1a',
  '\x10\x11',
  '\x1b[A\r',
] as const;

const session = fc.constantFrom('one', 'two', 'piped');
export const input: fc.Arbitrary<Input> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('keys' as const), session, text: fc.constantFrom(...TYPED) }) },
  fc.record({
    kind: fc.constant('resize' as const),
    session,
    cols: fc.integer({ min: 1, max: 200 }),
    rows: fc.integer({ min: 1, max: 60 }),
  }),
  fc.record({ kind: fc.constant('save' as const), path: fc.constantFrom('/tmp/saved', '/root/app/Dockerfile', '/etc'), text: fc.string() }),
  fc.record({
    kind: fc.constant('put' as const),
    container: fc.constantFrom('ca', 'cb'),
    path: fc.constantFrom('/x', '/etc/group'),
    text: fc.string(),
  }),
  fc.record({
    kind: fc.constant('write' as const),
    editor: fc.integer({ min: 1, max: 2 }),
    file: fc.constant(0),
    path: fc.constantFrom('/tmp/file', '/etc/passwd', ''),
    text: fc.string(),
    force: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('leave' as const), editor: fc.integer({ min: 1, max: 2 }), code: fc.constant(0) }),
  fc.record({ kind: fc.constant('eof' as const), session: fc.constantFrom('two', 'piped') }),
  fc.record({ kind: fc.constant('hangup' as const), session: fc.constantFrom('two', 'piped') }),
);
/** How long until the next input: often at the same moment, sometimes in the middle of things. */
export const pause = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 3, noNaN: true }), fc.integer({ min: 0, max: 4000 }));
/** Pauses (milliseconds) with the input that follows each. */
export const script = fc.array(fc.tuple(pause, input), { minLength: 1, maxLength: 14 });

const start = (session: string, terminal: { cols: number; rows: number } | null): Input => {
  return { kind: 'spawn', session, argv: ['/bin/bash'], env: ENV, cwd: '/root', terminal, pane: session === 'one' };
};
/** What every script begins with: three shells, and an image. */
export const starts: readonly Input[] = [
  start('one', { cols: 80, rows: 24 }),
  start('two', { cols: 100, rows: 30 }),
  start('piped', null),
  { kind: 'keys', session: 'one', text: 'docker pull -q busybox\r' },
];
const AFTER = 2500;

/** Lives through a script, its time cut into steps of `cut` milliseconds. */
export async function live(world: World, steps: readonly (readonly [number, Input])[], cut: () => number): Promise<void> {
  const until = async (end: number): Promise<void> => {
    for (let at = world.clock.now(); at < end; ) {
      at = Math.min(end, at + cut());
      await world.run(at);
    }
    await world.run(end);
  };
  for (const input of starts) world.input(input);
  for (const [wait, input] of steps) {
    if (wait > 0) await until(world.clock.now() + wait);
    world.input(input);
  }
  await until(world.clock.now() + AFTER);
}

/** A world of the fixtures' catalog. */
export const fresh = (seed: number): Promise<World> => newWorld({ catalog: 'fixtures', seed });
