import type { ContainerConfig, HostConfig, Mount, PortBinding, RestartPolicy } from '../../../api/types.ts';
import type { ImageSettings } from '../../image/types.ts';
import { goMap } from '../../image/go-json.ts';
import { invalidParameter, systemError } from '../../errors.ts';
import type { HostInfo } from '../parts.ts';
import { parseSignal } from '../signals.ts';

const filled = <T>(list: T[] | null | undefined): T[] | null => (list && list.length > 0 ? list : null);
const key = (variable: string): string => variable.split('=', 1)[0] ?? '';

/** What the user asked for, completed by the image (Docker's runconfig merge); members in the wire's order. */
export function mergeConfig(user: Partial<ContainerConfig>, image: ImageSettings, hostname: string): ContainerConfig {
  const env = [...(user.Env ?? [])];
  for (const variable of image.Env ?? []) if (!env.some((one) => key(one) === key(variable))) env.push(variable);
  const exposed = { ...image.ExposedPorts, ...user.ExposedPorts };
  const ownEntrypoint = filled(user.Entrypoint);
  const cmd = filled(user.Cmd) ?? (ownEntrypoint ? (user.Cmd ?? null) : (image.Cmd ?? null));
  const volumes = { ...image.Volumes, ...user.Volumes };
  const health = user.Healthcheck ?? image.Healthcheck;
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
    Entrypoint: ownEntrypoint ?? (user.Entrypoint ? user.Entrypoint : (image.Entrypoint ?? null)),
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
    PidsLimit: asked.PidsLimit || null,
    MaskedPaths: asked.Privileged ? null : (asked.MaskedPaths ?? MASKED),
    ReadonlyPaths: asked.Privileged ? null : (asked.ReadonlyPaths ?? READONLY),
  };
}

/** Docker's checks of a restart policy. */
export function checkRestartPolicy({ Name = '', MaximumRetryCount = 0 }: Partial<RestartPolicy>): void {
  if (['always', 'unless-stopped', 'no'].includes(Name)) {
    if (MaximumRetryCount !== 0) throw invalidParameter(`maximum retry count cannot be used with restart policy '${Name}'`);
  } else if (Name === 'on-failure') {
    if (MaximumRetryCount < 0) throw invalidParameter('maximum retry count cannot be negative');
  } else if (Name !== '') throw invalidParameter(`invalid restart policy '${Name}'`);
}

const LEAST_MEMORY = 6 << 20;

/** Docker's checks of the limits, at create and update. */
export function checkResources(config: Partial<HostConfig>, host: HostInfo): void {
  const { Memory = 0, MemorySwap = 0, MemoryReservation = 0, NanoCpus = 0 } = config;
  if (Memory !== 0 && Memory < LEAST_MEMORY) throw invalidParameter('Minimum memory limit allowed is 6MB');
  if (Memory === 0 && MemorySwap > 0)
    throw invalidParameter('You should always set the Memory limit when using Memoryswap limit, see usage');
  if (Memory > 0 && MemorySwap > 0 && MemorySwap < Memory)
    throw invalidParameter('Minimum memoryswap limit should be larger than memory limit, see usage');
  if (Memory > 0 && MemoryReservation > Memory)
    throw invalidParameter('Minimum memory limit can not be less than memory reservation limit, see usage');
  if (NanoCpus < 0 || NanoCpus > host.cpus * 1e9)
    throw invalidParameter(`Range of CPUs is from 0.01 to ${host.cpus}.00, as there are only ${host.cpus} CPUs available`);
}

const CAPABILITIES =
  'ALL CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE'.split(
    ' ',
  );
const LOG_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  'json-file': 'max-file max-size compress labels labels-regex env env-regex tag mode max-buffer-size'.split(' '),
  local: 'max-file max-size compress mode max-buffer-size'.split(' '),
};
const LOG_DRIVERS = ['json-file', 'none', 'local', 'syslog', 'journald', 'gelf', 'fluentd', 'awslogs', 'splunk', 'gcplogs', 'logentries'];

