import { sha256 } from '../../image/digest.ts';
import type { Daemon } from '../daemon.ts';
import { ROOT_DIR } from '../parts.ts';
import type { Container } from './container.ts';
import { linksOf } from './links.ts';
import { logPath } from './log-file.ts';

/** Where a container's own files lie on the host; "" for their folder. */
export const containerFile = (id: string, name: string): string => `${ROOT_DIR}/containers/${id}${name && `/${name}`}`;

const HOSTS = `127.0.0.1\tlocalhost
::1\tlocalhost ip6-localhost ip6-loopback
fe00::0\tip6-localnet
ff00::0\tip6-mcastprefix
ff02::1\tip6-allnodes
ff02::2\tip6-allrouters
`;

const decoder = new TextDecoder();

/** Whose network a container that starts has: its own, or that of the one it joined, and with it /etc/hosts and its like. */
export function netOwner(daemon: Daemon, container: Container): Container {
  const { NetworkMode } = container.hostConfig;
  return NetworkMode.startsWith('container:') ? daemon.containers.get(NetworkMode.slice('container:'.length)) : container;
}

/** Writes /etc/hosts, /etc/hostname and /etc/resolv.conf of a container that starts. */
export function writeContainerFiles(daemon: Daemon, container: Container): void {
  const { id, config, hostConfig } = container;
  const put = (name: string, text: string): void => daemon.host.write(containerFile(id, name), text, { mode: 0o644 });
  const host = hostConfig.NetworkMode === 'host';
  const { Hostname, Domainname } = config;
  const full = Domainname ? `${Hostname}.${Domainname}` : Hostname;
  const names = full.includes('.') ? `${full} ${full.split('.', 1)[0]}` : full;
  const extra = (hostConfig.ExtraHosts ?? []).map((entry) => {
    const address = entry.slice(entry.indexOf(':') + 1);
    return `${address === 'host-gateway' ? daemon.networks.gateway : address}\t${entry.slice(0, entry.indexOf(':'))}\n`;
  });
  const own = [...container.endpoints.values()].flatMap(({ settings }) =>
    settings.IPAddress ? [`${settings.IPAddress}\t${names}\n`] : [],
  );
  const links = linksOf(daemon, container).map(({ target, alias }) => {
    const address = [...target.endpoints.values()][0]?.settings.IPAddress ?? '';
    return `${address}\t${[...new Set([alias, target.id.slice(0, 12), target.name])].join(' ')}\n`;
  });
  const hostHosts = daemon.host.read('/etc/hosts');
  put('hosts', (host && hostHosts ? decoder.decode(hostHosts) : HOSTS) + [...extra, ...links, ...own].join(''));
  put('hostname', `${Hostname}\n`);
  const resolv = daemon.host.read('/etc/resolv.conf');
  const nameservers = (hostConfig.Dns ?? []).map((server) => `nameserver ${server}\n`).join('');
  const search = hostConfig.DnsSearch?.length && hostConfig.DnsSearch[0] !== '.' ? `search ${hostConfig.DnsSearch.join(' ')}\n` : '';
  const options = hostConfig.DnsOptions?.length ? `options ${hostConfig.DnsOptions.join(' ')}\n` : '';
  const custom = [...container.endpoints.keys()].some((network) => !['bridge', 'host', 'none'].includes(network));
  const resolved = custom
    ? `${search}nameserver 127.0.0.11\noptions ${[...(hostConfig.DnsOptions ?? []), 'ndots:0'].join(' ')}\n`
    : search + (nameservers || (resolv ? decoder.decode(resolv) : '')) + options;
  put('resolv.conf', resolved);
  put('resolv.conf.hash', sha256(resolved));
  daemon.host.folder(containerFile(id, 'mounts'), 0o710);
  const log = logPath(id, hostConfig.LogConfig.Type);
  if (log !== null) daemon.host.write(log, '', { append: true, mode: 0o640 });
}
