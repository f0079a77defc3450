import { describe, expect, it } from 'vitest';
import { Random } from '../random.ts';
import { pack, unpack } from './archive.ts';
import { Content } from './content.ts';
import { dumpTree } from './digest.ts';
import type { ArchiveEntry } from './driver.ts';
import { MemFs } from './memfs.ts';
import { Overlay2Driver } from './overlay2.ts';
import { MountNamespace } from './vfs.ts';

const HOME = '/var/lib/docker/overlay2';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array): string => new TextDecoder().decode(data);
const NODE = { mode: 0o644, uid: 0, gid: 0, mtime: 1_000_000, linkname: '', rdev: [0, 0] as const, content: null, xattrs: {} };
const file = (path: string, data = ''): ArchiveEntry => ({ ...NODE, path, type: 'file', content: Content.of(data) });
const dir = (path: string): ArchiveEntry => ({ ...NODE, path, type: 'dir', mode: 0o755 });

function setUp() {
  let now = 5_000_000;
  const clock = { now: () => now++ };
  const host = new MemFs({ type: 'ext4', dev: 1, clock });
  const driver = new Overlay2Driver({ host, clock, random: new Random(1) });
  driver.create('base', null);
  const size = driver.applyDiff('base', [
    dir('bin'),
    file('bin/sh', '#!sh'),
    { ...NODE, path: 'bin/ash', type: 'hardlink', linkname: 'bin/sh' },
    { ...NODE, path: 'bin/vi', type: 'symlink', linkname: 'sh' },
    dir('etc'),
    file('etc/passwd', 'root'),
    dir('var'),
    dir('var/log'),
    file('var/log/a'),
  ]);
  driver.create('c-init', 'base', { readWrite: true });
  driver.create('c', 'c-init', { readWrite: true });
  const ns = new MountNamespace(driver.get('c'));
  return { host, driver, ns, ctx: ns.superuser(), disk: new MountNamespace(host), size };
}

