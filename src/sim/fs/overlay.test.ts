import { describe, expect, it } from 'vitest';
import { LowerNode } from './lower.ts';
import { isOpaque, isWhiteout } from './marks.ts';
import { type Inode, MemFs } from './memfs.ts';
import { type OverlayEvent, OverlayFs } from './overlay.ts';
import { FsError } from './types.ts';
import { MountNamespace } from './vfs.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array): string => new TextDecoder().decode(data);

function code(run: () => unknown): string {
  try {
    run();
    return 'ok';
  } catch (error) {
    if (error instanceof FsError) return error.code;
    throw error;
  }
}

/** Two lower layers: /etc/{passwd,group}, /bin/{sh,ash hard-linked} below, /etc/passwd again above. */
function mounted() {
  let now = 1000;
  const disk = new MemFs({ type: 'ext4', dev: 1, clock: { now: () => now } });
  const host = new MountNamespace(disk);
  const root = host.superuser();
  for (const dir of ['/l0', '/l0/etc', '/l0/bin', '/l1', '/l1/etc', '/u', '/w']) host.mkdir(root, dir);
  host.writeFile(root, '/l0/etc/passwd', bytes('old'));
  host.writeFile(root, '/l0/etc/group', bytes('group'));
  host.writeFile(root, '/l0/bin/sh', bytes('#!'));
  host.link(root, '/l0/bin/sh', '/l0/bin/ash');
  host.writeFile(root, '/l1/etc/passwd', bytes('newer'));
  const dir = (path: string): Inode => disk.lookup(disk.root, path) ?? disk.root;
  const chain = new LowerNode(dir('l1'), 1, new LowerNode(dir('l0'), 0, null));
  const overlay = new OverlayFs({ dev: 2, lower: chain, upper: dir('u'), work: dir('w') });
  const ns = new MountNamespace(overlay);
  now = 2000;
  return { ns, ctx: ns.superuser(), host, root, overlay, chain, disk, upper: dir('u'), tick: () => now++ };
}

describe('copy-up', () => {
  it('keeps inode number, owner, mode and time when only read or when written', () => {
    const { ns, ctx, host, root } = mounted();
    const before = ns.stat(ctx, '/etc/passwd');
    ns.chown(ctx, '/etc/passwd', 7, 8);
    const after = ns.stat(ctx, '/etc/passwd');
    expect(after).toMatchObject({ ino: before.ino, mtime: before.mtime, uid: 7, gid: 8 });
    expect(text(host.readFile(root, '/u/etc/passwd'))).toBe('newer');
    ns.writeFile(ctx, '/etc/passwd', bytes('!'), { append: true });
    expect(text(ns.readFile(ctx, '/etc/passwd'))).toBe('newer!');
    expect(text(host.readFile(root, '/l1/etc/passwd'))).toBe('newer');
    expect(ns.stat(ctx, '/etc').nlink).toBe(1);
  });

  it('breaks a hard link', () => {
    const { ns, ctx } = mounted();
    expect(ns.stat(ctx, '/bin/sh')).toMatchObject({ nlink: 2, ino: ns.stat(ctx, '/bin/ash').ino });
    ns.writeFile(ctx, '/bin/sh', bytes('changed'));
    expect(ns.stat(ctx, '/bin/sh').nlink).toBe(1);
    expect(ns.stat(ctx, '/bin/sh').ino).not.toBe(ns.stat(ctx, '/bin/ash').ino);
    expect(text(ns.readFile(ctx, '/bin/ash'))).toBe('#!');
  });

  it('makes names linked in the upper layer one node', () => {
    const { ns, ctx } = mounted();
    ns.link(ctx, '/etc/group', '/etc/group2');
    expect(ns.resolve(ctx, '/etc/group').node).toBe(ns.resolve(ctx, '/etc/group2').node);
    ns.unlink(ctx, '/etc/group');
    ns.writeFile(ctx, '/etc/group2', bytes('x'));
    expect(ns.stat(ctx, '/etc/group2')).toMatchObject({ nlink: 1, size: 1 });
  });

  it('lets an unlinked file that is open be written to without coming back', () => {
    const { ns, ctx } = mounted();
    const { node } = ns.open(ctx, '/etc/group', { read: true });
    ns.unlink(ctx, '/etc/group');
    node.fs.write(node, 0, bytes('G'));
    expect(text(node.fs.read(node, 0, 10))).toBe('Group');
    expect(code(() => ns.stat(ctx, '/etc/group'))).toBe('ENOENT');
  });

  it('survives a new mount of the same layers', () => {
    const { ns, ctx, chain, upper } = mounted();
    const ino = ns.stat(ctx, '/etc/passwd').ino;
    ns.chmod(ctx, '/etc/passwd', 0o600);
    ns.unlink(ctx, '/etc/group');
    const again = new MountNamespace(new OverlayFs({ dev: 3, lower: chain, upper }));
    expect(again.stat(ctx2(again), '/etc/passwd')).toMatchObject({ ino, mode: 0o600 });
    expect(again.find(ctx2(again), '/etc/group')).toBeNull();
  });
});

