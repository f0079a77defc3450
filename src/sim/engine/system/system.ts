import type { DiskUsage, EventMessage, SystemInfo as Info, Version } from '../../../api/types.ts';
import type { Body } from '../../../api/wire.ts';
import { summary } from '../container/list.ts';
import { type DaemonConfig, DEFAULT_CONFIG } from '../daemon-config.ts';
import type { Daemon } from '../daemon.ts';
import { passes } from '../events.ts';
import { Filters } from '../filters.ts';
import { imageUsage } from '../image/read.ts';
import { ROOT_DIR } from '../parts.ts';
import { JsonStream } from '../stream.ts';
import { parseTimestamp, rfc3339 } from '../time.ts';

/** The release that is modelled: Debian's docker.io. */
export const RELEASE = '20.10.24+dfsg1';
export const API_VERSION = '1.41';
export const MIN_API_VERSION = '1.12';
const BUILD_TIME = '2023-05-18T14:28:28.000000000+00:00';
const GIT_COMMIT = '5d6db84';
const GO_VERSION = 'go1.19.8';

/** GET /version */
export function SystemVersion(daemon: Daemon): Version {
  const { kernelVersion } = daemon.parts.info;
  return {
    Platform: { Name: '' },
    Components: [
      {
        Name: 'Engine',
        Version: RELEASE,
        Details: {
          ApiVersion: API_VERSION,
          Arch: 'amd64',
          BuildTime: BUILD_TIME,
          Experimental: 'false',
          GitCommit: GIT_COMMIT,
          GoVersion: GO_VERSION,
          KernelVersion: kernelVersion,
          MinAPIVersion: MIN_API_VERSION,
          Os: 'linux',
        },
      },
      { Name: 'containerd', Version: '1.6.20~ds1', Details: { GitCommit: '1.6.20~ds1-1+deb12u1' } },
      { Name: 'runc', Version: '1.1.5+ds1', Details: { GitCommit: '1.1.5+ds1-1+deb12u1' } },
      { Name: 'docker-init', Version: '0.19.0', Details: { GitCommit: '' } },
    ],
    Version: RELEASE,
    ApiVersion: API_VERSION,
    MinAPIVersion: MIN_API_VERSION,
    GitCommit: GIT_COMMIT,
    GoVersion: GO_VERSION,
    Os: 'linux',
    Arch: 'amd64',
    KernelVersion: kernelVersion,
    BuildTime: BUILD_TIME,
  };
}

/** GET /info */
export function SystemInfo(daemon: Daemon): Info {
  const config = daemon.parts.config?.() ?? DEFAULT_CONFIG;
  const { info, driver, images } = daemon.parts;
  const phases = daemon.containers.all();
  const running = phases.filter((container) => container.running && container.phase !== 'paused').length;
  const paused = phases.filter(({ phase }) => phase === 'paused').length;
  return {
    ID: daemon.id,
    Containers: phases.length,
    ContainersRunning: running,
    ContainersPaused: paused,
    ContainersStopped: phases.length - running - paused,
    Images: images.all().length,
    Driver: driver.name,
    DriverStatus: driver.status(),
    Plugins: {
      Volume: ['local'],
      Network: ['bridge', 'host', 'ipvlan', 'macvlan', 'null', 'overlay'],
      Authorization: null,
      Log: ['awslogs', 'fluentd', 'gcplogs', 'gelf', 'journald', 'json-file', 'local', 'logentries', 'splunk', 'syslog'],
    },
    MemoryLimit: true,
    SwapLimit: true,
    KernelMemory: true,
    KernelMemoryTCP: true,
    CpuCfsPeriod: true,
    CpuCfsQuota: true,
    CPUShares: true,
    CPUSet: true,
    PidsLimit: true,
    IPv4Forwarding: true,
    BridgeNfIptables: true,
    BridgeNfIp6tables: true,
    Debug: config.debug,
    NFd: 25 + 5 * running,
    OomKillDisable: true,
    NGoroutines: 36 + 8 * running,
    SystemTime: rfc3339(daemon.clock.now()),
    LoggingDriver: 'json-file',
    CgroupDriver: 'cgroupfs',
    CgroupVersion: '1',
    NEventsListener: daemon.events.listeners,
    KernelVersion: info.kernelVersion,
    OperatingSystem: info.operatingSystem,
    OSVersion: info.osVersion,
    OSType: 'linux',
    Architecture: 'x86_64',
    IndexServerAddress: 'https://index.docker.io/v1/',
    RegistryConfig: registryConfig(config),
    NCPU: info.cpus,
    MemTotal: info.memory,
    GenericResources: null,
    DockerRootDir: ROOT_DIR,
    HttpProxy: '',
    HttpsProxy: '',
    NoProxy: '',
    Name: info.hostname,
    Labels: [...config.labels],
    ExperimentalBuild: false,
    ServerVersion: RELEASE,
    Runtimes: { 'io.containerd.runc.v2': { path: 'runc' }, 'io.containerd.runtime.v1.linux': { path: 'runc' }, runc: { path: 'runc' } },
    DefaultRuntime: 'runc',
    Swarm: { NodeID: '', NodeAddr: '', LocalNodeState: 'inactive', ControlAvailable: false, Error: '', RemoteManagers: null },
    LiveRestoreEnabled: false,
    Isolation: '',
    InitBinary: 'docker-init',
    ContainerdCommit: { ID: '1.6.20~ds1-1+deb12u1', Expected: '1.6.20~ds1-1+deb12u1' },
    RuncCommit: { ID: '1.1.5+ds1-1+deb12u1', Expected: '1.1.5+ds1-1+deb12u1' },
    InitCommit: { ID: '', Expected: '' },
    SecurityOptions: ['name=seccomp,profile=default'],
    Warnings: driverWarnings(driver.name),
  };
}

