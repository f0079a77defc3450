/** The host goes down and comes up: what stays, what is gone, and which containers are there again. */
import { expect, test } from 'vitest';
import { readJson } from '../../src/api/request.ts';
import type { BootView } from '../../src/api/stage.ts';
import { parseSession, runSession } from '../../src/headless/session.ts';
import { newWorld } from '../../src/headless/world.ts';
import type { World } from '../../src/sim/world.ts';
import { readBoot } from '../../src/viz/source/boot.ts';

const TIMEOUT = { timeout: 120_000 };
const ENV = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', TERM: 'xterm' };

/** What each command of a session printed, in the order it came. */
async function play(world: World, commands: readonly string[]): Promise<string[]> {
  const steps = await runSession(world, parseSession(commands.map((line) => `$ { ${line}; } 2>&1\n`).join('')));
  expect(world.kernel.faults).toEqual([]);
  expect((await world.engine()).faults).toEqual([]);
  return steps.map(({ stdout, stderr }) => stdout + stderr);
}

const NOTHING: AsyncIterable<Uint8Array> = { async *[Symbol.asyncIterator]() {} };
const fresh = (): Promise<World> => newWorld({ catalog: 'fixtures', seed: 1 });

/** A terminal as the page has it, and all that it showed. */
function desk(world: World): { screen: () => string; codes: number[]; open: () => void; type: (text: string) => void } {
  let screen = '';
  const codes: number[] = [];
  world.onOutput = (_, data) => {
    screen += new TextDecoder().decode(data);
  };
  world.onExit = (_, code) => codes.push(code);
  return {
    screen: () => screen,
    codes,
    open: () =>
      world.input({
        kind: 'spawn',
        session: 'shell',
        argv: ['/bin/bash', '--login'],
        env: ENV,
        cwd: '/root',
        terminal: { cols: 100, rows: 30 },
        pane: true,
      }),
    type: (text) => world.input({ kind: 'keys', session: 'shell', text }),
  };
}

test('a reboot: the disk stays, memory is gone, processes and the clock begin anew', TIMEOUT, async () => {
  const world = await fresh();
  const before = world.kernel.bootedAt;
  const [, , disk, numbers, mounts, up] = await play(world, [
    'docker pull -q busybox; echo x >/root/kept; echo y >/tmp/gone; echo z >/run/gone; echo w >/dev/shm/gone; mkdir /mnt/m; mount -t tmpfs none /mnt/m; touch /mnt/m/gone; hostname other; sysctl -w vm.swappiness=7',
    'reboot',
    'cat /root/kept; ls /tmp/gone /run/gone /dev/shm/gone /mnt/m/gone; hostname; docker images -q | wc -l',
    'pgrep containerd; pgrep dockerd; echo $$',
    'mount | grep -v overlay | cut -d" " -f3 | tr "\\n" " "; cat /proc/version; uname -r',
    'uptime; cut -d. -f1 /proc/uptime; uptime -s; who -b',
  ]);
  expect(disk).toBe(
    "x\nls: cannot access '/tmp/gone': No such file or directory\nls: cannot access '/run/gone': No such file or directory\n" +
      "ls: cannot access '/dev/shm/gone': No such file or directory\nls: cannot access '/mnt/m/gone': No such file or directory\ndocker\n1\n",
  );
  expect(numbers).toBe('387\n388\n612\n');
  expect(mounts).toBe(
    `/ /sys /proc /dev /dev/pts /dev/shm /run Linux version 6.1.0-18-amd64 ${mounts?.split('6.1.0-18-amd64 ')[1]?.split('\n')[0]}\n6.1.0-18-amd64\n`,
  );
  expect(up).toMatch(/ up 0 min, .*\n[456]\n2026-06-01 08:00:\d\d\n {9}system boot {2}2026-06-01 08:00\n/);
  expect(world.kernel.bootedAt).toBeGreaterThan(before);
});

