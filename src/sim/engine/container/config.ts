import type { ContainerConfig, HealthConfig, HostConfig, Mount, PortBinding } from '../../../api/types.ts';
import type { ImageSettings } from '../../image/types.ts';
import { goMap } from '../../image/go-json.ts';

const filled = <T>(list: T[] | null | undefined): T[] | null => (list && list.length > 0 ? list : null);
const key = (variable: string): string => variable.split('=', 1)[0] ?? '';

/** A health check of the user's, what it leaves open taken from the image's. */
function mergeHealth(user: HealthConfig | undefined, image: HealthConfig | undefined): HealthConfig | undefined {
  if (!user || !image) return user ?? image;
  const Test = user.Test?.length ? user.Test : image.Test;
  const given = <K extends keyof HealthConfig>(name: K): Pick<HealthConfig, K> | object => {
    const value = user[name] || image[name];
    return value ? { [name]: value } : {};
  };
  return { ...(Test ? { Test } : {}), ...given('Interval'), ...given('Timeout'), ...given('StartPeriod'), ...given('Retries') };
}

/** What the user asked for, completed by the image (Docker's runconfig merge); members in the wire's order. */
export function mergeConfig(user: Partial<ContainerConfig>, image: ImageSettings, hostname: string): ContainerConfig {
  const env = [...(user.Env ?? [])];
  for (const variable of image.Env ?? []) if (!env.some((one) => key(one) === key(variable))) env.push(variable);
  const exposed = { ...image.ExposedPorts, ...user.ExposedPorts };
  const ownEntrypoint = filled(user.Entrypoint);
  const cmd = filled(user.Cmd) ?? (ownEntrypoint ? (user.Cmd ?? null) : (image.Cmd ?? null));
  const volumes = { ...image.Volumes, ...user.Volumes };
  const health = mergeHealth(user.Healthcheck, image.Healthcheck);
  const stopSignal = user.StopSignal || image.StopSignal;
  const shell = user.Shell ?? image.Shell;
  return {
    Hostname: user.Hostname || hostname,
    Domainname: user.Domainname ?? '',
    User: user.User || image.User || '',
    AttachStdin: user.AttachStdin ?? false,
    AttachStdout: user.AttachStdout ?? false,
    AttachStderr: user.AttachStderr ?? false,
    ...(Object.keys(exposed).length > 0 ? { ExposedPorts: goMap(exposed) } : {}),
    Tty: user.Tty ?? false,
    OpenStdin: user.OpenStdin ?? false,
    StdinOnce: user.StdinOnce ?? false,
    Env: env,
    Cmd: cmd,
    ...(health ? { Healthcheck: health } : {}),
    ...(image.ArgsEscaped && !filled(user.Cmd) ? { ArgsEscaped: true } : {}),
    Image: user.Image ?? '',
    Volumes: Object.keys(volumes).length > 0 ? goMap(volumes) : null,
    WorkingDir: user.WorkingDir || image.WorkingDir || '',
    // One empty word takes the image's away.
    Entrypoint:
      ownEntrypoint?.length === 1 && ownEntrypoint[0] === '' ? null : (ownEntrypoint ?? user.Entrypoint ?? image.Entrypoint ?? null),
    ...(user.NetworkDisabled ? { NetworkDisabled: true } : {}),
    ...(user.MacAddress ? { MacAddress: user.MacAddress } : {}),
    OnBuild: user.OnBuild ?? null,
    Labels: goMap({ ...image.Labels, ...user.Labels }),
    ...(stopSignal ? { StopSignal: stopSignal } : {}),
    ...(user.StopTimeout === undefined ? {} : { StopTimeout: user.StopTimeout }),
    ...(shell ? { Shell: shell } : {}),
  };
}

const MASKED = [
  '/proc/asound',
  '/proc/acpi',
  '/proc/kcore',
  '/proc/keys',
  '/proc/latency_stats',
  '/proc/timer_list',
  '/proc/timer_stats',
  '/proc/sched_debug',
  '/proc/scsi',
  '/sys/firmware',
];
const READONLY = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'];

/** A mount with its members in the wire's order. */
const inOrder = ({ Type, Source, Target, ReadOnly, ...more }: Mount): Mount => ({
  Type,
  ...(Source !== undefined && { Source }),
  Target,
  ...(ReadOnly !== undefined && { ReadOnly }),
  ...more,
});

const fullBinding = ({ HostIp = '', HostPort = '' }: Partial<PortBinding>): PortBinding => ({ HostIp, HostPort });

