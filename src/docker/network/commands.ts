import {
  NetworkConnect,
  NetworkCreate,
  NetworkDelete,
  NetworkDisconnect,
  NetworkInspect,
  NetworkList,
  NetworkPrune,
} from '../../api/client.ts';
import type { EndpointSettings, IPAMConfig } from '../../api/types.ts';
import type { Command } from '../command.ts';
import { confirmed } from '../confirm.ts';
import { containerValidators, toRecord } from '../container/options.ts';
import { describe, StatusError } from '../errors.ts';
import { renderList } from '../format/table.ts';
import { goTime, shortId } from '../format/units.ts';
import { GoMethod } from '../format/value.ts';
import { listFormat } from '../list-format.ts';

const titles = {
  ID: 'NETWORK ID',
  Name: 'NAME',
  Driver: 'DRIVER',
  Scope: 'SCOPE',
  IPv6: 'IPV6',
  Internal: 'INTERNAL',
  Labels: 'LABELS',
  CreatedAt: 'CREATED AT',
};

/** `docker network ls` */
export const ls: Command = {
  usage: '[OPTIONS]',
  short: 'List networks',
  flags: `f,filter filter: Provide filter values (e.g. 'driver=bridge')
format string: Pretty-print networks using a Go template
no-trunc: Do not truncate the output
q,quiet: Only display network IDs`,
  args: [0, 0],
  async run(cli, flags) {
    const networks = await NetworkList(cli.wire, flags.filters());
    const rows = networks
      .sort((a, b) => (a.Name < b.Name ? -1 : 1))
      .map((network) => ({
        ID: flags.bool('no-trunc') ? network.Id : shortId(network.Id),
        Name: network.Name,
        Driver: network.Driver,
        Scope: network.Scope,
        IPv6: String(network.EnableIPv6),
        Internal: String(network.Internal),
        Labels: Object.entries(network.Labels ?? {})
          .map(([key, value]) => `${key}=${value}`)
          .join(','),
        Label: new GoMethod((key) => network.Labels?.[String(key)] ?? ''),
        CreatedAt: () => goTime(Date.parse(network.Created) / 1000),
      }));
    const chosen = flags.string('format') || (flags.bool('quiet') ? '' : await cli.config('networksFormat'));
    const formats = {
      quiet: '{{.ID}}',
      rawQuiet: 'network_id: {{.ID}}',
      table: 'table {{.ID}}\t{{.Name}}\t{{.Driver}}\t{{.Scope}}',
      raw: 'network_id: {{.ID}}\nname: {{.Name}}\ndriver: {{.Driver}}\nscope: {{.Scope}}\n',
    };
    await cli.write(renderList(listFormat(chosen, flags.bool('quiet'), formats), { type: '*network.networkContext', titles, rows }));
  },
};

/** `docker network create` */
export const create: Command = {
  usage: '[OPTIONS] NETWORK',
  short: 'Create a network',
  flags: `attachable: Enable manual container attachment
aux-address map: Auxiliary IPv4 or IPv6 addresses used by Network driver (default map[])
config-from string: The network from which to copy the configuration
config-only: Create a configuration only network
d,driver string: Driver to manage the Network (default "bridge")
gateway strings: IPv4 or IPv6 Gateway for the master subnet
ingress: Create swarm routing-mesh network
internal: Restrict external access to the network
ip-range strings: Allocate container ip from a sub-range
ipam-driver string: IP Address Management Driver (default "default")
ipam-opt map: Set IPAM driver specific options (default map[])
ipv6: Enable IPv6 networking
label list: Set metadata on a network
o,opt map: Set driver specific options (default map[])
scope string: Control the network's scope
subnet strings: Subnet in CIDR format that represents a network segment`,
  args: [1, 1],
  validators: { label: containerValidators['label'] ?? String },
  async run(cli, flags, [name = '']) {
    const [subnets, ranges, gateways] = [flags.list('subnet'), flags.list('ip-range'), flags.list('gateway')];
    if (subnets.length < ranges.length || subnets.length < gateways.length)
      throw new Error('every ip-range or gateway must have a corresponding subnet');
    const Config: IPAMConfig[] = subnets.map((Subnet, i) => ({
      Subnet,
      ...(ranges[i] ? { IPRange: ranges[i] } : {}),
      ...(gateways[i] ? { Gateway: gateways[i] } : {}),
    }));
    const { Id } = await NetworkCreate(cli.wire, {
      CheckDuplicate: true,
      Driver: flags.string('driver'),
      Scope: flags.string('scope'),
      EnableIPv6: flags.bool('ipv6'),
      IPAM: { Driver: flags.string('ipam-driver'), Options: flags.map('ipam-opt'), Config },
      Internal: flags.bool('internal'),
      Attachable: flags.bool('attachable'),
      Ingress: flags.bool('ingress'),
      ConfigOnly: flags.bool('config-only'),
      ConfigFrom: flags.string('config-from') ? { Network: flags.string('config-from') } : null,
      Options: flags.map('opt'),
      Labels: toRecord(flags.list('label')),
      Name: name,
    });
    await cli.print(Id);
  },
};

