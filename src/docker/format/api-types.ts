/** The types of the Engine API that `inspect`, `info`, `version` and `events` hand to templates, as Docker 20.10 declares them. */
import { type GoValue, goBool, goInt, goString, type Method } from './go.ts';
import { Schema } from './schema.ts';

const declarations = `
strslice.StrSlice = []string
nat.Port = string
nat.PortBinding: HostIP string HostIp; HostPort string
nat.PortMap = map[nat.Port][]nat.PortBinding
nat.PortSet = map[nat.Port]struct{}
container.NetworkMode = string
container.IpcMode = string
container.CgroupnsMode = string
container.CgroupSpec = string
container.PidMode = string
container.UTSMode = string
container.UsernsMode = string
container.Isolation = string
mount.Type = string
mount.Propagation = string
mount.Consistency = string
swarm.LocalNodeState = string
network.EndpointIPAMConfig: IPv4Address string ,omitempty; IPv6Address string ,omitempty; LinkLocalIPs []string ,omitempty
network.EndpointSettings: IPAMConfig *network.EndpointIPAMConfig; Links []string; Aliases []string; NetworkID string
  EndpointID string; Gateway string; IPAddress string; IPPrefixLen int; IPv6Gateway string; GlobalIPv6Address string
  GlobalIPv6PrefixLen int; MacAddress string; DriverOpts map[string]string
network.Address: Addr string; PrefixLen int
network.IPAMConfig: Subnet string ,omitempty; IPRange string ,omitempty; Gateway string ,omitempty
  AuxAddress map[string]string AuxiliaryAddresses,omitempty
network.IPAM: Driver string; Options map[string]string; Config []network.IPAMConfig
network.ConfigReference: Network string
network.PeerInfo: Name string; IP string
network.Task: Name string; EndpointID string; EndpointIP string; Info map[string]string
network.ServiceInfo: VIP string; Ports []string; LocalLBIndex int; Tasks []network.Task
container.HealthConfig: Test []string ,omitempty; Interval time.Duration ,omitempty; Timeout time.Duration ,omitempty
  StartPeriod time.Duration ,omitempty; Retries int ,omitempty
container.Config: Hostname string; Domainname string; User string; AttachStdin bool; AttachStdout bool; AttachStderr bool
  ExposedPorts nat.PortSet ,omitempty; Tty bool; OpenStdin bool; StdinOnce bool; Env []string; Cmd strslice.StrSlice
  Healthcheck *container.HealthConfig ,omitempty; ArgsEscaped bool ,omitempty; Image string; Volumes map[string]struct{}
  WorkingDir string; Entrypoint strslice.StrSlice; NetworkDisabled bool ,omitempty; MacAddress string ,omitempty; OnBuild []string
  Labels map[string]string; StopSignal string ,omitempty; StopTimeout *int ,omitempty; Shell strslice.StrSlice ,omitempty
container.LogConfig: Type string; Config map[string]string
container.RestartPolicy: Name string; MaximumRetryCount int
container.DeviceMapping: PathOnHost string; PathInContainer string; CgroupPermissions string
container.DeviceRequest: Driver string; Count int; DeviceIDs []string; Capabilities [][]string; Options map[string]string
blkiodev.WeightDevice: Path string; Weight uint16
blkiodev.ThrottleDevice: Path string; Rate uint64
units.Ulimit: Name string; Hard int64; Soft int64
container.Resources: CPUShares int64 CpuShares; Memory int64; NanoCPUs int64 NanoCpus; CgroupParent string; BlkioWeight uint16
  BlkioWeightDevice []*blkiodev.WeightDevice; BlkioDeviceReadBps []*blkiodev.ThrottleDevice
  BlkioDeviceWriteBps []*blkiodev.ThrottleDevice; BlkioDeviceReadIOps []*blkiodev.ThrottleDevice
  BlkioDeviceWriteIOps []*blkiodev.ThrottleDevice; CPUPeriod int64 CpuPeriod; CPUQuota int64 CpuQuota
  CPURealtimePeriod int64 CpuRealtimePeriod; CPURealtimeRuntime int64 CpuRealtimeRuntime; CpusetCpus string; CpusetMems string
  Devices []container.DeviceMapping; DeviceCgroupRules []string; DeviceRequests []container.DeviceRequest; KernelMemory int64
  KernelMemoryTCP int64; MemoryReservation int64; MemorySwap int64; MemorySwappiness *int64; OomKillDisable *bool; PidsLimit *int64
  Ulimits []*units.Ulimit; CPUCount int64 CpuCount; CPUPercent int64 CpuPercent; IOMaximumIOps uint64; IOMaximumBandwidth uint64
mount.BindOptions: Propagation mount.Propagation ,omitempty; NonRecursive bool ,omitempty
mount.Driver: Name string ,omitempty; Options map[string]string ,omitempty
mount.VolumeOptions: NoCopy bool ,omitempty; Labels map[string]string ,omitempty; DriverConfig *mount.Driver ,omitempty
mount.TmpfsOptions: SizeBytes int64 ,omitempty; Mode uint32 ,omitempty
mount.Mount: Type mount.Type ,omitempty; Source string ,omitempty; Target string ,omitempty; ReadOnly bool ,omitempty
  Consistency mount.Consistency ,omitempty; BindOptions *mount.BindOptions ,omitempty; VolumeOptions *mount.VolumeOptions ,omitempty
  TmpfsOptions *mount.TmpfsOptions ,omitempty
container.HostConfig: Binds []string; ContainerIDFile string; LogConfig container.LogConfig; NetworkMode container.NetworkMode
  PortBindings nat.PortMap; RestartPolicy container.RestartPolicy; AutoRemove bool; VolumeDriver string; VolumesFrom []string
  CapAdd strslice.StrSlice; CapDrop strslice.StrSlice; CgroupnsMode container.CgroupnsMode; DNS []string Dns
  DNSOptions []string DnsOptions; DNSSearch []string DnsSearch; ExtraHosts []string; GroupAdd []string; IpcMode container.IpcMode
  Cgroup container.CgroupSpec; Links []string; OomScoreAdj int; PidMode container.PidMode; Privileged bool; PublishAllPorts bool
  ReadonlyRootfs bool; SecurityOpt []string; StorageOpt map[string]string ,omitempty; Tmpfs map[string]string ,omitempty
  UTSMode container.UTSMode; UsernsMode container.UsernsMode; ShmSize int64; Sysctls map[string]string ,omitempty
  Runtime string ,omitempty; ConsoleSize []uint; Isolation container.Isolation; container.Resources
  Mounts []mount.Mount ,omitempty; MaskedPaths []string; ReadonlyPaths []string; Init *bool ,omitempty
types.HealthcheckResult: Start time.Time; End time.Time; ExitCode int; Output string
types.Health: Status string; FailingStreak int; Log []*types.HealthcheckResult
types.ContainerState: Status string; Running bool; Paused bool; Restarting bool; OOMKilled bool; Dead bool; Pid int; ExitCode int
  Error string; StartedAt string; FinishedAt string; Health *types.Health ,omitempty
types.ContainerNode: ID string; IPAddress string IP; Addr string; Name string; Cpus int; Memory int64; Labels map[string]string
types.GraphDriverData: Data map[string]string; Name string
types.ContainerJSONBase: ID string Id; Created string; Path string; Args []string; State *types.ContainerState; Image string
  ResolvConfPath string; HostnamePath string; HostsPath string; LogPath string; Node *types.ContainerNode ,omitempty; Name string
  RestartCount int; Driver string; Platform string; MountLabel string; ProcessLabel string; AppArmorProfile string; ExecIDs []string
  HostConfig *container.HostConfig; GraphDriver types.GraphDriverData; SizeRw *int64 ,omitempty; SizeRootFs *int64 ,omitempty
types.MountPoint: Type mount.Type ,omitempty; Name string ,omitempty; Source string; Destination string; Driver string ,omitempty
  Mode string; RW bool; Propagation mount.Propagation
types.NetworkSettingsBase: Bridge string; SandboxID string; HairpinMode bool; LinkLocalIPv6Address string; LinkLocalIPv6PrefixLen int
  Ports nat.PortMap; SandboxKey string; SecondaryIPAddresses []network.Address; SecondaryIPv6Addresses []network.Address
types.DefaultNetworkSettings: EndpointID string; Gateway string; GlobalIPv6Address string; GlobalIPv6PrefixLen int; IPAddress string
  IPPrefixLen int; IPv6Gateway string; MacAddress string
types.NetworkSettings: types.NetworkSettingsBase; types.DefaultNetworkSettings; Networks map[string]*network.EndpointSettings
types.ContainerJSON: *types.ContainerJSONBase; Mounts []types.MountPoint; Config *container.Config
  NetworkSettings *types.NetworkSettings
types.RootFS: Type string; Layers []string ,omitempty
types.ImageMetadata: LastTagTime time.Time
types.ImageInspect: ID string Id; RepoTags []string; RepoDigests []string; Parent string; Comment string; Created string; Container string
  ContainerConfig *container.Config; DockerVersion string; Author string; Config *container.Config; Architecture string
  Variant string ,omitempty; Os string; OsVersion string ,omitempty; Size int64; VirtualSize int64; GraphDriver types.GraphDriverData
  RootFS types.RootFS; Metadata types.ImageMetadata
types.EndpointResource: Name string; EndpointID string; MacAddress string; IPv4Address string; IPv6Address string
types.NetworkResource: Name string; ID string Id; Created time.Time; Scope string; Driver string; EnableIPv6 bool; IPAM network.IPAM
  Internal bool; Attachable bool; Ingress bool; ConfigFrom network.ConfigReference; ConfigOnly bool
  Containers map[string]types.EndpointResource; Options map[string]string; Labels map[string]string
  Peers []network.PeerInfo ,omitempty; Services map[string]network.ServiceInfo ,omitempty
types.VolumeUsageData: RefCount int64; Size int64
types.Volume: CreatedAt string ,omitempty; Driver string; Labels map[string]string; Mountpoint string; Name string
  Options map[string]string; Scope string; Status map[string]interface{} ,omitempty; UsageData *types.VolumeUsageData ,omitempty
events.Actor: ID string; Attributes map[string]string
events.Message: Status string status,omitempty; ID string id,omitempty; From string from,omitempty; Type string; Action string
  Actor events.Actor; Scope string scope,omitempty; Time int64 time,omitempty; TimeNano int64 timeNano,omitempty
types.Platform: Name string
types.ComponentVersion: Name string; Version string; Details map[string]string ,omitempty
types.Version: Platform types.Platform ,omitempty; Components []types.ComponentVersion ,omitempty; Version string
  APIVersion string ApiVersion; MinAPIVersion string MinAPIVersion,omitempty; GitCommit string; GoVersion string; Os string; Arch string
  KernelVersion string ,omitempty; Experimental bool ,omitempty; BuildTime string ,omitempty
system.clientVersion: Platform types.Platform ,omitempty; Version string; APIVersion string ApiVersion
  DefaultAPIVersion string ,omitempty; GitCommit string; GoVersion string; Os string; Arch string; BuildTime string ,omitempty
  Context string; Experimental bool
system.versionInfo: Client system.clientVersion; Server *types.Version
types.PluginsInfo: Volume []string; Network []string; Authorization []string; Log []string
registry.IndexInfo: Name string; Mirrors []string; Secure bool; Official bool
registry.ServiceConfig: AllowNondistributableArtifactsCIDRs []string; AllowNondistributableArtifactsHostnames []string
  InsecureRegistryCIDRs []string; IndexConfigs map[string]*registry.IndexInfo; Mirrors []string
types.ShimConfig: Binary string; Opts interface{}
types.Runtime: Path string path; Args []string runtimeArgs,omitempty; Shim *types.ShimConfig ,omitempty
types.Commit: ID string; Expected string
swarm.Peer: NodeID string; Addr string
swarm.Info: NodeID string; NodeAddr string; LocalNodeState swarm.LocalNodeState; ControlAvailable bool; Error string
  RemoteManagers []swarm.Peer; Nodes int ,omitempty; Managers int ,omitempty; Warnings []string ,omitempty
types.NetworkAddressPool: Base string; Size int
types.Info: ID string; Containers int; ContainersRunning int; ContainersPaused int; ContainersStopped int; Images int; Driver string
  DriverStatus [][]string; SystemStatus [][]string ,omitempty; Plugins types.PluginsInfo; MemoryLimit bool; SwapLimit bool
  KernelMemory bool; KernelMemoryTCP bool; CPUCfsPeriod bool CpuCfsPeriod; CPUCfsQuota bool CpuCfsQuota; CPUShares bool; CPUSet bool
  PidsLimit bool; IPv4Forwarding bool; BridgeNfIptables bool; BridgeNfIP6tables bool BridgeNfIp6tables; Debug bool; NFd int
  OomKillDisable bool; NGoroutines int; SystemTime string; LoggingDriver string; CgroupDriver string; CgroupVersion string ,omitempty
  NEventsListener int; KernelVersion string; OperatingSystem string; OSVersion string; OSType string; Architecture string
  IndexServerAddress string; RegistryConfig *registry.ServiceConfig; NCPU int; MemTotal int64; GenericResources []interface{}
  DockerRootDir string; HTTPProxy string HttpProxy; HTTPSProxy string HttpsProxy; NoProxy string; Name string; Labels []string
  ExperimentalBuild bool; ServerVersion string; ClusterStore string ,omitempty; ClusterAdvertise string ,omitempty
  Runtimes map[string]types.Runtime; DefaultRuntime string; Swarm swarm.Info; LiveRestoreEnabled bool; Isolation container.Isolation
  InitBinary string; ContainerdCommit types.Commit; RuncCommit types.Commit; InitCommit types.Commit; SecurityOptions []string
  ProductLicense string ,omitempty; DefaultAddressPools []types.NetworkAddressPool ,omitempty; Warnings []string
system.clientInfo: Debug bool; Context string; Plugins []string; Warnings []string
system.info: *types.Info; ServerErrors []string ,omitempty; ClientInfo *system.clientInfo ,omitempty; ClientErrors []string ,omitempty
`;

