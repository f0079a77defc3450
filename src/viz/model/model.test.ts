import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../api/observation.ts';
import type { LayerNode, LayerView } from '../../api/stage.ts';
import { SCENES } from '../gallery/scenes.ts';
import { sayIn } from '../messages.ts';
import { buildScene } from './build.ts';
import { folderKey, type StageFacts } from './facts.ts';
import { instruction } from './instruction.ts';
import type { LayerScene } from './scene.ts';
import { NO_TOUCHES, seed, touch } from './touches.ts';
import { sceneTree } from './tree.ts';
import { holdings, winner } from './union.ts';

const [english, chinese] = [await sayIn('en'), await sayIn('zh-CN')];

const node = (name: string, type: LayerNode['type'] = 'file', opaque = false): LayerNode => ({
  name,
  type,
  size: 1,
  mode: 0,
  uid: 0,
  gid: 0,
  mtime: 0,
  linkname: '',
  opaque,
});
const layer = (id: string, readonly = true): LayerView => ({
  id,
  diffId: readonly ? id : null,
  size: 10,
  createdBy: id,
  created: 0,
  readonly,
  entries: 9,
  whiteouts: 0,
});

describe('union', () => {
  const layers = [layer('a'), layer('b'), layer('rw', false)];

  it('lets the topmost file win and dims the ones below', () => {
    const listings = new Map([
      [folderKey('a', '/etc'), [node('x')]],
      [folderKey('b', '/etc'), [node('x')]],
    ]);
    const found = holdings(layers, listings, '/etc/x');
    expect(found.map(({ layer: at, visible, hiddenBy }) => [at, visible, hiddenBy])).toEqual([
      [1, true, null],
      [0, false, 1],
    ]);
  });

  it('hides everything under a whiteout, an opaque folder or a deleted parent', () => {
    const whiteout = new Map([
      [folderKey('a', '/etc'), [node('x')]],
      [folderKey('rw', '/etc'), [node('x', 'whiteout')]],
    ]);
    expect(winner(holdings(layers, whiteout, '/etc/x'))).toBeNull();
    const opaque = new Map([
      [folderKey('a', '/etc'), [node('x')]],
      [folderKey('b', '/'), [node('etc', 'dir', true)]],
    ]);
    expect(winner(holdings(layers, opaque, '/etc/x'))).toBeNull();
    const parent = new Map([
      [folderKey('a', '/etc'), [node('x')]],
      [folderKey('rw', '/'), [node('etc', 'whiteout')]],
    ]);
    expect(winner(holdings(layers, parent, '/etc/x'))).toBeNull();
  });

  it('merges folders, but not with a file below', () => {
    const listings = new Map([
      [folderKey('a', '/'), [node('x')]],
      [folderKey('b', '/'), [node('x', 'dir')]],
      [folderKey('rw', '/'), [node('x', 'dir')]],
    ]);
    expect(holdings(layers, listings, '/x').map(({ visible }) => visible)).toEqual([true, true, false]);
  });
});

describe('instruction', () => {
  it.each([
    ['/bin/sh -c #(nop) ADD file:8b9c1fa2d5e0aa77 in / ', 'ADD file:8b9c1f… in /'],
    ['/bin/sh -c #(nop)  CMD ["bash"]', 'CMD ["bash"]'],
    ['/bin/sh -c yum install -y x', 'RUN yum install -y x'],
    ['RUN /bin/sh -c make # buildkit', 'RUN make'],
    ['bash', 'bash'],
    ['', ''],
  ])('%s', (line, expected) => expect(instruction(line)).toBe(expected));
});

