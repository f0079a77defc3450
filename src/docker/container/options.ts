/** The container that the flags of `run` and `create` describe. */
import type {
  ContainerCreateRequest,
  DeviceRequest,
  HealthConfig,
  HostConfig,
  Mount,
  RestartPolicy,
  StringSet,
  Ulimit,
} from '../../api/types.ts';
import type { Cli } from '../command.ts';
import { pathError, StatusError } from '../errors.ts';
import type { Flags } from '../flags.ts';
import { parseDevice } from './devices.ts';
import { networks } from './network-options.ts';
import { exposePorts, publishPorts } from './ports.ts';
import { readKeyValues, toRecord } from './key-values.ts';
import { bps, iops } from './validators.ts';
import { unless } from '../errors.ts';

/** "on-failure:3" as a policy. */
export function parseRestart(text: string): RestartPolicy {
  const policy = { Name: '', MaximumRetryCount: 0 };
  if (text === '') return policy;
  const [name = '', count, ...more] = text.split(':');
  unless(more.length === 0, 'invalid restart policy format');
  if (count !== undefined) {
    unless(/^[+-]?\d+$/.test(count), 'maximum retry count must be an integer');
    policy.MaximumRetryCount = Number(count);
  }
  return { ...policy, Name: name };
}

function health(flags: Flags): HealthConfig | undefined {
  const names = ['health-cmd', 'health-interval', 'health-timeout', 'health-start-period', 'health-retries'];
  const some = names.some((name) => (name === 'health-cmd' ? flags.string(name) !== '' : flags.number(name) !== 0));
  if (flags.bool('no-healthcheck')) {
    unless(!some, '--no-healthcheck conflicts with --health-* options');
    return { Test: ['NONE'] };
  }
  if (!some) return undefined;
  for (const name of names.slice(1)) unless(flags.number(name) >= 0, `--${name} cannot be negative`);
  const out: HealthConfig = {};
  if (flags.string('health-cmd')) out.Test = ['CMD-SHELL', flags.string('health-cmd')];
  if (flags.number('health-interval')) out.Interval = flags.number('health-interval');
  if (flags.number('health-timeout')) out.Timeout = flags.number('health-timeout');
  if (flags.number('health-start-period')) out.StartPeriod = flags.number('health-start-period');
  if (flags.number('health-retries')) out.Retries = flags.number('health-retries');
  return out;
}

/** `--security-opt` values; a seccomp profile's file is read, its text is what the engine gets. */
async function securityOptions(cli: Cli, options: readonly string[]): Promise<string[]> {
  const out: string[] = [];
  for (const option of options) {
    unless(/[=:]/.test(option) || option === 'no-new-privileges', `Invalid --security-opt: ${JSON.stringify(option)}`);
    const profile = /^seccomp[=:](?!unconfined$)(.*)$/.exec(option)?.[1];
    if (profile === undefined) {
      out.push(option);
      continue;
    }
    const bytes = await cli.files
      .read(profile)
      .catch((error: unknown) =>
        Promise.reject(new Error(`opening seccomp profile (${profile}) failed: ${pathError('open', profile, error).message}`)),
      );
    out.push(`seccomp=${JSON.stringify(JSON.parse(new TextDecoder().decode(bytes)))}`);
  }
  return out;
}

/** Lists that the client sends as null, not as [], when no flag fills them. */
const nullWhenEmpty = [
  'Binds',
  'VolumesFrom',
  'CapAdd',
  'CapDrop',
  'ExtraHosts',
  'GroupAdd',
  'Links',
  'SecurityOpt',
  'BlkioDeviceReadBps',
  'BlkioDeviceWriteBps',
  'BlkioDeviceReadIOps',
  'BlkioDeviceWriteIOps',
  'DeviceCgroupRules',
  'DeviceRequests',
  'Ulimits',
] as const;

const WINDOWS_ONLY = ['cpu-count', 'cpu-percent', 'io-maxbandwidth', 'io-maxiops'];

