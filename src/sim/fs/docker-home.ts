/** What lies in Docker's folder of a host on which dockerd has come up once. */
import { Content } from './content.ts';
import { tryQuota } from './drivers/home.ts';
import type { Inode, MemFs } from './memfs.ts';
import { makeOverlay2Home, type Overlay2Home } from './overlay2-home.ts';

/** Folders with their modes. */
const FOLDERS =
  'buildkit 711 buildkit/content 755 buildkit/content/ingest 755 buildkit/executor 711 containers 710 image 700 network 750 network/files 750 plugins 700 plugins/storage 755 plugins/storage/ingest 755 plugins/tmp 700 runtimes 700 swarm 700 tmp 700 trust 700 volumes 701';
/** Its databases (bbolt), with their modes and sizes; nobody here knows their bytes. */
const DATABASES =
  'buildkit/cache.db 600 32768 buildkit/containerdmeta.db 644 16384 buildkit/metadata_v2.db 600 16384 buildkit/snapshots.db 600 16384 network/files/local-kv.db 644 65536 volumes/metadata.db 600 32768';
/** What it keeps of images for one storage driver, under image/. */
const IMAGE_FOLDERS =
  ' 700 /distribution 700 /imagedb 700 /imagedb/content 700 /imagedb/content/sha256 700 /imagedb/metadata 700 /imagedb/metadata/sha256 700 /layerdb 700';

const words = (text: string, many: number): string[][] => {
  const all = text.split(' ');
  return Array.from({ length: all.length / many }, (_, at) => all.slice(at * many, (at + 1) * many));
};

/** What the engine must know again when it comes. */
export interface DockerHome {
  readonly overlay2: Overlay2Home;
  /** The folder of images of overlay2. */
  readonly images: Inode;
}

/** Docker's folder of a host on which dockerd has come up with overlay2. Apart from the engine, since a host has it from its boot. */
export function makeHostDockerHome(host: MemFs): DockerHome {
  const overlay2 = makeOverlay2Home(host);
  const root = folderAt(host.root, 'var/lib/docker');
  makeDockerHome(root);
  return { overlay2, images: makeImageHome(root, 'overlay2') };
}

/** Fills Docker's folder, where something is missing in it. */
export function makeDockerHome(root: Inode): void {
  for (const [path = '', mode = ''] of words(FOLDERS, 2)) folderAt(root, path, Number.parseInt(mode, 8));
  for (const [path = '', mode = '', size] of words(DATABASES, 3)) {
    const at = path.lastIndexOf('/');
    const dir = folderAt(root, path.slice(0, at));
    if (dir.entries?.has(path.slice(at + 1))) continue;
    root.fs.adopt(root.fs.create(dir, path.slice(at + 1), owned(Number.parseInt(mode, 8))), Content.solid(Number(size)));
  }
  tryQuota(folderAt(root, 'volumes'));
}

/** Makes the folder in which images are noted that lie on one storage driver; gives it back. */
export function makeImageHome(root: Inode, driver: string): Inode {
  for (const [path = '', mode = ''] of words(IMAGE_FOLDERS, 2)) folderAt(root, `image/${driver}${path}`, Number.parseInt(mode, 8));
  const home = folderAt(root, `image/${driver}`);
  if (!home.entries?.has('repositories.json'))
    root.fs.adopt(root.fs.create(home, 'repositories.json', owned(0o600)), Content.of('{"Repositories":{}}'));
  return home;
}

/** The folder at a path below another one, made with this mode where it is missing. */
export function folderAt(root: Inode, path: string, mode = 0o755): Inode {
  let at = root;
  for (const name of path.split('/').filter(Boolean)) at = root.fs.lookup(at, name) ?? root.fs.mkdir(at, name, owned(mode));
  return at;
}

const owned = (mode: number): { mode: number; uid: number; gid: number } => ({ mode, uid: 0, gid: 0 });
