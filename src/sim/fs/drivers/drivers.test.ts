/** One contract for all storage drivers: what a container sees never depends on the driver, and neither does what is committed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layerSource } from '../../image/tar.ts';
import { Random } from '../../random.ts';
import { Content } from '../content.ts';
import type { ArchiveEntry, StorageDriver } from '../driver.ts';
import { MemFs } from '../memfs.ts';
import { Overlay2Driver } from '../overlay2.ts';
import { FsError } from '../types.ts';
import { MountNamespace } from '../vfs.ts';
import { AufsDriver } from './aufs.ts';
import { BtrfsDriver } from './btrfs.ts';
import { DeviceMapperDriver } from './devicemapper.ts';
import { VfsDriver } from './vfs.ts';

interface Machine {
  readonly driver: StorageDriver;
  readonly disk: MountNamespace;
  /** The next second of its clock: what happens in one second bears one time. */
  tick(): void;
}

const machines: Readonly<Record<string, () => Machine>> = {
  overlay2: () => machine((host, clock) => new Overlay2Driver({ host, clock, random: new Random(1) })),
  aufs: () => machine((host, _, nextDev) => new AufsDriver({ host, nextDev })),
  vfs: () => machine((host) => new VfsDriver({ host })),
  btrfs: () => machine((disk) => new BtrfsDriver({ disk, device: '/dev/sdb' })),
  devicemapper: () => machine((host, clock, nextDev) => new DeviceMapperDriver({ host, clock, nextDev })),
};

function machine(make: (host: MemFs, clock: { now(): number }, nextDev: () => number) => StorageDriver): Machine {
  let now = 1_700_000_000_000;
  let dev = 50;
  const clock = { now: () => now };
  const host = new MemFs({ type: 'ext4', dev: 1, clock });
  const driver = make(host, clock, () => dev++);
  return {
    driver,
    disk: new MountNamespace(host),
    tick: () => {
      now += 1000;
    },
  };
}

const NODE = { mode: 0o644, uid: 0, gid: 0, mtime: 1_600_000_000_000, linkname: '', rdev: [0, 0] as const, content: null, xattrs: {} };
const file = (path: string, data: string): ArchiveEntry => ({ ...NODE, path, type: 'file', content: Content.of(data) });
const dir = (path: string): ArchiveEntry => ({ ...NODE, path, type: 'dir', mode: 0o755 });

/** Two read-only layers, the upper one hiding and replacing parts of the lower. */
function withImage(make: () => Machine): Machine {
  const made = make();
  const { driver } = made;
  driver.create('l1', null);
  driver.applyDiff('l1', [
    dir('a'),
    file('a/x', 'one'),
    file('a/y', 'two'),
    dir('b'),
    file('b/x', 'three'),
    dir('b/c'),
    file('b/c/d', 'four'),
    { ...NODE, path: 'l', type: 'symlink', linkname: 'a/x' },
  ]);
  driver.create('l2', 'l1');
  driver.applyDiff('l2', [dir('a'), file('a/.wh.y', ''), dir('b'), dir('b/c'), file('b/c/.wh..wh..opq', ''), file('b/c/e', 'five')]);
  made.tick();
  return made;
}

/** Everything that is to be seen in a mount, as text. */
function seen(ns: MountNamespace): string[] {
  const ctx = ns.superuser();
  const lines: string[] = [];
  const visit = (path: string): void => {
    for (const { name } of ns.readdir(ctx, path || '/').sort((a, b) => (a.name < b.name ? -1 : 1))) {
      // A file system that begins at its device's root has this of its own.
      if (name === '.' || name === '..') continue;
      const here = `${path}/${name}`;
      const { type, mode, uid, gid, size, mtime } = ns.lstat(ctx, here);
      const text = type === 'file' ? new TextDecoder().decode(ns.readFile(ctx, here)) : type === 'symlink' ? ns.readlink(ctx, here) : '';
      lines.push(`${here} ${type} ${mode.toString(8)} ${uid}:${gid} ${type === 'dir' ? '' : size} ${mtime} ${text}`);
      if (type === 'dir') visit(here);
    }
  };
  visit('');
  return lines;
}