const is = (test: (text: string) => boolean): Method => ({ parameters: [], call: ({ data }) => goBool(test(String(data))) });
const part = (make: (text: string) => string): Method => ({ parameters: [], call: ({ data }) => goString(make(String(data))) });
const policy = (test: (name: string) => boolean): Method => ({
  parameters: [],
  call: (receiver) => goBool(test(String((receiver.data as (field: string) => GoValue)('Name').data))),
});
const shared = (text: string): string => (text.startsWith('container:') ? text.slice('container:'.length) : '');
const isUserDefined = (text: string): boolean =>
  !['default', 'bridge', 'host', 'none', ''].includes(text) && !text.startsWith('container:');
const owned = {
  IsHost: is((text) => text === 'host'),
  IsPrivate: is((text) => text !== 'host' && !text.startsWith('container:')),
  IsContainer: is((text) => text.startsWith('container:')),
  Container: part(shared),
  Valid: is(() => true),
};
const protocol = (text: string): string => text.split('/')[1] ?? 'tcp';

/** The methods that templates can call. */
const methods: Readonly<Record<string, Readonly<Record<string, Method>>>> = {
  'container.NetworkMode': {
    IsNone: is((text) => text === 'none'),
    IsDefault: is((text) => text === 'default'),
    IsBridge: is((text) => text === 'bridge'),
    IsHost: is((text) => text === 'host'),
    IsPrivate: is((text) => text !== 'host' && !text.startsWith('container:')),
    IsContainer: is((text) => text.startsWith('container:')),
    IsUserDefined: is(isUserDefined),
    ConnectedContainer: part(shared),
    UserDefined: part((text) => (isUserDefined(text) ? text : '')),
    NetworkName: part((text) => (text.startsWith('container:') ? 'container' : text)),
  },
  'container.IpcMode': {
    ...owned,
    IsPrivate: is((text) => text === 'private'),
    IsShareable: is((text) => text === 'shareable'),
    IsEmpty: is((text) => text === ''),
    IsNone: is((text) => text === 'none'),
  },
  'container.PidMode': owned,
  'container.UTSMode': owned,
  'container.UsernsMode': owned,
  'container.CgroupnsMode': { ...owned, IsPrivate: is((text) => text === 'private'), IsEmpty: is((text) => text === '') },
  'container.Isolation': {
    IsDefault: is((text) => text === '' || text.toLowerCase() === 'default'),
    IsHyperV: is((text) => text.toLowerCase() === 'hyperv'),
    IsProcess: is((text) => text.toLowerCase() === 'process'),
  },
  'container.RestartPolicy': {
    IsNone: policy((name) => name === 'no' || name === ''),
    IsAlways: policy((name) => name === 'always'),
    IsOnFailure: policy((name) => name === 'on-failure'),
    IsUnlessStopped: policy((name) => name === 'unless-stopped'),
  },
  'nat.Port': {
    Port: part((text) => text.split('/')[0] ?? ''),
    Proto: part(protocol),
    Int: { parameters: [], call: ({ data }) => goInt(Number.parseInt(String(data), 10) || 0) },
  },
};

let schema: Schema | null = null;

/** JSON of the engine as the Go value the real client reads it into: `apiValue('types.ContainerJSON', …)`. */
export function apiValue(type: string, json: unknown): GoValue {
  schema ??= new Schema(declarations, methods);
  return schema.read(type, json);
}