describe('scenes', () => {
  const say = english;

  it('puts rows in the order of the kernel, the ground last', () => {
    expect(buildScene(SCENES['copy-up']).rows.map((row) => row.kind)).toEqual([
      'merged',
      'read-write',
      'read-only',
      'read-only',
      'read-only',
      'ground',
    ]);
    expect(buildScene(SCENES.pulled).rows.some((row) => row.kind === 'read-write')).toBe(false);
    expect(buildScene(SCENES.empty).rows.map((row) => row.kind)).toEqual(['ground']);
  });

  it('tells a copy-up and its write as one story with a sentence', () => {
    const scene = buildScene(SCENES['copy-up']);
    expect(scene.stories.map((story) => story.kind)).toEqual(['lookup', 'copy-up']);
    expect(scene.caption && say(scene.caption)).toBe('/etc/centos-release was copied up from layer 3, 26 B, then changed');
    expect(scene.caption && chinese(scene.caption)).toContain('可读写层');
  });

  it('batches what is many into one move per layer', () => {
    const scene = buildScene(SCENES['rm -rf']);
    expect(scene.stories).toHaveLength(1);
    expect(scene.stories[0]).toMatchObject({ kind: 'whiteout', count: 24, column: null });
  });

  it('covers an opaque folder with one lid over all of its columns', () => {
    const scene = buildScene(SCENES.opaque);
    const inEtc = scene.columns.filter((column) => column.group === '/etc').map((column) => column.id);
    expect(scene.lids).toHaveLength(1);
    expect(scene.lids[0]?.columns).toEqual(inEtc);
  });

  it('closes a folder to one column with a count', () => {
    const scene = buildScene({ ...SCENES.whiteout, folds: new Map([['/etc', false]]) });
    expect(scene.columns.filter((column) => column.group === '/etc').map((column) => column.kind)).toEqual(['folder']);
    expect(scene.tiles.find((tile) => tile.id === 'merged|folder:/etc')).toMatchObject({ state: 'summary', count: 3 });
  });

  it('says everything in the tree', () => {
    const tree = sceneTree(buildScene(SCENES.whiteout));
    const lines = tree.flatMap((item) => [say(item.text), ...item.children.map((child) => say(child.text))]);
    expect(lines).toContain('deleted: /root/.bashrc, hides layer 3');
    expect(lines).toContain('changed: /etc/centos-release, 38 B, hides layer 3');
    expect(lines).toContain('added: /tmp/new, 12 B');
    expect(lines.find((line) => line.startsWith('Layer 3 of 4'))).toBe(
      "Layer 3 of 4, read-only, 77 B, RUN printf 'CentOS release 6.8 (Final)\\n' > /etc/centos-release",
    );
  });

  it('counts the disk once and apart, and shares trunks in the grove', () => {
    const { grove } = buildScene(SCENES.grove);
    expect(grove.roots).toHaveLength(3);
    expect(grove.containers).toBe(20);
    expect(grove.once).toBeLessThan(grove.apart / 5);
    expect(buildScene(SCENES['eight layers']).rows.find((row) => row.layer === 0)?.sharedBy).toEqual({ images: 2, containers: 1 });
  });

  it('keeps the stories as trails until there are new ones', () => {
    const scene = buildScene(SCENES['copy-up']);
    const later = buildScene({ ...SCENES['copy-up'], pending: [] }, scene);
    expect(later.stories).toEqual(scene.stories);
    expect(later.caption).toEqual(scene.caption);
  });
});

describe('touches', () => {
  it('begins a new burst after quiet, and seeds only the deepest changed paths', () => {
    const one: Observation = { kind: 'create', type: 'file', path: '/a', at: 0, seq: 1, container: 'c' };
    const log = touch(touch(NO_TOUCHES, [one]), [{ ...one, path: '/b', at: 5000, seq: 2 }]);
    expect([log.paths.get('/a')?.burst, log.paths.get('/b')?.burst]).toEqual([0, 1]);
    expect([...seed(NO_TOUCHES, ['/etc', '/etc/x']).paths.keys()]).toEqual(['/etc/x']);
  });
});