test('restart policies, as Docker 20.10 has them when its daemon was stopped and comes up', TIMEOUT, async () => {
  // Recorded from a real engine whose dockerd was ended by SIGTERM and started again: only these run then.
  const RUNNING = [
    'killed-always killed-on-failure paused-always paused-on-failure paused-unless-stopped run-always run-on-failure run-unless-stopped',
    'stopped-always stopped-on-failure trap-always trap-unless-stopped trap3-always trap3-on-failure trap3-unless-stopped',
  ].flatMap((line) => line.split(' '));
  const trap = (code: number): string => `sh -c 'trap "exit ${code}" TERM; while :; do sleep 1; done'`;
  const run = (name: string, policy: string, command: string): string =>
    `docker run -d --name ${name}-${policy} --stop-timeout 1 --restart ${policy} busybox ${command}`;
  const make = ['no', 'always', 'unless-stopped', 'on-failure'].flatMap((policy) => [
    run('run', policy, 'sleep 1000'),
    run('trap', policy, trap(0)),
    run('trap3', policy, trap(3)),
    `${run('stopped', policy, 'sleep 1000')}; docker stop stopped-${policy}`,
    `${run('killed', policy, 'sleep 1000')}; docker kill killed-${policy}`,
    `docker create --name created-${policy} --restart ${policy} busybox sleep 1000`,
    `${run('paused', policy, 'sleep 1000')}; docker pause paused-${policy}`,
  ]);
  const steps = await play(await fresh(), [
    'docker pull -q busybox',
    `{ ${make.join('; ')}; } >/dev/null`,
    'docker run -d --name exit3 --restart on-failure:1 busybox sh -c "exit 3"; docker run -d --rm --name auto busybox sleep 1000; sleep 2',
    'reboot',
    "docker ps --format '{{.Names}}' | sort | tr '\\n' ' '",
    "docker inspect -f '{{.Name}} {{.State.Status}} {{.State.ExitCode}}' $(docker ps -aq -f status=exited -f status=created) | sort",
    "docker inspect -f '{{.State.ExitCode}} {{.RestartCount}}' run-always; docker inspect auto; docker exec run-always true; echo $?",
  ]);
  expect(steps[4]?.trim().split(' ')).toEqual(RUNNING.sort());
  expect(steps[5]).toBe(
    '/created-always created 0\n/created-no created 0\n/created-on-failure created 0\n/created-unless-stopped created 0\n/exit3 exited 3\n' +
      '/killed-no exited 137\n/killed-unless-stopped exited 137\n/paused-no exited 137\n/run-no exited 137\n/stopped-no exited 137\n' +
      '/stopped-unless-stopped exited 137\n/trap-no exited 0\n/trap-on-failure exited 0\n/trap3-no exited 3\n',
  );
  expect(steps[6]).toBe('0 0\n[]\nError: No such object: auto\n0\n');
});

test("the page's terminal shows the console, and a login shell again", TIMEOUT, async () => {
  const world = await fresh();
  const { screen, codes, open, type } = desk(world);
  open();
  await world.run(world.clock.now() + 500);
  type('sleep 1000\r');
  await world.run(world.clock.now() + 500);
  type('\x03');
  type('systemctl reboot\r');
  await world.run(world.clock.now() + 700);
  expect(world.isUp).toBe(false);
  type('echo lost\r');
  world.input({ kind: 'resize', session: 'shell', cols: 70, rows: 20 });
  await world.run(world.clock.now() + 15_000);
  type('stty size; echo $SHLVL $$\r');
  await world.run(world.clock.now() + 500);
  const shown = screen();
  const parts = [
    'The system will reboot now!',
    'Stopping docker.service',
    'reboot: Restarting system',
    'SeaBIOS',
    'Loading Linux 6.1.0-18-amd64 ...',
    'EXT4-fs (sda1): mounted filesystem',
    '/dev/sda1: clean',
    'EXT4-fs (sda1): re-mounted',
    'Started docker.service',
    'docker login: root (automatic login)',
    'root@docker:~#',
    '20 70',
    '612',
  ];
  let from = 0;
  for (const part of parts) {
    from = shown.indexOf(part, from);
    expect(from, part).toBeGreaterThan(0);
  }
  expect(shown).not.toContain('lost');
  expect(codes).toEqual([]);
});

test('switched off: the terminal ends, and a new one switches the machine on', TIMEOUT, async () => {
  const world = await fresh();
  const { screen, codes, open, type } = desk(world);
  open();
  await world.run(world.clock.now() + 500);
  type('shutdown -h +1; shutdown -c; poweroff\r');
  await world.run(world.clock.now() + 120_000);
  expect(screen()).toContain('reboot: Power down');
  expect(codes).toEqual([0]);
  expect(world.isUp).toBe(false);
  open();
  await world.run(world.clock.now() + 10_000);
  type('echo up $$\r');
  await world.run(world.clock.now() + 500);
  expect(screen()).toContain('up 612');
});

test('what /etc/fstab says is mounted at boot; a dockerd that cannot start does not keep the host from coming up', TIMEOUT, async () => {
  const steps = await play(await fresh(), [
    'mkdir /data; echo "/dev/sdb /data btrfs defaults 0 0" >>/etc/fstab; echo "nonsense" >/etc/docker/daemon.json',
    'reboot',
    'grep /data /proc/mounts | cut -d" " -f1-3; systemctl is-active docker; uname -r',
    'rm /etc/docker/daemon.json; systemctl start docker; systemctl is-active docker',
  ]);
  expect(steps[2]).toBe('/dev/sdb /data btrfs\nfailed\n6.1.0-18-amd64\n');
  expect(steps[3]).toBe('active\n');
});

