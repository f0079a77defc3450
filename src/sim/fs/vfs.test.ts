import { describe, expect, it } from 'vitest';
import type { PathContext } from './access.ts';
import { MemFs } from './memfs.ts';
import { FsError } from './types.ts';
import { MountNamespace } from './vfs.ts';

const clock = { now: () => 5000 };
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

function machine(): { ns: MountNamespace; ctx: PathContext; user: PathContext } {
  const ns = new MountNamespace(new MemFs({ type: 'ext4', dev: 1, clock }));
  const ctx = ns.superuser();
  const user = { ...ctx, cred: { uid: 1000, gid: 1000, groups: [1000, 27] } };
  for (const dir of ['/etc', '/tmp', '/home', '/home/user', '/mnt']) ns.mkdir(ctx, dir);
  ns.chmod(ctx, '/tmp', 0o1777);
  ns.chown(ctx, '/home/user', 1000, 1000);
  ns.writeFile(ctx, '/etc/hosts', bytes('127.0.0.1 localhost\n'));
  return { ns, ctx, user };
}

describe('path resolution', () => {
  it('follows 40 symlinks and no more', () => {
    const { ns, ctx } = machine();
    ns.symlink(ctx, '/etc/hosts', '/tmp/l1');
    for (let i = 2; i <= 41; i++) ns.symlink(ctx, `l${i - 1}`, `/tmp/l${i}`);
    expect(ns.stat(ctx, '/tmp/l40').size).toBe(20);
    expect(code(() => ns.stat(ctx, '/tmp/l41'))).toBe('ELOOP');
    expect(ns.lstat(ctx, '/tmp/l41').type).toBe('symlink');
  });

  it('knows the limits of names and paths, in bytes', () => {
    const { ns, ctx } = machine();
    expect(code(() => ns.stat(ctx, `/tmp/${'n'.repeat(255)}`))).toBe('ENOENT');
    expect(code(() => ns.stat(ctx, `/tmp/${'n'.repeat(256)}`))).toBe('ENAMETOOLONG');
    expect(code(() => ns.stat(ctx, `/tmp/${'卷'.repeat(86)}`))).toBe('ENAMETOOLONG');
    expect(code(() => ns.stat(ctx, '/tmp/'.repeat(1000)))).toBe('ENAMETOOLONG');
    expect(code(() => ns.stat(ctx, ''))).toBe('ENOENT');
  });

  it('treats trailing slashes, dots and files used as folders as Linux does', () => {
    const { ns, ctx } = machine();
    expect(code(() => ns.stat(ctx, '/etc/hosts/'))).toBe('ENOTDIR');
    expect(code(() => ns.stat(ctx, '/etc/hosts/x'))).toBe('ENOTDIR');
    expect(ns.stat(ctx, '/etc//./').type).toBe('dir');
    expect(code(() => ns.rmdir(ctx, '/tmp/.'))).toBe('EINVAL');
    expect(code(() => ns.rmdir(ctx, '/tmp/..'))).toBe('ENOTEMPTY');
    expect(code(() => ns.mkdir(ctx, '/tmp/new/'))).toBe('ok');
    expect(code(() => ns.writeFile(ctx, '/tmp/file/', bytes('')))).toBe('EISDIR');
  });

  it('cannot climb out of a chroot', () => {
    const { ns, ctx } = machine();
    const root = ns.resolve(ctx, '/home');
    const jailed = { ...ctx, root, cwd: root };
    expect(ns.realpath(jailed, '/../../user')).toBe('/user');
    ns.symlink(ctx, '/user', '/home/link');
    expect(ns.realpath(jailed, 'link')).toBe('/user');
  });
});

