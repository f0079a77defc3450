import type { HostConfig } from '../../../api/types.ts';
import type { NetworkHandle, RuntimeMount, RuntimeProcess, RuntimeSpec } from '../../kernel/runtime.ts';
import type { Daemon } from '../daemon.ts';
import { conflict, EngineError, systemError } from '../../errors.ts';
import type { Container } from './container.ts';
import { devicesOf } from './devices.ts';
import { containerFile, netOwner } from './files.ts';
import { linkVariables } from './links.ts';
import { resourcesOf } from './resources.ts';
import { capabilitiesOf, securityOf } from './rights.ts';
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

const JOIN = 'container:';

/** A running container by what follows "container:". */
function joined(daemon: Daemon, mode: string): Container {
  const other = daemon.containers.get(mode.slice(JOIN.length));
  if (!other.running) throw conflict(`container ${other.id} is not running`);
  if (other.phase === 'restarting') throw conflict(`Container ${other.id} is restarting, wait until the container is running`);
  return other;
}

function pidNamespace(daemon: Daemon, mode: string): NonNullable<RuntimeSpec['pidNamespace']> {
  if (mode === 'host') return 'host';
  return mode.startsWith(JOIN) ? { container: joined(daemon, mode).id } : 'private';
}

function ipcNamespace(daemon: Daemon, mode: string): NonNullable<RuntimeSpec['ipc']> {
  if (mode === 'host' || mode === 'none') return mode;
  if (!mode.startsWith(JOIN)) {
    if (!['', 'private', 'shareable'].includes(mode)) throw systemError(`Invalid IPC mode: ${mode}`);
    return 'private';
  }
  const { id } = daemon.containers.get(mode.slice(JOIN.length));
  try {
    const other = joined(daemon, mode);
    if (other.hostConfig.IpcMode !== 'shareable')
      throw systemError('non-shareable IPC (hint: use IpcMode:shareable for the donor container)');
    return { container: id };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new EngineError(error.kind, `can't join IPC of container ${id}: ${error.message}`);
  }
}

/** runc lets nobody change the host's own network by the container's settings. */
function checkedSysctls({ Sysctls, NetworkMode }: HostConfig): Readonly<Record<string, string>> {
  const [name] = NetworkMode === 'host' ? Object.keys(Sysctls ?? {}).filter((one) => one.startsWith('net.')) : [];
  if (name !== undefined)
    throw systemError(
      `failed to create shim task: OCI runtime create failed: runc create failed: sysctl ${JSON.stringify(name)} not allowed in host network namespace: unknown`,
    );
  return Sysctls ?? {};
}

/** What the runtime is told to run; /proc, /dev and /sys it mounts by itself. */
export function runtimeSpec(daemon: Daemon, container: Container, network: NetworkHandle | 'host'): RuntimeSpec {
  const { id, config, hostConfig } = container;
  if (hostConfig.CpuShares < 0) throw systemError('shares: invalid argument');
  for (const field of ['BlkioDeviceReadBps', 'BlkioDeviceWriteBps', 'BlkioDeviceReadIOps', 'BlkioDeviceWriteIOps'] as const)
    for (const { Path } of hostConfig[field] ?? [])
      if (!daemon.host.type(Path)) throw systemError(`stat ${Path}: no such file or directory`);
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
  const covered = new Set(asked.map(({ destination }) => destination));
  const mounts = [...own.filter(({ destination }) => !covered.has(destination)), ...asked].sort((a, b) => depth(a) - depth(b));
  const { noNewPrivileges, seccomp } = securityOf(hostConfig);
  const process: RuntimeProcess = {
    args: [container.path, ...container.args],
    env: environment(container, config.Tty, linkVariables(daemon, container), config.Env),
    cwd: config.WorkingDir || '/',
    user: config.User,
    additionalGroups: hostConfig.GroupAdd ?? [],
    terminal: config.Tty,
    stdin: config.OpenStdin,
    capabilities: capabilitiesOf(hostConfig),
    noNewPrivileges,
  };
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
    pidNamespace: pidNamespace(daemon, hostConfig.PidMode),
    init: hostConfig.Init ?? false,
    resources: resourcesOf(hostConfig),
    ...(hostConfig.CgroupParent ? { cgroupParent: hostConfig.CgroupParent } : {}),
    privileged: hostConfig.Privileged,
    seccomp,
    oomScoreAdj: hostConfig.OomScoreAdj,
    sysctls: checkedSysctls(hostConfig),
    ipc: ipcNamespace(daemon, hostConfig.IpcMode),
    hostUts: hostConfig.UTSMode === 'host',
    shmSize: hostConfig.ShmSize,
    devices: devicesOf(daemon, hostConfig),
    ...(hostConfig.Ulimits && {
      limits: Object.fromEntries(hostConfig.Ulimits.map(({ Name, Soft, Hard }) => [Name, [Soft, Hard] as const])),
    }),
  };
}
