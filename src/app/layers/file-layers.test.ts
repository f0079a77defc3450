import { expect, test } from 'vitest';
import type { LayerNode, LayerStack } from '../../api/stage.ts';
import { fakeWire } from '../fake-wire.test-fixture.ts';
import { fileLayers } from './file-layers.ts';

const layer = (id: string, readonly: boolean): LayerStack['layers'][number] => ({
  id,
  diffId: null,
  size: 0,
  createdBy: '',
  created: 0,
  readonly,
  entries: 0,
  whiteouts: 0,
});
const stack: LayerStack = {
  container: 'box',
  image: 'x',
  driver: 'overlay2',
  layers: [layer('one', true), layer('two', true), layer('rw:box', false)],
};
const node = (type: LayerNode['type'], size: number, linkname = ''): LayerNode => ({
  name: 'f',
  type,
  size,
  mode: 0o644,
  uid: 0,
  gid: 0,
  mtime: 0,
  linkname,
  opaque: false,
});

const wireOf = (layers: Record<string, LayerNode>, bytes: Uint8Array = new Uint8Array()) =>
  fakeWire((url) => {
    const query = url.searchParams;
    if (url.pathname === '/_huajuan/tree') {
      const found = layers[query.get('layer') ?? ''];
      if (query.get('path') === '/') return [{ ...node('dir', 0), name: 'etc', opaque: found?.name === 'opaque' }];
      return query.get('path') === '/etc' && found?.name === 'f' ? [found] : [];
    }
    return url.pathname === '/_huajuan/file' ? bytes : null;
  });

test('top layer first; the highest that has it wins', async () => {
  const wire = wireOf({ one: node('file', 3), two: node('symlink', 4, 'else') }, new TextEncoder().encode('abc'));
  const layers = await fileLayers(wire, stack, '/etc/f');
  expect(layers.map(({ layer: { id }, content, wins }) => [id, content, wins])).toEqual([
    ['rw:box', { kind: 'missing' }, false],
    ['two', { kind: 'symlink', target: 'else' }, true],
    ['one', { kind: 'text', text: 'abc', more: 0 }, false],
  ]);
});

test('under a whiteout nothing wins', async () => {
  const layers = await fileLayers(wireOf({ one: node('file', 0), 'rw:box': node('whiteout', 0) }), stack, '/etc/f');
  expect(layers.map(({ content, wins }) => [content.kind, wins])).toEqual([
    ['whiteout', false],
    ['missing', false],
    ['empty', false],
  ]);
});

test.each([
  ['zeros', new Uint8Array(9000), { kind: 'hole', size: 9000 }],
  ['binary', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0]), { kind: 'binary', more: 0 }],
  ['a long text cut inside a character', new TextEncoder().encode('啊'.repeat(3000)), { kind: 'text', more: 9000 - 4096 }],
])('%s', async (_, bytes, content) => {
  const [, , bottom] = await fileLayers(wireOf({ one: node('file', bytes.length) }, bytes), stack, '/etc/f');
  expect(bottom?.content).toMatchObject(content);
});

test('an opaque folder above hides what is below it', async () => {
  const layers = await fileLayers(wireOf({ one: node('file', 0), two: { ...node('dir', 0), name: 'opaque' } }), stack, '/etc/f');
  expect(layers.map(({ content, wins, hiddenBy }) => [content.kind, wins, hiddenBy])).toEqual([
    ['missing', false, null],
    ['missing', false, null],
    ['empty', false, 1],
  ]);
});

test('whole trees: a copy says nothing new, and what is no longer there was deleted', async () => {
  const vfs = { ...stack, driver: 'vfs' };
  const kinds = async (layers: Record<string, LayerNode>): Promise<string[]> =>
    (await fileLayers(wireOf(layers), vfs, '/etc/f')).map(({ content }) => content.kind);
  expect(await kinds({ one: node('file', 0), two: node('file', 0), 'rw:box': node('symlink', 1, 'x') })).toEqual([
    'symlink',
    'same',
    'empty',
  ]);
  expect(await kinds({ one: node('file', 0), two: node('file', 0) })).toEqual(['whiteout', 'same', 'empty']);
});
