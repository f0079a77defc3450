/** The storage driver as a student changes it: daemon.json, a restart, and what is to be seen of images and containers then. */
import { expect, test } from 'vitest';
import { parseSession, runSession } from '../../src/headless/session.ts';
import { newWorld } from '../../src/headless/world.ts';
import type { Journal } from '../../src/sim/journal.ts';
import type { World } from '../../src/sim/world.ts';

const DRIVERS = ['overlay2', 'aufs', 'vfs', 'devicemapper', 'btrfs'];
const TIMEOUT = { timeout: 180_000 };

const fresh = (): Promise<World> => newWorld({ catalog: 'fixtures', seed: 1 });

/** What each command of a session printed, in the order it came. */
async function play(world: World, commands: readonly string[]): Promise<string[]> {
  const steps = await runSession(world, parseSession(commands.map((line) => `$ { ${line}; } 2>&1\n`).join('')));
  expect(world.kernel.faults).toEqual([]);
  return steps.map(({ stdout, stderr }) => stdout + stderr);
}

/** The commands that bring a driver into use, on a disk that it likes. */
const use = (driver: string): string =>
  `systemctl stop docker 2>/dev/null; ${driver === 'btrfs' ? 'mount /dev/sdb /var/lib/docker; ' : ''}echo '{"storage-driver":"${driver}"}' >/etc/docker/daemon.json; systemctl start docker`;

test('what belongs to another storage driver is hidden, and there again when that comes back', TIMEOUT, async () => {
  const shown = "docker ps -a --format '{{.Names}} {{.State}}'; docker images --format '{{.Repository}}'; docker volume ls -q";
  const steps = await play(await fresh(), [
    'docker run -d --name one busybox sleep 1000; docker run -d --restart always --name two busybox sleep 1000; docker volume create vol; docker tag busybox mine',
    use('vfs'),
    shown,
    'docker start one',
    'docker run -d --name one busybox true; sleep 1',
    shown,
    'rm /etc/docker/daemon.json; service docker restart',
    shown,
    'docker info 2>&1 | grep Driver',
    use('vfs'),
    shown,
  ]);
  expect(steps[2]).toBe('vol\n');
  expect(steps[3]).toBe('Error response from daemon: No such container: one\nError: failed to start containers: one\n');
  expect(steps[5]).toBe('one exited\nbusybox\nvol\n');
  expect(steps[7]).toBe('two running\none exited\nbusybox\nmine\nvol\n');
  expect(steps[8]).toBe(' Storage Driver: overlay2\n Logging Driver: json-file\n Cgroup Driver: cgroupfs\n');
  expect(steps[10]).toBe(steps[5]);
});

test('a driver that is none, or not here, or asked for twice: dockerd says why and does not start', TIMEOUT, async () => {
  const start = (json: string): string[] => [
    `echo '${json}' >/etc/docker/daemon.json; systemctl restart docker; docker ps`,
    'journalctl -u docker -n 4 | head -1',
  ];
  const steps = await play(await fresh(), [
    ...start('{"storage-driver":"nonsense"}'),
    ...start('{"storage-driver":"btrfs"}'),
    ...start('{"storage-driver":7}'),
    `echo 'DOCKER_OPTS="--storage-driver vfs"' >/etc/default/docker; true`,
    ...start('{"storage-driver":"overlay2"}'),
    'rm /etc/docker/daemon.json; systemctl restart docker; docker info | grep Storage; ps aux | grep -o "[d]ockerd.*"',
    'rm /etc/default/docker; systemctl restart docker; docker info | grep Storage',
    'mkdir -p /var/lib/docker/aufs/diff; systemctl restart docker',
    'journalctl -u docker -n 4 | head -1',
  ]);
  const lastWords = (text: string | undefined): string => (text ?? '').replace(/^.*?dockerd\[\d+\]: /, '').trimEnd();
  const graph = 'failed to start daemon: error initializing graphdriver: ';
  const file = 'unable to configure the Docker daemon with file /etc/docker/daemon.json: ';
  expect(steps[0]).toBe(
    'Job for docker.service failed because the control process exited with error code.\nSee "systemctl status docker.service" and "journalctl -xeu docker.service" for details.\nCannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n',
  );
  expect(lastWords(steps[1])).toBe(`${graph}driver not supported`);
  expect(lastWords(steps[3])).toBe(`${graph}prerequisites for driver not satisfied (wrong filesystem?)`);
  expect(lastWords(steps[5])).toBe(`${file}json: cannot unmarshal number into Go struct field Config.storage-driver of type string`);
  expect(lastWords(steps[8])).toBe(
    `${file}the following directives are specified both as a flag and in the configuration file: storage-driver: (from flag: vfs, from file: overlay2)`,
  );
  expect(steps[9]).toBe(' Storage Driver: vfs\ndockerd -H fd:// --containerd=/run/containerd/containerd.sock --storage-driver vfs\n');
  expect(steps[10]).toBe(' Storage Driver: overlay2\n');
  expect(lastWords(steps[12])).toBe(
    `${graph}/var/lib/docker contains several valid graphdrivers: aufs, overlay2; Please cleanup or explicitly choose storage driver (-s <DRIVER>)`,
  );
});

