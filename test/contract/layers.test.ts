/** Whole layers as the simulated engine tells of them, with each storage driver: changes, waste, places, and what writing costs. */
import { describe, expect, test } from 'vitest';
import { readAll } from '../../src/api/bytes.ts';
import { switchCommands } from '../../src/app/layers/drivers.ts';
import type { Observation, StorageCost } from '../../src/api/observation.ts';
import type { DiskView, DriverCost, LayerChange, LayerNode, LayerWaste } from '../../src/api/stage.ts';
import { parseSession, runSession } from '../../src/headless/session.ts';
import { newWorld } from '../../src/headless/world.ts';
import type { World } from '../../src/sim/world.ts';

const DRIVERS = ['overlay2', 'aufs', 'vfs', 'devicemapper', 'btrfs'];
const TIMEOUT = { timeout: 180_000 };
const KIB = 1024;

async function play(world: World, commands: readonly string[]): Promise<string[]> {
  const steps = await runSession(world, parseSession(commands.map((line) => `$ { ${line}; } 2>&1\n`).join('')));
  expect(world.kernel.faults).toEqual([]);
  return steps.map(({ stdout, stderr }) => stdout + stderr);
}

async function ask<T>(world: World, path: string): Promise<T> {
  const { status, body } = await world.transport.fetch({ method: 'GET', url: `/_huajuan/${path}`, headers: {} });
  expect(status, path).toBe(200);
  return JSON.parse(new TextDecoder().decode(await readAll(body))) as T;
}