describe('layers on the disk', () => {
  it('lie as Docker lays them', () => {
    const { driver, disk, size } = setUp();
    const root = disk.superuser();
    expect(
      disk
        .readdir(root, `${HOME}/base`)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['committed', 'diff', 'link']);
    expect(
      disk
        .readdir(root, `${HOME}/c`)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['diff', 'link', 'lower', 'merged', 'work']);
    const link = (id: string): string => text(disk.readFile(root, `${HOME}/${id}/link`));
    expect(link('base')).toMatch(/^[A-Z2-7]{26}$/);
    expect(disk.readlink(root, `${HOME}/l/${link('c')}`)).toBe('../c/diff');
    expect(text(disk.readFile(root, `${HOME}/c/lower`))).toBe(`l/${link('c-init')}:l/${link('base')}`);
    expect(disk.stat(root, `${HOME}/c`).mode).toBe(0o710);
    expect(driver.data('c')).toEqual({
      LowerDir: `${HOME}/c-init/diff:${HOME}/base/diff`,
      MergedDir: `${HOME}/c/merged`,
      UpperDir: `${HOME}/c/diff`,
      WorkDir: `${HOME}/c/work`,
    });
    expect(driver.mountSource('c').options).toBe(
      `relatime,lowerdir=${HOME}/l/${link('c-init')}:${HOME}/l/${link('base')},upperdir=${HOME}/c/diff,workdir=${HOME}/c/work`,
    );
    expect(size).toBe('#!sh'.length + 'sh'.length + 'root'.length);
    driver.put('c');
    driver.remove('c');
    expect(driver.exists('c')).toBe(false);
    expect(
      disk
        .readdir(root, HOME)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['base', 'c-init', 'l']);
    expect(disk.readdir(root, `${HOME}/l`)).toHaveLength(2);
  });

  it('are at most 128 deep', () => {
    const { driver } = setUp();
    for (let i = 0; i < 126; i++) driver.create(`d${i}`, i ? `d${i - 1}` : 'c');
    expect(() => driver.create('too-deep', 'd125')).toThrow('max depth exceeded');
    expect(driver.mountSource('d125').options).toMatch(/^relatime,lowerdir=l\//);
  });

  it('keep a committed layer from being written through a mount', () => {
    const { driver } = setUp();
    expect(driver.get('c-init').readonly).toBe(true);
    expect(driver.get('base').readonly).toBe(true);
    expect(driver.get('c')).toBe(driver.get('c'));
  });
});

describe('what changed', () => {
  // The same lines as Docker 20.10.24 prints after these commands (its folders come in random order).
  it('is told as docker diff tells it', () => {
    const { driver, ns, ctx } = setUp();
    ns.unlink(ctx, '/bin/vi');
    ns.writeFile(ctx, '/etc/passwd', bytes('x'), { append: true });
    ns.unlink(ctx, '/var/log/a');
    ns.rmdir(ctx, '/var/log');
    ns.rmdir(ctx, '/var');
    ns.mkdir(ctx, '/var');
    ns.link(ctx, '/bin/sh', '/bin/sh2');
    ns.mkdir(ctx, '/new');
    ns.writeFile(ctx, '/new/f', bytes(''));
    expect(driver.changes('c').map(({ kind, path }) => `${'CAD'[kind]} ${path}`)).toEqual([
      'C /bin',
      'A /bin/sh2',
      'D /bin/vi',
      'C /etc',
      'C /etc/passwd',
      'A /new',
      'A /new/f',
      'C /var',
      'D /var/log',
    ]);
  });

  it('is packed with .wh. names and unpacked to the same layer', () => {
    const { driver, ns, ctx } = setUp();
    ns.unlink(ctx, '/bin/vi');
    ns.unlink(ctx, '/var/log/a');
    ns.rmdir(ctx, '/var/log');
    ns.mkdir(ctx, '/var/log');
    ns.writeFile(ctx, '/var/log/b', bytes('b'));
    const entries = driver.diff('c');
    expect(entries.map(({ path, type }) => `${path} ${type}`)).toEqual([
      'bin dir',
      'bin/.wh.vi file',
      'var dir',
      'var/log dir',
      'var/log/.wh..wh..opq file',
      'var/log/b file',
    ]);
    driver.create('copy', 'base');
    expect(driver.applyDiff('copy', entries)).toBe(1);
    const copy = new MountNamespace(driver.get('copy'));
    expect(copy.readdir(copy.superuser(), '/var/log').map(({ name }) => name)).toEqual(['b']);
    expect(copy.find(copy.superuser(), '/bin/vi')).toBeNull();
    expect(driver.list('copy', 'bin')).toMatchObject([{ name: 'vi', type: 'whiteout' }]);
    expect(driver.list('copy', 'var')).toMatchObject([{ name: 'log', opaque: true }]);
    expect(driver.file('copy', 'var/log/b')?.size).toBe(1);
  });
});

it('packs and unpacks a file system without loss', () => {
  const { driver, host } = setUp();
  const first = pack(host);
  const other = new MemFs({ type: 'ext4', dev: 1, clock: { now: () => 0 } });
  unpack(other, first);
  const plain = (entries: ArchiveEntry[]) => entries.map(({ content, ...rest }) => [rest, content?.size]);
  expect(plain(pack(other))).toEqual(plain(first));
  expect(driver.exists('base')).toBe(true);
});

it('unpacks thousands of entries fast and shares their bytes', () => {
  const { driver } = setUp();
  const content = Content.of('x'.repeat(10_000));
  const entries = Array.from({ length: 5000 }, (_, i): ArchiveEntry => ({ ...file(`usr/lib/d${i % 50}/f${i}`), content }));
  driver.create('big', 'base');
  const start = performance.now();
  expect(driver.applyDiff('big', entries)).toBe(50_000_000);
  // 50 ms on a quiet machine; the bound only catches work that grows with the square.
  expect(performance.now() - start).toBeLessThan(1000);
});

it('digests equal states equally, and different ones differently', () => {
  const dump = (host: MemFs): string => [...dumpTree(host.root)].map((piece) => text(piece)).join('');
  const [a, b] = [setUp(), setUp()];
  expect(dump(a.host)).toBe(dump(b.host));
  b.ns.chmod(b.ctx, '/etc/passwd', 0o600);
  expect(dump(a.host)).not.toBe(dump(b.host));
});
