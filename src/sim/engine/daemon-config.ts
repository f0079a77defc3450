/** /etc/docker/daemon.json, with what dockerd says about a bad one. */
import { goSyntaxError } from './go-json-error.ts';

/** What this engine heeds of the file. */
export interface DaemonConfig {
  /** URLs with a slash at their end, as dockerd keeps them. */
  readonly mirrors: readonly string[];
  /** Hosts, and ranges of addresses in CIDR notation. */
  readonly insecure: readonly string[];
  readonly labels: readonly string[];
  readonly debug: boolean;
  /** Null when it says nothing of it. */
  readonly storageDriver: string | null;
}

/** As Debian installs it: no such file. */
export const DEFAULT_CONFIG: DaemonConfig = { mirrors: [], insecure: [], labels: [], debug: false, storageDriver: null };

export const DAEMON_JSON = '/etc/docker/daemon.json';

/** Directives of dockerd 20.10 that are no mistake to have, though only some have an effect here. */
const DIRECTIVES =
  'allow-nondistributable-artifacts api-cors-header authorization-plugins bip bridge cgroup-parent cluster-advertise cluster-store cluster-store-opts containerd containerd-namespace containerd-plugin-namespace cpu-rt-period cpu-rt-runtime data-root debug default-address-pools default-cgroupns-mode default-gateway default-gateway-v6 default-ipc-mode default-runtime default-shm-size default-ulimits dns dns-opts dns-search exec-opts exec-root experimental features fixed-cidr fixed-cidr-v6 group host-gateway-ip hosts icc init init-path insecure-registries ip ip-forward ip-masq ip6tables iptables ipv6 labels live-restore log-driver log-level log-opts max-concurrent-downloads max-concurrent-uploads max-download-attempts metrics-addr mtu network-control-plane-mtu no-new-privileges node-generic-resources oom-score-adjust pidfile raw-logs registry-mirrors runtimes seccomp-profile selinux-enabled shutdown-timeout storage-driver storage-opts swarm-default-advertise-addr tls tlscacert tlscert tlskey tlsverify userland-proxy userland-proxy-path userns-remap'.split(
    ' ',
  );

const FAILED = `unable to configure the Docker daemon with file ${DAEMON_JSON}: `;

/** Reads the file's text; throws an Error in dockerd's words. `flags` are directives that the command line has, with their values. */
export function parseDaemonConfig(text: string, flags: Readonly<Record<string, string>> = {}): DaemonConfig {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(FAILED + goSyntaxError(text));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(
      `${FAILED}json: cannot unmarshal ${Array.isArray(value) ? 'array' : typeof value} into Go value of type map[string]interface {}`,
    );
  const unknown = Object.keys(value).filter((key) => !DIRECTIVES.includes(key));
  if (unknown.length > 0) throw new Error(`${FAILED}the following directives don't match any configuration option: ${unknown.join(', ')}`);
  const given = value as Readonly<Record<string, unknown>>;
  const twice = Object.keys(given).filter((key) => key in flags);
  if (twice.length > 0)
    throw new Error(
      `${FAILED}the following directives are specified both as a flag and in the configuration file: ${twice.map((key) => `${key}: (from flag: ${flags[key]}, from file: ${String(given[key])})`).join(', ')}`,
    );
  const storageDriver = given['storage-driver'] ?? null;
  if (storageDriver !== null && typeof storageDriver !== 'string')
    throw new Error(`${FAILED}json: cannot unmarshal ${goKind(storageDriver)} into Go struct field Config.storage-driver of type string`);
  const list = (key: string): string[] => {
    const found = given[key] ?? [];
    if (!Array.isArray(found) || !found.every((one) => typeof one === 'string'))
      throw new Error(
        `${FAILED}json: cannot unmarshal ${Array.isArray(found) ? 'non-string' : typeof found} into Go struct field Config.${key} of type []string`,
      );
    return found as string[];
  };
  return {
    mirrors: list('registry-mirrors').map(checkMirror),
    insecure: list('insecure-registries').map((host) => host.replace(/^https?:\/\//, '')),
    labels: list('labels'),
    debug: given['debug'] === true,
    storageDriver,
  };
}

/** What encoding/json calls a value that it did not want. */
function goKind(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function checkMirror(text: string): string {
  const [, scheme = '', host = '', rest = ''] = /^(?:(\w[\w+.-]*):\/\/)?([^/?#]*)(.*)$/s.exec(text) ?? [];
  if (scheme !== 'http' && scheme !== 'https')
    throw new Error(`invalid mirror: unsupported scheme ${JSON.stringify(scheme)} in ${JSON.stringify(text)}`);
  if (rest !== '' && rest !== '/') throw new Error(`invalid mirror: path, query, or fragment at end of the URI ${JSON.stringify(text)}`);
  if (host.includes('@')) throw new Error(`invalid mirror: username/password not allowed in URI ${JSON.stringify(text)}`);
  return `${scheme}://${host}/`;
}
