import type { Sys } from '../sim/kernel/types.ts';
import type { Files } from './context.ts';

/** Does a call again that a handled signal cut short (EINTR). */
export async function again<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'EINTR') throw error;
    }
  }
}

/** Makes the folders above a file; what cannot be made is left for the write to tell. */
function mkdirs(sys: Sys, path: string): void {
  for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
    try {
      sys.mkdir(path.slice(0, at), 0o700);
    } catch {
      // There already, or the write below tells what is wrong.
    }
  }
}

function removeAll(sys: Sys, path: string): void {
  let type: string;
  try {
    ({ type } = sys.lstat(path));
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return;
    throw error;
  }
  if (type !== 'dir') return sys.unlink(path);
  for (const { name } of sys.readdir(path)) removeAll(sys, `${path}/${name}`);
  sys.rmdir(path);
}

/** The files of the simulated machine as a process of it sees them. */
export const processFiles = (sys: Sys): Files => ({
  read: async (path) => sys.readFile(path),
  async write(path, data, options) {
    mkdirs(sys, path);
    sys.writeFile(path, data, options ?? {});
  },
  remove: async (path) => sys.unlink(path),
  async exists(path) {
    try {
      sys.stat(path);
      return true;
    } catch {
      return false;
    }
  },
  list: async (path) => sys.readdir(path).map(({ name }) => name),
  cwd: () => sys.getcwd(),
  stat: async (path) => sys.stat(path),
  lstat: async (path) => sys.lstat(path),
  readlink: async (path) => sys.readlink(path),
  async *readStream(path) {
    const fd = sys.open(path, { read: true });
    try {
      for (;;) {
        const data = await again(() => sys.read(fd));
        if (data.length === 0) return;
        yield data;
      }
    } finally {
      sys.close(fd);
    }
  },
  async writeStream(path, data, options = {}) {
    const fd = sys.open(path, { write: true, create: true, truncate: true }, options.mode);
    try {
      for await (const part of data) await again(() => sys.write(fd, part));
    } finally {
      sys.close(fd);
    }
  },
  mkdir: async (path, mode) => sys.mkdir(path, mode),
  symlink: async (target, path) => sys.symlink(target, path),
  link: async (existing, path) => sys.link(existing, path),
  mknod: async (path, type, rdev, mode) => sys.mknod(path, type, rdev, mode),
  rename: async (from, to) => sys.rename(from, to),
  chmod: async (path, mode) => sys.chmod(path, mode),
  lchown: async (path, uid, gid) => sys.chown(path, uid, gid, { noFollow: true }),
  lutimes: async (path, mtime) => sys.utimes(path, mtime, mtime, { noFollow: true }),
  removeAll: async (path) => removeAll(sys, path),
  xattr: async (path, name) => sys.getxattr(path, name),
});
