/**
 * The Go structs that the daemon reads request bodies into, as far as their types decide what is refused: a field a line,
 * with its Go type. A name in angle brackets is another struct of this table; `+Name` embeds one.
 */
const TABLES = {
  ContainerConfigWrapper: `
    +Config
    HostConfig <HostConfig>
    NetworkingConfig <NetworkingConfig>`,
  Config: `
    Hostname string; Domainname string; User string; AttachStdin bool; AttachStdout bool; AttachStderr bool; ExposedPorts nat.PortSet
    Tty bool; OpenStdin bool; StdinOnce bool; Env []string; Cmd strslice; Healthcheck <HealthConfig>; ArgsEscaped bool; Image string
    Volumes map[string]struct {}; WorkingDir string; Entrypoint strslice; NetworkDisabled bool; MacAddress string; OnBuild []string
    Labels map[string]string; StopSignal string; StopTimeout int; Shell strslice`,
  HealthConfig: `Test []string; Interval time.Duration; Timeout time.Duration; StartPeriod time.Duration; Retries int`,
  NetworkingConfig: `EndpointsConfig map<EndpointSettings>`,
  EndpointSettings: `
    IPAMConfig <EndpointIPAMConfig>; Links []string; Aliases []string; NetworkID string; EndpointID string; Gateway string; IPAddress string
    IPPrefixLen int; IPv6Gateway string; GlobalIPv6Address string; GlobalIPv6PrefixLen int; MacAddress string; DriverOpts map[string]string`,
  EndpointIPAMConfig: `IPv4Address string; IPv6Address string; LinkLocalIPs []string`,
  HostConfig: `
    +Resources
    Binds []string; ContainerIDFile string; LogConfig <LogConfig>; NetworkMode container.NetworkMode; PortBindings map[]<PortBinding>
    RestartPolicy <RestartPolicy>; AutoRemove bool; VolumeDriver string; VolumesFrom []string; CapAdd strslice; CapDrop strslice
    CgroupnsMode container.CgroupnsMode; Dns []string; DnsOptions []string; DnsSearch []string; ExtraHosts []string; GroupAdd []string
    IpcMode container.IpcMode; Cgroup container.CgroupSpec; Links []string; OomScoreAdj int; PidMode container.PidMode; Privileged bool
    PublishAllPorts bool; ReadonlyRootfs bool; SecurityOpt []string; StorageOpt map[string]string; Tmpfs map[string]string
    UTSMode container.UTSMode; UsernsMode container.UsernsMode; ShmSize int64; Sysctls map[string]string; Runtime string
    ConsoleSize [2]uint; Isolation container.Isolation; Mounts []<Mount>; MaskedPaths []string; ReadonlyPaths []string; Init bool`,
  Resources: `
    CpuShares int64; Memory int64; NanoCpus int64; CgroupParent string; BlkioWeight uint16; BlkioWeightDevice []<WeightDevice>
    BlkioDeviceReadBps []<ThrottleDevice>; BlkioDeviceWriteBps []<ThrottleDevice>; BlkioDeviceReadIOps []<ThrottleDevice>
    BlkioDeviceWriteIOps []<ThrottleDevice>; CpuPeriod int64; CpuQuota int64; CpuRealtimePeriod int64; CpuRealtimeRuntime int64
    CpusetCpus string; CpusetMems string; Devices []<DeviceMapping>; DeviceCgroupRules []string; DeviceRequests []<DeviceRequest>
    KernelMemory int64; KernelMemoryTCP int64; MemoryReservation int64; MemorySwap int64; MemorySwappiness int64; OomKillDisable bool
    PidsLimit int64; Ulimits []<Ulimit>; CpuCount int64; CpuPercent int64; IOMaximumIOps uint64; IOMaximumBandwidth uint64`,
  LogConfig: `Type string; Config map[string]string`,
  PortBinding: `HostIp string; HostPort string`,
  RestartPolicy: `Name string; MaximumRetryCount int`,
  WeightDevice: `Path string; Weight uint16`,
  ThrottleDevice: `Path string; Rate uint64`,
  DeviceMapping: `PathOnHost string; PathInContainer string; CgroupPermissions string`,
  DeviceRequest: `Driver string; Count int; DeviceIDs []string; Capabilities [][]string; Options map[string]string`,
  Ulimit: `Name string; Hard int64; Soft int64`,
  Mount: `
    Type mount.Type; Source string; Target string; ReadOnly bool; Consistency mount.Consistency; BindOptions <BindOptions>
    VolumeOptions <VolumeOptions>; TmpfsOptions <TmpfsOptions>`,
  BindOptions: `Propagation mount.Propagation; NonRecursive bool`,
  VolumeOptions: `NoCopy bool; Labels map[string]string; DriverConfig <Driver>`,
  Driver: `Name string; Options map[string]string`,
  TmpfsOptions: `SizeBytes int64; Mode fs.FileMode`,
  UpdateConfig: `
    +Resources
    RestartPolicy <RestartPolicy>`,
  ExecConfig: `
    User string; Privileged bool; Tty bool; AttachStdin bool; AttachStderr bool; AttachStdout bool; Detach bool; DetachKeys string
    Env []string; WorkingDir string; Cmd []string`,
  ExecStartCheck: `Detach bool; Tty bool`,
  VolumeCreateBody: `Driver string; DriverOpts map[string]string; Labels map[string]string; Name string`,
  NetworkCreateRequest: `
    CheckDuplicate bool; Driver string; Scope string; EnableIPv6 bool; IPAM <IPAM>; Internal bool; Attachable bool; Ingress bool
    ConfigOnly bool; ConfigFrom <ConfigReference>; Options map[string]string; Labels map[string]string; Name string`,
  IPAM: `Driver string; Options map[string]string; Config []<IPAMConfig>`,
  IPAMConfig: `Subnet string; IPRange string; Gateway string; AuxiliaryAddresses map[string]string`,
  ConfigReference: `Network string`,
  NetworkConnect: `Container string; EndpointConfig <EndpointSettings>`,
  NetworkDisconnect: `Container string; Force bool`,
  AuthConfig: `
    username string; password string; auth string; email string; serveraddress string; identitytoken string; registrytoken string`,
} as const;

/** A struct of the daemon. */
export type Shape = keyof typeof TABLES;

const read = new Map<Shape, ReadonlyMap<string, string>>();

/** The fields of a struct, by name, with their types. */
export function fieldsOf(shape: Shape): ReadonlyMap<string, string> {
  const known = read.get(shape);
  if (known) return known;
  const fields = new Map<string, string>();
  for (const line of TABLES[shape].split(/[;\n]/).map((text) => text.trim())) {
    if (line.startsWith('+')) for (const [name, type] of fieldsOf(line.slice(1) as Shape)) fields.set(name, type);
    else if (line !== '') fields.set(line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1));
  }
  read.set(shape, fields);
  return fields;
}