const DEPRECATED: readonly string[] = ['aufs', 'devicemapper'];

/** What dockerd has to say against a storage driver; the pool here is one of loop devices, as it is when nobody sets up another. */
function driverWarnings(name: string): string[] | null {
  if (!DEPRECATED.includes(name)) return null;
  const deprecated = `WARNING: the ${name} storage-driver is deprecated, and will be removed in a future release.`;
  if (name !== 'devicemapper') return [deprecated];
  return [
    deprecated,
    'WARNING: devicemapper: usage of loopback devices is strongly discouraged for production use.\n         Use `--storage-opt dm.thinpooldev` to specify a custom block storage device.',
  ];
}

const isRange = (text: string): boolean => /^[\d.]+\/\d+$/.test(text);

function registryConfig({ mirrors, insecure }: DaemonConfig): Info['RegistryConfig'] {
  const hosts = insecure.filter((host) => !isRange(host));
  return {
    AllowNondistributableArtifactsCIDRs: [],
    AllowNondistributableArtifactsHostnames: [],
    InsecureRegistryCIDRs: [...insecure.filter(isRange), '127.0.0.0/8'],
    IndexConfigs: {
      'docker.io': { Name: 'docker.io', Mirrors: [...mirrors], Secure: true, Official: true },
      ...Object.fromEntries(hosts.map((Name) => [Name, { Name, Mirrors: [], Secure: false, Official: false }])),
    },
    Mirrors: [...mirrors],
  };
}

/** GET /system/df */
export function SystemDataUsage(daemon: Daemon): DiskUsage {
  return {
    LayersSize: daemon.parts.layers.all().reduce((sum, { size }) => sum + size, 0),
    Images: imageUsage(daemon),
    Containers: daemon.containers.all().map((container) => summary(daemon, container, true)),
    Volumes: daemon.volumes.usage(),
    BuildCache: null,
    BuilderSize: 0,
  };
}

/** GET /events: what was (from `since`) and what comes (up to `until`, else for ever), one JSON object a line. */
export function SystemEvents(daemon: Daemon, options: { since: string | null; until: string | null; filters: string | null }): Body {
  const since = options.since ? parseTimestamp(options.since) : null;
  const until = options.until ? parseTimestamp(options.until) : null;
  const filters = Filters.parse(options.filters, null);
  const out = new JsonStream();
  const send = (event: EventMessage): void => {
    if (passes(event, filters)) out.send(event);
  };
  const now = daemon.clock.now();
  if (since !== null || until !== null)
    for (const event of daemon.events.between(since ?? now, until ?? Number.POSITIVE_INFINITY)) send(event);
  if (until !== null && until <= now) {
    out.end();
    return out;
  }
  const stop = daemon.events.subscribe(send);
  const timer = until === null ? null : daemon.clock.after(until - now, () => out.end());
  out.onClose = () => {
    stop();
    timer?.cancel();
  };
  return out;
}