const ctx2 = (ns: MountNamespace) => ns.superuser();

describe('deleting', () => {
  it('leaves a whiteout, a link to one shared inode, only where something is hidden', () => {
    const { ns, ctx, upper } = mounted();
    ns.writeFile(ctx, '/etc/mine', bytes(''));
    for (const path of ['/etc/mine', '/etc/group', '/etc/passwd']) ns.unlink(ctx, path);
    const etc = upper.entries?.get('etc')?.entries;
    expect([...(etc?.keys() ?? [])]).toEqual(['group', 'passwd']);
    const group = etc?.get('group');
    expect(group && isWhiteout(group)).toBe(true);
    expect(group).toBe(etc?.get('passwd'));
    expect(group?.nlink).toBe(3);
    ns.rmdir(ctx, '/etc');
    expect(upper.entries?.get('etc')).toBe(group);
  });

  it('makes a folder over a whiteout opaque', () => {
    const { ns, ctx, upper } = mounted();
    for (const path of ['/bin/sh', '/bin/ash']) ns.unlink(ctx, path);
    ns.rmdir(ctx, '/bin');
    ns.mkdir(ctx, '/bin');
    expect(ns.readdir(ctx, '/bin')).toEqual([]);
    const bin = upper.entries?.get('bin');
    expect(bin && isOpaque(bin)).toBe(true);
    expect(ns.listxattr(ctx, '/bin')).toEqual([]);
  });
});

it('refuses to move a folder that a lower layer has a part in', () => {
  const { ns, ctx } = mounted();
  expect(code(() => ns.rename(ctx, '/etc', '/etc2'))).toBe('EXDEV');
  ns.mkdir(ctx, '/own');
  expect(code(() => ns.rename(ctx, '/own', '/own2'))).toBe('ok');
});

it('shows what is done to the upper layer from the host', () => {
  const { ns, ctx, host, root } = mounted();
  ns.chmod(ctx, '/etc', 0o755);
  expect(code(() => ns.stat(ctx, '/etc/from-host'))).toBe('ENOENT');
  host.writeFile(root, '/u/etc/from-host', bytes('hi'));
  expect(text(ns.readFile(ctx, '/etc/from-host'))).toBe('hi');
  host.unlink(root, '/u/etc/from-host');
  expect(code(() => ns.stat(ctx, '/etc/from-host'))).toBe('ENOENT');
});

it('lists the lowest names first, then the upper ones, as the kernel does', () => {
  const { ns, ctx } = mounted();
  ns.writeFile(ctx, '/etc/new', bytes(''));
  expect(ns.readdir(ctx, '/etc').map(({ name }) => name)).toEqual(['passwd', 'group', 'new']);
});

it('tells its observer what it did, one lookup for one path', () => {
  const { ns, ctx, overlay } = mounted();
  const seen: OverlayEvent[] = [];
  overlay.observe = (event) => seen.push(event);
  const during = (run: () => unknown): OverlayEvent[] => {
    seen.length = 0;
    run();
    return [...seen];
  };
  const look = { kind: 'lookup', layers: 3, whiteout: false };
  expect(during(() => ns.stat(ctx, '/etc/group'))).toEqual([{ ...look, path: '/etc/group', found: 0 }]);
  expect(during(() => ns.find(ctx, '/no/such/path'))).toEqual([{ ...look, path: '/no/such/path', found: null }]);
  expect(during(() => ns.writeFile(ctx, '/etc/passwd', bytes('?'), { append: true }))).toEqual([
    { ...look, path: '/etc/passwd', found: 1 },
    { kind: 'copy-up', path: '/etc', from: 1, bytes: 0, type: 'dir' },
    { kind: 'copy-up', path: '/etc/passwd', from: 1, bytes: 5, type: 'file' },
    { kind: 'write', path: '/etc/passwd', bytes: 1 },
  ]);
  expect(during(() => ns.unlink(ctx, '/etc/passwd')).at(-1)).toEqual({ kind: 'whiteout', path: '/etc/passwd', hides: 1 });
  expect(during(() => ns.find(ctx, '/etc/passwd'))).toEqual([{ ...look, path: '/etc/passwd', found: null, whiteout: true }]);
  ns.writeFile(ctx, '/f', bytes(''));
  expect(during(() => ns.rename(ctx, '/f', '/g')).at(-1)).toEqual({ kind: 'rename', path: '/f', to: '/g' });
  expect(during(() => ns.unlink(ctx, '/g')).at(-1)).toEqual({ kind: 'remove', path: '/g' });
  overlay.observe = null;
  expect(during(() => ns.stat(ctx, '/etc/group'))).toEqual([]);
});

it('shares the merged subtrees of a chain with the chains built on it', () => {
  const { chain, disk } = mounted();
  const top = new LowerNode(disk.mkdir(disk.root, 'l2', { mode: 0o755, uid: 0, gid: 0 }), 2, chain);
  expect(top.index().get('etc')).toBe(chain.index().get('etc'));
});
