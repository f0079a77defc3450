/** The stage against the simulated engine itself: after each command the scene is what its encoding demands. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
import { newWorld } from '../../src/headless/world.ts';
import type { World } from '../../src/sim/world.ts';
import { sayIn } from '../../src/viz/messages.ts';
import { buildScene } from '../../src/viz/model/build.ts';
import type { LayerScene, Story } from '../../src/viz/model/scene.ts';
import { sceneTree, type TreeItem } from '../../src/viz/model/tree.ts';
import { type StageSource, startSource } from '../../src/viz/source.ts';

const ENV = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', TERM: 'xterm' };
const say = await sayIn('en');
let world: World;
let source: StageSource;
let scene: LayerScene;
let told: Story[] = [];
const refreshes: (() => void)[] = [];
let asked = 0;
let seen = false;

/** Lets refreshes and the answers to their questions go on until nothing is left to do. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) {
    for (const refresh of refreshes.splice(0)) refresh();
    await world.run(world.clock.now() + 50);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}

async function type(command: string): Promise<void> {
  let code: number | null = null;
  told = [];
  asked = 0;
  world.onExit = (name, status) => {
    if (name === command) code = status;
  };
  world.input({ kind: 'spawn', session: command, argv: ['/bin/bash', '-c', command], env: ENV, cwd: '/root', terminal: null });
  await world.run(world.clock.now() + 120_000, () => code !== null);
  expect(code, command).toBe(0);
  await settle();
}

const rows = (): string[] => scene.rows.map((row) => row.kind);
const caption = (): string => (scene.caption ? say(scene.caption) : '');
const stories = (): string[] => told.map((story) => `${story.kind} ${story.path}`);
/** The states of a path's tiles, top row first. */
const column = (path: string): string[] =>
  scene.rows.flatMap((row) =>
    scene.tiles.filter((tile) => tile.row === row.id && tile.column === path).map((tile) => `${row.kind}: ${tile.state}`),
  );
const tree = (kind: string): string[] => {
  const id = scene.rows.find((row) => row.kind === kind)?.id;
  const item = sceneTree(scene).find((one: TreeItem) => one.id === id);
  return item ? [say(item.text), ...item.children.map((child) => say(child.text))] : [];
};

beforeAll(async () => {
  world = await newWorld({ catalog: 'hub', seed: 5 });
  const { transport } = world;
  source = startSource({
    transport: {
      fetch(request) {
        asked++;
        return transport.fetch(request);
      },
      connect: (request) => transport.connect(request),
    },
    onFacts(facts) {
      scene = buildScene(facts, seen ? scene : null);
      seen = true;
      for (const story of scene.stories) if (!told.some((one) => one.id === story.id)) told.push(story);
    },
    schedule: (refresh) => refreshes.push(refresh),
  });
  while (!seen) await settle();
});
afterAll(() => source.destroy());

test('nothing but the ground', () => {
  expect(rows()).toEqual(['ground']);
  expect(scene.hint && say(scene.hint)).toContain('docker pull');
});

test('pull: read-only layers and their merged view', async () => {
  await type('docker pull -q centos:6.8');
  expect(rows()).toEqual(['merged', 'read-only', 'ground']);
  expect(caption()).toBe('centos:6.8 was pulled: read-only layers that containers can share');
  expect(tree('read-only')[0]).toMatch(/^Layer 1 of 1, read-only, 195 MB, ADD file:[0-9a-f]{6}… in \/$/);
  expect(tree('read-only')).toContain('/etc, folder');
});

test('run: an empty read-write layer on top', async () => {
  await type("docker run -itd --name mycentos centos:6.8 /bin/sh -c 'while true; do echo `date`; sleep 2; done'");
  expect(rows()).toEqual(['merged', 'read-write', 'read-only', 'ground']);
  expect(caption()).toBe('mycentos: a new, empty read-write layer on the read-only layers of centos:6.8');
  expect(tree('read-write')).toEqual(['Read-write layer, 0 B, 0 changed paths']);
  expect(scene.subject).toMatchObject({ name: 'mycentos', state: 'running', driver: 'overlay2' });
});

test('a loop in a steady rhythm is no news', async () => {
  await world.run(world.clock.now() + 8000);
  await settle();
  const before = scene;
  told = [];
  asked = 0;
  await world.run(world.clock.now() + 20_000);
  await settle();
  expect(scene.columns).toEqual(before.columns);
  expect(scene.caption).toEqual(before.caption);
  expect(asked).toBe(0);
});

