import { MountNamespace } from '../../fs/vfs.ts';
import type { Container } from '../container/container.ts';
import { containerFile, netOwner } from '../container/files.ts';
import type { Daemon } from '../daemon.ts';

interface TreeMount {
  readonly source: string;
  readonly target: string;
  readonly readonly: boolean;
}

/** What the daemon mounts into a container's root to look into it: volumes, bind mounts and the network's files, but no tmpfs. */
function mountsOf(daemon: Daemon, container: Container): TreeMount[] {
  const mounts = container.mounts.flatMap(({ Type, Source, Destination, RW }) =>
    Type === 'tmpfs' ? [] : [{ source: Source, target: Destination, readonly: !RW }],
  );
  const owner = netOwner(daemon, container).id;
  for (const name of ['resolv.conf', 'hostname', 'hosts']) {
    const source = containerFile(owner, name);
    if (daemon.host.node(source)) mounts.push({ source, target: `/etc/${name}`, readonly: container.hostConfig.ReadonlyRootfs });
  }
  const depth = ({ target }: TreeMount): number => target.split('/').length;
  return mounts.sort((a, b) => depth(a) - depth(b));
}

/** Makes the folder or file that something is mounted on, with all that lead to it. */
function mountPoint(namespace: MountNamespace, target: string, isDir: boolean): void {
  const ctx = namespace.superuser();
  if (namespace.find(ctx, target)) return;
  const up = target.slice(0, target.lastIndexOf('/'));
  if (up !== '') mountPoint(namespace, up, true);
  if (isDir) namespace.mkdir(ctx, target, 0o755);
  else namespace.writeFile(ctx, target, new Uint8Array(0), { mode: 0o755 });
}

/** A container's files as the daemon sees them when it goes in by itself, running or not; {@link close} gives the layer back. */
export class ContainerTree {
  readonly namespace: MountNamespace;
  readonly #close: () => void;

  constructor(daemon: Daemon, container: Container) {
    const { driver, layers } = daemon.parts;
    const layer = layers.readWriteId(container.id);
    this.namespace = new MountNamespace(driver.get(layer));
    this.#close = () => driver.put(layer);
    const ctx = this.namespace.superuser();
    try {
      for (const { source, target, readonly } of mountsOf(daemon, container)) {
        const at = daemon.host.location(source);
        if (!at) continue;
        mountPoint(this.namespace, target, at.node.type === 'dir');
        this.namespace.bind(ctx, at, target, { readonly, recursive: true });
      }
    } catch (error) {
      this.#close();
      throw error;
    }
  }

  close(): void {
    this.#close();
  }
}
