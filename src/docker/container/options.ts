/** The flags that `run` and `create` share, and the container they describe. */
import type {
  ContainerCreateRequest,
  EndpointSettings,
  HealthConfig,
  HostConfig,
  Mount,
  RestartPolicy,
  StringSet,
  ThrottleDevice,
  Ulimit,
} from '../../api/types.ts';
import type { Cli } from '../command.ts';
import { pathError } from '../errors.ts';
import type { Flags, Validator } from '../flags.ts';
import type { NetworkAttachment } from '../values.ts';
import { parseBytes, parseInteger } from '../values.ts';
import { exposePorts, publishPorts } from './ports.ts';

/** The table of their flags. */
export const containerFlags = `add-host list: Add a custom host-to-IP mapping (host:ip)
a,attach list: Attach to STDIN, STDOUT or STDERR
blkio-weight uint16: Block IO (relative weight), between 10 and 1000, or 0 to disable (default 0)
blkio-weight-device list: Block IO weight (relative device weight) (default [])
cap-add list: Add Linux capabilities
cap-drop list: Drop Linux capabilities
cgroup-parent string: Optional parent cgroup for the container
cgroupns string: Cgroup namespace to use (host|private)
 'host':    Run the container in the Docker host's cgroup namespace
 'private': Run the container in its own private cgroup namespace
 '':        Use the cgroup namespace as configured by the
            default-cgroupns-mode option on the daemon (default)
cidfile string: Write the container ID to the file
!cpu-count int: CPU count (Windows only)
!cpu-percent int: CPU percent (Windows only)
cpu-period int: Limit CPU CFS (Completely Fair Scheduler) period
cpu-quota int: Limit CPU CFS (Completely Fair Scheduler) quota
cpu-rt-period int: Limit CPU real-time period in microseconds
cpu-rt-runtime int: Limit CPU real-time runtime in microseconds
c,cpu-shares int: CPU shares (relative weight)
cpus decimal: Number of CPUs
cpuset-cpus string: CPUs in which to allow execution (0-3, 0,1)
cpuset-mems string: MEMs in which to allow execution (0-3, 0,1)
device list: Add a host device to the container
device-cgroup-rule list: Add a rule to the cgroup allowed devices list
device-read-bps list: Limit read rate (bytes per second) from a device (default [])
device-read-iops list: Limit read rate (IO per second) from a device (default [])
device-write-bps list: Limit write rate (bytes per second) to a device (default [])
device-write-iops list: Limit write rate (IO per second) to a device (default [])
disable-content-trust: Skip image verification (default true)
dns list: Set custom DNS servers
!dns-opt list=dns-option: Set DNS options
dns-option list: Set DNS options
dns-search list: Set custom DNS search domains
domainname string: Container NIS domain name
entrypoint string: Overwrite the default ENTRYPOINT of the image
e,env list: Set environment variables
env-file list: Read in a file of environment variables
expose list: Expose a port or a range of ports
gpus gpu-request: GPU devices to add to the container ('all' to pass all GPUs)
group-add list: Add additional groups to join
health-cmd string: Command to run to check health
health-interval duration: Time between running the check (ms|s|m|h) (default 0s)
health-retries int: Consecutive failures needed to report unhealthy
health-start-period duration: Start period for the container to initialize before starting health-retries countdown (ms|s|m|h) (default 0s)
health-timeout duration: Maximum time to allow one check to run (ms|s|m|h) (default 0s)
help: Print usage
h,hostname string: Container host name
init: Run an init inside the container that forwards signals and reaps processes
i,interactive: Keep STDIN open even if not attached
!io-maxbandwidth bytes: Maximum IO bandwidth limit for the system drive (Windows only)
!io-maxiops int: Maximum IOps limit for the system drive (Windows only)
ip string: IPv4 address (e.g., 172.30.100.104)
ip6 string: IPv6 address (e.g., 2001:db8::33)
ipc string: IPC mode to use
isolation string: Container isolation technology
kernel-memory bytes: Kernel memory limit
l,label list: Set meta data on a container
label-file list: Read in a line delimited file of labels
link list: Add link to another container
link-local-ip list: Container IPv4/IPv6 link-local addresses
log-driver string: Logging driver for the container
log-opt list: Log driver options
mac-address string: Container MAC address (e.g., 92:d0:c6:0a:29:33)
m,memory bytes: Memory limit
memory-reservation bytes: Memory soft limit
memory-swap bytes: Swap limit equal to memory plus swap: '-1' to enable unlimited swap
memory-swappiness int: Tune container memory swappiness (0 to 100) (default -1)
mount mount: Attach a filesystem mount to the container
name string: Assign a name to the container
!net network=network: Connect a container to a network
!net-alias list=network-alias: Add network-scoped alias for the container
network network: Connect a container to a network
network-alias list: Add network-scoped alias for the container
no-healthcheck: Disable any container-specified HEALTHCHECK
oom-kill-disable: Disable OOM Killer
oom-score-adj int: Tune host's OOM preferences (-1000 to 1000)
pid string: PID namespace to use
pids-limit int: Tune container pids limit (set -1 for unlimited)
platform string: Set platform if server is multi-platform capable
privileged: Give extended privileges to this container
p,publish list: Publish a container's port(s) to the host
P,publish-all: Publish all exposed ports to random ports
read-only: Mount the container's root filesystem as read only
restart string: Restart policy to apply when a container exits (default "no")
rm: Automatically remove the container when it exits
runtime string: Runtime to use for this container
security-opt list: Security Options
shm-size bytes: Size of /dev/shm
stop-signal string: Signal to stop a container (default "SIGTERM")
stop-timeout int: Timeout (in seconds) to stop a container
storage-opt list: Storage driver options for the container
sysctl map: Sysctl options (default map[])
tmpfs list: Mount a tmpfs directory
t,tty: Allocate a pseudo-TTY
ulimit ulimit: Ulimit options (default [])
u,user string: Username or UID (format: <name|uid>[:<group|gid>])
userns string: User namespace to use
uts string: UTS namespace to use
v,volume list: Bind mount a volume
volume-driver string: Optional volume driver for the container
volumes-from list: Mount volumes from the specified container(s)
w,workdir string: Working directory inside the container`;

