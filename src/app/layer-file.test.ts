import { expect, test } from 'vitest';
import type { LayerNode, LayerStack } from '../api/stage.ts';
import { fakeWire } from './fake-wire.test-fixture.ts';
import { fileLayers } from './layer-file.ts';

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
    if (url.pathname === '/_huajuan/stack') return query.get('container') === 'box' ? stack : null;
    if (url.pathname === '/_huajuan/tree') {
      const found = layers[query.get('layer') ?? ''];
      return query.get('path') === '/etc' && found ? [found] : [];
    }
    return url.pathname === '/_huajuan/file' ? bytes : null;
  });

test('top layer first; the highest that has it wins', async () => {
  const wire = wireOf({ one: node('file', 3), two: node('symlink', 4, 'else') }, new TextEncoder().encode('abc'));
  const layers = await fileLayers(wire, { container: 'box' }, '/etc/f');
  expect(layers.map(({ layer: { id }, content, wins }) => [id, content, wins])).toEqual([
    ['rw:box', { kind: 'missing' }, false],
    ['two', { kind: 'symlink', target: 'else' }, true],
    ['one', { kind: 'text', text: 'abc', more: 0 }, false],
  ]);
});

test('under a whiteout nothing wins', async () => {
  const layers = await fileLayers(wireOf({ one: node('file', 0), 'rw:box': node('whiteout', 0) }), { container: 'box' }, '/etc/f');
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
  const [, , bottom] = await fileLayers(wireOf({ one: node('file', bytes.length) }, bytes), { container: 'box' }, '/etc/f');
  expect(bottom?.content).toMatchObject(content);
});

test('an engine that does not tell', async () => {
  await expect(fileLayers(wireOf({}), { container: 'other' }, '/etc/f')).rejects.toThrow('404');
});
