/** What really happens for a command, as /_huajuan/requests tells it: who asks whom, in which order, and whose doing it is. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Hop } from '../../src/api/hops.ts';
import { readJsonStream } from '../../src/api/request.ts';
import { newWorld } from '../../src/headless/world.ts';

const ENV = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', TERM: 'xterm', TZ: 'UTC' };
const COMMANDS = [
  'docker version',
  'docker run -d --name web busybox sleep 60',
  'docker ps',
  'docker exec web true',
  'docker rm -f web',
  'docker start nosuch',
  'DOCKER_HOST=tcp://10.0.0.9:2375 docker ps',
  'docker context ls',
  'docker login -u student -p secret localhost:5000',
  'echo "{" >/etc/docker/daemon.json; systemctl restart docker; docker ps',
];

async function record(): Promise<readonly Hop[]> {
  const world = await newWorld({ catalog: 'fixtures', seed: 1 });
  const hops = new Map<number, Hop>();
  const { body } = await world.transport.fetch({ method: 'GET', url: '/_huajuan/requests', headers: {} });
  const reading = (async () => {
    for await (const hop of readJsonStream<Hop>(body)) hops.set(hop.id, hop);
  })();
  reading.catch(() => {});
  for (const command of COMMANDS) {
    world.input({ kind: 'spawn', session: 's', argv: ['bash', '-c', command], env: ENV, cwd: '/root', terminal: null });
    await world.run(world.clock.now() + 5000);
  }
  await new Promise((resolve) => setImmediate(resolve));
  return [...hops.values()];
}

let hops: readonly Hop[] = [];
beforeAll(async () => {
  hops = await record();
}, 60_000);

/** "from>to what status" of a command's hops, without IDs. */
const story = (argv: string): string[] => {
  const own = hops.filter(({ command }) => command?.argv.join(' ') === argv);
  return own.slice(1).map(({ from, to, what, status, outcome }) => {
    const short = what
      .replace(/ \/v1\.41/, ' ')
      .replace(/\?.*/, '')
      .replace(/[0-9a-f]{64}/g, 'ID');
    return `${from}>${to} ${short} ${status ?? outcome}`;
  });
};

describe('requests', () => {
  test('docker version asks the daemon once', () => {
    expect(story('docker version')).toEqual(['client>dockerd GET /version 200']);
  });

  test('docker run pulls what is missing, and starts a process by way of containerd and runc', () => {
    const told = story('docker run -d --name web busybox sleep 60');
    expect(told.filter((line) => line.startsWith('client>'))).toEqual([
      'client>dockerd POST /containers/create 404',
      'client>dockerd POST /images/create 200',
      'client>dockerd POST /containers/create 201',
      expect.stringMatching(/wait/),
      'client>dockerd POST /containers/ID/start 204',
    ]);
    expect(told).toContain('dockerd>registry GET /v2/ 401');
    expect(told).toContain('dockerd>storage overlay2 CreateReadWrite ok');
    const first = told.indexOf('dockerd>containerd Containers.Create ok');
    expect(told.slice(first, first + 9)).toEqual([
      'dockerd>containerd Containers.Create ok',
      'dockerd>containerd Tasks.Create ok',
      'containerd>runc runc create ok',
      'runc>kernel clone: namespaces ok',
      'runc>kernel mount, pivot_root ok',
      'runc>kernel cgroup ok',
      'dockerd>containerd Tasks.Start ok',
      'containerd>runc runc start ok',
      'runc>kernel execve sleep ok',
    ]);
  });

  test('docker ps asks nobody but dockerd', () => {
    expect(story('docker ps')[0]).toBe('client>dockerd GET /containers/json 200');
    expect(
      hops.filter(({ command }) => command?.argv.join(' ') === 'docker ps').every(({ to }) => to === 'client' || to === 'dockerd'),
    ).toBe(true);
  });

  test('a further process, and the end of a container', () => {
    expect(story('docker exec web true')).toContain('containerd>runc runc exec ok');
    const removed = story('docker rm -f web');
    expect(removed.slice(0, 4)).toEqual([
      'client>dockerd DELETE /containers/web 204',
      'dockerd>containerd Tasks.Kill ok',
      'containerd>runc runc kill KILL ok',
      expect.stringMatching(/^runc>kernel kill\(\d+, SIGKILL\) ok$/),
    ]);
    expect(removed).toContain('containerd>dockerd /tasks/exit ok');
    expect(removed.at(-1)).toBe('dockerd>storage overlay2 Remove ok');
  });

  test('refused, nobody there, and no request at all', () => {
    expect(story('docker start nosuch')).toEqual(['client>dockerd POST /containers/nosuch/start 404']);
    const lost = hops.filter(({ outcome, status, from }) => outcome === 'failed' && status === null && from === 'client');
    expect(lost.map(({ where }) => where)).toEqual(['tcp://10.0.0.9:2375', 'unix:///var/run/docker.sock']);
    expect(lost[1]?.note).toMatch(/^Cannot connect to the Docker daemon/);
    expect(story('docker context ls')).toEqual([]);
  });

  test('passwords are not told', () => {
    expect(story('docker login -u student -p secret localhost:5000')[0]).toMatch(/POST \/auth/);
    const facts = hops.filter(({ to }) => to !== 'client').flatMap(({ asked, answered }) => [...asked, ...answered]);
    expect(JSON.stringify(facts)).not.toContain('secret');
  });

  test('the same world tells the same', async () => {
    expect(await record()).toEqual(hops);
  }, 60_000);
});
