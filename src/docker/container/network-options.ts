import type { EndpointSettings } from '../../api/types.ts';
import { unless } from '../errors.ts';
import type { Flags } from '../flags.ts';
import type { NetworkAttachment } from '../values.ts';

/** The network mode and the endpoints that `--network` and the flags for its first network ask for. */
export function networks(flags: Flags): { mode: string; endpoints: Record<string, Partial<EndpointSettings>> } {
  const attachments = flags.list<NetworkAttachment>('network');
  const [aliases, links] = [flags.list('network-alias'), flags.list('link')];
  const endpoints: Record<string, Partial<EndpointSettings>> = {};
  const [first] = attachments;
  // An address or a name for no network in particular never leaves the client.
  if (!first) return { mode: 'default', endpoints: {} };
  const kinds = new Set<boolean>();
  for (const attachment of attachments) {
    const { Target, DriverOpts } = attachment;
    const own = /^(default|bridge|host|none|container(:.*)?)$/.test(Target);
    kinds.add(own);
    const leads = attachment === first;
    unless(
      !leads || attachment.Aliases.length === 0 || aliases.length === 0,
      'conflicting options: cannot specify both --network-alias and per-network alias',
    );
    unless(Target.trim() !== '', 'no name set for network');
    const all = [...attachment.Aliases, ...(leads ? aliases : [])];
    unless(!own || all.length === 0, 'network-scoped aliases are only supported for user-defined networks');
    unless(
      !own || !leads || links.length === 0 || Target === 'bridge' || Target === 'default',
      'links are only supported for user-defined networks',
    );
    unless(!(Target in endpoints), `network ${JSON.stringify(Target)} is specified multiple times`);
    const endpoint: Partial<EndpointSettings> = {
      ...(all.length > 0 ? { Aliases: all } : {}),
      ...(Object.keys(DriverOpts).length > 0 ? { DriverOpts } : {}),
      ...(leads ? addresses(flags) : {}),
      ...(leads && !own && links.length > 0 ? { Links: links } : {}),
    };
    if (attachments.length > 1 || Object.keys(endpoint).length > 0) endpoints[Target] = endpoint;
  }
  unless(kinds.size === 1, 'conflicting options: cannot attach both user-defined and non-user-defined network-modes');
  return { mode: first.Target, endpoints };
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
