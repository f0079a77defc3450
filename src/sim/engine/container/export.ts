import type { Body } from '../../../api/wire.ts';
import { Content } from '../../fs/content.ts';
import type { ArchiveEntry } from '../../fs/driver.ts';
import type { FileSystem, Node } from '../../fs/types.ts';
import { tarBytes } from '../../image/tar.ts';
import type { Daemon } from '../daemon.ts';

const PIECE = 1 << 16;

function contentOf(fs: FileSystem, node: Node, size: number): Content {
  const content = new Content(size);
  for (let at = 0; at < size; at += PIECE) {
    const data = fs.read(node, at, PIECE);
    if (data.some((byte) => byte !== 0)) content.write(at, data);
  }
  return content;
}

/** All that is in a folder as archive entries, each folder before what is in it, names sorted. */
function* walk(fs: FileSystem, dir: Node, path: string): Generator<ArchiveEntry> {
  const names = fs
    .readdir(dir)
    .map(({ name }) => name)
    .sort();
  for (const name of names) {
    const node = fs.lookup(dir, name);
    if (!node || node.type === 'socket') continue;
    const { mode, uid, gid, mtime, rdev, size } = fs.stat(node);
    const at = path === '' ? name : `${path}/${name}`;
    const linkname = node.type === 'symlink' ? fs.readlink(node) : '';
    const content = node.type === 'file' ? contentOf(fs, node, size) : null;
    yield { path: at, type: node.type, mode, uid, gid, mtime, linkname, rdev, content, xattrs: {} };
    if (node.type === 'dir') yield* walk(fs, node, at);
  }
}

/** GET /containers/{id}/export: the container's files as one tar. */
export function ContainerExport(daemon: Daemon, id: string): Body {
  const container = daemon.containers.get(id);
  const { driver, layers } = daemon.parts;
  const layer = layers.readWriteId(container.id);
  const fs = driver.get(layer);
  return (async function* () {
    try {
      for (const piece of tarBytes(walk(fs, fs.root, ''))) yield piece.slice();
    } finally {
      driver.put(layer);
    }
  })();
}