test("Docker's folder removed is Docker forgotten", TIMEOUT, async () => {
  const shown = 'docker ps -aq; docker images -q; docker run --rm busybox echo works 2>/dev/null; ls /var/lib/docker | wc -l';
  const steps = await play(await fresh(), [
    'docker run -d --name one busybox sleep 1000; systemctl stop docker 2>/dev/null; rm -rf /var/lib/docker; systemctl start docker',
    shown,
    'rm -rf /var/lib/docker/image; systemctl restart docker',
    shown,
    'rm -rf /var/lib/docker/overlay2; systemctl restart docker',
    shown,
  ]);
  for (const at of [1, 3, 5]) expect(steps[at]).toBe('works\n11\n');
});

/** A part of the course, as it is typed there. */
const COURSE = [
  'docker pull centos:6.8',
  'docker images',
  "docker run --name first centos:6.8 sh -c 'cat /etc/centos-release; ls /; echo new >/root/file; rm /etc/centos-release; mkdir /data; mv /root/file /data/'",
  'docker diff first',
  'docker commit -a teacher -m lesson first mine/centos:1',
  'docker run --rm mine/centos:1 cat /data/file /etc/centos-release',
  "mkdir -p /root/b; printf 'FROM mine/centos:1\\nRUN echo built >/built && rm -r /data\\nENV A=b\\nCMD cat /built\\n' >/root/b/Dockerfile; docker build -q -t built /root/b >/dev/null; docker run --rm built",
  "docker run -d --name web -v vol:/opt busybox sh -c 'echo x >/opt/x; while sleep 100; do :; done'; docker exec web sh -c 'touch /a /b; rm /bin/vi; ls -l /opt /a; stat -c %s%F /bin/vi'",
  'docker diff web; docker cp web:/opt/x - | wc -c; docker export web | wc -c',
  'docker rm -f web first; docker rmi built; docker ps -a; docker images',
];
/** A layer of what was added and changed; when a name went away is not told alike by all of them. */
const COMMIT = [
  "docker run --name layer busybox sh -c 'touch -d @1700000000 /bin/vi /bin; mkdir -p /new/dir; echo x >/new/file; ln /new/file /new/link; ln -s file /new/soft; chmod 4755 /new/file; chown 7:8 /new/dir; find /new /bin -exec touch -h -d @1700000000 {} +'",
  "docker commit layer committed >/dev/null; docker inspect -f '{{.RootFS.Layers}}' committed; docker diff layer",
];

