import { base, clean } from '../../../api/filepath.ts';
import { codeOf } from '../../../api/path-error.ts';
import type { ContainerPathStat } from '../../../api/types.ts';
import type { Body } from '../../../api/wire.ts';
import { decompressed } from '../../image/decompress.ts';
import { EngineError, notFound, systemError } from '../../errors.ts';
import { ContainerTree } from '../archive/container-tree.ts';
import { packNamespace, unpackNamespace } from '../archive/namespace-files.ts';
import { absolutePath, lookupError, type PathStat, statPath } from '../archive/path-stat.ts';
import { followInScope } from '../archive/scoped-path.ts';
import type { Daemon } from '../daemon.ts';
import type { Container } from './container.ts';
import { emit, mountVolumes, unmountVolumes } from './exit.ts';

export interface PutArchiveOptions {
  readonly noOverwriteDirNonDir: boolean;
  /** Everything becomes the container's user's. */
  readonly copyUidGid: boolean;
}

function refusal(daemon: Daemon, { id }: Container, name: string, path: string, error: unknown): Error {
  if (error instanceof EngineError) return error;
  if (codeOf(error) === 'ENOENT') return notFound(`Could not find the file ${path} in container ${name}`);
  const { target } = daemon.parts.driver.mountSource(daemon.parts.layers.readWriteId(id));
  return systemError(lookupError(error, path, target ?? '').message);
}

function look<T>(daemon: Daemon, name: string, path: string, work: (tree: ContainerTree) => T): T {
  const container = daemon.containers.get(name);
  let tree: ContainerTree | null = null;
  try {
    tree = new ContainerTree(daemon, container);
    return work(tree);
  } catch (error) {
    throw refusal(daemon, container, name, path, error);
  } finally {
    tree?.close();
  }
}

/** HEAD /containers/{id}/archive */
export function ContainerArchiveInfo(daemon: Daemon, id: string, path: string): ContainerPathStat {
  const container = daemon.containers.get(id);
  try {
    mountVolumes(daemon, container);
    return look(daemon, id, path, ({ namespace }) => statPath(namespace, path).stat);
  } finally {
    unmountVolumes(daemon, container);
  }
}

/** GET /containers/{id}/archive: what is at a path, as a tar whose entries begin with the name it was asked by. */
export function ContainerArchive(daemon: Daemon, id: string, path: string): { stat: ContainerPathStat; body: Body } {
  const container = daemon.containers.get(id);
  try {
    mountVolumes(daemon, container);
    const found = look(daemon, id, path, ({ namespace }) => statPath(namespace, path));
    emit(daemon, container, 'archive-path');
    return { stat: found.stat, body: pack(daemon, container, found) };
  } catch (error) {
    unmountVolumes(daemon, container);
    throw error;
  }
}

async function* pack(daemon: Daemon, container: Container, { absolute, resolved, isDir }: PathStat): AsyncGenerator<Uint8Array> {
  const tree = new ContainerTree(daemon, container);
  try {
    const cleaned = clean(resolved);
    const rebase = { [isDir ? '.' : base(cleaned)]: base(absolute) };
    for await (const piece of packNamespace(tree.namespace, cleaned, { includeSourceDir: true, rebase })) yield piece.slice();
  } finally {
    tree.close();
    unmountVolumes(daemon, container);
  }
}

/** Throws when what is asked for lies where nothing may be written. */
function checkWritable({ mounts, hostConfig }: Container, path: string): void {
  let inVolume = false;
  for (const { Type, Destination, RW } of mounts) {
    if (Type === 'tmpfs' || (path !== Destination && !path.startsWith(`${Destination}/`))) continue;
    if (!RW) throw systemError('mounted volume is marked read-only');
    inVolume = true;
    break;
  }
  if (!inVolume && hostConfig.ReadonlyRootfs) throw systemError('container rootfs is marked read-only');
}

/** Docker looks the container's user up on the host, by name or number. */
function hostUser(daemon: Daemon, user: string): { uid: number; gid: number } {
  for (const line of new TextDecoder().decode(daemon.host.read('/etc/passwd') ?? new Uint8Array(0)).split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name === user || uid === user) return { uid: Number(uid), gid: Number(gid) };
  }
  throw systemError(`getent unable to find entry "${user}" in passwd database`);
}

/** PUT /containers/{id}/archive: unpacks a tar into a folder; links are followed within the container. */
export async function PutContainerArchive(daemon: Daemon, id: string, path: string, body: Body, options: PutArchiveOptions): Promise<void> {
  const container = daemon.containers.get(id);
  let tree: ContainerTree | null = null;
  try {
    mountVolumes(daemon, container);
    tree = new ContainerTree(daemon, container);
    const { namespace } = tree;
    const folder = followInScope(namespace, absolutePath(path));
    if (namespace.lstat(namespace.superuser(), folder).type !== 'dir') throw systemError('extraction point is not a directory');
    checkWritable(container, folder);
    const owner = options.copyUidGid && container.config.User ? hostUser(daemon, container.config.User) : null;
    await unpackNamespace(namespace, folder, decompressed(body), {
      noOverwriteDirNonDir: options.noOverwriteDirNonDir,
      ...(owner ? { owner } : {}),
    }).catch((error: unknown) => {
      throw systemError(`Error processing tar file(exit status 1): ${error instanceof Error ? error.message : error}`);
    });
    emit(daemon, container, 'extract-to-dir');
  } catch (error) {
    throw refusal(daemon, container, id, path, error);
  } finally {
    tree?.close();
    unmountVolumes(daemon, container);
  }
}