test('a container cannot reboot the host, and has the kernel of the host', TIMEOUT, async () => {
  const world = await newWorld({ catalog: 'hub', seed: 1, bandwidth: null });
  const steps = await play(world, [
    'docker pull -q centos:6.8; docker pull -q alpine; docker pull -q busybox; docker run -d --name box busybox sleep 1000',
    'docker exec box reboot; echo $?; docker exec box reboot -f; echo $?; docker exec box dmesg; docker exec box pidof sleep',
    'docker run --rm centos:6.8 uname -r; docker run --rm alpine uname -r; uname -r',
    'docker run --rm centos:6.8 cat /proc/version; docker run --rm alpine cat /proc/version; cat /proc/version',
    'dmesg | grep -o "Linux version [^ ]*"; docker info --format "{{.KernelVersion}}"; docker run --rm alpine cat /proc/cmdline; cat /proc/cmdline',
    'docker run --rm alpine cut -d. -f1 /proc/uptime; cut -d. -f1 /proc/uptime',
  ]);
  expect(steps[1]).toBe('0\nreboot: (null): Operation not permitted\n1\ndmesg: klogctl: Operation not permitted\n1\n');
  expect(steps[2]).toBe('6.1.0-18-amd64\n'.repeat(3));
  const [one, two, three] = steps[3]?.split('\n') ?? [];
  expect(one).toMatch(/^Linux version 6\.1\.0-18-amd64 /);
  expect([two, three]).toEqual([one, one]);
  expect(steps[4]).toBe(
    `Linux version 6.1.0-18-amd64\n6.1.0-18-amd64\n${'BOOT_IMAGE=/boot/vmlinuz-6.1.0-18-amd64 root=/dev/sda1 ro\n'.repeat(2)}`,
  );
  const [inside, outside] = steps[5]?.trim().split('\n') ?? [];
  expect(inside).toBe(outside);
});

test('who asks is told how the host booted and how the newest container started', TIMEOUT, async () => {
  const ask = async (of: World, query = ''): Promise<BootView> =>
    readJson(await of.transport.fetch({ method: 'GET', url: `/_huajuan/boot${query}`, headers: {} }));
  const START = 'docker pull -q centos:6.8; docker run -d --name web centos:6.8 sleep 1000';
  const world = await fresh();
  expect(await ask(world)).toMatchObject({ kernel: 'Linux 6.1.0-18-amd64', container: null });
  await play(world, [`${START}; docker run -d --net host --name two centos:6.8 sleep 9`]);
  const first = await ask(world, '?container=web');
  expect(first.container).toMatchObject({
    name: 'web',
    command: 'sleep 1000',
    driver: 'overlay2',
    first: true,
    running: true,
    pidInside: 1,
    namespaces: { pid: 'own', mnt: 'own', net: 'own', uts: 'own', ipc: 'own' },
  });
  expect((await ask(world)).container).toMatchObject({
    name: 'two',
    namespaces: { pid: 'own', mnt: 'own', net: 'host', uts: 'own', ipc: 'own' },
  });
  expect(first.stages.map(({ stage, rootfs }) => [stage, rootfs])).toEqual([
    ['firmware', 'none'],
    ['bootloader', 'none'],
    ['kernel', 'none'],
    ['bootfsUnmounted', 'none'],
    ['rootReadOnly', 'ro'],
    ['selfCheck', 'ro'],
    ['rootReadWrite', 'rw'],
    ['init', 'rw'],
    ['services', 'rw'],
    ['up', 'rw'],
  ]);
  const other = await fresh();
  await play(other, [START, 'reboot', 'docker start web']);
  const again = await ask(other);
  expect(again.poweredOn).toBeGreaterThan(first.poweredOn);
  expect(again.container).toMatchObject({ name: 'web', first: false });
});

test('the scene does with less where an engine tells of no boot', TIMEOUT, async () => {
  const world = await fresh();
  await play(world, ['docker pull -q centos:6.8; docker run -d --name web centos:6.8 sleep 1000']);
  const { transport } = world;
  const full = await readBoot(transport);
  const plain = await readBoot({
    ...transport,
    fetch: (request) =>
      request.url.includes('_huajuan') ? Promise.resolve({ status: 404, headers: {}, body: NOTHING }) : transport.fetch(request),
  });
  expect(plain).toMatchObject({ kernel: full.kernel, poweredOn: null, stages: [] });
  expect(plain.start).toMatchObject({ name: 'web', command: 'sleep 1000', running: true, ms: null, made: null });
  expect(plain.start?.layers.map(({ size }) => size)).toEqual(full.start?.layers.map(({ size }) => size));
});
