import type { ContainerInspect as Inspect, EndpointSettings, MountPoint } from '../../../api/types.ts';
import type { Daemon } from '../daemon.ts';
import { rfc3339 } from '../time.ts';
import type { Container } from './container.ts';
import { containerFile } from './files.ts';
import { sandboxOf } from './sandbox.ts';

/** A container's networks as inspect and list show them. */
export function networksOf(container: Container): Record<string, EndpointSettings> {
  const networks: Record<string, EndpointSettings> = {};
  for (const [name, { settings }] of container.endpoints) networks[name] = settings;
  return networks;
}

/** Its mounts as the wire has them, in its order of members. */
export const mountPoints = (container: Container): MountPoint[] =>
  container.mounts
    .filter(({ implied }) => !implied)
    .map(({ Type, Name, Source, Destination, Driver, Mode, RW, Propagation }) => ({
      Type,
      ...(Name ? { Name } : {}),
      Source,
      Destination,
      ...(Driver ? { Driver } : {}),
      Mode,
      RW,
      Propagation,
    }));

/** Bytes in its read-write layer, and of all it sees. */
export function sizesOf(daemon: Daemon, container: Container): { SizeRw?: number; SizeRootFs: number } {
  const own = daemon.parts.driver.diffSize(daemon.parts.layers.readWriteId(container.id));
  const image = container.imageId ? (daemon.parts.images.get(container.imageId)?.size ?? 0) : 0;
  return { ...(own > 0 ? { SizeRw: own } : {}), SizeRootFs: image + own };
}

/** GET /containers/{id}/json */
export function ContainerInspect(daemon: Daemon, id: string, size: boolean): Inspect {
  const container = daemon.containers.get(id);
  const { driver, layers } = daemon.parts;
  const started = container.snapshot.context.startedAt !== null || container.snapshot.context.error !== '';
  const file = (name: string): string => (started ? containerFile(container.id, name) : '');
  const { SizeRw = 0, SizeRootFs } = size ? sizesOf(daemon, container) : { SizeRootFs: 0 };
  const bridge = container.endpoints.get('bridge')?.settings;
  const { sandboxId } = container;
  const key = sandboxId && (container.hostConfig.NetworkMode === 'host' ? 'default' : sandboxId.slice(0, 12));
  return {
    Id: container.id,
    Created: rfc3339(container.created),
    Path: container.path,
    Args: container.args,
    State: container.state,
    Image: container.imageId,
    ResolvConfPath: file('resolv.conf'),
    HostnamePath: file('hostname'),
    HostsPath: file('hosts'),
    LogPath: container.hostConfig.LogConfig.Type === 'json-file' ? file(`${container.id}-json.log`) : '',
    Name: `/${container.name}`,
    RestartCount: container.snapshot.context.restartCount,
    Driver: driver.name,
    Platform: 'linux',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: '',
    ExecIDs: container.execs.size > 0 ? [...container.execs].map((exec) => exec.id) : null,
    HostConfig: container.hostConfig,
    GraphDriver: { Data: driver.data(layers.readWriteId(container.id)), Name: driver.name },
    ...(size ? { SizeRw, SizeRootFs } : {}),
    Mounts: mountPoints(container),
    Config: container.config,
    NetworkSettings: {
      Bridge: '',
      SandboxID: sandboxId,
      HairpinMode: false,
      LinkLocalIPv6Address: '',
      LinkLocalIPv6PrefixLen: 0,
      Ports: sandboxOf(container)?.ports ?? {},
      SandboxKey: key && `/var/run/docker/netns/${key}`,
      SecondaryIPAddresses: null,
      SecondaryIPv6Addresses: null,
      EndpointID: bridge?.EndpointID ?? '',
      Gateway: bridge?.Gateway ?? '',
      GlobalIPv6Address: '',
      GlobalIPv6PrefixLen: 0,
      IPAddress: bridge?.IPAddress ?? '',
      IPPrefixLen: bridge?.IPPrefixLen ?? 0,
      IPv6Gateway: '',
      MacAddress: bridge?.MacAddress ?? '',
      Networks: networksOf(container),
    },
  };
}