const unless = (ok: boolean, message: string): void => {
  if (!ok) throw new Error(message);
};

const isIp = (text: string): boolean =>
  /^(\d{1,3}\.){3}\d{1,3}$/.test(text)
    ? text.split('.').every((part) => Number(part) < 256)
    : /^[0-9a-fA-F:]+(%\w+)?$/.test(text) && text.includes(':');

function throttle(value: string, rate: (text: string) => number, whole: string): ThrottleDevice {
  const at = value.indexOf(':');
  unless(at > 0, `bad format: ${value}`);
  const [path, amount] = [value.slice(0, at), value.slice(at + 1)];
  unless(path.startsWith('/dev/'), `bad format for device path: ${value}`);
  try {
    const Rate = rate(amount);
    unless(Rate >= 0, '');
    return { Path: path, Rate };
  } catch {
    throw new Error(`invalid rate for device: ${value}. ${whole}`);
  }
}

const bps = (value: string): ThrottleDevice =>
  throttle(
    value,
    parseBytes,
    'The correct format is <device-path>:<number>[<unit>]. Number must be a positive integer. Unit is optional and can be kb, mb, or gb',
  );
const iops = (value: string): ThrottleDevice =>
  throttle(
    value,
    (text) => parseInteger(text, { unsigned: true, base10: true }),
    'The correct format is <device-path>:<number>. Number must be a positive integer',
  );
const checked =
  (check: (value: string) => unknown): Validator =>
  (value) => {
    check(value);
    return value;
  };