const PATHS = ['/a', '/d', '/d/x', '/d/y', '/d/e/z', '/q/r', '/q'];
const entry = fc.record({
  layer: fc.nat(3),
  path: fc.constantFrom(...PATHS),
  type: fc.constantFrom<LayerNode['type']>('file', 'dir', 'whiteout'),
  opaque: fc.boolean(),
});
const observed = fc.record({
  path: fc.constantFrom(...PATHS),
  kind: fc.constantFrom('lookup', 'create', 'write', 'attr', 'remove', 'whiteout', 'copy-up', 'opaque', 'rename'),
  gap: fc.nat(600),
  layer: fc.nat(3),
});

/** Facts with any contents and any history, consistent or not. */
const anyFacts = fc.tuple(fc.array(entry, { maxLength: 20 }), fc.array(observed, { maxLength: 25 })).map(([entries, steps]): StageFacts => {
  const layers = [layer('l0'), layer('l1'), layer('l2'), layer('rw', false)];
  const listings = new Map<string, LayerNode[]>();
  for (const one of entries) {
    const slash = one.path.lastIndexOf('/');
    const key = folderKey(layers[one.layer]?.id ?? '', one.path.slice(0, slash) || '/');
    const name = one.path.slice(slash + 1);
    listings.set(key, [
      ...(listings.get(key) ?? []).filter((other) => other.name !== name),
      node(name, one.type, one.opaque && one.type === 'dir'),
    ]);
  }
  let at = 0;
  const seen = steps.map((step, index) => ({
    ...{ at: (at += step.gap), seq: index + 1, container: 'c', path: step.path, kind: step.kind },
    ...{ found: step.layer, layers: 4, whiteout: false, from: step.layer, hides: step.layer, bytes: 3, type: 'file', to: '/d/moved' },
  })) as Observation[];
  const subject = { kind: 'container', id: 'c', name: 'c', image: 'i', state: 'running', driver: 'overlay2' } as const;
  return {
    kernel: '',
    subject,
    stack: { container: 'c', image: 'i', driver: 'overlay2', layers },
    listings,
    touches: touch(NO_TOUCHES, seen),
    folds: new Map(),
    pending: seen,
    life: null,
    images: [],
    containers: [],
  };
});

function checkInvariants(scene: LayerScene): void {
  expect(new Set(scene.columns.map((column) => column.path + column.kind)).size).toBe(scene.columns.length);
  expect(new Set(scene.tiles.map((tile) => tile.id)).size).toBe(scene.tiles.length);
  const rank = new Map(scene.rows.map((row, index) => [row.id, index]));
  for (const column of scene.columns.filter((one) => one.kind === 'path')) {
    const tiles = scene.tiles.filter((tile) => tile.column === column.id).sort((a, b) => (rank.get(a.row) ?? 0) - (rank.get(b.row) ?? 0));
    const [merged, ...below] = tiles;
    expect(merged?.row).toBe('merged');
    expect(merged?.state).not.toBe('whiteout');
    expect(merged?.state).not.toBe('shadowed');
    const top = below.find((tile) => tile.state === 'present');
    if (merged?.state === 'present') expect(merged.hue).toBe(top?.hue);
    else expect(top).toBeUndefined();
    if (below[0]?.state === 'whiteout') expect(merged?.state).toBe('gone');
  }
}

describe('any history', () => {
  it('never breaks the encoding', () => {
    fc.assert(
      fc.property(fc.array(anyFacts, { minLength: 1, maxLength: 3 }), (several) => {
        let scene: LayerScene | null = null;
        for (const facts of several) {
          const before: LayerScene | null = scene;
          scene = buildScene(facts, before, { columns: 6, named: 4, rows: 3 });
          checkInvariants(scene);
          expect(scene.columns.length).toBeLessThanOrEqual(6);
          sceneTree(scene);
          // Columns that stay keep their order within their folder.
          for (const group of scene.groups) {
            const then = (before?.columns ?? []).filter((column) => column.group === group.id).map((column) => column.id);
            const now = scene.columns.filter((column) => column.group === group.id).map((column) => column.id);
            expect(now.filter((id) => then.includes(id))).toEqual(then.filter((id) => now.includes(id)));
          }
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
