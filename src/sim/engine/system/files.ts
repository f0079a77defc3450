/** The routes under /_huajuan/ for a tree of files: the host's folders, and the text of a file of the host or of a container. */
import type { LayerNode } from '../../../api/stage.ts';
import { conflict, notFound } from '../../errors.ts';
import type { FileSystem, Node } from '../../fs/types.ts';
import type { Daemon } from '../daemon.ts';
import { nodeAt } from '../host-files.ts';

/** File systems whose files are made up when they are read: looking into them from outside would be an access. */
const MADE_UP = new Set(['proc', 'sysfs', 'devpts']);
const ROOT = 0o644;

const nodeOf = (daemon: Daemon, container: string | null, path: string): Node | null => {
  if (container === null) return daemon.host.node(path);
  const { driver, layers } = daemon.parts;
  return nodeAt(driver.view(layers.readWriteId(daemon.containers.get(container).id)), path);
};

/** GET /_huajuan/folder?path=/etc */
export function folder(daemon: Daemon, path: string): LayerNode[] {
  const dir = daemon.host.node(path === '' ? '/' : path);
  if (dir?.type !== 'dir') throw notFound(`No such folder on the host: ${path}`);
  const { fs } = dir;
  return fs.readdir(dir).flatMap(({ name }): LayerNode[] => {
    // What is mounted there, not what lies below it.
    const node = daemon.host.node(`${path}/${name}`) ?? fs.lookup(dir, name);
    if (!node) return [];
    const own = fs.lookup(dir, name) ?? node;
    const link = own.type === 'symlink';
    const { size, mode, uid, gid, mtime } = link ? fs.stat(own) : node.fs.stat(node);
    return [
      { name, type: link ? 'symlink' : node.type, size, mode, uid, gid, mtime, linkname: link ? fs.readlink(own) : '', opaque: false },
    ];
  });
}

/** GET /_huajuan/content?path=/etc/hosts[&container=ID]. Looking on from outside is no access. */
export function content(daemon: Daemon, container: string | null, path: string): Uint8Array {
  const node = nodeOf(daemon, container, path);
  if (node?.type !== 'file' || MADE_UP.has(node.fs.type)) throw notFound(`No such file: ${path}`);
  return node.fs.read(node, 0, node.fs.stat(node).size, true);
}

/** PUT /_huajuan/content?container=ID&path=/etc/hosts: as root would write it, running or not. */
export function put(daemon: Daemon, container: string, path: string, data: Uint8Array): void {
  const { driver, layers } = daemon.parts;
  const layer = layers.readWriteId(daemon.containers.get(container).id);
  const fs = driver.get(layer);
  try {
    write(fs, path, data);
  } finally {
    driver.put(layer);
  }
}

function write(fs: FileSystem, path: string, data: Uint8Array): void {
  const at = path.lastIndexOf('/');
  const [dir, name] = [nodeAt(fs, path.slice(0, at)), path.slice(at + 1)];
  if (dir?.type !== 'dir' || name === '') throw notFound(`No such folder: ${path.slice(0, at)}`);
  const old = fs.lookup(dir, name);
  if (old && old.type !== 'file') throw conflict(`Not a file: ${path}`);
  const node = fs.forWrite(old ?? fs.create(dir, name, { mode: ROOT, uid: 0, gid: 0 }), true);
  fs.truncate(node, 0);
  fs.write(node, 0, data);
}