/** Checks of single values, at the moment the flag is read. */
export const containerValidators: Readonly<Record<string, Validator>> = {
  attach: (value) => {
    const name = value.toLowerCase();
    unless(['stdin', 'stdout', 'stderr'].includes(name), 'valid streams are STDIN, STDOUT and STDERR');
    return name;
  },
  'add-host': checked((value) => {
    const at = value.indexOf(':');
    unless(at > 0, `bad format for add-host: ${JSON.stringify(value)}`);
    const ip = value.slice(at + 1);
    unless(ip === 'host-gateway' || isIp(ip), `invalid IP address in add-host: ${JSON.stringify(ip)}`);
  }),
  'blkio-weight-device': checked((value) =>
    unless(
      /^\/dev\/[^:]+:\d+$/.test(value),
      !value.includes(':')
        ? `bad format: ${value}`
        : value.startsWith('/dev/')
          ? `invalid weight for device: ${value}`
          : `bad format for device path: ${value}`,
    ),
  ),
  'device-read-bps': checked(bps),
  'device-write-bps': checked(bps),
  'device-read-iops': checked(iops),
  'device-write-iops': checked(iops),
  'device-cgroup-rule': checked((value) =>
    unless(/^[acb] ([0-9]+|\*):([0-9]+|\*) [rwm]{1,3}$/.test(value), `invalid device cgroup format '${value}'`),
  ),
  dns: checked((value) => unless(isIp(value.trim()), `${value} is not an ip address`)),
  env: checked((value) => unless(value !== '' && !value.startsWith('='), `invalid environment variable: ${value}`)),
  link: checked((value) => {
    unless(value !== '', 'empty string specified for links');
    unless(value.split(':').length <= 2, `bad format for links: ${value}`);
  }),
  'link-local-ip': checked((value) => unless(isIp(value), `${value} is not an ip address`)),
  sysctl: checked((value) => {
    const name = value.split('=', 1)[0] ?? '';
    const known = /^kernel\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)$|^(net|fs\.mqueue)\./.test(name);
    unless(value.includes('=') && known, `sysctl '${value}' is not whitelisted`);
  }),
  label: checked((value) => unless(value !== '' && !value.startsWith('='), `invalid label '${value}': empty name`)),
};

/** Lines of the files, then the flags' own: `KEY=value`; with `env`, a name alone takes its value from our environment. */
export async function readKeyValues(cli: Cli, files: readonly string[], own: readonly string[], env: boolean): Promise<string[]> {
  const out: string[] = [];
  const look = (name: string): void => {
    const value = cli.env[name];
    if (value !== undefined) out.push(`${name}=${value}`);
  };
  for (const path of files) {
    const bytes = await cli.files
      .read(path)
      .catch((error: unknown) => Promise.reject(pathError((error as { code?: unknown }).code === 'EISDIR' ? 'read' : 'open', path, error)));
    for (const line of new TextDecoder().decode(bytes).split(/\r?\n/)) {
      const text = line.trimStart();
      if (text === '' || text.startsWith('#')) continue;
      const name = (text.split('=', 1)[0] ?? '').trimEnd();
      unless(name !== '', `poorly formatted environment: no variable name on line '${text}'`);
      unless(!/\s/.test(name), `poorly formatted environment: variable '${name}' contains whitespaces`);
      if (text.includes('=')) out.push(`${name}=${text.slice(text.indexOf('=') + 1)}`);
      else if (env) look(name);
    }
  }
  for (const value of own) {
    if (!env || value.includes('=')) out.push(value);
    else if (cli.env[value] !== undefined) look(value);
    else out.push(value);
  }
  return out;
}

/** A list of "key=value" as an object. */
export function toRecord(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => (pair.includes('=') ? [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] : [pair, ''])),
  );
}