test('the same session of the course is the same with every storage driver', TIMEOUT, async () => {
  const seen = await Promise.all(
    DRIVERS.map(async (driver) => {
      const world = await fresh();
      const [, name, ...steps] = await play(world, [use(driver), "docker info -f '{{.Driver}}'", ...COURSE]);
      expect(name).toBe(`${driver}\n`);
      return steps;
    }),
  );
  const same = (texts: readonly string[]): string[] => texts.map((text) => text.replace(/\b(sha256:)?[0-9a-f]{12,64}\b/g, 'ID'));
  const [overlay2 = []] = seen;
  for (const [at, steps] of seen.entries()) expect([DRIVERS[at], ...same(steps)]).toEqual([DRIVERS[at], ...same(overlay2)]);
  expect(overlay2[3]).toBe('A /data\nA /data/file\nC /etc\nD /etc/centos-release\n');
});

test('a committed layer has the same bytes with every storage driver', TIMEOUT, async () => {
  const layers = await Promise.all(DRIVERS.map(async (driver) => (await play(await fresh(), [use(driver), ...COMMIT]))[2]));
  expect(layers[0]).toMatch(/^\[sha256:[0-9a-f]{64} sha256:[0-9a-f]{64}\]\nC \/bin\n/);
  expect(layers).toEqual(DRIVERS.map(() => layers[0]));
});

test('each driver keeps its layers in its own way on the disk, and says so', TIMEOUT, async () => {
  const told: Record<string, string[]> = {};
  for (const driver of DRIVERS)
    told[driver] = await play(await fresh(), [
      use(driver),
      'docker run -d --name web busybox sh -c "echo x >/x; rm /bin/vi; sleep 1000"',
      'docker exec web head -1 /proc/mounts',
      "docker inspect -f '{{.GraphDriver.Name}} {{.Driver}} {{range $k, $v := .GraphDriver.Data}}{{$k}} {{end}}' web",
      "mount | grep -c '/var/lib/docker/.*/'",
      `ls /var/lib/docker/${driver}`,
      'docker info 2>&1 >/dev/null',
      `find /var/lib/docker/${driver} -name '.wh.vi' -o -name vi -type c | wc -l`,
    ]);
  const step = (at: number): string[] => DRIVERS.map((driver) => (told[driver]?.[at] ?? '').replace(/[0-9a-f]{16,64}/g, 'ID'));
  expect(step(2).map((line) => line.split(',')[0])).toEqual([
    'overlay / overlay rw',
    'none / aufs rw',
    '/dev/sda1 / ext4 rw',
    expect.stringMatching(/^\/dev\/mapper\/docker-8:1-\d+-ID \/ ext4 rw$/),
    '/dev/sdb / btrfs rw',
  ]);
  expect(step(3)).toEqual([
    'overlay2 overlay2 LowerDir MergedDir UpperDir WorkDir \n',
    'aufs aufs \n',
    'vfs vfs \n',
    'devicemapper devicemapper DeviceId DeviceName DeviceSize \n',
    'btrfs btrfs \n',
  ]);
  expect(step(4)).toEqual(['1\n', '1\n', '0\n', '1\n', '0\n']);
  // Ids come in no order.
  expect(step(5).map((text) => text.trim().split('\n').sort().join(' '))).toEqual([
    'ID ID ID-init l',
    'diff layers mnt',
    'backingFsBlockDev dir',
    'devicemapper metadata mnt',
    'subvolumes',
  ]);
  const deprecated = (name: string): string =>
    `WARNING: the ${name} storage-driver is deprecated, and will be removed in a future release.\n`;
  expect(step(6)).toEqual([
    '',
    deprecated('aufs'),
    '',
    `${deprecated('devicemapper')}WARNING: devicemapper: usage of loopback devices is strongly discouraged for production use.\n         Use \`--storage-opt dm.thinpooldev\` to specify a custom block storage device.\n`,
    '',
  ]);
  expect(step(7)).toEqual(['1\n', '1\n', '0\n', '0\n', '0\n']);
});