const NAMES = ['a', 'b', 'x', 'y', 'c'];
const path = fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join('/')}`);
type Step = { readonly kind: string; readonly path: string; readonly to: string };
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('write', 'append', 'unlink', 'mkdir', 'rmdir', 'rename', 'chmod', 'chown', 'symlink', 'truncate', 'rm -r', 'link'),
  path,
  to: path,
});

/** Does a step; the error's code, or "ok". */
function doStep(ns: MountNamespace, { kind, path: at, to }: Step): string {
  const ctx = ns.superuser();
  const removeAll = (target: string): void => {
    if (ns.lstat(ctx, target).type !== 'dir') return ns.unlink(ctx, target);
    for (const { name } of ns.readdir(ctx, target)) if (name !== '.' && name !== '..') removeAll(`${target}/${name}`);
    ns.rmdir(ctx, target);
  };
  try {
    if (kind === 'write') ns.writeFile(ctx, at, new TextEncoder().encode(`new ${to}`));
    else if (kind === 'append') ns.writeFile(ctx, at, new TextEncoder().encode(`more ${to}`), { append: true });
    else if (kind === 'unlink') ns.unlink(ctx, at);
    else if (kind === 'mkdir') ns.mkdir(ctx, at, 0o750);
    else if (kind === 'rmdir') ns.rmdir(ctx, at);
    else if (kind === 'chmod') ns.chmod(ctx, at, 0o600 + to.length);
    else if (kind === 'chown') ns.chown(ctx, at, 7, to.length);
    else if (kind === 'symlink') ns.symlink(ctx, to, at);
    else if (kind === 'truncate') ns.truncate(ctx, at, to.length);
    else if (kind === 'rm -r') removeAll(at);
    else if (kind === 'rename' && ns.lstat(ctx, at).type === 'dir') return 'not compared';
    else if (kind === 'rename') ns.rename(ctx, at, to);
    else if (kind === 'link') ns.link(ctx, at, to);
    return 'ok';
  } catch (error) {
    if (error instanceof FsError) return error.code;
    throw error;
  }
}

/** A container of a fresh machine after these steps. */
function container(make: () => Machine, steps: readonly Step[]) {
  const made = withImage(make);
  const { driver } = made;
  driver.create('c', 'l2', { readWrite: true });
  const ns = new MountNamespace(driver.get('c'));
  const results = steps.map((one) => {
    const result = doStep(ns, one);
    made.tick();
    return result;
  });
  return { ...made, ns, results };
}

describe.each(Object.entries(machines))('%s', (name, make) => {
  it('shows an image as its layers say', () => {
    const { driver } = withImage(make);
    const shown = seen(new MountNamespace(driver.view('l2')));
    expect(shown.map((line) => line.split(' ')[0])).toEqual(['/a', '/a/x', '/b', '/b/c', '/b/c/e', '/b/x', '/l']);
    expect(shown[1]).toContain('one');
    expect(driver.name).toBe(name);
  });

  it('lets two containers of one image write apart', () => {
    const { driver } = withImage(make);
    driver.create('c', 'l2', { readWrite: true });
    driver.create('d', 'l2', { readWrite: true });
    const [c, d] = [new MountNamespace(driver.get('c')), new MountNamespace(driver.get('d'))];
    c.writeFile(c.superuser(), '/a/x', new TextEncoder().encode('mine'));
    expect(new TextDecoder().decode(d.readFile(d.superuser(), '/a/x'))).toBe('one');
    expect(new TextDecoder().decode(c.readFile(c.superuser(), '/a/x'))).toBe('mine');
    expect(driver.changes('d')).toEqual([]);
    expect(driver.changes('c')).toEqual([
      { path: '/a', kind: 0 },
      { path: '/a/x', kind: 0 },
    ]);
    driver.remove('c');
    expect(driver.exists('c')).toBe(false);
    expect(new TextDecoder().decode(d.readFile(d.superuser(), '/a/x'))).toBe('one');
  });

  it('does what overlay2 does, whatever a container does', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const [want, got] = [container(machines['overlay2'] ?? make, steps), container(make, steps)];
        expect(got.results).toEqual(want.results);
        expect(seen(got.ns)).toEqual(seen(want.ns));
        const byPath = (driver: StorageDriver): string[] =>
          driver
            .changes('c')
            .map(({ path: at, kind }) => `${at} ${kind}`)
            .sort();
        expect(byPath(got.driver)).toEqual(byPath(want.driver));
      }),
      { numRuns: 200 },
    );
  });

  it('commits a layer that makes the same tree on every driver', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const { driver, ns } = container(make, steps);
        const entries = driver.diff('c');
        for (const other of Object.values(machines)) {
          const { driver: target } = withImage(other);
          target.create('committed', 'l2');
          target.applyDiff('committed', entries);
          const trimmed = (lines: string[]): string[] => lines.map((line) => line.replace(/ \d{13}\b.*$/, ''));
          expect(trimmed(seen(new MountNamespace(target.view('committed'))))).toEqual(trimmed(seen(ns)));
        }
      }),
      { numRuns: 25 },
    );
  });
});

it.each(['overlay2', 'aufs', 'vfs', 'btrfs', 'devicemapper'])('%s: a hard link in an image breaks on copy-up, and only there', (name) => {
  const { driver } = machines[name]?.() ?? machine((host) => new VfsDriver({ host }));
  driver.create('l1', null);
  driver.applyDiff('l1', [file('x', 'one'), { ...NODE, path: 'z', type: 'hardlink', linkname: 'x' }]);
  driver.create('c', 'l1', { readWrite: true });
  const ns = new MountNamespace(driver.get('c'));
  ns.writeFile(ns.superuser(), '/x', new TextEncoder().encode('two'));
  const union = name === 'overlay2' || name === 'aufs';
  expect(new TextDecoder().decode(ns.readFile(ns.superuser(), '/z'))).toBe(union ? 'one' : 'two');
});

it('the committed bytes are the same under each driver, but for when a name was deleted', () => {
  const steps: Step[] = [
    { kind: 'write', path: '/a/x', to: '/q' },
    { kind: 'write', path: '/a/n', to: '/q' },
    { kind: 'mkdir', path: '/b/m', to: '' },
    { kind: 'unlink', path: '/l', to: '' },
    { kind: 'unlink', path: '/b/x', to: '' },
  ];
  // Overlayfs keeps one inode for all whiteouts of a mount, aufs one for all of a branch; a comparison of two trees finds no time at all.
  const undated = (entry: ArchiveEntry): ArchiveEntry => (/(^|\/)\.wh\.[^/]*$/.test(entry.path) ? { ...entry, mtime: 0 } : entry);
  const layers = Object.entries(machines).map(([name, make]) => [name, container(make, steps).driver.diff('c').map(undated)] as const);
  const plain = (entries: readonly ArchiveEntry[]) => entries.map(({ content, ...entry }) => ({ ...entry, size: content?.size ?? 0 }));
  for (const [name, entries] of layers) expect([name, plain(entries)]).toEqual([name, plain(layers[0]?.[1] ?? [])]);
  expect(new Set(layers.map(([, entries]) => layerSource(entries).diffId)).size).toBe(1);
});