/** "on-failure:3" as a policy. */
export function parseRestart(text: string): RestartPolicy {
  const policy = { Name: '', MaximumRetryCount: 0 };
  if (text === '') return policy;
  const [name = '', count, ...more] = text.split(':');
  unless(name !== '', 'invalid restart policy format: no policy provided before colon');
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

function device(text: string): { PathOnHost: string; PathInContainer: string; CgroupPermissions: string } {
  const [host = '', second, third, ...more] = text.split(':');
  unless(more.length === 0, `invalid device specification: ${text}`);
  const isMode = (value: string): boolean => /^(?!.*(.).*\1)[rwm]+$/.test(value);
  const secondIsMode = second !== undefined && third === undefined && isMode(second);
  return {
    PathOnHost: host,
    PathInContainer: second === undefined || secondIsMode ? host : second,
    CgroupPermissions: third ?? (secondIsMode ? second : 'rwm'),
  };
}

function networks(flags: Flags): { mode: string; endpoints: Record<string, Partial<EndpointSettings>> } {
  const attachments = flags.list<NetworkAttachment>('network');
  const endpoints: Record<string, Partial<EndpointSettings>> = {};
  const mode = attachments.length === 0 ? 'default' : (attachments[0]?.Target ?? '');
  attachments.forEach((attachment, i) => {
    unless(attachment.Target !== '', 'no name set for network');
    const userDefined = !/^(default|bridge|host|none|container(:.*)?)$/.test(attachment.Target);
    const aliases = [...attachment.Aliases, ...(i === 0 ? flags.list('network-alias') : [])];
    unless(userDefined || aliases.length === 0, 'network-scoped alias is supported only for containers in user defined networks');
    const endpoint: Partial<EndpointSettings> = {};
    if (aliases.length > 0) endpoint.Aliases = aliases;
    if (Object.keys(attachment.DriverOpts).length > 0) endpoint.DriverOpts = attachment.DriverOpts;
    if (i === 0)
      Object.assign(endpoint, addresses(flags), userDefined && flags.list('link').length > 0 ? { Links: flags.list('link') } : {});
    if (Object.keys(endpoint).length > 0) endpoints[attachment.Target] = endpoint;
  });
  if (attachments.length === 0) {
    const endpoint: Partial<EndpointSettings> = {
      ...addresses(flags),
      ...(flags.list('network-alias').length > 0 ? { Aliases: flags.list('network-alias') } : {}),
    };
    if (Object.keys(endpoint).length > 0) endpoints[mode] = endpoint;
  }
  return { mode, endpoints };
}

function addresses(flags: Flags): Partial<EndpointSettings> {
  const [ip, ip6, local] = [flags.string('ip'), flags.string('ip6'), flags.list('link-local-ip')];
  if (!ip && !ip6 && local.length === 0) return {};
  return {
    IPAMConfig: {
      ...(ip ? { IPv4Address: ip } : {}),
      ...(ip6 ? { IPv6Address: ip6 } : {}),
      ...(local.length > 0 ? { LinkLocalIPs: local } : {}),
    },
  };
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

/** What the flags and arguments of `run` or `create` ask for. Throws with the client's messages. */
export async function describeContainer(cli: Cli, flags: Flags, args: readonly string[]): Promise<ContainerCreateRequest> {
  const [image = '', ...command] = args;
  const attach = flags.list('attach');
  const mac = flags.string('mac-address');
  unless(mac === '' || /^([0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}$/.test(mac), `${mac} is not a valid mac address`);
  const swappiness = flags.number('memory-swappiness');
  unless(swappiness >= -1 && swappiness <= 100, `invalid value: ${swappiness}. Valid memory swappiness range is 0-100`);
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
    Devices: flags.list('device').map(device),
    DeviceCgroupRules: flags.list('device-cgroup-rule'),
    DeviceRequests: flags.list('gpus').map((value) => ({
      Driver: '',
      Count: value === 'all' ? -1 : Number(value) || 0,
      DeviceIDs: null,
      Capabilities: [['gpu']],
      Options: {},
    })),
    KernelMemory: flags.number('kernel-memory'),
    KernelMemoryTCP: 0,
    MemoryReservation: flags.number('memory-reservation'),
    MemorySwap: flags.number('memory-swap'),
    MemorySwappiness: swappiness,
    OomKillDisable: flags.bool('oom-kill-disable'),
    PidsLimit: flags.number('pids-limit'),
    Ulimits: flags.list<Ulimit>('ulimit').sort((a, b) => (a.Name < b.Name ? -1 : 1)),
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
