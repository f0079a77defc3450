import type { HostConfig } from '../../../api/types.ts';
import { systemError } from '../../errors.ts';
import type { RuntimeDevice } from '../../kernel/runtime.ts';
import type { Daemon } from '../daemon.ts';

const EVERYTHING = 'rwm';

/** A device of the host under its name in the container; null when it is none. */
function deviceAt(daemon: Daemon, host: string, path: string, access: string): RuntimeDevice | null {
  const node = daemon.host.node(host);
  if (node?.type !== 'char' && node?.type !== 'block') return null;
  const { rdev, mode } = node.fs.stat(node);
  return { path, type: node.type, rdev, mode: mode & 0o777, access };
}

/** Every device under a folder of the host. */
function devicesUnder(daemon: Daemon, folder: string, target: string, access: string): RuntimeDevice[] {
  const node = daemon.host.node(folder);
  if (node?.type !== 'dir') return [];
  return node.fs.readdir(node).flatMap(({ name, type }) => {
    if (['pts', 'shm', 'mqueue', 'fd', 'console'].includes(name)) return [];
    const [from, to] = [`${folder}/${name}`, `${target}/${name}`];
    if (type === 'dir') return devicesUnder(daemon, from, to, access);
    return deviceAt(daemon, from, to, access) ?? [];
  });
}

/** The device files that a container gets: those of `--device`, or all of the host's when it is privileged. */
export function devicesOf(daemon: Daemon, config: HostConfig): RuntimeDevice[] {
  if (config.Privileged) return devicesUnder(daemon, '/dev', '/dev', EVERYTHING);
  return (config.Devices ?? []).flatMap(({ PathOnHost, PathInContainer, CgroupPermissions }) => {
    const one = deviceAt(daemon, PathOnHost, PathInContainer, CgroupPermissions);
    if (one) return [one];
    const below = devicesUnder(daemon, PathOnHost, PathInContainer, CgroupPermissions);
    if (below.length > 0) return below;
    const why = daemon.host.type(PathOnHost) ? 'not a device node' : 'no such file or directory';
    throw systemError(`error gathering device information while adding custom device ${JSON.stringify(PathOnHost)}: ${why}`);
  });
}
