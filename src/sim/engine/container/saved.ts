/** What dockerd keeps of a container in its folder on the host: config.v2.json and hostconfig.json, in the order of its members. */
import { goJson, goMap } from '../../image/go-json.ts';
import type { Daemon } from '../daemon.ts';
import { rfc3339 } from '../time.ts';
import type { Container, ContainerMount } from './container.ts';
import { containerFile } from './files.ts';
import { logPath } from './log-file.ts';
import { sandboxOf } from './sandbox.ts';

/** What happens to a container after which dockerd writes it down. */
const SAVED = new Set(['pause', 'unpause', 'rename', 'update', 'stop', 'restart']);

/** Makes the folder of a new container. */
export function makeContainerFolder(daemon: Daemon, container: Container): void {
  daemon.host.folder(containerFile(container.id, ''), 0o710);
  daemon.host.folder(containerFile(container.id, 'checkpoints'), 0o700);
  saveContainer(daemon, container);
}

/** Writes a container down when what has happened to it asks for that. */
export function saveAfter(daemon: Daemon, container: Container, action: string): void {
  if (SAVED.has(action) && daemon.containers.find(container.id) === container) saveContainer(daemon, container);
}

/** Writes down how a container is now. */
export function saveContainer(daemon: Daemon, container: Container): void {
  const { id, config, hostConfig, snapshot } = container;
  const { Status: _, Running, Paused, Restarting, OOMKilled, Dead, ...state } = container.state;
  const started = snapshot.context.startedAt !== null;
  const file = (name: string): string => (started ? containerFile(id, name) : '');
  const key = container.sandboxId && (hostConfig.NetworkMode === 'host' ? 'default' : container.sandboxId.slice(0, 12));
  const text = goJson({
    StreamConfig: {},
    State: { Running, Paused, Restarting, OOMKilled, RemovalInProgress: false, Dead, ...state, Health: container.health?.state ?? null },
    ID: id,
    Created: rfc3339(container.created),
    Managed: false,
    Path: container.path,
    Args: container.args,
    Config: config,
    Image: container.imageId,
    NetworkSettings: {
      Bridge: '',
      SandboxID: container.sandboxId,
      HairpinMode: false,
      LinkLocalIPv6Address: '',
      LinkLocalIPv6PrefixLen: 0,
      Networks: goMap(
        Object.fromEntries([...container.endpoints].map(([name, { settings }]) => [name, { ...settings, IPAMOperational: false }])),
      ),
      Service: null,
      Ports: sandboxOf(container)?.ports ?? null,
      SandboxKey: key && `/var/run/docker/netns/${key}`,
      SecondaryIPAddresses: null,
      SecondaryIPv6Addresses: null,
      IsAnonymousEndpoint: false,
      HasSwarmEndpoint: false,
    },
    LogPath: started ? (logPath(id, hostConfig.LogConfig.Type) ?? '') : '',
    Name: `/${container.name}`,
    Driver: daemon.parts.driver.name,
    OS: 'linux',
    MountLabel: '',
    ProcessLabel: '',
    RestartCount: snapshot.context.restartCount,
    HasBeenStartedBefore: started,
    HasBeenManuallyStopped: snapshot.context.canceled,
    MountPoints: goMap(
      Object.fromEntries(container.mounts.filter(({ implied }) => !implied).map((mount) => [mount.Destination, mountPoint(mount)])),
    ),
    SecretReferences: null,
    ConfigReferences: null,
    AppArmorProfile: '',
    HostnamePath: file('hostname'),
    HostsPath: file('hosts'),
    ShmPath: '',
    ResolvConfPath: file('resolv.conf'),
    SeccompProfile: '',
    NoNewPrivileges: false,
    LocalLogCacheMeta: { HaveNotifyEnabled: false },
  });
  daemon.host.write(containerFile(id, 'hostconfig.json'), goJson(hostConfig), { mode: 0o644 });
  daemon.host.write(containerFile(id, 'config.v2.json'), text, { mode: 0o600 });
}

const mountPoint = ({ Type, Name, Source, Destination, Driver, Mode, RW, Propagation }: ContainerMount): object => ({
  Source,
  Destination,
  RW,
  Name: Name ?? '',
  Driver: Driver ?? '',
  Type,
  ...(Mode ? { Relabel: Mode } : {}),
  ...(Propagation ? { Propagation } : {}),
  Spec: { Type, Source: Name ?? Source, Target: Destination, ...(RW ? {} : { ReadOnly: true }) },
  SkipMountpointCreation: false,
});
