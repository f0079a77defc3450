import type { NetworkHandle, RuntimeMount, RuntimeProcess, RuntimeSpec } from '../../kernel/runtime.ts';
import type { Daemon } from '../daemon.ts';
import { systemError } from '../../errors.ts';
import type { Container } from './container.ts';
import { containerFile, netOwner } from './files.ts';
import { mountRoot } from './root.ts';

const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const variable = (entry: string): string => entry.split('=', 1)[0] ?? '';

/** The daemon's environment with the user's over it, in Docker's order; "NAME" alone takes it away. */
export function environment(container: Container, tty: boolean, ...layers: readonly (readonly string[] | null)[]): string[] {
  const env = [PATH, `HOSTNAME=${container.config.Hostname}`, ...(tty ? ['TERM=xterm'] : [])];
  for (const entry of layers.flatMap((layer) => layer ?? [])) {
    const at = env.findIndex((one) => variable(one) === variable(entry));
    if (!entry.includes('=')) at >= 0 && env.splice(at, 1);
    else if (at >= 0) env[at] = entry;
    else env.push(entry);
  }
  return env;
}

const bind = (source: string, destination: string, readonly: boolean): RuntimeMount => ({
  type: 'bind',
  source,
  destination,
  readonly,
  options: 'rbind,rprivate',
});

const TMPFS_FLAGS =
  'ro rw suid nosuid dev nodev exec noexec sync async dirsync remount mand nomand atime noatime diratime nodiratime bind rbind unbindable runbindable private rprivate shared rshared slave rslave relatime norelatime strictatime nostrictatime defaults'.split(
    ' ',
  );
const TMPFS_SETTINGS = ['size', 'mode', 'uid', 'gid', 'nr_inodes', 'nr_blocks', 'mpol'];

/** Docker's check of the options of a `--tmpfs`, made when the container starts. */
function checkedTmpfs(options: string): string {
  for (const option of options.split(',')) {
    const words = option.split('=');
    if (!(words.length === 1 ? TMPFS_FLAGS : TMPFS_SETTINGS).includes(words[0] ?? ''))
      throw systemError(`invalid tmpfs option [${words.map((word) => `"${word}"`).join(' ')}]`);
  }
  return options;
}

/** What the runtime mounts at /dev/shm by itself. */
const DEFAULT_SHM = 64 << 20;

/** What the runtime is told to run; /proc, /dev and /sys it mounts by itself. */
export function runtimeSpec(daemon: Daemon, container: Container, network: NetworkHandle | 'host'): RuntimeSpec {
  const { id, config, hostConfig } = container;
  const own = (['resolv.conf', 'hostname', 'hosts'] as const).map((name) =>
    bind(containerFile(netOwner(daemon, container).id, name), `/etc/${name}`, hostConfig.ReadonlyRootfs),
  );
  const asked = container.mounts.map(
    (mount): RuntimeMount =>
      mount.Type === 'tmpfs'
        ? {
            type: 'tmpfs',
            source: 'tmpfs',
            destination: mount.Destination,
            readonly: !mount.RW,
            ...(mount.tmpfsOptions ? { options: checkedTmpfs(mount.tmpfsOptions) } : {}),
          }
        : bind(mount.Source, mount.Destination, !mount.RW),
  );
  const depth = (mount: RuntimeMount): number => mount.destination.split('/').length;
  const shm: RuntimeMount = {
    type: 'tmpfs',
    source: 'shm',
    destination: '/dev/shm',
    readonly: false,
    options: `size=${hostConfig.ShmSize >> 10}k`,
  };
  const covered = new Set(asked.map(({ destination }) => destination));
  const mounts = [
    ...[...(hostConfig.ShmSize === DEFAULT_SHM ? [] : [shm]), ...own].filter(({ destination }) => !covered.has(destination)),
    ...asked,
  ].sort((a, b) => depth(a) - depth(b));
  const process: RuntimeProcess = {
    args: [container.path, ...container.args],
    env: environment(container, config.Tty, config.Env),
    cwd: config.WorkingDir || '/',
    user: config.User,
    additionalGroups: hostConfig.GroupAdd ?? [],
    terminal: config.Tty,
    stdin: config.OpenStdin,
  };
  const pid = hostConfig.PidMode;
  return {
    id,
    hostname: config.Hostname,
    domainname: config.Domainname,
    rootfs: mountRoot(daemon, container),
    rootMount: daemon.parts.driver.mountSource(daemon.parts.layers.readWriteId(id)),
    readonlyRootfs: hostConfig.ReadonlyRootfs,
    mounts,
    process,
    network,
    pidNamespace:
      pid === 'host'
        ? 'host'
        : pid.startsWith('container:')
          ? { container: daemon.containers.get(pid.slice('container:'.length)).id }
          : 'private',
    init: hostConfig.Init ?? false,
    ...(hostConfig.Memory ? { memoryLimit: hostConfig.Memory } : {}),
    ...(hostConfig.Ulimits && {
      limits: Object.fromEntries(hostConfig.Ulimits.map(({ Name, Soft, Hard }) => [Name, [Soft, Hard] as const])),
    }),
    ...(hostConfig.PidsLimit ? { pidsLimit: hostConfig.PidsLimit } : {}),
  };
}