/** `docker network rm` */
export const rm: Command = {
  usage: 'NETWORK [NETWORK...]',
  short: 'Remove one or more networks',
  args: [1, Number.POSITIVE_INFINITY],
  completes: 'network',
  async run(cli, _flags, names) {
    let failed = false;
    for (const name of names) {
      try {
        await NetworkInspect(cli.wire, name).catch(() => null);
        await NetworkDelete(cli.wire, name);
        await cli.print(name);
      } catch (error) {
        await cli.complain(describe(error));
        failed = true;
      }
    }
    if (failed) throw new StatusError(1);
  },
};

/** `docker network connect` */
export const connect: Command = {
  usage: '[OPTIONS] NETWORK CONTAINER',
  short: 'Connect a container to a network',
  flags: `alias strings: Add network-scoped alias for the container
driver-opt strings: driver options for the network
ip string: IPv4 address (e.g., 172.30.100.104)
ip6 string: IPv6 address (e.g., 2001:db8::33)
link list: Add link to another container
link-local-ip strings: Add a link-local address for the container`,
  args: [2, 2],
  completesFirst: 'network',
  completes: 'container',
  async run(cli, flags, [network = '', Container = '']) {
    const EndpointConfig: Partial<EndpointSettings> = {
      IPAMConfig: {
        ...(flags.string('ip') && { IPv4Address: flags.string('ip') }),
        ...(flags.string('ip6') && { IPv6Address: flags.string('ip6') }),
        ...(flags.list('link-local-ip').length > 0 && { LinkLocalIPs: flags.list('link-local-ip') }),
      },
      Links: flags.list('link'),
      Aliases: flags.list('alias'),
      DriverOpts: toRecord(flags.list('driver-opt')),
    };
    await NetworkConnect(cli.wire, network, { Container, EndpointConfig });
  },
};

/** `docker network disconnect` */
export const disconnect: Command = {
  usage: '[OPTIONS] NETWORK CONTAINER',
  short: 'Disconnect a container from a network',
  flags: 'f,force: Force the container to disconnect from a network',
  args: [2, 2],
  completesFirst: 'network',
  completes: 'container',
  run: (cli, flags, [network = '', Container = '']) => NetworkDisconnect(cli.wire, network, { Container, Force: flags.bool('force') }),
};

/** `docker network prune` */
export const prune: Command = {
  usage: '[OPTIONS]',
  short: 'Remove all unused networks',
  flags: `filter filter: Provide filter values (e.g. 'until=<timestamp>')
f,force: Do not prompt for confirmation`,
  args: [0, 0],
  async run(cli, flags) {
    if (
      !(await confirmed(
        cli,
        flags,
        'WARNING! This will remove all custom networks not used by at least one container.\nAre you sure you want to continue?',
      ))
    )
      return;
    const { NetworksDeleted } = await NetworkPrune(cli.wire, flags.filters());
    if (NetworksDeleted && NetworksDeleted.length > 0) await cli.print(`Deleted Networks:\n${NetworksDeleted.join('\n')}\n`);
  },
};