/** The host's side with the daemon's defaults, in the wire's order. */
export function completeHostConfig(asked: Partial<HostConfig>): HostConfig {
  const defaults: HostConfig = {
    Binds: null,
    ContainerIDFile: '',
    LogConfig: { Type: 'json-file', Config: {} },
    NetworkMode: 'default',
    PortBindings: null,
    RestartPolicy: { Name: '', MaximumRetryCount: 0 },
    AutoRemove: false,
    VolumeDriver: '',
    VolumesFrom: null,
    CapAdd: null,
    CapDrop: null,
    CgroupnsMode: 'host',
    Dns: null,
    DnsOptions: null,
    DnsSearch: null,
    ExtraHosts: null,
    GroupAdd: null,
    IpcMode: 'private',
    Cgroup: '',
    Links: null,
    OomScoreAdj: 0,
    PidMode: '',
    Privileged: false,
    PublishAllPorts: false,
    ReadonlyRootfs: false,
    SecurityOpt: null,
    ...(asked.Tmpfs && { Tmpfs: asked.Tmpfs }),
    UTSMode: '',
    UsernsMode: '',
    ShmSize: 64 << 20,
    ...(asked.Sysctls && { Sysctls: asked.Sysctls }),
    Runtime: 'runc',
    ConsoleSize: [0, 0],
    Isolation: '',
    CpuShares: 0,
    Memory: 0,
    NanoCpus: 0,
    CgroupParent: '',
    BlkioWeight: 0,
    BlkioWeightDevice: null,
    BlkioDeviceReadBps: null,
    BlkioDeviceWriteBps: null,
    BlkioDeviceReadIOps: null,
    BlkioDeviceWriteIOps: null,
    CpuPeriod: 0,
    CpuQuota: 0,
    CpuRealtimePeriod: 0,
    CpuRealtimeRuntime: 0,
    CpusetCpus: '',
    CpusetMems: '',
    Devices: null,
    DeviceCgroupRules: null,
    DeviceRequests: null,
    KernelMemory: 0,
    KernelMemoryTCP: 0,
    MemoryReservation: 0,
    MemorySwap: 0,
    MemorySwappiness: null,
    OomKillDisable: false,
    PidsLimit: null,
    Ulimits: null,
    CpuCount: 0,
    CpuPercent: 0,
    IOMaximumIOps: 0,
    IOMaximumBandwidth: 0,
    ...(asked.Mounts && { Mounts: asked.Mounts }),
    MaskedPaths: MASKED,
    ReadonlyPaths: READONLY,
  };
  const config: HostConfig = { ...defaults, ...asked };
  const { Name = '', MaximumRetryCount = 0 } = asked.RestartPolicy ?? {};
  const unconfined = asked.Privileged || asked.PidMode === 'host' || asked.IpcMode === 'host';
  return {
    ...config,
    ...(asked.Mounts && { Mounts: asked.Mounts.map(inOrder) }),
    LogConfig: { Type: asked.LogConfig?.Type || 'json-file', Config: asked.LogConfig?.Config ?? {} },
    CapAdd: asked.CapAdd?.length ? asked.CapAdd : null,
    CapDrop: asked.CapDrop?.length ? asked.CapDrop : null,
    SecurityOpt:
      unconfined && !asked.SecurityOpt?.includes('label=disable')
        ? [...(asked.SecurityOpt ?? []), 'label=disable']
        : (asked.SecurityOpt ?? null),
    RestartPolicy: { Name, MaximumRetryCount },
    NetworkMode: asked.NetworkMode || 'default',
    PortBindings: asked.PortBindings
      ? goMap(Object.fromEntries(Object.entries(asked.PortBindings).map(([port, bindings]) => [port, bindings?.map(fullBinding) ?? null])))
      : null,
    IpcMode: asked.IpcMode || 'private',
    CgroupnsMode: asked.CgroupnsMode || 'host',
    ShmSize: asked.ShmSize || defaults.ShmSize,
    Runtime: asked.Runtime || 'runc',
    // As with the real engine a limit on memory alone allows as much swap again.
    MemorySwap: asked.Memory && !asked.MemorySwap ? asked.Memory * 2 : (asked.MemorySwap ?? 0),
    OomKillDisable: asked.OomKillDisable ?? false,
    MemorySwappiness: asked.MemorySwappiness === -1 ? null : (asked.MemorySwappiness ?? null),
    PidsLimit: (asked.PidsLimit ?? 0) > 0 ? (asked.PidsLimit ?? null) : null,
    MaskedPaths: asked.Privileged ? null : (asked.MaskedPaths ?? MASKED),
    ReadonlyPaths: asked.Privileged ? null : (asked.ReadonlyPaths ?? READONLY),
  };
}
