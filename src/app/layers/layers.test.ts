/** The dialog of the layers on a small engine: a base layer, one that wastes, and a container on them. */
import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { layerChanges, layerUnion, layerWaste } from '../../api/layer-tree.ts';
import type { DiskView, DriverCost, LayerNode, LayerPath, LayerStack } from '../../api/stage.ts';
import type { EngineTransport } from '../../api/wire.ts';
import { fakeWire } from '../fake-wire.test-fixture.ts';
import LayersView from './LayersView.svelte';

beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
    this.dispatchEvent(new Event('close'));
  };
  Element.prototype.scrollIntoView = () => {};
  Element.prototype.scrollTo = () => {};
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});

afterEach(cleanup);

const node = (path: string, type: LayerPath['type'], size = 0): LayerPath => ({
  path,
  type,
  size,
  mode: 0o644,
  uid: 0,
  gid: 0,
  linkname: '',
  opaque: false,
});
const LAYERS = [
  [node('/etc', 'dir'), node('/etc/passwd', 'file', 40), node('/tmp', 'dir'), node('/tmp/big', 'file', 9000)],
  [
    node('/tmp', 'dir'),
    node('/tmp/big', 'whiteout'),
    node('/lib', 'dir'),
    ...Array.from({ length: 300 }, (_, n) => node(`/lib/f${n}`, 'file', n)),
  ],
  [node('/etc', 'dir'), node('/etc/passwd', 'file', 50)],
];
const layer = (id: string, readonly: boolean, createdBy: string): LayerStack['layers'][number] => ({
  id,
  diffId: id,
  size: 1,
  createdBy,
  created: 0,
  readonly,
  entries: 0,
  whiteouts: 0,
});
const STACK: LayerStack = {
  container: 'box',
  image: 'app',
  driver: 'aufs',
  layers: [
    layer('one', true, '/bin/sh -c #(nop) ADD file:1 in / '),
    layer('two', true, '/bin/sh -c rm /tmp/big'),
    layer('rw:box', false, ''),
  ],
};
const DISK: DiskView = {
  driver: 'aufs',
  mount: 'none on /var/lib/docker/aufs/mnt/x type aufs (rw,si=1)',
  layers: [
    { id: 'one', path: '/var/lib/docker/aufs/diff/1', role: 'ro+wh', held: 12288, own: 12288 },
    { id: 'init', path: '/var/lib/docker/aufs/diff/x-init', role: 'ro+wh', held: 0, own: 0 },
    { id: 'rw:box', path: '/var/lib/docker/aufs/diff/x', role: 'rw', held: 4096, own: 4096 },
  ],
};
const COSTS: DriverCost[] = ['overlay2', 'aufs'].map((driver) => ({
  driver,
  image: 9000,
  fresh: 10,
  container: 20,
  change: { path: '/big', size: 9000, bytes: 12288 },
}));
const SEEN = [
  { kind: 'lookup', path: '/etc/passwd', found: 0, layers: 3, whiteout: false },
  { kind: 'copy-up', path: '/etc/passwd', from: 0, bytes: 40, type: 'file' },
  { kind: 'write', path: '/etc/passwd', bytes: 10 },
].map((one, seq) => ({ ...one, seq, at: Date.UTC(2026, 5, 1, 8, 0, seq), container: 'box' }));

/** One folder of one layer. */
const folder = (index: number, path: string): LayerNode[] =>
  (LAYERS[index] ?? []).flatMap((one) => {
    const cut = one.path.lastIndexOf('/');
    return (one.path.slice(0, cut) || '/') === path ? [{ ...one, name: one.path.slice(cut + 1), mtime: 0 }] : [];
  });

/** `whole`: with the routes for whole layers, as the simulated engine; without them, as an archive. */
const wireOf = (whole: boolean): EngineTransport =>
  fakeWire(({ pathname, searchParams: query }) => {
    const at = Number(query.get('layer'));
    switch (pathname.replace('/v1.41', '')) {
      case '/_huajuan/stack':
        return STACK;
      case '/_huajuan/tree':
        return folder(
          STACK.layers.findIndex(({ id }) => id === query.get('layer')),
          query.get('path') ?? '',
        );
      case '/_huajuan/file':
        return new TextEncoder().encode(query.get('layer') === 'one' ? 'root' : 'root and me');
      case '/_huajuan/observations':
        return new TextEncoder().encode(SEEN.map((one) => `${JSON.stringify(one)}\n`).join(''));
      case '/containers/json':
        return [{ Id: 'box', Names: ['/mybox'], ImageID: 'app', Image: 'app', State: 'running', SizeRw: 50 }];
      case '/images/json':
        return [];
    }
    if (!whole) return null;
    if (pathname === '/_huajuan/changes') return query.get('union') === 'true' ? layerUnion(LAYERS, at) : layerChanges(LAYERS, at);
    if (pathname === '/_huajuan/waste') return layerWaste(LAYERS);
    if (pathname === '/_huajuan/disk') return DISK;
    return pathname === '/_huajuan/drivers' ? COSTS : null;
  });

const open = (path: string, chosen: string, whole = true, locale: 'en' | 'zh-CN' = 'en') =>
  render(LayersView, { wire: wireOf(whole), of: { container: 'box' }, path, layer: chosen, locale, onclose: vi.fn() });