test('aufs shows its branches: one read-write, below it read-only ones that may hold whiteouts', TIMEOUT, async () => {
  const [, , mount, branches, after] = await play(await fresh(), [
    use('aufs'),
    'docker pull -q tomcat:8.5; docker run -d --name web tomcat:8.5 sleep 1000',
    "mount -t aufs | sed 's/.*si=\\([0-9a-f]*\\).*/\\1/'",
    'cat /sys/fs/aufs/si_*/br[0-9]*',
    'docker kill web; sleep 1; ls /sys/fs/aufs',
  ]);
  expect(mount).toMatch(/^[0-9a-f]{16}\n$/);
  const lines = (branches ?? '').trim().split('\n');
  // The container's own, the places of its mounts, and the six layers of the image.
  expect(lines.map((line) => line.replace(/[0-9a-f]{64}/, 'ID'))).toEqual([
    '/var/lib/docker/aufs/diff/ID=rw',
    '/var/lib/docker/aufs/diff/ID-init=ro+wh',
    ...Array<string>(6).fill('/var/lib/docker/aufs/diff/ID=ro+wh'),
  ]);
  expect(after).toBe('web\n');
});

test('disk use is told as it is: a copy for each layer, shared blocks, a layer apart', TIMEOUT, async () => {
  const used = async (driver: string): Promise<number[]> => {
    const read = `df -k /var/lib/docker | tail -1 | awk '{print $3}'`;
    const steps = await play(await fresh(), [
      use(driver),
      read,
      'docker pull -q tomcat:8.5',
      read,
      'docker run -d --name web tomcat:8.5 sleep 1000',
      read,
      'docker exec web dd if=/dev/zero of=/big bs=1M count=8',
      read,
    ]);
    const [before = 0, pulled = 0, run = 0, written = 0] = [1, 3, 5, 7].map((at) => Number(steps[at]));
    return [pulled - before, run - pulled, written - run];
  };
  const all = Object.fromEntries(await Promise.all(DRIVERS.map(async (driver) => [driver, await used(driver)] as const)));
  // Kibibytes: the image is of 4.3 MB in seven layers, its lowest one of 2.0 MB.
  const between = (value: number | undefined, low: number, high: number): void => {
    expect(value).toBeGreaterThanOrEqual(low);
    expect(value).toBeLessThanOrEqual(high);
  };
  for (const driver of ['overlay2', 'aufs', 'btrfs']) between(all[driver]?.[0], 4300, 4800);
  // Blocks of 64 KiB, so small files take more.
  between(all['devicemapper']?.[0], 4500, 14_000);
  // Every layer holds all below it.
  between(all['vfs']?.[0], 20_000, 32_000);
  for (const driver of ['overlay2', 'aufs', 'btrfs', 'devicemapper']) between(all[driver]?.[1], 0, 700);
  // Two copies: one for the places of mounts, one for the container.
  between(all['vfs']?.[1], 8500, 9600);
  for (const driver of DRIVERS) between(all[driver]?.[2], 8192, 8400);
});

test('a world in which the driver was changed replays from its journal', TIMEOUT, async () => {
  const world = await fresh();
  await play(world, [
    'docker run -d --name one busybox sleep 1000',
    use('aufs'),
    'docker run -d --name two busybox sh -c "rm /bin/vi; sleep 1000"',
    use('devicemapper'),
    'docker run -d --name three busybox sleep 1000; echo x >/tmp/x',
    use('overlay2'),
    'docker start one',
    use('aufs'),
    'docker start two; docker diff two',
  ]);
  const now = world.clock.now();
  const journal = JSON.parse(JSON.stringify(world.journal())) as Journal;
  const again = await newWorld({ journal });
  await again.run(now);
  const snapshot = await world.snapshot();
  expect(await again.snapshot()).toEqual(snapshot);
  const { driver, hidden } = snapshot['engine'] as { driver: string; hidden: [string, unknown][] };
  expect([driver, ...hidden.map(([name]) => name)]).toEqual(['aufs', 'overlay2', 'devicemapper']);
});