/** What cannot be had together with another container's network. */
function checkJoinedNetwork(config: Partial<ContainerConfig>, host: Partial<HostConfig>): void {
  const conflicts: readonly (readonly [asked: unknown, message: string])[] = [
    [config.Hostname, 'hostname and the network mode'],
    [host.Links?.length, "container type network can't be used with links. This would result in undefined behavior"],
    [host.Dns?.length, 'dns and the network mode'],
    [host.ExtraHosts?.length, 'custom host-to-IP mapping and the network mode'],
    [config.MacAddress, 'mac-address and the network mode'],
    [host.PublishAllPorts || Object.keys(host.PortBindings ?? {}).length, 'port publishing and the container type network mode'],
    [Object.keys(config.ExposedPorts ?? {}).length, 'port exposing and the container type network mode'],
  ];
  for (const [asked, message] of conflicts) if (asked) throw invalidParameter(`conflicting options: ${message}`);
}

/** Docker's checks of a container's settings, in its order. */
export function checkSettings(config: Partial<ContainerConfig>, host: Partial<HostConfig>, info: HostInfo): void {
  const { WorkingDir, Env, StopSignal, Healthcheck } = config;
  if (WorkingDir && !WorkingDir.startsWith('/'))
    throw invalidParameter(`the working directory '${WorkingDir}' is invalid, it needs to be an absolute path`);
  if (StopSignal) parseSignal(StopSignal);
  for (const variable of Env ?? [])
    if (variable === '' || variable.startsWith('=')) throw invalidParameter(`invalid environment variable: ${variable}`);
  for (const [name, least] of [
    ['Interval', 1e6],
    ['Timeout', 1e6],
    ['StartPeriod', 1e6],
  ] as const) {
    const value = Healthcheck?.[name] ?? 0;
    if (value !== 0 && value < least) throw invalidParameter(`${name} in Healthcheck cannot be less than 1ms`);
  }
  if (host.Isolation && host.Isolation !== 'default')
    throw systemError(`Invalid isolation: "${host.Isolation}" - linux only supports 'default'`);
  if (host.AutoRemove && host.RestartPolicy?.Name && host.RestartPolicy.Name !== 'no')
    throw invalidParameter("can't create 'AutoRemove' container with restart policy");
  if (host.NetworkMode?.startsWith('container:')) checkJoinedNetwork(config, host);
  for (const entry of host.ExtraHosts ?? []) if (!/^[^:]+:.+$/.test(entry)) throw invalidParameter(`bad format for add-host: "${entry}"`);
  for (const bindings of Object.values(host.PortBindings ?? {}))
    for (const { HostPort } of bindings ?? [])
      if (HostPort && !HostPort.split('-').every((port) => /^\d+$/.test(port) && Number(port) <= 65535))
        throw invalidParameter(`invalid port specification: "${HostPort}"`);
  checkRestartPolicy(host.RestartPolicy ?? {});
  for (const field of ['CapAdd', 'CapDrop'] as const)
    for (const capability of host[field] ?? []) {
      const name = capability.toUpperCase().replace(/^CAP_/, '');
      if (!CAPABILITIES.includes(name)) throw invalidParameter(`invalid ${field}: unknown capability: "CAP_${name}"`);
    }
  if ((host.ShmSize ?? 0) < 0) throw invalidParameter('SHM size can not be less than 0');
  const oom = host.OomScoreAdj ?? 0;
  if (oom < -1000 || oom > 1000) throw invalidParameter(`Invalid value ${oom}, range for oom score adj is [-1000, 1000]`);
  checkResources(host, info);
  if (host.Runtime && !['runc', 'io.containerd.runc.v2', 'io.containerd.runtime.v1.linux'].includes(host.Runtime))
    throw invalidParameter(`Unknown runtime specified ${host.Runtime}`);
  const driver = host.LogConfig?.Type;
  if (driver && !LOG_DRIVERS.includes(driver))
    throw invalidParameter(`error looking up logging plugin ${driver}: plugin "${driver}" not found`);
  for (const option of Object.keys(host.LogConfig?.Config ?? {}))
    if (LOG_OPTIONS[driver || 'json-file']?.includes(option) === false)
      throw invalidParameter(`unknown log opt '${option}' for ${driver || 'json-file'} log driver`);
}