const lines = (): string[] => screen.getAllByRole('treeitem').map((line) => (line.textContent ?? '').replace(/\s+/g, ' ').trim());

test('a file’s story: every layer, which bytes win, and what happened with its cost', async () => {
  open('/etc/passwd', 'one');
  expect(await screen.findByRole('heading', { name: 'Layers of mybox' })).toBeTruthy();
  const entries = (await screen.findAllByRole('listitem')).map((one) => (one.textContent ?? '').replace(/\s+/g, ' '));
  expect(entries[0]).toContain('Read-write layer');
  expect(entries[0]).toContain('this is what the container sees');
  expect(entries[0]).toContain('root and me');
  expect(entries[1]).toContain('not in this layer');
  expect(entries[2]).toContain('hidden by the read-write layer');
  expect(entries[2]).toContain('ADD file:1 in /');
  await vi.waitFor(() => expect(screen.getByRole('table')).toBeTruthy());
  const rows = within(screen.getByRole('table')).getAllByRole('row').slice(1);
  expect(rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent?.replace(/\s+/g, ' ').trim()))).toEqual([
    ['08:00:00.000', '↓ looked up: found in layer 1', '3 layers searched'],
    ['08:00:01.000', '↑ copied up from layer 1 into the read-write layer', '40 B copied'],
    ['08:00:02.000', '✎ written in the read-write layer', '10 B written'],
  ]);
});

test.each([true, false])('a layer as a tree, by keyboard (routes for whole layers: %s)', async (whole) => {
  open('', 'two', whole);
  const tree = await screen.findByRole('tree', { name: 'Files of Layer 2' });
  await vi.waitFor(() => expect(lines()[0]).toContain('lib/'));
  expect(lines()).toEqual(['▸ A lib/ added 44.9 kB', '▾ C tmp/ changed 0 B', 'D big deleted hides layer 1 −9 kB']);
  const active = (): string =>
    document.getElementById(tree.getAttribute('aria-activedescendant') ?? '')?.querySelector('.name')?.textContent ?? '';
  await fireEvent.keyDown(tree, { key: 'ArrowRight' });
  // Of 302 lines only those in sight are made.
  expect(screen.getAllByRole('treeitem').length).toBeLessThan(60);
  await fireEvent.keyDown(tree, { key: 'End' });
  expect(active()).toBe('big');
  await fireEvent.keyDown(tree, { key: 'ArrowLeft' });
  expect(active()).toBe('tmp/');
  await fireEvent.input(screen.getByRole('searchbox'), { target: { value: 'f29' } });
  expect(lines().map((line) => line.replace(/ .*/, ''))).toContain('A');
  expect(screen.getByRole('status').textContent).toBe('12 lines shown');
  await fireEvent.input(screen.getByRole('searchbox'), { target: { value: '' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Everything up to this layer' }));
  await vi.waitFor(() => expect(lines().join()).toContain('passwd from layer 1 40 B'));
});

test('Enter on a file of the tree shows its story', async () => {
  open('', 'rw:box');
  const tree = await screen.findByRole('tree');
  await vi.waitFor(() => expect(lines()).toHaveLength(2));
  await fireEvent.keyDown(tree, { key: 'ArrowDown' });
  await fireEvent.keyDown(tree, { key: 'Enter' });
  expect(await screen.findByRole('heading', { name: '/etc/passwd in every layer, top first' })).toBeTruthy();
});

test.each([true, false])('wasted space (routes for whole layers: %s)', async (whole) => {
  open('', '', whole);
  (await screen.findByRole('tab', { name: 'Wasted space' })).click();
  const table = await screen.findByRole('table');
  const rows = within(table).getAllByRole('row').slice(1);
  expect(rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent?.replace(/\s+/g, ' ').trim()))).toEqual([
    ['/tmp/big', '', '9 kB', '9 kB', '1 → 2 ✕ deleted'],
    ['/etc/passwd', '', '40 B', '90 B', '1 → Read-write layer'],
  ]);
  expect(screen.getByText('83.2 %')).toBeTruthy();
});

test('the storage driver: branches in the order of mounting, and what to type for another', async () => {
  open('', '', true, 'zh-CN');
  (await screen.findByRole('tab', { name: '存储驱动' })).click();
  expect(await screen.findByText(/空的可读写分支（rw）最后挂载/)).toBeTruthy();
  expect([...document.querySelectorAll('tr.writable')].map((row) => row.textContent)[0]).toContain('/var/lib/docker/aufs/diff/x');
  (await screen.findByRole('button', { name: 'overlay2' })).click();
  expect(await screen.findByText(/"storage-driver":"overlay2"/)).toBeTruthy();
});

test('layers in an archive lie on no disk', async () => {
  open('', '', false);
  (await screen.findByRole('tab', { name: 'Storage driver' })).click();
  expect(await screen.findByText('These layers lie in an archive, not on the disk of a Docker host.')).toBeTruthy();
});

test('shared and unique', async () => {
  open('', '', true);
  (await screen.findByRole('tab', { name: 'Shared and unique' })).click();
  expect(await screen.findByRole('cell', { name: 'mybox' })).toBeTruthy();
  expect(screen.getByText('No image yet.')).toBeTruthy();
});