test('a new file exists in the read-write layer alone', async () => {
  await type("docker exec mycentos sh -c 'echo hello > /tmp/hello'");
  expect(column('/tmp/hello')).toEqual(['merged: present', 'read-write: present']);
  expect(stories()).toEqual(['lookup /tmp/hello', 'create /tmp/hello']);
  expect(told[0]?.to).toBe('ground');
  expect(tree('read-write')).toEqual(['Read-write layer, 6 B, 1 changed path', 'added: /tmp/hello, 6 B']);
  expect(scene.tiles.find((tile) => tile.id === 'merged|/tmp/hello')?.hue).toBe('warm');
});

test('a change copies up: the lower tile is shadowed', async () => {
  await type('docker exec mycentos sh -c \'echo "and mine" >> /etc/centos-release\'');
  expect(column('/etc/centos-release')).toEqual(['merged: present', 'read-write: present', 'read-only: shadowed']);
  expect(stories()).toEqual(['lookup /etc/centos-release', 'copy-up /etc/centos-release']);
  expect(caption()).toBe('/etc/centos-release was copied up from layer 1, 27 B, then changed');
  expect(tree('read-write')).toContain('changed: /etc/centos-release, 36 B, hides layer 1');
});

test('a deletion is a whiteout over the file that is still there', async () => {
  await type('docker exec mycentos rm /root/.bashrc');
  expect(column('/root/.bashrc')).toEqual(['merged: gone', 'read-write: whiteout', 'read-only: shadowed']);
  expect(stories()).toEqual(['lookup /root/.bashrc', 'whiteout /root/.bashrc']);
  expect(tree('read-write')).toContain('deleted: /root/.bashrc, hides layer 1');
});

test('rm -rf of a folder and a new one in its place: an opaque folder', async () => {
  await type("docker exec mycentos sh -c 'rm -rf /usr/share; mkdir /usr/share'");
  expect(column('/usr/share')).toEqual(['merged: present', 'read-write: present', 'read-only: shadowed']);
  expect(tree('read-write')).toContain('opaque folder: /usr/share, hides all of it below');
  expect(caption()).toBe('/usr/share was made opaque: nothing of it shows through from below');
  await type('docker exec mycentos touch /usr/share/only');
  expect(scene.lids).toMatchObject([{ columns: ['/usr/share/only'], hue: 'warm' }]);
});

test('many files at once are one column, one move, few questions', async () => {
  await type("docker exec mycentos sh -c 'for i in $(seq 1 300); do echo x > /opt/f$i; done'");
  expect(scene.columns.map((one) => one.id)).toContain('folder:/opt');
  expect(tree('read-write')).toContain('/opt, closed folder, 300 entries');
  expect(caption()).toBe('300 paths created in the read-write layer');
  expect(asked).toBeLessThan(60);
});

test('a second container shares the layers, and none of the changes', async () => {
  await type('docker run -itd --name second centos:6.8');
  expect(scene.subject?.name).toBe('second');
  expect(tree('read-write')[0]).toBe('Read-write layer, 0 B, 0 changed paths');
  expect(scene.rows.find((row) => row.kind === 'read-only')?.sharedBy).toEqual({ images: 1, containers: 2 });
  expect(scene.grove.roots[0]?.children.map((leaf) => [leaf.label, leaf.lit])).toEqual([
    ['second', true],
    ['mycentos', false],
  ]);
});

test('stopping keeps the read-write layer', async () => {
  await type('docker stop -t 2 mycentos');
  expect(caption()).toMatch(/^mycentos stopped: its read-write layer stays, \d+ B$/);
  source.selectContainer(scene.grove.roots[0]?.children[1]?.target ?? '');
  await vi.waitFor(async () => {
    await settle();
    expect(scene.subject?.name).toBe('mycentos');
  }, 20_000);
  expect(scene.subject).toMatchObject({ name: 'mycentos', state: 'exited' });
  expect(column('/tmp/hello')).toEqual(['merged: present', 'read-write: present']);
});

test('removal takes the read-write layer away, the image stays', async () => {
  await type('docker rm mycentos');
  expect(caption()).toBe('mycentos was removed, its read-write layer with it; the read-only layers stay');
  expect(scene.subject?.name).toBe('second');
  await type('docker rm -f second');
  expect(rows()).toEqual(['merged', 'read-only', 'ground']);
  expect(tree('read-only')).toContain('/etc, folder');
});
