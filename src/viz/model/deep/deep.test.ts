import { expect, test } from 'vitest';
import type { Observation, StorageCost } from '../../../api/observation.ts';
import type { LayerChange } from '../../../api/stage.ts';
import { firstOpen, listingRows, listingTree } from './listing.ts';
import { sharingOf } from './sharing.ts';
import { fileStory } from './story.ts';

type Told = Observation | StorageCost;
type Untimed<T> = T extends unknown ? Omit<T, 'at' | 'seq' | 'container'> : never;
const seen = (...list: readonly Untimed<Told>[]): Told[] =>
  list.map((one, seq) => ({ ...one, at: seq * 100, seq, container: 'box' }) as Told);

const line = ({ kind, path, layer, bytes, times }: ReturnType<typeof fileStory>['steps'][number]): string =>
  `${kind} ${path} ${layer} ${bytes} ×${times}`;

test('a copy-up and what followed, with what it cost', () => {
  const story = fileStory(
    seen(
      { kind: 'lookup', path: '/etc/passwd', found: 0, layers: 4, whiteout: false },
      { kind: 'lookup', path: '/etc/passwd', found: 0, layers: 4, whiteout: false },
      { kind: 'lookup', path: '/etc/group', found: 0, layers: 4, whiteout: false },
      { kind: 'copy-up', path: '/etc/passwd', from: 0, bytes: 900, type: 'file' },
      { kind: 'write', path: '/etc/passwd', bytes: 10 },
      { kind: 'write', path: '/etc/passwd', bytes: 20 },
      { kind: 'allocate', path: '/etc/passwd', unit: 'block', count: 1, bytes: 65_536 },
      { kind: 'whiteout', path: '/etc', hides: 0 },
      { kind: 'lookup', path: '/etc/passwd', found: null, layers: 4, whiteout: true },
    ),
    'box',
    '/etc/passwd',
  );
  expect(story.steps.map(line)).toEqual([
    'lookup /etc/passwd 0 0 ×2',
    'copy-up /etc/passwd 0 900 ×1',
    'write /etc/passwd null 30 ×2',
    'allocate /etc/passwd null 65536 ×1',
    'whiteout /etc 0 0 ×1',
    'lookup /etc/passwd null 0 ×1',
  ]);
  expect(story.steps.map(({ searched, above }) => [searched, above])).toEqual([
    [4, false],
    [0, false],
    [0, false],
    [0, false],
    [0, true],
    [1, false],
  ]);
  expect(story).toMatchObject({ lookups: 3, copied: 900, written: 30, taken: 65_536 });
});

test('the story follows a file and its folder through their names', () => {
  const told = seen(
    { kind: 'create', path: '/a/f', type: 'file' },
    { kind: 'rename', path: '/a/f', to: '/a/g' },
    { kind: 'create', path: '/a/f', type: 'file' },
    { kind: 'rename', path: '/a', to: '/b' },
    { kind: 'write', path: '/b/g', bytes: 1 },
  );
  expect(fileStory(told, 'box', '/b/g').steps.map(line)).toEqual([
    'create /a/f null 0 ×1',
    'rename /a/f null 0 ×1',
    'rename /a null 0 ×1',
    'write /b/g null 1 ×1',
  ]);
  expect(fileStory(told, 'other', '/b/g').steps).toEqual([]);
});

const entry = (path: string, change: LayerChange['change'], size = 0, type: LayerChange['type'] = 'file'): LayerChange => ({
  path,
  type: change === 'deleted' ? 'whiteout' : type,
  size,
  mode: 0o644,
  uid: 0,
  gid: 0,
  linkname: '',
  opaque: false,
  change,
  layer: 1,
  hides: null,
  hidden: 0,
});

test('a layer as a tree: folders on the way are made up, each with what is in it', () => {
  const root = listingTree([
    entry('/etc/passwd', 'changed', 5),
    entry('/etc', 'changed', 0, 'dir'),
    entry('/tmp/x/big', 'deleted', 900),
    entry('/new', 'added', 7),
  ]);
  expect(root).toMatchObject({ bytes: 12, marks: { added: 1, changed: 2, deleted: 1 } });
  const shown = (open: readonly string[], search = ''): string[] =>
    listingRows(root, new Set(open), search).map(
      ({ node, level, open: opened, position, of }) => `${level} ${node.path} ${position}/${of}${opened ? ' open' : ''}`,
    );
  expect(shown([])).toEqual(['1 /etc 1/3', '1 /tmp 2/3', '1 /new 3/3']);
  expect(shown(['/tmp'])).toEqual(['1 /etc 1/3', '1 /tmp 2/3 open', '2 /tmp/x 1/1', '1 /new 3/3']);
  expect(shown([], 'BIG')).toEqual(['1 /tmp 1/1 open', '2 /tmp/x 1/1 open', '3 /tmp/x/big 1/1']);
  expect(shown([], 'nothing')).toEqual([]);
  expect([...firstOpen(root)]).toEqual(['/etc', '/tmp', '/tmp/x']);
  expect([...firstOpen(root, 4)]).toEqual(['/etc']);
});

test('a tree of 20,000 entries is quick', () => {
  const began = process.cpuUsage();
  const root = listingTree(Array.from({ length: 20_000 }, (_, n) => entry(`/usr/lib/d${n % 200}/s${n % 7}/f${n}`, 'added', n)));
  expect(listingRows(root, firstOpen(root), 'f19999').map(({ node }) => node.name)).toEqual([
    'usr',
    'lib',
    'd199',
    `s${19_999 % 7}`,
    'f19999',
  ]);
  expect(process.cpuUsage(began).user).toBeLessThan(1_000_000);
});

test('what is shared is counted once, what stands on it each time', () => {
  const layer = (diffId: string, bytes: number): { diffId: string; bytes: number; createdBy: string } => ({ diffId, bytes, createdBy: '' });
  const box = { state: 'running', image: 'app' };
  const sharing = sharingOf(
    [
      { id: '1', name: 'base', layers: [layer('a', 100)] },
      { id: '2', name: 'app', layers: [layer('a', 100), layer('b', 20)] },
      { id: '3', name: 'else', layers: [layer('b', 20)] },
    ],
    [
      { ...box, id: 'x', name: 'x', imageId: '2', bytes: 3 },
      { ...box, id: 'y', name: 'y', imageId: '2', bytes: 0 },
    ],
  );
  expect(sharing.images.map(({ name, size, shared, unique, containers }) => [name, size, shared, unique, containers])).toEqual([
    ['base', 100, 100, 0, 0],
    ['app', 120, 100, 20, 2],
    // The same DiffID on another base is another layer.
    ['else', 20, 0, 20, 0],
  ]);
  expect(sharing.containers.map(({ own, virtual }) => [own, virtual])).toEqual([
    [3, 123],
    [0, 120],
  ]);
  expect([sharing.once, sharing.apart]).toEqual([100 + 20 + 20 + 3, 240 + 243]);
});
