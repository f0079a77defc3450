import { spawnSync } from 'node:child_process';
import { createReadStream, type Stats } from 'node:fs';
import {
  access,
  chmod,
  lchown,
  link,
  lstat,
  lutimes,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Files, FileStat } from '../docker/context.ts';

const typeOf = (stats: Stats): FileStat['type'] => {
  if (stats.isDirectory()) return 'dir';
  if (stats.isSymbolicLink()) return 'symlink';
  if (stats.isCharacterDevice()) return 'char';
  if (stats.isBlockDevice()) return 'block';
  if (stats.isFIFO()) return 'fifo';
  return stats.isSocket() ? 'socket' : 'file';
};

const statOf = (stats: Stats): FileStat => ({
  dev: stats.dev,
  ino: stats.ino,
  type: typeOf(stats),
  mode: stats.mode & 0o7777,
  nlink: stats.nlink,
  uid: stats.uid,
  gid: stats.gid,
  rdev: [(stats.rdev >>> 8) & 0xfff, (stats.rdev & 0xff) | ((stats.rdev >>> 12) & 0xfff00)],
  size: stats.size,
  mtime: stats.mtimeMs,
});

const LETTERS = { char: 'c', block: 'b', fifo: 'p' } as const;

/** The files of the machine Node runs on. */
export const nodeFiles: Files = {
  read: async (path) => new Uint8Array(await readFile(path)),
  async write(path, data, options) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, data, options ?? {});
  },
  remove: (path) => unlink(path),
  exists: (path) =>
    access(path).then(
      () => true,
      () => false,
    ),
  list: (path) => readdir(path),
  cwd: () => process.cwd(),
  stat: async (path) => statOf(await stat(path)),
  lstat: async (path) => statOf(await lstat(path)),
  readlink: (path) => readlink(path),
  async *readStream(path) {
    for await (const chunk of createReadStream(path)) yield new Uint8Array(chunk as Buffer);
  },
  async writeStream(path, data, { mode } = {}) {
    const file = await open(path, 'w', mode);
    try {
      for await (const part of data) await file.writeFile(part);
    } finally {
      await file.close();
    }
  },
  mkdir: async (path, mode) => void (await mkdir(path, { mode })),
  symlink: (target, path) => symlink(target, path),
  link: (existing, path) => link(existing, path),
  async mknod(path, type, [major, minor], mode) {
    const device = type === 'fifo' ? [] : [String(major), String(minor)];
    const { status } = spawnSync('mknod', ['-m', mode.toString(8), path, LETTERS[type], ...device], { stdio: 'ignore' });
    if (status !== 0) throw Object.assign(new Error(`mknod ${path}`), { code: 'EPERM' });
  },
  rename: (from, to) => rename(from, to),
  chmod: (path, mode) => chmod(path, mode),
  lchown: (path, uid, gid) => lchown(path, uid, gid),
  lutimes: (path, mtime) => lutimes(path, mtime / 1000, mtime / 1000),
  removeAll: (path) => rm(path, { recursive: true, force: true }),
  // Node has no call for them.
  xattr: async () => null,
};