describe('mounts', () => {
  it('shows a mounted file system, climbs out of it, and lists it', () => {
    const { ns, ctx } = machine();
    ns.mount(ctx, new MemFs({ type: 'tmpfs', dev: 2, clock }), '/mnt', { source: 'tmpfs', options: 'size=65536k' });
    ns.mkdir(ctx, '/mnt/in');
    expect(ns.realpath(ctx, '/mnt/in/../../etc')).toBe('/etc');
    expect(ns.list().at(-1)).toEqual({ source: 'tmpfs', target: '/mnt', type: 'tmpfs', options: 'rw,size=65536k' });
    expect(code(() => ns.rename(ctx, '/mnt/in', '/tmp/in'))).toBe('EXDEV');
    expect(code(() => ns.link(ctx, '/etc/hosts', '/mnt/hosts'))).toBe('EXDEV');
    expect(code(() => ns.rmdir(ctx, '/mnt'))).toBe('EBUSY');
    expect(code(() => ns.rename(ctx, '/mnt', '/mnt2'))).toBe('EBUSY');
    ns.umount(ctx, '/mnt');
    expect(code(() => ns.stat(ctx, '/mnt/in'))).toBe('ENOENT');
    expect(code(() => ns.umount(ctx, '/mnt'))).toBe('EINVAL');
  });

  it('binds files and folders, read-only too, and keeps what they cover from being removed', () => {
    const { ns, ctx } = machine();
    ns.writeFile(ctx, '/tmp/over', bytes('new'));
    ns.bind(ctx, ns.resolve(ctx, '/tmp/over'), '/etc/hosts');
    expect(text(ns.readFile(ctx, '/etc/hosts'))).toBe('new');
    expect(code(() => ns.unlink(ctx, '/etc/hosts'))).toBe('EBUSY');
    ns.bind(ctx, ns.resolve(ctx, '/home/user'), '/mnt', { readonly: true });
    expect(code(() => ns.writeFile(ctx, '/mnt/x', bytes('')))).toBe('EROFS');
    expect(code(() => ns.mkdir(ctx, '/mnt/x'))).toBe('EROFS');
    ns.writeFile(ctx, '/home/user/x', bytes('seen'));
    expect(text(ns.readFile(ctx, '/mnt/x'))).toBe('seen');
    expect(code(() => ns.chmod(ctx, '/mnt/x', 0))).toBe('EROFS');
    expect(ns.realpath(ctx, '/mnt/x')).toBe('/mnt/x');
  });

  it('gives a cloned namespace mounts of its own', () => {
    const { ns, ctx } = machine();
    const { namespace, translate } = ns.clone();
    namespace.mount(namespace.superuser(), new MemFs({ type: 'tmpfs', dev: 2, clock }), '/mnt');
    namespace.mkdir(namespace.superuser(), '/mnt/only-here');
    expect(code(() => ns.stat(ctx, '/mnt/only-here'))).toBe('ENOENT');
    expect(namespace.pathOf(translate(ns.resolve(ctx, '/home/user')))).toBe('/home/user');
    ns.mkdir(ctx, '/shared');
    expect(namespace.stat(namespace.superuser(), '/shared').type).toBe('dir');
  });
});

describe('permissions', () => {
  it('asks for the right bits', () => {
    const { ns, ctx, user } = machine();
    expect(code(() => ns.writeFile(user, '/etc/hosts', bytes('')))).toBe('EACCES');
    expect(code(() => ns.mkdir(user, '/etc/x'))).toBe('EACCES');
    expect(code(() => ns.chmod(user, '/etc/hosts', 0o777))).toBe('EPERM');
    expect(code(() => ns.chown(user, '/home/user', 0, -1))).toBe('EPERM');
    ns.mkdir(ctx, '/etc/secret', 0o700);
    expect(code(() => ns.stat(user, '/etc/secret/x'))).toBe('EACCES');
    ns.writeFile(ctx, '/etc/run', bytes(''), { mode: 0o644 });
    expect(code(() => ns.access(ctx, '/etc/run', 'x'))).toBe('EACCES');
  });

  it('keeps others from deleting in a sticky folder', () => {
    const { ns, ctx, user } = machine();
    ns.writeFile(ctx, '/tmp/roots', bytes(''));
    expect(code(() => ns.unlink(user, '/tmp/roots'))).toBe('EPERM');
    ns.writeFile(user, '/tmp/mine', bytes(''));
    expect(ns.stat(ctx, '/tmp/mine')).toMatchObject({ uid: 1000, gid: 1000, mode: 0o644 });
    expect(code(() => ns.unlink(user, '/tmp/mine'))).toBe('ok');
  });

  it('inherits the group of a set-gid folder', () => {
    const { ns, ctx, user } = machine();
    ns.chown(ctx, '/home/user', 1000, 27);
    ns.chmod(ctx, '/home/user', 0o2775);
    ns.mkdir(user, '/home/user/dir');
    expect(ns.stat(ctx, '/home/user/dir')).toMatchObject({ gid: 27, mode: 0o2755 });
  });
});

it('names the system call and the whole path in an error', () => {
  const { ns, ctx } = machine();
  try {
    ns.mkdir(ctx, '/etc/hosts/x');
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOTDIR', syscall: 'mkdir', path: '/etc/hosts/x' });
  }
});

it('tells where an open file is, also when it has moved', () => {
  const { ns, ctx } = machine();
  const file = ns.open(ctx, '/etc/hosts', { read: true });
  expect(ns.pathOfFile(file)).toBe('/etc/hosts');
  ns.rename(ctx, '/etc', '/etc2');
  expect(ns.pathOfFile(file)).toBe('/etc2/hosts');
});