/** What the flags and arguments of `run` or `create` ask for. Throws with the client's messages. */
export async function describeContainer(cli: Cli, flags: Flags, args: readonly string[]): Promise<ContainerCreateRequest> {
  const [image = '', ...command] = args;
  const attach = flags.list('attach');
  const mac = flags.string('mac-address');
  unless(mac === '' || /^([0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}$/.test(mac), `${mac} is not a valid mac address`);
  const swappiness = flags.number('memory-swappiness');
  unless(swappiness >= -1 && swappiness <= 100, `invalid value: ${swappiness}. Valid memory swappiness range is 0-100`);
  for (const name of WINDOWS_ONLY)
    if (flags.changed(name))
      throw new StatusError(
        1,
        `"--${name}" is only supported on a Docker daemon running on windows, but the Docker daemon is running on linux`,
      );
  const binds: string[] = [];
  const volumes: StringSet = {};
  for (const volume of new Set(flags.list('volume'))) {
    // As the real client takes it: a letter before the only colon is a Windows drive, and nothing before it no source.
    if (volume.includes(':') && !/^[a-zA-Z]?:[^:]*$/.test(volume)) binds.push(volume);
    else volumes[volume] = {};
  }
  const { exposed, bindings } = publishPorts(flags.list('publish'));
  exposePorts(flags.list('expose'), exposed);
  const env = await readKeyValues(cli, flags.list('env-file'), flags.list('env'), true);
  const labels = toRecord(await readKeyValues(cli, flags.list('label-file'), flags.list('label'), false));
  const modeOf = (flag: string, pattern: RegExp, what: string): string => {
    unless(pattern.test(flags.string(flag)), `--${flag}: invalid ${what} mode`);
    return flags.string(flag);
  };
  const pid = modeOf('pid', /^(|host|container:.+)$/, 'PID');
  const uts = modeOf('uts', /^(|host)$/, 'UTS');
  const userns = modeOf('userns', /^(|host)$/, 'USER');
  const cgroupns = modeOf('cgroupns', /^(|host|private)$/, 'CGROUP');
  const restart = parseRestart(flags.string('restart'));
  unless(!(flags.string('log-driver') === 'none' && flags.list('log-opt').length > 0), `invalid logging opts for driver none`);
  const securityOpt = await securityOptions(cli, flags.list('security-opt'));
  unless(
    flags.list('storage-opt').every((option) => option.includes('=')),
    'invalid storage option',
  );
  const healthcheck = health(flags);
  unless(!flags.bool('rm') || ['', 'no'].includes(restart.Name), 'Conflicting options: --restart and --rm');
  const { mode, endpoints } = networks(flags);
  const stdin = flags.bool('interactive');
  const attachAll = attach.length === 0;
  const attachStdin = stdin || attach.includes('stdin');
  const entrypoint = flags.string('entrypoint');
  const host: HostConfig = {
    Binds: binds,
    ContainerIDFile: flags.string('cidfile'),
    LogConfig: { Type: flags.string('log-driver'), Config: toRecord(flags.list('log-opt')) },
    NetworkMode: mode,
    PortBindings: bindings,
    RestartPolicy: restart,
    AutoRemove: flags.bool('rm'),
    VolumeDriver: flags.string('volume-driver'),
    VolumesFrom: flags.list('volumes-from'),
    CapAdd: flags.list('cap-add'),
    CapDrop: flags.list('cap-drop'),
    CgroupnsMode: cgroupns,
    Dns: flags.list('dns'),
    DnsOptions: flags.list('dns-option'),
    DnsSearch: flags.list('dns-search'),
    ExtraHosts: flags.list('add-host'),
    GroupAdd: flags.list('group-add'),
    IpcMode: flags.string('ipc'),
    Cgroup: '',
    Links: flags.list('link'),
    OomScoreAdj: flags.number('oom-score-adj'),
    PidMode: pid,
    Privileged: flags.bool('privileged'),
    PublishAllPorts: flags.bool('publish-all'),
    ReadonlyRootfs: flags.bool('read-only'),
    SecurityOpt: securityOpt,
    UTSMode: uts,
    UsernsMode: userns,
    ShmSize: flags.number('shm-size'),
    ConsoleSize: [0, 0],
    Isolation: flags.string('isolation'),
    CpuShares: flags.number('cpu-shares'),
    Memory: flags.number('memory'),
    NanoCpus: flags.number('cpus'),
    CgroupParent: flags.string('cgroup-parent'),
    BlkioWeight: flags.number('blkio-weight'),
    BlkioWeightDevice: flags
      .list('blkio-weight-device')
      .map((value) => ({ Path: value.slice(0, value.lastIndexOf(':')), Weight: Number(value.slice(value.lastIndexOf(':') + 1)) })),
    BlkioDeviceReadBps: flags.list('device-read-bps').map(bps),
    BlkioDeviceWriteBps: flags.list('device-write-bps').map(bps),
    BlkioDeviceReadIOps: flags.list('device-read-iops').map(iops),
    BlkioDeviceWriteIOps: flags.list('device-write-iops').map(iops),
    CpuPeriod: flags.number('cpu-period'),
    CpuQuota: flags.number('cpu-quota'),
    CpuRealtimePeriod: flags.number('cpu-rt-period'),
    CpuRealtimeRuntime: flags.number('cpu-rt-runtime'),
    CpusetCpus: flags.string('cpuset-cpus'),
    CpusetMems: flags.string('cpuset-mems'),
    Devices: flags.list('device').map(parseDevice),
    DeviceCgroupRules: flags.list('device-cgroup-rule'),
    DeviceRequests: flags.list<DeviceRequest>('gpus'),
    KernelMemory: flags.number('kernel-memory'),
    KernelMemoryTCP: 0,
    MemoryReservation: flags.number('memory-reservation'),
    MemorySwap: flags.number('memory-swap'),
    MemorySwappiness: swappiness,
    OomKillDisable: flags.bool('oom-kill-disable'),
    PidsLimit: flags.number('pids-limit'),
    // The last one of a name counts.
    Ulimits: [...new Map(flags.list<Ulimit>('ulimit').map((one) => [one.Name, one])).values()].sort((a, b) => (a.Name < b.Name ? -1 : 1)),
    CpuCount: flags.number('cpu-count'),
    CpuPercent: flags.number('cpu-percent'),
    IOMaximumIOps: flags.number('io-maxiops'),
    IOMaximumBandwidth: flags.number('io-maxbandwidth'),
    MaskedPaths: null,
    ReadonlyPaths: null,
  };
  for (const field of nullWhenEmpty) if (host[field]?.length === 0) host[field] = null;
  if (flags.list('storage-opt').length > 0) host.StorageOpt = toRecord(flags.list('storage-opt'));
  if (flags.list('tmpfs').length > 0)
    host.Tmpfs = Object.fromEntries(
      flags
        .list('tmpfs')
        .map((value) => (value.includes(':') ? [value.slice(0, value.indexOf(':')), value.slice(value.indexOf(':') + 1)] : [value, ''])),
    );
  if (flags.changed('sysctl')) host.Sysctls = flags.map('sysctl');
  if (flags.string('runtime')) host.Runtime = flags.string('runtime');
  if (flags.list<Mount>('mount').length > 0) host.Mounts = flags.list<Mount>('mount');
  if (flags.changed('init')) host.Init = flags.bool('init');
  return {
    Hostname: flags.string('hostname'),
    Domainname: flags.string('domainname'),
    User: flags.string('user'),
    AttachStdin: attachStdin,
    AttachStdout: attachAll || attach.includes('stdout'),
    AttachStderr: attachAll || attach.includes('stderr'),
    ...(Object.keys(exposed).length > 0 ? { ExposedPorts: exposed } : {}),
    Tty: flags.bool('tty'),
    OpenStdin: stdin,
    StdinOnce: stdin && attachStdin,
    Env: env,
    Cmd: command.length > 0 ? command : null,
    ...(healthcheck ? { Healthcheck: healthcheck } : {}),
    Image: image,
    Volumes: volumes,
    WorkingDir: flags.string('workdir'),
    Entrypoint: entrypoint !== '' ? [entrypoint] : flags.changed('entrypoint') ? [''] : null,
    ...(mac ? { MacAddress: mac } : {}),
    OnBuild: null,
    Labels: labels,
    ...(flags.changed('stop-signal') ? { StopSignal: flags.string('stop-signal') } : {}),
    ...(flags.changed('stop-timeout') ? { StopTimeout: flags.number('stop-timeout') } : {}),
    HostConfig: host,
    NetworkingConfig: { EndpointsConfig: endpoints },
  };
}