/** All observations that are kept. */
async function kept(world: World): Promise<(Observation | StorageCost)[]> {
  const { body } = await world.transport.fetch({ method: 'GET', url: '/_huajuan/observations', headers: {} });
  const found: (Observation | StorageCost)[] = [];
  const stream = (body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  for (;;) {
    const next = await Promise.race([stream.next(), new Promise<null>((resolve) => setTimeout(resolve, 50, null))]);
    if (next === null || next.done) break;
    for (const line of new TextDecoder().decode(next.value).split('\n')) if (line !== '') found.push(JSON.parse(line));
  }
  void stream.return?.();
  return found;
}

const use = (driver: string): string =>
  `systemctl stop docker; ${driver === 'btrfs' ? 'mount /dev/sdb /var/lib/docker; ' : ''}echo '{"storage-driver":"${driver}"}' >/etc/docker/daemon.json; systemctl start docker`;

const BUILD = [
  'mkdir b; printf "FROM busybox\\nRUN head -c 300000 /dev/zero >/big && mkdir /d && echo one >/d/one && echo two >/d/two\\nRUN rm /big && rm -r /d\\n" >b/Dockerfile; docker build -q -t waste b',
  'docker run -d --name box waste sleep 1000; docker exec box sh -c "echo x >> /etc/passwd; echo y >> /etc/passwd; rm /etc/group; mkdir /new; echo hello >/new/f; mv /new/f /new/g"',
];

describe.each(DRIVERS)('%s', (driver) => {
  test('a build that wastes, a container that writes', TIMEOUT, async () => {
    const world = await newWorld({ catalog: 'fixtures', seed: 1 });
    await play(world, [...(driver === 'overlay2' ? [] : [use(driver)]), ...BUILD]);

    const layer = (at: number): Promise<LayerChange[]> => ask(world, `changes?image=waste&layer=${at}`);
    expect((await layer(1)).map(({ change, path, size }) => `${change} ${path} ${size}`)).toEqual([
      'added /big 300000',
      'added /d 0',
      'added /d/one 4',
      'added /d/two 4',
    ]);
    expect((await layer(2)).map(({ change, path, size, hidden }) => `${change} ${path} ${size} ${hidden}`)).toEqual([
      'deleted /big 300000 1',
      'deleted /d 8 3',
    ]);
    const union: LayerChange[] = await ask(world, 'changes?image=waste&layer=2&union=true');
    expect(union.some(({ path }) => path === '/big')).toBe(false);
    expect(union.find(({ path }) => path === '/etc/passwd')?.layer).toBe(0);

    const waste: LayerWaste = await ask(world, 'waste?image=waste');
    expect(waste).toMatchObject({ wasted: 300_008, count: 3 });
    expect(waste.worst[0]).toMatchObject({ path: '/big', wasted: 300_000, layers: [1, 2], deleted: true });
    expect(waste.efficiency).toBeCloseTo((waste.total - 300_008) / waste.total, 9);

    const disk: DiskView = await ask(world, 'disk?container=box');
    expect(disk.layers).toHaveLength(5);
    expect(disk.layers.at(-2)?.id).toBe('init');
    const roles = {
      overlay2: 'lowerdir upperdir',
      aufs: 'ro+wh rw',
      vfs: 'copy copy',
      btrfs: 'snapshot snapshot',
      devicemapper: 'snapshot snapshot',
    };
    expect(`${disk.layers[0]?.role} ${disk.layers.at(-1)?.role}`).toBe(roles[driver as keyof typeof roles]);
    if (driver !== 'devicemapper')
      for (const { path } of disk.layers) {
        const cut = path.lastIndexOf('/');
        const folder: LayerNode[] = await ask(world, `folder?path=${path.slice(0, cut)}`);
        expect(folder.map(({ name }) => name)).toContain(path.slice(cut + 1));
      }

    const seen = (await kept(world)).filter(({ kind }) => kind !== 'lookup');
    const story = seen.flatMap((one) => {
      if ('path' in one && one.path === '/etc/passwd')
        return [one.kind === 'copy-up' ? `copy-up ${one.from}` : one.kind === 'allocate' ? `allocate ${one.count}` : one.kind];
      return [];
    });
    const plain = { vfs: ['write', 'write'], btrfs: ['write', 'allocate 1', 'write'], devicemapper: ['write', 'allocate 1', 'write'] };
    expect(story).toEqual(plain[driver as keyof typeof plain] ?? ['copy-up 0', 'write', 'write']);
    expect(seen.find(({ kind }) => kind === 'rename')).toMatchObject({ path: '/new/f', to: '/new/g' });
    const begun = seen.filter((one) => one.kind === 'copy' && one.container === seen.at(-1)?.container);
    expect(begun.map((one) => one.kind === 'copy' && one.bytes > 0)).toEqual(
      driver === 'overlay2' || driver === 'aufs' ? [] : [driver === 'vfs'],
    );
  });
});

test('the same layers made under every driver, and looking on leaves no trace', TIMEOUT, async () => {
  const world = await newWorld({ catalog: 'fixtures', seed: 1 });
  await play(world, BUILD);
  const before = await world.digest();
  const costs: DriverCost[] = await ask(world, 'drivers?container=box');
  const of = (driver: string): DriverCost | undefined => costs.find((one) => one.driver === driver);
  expect(costs.map(({ driver }) => driver).sort()).toEqual([...DRIVERS].sort());
  const size = of('overlay2')?.change?.size ?? 0;
  const file = Math.ceil(size / (4 * KIB)) * 4 * KIB;
  expect(costs.map(({ driver, change }) => [driver, change?.bytes])).toEqual([
    ['overlay2', file],
    ['aufs', file],
    ['btrfs', 4 * KIB],
    ['devicemapper', 64 * KIB],
    ['vfs', 0],
  ]);
  // A full copy for each layer and container, against none.
  expect(of('vfs')?.fresh).toBeGreaterThan(1_000_000);
  expect(of('btrfs')?.fresh).toBe(0);
  expect(of('vfs')?.image).toBeGreaterThan(3 * (of('overlay2')?.image ?? 0) * 0.8);
  for (const path of [
    'waste?container=box',
    'disk?container=box',
    'changes?container=box&layer=3',
    'changes?container=box&layer=3&union=true',
  ])
    await ask(world, path);
  expect(await world.digest()).toBe(before);
});

test('the commands that are shown for a switch bring it about, from each driver to the next', TIMEOUT, async () => {
  const world = await newWorld({ catalog: 'fixtures', seed: 1 });
  const round = ['overlay2', 'aufs', 'btrfs', 'devicemapper', 'btrfs', 'vfs', 'overlay2'];
  const commands = round.slice(1).map((driver, at) => switchCommands(round[at] ?? '', driver));
  const printed = await play(world, commands.flat());
  let end = 0;
  for (const [at, driver] of round.slice(1).entries()) {
    end += commands[at]?.length ?? 0;
    expect(printed[end - 1], `${round[at]} → ${driver}`).toContain(`Storage Driver: ${driver}`);
  }
});
